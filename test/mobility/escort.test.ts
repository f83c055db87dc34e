import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Plans } from '../../engine/demand/plans.ts';
import type { Population } from '../../engine/demand/population.ts';
import { runDay } from '../../engine/mobility/day-events.ts';
import type { DayInput } from '../../engine/mobility/day-record.ts';
import { BIKE, BUS, CAR, E_BIKE, PASSENGER, SHARED_CAR, TRAIN, WALK } from '../../engine/mobility/modes.ts';
import type { Outcome } from '../../engine/mobility/outcome.ts';
import { prepareCalibration } from '../../engine/mobility/simulate-travel-day.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';

const district = smallTown([12_000, 9_000]);
const NONE = 0xffffffff;
const SCHOOL = 2;
const ESCORT = 6;

interface Town {
  readonly population: Population;
  readonly plans: Plans;
  readonly day: DayInput;
}

async function prepare(levers: readonly string[]): Promise<Town> {
  const scenario = town(levers);
  const input = await plainDay(scenario, district);
  const { population, plans } = input;
  const day = await prepareCalibration(input);
  return { population, plans, day };
}

let base: Town;
beforeAll(async () => {
  base = await prepare(['travel.sampleShare=0.25']);
});

describe('plans of a household agree about who brings and fetches whom', () => {
  test('a child below twelve and an adult of its household leave the same place at the same time for the same place, one end of it the school', () => {
    const { plans, population } = base;
    const { persons } = population;
    const personOf = (a: number): number => plans.firstActivity.findIndex((first) => first > a) - 1;
    let together = 0;
    plans.escort!.forEach((adult, a) => {
      if (adult === NONE) return;
      together++;
      const child = personOf(a);
      const by = personOf(adult);
      expect(persons.household[child]).toBe(persons.household[by]);
      expect(persons.ageYears[child]).toBeLessThan(12);
      expect(persons.ageYears[by]).toBeGreaterThan(25);
      expect(plans.endS[a]).toBe(plans.endS[adult]);
      expect(plans.node[a]).toBe(plans.node[adult]);
      expect(plans.node[a + 1]).toBe(plans.node[adult + 1]);
      const bring = plans.kind[a + 1] === SCHOOL;
      expect(plans.kind[bring ? adult + 1 : adult]).toBe(ESCORT);
      expect(plans.kind[bring ? a : a + 1]).toBe(0);
    });
    expect(together).toBeGreaterThan(30);
  });

  test('children of a household who are below twelve go to the same school', () => {
    const { plans, population } = base;
    const { persons } = population;
    const placeOf = new Map<number, number>();
    for (let p = 0; p < persons.count; p++) {
      if (persons.ageYears[p]! >= 12) continue;
      for (let a = plans.firstActivity[p]!; a < plans.firstActivity[p + 1]!; a++) {
        if (plans.kind[a] !== SCHOOL) continue;
        const known = placeOf.get(persons.household[p]!);
        if (known !== undefined) expect(plans.place[a]).toBe(known);
        placeOf.set(persons.household[p]!, plans.place[a]!);
      }
    }
  });
});

/** As `expect`, without its cost: it is asked of every trip. */
function must(holds: boolean): void {
  if (!holds) expect(holds).toBe(true);
}

/** What must hold of any day, however late people are. @returns trips made together */
function expectConsistent({ day, population }: Town, outcome: Outcome): number {
  const { trips } = day;
  const { persons } = population;
  let together = 0;
  for (let t = 0; t < trips.count; t++) {
    // Nothing is forgotten: each trip was made or failed at its time.
    must(outcome.departureS[t]! > 0);
    const adult = outcome.escortTrip[t]!;
    if (adult === NONE) continue;
    together++;
    must(outcome.failure[t] === 0);
    must(outcome.failure[adult] === 0);
    must(persons.household[trips.person[t]!] === persons.household[trips.person[adult]!]);
    must(outcome.departureS[t] === outcome.departureS[adult]);
    must(outcome.timeS[t] === outcome.timeS[adult]);
    const goes: Readonly<Record<number, number>> = {
      [WALK]: WALK,
      [BIKE]: BIKE,
      [E_BIKE]: BIKE,
      [CAR]: PASSENGER,
      [SHARED_CAR]: PASSENGER,
      [PASSENGER]: PASSENGER,
      [BUS]: BUS,
      [TRAIN]: TRAIN,
    };
    must(outcome.mode[t] === goes[outcome.mode[adult]!]);
    must(outcome.car[t] === NONE);
  }
  // One after the other, never two trips at once.
  for (let t = 1; t < trips.count; t++)
    if (trips.person[t] === trips.person[t - 1] && outcome.failure[t - 1] === 0)
      must(outcome.departureS[t]! + 1 >= outcome.departureS[t - 1]! + Math.floor(outcome.timeS[t - 1]!));
  expectBicyclesComeBack(day, outcome);
  expectOneDriver(population, day, outcome);
  return together;
}

