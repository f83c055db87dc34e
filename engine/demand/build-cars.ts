/** Cars of households by zone total, what drives them, who can charge at home; shared cars at hubs.
 *  Every lever moves a quota along a fixed order of candidates, so that a higher share only adds winners. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import type { District, Zones } from '../district/district.ts';
import { HUB_KINDS } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { HouseholdDraft } from './build-persons.ts';
import { BATTERY_CARS, type CarModel, PLUG_IN_HYBRIDS, pickModel, SHARED_CARS } from './fleet-table.ts';
import { permitEffect } from './parking-permits.ts';
import { type Cars, NO_HOUSEHOLD, type Persons } from './population.ts';
import { raceTime, winners } from './quota.ts';

const OWNERSHIP = purposeId('car ownership');
const LEASE = purposeId('lease car');
const DRIVE = purposeId('drive type');
const MODEL = purposeId('car model');
const HOME_CHARGER = purposeId('home charger');
const V2G = purposeId('vehicle to grid');
const SHARED_DRIVE = purposeId('shared car drive type');

const MOST_CARS = 3;
/** Rate of getting a first, second and third car by income class; low rates for a car more than there are licences. */
const RATE: ReadonlyArray<readonly [number, number, number]> = [
  [1, 0.16, 0.06],
  [2.4, 0.42, 0.12],
  [3.6, 0.75, 0.2],
];

/** @returns cars [household], meeting each zone's total exactly where licences allow; wanted [zone]: that total, after what permits do to it */
export function carsPerHousehold(
  draft: HouseholdDraft,
  persons: Persons,
  flat: Uint8Array,
  scenario: Scenario,
  zones: Zones,
): { readonly cars: Uint8Array; readonly wanted: Float64Array } {
  const cars = new Uint8Array(draft.count);
  const wanted = new Float64Array(zones.count);
  const permits = permitEffect(scenario, zones);
  const { carOwnershipFactor, leaseShare } = scenario.population;
  let h = 0;
  while (h < draft.count) {
    const zone = draft.zone[h]!;
    const from = h;
    while (h < draft.count && draft.zone[h] === zone) h++;
    const times = new Float64Array((h - from) * MOST_CARS);
    for (let i = from; i < h; i++)
      ownershipTimes(draft, persons, flat, scenario.seed, i, times, (i - from) * MOST_CARS);
    const perHousehold = zones.carsPerHousehold[zone]!;
    const ratio = (Number.isFinite(perHousehold) ? perHousehold : 1) * carOwnershipFactor * (1 + leaseShare);
    const counted = byHousehold(winners(times, ratio * (h - from)));
    const factor = permits.factor(zone, counted);
    wanted[zone] = factor * ratio * (h - from);
    // Who gives up a car first is who would buy it last.
    cars.set(factor === 1 ? counted : byHousehold(winners(times, wanted[zone]!)), from);
  }
  return { cars, wanted };
}

/** [household] cars among its places in the race. */
const byHousehold = (flags: Uint8Array): Uint8Array => {
  const cars = new Uint8Array(flags.length / MOST_CARS);
  for (let i = 0; i < flags.length; i++) cars[Math.floor(i / MOST_CARS)]! += flags[i]!;
  return cars;
};

/** Times at which a household would buy its first, second and third car as cars become commoner (a birth process). */
function ownershipTimes(
  draft: HouseholdDraft,
  persons: Persons,
  flat: Uint8Array,
  seed: number,
  h: number,
  times: Float64Array,
  at: number,
): void {
  let licences = 0;
  for (let p = draft.firstPerson[h]!; p < draft.firstPerson[h + 1]!; p++) licences += persons.licence[p]!;
  const rates = RATE[draft.incomeClass[h]!]!;
  const setting = (flat[h] === 1 ? 0.6 : 1) * (draft.type[h] === 2 ? 1.5 : draft.type[h] === 0 ? 0.8 : 1);
  let time = 0;
  for (let k = 0; k < MOST_CARS; k++) {
    const enough = licences > k ? 1 : licences === 0 ? 0 : 0.15;
    time += raceTime(rates[k]! * setting * enough, uniform(seed, OWNERSHIP, draft.key[h]!, 0, k));
    times[at + k] = time;
  }
}

