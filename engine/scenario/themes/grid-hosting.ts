/** Levers of hosting capacity: the hour in which panels, charging cars and heat pumps are hardest to carry. */

import { quantity, share } from '../lever.ts';

const kw = (fallback: number, max: number, nl: string, en: string, source: string) =>
  quantity({ unit: 'kW', min: 0, max, default: fallback, nl, en, source });

const LOADS = 'Rusck: 0.2 + 0.8/√n of a single-home peak of 5 kW';

export const hostingLevers = {
  hostingOrders: quantity({
    unit: 'orders',
    min: 0,
    max: 1000,
    integer: true,
    default: 21,
    nl: 'Willekeurige volgordes per transformator waarin woningen zon, een auto of een warmtepomp krijgen (0: niet uitrekenen)',
    en: 'Random orders per transformer in which homes get sun, a car or a heat pump (0: not computed)',
    source: 'assumption: the tenths of 21 orders are told apart from chance',
  }),
  hostingSunnyHomeKw: kw(
    0.3,
    20,
    'Belasting van een woning op een zonnige middag, gemiddeld',
    'Load of a home on a sunny afternoon, mean',
    'energy/etm_nl_curves, May noon: about 0.3 kW',
  ),
  hostingEveningHomeKw: kw(
    1.2,
    20,
    'Belasting van een woning op een winteravond, gemiddeld over een transformator',
    'Load of a home on a winter evening, mean over a transformer',
    LOADS,
  ),
  hostingEveningJobKw: kw(
    0.1,
    20,
    'Belasting per arbeidsplaats op een winteravond',
    'Load for each job on a winter evening',
    'assumption: 1,200 kWh a year for each job, three quarters of its mean after hours',
  ),
  hostingPvKw: kw(
    3.4,
    50,
    'Wat panelen op een woning op dat uur invoeden',
    'What panels of a home feed in at that hour',
    'CBS: 4 kWp a home; 85 % of it at most at the plug',
  ),
  hostingPvSinglePhaseShare: share({
    default: 0.7,
    nl: 'Deel van de omvormers op één fase',
    en: 'Share of inverters on a single phase',
    source: 'assumption: up to 3.7 kVA single-phase',
  }),
  hostingCarKw: kw(11, 50, 'Laadvermogen van een auto', 'Charging power of a car', 'NDW 2026: most list 3 × 25 A'),
  hostingCarCoincidenceShare: share({
    default: 0.25,
    nl: 'Deel van de auto’s dat op dat uur tegelijk laadt',
    en: 'Share of cars charging at the same time in that hour',
    source: 'ElaadNL: arrivals spread over the evening; assumption',
  }),
  hostingCarSinglePhaseKw: kw(
    7.4,
    50,
    'Hoogste laadvermogen op één fase',
    'Highest charging power on a single phase',
    'IEC 61851: 32 A',
  ),
  hostingHeatPumpKw: kw(
    2.5,
    50,
    'Vermogen van een warmtepomp bij −4 °C, gelijktijdig',
    'Power of a heat pump at −4 °C, coincident',
    'BDH/RVO 2025: 30–70 kWh a day',
  ),
  hostingHeatPumpSinglePhaseShare: share({
    default: 0.5,
    nl: 'Deel van de warmtepompen op één fase',
    en: 'Share of heat pumps on a single phase',
    source: 'assumption',
  }),
};
