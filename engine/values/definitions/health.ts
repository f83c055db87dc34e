/** Figures about health: movement, its effect by HEAT, and air and noise where the run knows them. Pure. */

import type { ValueFacts } from '../facts.ts';
import { deathsPreventedPerYear, HEAT_CYCLING, HEAT_WALKING } from '../heat.ts';
import type { ValueDefinition } from '../model.ts';

const HEAT_SOURCE =
  'WHO, Health economic assessment tool (HEAT) for walking and for cycling (2017); Kelly et al. (2014)';

const walkingDeaths = ({ active, scenario }: ValueFacts): number =>
  active === null
    ? Number.NaN
    : deathsPreventedPerYear(HEAT_WALKING, active.walkers, active.walkMinPerWeek, scenario.values.deathsPer100000);
const cyclingDeaths = ({ active, scenario }: ValueFacts): number =>
  active === null
    ? Number.NaN
    : deathsPreventedPerYear(HEAT_CYCLING, active.cyclists, active.cycleMinPerWeek, scenario.values.deathsPer100000);

export const HEALTH: readonly ValueDefinition[] = [
  {
    key: 'healthActiveMin',
    value: 'health',
    unit: 'min/person/day',
    lowerIs: 'worse',
    label: { nl: 'Lopen en fietsen per inwoner', en: 'Walking and cycling a resident' },
    definition: {
      nl: 'Minuten te voet en op de fiets, ook van en naar bus en trein.',
      en: 'Minutes on foot and by bicycle, also to and from bus and train.',
    },
    formula: 'Σ (walkM / walking speed + bikeM / cycling speed) / residents',
    tables: ['trips', 'persons'],
    source: 'Rijnstroom',
    compute: ({ indicators }) => indicators['activeMinPerPersonPerDay'] ?? Number.NaN,
  },
  {
    key: 'healthDeathsPreventedWalking',
    value: 'health',
    unit: 'deaths/year',
    lowerIs: 'worse',
    label: { nl: 'Sterfgevallen die lopen voorkomt', en: 'Deaths that walking prevents' },
    definition: {
      nl: 'Volgens HEAT, 20 tot 74 jaar: het risico daalt evenredig met de minuten, 11 % bij 168 minuten per week, hoogstens 30 %.',
      en: 'By HEAT, ages 20 to 74: the risk falls with the minutes, 11 % at 168 minutes a week, 30 % at most.',
    },
    formula: 'persons × deaths per 100,000 × min(0.30, 0.11 × min per week / 168) / 100,000',
    tables: ['trips', 'persons'],
    source: HEAT_SOURCE,
    compute: walkingDeaths,
  },
  {
    key: 'healthDeathsPreventedCycling',
    value: 'health',
    unit: 'deaths/year',
    lowerIs: 'worse',
    label: { nl: 'Sterfgevallen die fietsen voorkomt', en: 'Deaths that cycling prevents' },
    definition: {
      nl: 'Volgens HEAT, 20 tot 64 jaar: 10 % bij 100 minuten per week, hoogstens 45 %. Een e-fiets telt als fiets.',
      en: 'By HEAT, ages 20 to 64: 10 % at 100 minutes a week, 45 % at most. An e-bike counts as a bicycle.',
    },
    formula: 'persons × deaths per 100,000 × min(0.45, 0.10 × min per week / 100) / 100,000',
    tables: ['trips', 'persons'],
    source: HEAT_SOURCE,
    compute: cyclingDeaths,
  },
  {
    key: 'healthHeatMeurPerYear',
    value: 'health',
    unit: 'million EUR/year',
    lowerIs: 'worse',
    label: { nl: 'Waarde van lopen en fietsen voor de gezondheid', en: 'Worth of walking and cycling for health' },
    definition: {
      nl: 'Voorkomen sterfgevallen maal de waarde van een voorkomen sterfgeval. Alleen sterfte; ziekte en welzijn komen er niet in voor.',
      en: 'Deaths prevented times the value of a death prevented. Mortality only; illness and well-being are not in it.',
    },
    formula: '(deaths prevented by walking + by cycling) × values.lifeValueEur / 1,000,000',
    tables: ['trips', 'persons'],
    source: `${HEAT_SOURCE}; value of a life: lever values.lifeValueEur`,
    compute: (facts) => ((walkingDeaths(facts) + cyclingDeaths(facts)) * facts.scenario.values.lifeValueEur) / 1e6,
  },
  {
    key: 'healthNox',
    value: 'health',
    unit: 'kg/weekday',
    lowerIs: 'better',
    label: {
      nl: 'Stikstofoxiden (NOx, waaruit NO₂) van auto’s en bussen',
      en: 'Nitrogen oxides (NOx, source of NO₂) of cars and buses',
    },
    definition: {
      nl: 'Uitstoot van auto’s van inwoners en van bussen op een werkdag.',
      en: 'Emitted by residents’ cars and by buses on a weekday.',
    },
    formula: 'Σ links noxG / 1000',
    tables: ['links'],
    source: 'emission factors of the run (levers emissions.*)',
    compute: ({ exposure }) => exposure?.noxKgPerWeekday ?? Number.NaN,
  },
  {
    key: 'healthPm25Cyclist',
    value: 'health',
    unit: 'µg/m³',
    lowerIs: 'better',
    label: {
      nl: 'Fijnstof (PM2,5) die een fietser onderweg inademt',
      en: 'Fine particles (PM2.5) a cyclist breathes on the way',
    },
    definition: {
      nl: 'Achtergrond en bijdrage van het verkeer in de straat, gewogen naar gefietste kilometers.',
      en: 'Background and contribution of the street’s traffic, weighted by kilometres cycled.',
    },
    formula: 'Σ links length × bikes × pm25ExposureUgM3 / Σ links length × bikes',
    tables: ['links'],
    source: 'roadside model of the run; WHO guideline (2021): 5 µg/m³ a year',
    compute: ({ exposure }) => exposure?.cyclistPm25UgM3 ?? Number.NaN,
  },
  {
    key: 'healthNo2Cyclist',
    value: 'health',
    unit: 'µg/m³',
    lowerIs: 'better',
    label: {
      nl: 'Stikstofdioxide (NO₂) die een fietser onderweg inademt',
      en: 'Nitrogen dioxide (NO₂) a cyclist breathes on the way',
    },
    definition: {
      nl: 'Achtergrond en bijdrage van het verkeer in de straat, met wat ozon ervan maakt, gewogen naar gefietste kilometers.',
      en: 'Background and contribution of the street’s traffic, with what ozone makes of it, weighted by kilometres cycled.',
    },
    formula: 'Σ links length × bikes × no2ExposureUgM3 / Σ links length × bikes',
    tables: ['links'],
    source: 'Regeling beoordeling luchtkwaliteit 2007, method 1; WHO guideline (2021): 10 µg/m³ a year',
    compute: ({ exposure }) => exposure?.cyclistNo2UgM3 ?? Number.NaN,
  },
  {
    key: 'healthNo2Home',
    value: 'health',
    unit: 'µg/m³',
    lowerIs: 'better',
    label: { nl: 'Stikstofdioxide (NO₂) aan de gevel', en: 'Nitrogen dioxide (NO₂) at the façade' },
    definition: {
      nl: 'Gemiddelde over bewoners van de straten bij hun voordeur, achtergrond inbegrepen.',
      en: 'Mean over residents of the streets at their front door, background included.',
    },
    formula: 'Σ residents no2FacadeUgM3 of the streets at their door / residents',
    tables: ['links'],
    source: 'Regeling beoordeling luchtkwaliteit 2007, method 1; WHO guideline (2021): 10 µg/m³ a year',
    compute: ({ indicators }) => indicators['homeNo2UgM3'] ?? Number.NaN,
  },
  {
    key: 'healthNoisyHomes',
    value: 'health',
    unit: 'share',
    lowerIs: 'better',
    label: { nl: 'Bewoners met te veel verkeersgeluid', en: 'Residents with too much traffic noise' },
    definition: {
      nl: 'Deel van de bewoners met meer dan 53 dB Lden aan de gevel, achtergrond inbegrepen.',
      en: 'Share of residents with more than 53 dB Lden at the façade, background included.',
    },
    formula: 'residents with noiseDb > 53 at the streets at their door / residents',
    tables: ['links'],
    source: 'WHO, Environmental noise guidelines for the European Region (2018): 53 dB Lden for road traffic',
    compute: ({ indicators }) => indicators['homeNoisyShare'] ?? Number.NaN,
  },
  {
    key: 'healthNoisyStreets',
    value: 'health',
    unit: 'share',
    lowerIs: 'better',
    label: { nl: 'Woonstraten met te veel verkeersgeluid', en: 'Residential streets with too much traffic noise' },
    definition: {
      nl: 'Deel van de lengte van woonstraten met meer dan 53 dB Lden aan de gevel; niet gewogen naar woningen.',
      en: 'Share of the length of residential streets with more than 53 dB Lden at the façade; not weighted by homes.',
    },
    formula: 'Σ length [noiseDb > 53] / Σ length, residential streets and home zones',
    tables: ['links'],
    source: 'WHO, Environmental noise guidelines for the European Region (2018): 53 dB Lden for road traffic',
    compute: ({ exposure }) => exposure?.noisyStreetShare ?? Number.NaN,
  },
];
