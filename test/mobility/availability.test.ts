import { describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { Population } from '../../engine/demand/population.ts';
import { BIKE, CAR, E_BIKE, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from '../../engine/mobility/modes.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const NONE = 0xffffffff;
/** Everything liked, so that every way of travel is chosen by somebody. */
const LIKED = [
  'travel.sampleShare=0.2',
  'travel.traffic=none',
  'maas.enabled=true',
  'choice.constants.sharedCar=2',
  'choice.constants.sharedBike=2',
  'choice.constants.parkAndRide=4',
];

async function runWith(levers: readonly string[]): Promise<{ day: TravelDay; population: Population }> {
  const scenario = town([...LIKED, ...levers]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  return {
    population,
    day: await simulateTravelDay({ scenario, district, population, plans, dayType: 0, parallel: serial, context }),
  };
}

/** @returns trips by mode of those who book by app only with difficulty */
function expectAllowed({ day: { trips }, population: { persons, households } }: Awaited<ReturnType<typeof runWith>>): {
  readonly byMode: readonly number[];
  readonly ofFewSkills: readonly number[];
} {
  const byMode = new Array<number>(10).fill(0);
  const ofFewSkills = new Array<number>(10).fill(0);
  const wrong: string[] = [];
  for (let t = 0; t < trips.count; t++) {
    if (trips.failure[t] !== 0) continue;
    const mode = trips.mode[t]!;
    const p = trips.person[t]!;
    const age = persons.ageYears[p]!;
    const taken = trips.escortTrip![t] !== NONE;
    byMode[mode]!++;
    if (persons.lowDigitalSkill[p] === 1) ofFewSkills[mode]!++;
    const must = (holds: boolean, what: string): void => {
      if (!holds) wrong.push(`trip ${t}: ${what}`);
    };
    if (mode === BIKE && !taken) must(persons.bike[p] === 1, 'a bicycle of one’s own');
    if (mode === E_BIKE) must(persons.eBike[p] === 1 && age >= 16, 'an e-bike, 16 or older');
    if (mode === CAR || mode === PARK_AND_RIDE)
      must(persons.licence[p] === 1 && households.cars[persons.household[p]!]! > 0, 'licence and car');
    if (mode === SHARED_CAR) must(persons.licence[p] === 1 && age >= 18, 'licence, 18 or older');
    if (mode === SHARED_BIKE) must(age >= 14, '14 or older');
    if (mode === TRAIN) must(trips.distanceM[t]! > 0, 'a ride');
  }
  expect(wrong).toEqual([]);
  return { byMode, ofFewSkills };
}

describe('nobody travels by what is not open to them', () => {
  test('licence, ownership and age hold for every trip; P+R, shared cars for round trips and shared bicycles are all chosen', async () => {
    const { byMode } = expectAllowed(await runWith([]));
    for (const mode of [CAR, PARK_AND_RIDE, SHARED_CAR, SHARED_BIKE, TRAIN])
      expect(byMode[mode], `mode ${mode}`).toBeGreaterThan(0);
  });

  test('one-way shared cars are chosen by the same rules', async () => {
    const { byMode } = expectAllowed(await runWith(['fleets.sharedCarOneWay=true']));
    expect(byMode[SHARED_CAR]).toBeGreaterThan(0);
  });

  test('what can only be booked by app is closed to people of few digital skills; another way of booking opens it', async () => {
    const app = expectAllowed(await runWith([])).ofFewSkills;
    expect(app[SHARED_CAR]! + app[SHARED_BIKE]!).toBe(0);
    const desk = expectAllowed(await runWith(['maas.alternativeBooking=true'])).ofFewSkills;
    expect(desk[SHARED_CAR]! + desk[SHARED_BIKE]!).toBeGreaterThan(0);
  });
});
