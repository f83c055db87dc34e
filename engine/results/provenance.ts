/** How each figure of a result is computed, and from which tables: what opens when somebody asks where a number comes from. Pure.
 *  Every key a run can have finds an entry: an own one, one of a family, or that of its theme. */

export interface Origin {
  /** The sum in symbols, the same in both languages. */
  readonly formula: string;
  /** Tables of the result it is computed from (asked with `rijnstroom query`). */
  readonly tables: readonly string[];
  /** Method, when it is somebody's. */
  readonly source?: string;
}

const LUTHANDER = 'Luthander et al. (2015), Applied Energy 142';
const DAY = 'Σ over day types (share of days × …)';

const ORIGINS: Readonly<Record<string, Origin>> = {
  tripsPerDay: { formula: `${DAY}: trips made × residents per simulated resident`, tables: ['trips', 'persons'] },
  tripsPerPersonPerDay: { formula: `${DAY}: trips made / residents`, tables: ['trips', 'persons'] },
  travelTimeMinPerTrip: { formula: 'Σ travelTimeS / trips made / 60', tables: ['trips'] },
  distanceKmPerTrip: { formula: 'Σ distanceM / trips made / 1000', tables: ['trips'] },
  carKmPerDay: { formula: `${DAY}: Σ carM / 1000 × residents per simulated resident`, tables: ['trips', 'persons'] },
  vehicleHoursLostPerWeekday: {
    formula: 'Σ links, hours: vehicles × (congested − free time) / 3600',
    tables: ['links'],
  },
  carHoursPerWeekday: { formula: 'Σ links, hours: vehicles × congested time / 3600', tables: ['links'] },
  carKmMotorways: { formula: 'Σ motorways and trunk roads: vehicles × length / 1000', tables: ['links'] },
  carKmMainRoads: { formula: 'Σ primary, secondary and tertiary roads: vehicles × length / 1000', tables: ['links'] },
  carKmStreets: { formula: 'Σ all other streets: vehicles × length / 1000', tables: ['links'] },
  crowdedKmShare: {
    formula: 'car km in hours with time > 2.5 × free time / car km',
    tables: ['links'],
    source: 'HCM 2010, exhibit 16-4, levels of service E and F',
  },
  carDelayHPerWeekday: { formula: 'Σ links, hours: vehicles × (time − free time) / 3600', tables: ['links'] },
  carTimeIndex: { formula: 'Σ vehicles × time / Σ vehicles × free time', tables: ['linkTimes'] },
  riderDelayHPerWeekday: {
    formula: 'Σ trips by bus, train and P+R: time with late buses − time by the timetable',
    tables: ['trips'],
  },
  cyclistNo2UgM3: {
    formula: 'Σ links length × bikes × no2ExposureUgM3 / Σ links length × bikes',
    tables: ['links'],
    source: 'Regeling beoordeling luchtkwaliteit 2007, method 1',
  },
  homePm25UgM3: {
    formula: 'mean over residents of pm25FacadeUgM3 of the streets at their door',
    tables: ['links'],
    source: 'Regeling beoordeling luchtkwaliteit 2007, method 1',
  },
  homeNo2UgM3: {
    formula: 'mean over residents of no2FacadeUgM3 of the streets at their door',
    tables: ['links'],
    source: 'Regeling beoordeling luchtkwaliteit 2007, method 1',
  },
  homeNoisyShare: {
    formula: 'residents with noiseDb > 53 at the streets at their door / residents',
    tables: ['links'],
    source: 'CNOSSOS-EU; WHO (2018): 53 dB Lden',
  },
  busDelayHPerWeekday: { formula: 'Σ hops between stops: time in the queues − free time', tables: ['links'] },
  bikeDelayHPerWeekday: { formula: 'Σ bicycle rides: time in the queues − free time', tables: ['links'] },
  stuckVehiclesPerWeekday: {
    formula: 'vehicles taken out of a standstill + vehicles still inside at the end of the day',
    tables: ['links'],
  },
  trafficGap: {
    formula: '(Σ time of routes driven − Σ time of best routes) / Σ time of routes driven',
    tables: ['links'],
    source: 'relative gap, Sheffi (1985)',
  },
  trafficRounds: { formula: 'rounds of routes, queues and choices until the gap was reached', tables: ['links'] },
  activeMinPerPersonPerDay: {
    formula: 'Σ (walkM / walking speed + bikeM / cycling speed) / residents',
    tables: ['trips', 'persons'],
  },
  failedTripsPerDay: { formula: `${DAY}: planned trips not made`, tables: ['trips'] },
  failedTripShare: { formula: 'planned trips not made / planned trips', tables: ['trips'] },
  turnedAwayPerDay: { formula: `${DAY}: trips whose first choice was full or gone`, tables: ['trips', 'hubs'] },
  parkAndRideTripsPerDay: { formula: `${DAY}: trips by P+R`, tables: ['trips'] },
  sharedCarTripsPerDay: { formula: `${DAY}: trips by shared car`, tables: ['trips'] },
  sharedBikeTripsPerDay: { formula: `${DAY}: trips by shared bicycle`, tables: ['trips'] },
  co2TravelTPerYear: {
    formula: '365 × Σ co2G of trips but those of battery cars / 1e6',
    tables: ['trips', 'vehicles'],
  },
  co2ElectricityTPerYear: {
    formula: '(Σ steps max(0, netKw) × h × g/kWh + kWh charged outside × emissions.electricityGPerKwh) / 1e6',
    tables: ['steps', 'vehicles'],
  },
  co2TotalTPerYear: { formula: 'co2TravelTPerYear + co2ElectricityTPerYear', tables: ['trips', 'steps'] },
  loadMwh: { formula: 'Σ steps loadKw × h / 1000', tables: ['steps', 'transformers'] },
  pvProducedMwh: { formula: 'Σ steps pvKw × h / 1000', tables: ['steps', 'transformers'] },
  selfConsumptionShare: { formula: '(sun − export) / sun', tables: ['steps'], source: LUTHANDER },
  selfConsumptionAreaShare: {
    formula: '(sun − Σ transformers export) / sun',
    tables: ['transformers'],
    source: LUTHANDER,
  },
  selfSufficiencyShare: {
    formula: '1 − import / (load + charged − discharged)',
    tables: ['steps'],
    source: LUTHANDER,
  },
  gridImportMwh: { formula: 'Σ steps max(0, netKw) × h / 1000', tables: ['steps'] },
  gridExportMwh: { formula: 'Σ steps max(0, −netKw) × h / 1000', tables: ['steps'] },
  peakDistrictKw: { formula: 'max over steps of netKw', tables: ['steps'] },
  peakFeedInDistrictKw: { formula: 'max over steps of −netKw', tables: ['steps'] },
  plugInCars: { formula: 'cars with a plug', tables: ['vehicles'] },
  kmPerCarYear: { formula: 'Σ drivenKm / cars, scaled to a year', tables: ['vehicles'] },
  kwhPerCarYear: { formula: 'Σ drivenKwh / cars, scaled to a year', tables: ['vehicles'] },
  chargedMwh: { formula: 'Σ chargedKwh / 1000', tables: ['vehicles', 'steps'] },
  chargedOutsideMwh: { formula: 'Σ chargedOutsideKwh / 1000', tables: ['vehicles'] },
  drivenMwh: { formula: 'Σ drivenKwh / 1000', tables: ['vehicles'] },
  dischargedMwh: { formula: 'Σ dischargedKwh / 1000', tables: ['vehicles', 'steps'] },
  chargingLossMwh: { formula: 'Σ charged × (1 − η) + discharged × (1/η − 1)', tables: ['vehicles'] },
  solarChargingShare: { formula: 'Σ steps min(charged, sun − load) / Σ charged', tables: ['steps'] },
  unservedMwh: { formula: 'Σ unservedKwh / 1000', tables: ['vehicles', 'sessions'] },
  unservedSessionShare: { formula: 'sessions with unservedKwh > 0 / sessions', tables: ['sessions'] },
  chargingRegretShare: {
    formula: 'Σ cost / Σ least cost − 1; least: each session in the best steps of its own stay',
    tables: ['transformers', 'sessions', 'steps'],
  },
  chargingRegretEurPerCarYear: {
    formula: '(Σ cost − Σ least cost) / cars, scaled to a year',
    tables: ['transformers', 'sessions', 'steps'],
  },
  belowMinimumHoursPerCarYear: { formula: 'Σ belowFloorMin / 60 / cars, scaled to a year', tables: ['vehicles'] },
  missedKmPerCarYear: { formula: 'Σ unservedKwh / kWh per km / cars, scaled to a year', tables: ['vehicles'] },
  batteryAgeingEurPerCarYear: {
    formula:
      'Σ (full cycles / cycle life + years × (½ + state of charge) / calendar life) × battery price / cars, scaled to a year',
    tables: ['vehicles'],
  },
  turnedAwayPerWeek: { formula: 'Σ turnedAway × 7 / days', tables: ['vehicles'] },
  socketWaitMinutes: { formula: 'Σ waitedMin / sessions', tables: ['vehicles'] },
  compensationEurPerCarYear: { formula: 'Σ unservedKwh × compensation / cars, scaled to a year', tables: ['vehicles'] },
  sessionsPerCarWeek: { formula: 'sessions / cars × 7 / days', tables: ['vehicles', 'sessions'] },
  chargingEurPerKwh: {
    formula: 'Σ (charge × price − discharge × feed-in price) × h / (charged − discharged)',
    tables: ['steps'],
  },
  chargingEurPerCarYear: {
    formula: 'Σ (charge × price − discharge × feed-in price) × h / cars, scaled to a year',
    tables: ['steps', 'vehicles'],
  },
  transformers: { formula: 'transformers of the district', tables: ['transformers'] },
  worstTransformerShare: { formula: 'max over transformers of peakLoadingShare', tables: ['transformers'] },
  transformersOverloaded: { formula: 'transformers with peakLoadingShare > 1', tables: ['transformers'] },
  overloadHours: { formula: 'Σ transformers overloadHours', tables: ['transformers'] },
  minVoltagePu: { formula: 'min over feeders and examined steps', tables: ['transformers'], source: 'EN 50160' },
  maxVoltagePu: { formula: 'max over feeders and examined steps', tables: ['transformers'], source: 'EN 50160' },
  voltageBreachHours: {
    formula: 'Σ areas: examined hours outside 207–253 V',
    tables: ['transformers'],
    source: 'EN 50160',
  },
  gridLossMwh: { formula: 'Σ transformers lossKwh / 1000', tables: ['transformers'] },
  hotSpotMaxC: { formula: 'max over transformers of hotSpotMaxC', tables: ['transformers'], source: 'IEC 60076-7' },
  transformersToReinforce: { formula: 'transformers that the year’s load asks more of', tables: ['transformers'] },
  cableToReinforceKm: { formula: 'Σ cable too thin for the year’s load / 1000', tables: ['lines', 'buses'] },
  reinforcementEurPerYear: {
    formula: 'Σ works × annuity of price and life (levers grid.*)',
    tables: ['transformers', 'lines', 'buses'],
  },
  jointsOutsideNorm: {
    formula:
      'buses with weeksOutsideNorm > 0 (a week with over 5 % of means outside 230 V ± 10 %, or one beyond +10/−15 %)',
    tables: ['buses'],
    source: 'EN 50160',
  },
  jointsUnbalanced: {
    formula: 'buses with weeksUnbalanced > 0 (a week with over 5 % of means above 2 %)',
    tables: ['buses'],
    source: 'EN 50160',
  },
  cableOverloadHours: { formula: 'Σ areas: steps with a cable above its rated current × h', tables: ['lines'] },
  reverseFlowHours: { formula: 'Σ transformers reverseFlowHours', tables: ['transformers'] },
  withheldMwh: { formula: 'Σ charging that a limit of the grid made wait / 1000, scaled to a year', tables: ['zones'] },
  unservedByGridMwh: {
    formula: 'Σ energy missing at departure because a limit held it back / 1000, scaled to a year',
    tables: ['zones'],
  },
  carsHeldBack: { formula: 'cars that a limit of the grid held back at least once', tables: ['vehicles'] },
  limitEurPerYear: {
    formula: 'unservedByGrid kWh × grid.unservedEurPerKwh + carsHeldBack × grid.signalEurPerCarYear',
    tables: ['vehicles'],
  },
  gridTotalEurPerYear: {
    formula: 'reinforcementEurPerYear + limitEurPerYear',
    tables: ['transformers', 'lines', 'buses', 'vehicles'],
  },
  childTripsTogetherPerWeekday: {
    formula: 'weekday trips of children that leave with a parent × residents per simulated resident',
    tables: ['trips', 'persons'],
  },
  withoutBikePlacePerWeekday: { formula: 'Σ hubs turnedAwayBikePlace, weekday', tables: ['hubs'] },
  withoutStationBikePerWeekday: { formula: 'Σ hubs turnedAwayStationBike, weekday', tables: ['hubs'] },
  sharedCarBookings: { formula: 'Σ hubs bookings, over the period', tables: ['hubs'] },
  sharedCarBookingsShort: {
    formula: 'Σ hubs bookingsShort (less in the battery than the booked tour uses), over the period',
    tables: ['hubs'],
  },
  parkingRevenueEurPerYear: { formula: 'Σ accounts of parking and permits: paid + employer', tables: ['accounts'] },
  costPerHouseholdPerMonth: {
    formula:
      'mobilityCostPerHouseholdPerMonth + energyCostPerHouseholdPerMonth + Σ households heatEurPerMonth / households',
    tables: ['households', 'groups'],
  },
};

