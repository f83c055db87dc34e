/** Indicators of travel on an average day of the period, scaled from the sample to all residents. Pure. */
import { FAILURES, MODES, type TripStore } from '../../mobility/stores.ts';
import { type Indicators, indicator } from '../indicator.ts';
import { averageDaySum, type DayWeights, type RunParts, type Sample } from '../parts.ts';
import { supplyIndicators } from './supply.ts';

export const MODE_TEXT: Readonly<Record<(typeof MODES)[number], { readonly nl: string; readonly en: string }>> = {
  walk: { nl: 'lopen', en: 'walking' },
  bike: { nl: 'fiets', en: 'bicycle' },
  'e-bike': { nl: 'e-fiets', en: 'e-bike' },
  car: { nl: 'auto (bestuurder)', en: 'car (driver)' },
  'car-passenger': { nl: 'auto (passagier)', en: 'car (passenger)' },
  'bus-tram': { nl: 'bus en tram', en: 'bus and tram' },
  train: { nl: 'trein', en: 'train' },
  'park-and-ride': { nl: 'P+R', en: 'park and ride' },
  'shared-car': { nl: 'deelauto', en: 'shared car' },
  'shared-bike': { nl: 'deelfiets', en: 'shared bicycle' },
};

const FAILURE_TEXT: Readonly<Record<(typeof FAILURES)[number], { readonly nl: string; readonly en: string }>> = {
  none: { nl: '', en: '' },
  'no alternative': { nl: 'geen vervoermiddel mogelijk', en: 'no mode was possible' },
  'no route': { nl: 'geen route', en: 'no route' },
  'turned away everywhere': { nl: 'overal vol of op', en: 'everything full or gone' },
};

const made = (trips: TripStore, trip: number): number => (trips.failure[trip] === 0 ? 1 : 0);

/** `park-and-ride` → `ParkAndRide`, for keys. */
export const pascal = (text: string): string =>
  text.replace(/(^|[- ])(\w)/g, (_all, _gap, letter: string) => letter.toUpperCase());

/** Minutes of walking and cycling within a trip, at the scenario's speeds. */
export function activeMin(parts: RunParts, trips: TripStore, trip: number): number {
  const { walkSpeedKmh, bikeSpeedKmh, eBikeSpeedKmh } = parts.scenario.travel;
  const bikeKmh = MODES[trips.mode[trip]!] === 'e-bike' ? eBikeSpeedKmh : bikeSpeedKmh;
  return (trips.walkM[trip]! / walkSpeedKmh + trips.bikeM[trip]! / bikeKmh) * 0.06;
}

export function travelIndicators(parts: RunParts, weights: DayWeights, sample: Sample): Indicators {
  const sum = (value: (trips: TripStore, trip: number) => number): number => averageDaySum(parts, weights, value);
  const scale = sample.travelScale;
  const persons = travellingPersons(parts, sample);
  const planned = sum(() => 1);
  const trips = sum(made);
  const distanceM = sum((store, trip) => made(store, trip) * store.distanceM[trip]!);
  const carKmPerDay = (sum((store, trip) => made(store, trip) * store.carM[trip]!) * scale) / 1000;
  return {
    tripsPerDay: indicator(trips * scale, 'trips/day', 'travel', 'neutral', 'Ritten', 'Trips'),
    tripsPerPersonPerDay: indicator(
      trips / persons,
      'trips/person/day',
      'travel',
      'neutral',
      'Ritten per inwoner',
      'Trips per resident',
    ),
    travelTimeMinPerTrip: indicator(
      sum((store, trip) => made(store, trip) * store.travelTimeS[trip]!) / trips / 60,
      'min',
      'travel',
      'better',
      'Reistijd per rit',
      'Travel time per trip',
    ),
    distanceKmPerTrip: indicator(
      distanceM / trips / 1000,
      'km',
      'travel',
      'neutral',
      'Afstand per rit',
      'Distance per trip',
    ),
    ...modeShares(sum, trips, distanceM),
    carKmPerDay: indicator(carKmPerDay, 'km/day', 'travel', 'better', 'Autokilometers', 'Car kilometres'),
    vehicleHoursLostPerWeekday: indicator(
      hoursLost(parts),
      'h/weekday',
      'travel',
      'better',
      'Vertraging van auto’s',
      'Delay of cars',
    ),
    activeMinPerPersonPerDay: indicator(
      sum((store, trip) => made(store, trip) * activeMin(parts, store, trip)) / persons,
      'min/person/day',
      'travel',
      'worse',
      'Lopen en fietsen',
      'Walking and cycling',
    ),
    ...failures(sum, planned, scale),
    turnedAwayPerDay: indicator(
      sum((store, trip) => (store.turnedAwayFrom[trip] === 255 ? 0 : 1)) * scale,
      'people/day',
      'travel',
      'better',
      'Moest iets anders kiezen (deelvervoer op, P+R vol)',
      'Turned away (no shared vehicle, P+R full)',
    ),
    ...supplyIndicators(parts),
    ...subscribers(parts),
    ...tripsBy(sum, scale, 'park-and-ride', 'parkAndRideTripsPerDay', 'P+R-ritten', 'Park-and-ride trips'),
    ...tripsBy(sum, scale, 'shared-car', 'sharedCarTripsPerDay', 'Ritten met deelauto', 'Shared-car trips'),
    ...tripsBy(sum, scale, 'shared-bike', 'sharedBikeTripsPerDay', 'Ritten met deelfiets', 'Shared-bicycle trips'),
  };
}

