import { expect, test } from 'vitest';
import { leastCost } from '../../engine/charging/least-cost.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import type { ChargePhysics } from '../../engine/charging/physics.ts';
import { StorageCost } from '../../engine/charging/storage-cost.ts';
import { serial } from '../../engine/core/parallel.ts';
import type { SessionStore } from '../../engine/charging/stores.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

const still = { signal: undefined, onProgress: () => {} };
const lossless = { efficiencyShare: 1, fixedLossKw: 0, standbyKw: 0, curves: [] };

test('least cost by hand: 15 kWh at 10 kW in three hours of 0.30, 0.10 and 0.20 EUR costs 10 · 0.10 + 5 · 0.20 = 2 EUR', async () => {
  const sessions = {
    count: 1,
    car: Uint32Array.of(0),
    area: Uint32Array.of(0),
    arrivalStep: Uint32Array.of(0),
    departureStep: Uint32Array.of(3),
    chargedKwh: Float32Array.of(15),
    dischargedKwh: Float32Array.of(0),
    gainedKwh: Float32Array.of(15),
  } as unknown as SessionStore;
  const price = Float64Array.of(0.3, 0.1, 0.2);
  const least = async (physics: ChargePhysics): Promise<[number, number]> => {
    const power = { chargeKw: () => 10, dischargeKw: () => 0 };
    const ev = Float32Array.of(10, 5, 0);
    const { costEur, leastEur } = await leastCost(1, 1, price, ev, sessions, power, physics, 0.05, serial, still);
    return [costEur[0]!, leastEur[0]!];
  };
  const [cost, plain] = await least(lossless);
  expect(plain).toBeCloseTo(2, 12);
  expect(cost).toBeCloseTo(3.5, 6);
  // 0.5 kW lost while 10 kW flow: 15 / 0.95 kWh from the grid; standby of 0.1 kW in each hour.
  const [, lossy] = await least({ ...lossless, fixedLossKw: 0.5, standbyKw: 0.1 });
  expect(lossy).toBeCloseTo(10 * 0.1 + (15 / 0.95 - 10) * 0.2 + 0.1 * 0.6, 12);
});

test('with discharge by hand: empty at 0.10, full at 0.40: 9 kWh stored earn 9 · 0.9 · 0.40, and must be bought again at 0.20', () => {
  const storage = new StorageCost();
  const price = Float64Array.of(0.1, 0.4, 0.2);
  // 10 kW for an hour stores 9 kWh; there is room for it, and nothing is to be gained in the end.
  const least = storage.least(price, 9, 20, 0.9, 0.9, 0, 0, 9, 0);
  expect(least).toBeCloseTo(10 * 0.1 - 9 * 0.9 * 0.4, 12);
  // Ends with 9 kWh more than it began: bought back in the third hour.
  expect(storage.least(price, 9, 20, 0.9, 0.9, 0, 0, 9, 9)).toBeCloseTo(10 * 0.1 - 9 * 0.9 * 0.4 + 10 * 0.2, 12);
  // With a wear above what the trade earns it is not done.
  expect(storage.least(price, 9, 20, 0.9, 0.9, 0.5, 0, 9, 0)).toBeCloseTo(0, 12);
});

test('with discharge the least cost of a stay is what the interior point method proves for a site of that one car, 40 random stays', async () => {
  const storage = new StorageCost();
  for (let seed = 1; seed <= 40; seed++) {
    const site = randomSite({ seed, sessions: 1, steps: 60, v2gShare: 1, pvFactor: 0 });
    const { sessions, efficiencyShare, stepH, wearEurPerKwh } = site;
    const alone = { ...site, loadKw: site.loadKw.map(() => 0), feedInEurPerKwh: site.priceEurPerKwh };
    const optimum = await solveOptimum(alone, 'cost', 1e-7);
    const [initial, target] = [sessions.initialKwh[0]!, sessions.targetKwh[0]!];
    const least = storage.least(
      site.priceEurPerKwh.subarray(sessions.arrivalStep[0]!, sessions.departureStep[0]!),
      11 * stepH * efficiencyShare,
      (10 * stepH) / efficiencyShare,
      efficiencyShare,
      efficiencyShare,
      wearEurPerKwh,
      Math.max(0, initial - sessions.floorKwh[0]!),
      target - initial,
      target - initial,
    );
    expect(Math.abs(least - optimum.objective)).toBeLessThan(1e-5 * Math.max(1, Math.abs(least)));
    expect(least).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-6);
  }
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

test.each([
  'v2g-self-consumption',
  'v2g-peak-shaving',
  'v2g-arbitrage',
  'v2g-congestion',
  'v2g-mpc',
  'mpc',
  'solar-following',
] as const)(
  '%s with losses that depend on power, standby and wear: no transformer’s charging costs less than its proven least',
  async (strategy) => {
    const charging = { strategy, fixedLossW: 150, standbyW: 5, oneWayEfficiencyShare: 0.9455 } as const;
    const year = await simulateCharging(chargingInput({ carCount: 60, days: 4, start: '2025-06-01', charging }));
    const { costEur, leastEur } = year.costs!;
    for (let area = 0; area < costEur.length; area++)
      expect(costEur[area]).toBeGreaterThanOrEqual(leastEur[area]! - 1e-4 * Math.abs(leastEur[area]!));
    expect(sum(costEur)).toBeGreaterThan(sum(leastEur));
  },
);

test('discharge makes the least lower', async () => {
  const least = async (strategy: 'v2g-peak-shaving' | 'peak-shaving'): Promise<number> => {
    const year = await simulateCharging(chargingInput({ carCount: 60, days: 4, charging: { strategy } }));
    return sum(year.costs!.leastEur) / sum(year.cars.chargedKwh);
  };
  expect(await least('v2g-peak-shaving')).toBeLessThan(await least('peak-shaving'));
});
