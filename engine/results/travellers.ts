/** Who travels how: every trip of an average day counted for each group it belongs to: by distance, purpose, neighbourhood, income, age, kind of
 *  household, car, mobility and digital skill. In: RunParts. Out: sums by group. Pure. */
import {
  distanceClass,
  TARGET_FROM_KM,
  TARGET_OF_MODE,
  TARGET_PURPOSES,
  targetPurpose,
} from '../demand/mode-targets.ts';
import { HOUSEHOLD_TYPES, INCOME_CLASSES, PERSON_GROUPS, type Population } from '../demand/population.ts';
import { permitsEurPerMonth } from '../demand/parking-permits.ts';
import { MODES } from '../mobility/stores.ts';
import { activeMin } from './indicators/travel.ts';
import type { DayWeights, RunParts, Sample } from './parts.ts';

/** Groups of persons first; the last two are groups of trips. */
export const DIMENSIONS = [
  'income',
  'age',
  'household',
  'car',
  'mobility',
  'digital',
  'neighbourhood',
  'purpose',
  'distance',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface TravellerGroup {
  readonly dimension: Dimension;
  readonly group: string;
  /** Residents; NaN for groups of trips. */
  persons: number;
  /** Residents who subscribe to a bundle. */
  subscribers: number;
  /** Simulated residents, and what their households earn a day shared among members [EUR]. */
  travellers: number;
  incomeEur: number;
  /** Sums over the trips of an average day of simulated residents. */
  trips: number;
  km: number;
  minutes: number;
  paidEur: number;
  co2Kg: number;
  activeMin: number;
  turnedAway: number;
  failed: number;
  /** [mode] trips */
  readonly modes: Float64Array;
}

const NO_BUNDLE = 255;

export function travellerGroups(parts: RunParts, weights: DayWeights, sample: Sample): TravellerGroup[] {
  const { population, district, travel, scenario } = parts;
  const names: Readonly<Record<Dimension, readonly string[]>> = {
    income: INCOME_CLASSES,
    age: PERSON_GROUPS,
    household: HOUSEHOLD_TYPES,
    car: ['no car', 'car'],
    mobility: ['reduced mobility', 'full mobility'],
    digital: ['few digital skills', 'digital skills'],
    neighbourhood: district.zones.name.filter((_, zone) => district.zones.external[zone] !== 1),
    purpose: TARGET_PURPOSES,
    distance: TARGET_FROM_KM.map((from, k) =>
      k + 1 < TARGET_FROM_KM.length ? `${from}–${TARGET_FROM_KM[k + 1]} km` : `> ${from} km`,
    ),
  };
  const groups: TravellerGroup[] = [];
  const first = {} as Record<Dimension, number>;
  for (const dimension of DIMENSIONS) {
    first[dimension] = groups.length;
    for (const group of names[dimension]) groups.push(emptyGroup(dimension, group));
  }
  const inside = insideIndex(district.zones.external);
  const ofPerson = personGroups(population, inside, first);
  const { persons, households } = population;
  const subscriptions = travel[0]?.subscriptions;
  const permitEur = permitsEurPerMonth(scenario, households, district.zones);
  for (let p = 0; p < persons.count; p++) {
    const h = persons.household[p]!;
    const bundle = subscriptions?.bundleOf[p] ?? NO_BUNDLE;
    const priceEur = scenario.maas.bundles[bundle]?.priceEurPerMonth ?? 0;
    for (const g of ofPerson(p)) {
      const group = groups[g]!;
      group.persons++;
      if (bundle !== NO_BUNDLE) group.subscribers++;
      if (!sample.travels(h)) continue;
      group.travellers++;
      group.incomeEur += households.incomeEurPerYear[h]! / 365 / households.size[h]!;
      group.paidEur += (12 * (priceEur + permitEur[h]! / households.size[h]!)) / 365;
    }
  }
  for (const { dayType, trips } of travel) {
    const share = weights.share[dayType as 0 | 1 | 2];
    for (let t = 0; t < trips.count; t++) {
      const before = t > 0 && trips.person[t - 1] === trips.person[t] ? trips.purpose[t - 1]! : 0;
      const of = [
        ...ofPerson(trips.person[t]!),
        first.purpose + targetPurpose(trips.purpose[t]!, before),
        first.distance + distanceClass(trips.roadM?.[t] ?? trips.distanceM[t]!),
      ];
      for (const g of of) {
        const group = groups[g]!;
        if (trips.turnedAwayFrom[t] !== NO_BUNDLE) group.turnedAway += share;
        if (trips.failure[t] !== 0) {
          group.failed += share;
          continue;
        }
        group.trips += share;
        group.km += (share * trips.distanceM[t]!) / 1000;
        group.minutes += (share * trips.travelTimeS[t]!) / 60;
        group.paidEur += share * trips.costEur[t]!;
        group.co2Kg += (share * trips.co2G[t]!) / 1000;
        group.activeMin += share * activeMin(parts, trips, t);
        group.modes[trips.mode[t]!]! += share;
      }
    }
  }
  for (const group of groups)
    if (group.dimension === 'purpose' || group.dimension === 'distance') group.persons = Number.NaN;
  return groups;
}

const emptyGroup = (dimension: Dimension, group: string): TravellerGroup => ({
  dimension,
  group,
  persons: 0,
  subscribers: 0,
  travellers: 0,
  incomeEur: 0,
  trips: 0,
  km: 0,
  minutes: 0,
  paidEur: 0,
  co2Kg: 0,
  activeMin: 0,
  turnedAway: 0,
  failed: 0,
  modes: new Float64Array(MODES.length),
});

/** [zone] place among the zones of the district, -1 outside. */
function insideIndex(external: Uint8Array): Int32Array {
  let next = 0;
  return Int32Array.from(external, (outside) => (outside === 1 ? -1 : next++));
}

/** Groups a person belongs to: one of each dimension of persons. */
function personGroups(
  { persons, households }: Population,
  inside: Int32Array,
  first: Readonly<Record<Dimension, number>>,
): (person: number) => number[] {
  return (p) => {
    const h = persons.household[p]!;
    const zone = inside[households.zone[h]!]!;
    return [
      first.income + households.incomeClass[h]!,
      first.age + persons.group[p]!,
      first.household + households.type[h]!,
      first.car + (households.cars[h]! > 0 ? 1 : 0),
      first.mobility + 1 - persons.reducedMobility[p]!,
      first.digital + 1 - persons.lowDigitalSkill[p]!,
      ...(zone >= 0 ? [first.neighbourhood + zone] : []),
    ];
  };
}

/** Trips of a group by what tables call walk, bicycle, public transport and car. */
export function tripsByTarget(group: TravellerGroup, target: number): number {
  let trips = 0;
  group.modes.forEach((n, mode) => {
    if (TARGET_OF_MODE[mode] === target) trips += n;
  });
  return trips;
}
