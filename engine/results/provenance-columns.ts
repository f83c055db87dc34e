/** How the columns that maps and curves show are computed: what opens when somebody asks where a figure on them comes from. Pure. */
import type { Origin } from './provenance.ts';

const of = (formula: string, tables: readonly string[], source?: string): Origin => ({
  formula,
  tables,
  ...(source === undefined ? {} : { source }),
});

const FACTORS = 'Emissiefactoren voor snelwegen en niet-snelwegen (Dutch ministry of infrastructure)';
const NOISE = 'CNOSSOS-EU (directive (EU) 2015/996); Reken- en meetvoorschrift geluid 2012, annex III';
const AIR = 'Regeling beoordeling luchtkwaliteit 2007, annex 1';

/** `table.column` → how. */
export const COLUMN_ORIGINS: Readonly<Record<string, Origin>> = {
  'zones.peakLoadingShare': of('max over transformers of the zone of peakLoadingShare', ['transformers']),
  'zones.carTripShare': of('trips of residents as car driver / trips of residents', ['trips', 'persons']),
  'zones.mobilityEurPerMonth': of('mean over households: 365/12 × cost of trips + bundles', ['trips', 'households']),
  'zones.chargedMwh': of('Σ transformers of the zone: Σ steps charge × h / 1000', ['transformers']),
  'zones.pvMwh': of('Σ transformers of the zone: Σ steps sun × h / 1000', ['transformers']),
  'zones.activeMinPerPersonPerDay': of('Σ (walkM / walking speed + bikeM / cycling speed) / residents', [
    'trips',
    'persons',
  ]),
  'zones.travelTimeMinPerTrip': of('Σ travelTimeS / trips / 60', ['trips']),
  'zones.overloadHours': of('Σ transformers of the zone: hours with loading > 1', ['transformers']),
  'links.carsPerWeekday': of('Σ hours, both directions: cars in the queues of the day', ['links', 'linkHours']),
  'links.bikesPerWeekday': of('Σ bicycle rides over the street, both directions', ['links']),
  'links.walkersPerWeekday': of('Σ walks over the street, both directions', ['links']),
  'links.delayS': of('max over hours and directions: time − free time', ['links', 'linkHours']),
  'links.busiestHourShare': of(
    'max over hours and directions: cars / capacity',
    ['links', 'linkHours'],
    'levels of service: HCM, cars over capacity',
  ),
  'links.co2Kg': of('Σ hours: cars and buses × length × g/km of the fleet / 1000', ['links']),
  'links.noxG': of('Σ hours: cars and buses × length × factor(speed, class)', ['links'], FACTORS),
  'links.pm10G': of('Σ hours: cars and buses × length × (exhaust + wear)', ['links'], FACTORS),
  'links.pm25G': of('Σ hours: cars and buses × length × (exhaust + wear)', ['links'], FACTORS),
  'links.noiseDb': of('Lden of day, evening and night at the façade', ['links'], NOISE),
  'links.no2FacadeUgM3': of('background + traffic: f C + B O3 C(1−f) / (C(1−f) + K)', ['links'], AIR),
  'links.pm25FacadeUgM3': of('background + Σ traffic × dilution at the façade', ['links'], AIR),
  'links.pm25ExposureUgM3': of('background + Σ traffic × dilution at the kerb', ['links'], AIR),
  'linkHours.carsPerH': of('cars entering in the hour, both directions', ['linkHours']),
  'linkHours.delayS': of('max over directions: time − free time in the hour', ['linkHours']),
  'linkHours.capacityShare': of(
    'max over directions: cars in the hour / capacity',
    ['linkHours'],
    'levels of service: HCM, cars over capacity',
  ),
  'transformers.peakLoadingShare': of('max over steps: apparent power / rating', ['transformers', 'steps']),
  'transformers.pvKwp': of('Σ homes pvKwp + jobs × solar.businessKwpPerJob', ['households', 'transformers']),
  'transformerHours.loadingShare': of('(load − sun + cars) / rating, largest step of the hour, + load, − feed-in', [
    'transformerHours',
  ]),
  'lines.peakLoadingShare': of('max over examined steps and phases: current / what fuse or cable carries', ['lines']),
  'hubQuarters.sharedCars': of('shared vehicles at the hub at the end of the quarter', ['hubQuarters']),
  'steps.netKw': of('loadKw − pvKw + chargeKw − dischargeKw', ['steps']),
  'steps.loadKw': of('Σ transformers: homes, heat pumps, businesses', ['steps']),
  'steps.pvKw': of(
    'Σ roofs: kWp × irradiance in the plane × efficiency at cell temperature',
    ['steps'],
    'engine/energy: sun, irradiance, pv',
  ),
  'steps.chargeKw': of('Σ sessions: power into cars as the strategy gave it', ['steps', 'sessions']),
  'steps.dischargeKw': of('Σ sessions: power out of cars', ['steps', 'sessions']),
  'steps.fullestTransformerShare': of('max over transformers: |load − sun + cars| / rating', [
    'steps',
    'transformerHours',
  ]),
  'steps.socShare': of('Σ energy in batteries / Σ batteryKwh', ['steps', 'vehicles']),
  'steps.storedKwh': of('Σ energy in the batteries of cars', ['steps', 'vehicles']),
  'steps.consumptionEurPerKwh': of('(price + supplier + energy tax) × VAT + network by the hour', ['steps']),
  'steps.wholesaleEurPerKwh': of('day-ahead price of the hour', ['steps']),
};

