/** The queues' feedback loop on threads, and on streets that lock up. */
import { afterAll, expect, test } from 'vitest';
import { type Parallel, serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { District } from '../../engine/district/district.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { NO_ACCESS } from '../../engine/network/road-graph.ts';
import { openPool, type ThreadPool } from '../../engine/workers/pool.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const pools: ThreadPool[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** The town with streets that pass so many an hour. */
function narrow(capacityPcuPerH: number): District {
  const district = smallTown();
  const { roads } = district;
  return { ...district, roads: { ...roads, capacityPcuPerH: new Float32Array(roads.arcCount).fill(capacityPcuPerH) } };
}

async function dayOf(district: District, parallel: Parallel, ...overrides: string[]): Promise<TravelDay> {
  const scenario = town(['travel.sampleShare=1', ...overrides]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, parallel, context);
  return simulateTravelDay({ scenario, district, population, plans, dayType: 0, parallel, context });
}

test('1, 2 and 4 threads give the same queues, delays, modes and flows to the bit, on streets with traffic jams', async () => {
  const days: TravelDay[] = [];
  for (const threads of [1, 2, 4]) {
    const pool = await openPool(threads);
    pools.push(pool);
    days.push(await dayOf(narrow(90), pool, 'travel.congestionIterations=2', 'travel.congestionGap=0'));
  }
  const [one, ...others] = days as [TravelDay, ...TravelDay[]];
  expect(one.traffic!.rounds).toBe(2);
  expect(one.traffic!.gaps[0]).toBeGreaterThan(0.001);
  for (const day of others) {
    expect(Buffer.from(day.traffic!.quarterTimeMs.buffer).equals(Buffer.from(one.traffic!.quarterTimeMs.buffer))).toBe(
      true,
    );
    expect(Buffer.from(day.traffic!.quarterCars.buffer).equals(Buffer.from(one.traffic!.quarterCars.buffer))).toBe(
      true,
    );
    expect({ ...day.traffic, quarterTimeMs: 0, quarterCars: 0 }).toEqual({
      ...one.traffic,
      quarterTimeMs: 0,
      quarterCars: 0,
    });
    expect(day.trips).toEqual(one.trips);
    expect(day.flows).toEqual(one.flows);
  }
}, 600_000);

/** The town in four quarters that only a one-way ring of four short streets in the middle joins, counter-clockwise, a car on each. Whoever drives to
 *  another quarter takes one, two or three of them. Once all four are full of cars that go on, none of them ever moves again: a full ring is that
 *  in about one of five cases, and it is full hundreds of times in a rush hour. */
function ringTown(): District {
  const district = smallTown();
  const { roads } = district;
  const side = 16;
  const at = (x: number, y: number): number => y * side + x;
  const ring = [at(7, 7), at(8, 7), at(8, 8), at(7, 8)];
  const quarter = (node: number): number =>
    (node % side < side / 2 ? 0 : 1) + (Math.floor(node / side) < side / 2 ? 0 : 2);
  const carTimeMs = roads.carTimeMs.slice();
  const lengthM = roads.lengthM.slice();
  const capacityPcuPerH = roads.capacityPcuPerH.slice();
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const [from, to] = [roads.tail[arc]!, roads.head[arc]!];
    // The last node is the city beyond the motorway.
    if (Math.max(from, to) >= side * side || quarter(from) === quarter(to)) continue;
    const place = ring.indexOf(from);
    if (place >= 0 && ring[(place + 1) % 4] === to) {
      lengthM[arc] = 7.5;
      capacityPcuPerH[arc] = 120;
    } else carTimeMs[arc] = NO_ACCESS;
  }
  return { ...district, roads: { ...roads, carTimeMs, lengthM, capacityPcuPerH } };
}

test('a day whose demand locks a ring of streets ends, tells which wait for each other and how many are stuck, and keeps what was found', async () => {
  const district = ringTown();
  for (const seed of [1, 2]) {
    const options = ['travel.congestionIterations=1', `seed=${seed}`];
    const { traffic, trips } = await dayOf(district, serial, ...options, 'travel.gridlockRemoveMin=1440');
    const { roads } = district;
    expect(traffic!.gridlockedArcs).toHaveLength(4);
    for (const arc of traffic!.gridlockedArcs) expect(roads.lengthM[arc]).toBe(7.5);
    expect(traffic!.insideVehicles).toBeGreaterThan(100);
    expect(traffic!.arrivedVehicles).toBeGreaterThan(100);
    expect(traffic!.rounds).toBe(1);
    expect(trips.count).toBeGreaterThan(1000);
    for (const timeS of trips.travelTimeS) expect(timeS).toBeGreaterThanOrEqual(0);
    const freed = await dayOf(district, serial, ...options, 'travel.gridlockRemoveMin=5');
    expect(freed.traffic!.removedVehicles).toBeGreaterThan(0);
    expect(freed.traffic!.arrivedVehicles).toBeGreaterThan(traffic!.arrivedVehicles);
  }
}, 600_000);
