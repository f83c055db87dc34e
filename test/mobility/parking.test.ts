import { beforeAll, describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { carsWithoutPermit, permitEffect, permitsEurPerMonth } from '../../engine/demand/parking-permits.ts';
import type { Population } from '../../engine/demand/population.ts';
import { mobilityAccounts } from '../../engine/mobility/accounts.ts';
import { CAR } from '../../engine/mobility/modes.ts';
import { ParkingPlaces } from '../../engine/mobility/parking-places.ts';
import { generalHours, paidS, parkingPrice } from '../../engine/mobility/parking-price.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { parsePaidHours } from '../../engine/scenario/paid-hours.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const BASE = ['travel.sampleShare=0.1', 'travel.traffic=none'];
/** Everybody away from home needs a public place. */
const PUBLIC = ['parking.freeAtWorkShare=0', 'parking.freeOnSiteShare=0'];
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
    free = await runWith(PUBLIC);
    few = await runWith([...PUBLIC, `parking.placesByZone={ ${name}: 200 }`]);
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
    const none = await runWith([...PUBLIC, `parking.placesByZone={ ${name}: 0 }`]);
    expect(mostVisitors(none, CITY)).toBe(0);
  });

  test('fewer places never let more cars in', async () => {
    let before = Infinity;
    for (const places of [2000, 400]) {
      const run = await runWith([...PUBLIC, `parking.placesByZone={ ${name}: ${places} }`]);
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
  const h = 3600;
  const paid = (levers: readonly string[], dayType: number, from: number, stay: number): number =>
    paidS(generalHours(town(levers))[dayType]!, from, from + stay);

  test('by hand: 17–20 h is one paid hour on a weekday and a Saturday, none on a Sunday; all of it without hours', () => {
    const evening = ['parking.paidFrom=09:00', 'parking.paidUntil=18:00', 'parking.paidDays=monday-saturday'];
    expect(paid(evening, 0, 17 * h, 3 * h)).toBe(h);
    expect(paid(evening, 1, 17 * h, 3 * h)).toBe(h);
    expect(paid(evening, 2, 17 * h, 3 * h)).toBe(0);
    expect(paid(evening, 0, 19 * h, 3 * h)).toBe(0);
    expect(paid([], 2, 17 * h, 3 * h)).toBe(3 * h);
    const night = ['parking.paidFrom=22:00', 'parking.paidUntil=06:00'];
    expect(paid(night, 0, 21 * h, 2 * h)).toBe(h);
    expect(paid(night, 0, 5 * h, 4 * h)).toBe(h);
  });

  test('hours of a zone are read as on a sign, and signs that say nothing are refused with the zone', () => {
    const hours = parsePaidHours('Mo-Sa 09:00-23:00; Su 12:00-18:00')!;
    expect(hours).toEqual([[[9 * h, 23 * h]], [[9 * h, 23 * h]], [[12 * h, 18 * h]]]);
    expect(parsePaidHours('off')).toEqual([[], [], []]);
    for (const bad of ['', '9-17', 'Mo-Fr 9:00-17:00', 'Tu 09:00-17:00', 'Mo-Fr 09:00-09:00', 'Mo-Fr 24:30-25:00'])
      expect(parsePaidHours(bad), bad).toBeNull();
    expect(() => town([`parking.paidHoursByZone={ ${zones.name[0]}: mornings }`])).toThrow(
      /parking\.paidHoursByZone.*must be hours like Mo-Fr 06:00-11:00/,
    );
    expect(() => parkingPrice(town(['parking.paidHoursByZone={ Atlantis: Mo-Fr 06:00-11:00 }']), zones, 0)).toThrow(
      /parking\.paidHoursByZone\.Atlantis — must be the code or name of a zone/,
    );
  });

  test('by hand: Monday to Friday 6–11 h at 5.22: 9–13 h costs 10.44, on Saturday nothing; two free hours leave nothing of them', () => {
    const name = zones.name[0]!;
    const levers = [
      `prices.parkingEurPerHourByZone={ ${name}: 5.22 }`,
      `parking.paidHoursByZone={ ${name}: Mo-Fr 06:00-11:00 }`,
    ];
    const LEISURE = 4;
    expect(parkingPrice(town(levers), zones, 0).eur(LEISURE, 0, 9 * h, 4 * h)).toBeCloseTo(10.44, 9);
    expect(parkingPrice(town(levers), zones, 1).eur(LEISURE, 0, 9 * h, 4 * h)).toBe(0);
    const free = [...levers, `parking.freeMinByZone={ ${name}: 120 }`];
    expect(parkingPrice(town(free), zones, 0).eur(LEISURE, 0, 9 * h, 4 * h)).toBe(0);
    expect(parkingPrice(town(free), zones, 0).eur(LEISURE, 0, 8 * h, 4 * h)).toBeCloseTo(5.22, 9);
  });
});

describe('who pays', () => {
  const paid = `prices.parkingEurPerHourByZone={ ${zones.name[0]}: 3 }`;
  const [WORK, LEISURE, VISIT] = [1, 4, 5];

  test('the share with a free place of the employer is the lever’s, and a higher one only adds people', () => {
    const few = parkingPrice(town([paid, 'parking.freeAtWorkShare=0.4']), zones, 0);
    const many = parkingPrice(town([paid, 'parking.freeAtWorkShare=0.8']), zones, 0);
    let inFew = 0;
    let inMany = 0;
    for (let person = 0; person < 20_000; person++) {
      const before = few.hasOwnPlace(person, WORK, 0);
      const now = many.hasOwnPlace(person, WORK, 0);
      if (before) expect(now).toBe(true);
      inFew += Number(before);
      inMany += Number(now);
    }
    // Three standard errors of 20,000 draws are about 0.01.
    expect(inFew / 20_000).toBeCloseTo(0.4, 1.7);
    expect(inMany / 20_000).toBeCloseTo(0.8, 1.7);
  });

  test('by hand: visits pay half, work no more than a subscription a day', () => {
    const price = parkingPrice(town([paid]), zones, 0);
    const day = 9 * 3600;
    expect(price.eur(LEISURE, 0, day, day)).toBe(25);
    expect(price.eur(VISIT, 0, day, day)).toBeCloseTo(13.5, 9);
    expect(price.eur(WORK, 0, day, day)).toBe(8);
  });

  test('with a place for everybody nobody pays, whatever the tariff', async () => {
    const run = await runWith([paid, 'parking.freeAtWorkShare=1', 'parking.freeOnSiteShare=1']);
    for (const t of carTrips(run)) expect(run.day.trips.parkingEur[t]).toBe(0);
  });
});

describe('permits and car ownership', () => {
  const paid = `prices.parkingEurPerHourByZone={ ${zones.name[0]}: 3 }`;
  const dear = [paid, 'parking.permitEurPerMonth=100', 'parking.permitSecondEurPerMonth=100'];

  test('by hand: EUR 1,200 a year on 5,900 at an elasticity of −0.7 leaves (7,100 / 5,900)^−0.7 = 87.8 % of the cars', () => {
    const scenario = town(dear);
    expect(permitEffect(scenario, zones).factor(0, Uint8Array.of(1, 1, 2, 0))).toBeCloseTo(0.8784, 4);
    expect(permitEffect(scenario, zones).factor(1, Uint8Array.of(1, 1, 2, 0))).toBe(1);
    const counted = town([...dear, `parking.permitEurAtCountByZone={ ${zones.name[0]}: 100 }`]);
    expect(permitEffect(counted, zones).factor(0, Uint8Array.of(1, 1, 2, 0))).toBe(1);
    // One permit at 100, the car without one counts as dear as the dearest.
    const one = town([...dear, 'parking.permitsPerHousehold=1', 'parking.permitSecondEurPerMonth=50']);
    expect(permitEffect(one, zones).factor(0, Uint8Array.of(2))).toBeCloseTo(0.8784, 4);
  });

  test('a dearer permit takes cars from the paid zone and gives nobody one; the others keep theirs; without elasticity nothing changes', () => {
    const cheap = buildPopulation(town([...BASE, paid]), district).households;
    const costly = buildPopulation(town([...BASE, ...dear]), district).households;
    const rigid = buildPopulation(town([...BASE, ...dear, 'parking.permitElasticity=0']), district).households;
    const free = buildPopulation(town(BASE), district).households;
    let before = 0;
    let after = 0;
    for (let i = 0; i < cheap.count; i++) {
      expect(costly.cars[i]!).toBeLessThanOrEqual(cheap.cars[i]!);
      if (cheap.zone[i] !== 0) expect(costly.cars[i]).toBe(cheap.cars[i]);
      else {
        before += free.cars[i]!;
        after += costly.cars[i]!;
      }
    }
    expect(after / before).toBeCloseTo(0.8784, 2);
    expect([...rigid.cars]).toEqual([...free.cars]);
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
    const all = await runWith([paid, 'parking.permitElasticity=0']);
    const none = await runWith([paid, 'parking.permitElasticity=0', 'parking.permitsPerHousehold=0']);
    expect(count(none, 0)).toBeLessThan(0.97 * count(all, 0));
    expect(Math.abs(count(none, 1) / count(all, 1) - 1)).toBeLessThan(0.02);
  });
});