/** Columns that tables of groups share: neighbourhoods, incomes, and the groupings of travellers. */
const GROUP_COLUMNS: Readonly<Record<string, Origin>> = {
  persons: of('residents of the group', ['persons']),
  households: of('households of the group', ['households']),
  tripsPerDay: of('Σ day types share of days × trips × residents per simulated resident', ['trips']),
  tripsPerPersonPerDay: of('trips made / residents', ['trips', 'persons']),
  carTripShare: of('trips as car driver / trips', ['trips']),
  kmPerPersonPerDay: of('Σ distanceM / 1000 / residents', ['trips', 'persons']),
  travelTimeMinPerTrip: of('Σ travelTimeS / 60 / trips', ['trips']),
  travelTimeMinPerPersonPerDay: of('Σ travelTimeS / 60 / residents', ['trips', 'persons']),
  activeMinPerPersonPerDay: of('Σ (walkM / walking speed + bikeM / cycling speed) / residents', ['trips', 'persons']),
  co2KgPerPersonPerDay: of('Σ co2G / 1000 / residents', ['trips', 'persons']),
  turnedAwayPerDay: of('trips whose first choice was full or gone × residents per simulated resident', ['trips']),
  paidEurPerPersonPerDay: of('Σ costEur + bundles × 12 / 365, / residents', ['trips', 'persons']),
  paidShareOfIncome: of('Σ paid for travel / Σ income of the group', ['trips', 'households']),
  mobilityEurPerMonth: of('mean over households: 365/12 × cost of trips + bundles + permits', ['trips', 'households']),
  energyEurPerMonth: of('mean over households: use and sun at the prices of each step, network, less rebate', [
    'households',
  ]),
  heatEurPerMonth: of('mean over households: gas or district heat of a year at the prices of tariff.* / 12', [
    'households',
  ]),
  withheldKwhPerYear: of('Σ cars of the group: energy that a limit of the grid made wait, scaled to a year', [
    'vehicles',
  ]),
  unservedByGridKwhPerYear: of(
    'Σ cars of the group: energy missing at departure because of a limit, scaled to a year',
    ['vehicles'],
  ),
};
const GROUP_TABLES = ['zones', 'groups', 'travellers'];

/** Where a column of a table comes from: its own entry, one of its family, or what the result says that it holds. */
export function columnOrigin(table: string, column: string, description = ''): Origin {
  const own = COLUMN_ORIGINS[`${table}.${column}`];
  if (own !== undefined) return own;
  const shared = GROUP_TABLES.includes(table) ? GROUP_COLUMNS[column] : undefined;
  if (shared !== undefined) return shared;
  if (table === 'travellers' && column.startsWith('share'))
    return of(`${column}: trips of the group in these modes / trips of the group`, ['trips']);
  return of(`${table}.${column}${description === '' ? '' : `: ${description}`}`, [table]);
}
