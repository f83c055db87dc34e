/** Tables of travel: trips, persons, mode by distance. Synthetic persons without names. Pure. */
import type { Table } from '../../core/table.ts';
import { DAY_TYPES } from '../../core/time.ts';
import { ACTIVITIES } from '../../demand/plans.ts';
import { HOUSEHOLD_TYPES, INCOME_CLASSES, PERSON_GROUPS } from '../../demand/population.ts';
import { FAILURES, MODES, type TripStore } from '../../mobility/stores.ts';
import type { DayWeights, RunParts, Sample } from '../parts.ts';
import { SMALLEST_CELL } from '../small-cells.ts';
import { coded, column, orMinusOne, table, zoneColumn } from './column.ts';

export function tripsTable({ travel, district }: RunParts): Table {
  const stores = travel.map((day) => day.trips);
  const count = stores.reduce((sum, store) => sum + store.count, 0);
  const u8 = (pick: (store: TripStore) => Uint8Array): Uint8Array => join(new Uint8Array(count), stores, pick);
  const u32 = (pick: (store: TripStore) => Uint32Array): Uint32Array => join(new Uint32Array(count), stores, pick);
  const f32 = (pick: (store: TripStore) => Float32Array): Float32Array => join(new Float32Array(count), stores, pick);
  const codes = district.zones.code;
  return table('trips', count, [
    coded(
      'dayType',
      'day type of the trip',
      u8((s) => new Uint8Array(s.count).fill(s.dayType)),
      DAY_TYPES,
    ),
    column(
      'person',
      '',
      'row of the person in table persons',
      u32((s) => s.person),
    ),
    column(
      'tour',
      '',
      'tour within the day, home to home',
      u8((s) => s.tour),
    ),
    coded(
      'purpose',
      'activity at the end of the trip',
      u8((s) => s.purpose),
      ACTIVITIES,
    ),
    zoneColumn(
      'fromZone',
      'zone of departure',
      u32((s) => s.fromZone),
      codes,
    ),
    zoneColumn(
      'toZone',
      'zone of arrival',
      u32((s) => s.toZone),
      codes,
    ),
    coded(
      'mode',
      'main mode',
      u8((s) => s.mode),
      MODES,
    ),
    coded(
      'failure',
      'why the trip was not made; none when it was',
      u8((s) => s.failure),
      FAILURES,
    ),
    coded(
      'turnedAwayFrom',
      'first choice that was full or gone',
      u8((s) => s.turnedAwayFrom.map((mode) => Math.min(mode, MODES.length))),
      [...MODES, 'none'],
    ),
    column(
      'departureS',
      's',
      'departure after local midnight',
      join(new Int32Array(count), stores, (s) => s.departureS),
    ),
    column(
      'travelTimeS',
      's',
      'door to door',
      f32((s) => s.travelTimeS),
    ),
    column(
      'distanceM',
      'm',
      'distance travelled',
      f32((s) => s.distanceM),
    ),
    column(
      'walkM',
      'm',
      'of which on foot',
      f32((s) => s.walkM),
    ),
    column(
      'bikeM',
      'm',
      'of which by bicycle',
      f32((s) => s.bikeM),
    ),
    column(
      'carM',
      'm',
      'of which driven by car',
      f32((s) => s.carM),
    ),
    column(
      'costEur',
      'EUR',
      'cost to the traveller',
      f32((s) => s.costEur),
    ),
    column(
      'parkingEur',
      'EUR',
      'parking for the trip',
      f32((s) => s.parkingEur),
    ),
    column(
      'co2G',
      'g CO2',
      'well to wheel',
      f32((s) => s.co2G),
    ),
    column('car', '', 'row of the car in table vehicles column car, -1: none', orMinusOne(u32((s) => s.car))),
    column(
      'logsumEur',
      'EUR',
      'value to the person of having these alternatives',
      f32((s) => s.logsumEur),
    ),
  ]);
}

function join<T extends Uint8Array | Uint32Array | Int32Array | Float32Array>(
  target: T,
  stores: readonly TripStore[],
  pick: (store: TripStore) => T,
): T {
  let at = 0;
  for (const store of stores) {
    target.set(pick(store).subarray(0, store.count), at);
    at += store.count;
  }
  return target;
}

