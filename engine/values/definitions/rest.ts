/** Figures about safety, control over technology, power relations and human dignity. Pure. */

import { herfindahl } from '../../core/inequality.ts';
import type { PeopleGroup, ValueFacts } from '../facts.ts';
import type { ValueDefinition } from '../model.ts';

const of = (facts: ValueFacts, key: string): number => facts.indicators[key] ?? Number.NaN;

export const SAFETY: readonly ValueDefinition[] = [
  {
    key: 'safetyBikeKmAmongCars',
    value: 'safety',
    unit: 'km/weekday',
    lowerIs: 'better',
    label: { nl: 'Gefietst tussen de auto’s, zonder eigen pad', en: 'Cycled among cars without a path of their own' },
    definition: {
      nl: 'Kilometers van fietsers op straten waar auto’s mogen komen en geen fietspad ligt.',
      en: 'Kilometres of cyclists on streets where cars may go and cyclists have no path of their own.',
    },
    formula: 'Σ links length × bikesAmongCarsPerWeekday',
    tables: ['links'],
    source: 'SWOV, Duurzaam Veilig: separation where speed or flow is high',
    compute: ({ streets }) => streets?.bikeKmAmongCars ?? Number.NaN,
  },
  {
    key: 'safetyBikeShareAmongManyCars',
    value: 'safety',
    unit: 'share',
    lowerIs: 'better',
    label: {
      nl: 'Deel van de fietskilometers op drukke straten zonder fietspad',
      en: 'Share of cycled km on busy streets without a cycle path',
    },
    definition: {
      nl: 'Druk: meer dan 2.500 auto’s per werkdag, waarboven CROW een fietspad of fietsstroken vraagt.',
      en: 'Busy: more than 2,500 cars a weekday, above which CROW asks for a path or lanes.',
    },
    formula: 'Σ length × bikesAmongCars [cars > 2500] / Σ length × bikes',
    tables: ['links'],
    source: 'CROW, Ontwerpwijzer fietsverkeer (2016)',
    compute: ({ streets }) =>
      streets === null || streets.bikeKmPerWeekday === 0
        ? Number.NaN
        : streets.bikeKmAmongManyCars / streets.bikeKmPerWeekday,
  },
  {
    key: 'safetyVoltageBreachHours',
    value: 'safety',
    unit: 'h',
    lowerIs: 'better',
    label: { nl: 'Uren met spanning buiten de norm', en: 'Hours of voltage outside the standard' },
    definition: {
      nl: 'Som over buurttransformatoren van de onderzochte uren onder 207 of boven 253 V.',
      en: 'Sum over neighbourhood transformers of the examined hours below 207 or above 253 V.',
    },
    formula: 'Σ areas voltageBreachHours',
    tables: ['transformers'],
    source: 'EN 50160',
    compute: (facts) => of(facts, 'voltageBreachHours'),
  },
  {
    key: 'safetyOverloadHours',
    value: 'safety',
    unit: 'h',
    lowerIs: 'better',
    label: { nl: 'Uren overbelasting van transformatoren', en: 'Hours of overloaded transformers' },
    definition: {
      nl: 'Som over transformatoren van de uren boven hun vermogen.',
      en: 'Sum over transformers of the hours above their rating.',
    },
    formula: 'Σ transformers overloadHours',
    tables: ['transformers'],
    source: 'IEC 60076-7',
    compute: (facts) => of(facts, 'overloadHours'),
  },
];

export const CONTROL: readonly ValueDefinition[] = [
  {
    key: 'controlExplainedShare',
    value: 'control',
    unit: 'share',
    lowerIs: 'worse',
    label: {
      nl: 'Laadbeslissingen die uit te leggen zijn en kloppen',
      en: 'Charging decisions that can be explained and hold',
    },
    definition: {
      nl: 'Deel van de bewaarde sessies waarvan de uitleg van elk moment tegen het laadschema is nagerekend en klopt.',
      en: 'Share of the kept sessions whose explanation of every moment was checked against the schedule and holds.',
    },
    formula: 'sessions whose claims all hold / sessions kept',
    tables: ['courses'],
    source: 'GDPR art. 22; Rijnstroom',
    compute: ({ explained }) =>
      explained === null || explained.sessions === 0 ? Number.NaN : explained.verified / explained.sessions,
  },
  {
    key: 'controlLeversWithSource',
    value: 'control',
    unit: 'share',
    lowerIs: 'worse',
    label: { nl: 'Knoppen waarvan de beginwaarde een bron heeft', en: 'Levers whose default has a published source' },
    definition: {
      nl: 'De andere zijn aannames van ons; alle zijn te zien en te veranderen.',
      en: 'The others are assumptions of ours; all can be seen and changed.',
    },
    formula: 'levers whose source is not an assumption / levers',
    tables: [],
    source: 'rijnstroom schema',
    compute: ({ levers }) => levers.withSource / levers.count,
  },
  {
    key: 'controlInputsWithLicence',
    value: 'control',
    unit: 'share',
    lowerIs: 'worse',
    label: { nl: 'Invoer met vingerafdruk en licentie', en: 'Inputs with fingerprint and licence' },
    definition: {
      nl: 'Deel van de invoerbestanden met SHA-256 en licentie in het resultaat.',
      en: 'Share of the input files with SHA-256 and licence in the result.',
    },
    formula: 'inputs with sha256 and licence / inputs',
    tables: [],
    source: 'manifest.json',
    compute: ({ inputs }) =>
      inputs.count === 0 ? Number.NaN : Math.min(inputs.withHash, inputs.withLicence) / inputs.count,
  },
];

