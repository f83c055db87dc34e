/** A record for the Dutch algorithm register about a charging strategy or the mode-choice model, filled from a result. Pure.
 *  In Dutch, as the register asks. What only people can say is marked INVULLEN. */
import { formatNumber, formatPercent } from '../../results/format.ts';
import { choiceText } from '../../results/report/choices.ts';
import type { RegisterFacts, Subject } from './facts.ts';
import { fillIn, type RegisterRecord } from './fields.ts';

export function registerRecord(subject: Subject, facts: RegisterFacts): RegisterRecord {
  const { manifest, organization, contact, startDate } = facts;
  const own = subject === 'charging' ? chargingTexts(facts) : modeChoiceTexts(facts);
  return {
    ...own,
    organization: organization === '' ? fillIn('naam van de organisatie volgens TOOI') : organization,
    status: 'In ontwikkeling',
    start_date: startDate,
    contact: contact === '' ? fillIn('algemeen mailadres of https-adres') : contact,
    publication_category: 'Overige algoritmes (Categorie C)',
    impact_assessments: fillIn('uitgevoerde toetsen, bijvoorbeeld DPIA, IAMA, Utrecht Uthiek Assessment'),
    impact_assessment_explanation: `Rijnstroom levert bij deze registratie beginpunten voor een DPIA en een IAMA. ${fillIn('of de toetsen zijn gedaan en waarom wel of niet')}`,
    supplier: `Rijnstroom ${manifest.engineVersion}, open broncode (EUPL-1.2)`,
    source_id: `rijnstroom-${subject}-${manifest.scenarioHash.slice(0, 16)}`,
    language: 'nld',
    schema: '1.0.0',
  };
}

type Texts = Pick<
  RegisterRecord,
  | 'name'
  | 'description_short'
  | 'theme'
  | 'purpose_and_impact'
  | 'considerations'
  | 'human_intervention'
  | 'risk_management'
  | 'data'
  | 'technical_operation'
  | 'search_terms'
>;

const percent = (value: number | undefined): string => (value === undefined ? 'onbekend' : formatPercent(value, 'nl'));
const number = (value: number | undefined): string => (value === undefined ? 'onbekend' : formatNumber(value, 'nl'));

const sources = ({ manifest }: RegisterFacts): string =>
  [...new Set(manifest.inputs.map(({ title, licence }) => `${title} (${licence})`))].join('; ');

