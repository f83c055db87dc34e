/** How figures are computed that a screen, or a section of the report, works out itself from columns of the tables. Pure. */
import type { Origin } from './provenance.ts';

const of = (formula: string, ...tables: readonly string[]): Origin => ({ formula, tables });

export const SCREEN_ORIGINS = {
  monthSum: of('Σ steps of the month: power × h / 1000', 'steps'),
  monthPeak: of('largest netKw of the month / 1000', 'steps'),
  duration: of('netKw / 1000 of all steps, highest first', 'steps'),
  meanDay: of('mean over the days, by quarter of an hour, of netKw / 1000', 'steps'),
  ledgerSun: of('balance of the sun: used in buildings, charged into cars, exported, curtailed', 'steps'),
  ledgerGrid: of('balance of electricity: used in buildings and charged, less what sun and cars gave', 'steps'),
  ledgerCars: of('balance of the cars: driven, lost, discharged', 'vehicles', 'steps'),
  zoneDay: of('trips that leave the neighbourhood, by hour and mode', 'trips'),
  streetDay: of('cars that enter in the hour, both directions; delay of the slower direction', 'linkHours'),
  transformerDay: of(
    '(load − sun + cars) / rating: largest step of the hour, largest and smallest of a day',
    'transformerHours',
  ),
  hubDay: of('vehicles at the hub at the end of each quarter of an hour', 'hubQuarters'),
  stopDay: of('lines whose course passes the stop', 'transitLines'),
  chargerDay: of(
    'sessions at public sockets of the nearest transformer: cars present, energy spread over the stay',
    'sessions',
  ),
  movers: of('trips of the day between their zones', 'trips'),
  journeys: of('shortest time over streets and timetable at the chosen moment; price and CO₂ by the scenario', 'links'),
  reach: of('area of the streets within the minutes', 'links'),
  whyPower: of('mean power over the steps of the stretch', 'courses', 'sessions'),
  why: of('the first reason whose claim holds in the schedule of the step', 'courses', 'steps', 'sessions'),
  ridesMeasured: of('Σ seconds × PM2.5 / Σ seconds of the points of a street or ride'),
  berths: of('berths of the scenario'),
  berthWeek: of('arrival, departure and missing energy of each call', 'calls'),
  worstTransformer: of(
    'power of each step / rating of the transformer with the highest loading, highest first',
    'steps',
    'transformers',
  ),
  overloaded: of(
    'transformers loaded above their rating; neighbourhoods by their change of the highest loading',
    'transformers',
    'zones',
  ),
  timeIndex: of('Σ cars × mean time over the runs / Σ cars × free time', 'linkTimes'),
  timeSpread: of('Σ cars × standard deviation over the runs / Σ cars × mean time', 'linkTimes'),
  planningTime: of('Σ cars × (mean + 1.645 × standard deviation) / Σ cars × free time', 'linkTimes'),
} as const satisfies Readonly<Record<string, Origin>>;

/** What stands before the formula of a column that a chart shows as a mean day of a season. */
export const MEAN_OF_SEASON = 'mean over weekdays of the season by hour of: ';
