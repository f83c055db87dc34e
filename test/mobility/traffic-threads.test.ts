/** The queues' feedback loop on threads, and on streets that lock up. */
import { afterAll, expect, test } from 'vitest';
import { type Parallel, serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { District } from '../../engine/district/district.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
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
    days.push(await dayOf(narrow(90), pool, 'travel.congestionIterations=3', 'travel.congestionGap=0'));
  }
  const [one, ...others] = days as [TravelDay, ...TravelDay[]];
  expect(one.traffic!.rounds).toBe(3);
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
});

test('a day whose demand locks the streets ends, tells which wait for each other and how many are stuck, and keeps what was found', async () => {
  const full = narrow(30);
  // Room for one car a street.
  const lengthM = new Float32Array(full.roads.arcCount).fill(7.5);
  const district = { ...full, roads: { ...full.roads, lengthM } };
  const lasting = await dayOf(district, serial, 'travel.congestionIterations=2', 'travel.gridlockRemoveMin=1440');
  const { traffic, trips } = lasting;
  expect(traffic!.gridlockedArcs.length).toBeGreaterThan(1);
  expect(traffic!.insideVehicles).toBeGreaterThan(0);
  expect(traffic!.arrivedVehicles).toBeGreaterThan(0);
  expect(traffic!.rounds).toBe(2);
  expect(trips.count).toBeGreaterThan(1000);
  for (const timeS of trips.travelTimeS) expect(timeS).toBeGreaterThanOrEqual(0);
  const freed = await dayOf(district, serial, 'travel.congestionIterations=2', 'travel.gridlockRemoveMin=5');
  expect(freed.traffic!.removedVehicles).toBeGreaterThan(0);
  expect(freed.traffic!.arrivedVehicles).toBeGreaterThan(traffic!.arrivedVehicles);
});
