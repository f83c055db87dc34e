/** The travel day on roads that fill up. */
import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { Stream } from '../../engine/core/random.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { carTurns } from '../../engine/network/turn-costs.ts';
import { prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };

async function dayOf(...overrides: string[]): Promise<TravelDay> {
  const scenario = town(['travel.sampleShare=0.3', ...overrides]);
  const district = smallTown();
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  return simulateTravelDay({ scenario, district, population, plans, dayType: 0, parallel: serial, context });
}

test('queues: every vehicle that set out arrived, gave up or is inside; rounds, gap and its trace are told', async () => {
  const { traffic } = await dayOf('travel.congestionIterations=4');
  expect(traffic).toBeDefined();
  expect(traffic!.gaps).toHaveLength(traffic!.rounds);
  expect(traffic!.rounds).toBeLessThanOrEqual(4);
  for (const gap of traffic!.gaps) expect(gap).toBeGreaterThanOrEqual(0);
  expect(traffic!.arrivedVehicles + traffic!.removedVehicles + traffic!.insideVehicles).toBeGreaterThanOrEqual(
    traffic!.vehicles - 1e-6,
  );
  if (traffic!.settled) expect(traffic!.gaps.at(-1)).toBeLessThanOrEqual(0.01);
});

test('an out-of-reach gap ends after the last round and says that it was not reached', async () => {
  const { traffic } = await dayOf('travel.congestionIterations=1', 'travel.congestionGap=0');
  expect(traffic!.rounds).toBe(1);
  expect(traffic!.settled).toBe(false);
});

test('hourly flows are the sums of the quarters, hourly times lie between the quarters’', async () => {
  const { traffic, flows } = await dayOf('travel.congestionIterations=2');
  const arcs = flows.bikePerDay.length;
  for (let hour = 7; hour < 10; hour++)
    for (let arc = 0; arc < arcs; arc++) {
      const quarters = [0, 1, 2, 3].map((q) => (4 * hour + q) * arcs + arc);
      const cars = quarters.reduce((sum, at) => sum + traffic!.quarterCars[at]!, 0);
      expect(flows.carPerH[hour * arcs + arc]!).toBeCloseTo(cars, 3);
      const times = quarters.map((at) => traffic!.quarterTimeMs[at]!);
      expect(flows.carTimeMs[hour * arcs + arc]!).toBeGreaterThanOrEqual(Math.min(...times) - 1);
      expect(flows.carTimeMs[hour * arcs + arc]!).toBeLessThanOrEqual(Math.max(...times) + 1);
    }
});

test('the gap is fair: streets and turns along any route add up to the time the search found, so that driving the fastest is a gap of nought', async () => {
  const { roads } = smallTown();
  const turnMs = carTurns(roads);
  const query = new RoadQuery(prepareRoads(roads, roads.carTimeMs, 'car'));
  const random = new Stream(3, 'pairs');
  let turns = 0;
  for (let pair = 0; pair < 300; pair++) {
    const arcs: number[] = [];
    const timeMs = query.walk(
      random.integer(roads.nodeCount),
      random.integer(roads.nodeCount),
      (arc) => void arcs.push(arc),
    );
    let sumMs = 0;
    for (const [i, arc] of arcs.entries()) {
      sumMs += roads.carTimeMs[arc]!;
      if (i > 0) sumMs += turnMs(arcs[i - 1]!, arc);
      if (i > 0 && turnMs(arcs[i - 1]!, arc) > 0) turns++;
    }
    expect(sumMs).toBe(timeMs);
  }
  // Left turns at main junctions are among them.
  expect(turns).toBeGreaterThan(20);
  const { traffic } = await dayOf('travel.congestionIterations=1', 'travel.sampleShare=0.002');
  expect(traffic!.gaps[0]).toBe(0);
});

test('the same day twice is the same to the bit; volume-delay and free flow stay possible and have no queues', async () => {
  const a = await dayOf('travel.congestionIterations=2');
  const b = await dayOf('travel.congestionIterations=2');
  expect([...a.traffic!.quarterTimeMs]).toEqual([...b.traffic!.quarterTimeMs]);
  expect([...a.trips.mode]).toEqual([...b.trips.mode]);
  for (const traffic of ['volume-delay', 'none']) {
    const day = await dayOf(`travel.traffic=${traffic}`);
    expect(day.traffic).toBeUndefined();
    expect(day.trips.count).toBe(a.trips.count);
  }
});