/** kWh of public points by operator: the largest, and the others as many small ones. */
const dependence = (facts: ValueFacts): number => {
  if (facts.charging === null) return Number.NaN;
  const { ownChargerKwh, workKwh, publicKwh } = facts.charging;
  const all = ownChargerKwh + workKwh + publicKwh;
  return all > 0 ? (publicKwh * facts.scenario.values.publicOperatorShare) / all : Number.NaN;
};

export const POWER: readonly ValueDefinition[] = [
  {
    key: 'powerLargestOperatorShare',
    value: 'power',
    unit: 'share',
    lowerIs: 'better',
    label: { nl: 'Laadstroom die van één exploitant afhangt', en: 'Charging that hangs on one operator' },
    definition: {
      nl: 'Stroom geladen aan openbare punten en hubs maal het aandeel van de grootste exploitant (lever values.publicOperatorShare), van alle stroom geladen in de wijk.',
      en: 'Energy charged at public points and hubs times the largest operator’s share (lever values.publicOperatorShare), of all energy charged in the district.',
    },
    formula: 'publicKwh × values.publicOperatorShare / chargedKwh',
    tables: ['sessions', 'vehicles'],
    source: 'lever values.publicOperatorShare',
    compute: dependence,
  },
  {
    key: 'powerHerfindahl',
    value: 'power',
    unit: 'index 0–1',
    lowerIs: 'better',
    label: {
      nl: 'Concentratie van de laadmarkt (Herfindahl)',
      en: 'Concentration of the charging market (Herfindahl)',
    },
    definition: {
      nl: 'Som van de gekwadrateerde marktaandelen: grootste exploitant, de andere als één, eigen laders en werkplekken elk zo klein dat zij voor niets tellen. Boven 0,25 heet een markt sterk geconcentreerd.',
      en: 'Sum of squared market shares: the largest operator, the others as one, own chargers and workplaces each too small to count. Above 0.25 a market is called highly concentrated.',
    },
    formula: 'Σ (kWh of an operator / kWh)²',
    tables: ['sessions', 'vehicles'],
    source: 'US Department of Justice, Horizontal Merger Guidelines (2010) 5.3',
    compute: ({ charging, scenario }) => {
      if (charging === null) return Number.NaN;
      const share = scenario.values.publicOperatorShare;
      return herfindahl(
        [charging.publicKwh * share, charging.publicKwh * (1 - share)],
        charging.ownChargerKwh + charging.workKwh,
      );
    },
  },
  {
    key: 'powerAppTripShare',
    value: 'power',
    unit: 'share',
    lowerIs: 'neutral',
    label: { nl: 'Ritten via een platform', en: 'Trips through a platform' },
    definition: { nl: 'Deel van de ritten met deelauto of deelfiets.', en: 'Share of trips by shared car or bicycle.' },
    formula: 'trips in shared modes / trips',
    tables: ['trips', 'persons'],
    source: 'Rijnstroom',
    compute: ({ people }) => (people === null ? Number.NaN : people.all.appTrips / people.all.madeTrips),
  },
];

const perPerson = ({ people }: ValueFacts, group: PeopleGroup): number =>
  people === null || people[group].persons < 10 ? Number.NaN : people[group].madeTrips / people[group].persons;

export const DIGNITY_GROUPS = [
  ['NoLicence', 'noLicence', 'volwassenen zonder rijbewijs', 'adults without a licence'],
  ['LowDigitalSkill', 'lowDigitalSkill', 'mensen met weinig digitale vaardigheid', 'people with few digital skills'],
  ['ReducedMobility', 'reducedMobility', 'mensen met een mobiliteitsbeperking', 'people with reduced mobility'],
] as const;

export const DIGNITY: readonly ValueDefinition[] = DIGNITY_GROUPS.flatMap(([key, group, nl, en]): ValueDefinition[] => [
  {
    key: `dignityTrips${key}`,
    value: 'dignity',
    unit: 'ratio',
    lowerIs: 'worse',
    label: { nl: `Ritten van ${nl}, ten opzichte van allen`, en: `Trips of ${en}, relative to everybody` },
    definition: {
      nl: 'Gemaakte ritten per persoon gedeeld door die van alle inwoners; 1 is gelijk.',
      en: 'Trips made a person over those of all residents; 1 is equal.',
    },
    formula: '(trips / persons, group) / (trips / persons, all)',
    tables: ['trips', 'persons'],
    source: 'Rijnstroom',
    compute: (facts) => perPerson(facts, group) / perPerson(facts, 'all'),
  },
  {
    key: `dignityImpossible${key}`,
    value: 'dignity',
    unit: 'share',
    lowerIs: 'better',
    label: { nl: `Ritten die niet konden: ${nl}`, en: `Trips that were impossible: ${en}` },
    definition: {
      nl: 'Geplande ritten die niet zijn gemaakt omdat niets mogelijk was.',
      en: 'Planned trips that were not made because nothing was possible.',
    },
    formula: '1 − made / planned',
    tables: ['trips', 'persons'],
    source: 'Rijnstroom',
    compute: ({ people }) =>
      people === null || people[group].persons < 10 || people[group].plannedTrips === 0
        ? Number.NaN
        : 1 - people[group].madeTrips / people[group].plannedTrips,
  },
]);