export function buildCars(
  draft: HouseholdDraft,
  carsOf: Uint8Array,
  flat: Uint8Array,
  scenario: Scenario,
  district: District,
): Cars {
  const { seed, population, charging } = scenario;
  const privateCount = carsOf.reduce((sum, n) => sum + n, 0);
  const shared = sharedCars(scenario, district);
  const count = privateCount + shared.length;
  const cars = {
    count,
    privateCount,
    key: new Uint32Array(count),
    household: new Uint32Array(count).fill(NO_HOUSEHOLD),
    hub: new Uint32Array(count).fill(0xffffffff),
    driveType: new Uint8Array(count),
    batteryKwh: new Float32Array(count),
    consumptionKwhPerKm: new Float32Array(count),
    maxAcKw: new Float32Array(count),
    phases: new Uint8Array(count),
    v2g: new Uint8Array(count),
    homeCharger: new Uint8Array(count),
    lease: new Uint8Array(count),
  };
  for (let h = 0, car = 0; h < draft.count; h++)
    for (let k = 0; k < carsOf[h]!; k++, car++) {
      cars.household[car] = h;
      cars.key[car] = draft.key[h]! * 16 + k;
    }
  const race = (purpose: number, weight: (car: number, h: number) => number): Float64Array =>
    Float64Array.from({ length: privateCount }, (_, car) =>
      raceTime(weight(car, cars.household[car]!), uniform(seed, purpose, cars.key[car]!)),
    );
  const leaseQuota = (privateCount * population.leaseShare) / (1 + population.leaseShare);
  cars.lease.set(
    winners(
      race(LEASE, (_, h) => [0.3, 1, 2.5][draft.incomeClass[h]!]!),
      leaseQuota,
    ),
  );
  const drive = race(
    DRIVE,
    (car, h) => [0.5, 1, 1.8][draft.incomeClass[h]!]! * (cars.lease[car] === 1 ? 5 : 1) * (flat[h] === 1 ? 0.8 : 1),
  );
  const battery = winners(drive, privateCount * population.batteryCarShare);
  const plugged = winners(drive, privateCount * (population.batteryCarShare + population.plugInHybridShare));
  for (let car = 0; car < privateCount; car++) {
    if (plugged[car] === 0) continue;
    const h = cars.household[car]!;
    const key = cars.key[car]!;
    const isBattery = battery[car] === 1;
    setModel(cars, car, isBattery ? 2 : 1, isBattery ? BATTERY_CARS : PLUG_IN_HYBRIDS, uniform(seed, MODEL, key));
    if (flat[h] === 0 && uniform(seed, HOME_CHARGER, draft.key[h]!) < charging.homeChargerShare)
      cars.homeCharger[car] = 1;
    if (isBattery && uniform(seed, V2G, key) < charging.v2gShare) cars.v2g[car] = 1;
  }
  shared.forEach(({ hub, place }, i) => {
    const car = privateCount + i;
    const key = (0xffffffff - (hub * 4096 + place)) >>> 0;
    cars.hub[car] = hub;
    cars.key[car] = key;
    if (uniform(seed, SHARED_DRIVE, key) >= scenario.fleets.sharedCarBatteryShare) return;
    setModel(cars, car, 2, SHARED_CARS, uniform(seed, MODEL, key));
    cars.v2g[car] = scenario.fleets.sharedCarV2g ? 1 : 0;
  });
  return cars;
}

function setModel(
  cars: {
    driveType: Uint8Array;
    batteryKwh: Float32Array;
    consumptionKwhPerKm: Float32Array;
    maxAcKw: Float32Array;
    phases: Uint8Array;
  },
  car: number,
  driveType: number,
  models: readonly CarModel[],
  u: number,
): void {
  const model = pickModel(models, u);
  cars.driveType[car] = driveType;
  cars.batteryKwh[car] = model.batteryKwh;
  cars.consumptionKwhPerKm[car] = model.consumptionKwhPerKm;
  cars.maxAcKw[car] = model.maxAcKw;
  cars.phases[car] = model.phases;
}

/** Shared cars by hub; a fractional number a hub is spread so that the total is right. */
function sharedCars(scenario: Scenario, district: District): Array<{ hub: number; place: number }> {
  const { hubs } = district;
  const neighbourhood = HUB_KINDS.indexOf('neighbourhood');
  const cars: Array<{ hub: number; place: number }> = [];
  let owed = 0;
  for (let hub = 0; hub < hubs.count; hub++) {
    if (hubs.kind[hub] !== neighbourhood) continue;
    owed += scenario.fleets.sharedCarsPerNeighbourhoodHub;
    for (let place = 0; owed > 0.5 && place < 4096; place++, owed--) cars.push({ hub, place });
  }
  return cars;
}