/** Cut at a sentence or word, so that a long list of sources does not break the standard. */
const within = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 2).replace(/\s\S*$/, '')} …`;

function chargingTexts(facts: RegisterFacts): Texts {
  const { scenario, values, indicators, manifest } = facts;
  const { charging } = scenario;
  const strategy = choiceText(charging.strategy, 'nl');
  const steered = values['autonomySteered']?.value;
  const kept = values['autonomyPromisesKept']?.value;
  return {
    name: within(`Elektrische auto’s laden: ${strategy}`, 99),
    description_short: within(
      `Bepaalt per kwartier hoe snel een ingeplugde auto laadt${charging.v2gShare > 0 ? ' of teruglevert' : ''}. De regel: ${strategy}. De bestuurder geeft op hoe vol en hoe laat; daar houdt het algoritme zich aan.`,
      349,
    ),
    theme: ['Verkeer', 'Natuur en milieu'],
    purpose_and_impact: `Doel: laden op momenten waarop zon, net of prijs dat vragen, zonder dat een bestuurder tekortkomt. In de simulatie “${scenario.name.nl}” beslist het algoritme in ${percent(steered)} van de laadsessies; in ${percent(kept)} van de sessies zit bij vertrek in de accu wat was gevraagd. Zelfconsumptie van zonnestroom: ${percent(indicators['selfConsumptionShare']?.value)}; hoogste afname van de wijk: ${number(indicators['peakDistrictKw']?.value)} kW. Mensen merken het doordat een auto later of langzamer laadt dan zonder sturing. ${fillIn('wie in het echt met het algoritme te maken krijgt en welk besluit erop rust')}`,
    considerations: `Voordeel: minder pieken en meer gebruik van eigen zon. Nadeel: een ander dan de bestuurder kiest het moment, en de bestuurder moet een vertrektijd opgeven. Alternatieven die met dezelfde gegevens zijn door te rekenen: ongestuurd laden, een vaste klok, eerlijk delen. ${fillIn('afweging van de organisatie en waarom dit redelijk is')}`,
    human_intervention: `De bestuurder stelt de gewenste lading (nu ${percent(charging.targetSocShare)}) en de vertrektijd in; onder ${percent(charging.minimumSocShare)} laadt de auto altijd meteen. ${charging.chargeNowShare > 0 ? `In ${percent(charging.chargeNowShare)} van de sessies drukt de bestuurder op “laad nu”; dan beslist het algoritme niet.` : 'Een knop “laad nu” voor de bestuurder is in deze simulatie niet gebruikt.'} Elke beslissing is na te vragen: het programma zegt per moment in gewone taal welke grens bepaalde wat de auto deed. ${fillIn('wie het algoritme instelt, controleert en kan stilzetten')}`,
    risk_management: `Bekend uit de simulatie: ${formatNumber((1 - (kept ?? 1)) * 100, 'nl')}% van de sessies krijgt niet wat is gevraagd; ${number(indicators['overloadHours']?.value)} uren overbelasting van transformatoren; afhankelijkheid van één exploitant ${percent(values['powerLargestOperatorShare']?.value)}. Uitkomsten over minder dan tien mensen of auto’s worden niet getoond. Fouten in de opgegeven vertrektijd zijn een knop in de simulatie (nu ${number(charging.statedDepartureErrorMin)} minuten). ${fillIn('uitval en verkeerde instellingen in het echt, beveiliging, klachten')}`,
    data: within(
      `In de simulatie geen persoonsgegevens: bewoners zijn nagebootst uit cijfers per buurt. In het echt per laadsessie: aankomst, opgegeven vertrek, gewenste en geladen energie, plaats van het laadpunt (naar schatting ${number(values['privacyRecordsPerYear']?.value)} regels per jaar over waar en wanneer). Bronnen van de simulatie: ${sources(facts)}.`,
      2499,
    ),
    technical_operation: within(
      `Invoer per stap van ${scenario.period.stepMinutes} minuten en per transformator: belasting en zon zoals gemeten, grens van de transformator (${percent(scenario.grid.transformerLimitShare)} van het vermogen), prijzen die bekend zijn, en per auto lading, doel, ondergrens, opgegeven vertrek en vermogen. Werking: strategie “${charging.strategy}” (${strategy}); eerst wat nodig is om op tijd klaar te zijn, dan wat de strategie wil, dan de grens van de transformator. Uitvoer: vermogen per auto. Geen zelflerend model. Na te rekenen met versie ${manifest.engineVersion}, toevalsgetal ${manifest.seed}, scenario ${manifest.scenarioHash.slice(0, 16)}; de uitkomst is op elk aantal threads gelijk (vingerafdruk ${manifest.resultsHash.slice(0, 16)}).`,
      4999,
    ),
    search_terms: 'laden, elektrische auto, zonnestroom, netcongestie, terugleveren',
  };
}

function modeChoiceTexts(facts: RegisterFacts): Texts {
  const { scenario, values, indicators, manifest } = facts;
  const { maas, travel } = scenario;
  return {
    name: 'Vervoerkeuze van inwoners simuleren',
    description_short:
      'Schat hoe inwoners van een wijk kiezen tussen lopen, fiets, auto, ov en deelvervoer, om plannen van de gemeente vooraf te vergelijken. Het gaat over nagebootste inwoners, niet over u.',
    theme: ['Verkeer'],
    purpose_and_impact: `Doel: vooraf zien wat een plan doet met vervoer, kosten en wie buiten de boot valt. Scenario: “${scenario.name.nl}”. Uitkomst: ${percent(indicators['modeShareCar']?.value)} van de ritten als autobestuurder; ${percent(values['justiceBurdenedShare']?.value)} van de huishoudens geeft meer dan ${percent(scenario.values.burdenShare)} van het inkomen uit aan mobiliteit en stroom. Niemand krijgt er rechtstreeks een besluit door. ${fillIn('welk besluit of plan op de uitkomsten steunt')}`,
    considerations: `Een model verenigt cijfers uit onderzoek en maakt gevolgen per inkomen en buurt zichtbaar; het is geen voorspelling van personen. Alternatieven: telling, enquête, proef in de wijk. Aannames zonder bron zijn in het programma te zien en te veranderen (${percent(values['controlLeversWithSource']?.value)} van de knoppen heeft een bron). ${fillIn('afweging van de organisatie')}`,
    human_intervention: `Een beleidsadviseur kiest scenario’s, leest verschillen met hun onzekerheid en legt ze uit. ${fillIn('wie de uitkomsten controleert en hoe de raad ze gebruikt')}`,
    risk_management: `Risico: gemiddelden verbergen wie verliest; daarom staan alle uitkomsten ook per inkomen en buurt, en voor mensen zonder rijbewijs, met weinig digitale vaardigheid of een beperking (ritten ten opzichte van allen: ${number(values['dignityTripsNoLicence']?.value)}, ${number(values['dignityTripsLowDigitalSkill']?.value)}, ${number(values['dignityTripsReducedMobility']?.value)}). Vakken met minder dan tien mensen zijn leeg. Reizen zijn voor ${percent(travel.sampleShare)} van de huishoudens gesimuleerd. ${fillIn('overige risico’s')}`,
    data: within(
      `Geen persoonsgegevens: inwoners zijn nagebootst uit openbare cijfers per buurt. Bronnen: ${sources(facts)}.${maas.enabled ? ' Een app zoals in dit scenario zou in het echt boekingen van personen verwerken.' : ''}`,
      2499,
    ),
    technical_operation: within(
      `Invoer: straten, dienstregeling, prijzen, en nagebootste huishoudens met inkomen, auto’s, rijbewijs en vaardigheden. Werking: genest logitmodel; elk alternatief krijgt een nut uit tijd, kosten en een constante die op het landelijke reisonderzoek is afgesteld; wie een middel niet heeft of niet kan boeken, kan het niet kiezen; wie vol of op vindt, kiest opnieuw. Uitvoer: ritten per persoon. Niet zelflerend. Na te rekenen met versie ${manifest.engineVersion}, toevalsgetal ${manifest.seed}, scenario ${manifest.scenarioHash.slice(0, 16)}, vingerafdruk ${manifest.resultsHash.slice(0, 16)}.`,
      4999,
    ),
    search_terms: 'vervoer, mobiliteit, deelauto, simulatie, scenario',
  };
}
