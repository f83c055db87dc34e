/** Whose travel a car follows over a year. Travel is simulated for a sample of households and for one day of each type; a year needs a
 *  plan for every plug-in car on every day. Each car has a small fixed set of donor cars (its own day first when it was sampled), so that
 *  its commute stays its own while its days differ.
 *  In: population, parking of the three day types. Out: donor car per plug-in car and profile. Pure; keyed by (seed, car). */
import { purposeId, randomBits } from '../core/random.ts';
import { NO_HOUSEHOLD, type Population } from '../demand/population.ts';
import type { ParkingStore } from '../mobility/stores.ts';

/** Donor cars per plug-in car: one usual day and three others. */
export const PROFILES = 4;

/** A group of possible donors smaller than this is widened. */
const ENOUGH_DONORS = 5;

export type ParkingDays = readonly [ParkingStore, ParkingStore, ParkingStore];

/** Plug-in cars: index into Cars of each. */
export function plugInCars(population: Population): Uint32Array {
  const { count, driveType, batteryKwh } = population.cars;
  const list: number[] = [];
  for (let car = 0; car < count; car++) if (driveType[car]! > 0 && batteryKwh[car]! > 0) list.push(car);
  return Uint32Array.from(list);
}

/** 1 for cars whose travel was simulated: an entry of stays in all day types and, for private cars, a household in the sample. */
export function sampledCars(population: Population, days: ParkingDays): Uint8Array {
  const { cars, households } = population;
  const sampled = new Uint8Array(cars.count);
  for (let car = 0; car < cars.count; car++) {
    const household = cars.household[car]!;
    if (household !== NO_HOUSEHOLD && households.inSample[household] === 0) continue;
    sampled[car] = days.every((day) => day.firstStay[car + 1]! > day.firstStay[car]!) ? 1 : 0;
  }
  return sampled;
}

/** [plug-in car × PROFILES] donor car; a car without any possible donor is its own.
 *  Groups from narrow to wide: same zone, cars in the household and kind of drive; same zone and kind of drive; same zone; same kind of
 *  drive; all of its kind (private or shared). Shared cars: same hub; all. */
export function chooseDonors(
  seed: number,
  population: Population,
  days: ParkingDays,
  plugIn: Uint32Array,
): Uint32Array {
  const { cars, households } = population;
  const sampled = sampledCars(population, days);
  const groups = new Map<string, number[]>();
  const keysOf = (car: number): string[] => {
    const household = cars.household[car]!;
    if (household === NO_HOUSEHOLD) return [`hub ${cars.hub[car]}`, 'shared'];
    const zone = households.zone[household]!;
    const drive = cars.driveType[car]! > 0 ? 'plug-in' : 'petrol';
    const several = households.cars[household]! > 1 ? 'several' : 'one';
    return [`${zone} ${drive} ${several}`, `${zone} ${drive}`, `${zone}`, drive, 'private'];
  };
  for (let car = 0; car < cars.count; car++) {
    if (sampled[car] === 0) continue;
    for (const key of keysOf(car)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [car]);
      else group.push(car);
    }
  }
  const purpose = purposeId('car-donor');
  const donors = new Uint32Array(plugIn.length * PROFILES);
  plugIn.forEach((car, i) => {
    const possible = keysOf(car)
      .map((key) => groups.get(key) ?? [])
      .reduce((best, group) => (best.length >= ENOUGH_DONORS || group.length < best.length ? best : group), []);
    for (let profile = 0; profile < PROFILES; profile++) {
      const own = possible.length === 0 || (profile === 0 && sampled[car] === 1);
      donors[i * PROFILES + profile] = own
        ? car
        : possible[randomBits(seed, purpose, car, 0, profile) % possible.length]!;
    }
  });
  return donors;
}