/** A child taken along has its own bicycle with it only when it cycled beside the adult, and then rides it home. */
function expectBicyclesComeBack({ trips }: DayInput, outcome: Outcome): void {
  for (let tour = 0; tour < trips.tourCount; tour++) {
    const range = Array.from(
      { length: trips.firstTrip[tour + 1]! - trips.firstTrip[tour]! },
      (_, i) => trips.firstTrip[tour]! + i,
    );
    if (range.every((t) => outcome.escortTrip[t] === NONE)) continue;
    const alone = range.filter(
      (t) => outcome.escortTrip[t] === NONE && outcome.failure[t] === 0 && outcome.mode[t] === BIKE,
    );
    if (alone.length === 0) continue;
    must(outcome.escortTrip[range[0]!] !== NONE);
    must(outcome.mode[range[0]!] === BIKE);
    must(outcome.mode[range.at(-1)!] === BIKE);
  }
}

/** Each car is with one licensed driver of its household at a time. */
function expectOneDriver({ persons, cars }: Population, { trips }: DayInput, outcome: Outcome): void {
  const busyUntil = new Map<number, number>();
  const driven = Array.from({ length: trips.count }, (_, t) => t)
    .filter((t) => outcome.car[t] !== NONE && outcome.failure[t] === 0)
    .sort((a, b) => outcome.departureS[a]! - outcome.departureS[b]!);
  const tourOf = new Map<number, number>();
  for (const t of driven) {
    const car = outcome.car[t]!;
    must(persons.licence[trips.person[t]!] === 1);
    if (car < cars.privateCount) must(persons.household[trips.person[t]!] === cars.household[car]);
    must(outcome.departureS[t]! + 1 >= (busyUntil.get(car) ?? 0));
    // While the car is out on a tour nobody else has it.
    const before = tourOf.get(car);
    const tour = trips.tour[t]!;
    if (before !== undefined && before !== tour && car < cars.privateCount) must(t === trips.firstTrip[tour]);
    tourOf.set(car, tour);
    busyUntil.set(car, outcome.departureS[t]! + Math.floor(outcome.timeS[t]!));
  }
}

describe('children and adults on the day', () => {
  test('nine in ten of those who planned to go together do; by car the adult drives and the child rides along', () => {
    const { outcome } = runDay(base.day);
    const planned = base.day.trips.escortTrip.reduce((n, adult) => n + (adult === NONE ? 0 : 1), 0);
    const together = expectConsistent(base, outcome);
    expect(together).toBeGreaterThan(0.9 * planned);
    let driven = 0;
    outcome.escortTrip.forEach((adult) => {
      if (adult !== NONE && outcome.mode[adult] === CAR) driven++;
    });
    expect(driven).toBeGreaterThan(5);
  });

  test('whatever the seed and the number of cars, cars, bicycles and children are where they should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), fc.constantFrom(0.3, 0.7, 1), fc.boolean(), async (seed, cars, oneWay) => {
        const one = await prepare([
          'travel.sampleShare=0.06',
          `seed=${seed}`,
          `population.carOwnershipFactor=${cars}`,
          `fleets.sharedCarOneWay=${oneWay}`,
          'choice.constants.sharedCar=1',
        ]);
        expectConsistent(one, runDay(one.day).outcome);
      }),
      { numRuns: 4 },
    );
  });

  test('adults who leave up to two hours early or late meet fewer children, and every child still gets there and back', () => {
    const punctual = expectConsistent(base, runDay(base.day).outcome);
    fc.assert(
      fc.property(fc.nat(1e6), (salt) => {
        const { trips } = base.day;
        const departureS = trips.departureS.slice();
        for (let t = 0; t < trips.count; t++) {
          if (base.population.persons.ageYears[trips.person[t]!]! < 12) continue;
          departureS[t]! += ((Math.imul(t + salt, 2_654_435_761) >>> 8) % 14_400) - 7_200;
          if (t > 0 && trips.person[t] === trips.person[t - 1])
            departureS[t] = Math.max(departureS[t]!, departureS[t - 1]!);
          departureS[t] = Math.max(1, departureS[t]!);
        }
        const together = expectConsistent(base, runDay({ ...base.day, trips: { ...trips, departureS } }).outcome);
        expect(together).toBeLessThan(punctual);
        expect(together).toBeGreaterThan(0);
      }),
      { numRuns: 5 },
    );
  });
});