/** Residents in the store; `weight` is how many each stands for in travel results, 0 for those whose trips were not simulated. */
export function personsTable({ population, district, travel }: RunParts, sample: Sample): Table {
  const { persons, households } = population;
  const u8 = (value: (person: number, household: number) => number): Uint8Array =>
    Uint8Array.from(persons.household, (household, person) => value(person, household));
  return table('persons', persons.count, [
    column('household', '', 'household of the person', persons.household.slice()),
    zoneColumn(
      'zone',
      'zone of the home',
      Uint32Array.from(persons.household, (h) => households.zone[h]!),
      district.zones.code,
    ),
    column('ageYears', 'years', 'age', persons.ageYears.slice()),
    coded('group', 'stage of life', persons.group.slice(), PERSON_GROUPS),
    coded(
      'householdType',
      'kind of household',
      u8((_, h) => households.type[h]!),
      HOUSEHOLD_TYPES,
    ),
    coded(
      'incomeClass',
      'income class of the household',
      u8((_, h) => households.incomeClass[h]!),
      INCOME_CLASSES,
    ),
    column(
      'householdCars',
      'cars',
      'cars of the household',
      u8((_, h) => households.cars[h]!),
    ),
    column('licence', '', '1: may drive', persons.licence.slice()),
    column('reducedMobility', '', '1: reduced mobility', persons.reducedMobility.slice()),
    column('lowDigitalSkill', '', '1: few digital skills', persons.lowDigitalSkill.slice()),
    column('bike', '', '1: has a bicycle', persons.bike.slice()),
    column('eBike', '', '1: has an e-bike', persons.eBike.slice()),
    column(
      'usesApp',
      '',
      '1: uses the mobility app',
      Uint8Array.from(persons.household, (_, person) => travel[0]?.subscriptions?.usesApp[person] ?? 0),
    ),
    column(
      'weight',
      'residents',
      'residents this one stands for in travel results; 0: trips not simulated',
      Float32Array.from(persons.household, (h) => (sample.travels(h) ? sample.travelScale : 0)),
    ),
  ]);
}

/** Upper ends of distance classes [km]: those of the Dutch travel survey. */
export const DISTANCE_CLASSES_KM = [0.5, 1, 2.5, 3.7, 5, 7.5, 10, 15, 20, 30, 50, Number.POSITIVE_INFINITY] as const;

const className = (index: number): string => {
  const from = index === 0 ? 0 : DISTANCE_CLASSES_KM[index - 1]!;
  const to = DISTANCE_CLASSES_KM[index]!;
  return Number.isFinite(to) ? `${from}–${to}` : `> ${from}`;
};

/** Trips of an average day by distance class and mode; classes that stand for fewer than ten trips in the sample's scale are empty. */
export function modesTable({ travel }: RunParts, weights: DayWeights, sample: Sample): Table {
  const classCount = DISTANCE_CLASSES_KM.length;
  const trips = new Float64Array(classCount * MODES.length);
  for (const { dayType, trips: store } of travel)
    for (let trip = 0; trip < store.count; trip++) {
      if (store.failure[trip] !== 0) continue;
      const km = (store.roadM?.[trip] ?? store.distanceM[trip]!) / 1000;
      const at = DISTANCE_CLASSES_KM.findIndex((end) => km <= end) * MODES.length + store.mode[trip]!;
      trips[at] = trips[at]! + weights.share[dayType as 0 | 1 | 2] * sample.travelScale;
    }
  const rows = trips.length;
  const classTotal = Array.from({ length: classCount }, (_, c) =>
    trips.subarray(c * MODES.length, (c + 1) * MODES.length).reduce((a, b) => a + b, 0),
  );
  const byRow = <T>(value: (distanceClass: number, mode: number) => T): T[] =>
    Array.from({ length: rows }, (_, row) => value(Math.floor(row / MODES.length), row % MODES.length));
  const count = (row: number): number => trips[row]!;
  return table('modes', rows, [
    column(
      'distanceKm',
      'km',
      'distance class of the trip along the streets, the same whatever the mode',
      byRow((c) => className(c)),
    ),
    coded('mode', 'main mode', Uint8Array.from(byRow((_, mode) => mode)), MODES),
    column(
      'tripsPerDay',
      'trips/day',
      'trips of an average day',
      Array.from({ length: rows }, (_, row) => (count(row) === 0 || count(row) >= SMALLEST_CELL ? count(row) : null)),
    ),
    column(
      'share',
      'share',
      'share of the trips of the class',
      byRow((c, mode) => {
        const cell = trips[c * MODES.length + mode]!;
        return classTotal[c]! > 0 && (cell === 0 || cell >= SMALLEST_CELL) ? cell / classTotal[c]! : null;
      }),
    ),
  ]);
}
