import { beforeAll, describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { Population } from '../../engine/demand/population.ts';
import { mobilityAccounts } from '../../engine/mobility/accounts.ts';
import { CAR } from '../../engine/mobility/modes.ts';
import { ParkingPlaces } from '../../engine/mobility/parking-places.ts';
import { carsWithoutPermit, paidS, permitsEurPerMonth } from '../../engine/mobility/parking-tariffs.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const BASE = ['travel.sampleShare=0.1', 'travel.traffic=none'];
const NONE = 255;
const { zones } = district;
const CITY = zones.name.findIndex((_, zone) => zones.external[zone] === 1);

interface Run {
  readonly scenario: Scenario;
  readonly population: Population;
  readonly day: TravelDay;
}

async function runWith(levers: readonly string[], dayType = 0): Promise<Run> {
  const scenario = town([...BASE, ...levers]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, dayType, serial, context);
  return {
    scenario,
    population,
    day: await simulateTravelDay({ scenario, district, population, plans, dayType, parallel: serial, context }),
  };
}

const carTrips = ({ day }: Run): number[] =>
  Array.from({ length: day.trips.count }, (_, t) => t).filter(
    (t) => day.trips.failure[t] === 0 && day.trips.mode[t] === CAR,
  );

/** Most cars that stand in a zone at a time, of those that came from another one, by looking at all stays. */
function mostVisitors({ day, population }: Run, zone: number): number {
  const { parking } = day;
  const changes: [atS: number, by: number][] = [];
  for (let car = 0; car < population.cars.privateCount; car++) {
    const home = population.households.zone[population.cars.household[car]!]!;
    if (home === zone) continue;
    for (let s = parking.firstStay[car]!; s < parking.firstStay[car + 1]!; s++)
      if (parking.zone[s] === zone) changes.push([parking.arrivalS[s]!, 1], [parking.departureS[s]!, -1]);
  }
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, by] of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

describe('few places for visitors', () => {
  const name = zones.name[CITY]!;
  let free: Run;
  let few: Run;
  beforeAll(async () => {
    free = await runWith([]);
    few = await runWith([`parking.placesByZone={ ${name}: 200 }`]);
  });

  test('without a limit there is nothing to tell; with one no more cars stand there than places, in the stays of the cars themselves', () => {
    expect(free.day.places).toBeUndefined();
    expect(mostVisitors(free, CITY)).toBeGreaterThan(20);
    expect(mostVisitors(few, CITY)).toBeLessThanOrEqual(20);
    expect(few.day.places!.mostTaken[CITY]).toBe(200);
  });

  test('who finds none is counted by zone, marked at the trip, and most take another way of travel', () => {
    const { trips, places } = few.day;
    expect(places!.turnedAway[CITY]).toBeGreaterThan(100);
    let marked = 0;
    let other = 0;
    for (let t = 0; t < trips.count; t++) {
      if (trips.turnedAwayFrom[t] !== CAR) continue;
      marked++;
      if (trips.failure[t] === 0 && trips.mode[t] !== CAR) other++;
    }
    expect(marked).toBeGreaterThan(20);
    expect(other).toBeGreaterThan(0.5 * marked);
    expect(carTrips(few).length).toBeLessThan(carTrips(free).length);
    expect(free.day.trips.turnedAwayFrom.every((mode) => mode === NONE || mode !== CAR)).toBe(true);
  });

  test('no place at all: nobody who is not at home there parks there', async () => {
    const none = await runWith([`parking.placesByZone={ ${name}: 0 }`]);
    expect(mostVisitors(none, CITY)).toBe(0);
  });

  test('fewer places never let more cars in', async () => {
    let before = Infinity;
    for (const places of [2000, 400]) {
      const run = await runWith([`parking.placesByZone={ ${name}: ${places} }`]);
      const most = mostVisitors(run, CITY);
      expect(most).toBeLessThanOrEqual(Math.min(before, Math.round(places * 0.1)));
      before = most;
    }
  });

  test('a zone that the district does not have is refused with the names it has', async () => {
    await expect(runWith(['parking.placesByZone={ Atlantis: 3 }'])).rejects.toThrow(
      /parking\.placesByZone\.Atlantis — must be the code or name of a zone of the district: .+/,
    );
    expect(() => town(['parking.placesByZone={ Atlantis: -3 }'])).toThrow(/parking\.placesByZone\.Atlantis/);
  });
});

test('places by hand: the third of two is sent to the nearest zone with room and counted; a place given back is had again', () => {
  const places = new ParkingPlaces(
    Float64Array.from({ length: zones.count }, (_, z) => (z === 0 ? 2 : Infinity)),
    zones,
    1,
  );
  expect([places.take(0), places.take(0)]).toEqual([0, 0]);
  const elsewhere = places.take(0);
  expect(elsewhere).toBe(1);
  expect([...places.turnedAway.subarray(0, 2)]).toEqual([1, 0]);
  places.giveBack(0);
  expect(places.take(0)).toBe(0);
  expect(places.most[0]).toBe(2);
});

describe('paid hours', () => {
  const evening = town(['parking.paidFrom=09:00', 'parking.paidUntil=18:00', 'parking.paidDays=monday-saturday']);
  const h = 3600;
  test('by hand: 17–20 h is one paid hour on a weekday and a Saturday, none on a Sunday; all of it without hours', () => {
    expect(paidS(evening, 0, 17 * h, 3 * h)).toBe(h);
    expect(paidS(evening, 1, 17 * h, 3 * h)).toBe(h);
    expect(paidS(evening, 2, 17 * h, 3 * h)).toBe(0);
    expect(paidS(evening, 0, 19 * h, 3 * h)).toBe(0);
    expect(paidS(town(), 2, 17 * h, 3 * h)).toBe(3 * h);
    const night = town(['parking.paidFrom=22:00', 'parking.paidUntil=06:00']);
    expect(paidS(night, 0, 21 * h, 2 * h)).toBe(h);
    expect(paidS(night, 0, 5 * h, 4 * h)).toBe(h);
  });
});

describe('resident permits', () => {
  const paid = `prices.parkingEurPerHourByZone={ ${zones.name[0]}: 3 }`;
  const permits = ['parking.permitEurPerMonth=10', 'parking.permitSecondEurPerMonth=25'];

  test('by hand: one car 10, two cars 35, three cars with two permits 35, nothing where parking is free', () => {
    const { households } = buildPopulation(town(BASE), district);
    const scenario = town([...BASE, paid, ...permits]);
    const eur = permitsEurPerMonth(scenario, households, zones);
    const expected = [0, 10, 35, 35];
    for (let i = 0; i < households.count; i++)
      expect(eur[i]).toBe(households.zone[i] === 0 ? expected[Math.min(3, households.cars[i]!)] : 0);
  });

  test('cars beyond the permits stand outside the paid area: as many as there are cars less permits', () => {
    const scenario = town([...BASE, paid, 'parking.permitsPerHousehold=1']);
    const { households, cars } = buildPopulation(scenario, district);
    const without = carsWithoutPermit(scenario, households, cars, zones);
    let expected = 0;
    for (let i = 0; i < households.count; i++)
      if (households.zone[i] === 0) expected += Math.max(0, households.cars[i]! - 1);
    expect(without.reduce((a, b) => a + b, 0)).toBe(expected);
  });

  test('with a permit parking around home is free, visitors pay; permits and parking are money of the municipality', async () => {
    const run = await runWith([paid, ...permits]);
    const { trips } = run.day;
    let visitors = 0;
    for (const t of carTrips(run)) {
      const home = run.population.households.zone[run.population.persons.household[trips.person[t]!]!]!;
      if (trips.toZone[t] !== 0 || home === 0) expect(trips.parkingEur[t]).toBe(0);
      else if (trips.parkingEur[t]! > 0) visitors++;
    }
    expect(visitors).toBeGreaterThan(10);
    const accounts = mobilityAccounts(run.scenario, run.population, zones, [run.day]);
    expect(accounts.parkingEurPerYear).toBeGreaterThan(0);
    const permitEur = permitsEurPerMonth(run.scenario, run.population.households, zones).reduce((a, b) => a + b, 0);
    expect(accounts.permitsEurPerYear).toBeCloseTo(12 * permitEur, 6);
  });

  test('without permits the people of the paid zone drive less, the others hardly differ', async () => {
    const count = (run: Run, zone: number): number =>
      carTrips(run).filter(
        (t) => run.population.households.zone[run.population.persons.household[run.day.trips.person[t]!]!] === zone,
      ).length;
    const all = await runWith([paid]);
    const none = await runWith([paid, 'parking.permitsPerHousehold=0']);
    expect(count(none, 0)).toBeLessThan(0.97 * count(all, 0));
    expect(count(none, 1)).toBe(count(all, 1));
  });
});