const HARBOUR: Readonly<Record<string, string>> = {
  harbourCalls: 'calls, scaled to a year',
  harbourHotelMwh: 'Σ calls min(hotelKw, shorePowerKw) × hours / 1000',
  harbourChargedMwh: 'Σ calls (chargedKwh − dischargedKwh) / 1000',
  harbourPeakKw: 'max over steps of hotel and battery power of all berths',
  harbourUnservedShare: 'calls with unservedKwh > 0 / calls with a battery',
  harbourCo2AvoidedTPerYear: 'hotel kWh × (harbour.generatorGPerKwh − emissions.electricityGPerKwh) / 1e6',
  harbourGeneratorMwh: 'Σ calls hotel power not from the shore × hours / 1000',
};

/** Families of figures: the first that fits. */
const FAMILIES: ReadonlyArray<readonly [RegExp, Origin]> = [
  [/^modeShare/, { formula: 'trips made in this mode / trips made', tables: ['trips', 'modes'] }],
  [
    /^hosting(Pv|Car|HeatPump)Share/,
    {
      formula: 'Σ zones homesMedian / Σ zones homes: median over random orders until the first limit',
      tables: ['hosting'],
    },
  ],
  [/^kmShare/, { formula: 'Σ distanceM in this mode / Σ distanceM', tables: ['trips'] }],
  [/^failedTripsPerDay/, { formula: `${DAY}: planned trips not made for this cause`, tables: ['trips'] }],
  [
    /^mobilityCostPerHouseholdPerMonth/,
    {
      formula: 'mean over households of the group: 365/12 × cost of trips + bundles',
      tables: ['households', 'groups'],
    },
  ],
  [
    /^energyCostPerHouseholdPerMonth/,
    {
      formula: 'mean over households of the group: (use × price − feed-in × price) + network charge / 12',
      tables: ['households', 'groups'],
    },
  ],
];

