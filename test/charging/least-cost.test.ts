import { expect, test } from 'vitest';
import { leastCost } from '../../engine/charging/least-cost.ts';
import { serial } from '../../engine/core/parallel.ts';
import type { SessionStore } from '../../engine/charging/stores.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput } from './fixtures.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test('least cost by hand: 15 kWh at 10 kW in three hours of 0.30, 0.10 and 0.20 EUR costs 10 · 0.10 + 5 · 0.20 = 2 EUR', async () => {
  const sessions = {
    count: 1,
    car: Uint32Array.of(0),
    area: Uint32Array.of(0),
    arrivalStep: Uint32Array.of(0),
    departureStep: Uint32Array.of(3),
    chargedKwh: Float32Array.of(15),
    dischargedKwh: Float32Array.of(0),
  } as unknown as SessionStore;
  const { costEur, leastEur } = await leastCost(
    1,
    1,
    Float64Array.of(0.3, 0.1, 0.2),
    Float32Array.of(10, 5, 0),
    sessions,
    () => 10,
    serial,
    { signal: undefined, onProgress: () => {} },
  );
  expect(leastEur[0]).toBeCloseTo(2, 12);
  expect(costEur[0]).toBeCloseTo(3.5, 6);
});

test.each(['uncontrolled', 'delayed', 'price', 'mpc', 'solar-following', 'peak-shaving'] as const)(
  '%s: no transformer’s charging costs less than the least of its sessions, and price comes nearest',
  async (strategy) => {
    const year = await simulateCharging(chargingInput({ days: 14, charging: { strategy } }));
    const { costEur, leastEur } = year.costs!;
    for (let area = 0; area < costEur.length; area++)
      expect(costEur[area]).toBeGreaterThanOrEqual(leastEur[area]! * (1 - 1e-4));
    const price = (await simulateCharging(chargingInput({ days: 14, charging: { strategy: 'price' } }))).costs!;
    if (strategy !== 'mpc')
      expect(sum(costEur) / sum(leastEur)).toBeGreaterThanOrEqual(sum(price.costEur) / sum(price.leastEur) - 1e-9);
  },
);

test('a strategy that discharges has no such bound', async () => {
  expect(
    (await simulateCharging(chargingInput({ days: 2, charging: { strategy: 'v2g-arbitrage' } }))).costs,
  ).toBeUndefined();
});
