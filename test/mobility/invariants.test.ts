import { beforeAll, describe, expect, test } from 'vitest';
import type { Population } from '../../engine/demand/population.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import { MODES, STAY_HUB, type TravelDay } from '../../engine/mobility/stores.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';

const district = smallTown([12_000, 9_000]);
const NONE = 0xffffffff;
const SHARED_CAR = MODES.indexOf('shared-car');

interface Simulated {
  readonly day: TravelDay;
  readonly population: Population;
}

async function simulate(levers: readonly string[]): Promise<Simulated> {
  const scenario = town(['travel.congestionIterations=1', ...levers]);
  const input = await plainDay(scenario, district);
  const { population } = input;
  const day = await simulateTravelDay(input);
  return { day, population };
}

/** Trips of each car that drives, in order of departure. */
function tripsByCar({ trips }: TravelDay): Map<number, number[]> {
  const byCar = new Map<number, number[]>();
  for (let t = 0; t < trips.count; t++) {
    if (trips.failure[t] !== 0 || trips.car[t] === NONE) continue;
    const list = byCar.get(trips.car[t]!);
    if (list === undefined) byCar.set(trips.car[t]!, [t]);
    else list.push(t);
  }
  for (const list of byCar.values()) list.sort((a, b) => trips.departureS[a]! - trips.departureS[b]!);
  return byCar;
}

function expectOneDriver({ day, population }: Simulated): void {
  const { trips } = day;
  for (const [car, list] of tripsByCar(day))
    list.forEach((t, i) => {
      expect(population.persons.licence[trips.person[t]!]).toBe(1);
      if (car < population.cars.privateCount)
        expect(population.persons.household[trips.person[t]!]).toBe(population.cars.household[car]);
      if (i === 0) return;
      const before = list[i - 1]!;
      // Seconds are rounded once a trip.
      expect(trips.departureS[t]!).toBeGreaterThanOrEqual(
        trips.departureS[before]! + Math.floor(trips.travelTimeS[before]!) - 1,
      );
    });
}

describe('cars and their drivers', () => {
  let base: Simulated;
  beforeAll(async () => {
    base = await simulate(['travel.sampleShare=0.3']);
  });

  test('a car is driven by one licensed person of its household at a time', () => expectOneDriver(base));

  test('half the sample keeps the shares of modes within three standard errors (tours of 2.4 trips choose as one)', async () => {
    const half = await simulate(['travel.sampleShare=0.15']);
    const shares = ({ day }: Simulated): { readonly of: number[]; readonly made: number } => {
      const of = MODES.map(() => 0);
      let made = 0;
      for (let t = 0; t < day.trips.count; t++)
        if (day.trips.failure[t] === 0) {
          of[day.trips.mode[t]!]!++;
          made++;
        }
      return { of: of.map((n) => n / made), made };
    };
    const large = shares(base);
    const small = shares(half);
    large.of.forEach((share, mode) => {
      const error = Math.sqrt((share * (1 - share) * 2.4) / small.made);
      expect(Math.abs(small.of[mode]! - share), MODES[mode]).toBeLessThan(3 * error + 0.002);
    });
  });
});

describe('shared cars that may be left at another hub', () => {
  const liked = ['travel.sampleShare=1', 'choice.constants.sharedCar=8', 'prices.sharedCarEurPerHour=25'];
  let run: Simulated;
  beforeAll(async () => {
    run = await simulate([...liked, 'fleets.sharedCarOneWay=true']);
  });

  test('people use them: left at a hub, or kept for a tour and brought back to the hub where it was taken', () => {
    const { trips, parking } = run.day;
    const { cars } = run.population;
    let apart = 0;
    let kept = 0;
    for (const [car, list] of tripsByCar(run.day)) {
      if (car < cars.privateCount) continue;
      for (const t of list) expect(trips.mode[t]).toBe(SHARED_CAR);
      const from = parking.firstStay[car]!;
      const to = parking.firstStay[car + 1]!;
      let hubBefore = parking.node[from]!;
      let away = false;
      for (let stay = from + 1; stay < to; stay++) {
        if (parking.kind[stay] !== STAY_HUB) {
          away = true;
          continue;
        }
        if (away) {
          kept++;
          // The last stay of the day may have been moved on to the car's own hub already.
          if (stay + 1 < to) expect(parking.node[stay]).toBe(hubBefore);
        } else apart++;
        away = false;
        hubBefore = parking.node[stay]!;
      }
      expect(away).toBe(false);
    }
    expect(apart).toBeGreaterThan(3);
    expect(kept).toBeGreaterThan(20);
  });

  test('one driver at a time, never two rides with the same car', () => expectOneDriver(run));

  test('at the end of the day every car stands at its own hub again, and those brought back are counted', () => {
    const { parking } = run.day;
    const { cars } = run.population;
    const firstNode = (car: number): number => parking.node[parking.firstStay[car]!]!;
    let moved = 0;
    for (let car = cars.privateCount; car < cars.count; car++) {
      const from = parking.firstStay[car]!;
      const to = parking.firstStay[car + 1]!;
      if (to - from < 2) continue;
      expect(parking.node[to - 1]).toBe(firstNode(car));
      moved++;
    }
    expect(moved).toBeGreaterThan(5);
    expect(run.day.hubs.relocatedCars!).toBeGreaterThanOrEqual(0);
  });

  test('stays of a car follow each other without overlap', () => {
    const { parking } = run.day;
    const { cars } = run.population;
    for (let car = cars.privateCount; car < cars.count; car++)
      for (let stay = parking.firstStay[car]! + 1; stay < parking.firstStay[car + 1]!; stay++)
        expect(parking.arrivalS[stay]!).toBeGreaterThanOrEqual(parking.departureS[stay - 1]!);
  });
});