const MORE: ReadonlyArray<readonly [RegExp, Origin]> = [
  [
    /^(jobs|facilities)Within/,
    { formula: 'mean over residents: jobs or facilities within the time limit / all of them', tables: ['access'] },
  ],
  [
    /^access(Gini|Palma)/,
    { formula: 'over residents: jobs within 45 minutes', tables: ['access'], source: 'Cowell (2011); Palma (2011)' },
  ],
  [/^travelShareOfIncome/, { formula: 'Σ paid for travel / Σ income of the group', tables: ['travellers'] }],
  [
    /^(shared|transit)RevenueEurPerYear/,
    { formula: '365 × Σ paid in these modes and their discounts', tables: ['trips', 'accounts'] },
  ],
  [/^car(Co2|Nox|Pm25)/, { formula: 'Σ links: vehicles × length × emission factor', tables: ['links'] }],
  [/^cyclistPm25/, { formula: 'Σ links km cycled × exposure / Σ km cycled', tables: ['links'] }],
];

const THEME_TABLES: Readonly<Record<string, readonly string[]>> = {
  travel: ['trips', 'persons'],
  climate: ['trips', 'steps'],
  energy: ['steps', 'transformers'],
  charging: ['sessions', 'vehicles'],
  grid: ['transformers', 'lines', 'buses', 'violations'],
  money: ['households', 'groups'],
};

/** @param theme of the indicator, for figures without an entry of their own */
export function originOf(key: string, theme: string): Origin {
  const quay = HARBOUR[key];
  if (quay !== undefined) return { formula: quay, tables: ['calls'] };
  const own = ORIGINS[key] ?? [...FAMILIES, ...MORE].find(([pattern]) => pattern.test(key))?.[1];
  return own ?? { formula: key, tables: THEME_TABLES[theme] ?? [] };
}

/** True when a figure has an entry of its own or of its family. */
export const hasOrigin = (key: string): boolean =>
  ORIGINS[key] !== undefined ||
  HARBOUR[key] !== undefined ||
  [...FAMILIES, ...MORE].some(([pattern]) => pattern.test(key));

/** Every origin that is told by its own words, for whoever goes through all of them. */
export const ALL_ORIGINS: readonly Origin[] = [
  ...Object.values(ORIGINS),
  ...Object.values(HARBOUR).map((formula) => ({ formula, tables: ['calls'] })),
  ...[...FAMILIES, ...MORE].map(([, origin]) => origin),
];