/** People with a bundle of the app; nothing where there is no app. */
function subscribers({ travel, scenario }: RunParts): Indicators {
  const subscriptions = travel[0]?.subscriptions;
  if (subscriptions === undefined || !scenario.maas.enabled) return {};
  const bundles = subscriptions.bundleOf.filter((bundle) => bundle !== NO_BUNDLE).length;
  const users = subscriptions.usesApp.reduce((sum, uses) => sum + uses, 0);
  return {
    maasUsers: indicator(users, 'residents', 'travel', 'neutral', 'Gebruikers van de app', 'Users of the app'),
    maasSubscribers: indicator(
      bundles,
      'residents',
      'travel',
      'neutral',
      'Abonnees van een bundel',
      'Subscribers to a bundle',
    ),
  };
}

/** Mark of a person without a bundle. */
const NO_BUNDLE = 255;

type Sum = (value: (trips: TripStore, trip: number) => number) => number;

function modeShares(sum: Sum, trips: number, distanceM: number): Indicators {
  const ofTrips: Indicators = {};
  const ofKm: Indicators = {};
  MODES.forEach((mode, index) => {
    const { nl, en } = MODE_TEXT[mode];
    const lowerIs = mode === 'car' ? 'better' : 'neutral';
    const of: (value: (store: TripStore, trip: number) => number) => number = (value) =>
      sum((store, trip) => (store.mode[trip] === index ? made(store, trip) * value(store, trip) : 0));
    ofTrips[`modeShare${pascal(mode)}`] = indicator(
      of(() => 1) / trips,
      'share',
      'travel',
      lowerIs,
      `Aandeel ritten: ${nl}`,
      `Share of trips: ${en}`,
    );
    ofKm[`kmShare${pascal(mode)}`] = indicator(
      of((store, trip) => store.distanceM[trip]!) / distanceM,
      'share',
      'travel',
      lowerIs,
      `Aandeel kilometers: ${nl}`,
      `Share of kilometres: ${en}`,
    );
  });
  return { ...ofTrips, ...ofKm };
}

function failures(sum: Sum, planned: number, scale: number): Indicators {
  const byCause: Indicators = {};
  FAILURES.forEach((cause, index) => {
    if (index === 0) return;
    byCause[`failedTripsPerDay${pascal(cause)}`] = indicator(
      sum((store, trip) => (store.failure[trip] === index ? 1 : 0)) * scale,
      'trips/day',
      'travel',
      'better',
      `Niet gemaakt: ${FAILURE_TEXT[cause].nl}`,
      `Not made: ${FAILURE_TEXT[cause].en}`,
    );
  });
  const failed = sum((store, trip) => 1 - made(store, trip));
  return {
    failedTripsPerDay: indicator(
      failed * scale,
      'trips/day',
      'travel',
      'better',
      'Niet gemaakte ritten',
      'Trips not made',
    ),
    failedTripShare: indicator(
      failed / planned,
      'share',
      'travel',
      'better',
      'Deel van de geplande ritten niet gemaakt',
      'Share of planned trips not made',
    ),
    ...byCause,
  };
}

function tripsBy(
  sum: Sum,
  scale: number,
  mode: (typeof MODES)[number],
  key: string,
  nl: string,
  en: string,
): Indicators {
  const index = MODES.indexOf(mode);
  const trips = sum((store, trip) => (store.mode[trip] === index ? made(store, trip) : 0));
  return { [key]: indicator(trips * scale, 'trips/day', 'travel', 'neutral', nl, en) };
}

/** Residents whose trips were simulated. */
export function travellingPersons({ population }: RunParts, sample: Sample): number {
  let count = 0;
  for (let person = 0; person < population.persons.count; person++)
    if (sample.travels(population.persons.household[person]!)) count++;
  return count;
}

/** Vehicle hours above free flow on a weekday; flows stand for all residents already. */
function hoursLost({ travel, district }: RunParts): number {
  const weekday = travel.find((day) => day.dayType === 0);
  if (weekday === undefined) return Number.NaN;
  const { carPerH, carTimeMs } = weekday.flows;
  const { arcCount, carTimeMs: freeMs } = district.roads;
  let lostMs = 0;
  for (let i = 0; i < carPerH.length; i++) {
    if (carPerH[i]! <= 0) continue;
    lostMs += carPerH[i]! * Math.max(0, carTimeMs[i]! - freeMs[i % arcCount]!);
  }
  return lostMs / 3_600_000;
}
