import { beforeAll, describe, expect, test } from 'vitest';
import { type Parallel, serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { Population } from '../../engine/demand/population.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import { MODES, type TravelDay } from '../../engine/mobility/stores.ts';
import { prepareTravel } from '../../engine/mobility/travel-network.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const CAR = MODES.indexOf('car');
const SHARED_CAR = MODES.indexOf('shared-car');
const SHARED_BIKE = MODES.indexOf('shared-bike');
const NONE = 0xffffffff;

interface Simulated {
  readonly day: TravelDay;
  readonly population: Population;
}

async function simulate(
  overrides: readonly string[] = [],
  dayType = 0,
  parallel: Parallel = serial,
): Promise<Simulated> {
  const scenario = town(['travel.sampleShare=0.1', 'travel.congestionIterations=1', ...overrides]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, dayType, serial, context);
  const routing = await prepareTravel(scenario, district);
  const day = await simulateTravelDay({ scenario, district, population, plans, dayType, routing, parallel, context });
  return { day, population };
}

const count = ({ day }: Simulated, mode: number): number =>
  day.trips.mode.reduce((sum, m, t) => sum + (day.trips.failure[t] === 0 && m === mode ? 1 : 0), 0);

describe('a weekday in the small town', () => {
  let base: Simulated;
  beforeAll(async () => {
    base = await simulate();
  });

  test('every planned trip is made or failed with a cause, and made trips take time and space', () => {
    const { trips } = base.day;
    for (let t = 0; t < trips.count; t++) {
      if (trips.failure[t] !== 0) continue;
      expect(trips.travelTimeS[t]!).toBeGreaterThan(0);
      expect(trips.travelTimeS[t]!).toBeLessThan(5 * 3600);
      expect(Number.isFinite(trips.distanceM[t]!)).toBe(true);
      expect(trips.costEur[t]!).toBeGreaterThanOrEqual(trips.parkingEur[t]!);
    }
  });

  test('a car that leaves home comes back, and its stays fill the day in order', () => {
    const { parking } = base.day;
    const { cars } = base.population;
    for (let car = 0; car < cars.count; car++) {
      const from = parking.firstStay[car]!;
      const to = parking.firstStay[car + 1]!;
      if (from === to) continue;
      expect(parking.arrivalS[from]).toBe(0);
      expect(parking.departureS[to - 1]).toBe(86_400);
      expect(parking.node[to - 1]).toBe(parking.node[from]);
      for (let stay = from; stay < to; stay++) {
        expect(parking.departureS[stay]!).toBeGreaterThanOrEqual(parking.arrivalS[stay]!);
        if (stay > from) expect(parking.arrivalS[stay]!).toBeGreaterThanOrEqual(parking.departureS[stay - 1]!);
      }
    }
  });

  test('all cars of sampled households have stays and no others', () => {
    const { parking } = base.day;
    const { cars, households } = base.population;
    for (let car = 0; car < cars.privateCount; car++) {
      const stays = parking.firstStay[car + 1]! - parking.firstStay[car]!;
      expect(stays > 0).toBe(households.inSample[cars.household[car]!] === 1);
    }
  });

  test('metres driven in the trips are metres driven between the stays', () => {
    const { trips, parking } = base.day;
    const driven = trips.carM.reduce((sum, metres) => sum + metres, 0);
    const parked = parking.drivenM.reduce((sum, metres) => sum + metres, 0);
    expect(driven).toBeGreaterThan(100_000);
    expect(Math.abs(parked / driven - 1)).toBeLessThan(1e-5);
  });

  test('no car is driven by two people at a time', () => {
    const { trips } = base.day;
    const uses = new Map<number, Array<{ from: number; to: number; tour: string }>>();
    for (let t = 0; t < trips.count; t++) {
      if (trips.car[t] === NONE) continue;
      const list = uses.get(trips.car[t]!) ?? [];
      list.push({
        from: trips.departureS[t]!,
        to: trips.departureS[t]! + trips.travelTimeS[t]!,
        tour: `${trips.person[t]}/${trips.tour[t]}`,
      });
      uses.set(trips.car[t]!, list);
    }
    for (const list of uses.values()) {
      list.sort((a, b) => a.from - b.from);
      for (let i = 1; i < list.length; i++) expect(list[i]!.from).toBeGreaterThanOrEqual(Math.floor(list[i - 1]!.to));
      // Once another tour uses the car, the tour before does not get it back.
      const order = list.map(({ tour }) => tour).filter((tour, i, all) => tour !== all[i - 1]);
      expect(new Set(order).size).toBe(order.length);
    }
  });

  test('a tour by own car or shared car is by that car from door to door, short walks between stops apart', () => {
    const { trips } = base.day;
    for (let t = 1; t < trips.count; t++) {
      if (trips.person[t] !== trips.person[t - 1] || trips.tour[t] !== trips.tour[t - 1]) continue;
      for (const mode of [CAR, SHARED_CAR])
        if (trips.mode[t] === mode || trips.mode[t - 1] === mode) {
          // Between two stops one may walk for up to seven minutes while the car stays.
          for (const at of [t, t - 1])
            if (trips.mode[at] !== mode) {
              expect(MODES[trips.mode[at]!]).toBe('walk');
              expect(trips.travelTimeS[at]!).toBeLessThan(420);
            }
          if (trips.mode[t] === trips.mode[t - 1]) expect(trips.car[t]).toBe(trips.car[t - 1]);
        }
    }
  });

  test('nobody drives without a licence', () => {
    const { trips } = base.day;
    for (let t = 0; t < trips.count; t++)
      if (trips.car[t] !== NONE) expect(base.population.persons.licence[trips.person[t]!]).toBe(1);
  });

  test('chunks in another order, each on a thread of its own, give the same day', async () => {
    const backwards: Parallel = {
      threads: 1,
      async run(_name, job, payload, chunkCount) {
        for (let chunk = chunkCount - 1; chunk >= 0; chunk--) job(payload)(chunk);
      },
    };
    const again = await simulate([], 0, backwards);
    expect(again.day.trips.mode).toEqual(base.day.trips.mode);
    expect(again.day.trips.costEur).toEqual(base.day.trips.costEur);
    expect(again.day.flows.carPerH).toEqual(base.day.flows.carPerH);
    expect(again.day.parking.drivenM).toEqual(base.day.parking.drivenM);
  });

  test('dear parking in one place leaves trips elsewhere as they are and takes cars away from it', async () => {
    const dear = await simulate([
      'prices.parkingEurPerHourByZone={ City: 15 }',
      'parking.freeAtWorkShare=0',
      'parking.freeOnSiteShare=0',
      'parking.commuterMaxEurPerDay=25',
    ]);
    const toCity = (simulated: Simulated) => {
      const { trips } = simulated.day;
      let cars = 0;
      for (let t = 0; t < trips.count; t++) if (trips.toZone[t] === 2 && trips.mode[t] === CAR) cars++;
      return cars;
    };
    expect(toCity(dear)).toBeLessThan(0.85 * toCity(base));
    const { trips } = base.day;
    const cityPeople = new Set<number>();
    for (let t = 0; t < trips.count; t++)
      if (trips.toZone[t] === 2) cityPeople.add(base.population.persons.household[trips.person[t]!]!);
    let changed = 0;
    for (let t = 0; t < trips.count; t++)
      if (
        !cityPeople.has(base.population.persons.household[trips.person[t]!]!) &&
        trips.mode[t] !== dear.day.trips.mode[t]
      )
        changed++;
    expect(changed).toBe(0);
  });

  test('shared cars and bikes run out: who is turned away is counted and travels another way', async () => {
    const wanted = ['choice.constants.sharedCar=1.5', 'choice.constants.sharedBike=3'];
    const few = await simulate([
      ...wanted,
      'fleets.sharedCarsPerNeighbourhoodHub=20',
      'fleets.sharedBikesPerNeighbourhoodHub=20',
    ]);
    const turned = few.day.hubs.turnedAwayCar.reduce((a, b) => a + b, 0);
    expect(turned).toBeGreaterThan(0);
    const { trips } = few.day;
    let elsewhere = 0;
    for (let t = 0; t < trips.count; t++)
      if (trips.turnedAwayFrom[t] === SHARED_CAR && trips.failure[t] === 0 && trips.mode[t] !== SHARED_CAR) elsewhere++;
    expect(elsewhere).toBeGreaterThan(0);
    for (const standing of few.day.hubs.sharedCars) expect(standing).toBeGreaterThanOrEqual(0);
    const none = await simulate([
      ...wanted,
      'fleets.sharedCarsPerNeighbourhoodHub=0',
      'fleets.sharedBikesPerNeighbourhoodHub=0',
      'fleets.sharedBikesPerStation=0',
    ]);
    expect(count(none, SHARED_CAR)).toBe(0);
    expect(count(none, SHARED_BIKE)).toBe(0);
    const many = await simulate([
      ...wanted,
      'fleets.sharedCarsPerNeighbourhoodHub=300',
      'fleets.sharedBikesPerNeighbourhoodHub=300',
    ]);
    expect(count(many, SHARED_CAR)).toBeGreaterThan(count(few, SHARED_CAR));
  });

  test('halving the sample keeps the shares of modes within three standard errors', async () => {
    const half = await simulate(['travel.sampleShare=0.05']);
    const tours = half.day.trips.count / 2.4;
    MODES.forEach((name, mode) => {
      const share = count(base, mode) / base.day.trips.count;
      const other = count(half, mode) / half.day.trips.count;
      // Both samples err: the difference has 1.5 times the variance of the smaller one.
      const error = Math.sqrt((1.5 * share * (1 - share)) / tours);
      expect(Math.abs(share - other), name).toBeLessThan(3 * error + 0.002);
    });
  });
});
