/** Starting points for a DPIA (GDPR art. 35) and an IAMA (human rights and algorithms), filled from what the engine knows. Markdown, in Dutch. Pure.
 *  Every question that only people can answer is there and marked INVULLEN: an assessment that looks finished would be worse than none.
 *  Sources: Model DPIA Rijksdienst 3.0, parts A–D; IAMA (Utrecht Data School, 2021), parts 1–4. */
import { formatNumber, formatPercent, unitText } from '../../results/format.ts';
import { choiceText } from '../../results/report/choices.ts';
import type { RegisterFacts } from './facts.ts';
import { fillIn } from './fields.ts';

const show = ({ values }: RegisterFacts, key: string): string => {
  const found = values[key];
  if (found === undefined) return 'niet te zeggen uit dit resultaat';
  return found.unit === 'share'
    ? formatPercent(found.value, 'nl')
    : `${formatNumber(found.value, 'nl')} ${found.unit.startsWith('index') || found.unit === 'ratio' ? '' : unitText(found.unit, 'nl')}`.trim();
};

const head = (title: string, { scenario, manifest }: RegisterFacts): string => `# ${title}: ${scenario.name.nl}

Beginpunt, gemaakt door Rijnstroom ${manifest.engineVersion} uit resultaat ${manifest.resultsHash.slice(0, 16)} (toevalsgetal ${manifest.seed}). Wat tussen
rechte haken staat, is voor mensen. Dit stuk is geen uitgevoerde toets.
`;

const section = (title: string, lines: readonly string[]): string =>
  `\n## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;

export function dpia(facts: RegisterFacts): string {
  const { scenario, manifest } = facts;
  const { charging, maas } = scenario;
  return (
    head('Gegevensbeschermingseffectbeoordeling (DPIA)', facts) +
    section('A1. Voorstel', [
      scenario.question.nl,
      `Laadstrategie: ${choiceText(charging.strategy, 'nl')}. Eén app voor alle vervoer: ${maas.enabled ? 'ja' : 'nee'}; boeken zonder app: ${maas.alternativeBooking ? 'ja' : 'nee'}.`,
      fillIn('het besluit of de dienst waarvoor deze DPIA is'),
    ]) +
    section('A2. Persoonsgegevens', [
      'De simulatie zelf verwerkt geen persoonsgegevens: inwoners zijn nagebootst uit cijfers per buurt.',
      `In het echt zou dit per jaar ongeveer ${show(facts, 'privacyRecordsPerYear')} vastleggen over wie wanneer waar was, van ${show(facts, 'privacyPersonsFollowed')}.`,
      'Per laadsessie: laadpunt, aankomst, opgegeven en werkelijk vertrek, gevraagde en geladen energie. Per geboekte rit: persoon, begin en eind, tijd, prijs.',
      fillIn(
        'welke gegevens precies, en of er bijzondere gegevens bij zijn (een mobiliteitsbeperking is een gezondheidsgegeven)',
      ),
    ]) +
    section('A3–A6. Verwerkingen, doelen, partijen, belangen', [
      `Laadpunten: de grootste exploitant heeft ${formatPercent(scenario.values.publicOperatorShare, 'nl')} van de openbare punten; ${show(facts, 'powerLargestOperatorShare')} van de laadstroom hangt van hem af.`,
      'Rijnstroom draait op de eigen computer en stuurt niets weg.',
      fillIn('verwerkingsverantwoordelijke, verwerkers, ontvangers, doorgifte buiten de EU'),
    ]) +
    section('A7–A10. Techniek, juridisch kader, bewaartermijnen', [
      `Invoerbestanden met vingerafdruk: ${manifest.inputs.length}.`,
      fillIn('wettelijke grondslag, bewaartermijnen, beveiliging'),
    ]) +
    section('B. Noodzaak en evenredigheid', [
      'Voor het vergelijken van plannen volstaan nagebootste inwoners.',
      `Sturen van laden kan met minder: vertrektijd en gewenste lading zijn genoeg; een naam is niet nodig. In ${show(facts, 'autonomyPromisesKept')} van de sessies kreeg de bestuurder wat was gevraagd.`,
      fillIn('of het doel met minder of zonder persoonsgegevens kan'),
    ]) +
    section('C. Risico’s voor betrokkenen', [
      'Een reeks laadsessies of ritten verraadt woonplaats, werk en gewoonten.',
      `Gepubliceerde cijfers: kleinste groep ${show(facts, 'privacySmallestCell')}; ${show(facts, 'privacyWithheldShare')} van de vakken is leeg.`,
      fillIn('kans en ernst van elk risico'),
    ]) +
    section('D. Maatregelen', [
      'Publiceren met `rijnstroom publish`: geen losse personen of sessies, kleine vakken en wat ze verraadt leeg, zo nodig ruis met een genoemde epsilon.',
      'Ingelezen sessiebestanden: sleutels vervangen, niet overgenomen in resultaten.',
      fillIn('maatregelen in het echt en het restrisico; advies van de functionaris gegevensbescherming'),
    ])
  );
}

export function iama(facts: RegisterFacts): string {
  const { scenario } = facts;
  return (
    head('Impact Assessment Mensenrechten en Algoritmes (IAMA)', facts) +
    section('1. Waarom?', [
      scenario.question.nl,
      `Publieke waarden die het raakt zijn gemeten; zie \`rijnstroom values\`.`,
      fillIn('aanleiding, doel, wettelijke basis, wie beslist'),
    ]) +
    section('2a. Wat gaat erin?', [
      'Cijfers per buurt, straten, dienstregeling, weer, prijzen; geen gegevens van personen.',
      `${show(facts, 'controlInputsWithLicence')} van de invoer heeft vingerafdruk en licentie; ${show(facts, 'controlLeversWithSource')} van de knoppen heeft een bron, de rest is een aanname van de makers.`,
      fillIn('of de gegevens groepen missen of scheef weergeven'),
    ]) +
    section('2b. Hoe werkt het?', [
      `Vaste regels, niet zelflerend. Laadstrategie: ${choiceText(scenario.charging.strategy, 'nl')}. Elke stap is na te rekenen.`,
      `Uitlegbaarheid: van ${show(facts, 'controlExplainedShare')} van de bewaarde laadsessies klopt de uitleg van elk moment met het schema.`,
      fillIn('of de uitleg voor bewoners begrijpelijk is (voorgelegd aan bewoners?)'),
    ]) +
    section('3. Hoe wordt het gebruikt?', [
      `In ${show(facts, 'autonomySteered')} van de laadsessies beslist een ander dan de bestuurder over het moment.`,
      fillIn('rol van mensen, bezwaar, stilzetten, evaluatie'),
    ]) +
    section('4. Grondrechten', [
      `Gelijke behandeling: ${show(facts, 'justiceBurdenedShare')} van de huishoudens boven de drempel; ongelijkheid van de last (Gini) ${show(facts, 'justiceGiniBurden')}; weggestuurd, laag tegenover hoog inkomen ${show(facts, 'justiceTurnedAwayRatio')}.`,
      `Meedoen: ritten van mensen zonder rijbewijs ${show(facts, 'dignityTripsNoLicence')}, met weinig digitale vaardigheid ${show(facts, 'dignityTripsLowDigitalSkill')}, met een beperking ${show(facts, 'dignityTripsReducedMobility')} ten opzichte van allen.`,
      `Privacy: ${show(facts, 'privacyRecordsPerYear')} over waar en wanneer, als dit echt werd gedaan.`,
      fillIn('welke grondrechten worden geraakt, hoe ernstig, en of dat gerechtvaardigd is'),
    ])
  );
}
