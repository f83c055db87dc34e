/** Where losing energy pays: negative prices, losses that depend on power. What HiGHS solves beside us is named in `optimum/highs.ts`:
 *  `mixtures` is the convex hull of what a car can do in a step, `modes` the same with one direction a step (whole numbers). */
import { describe, expect, test } from 'vitest';
import { makeChains } from '../../engine/charging/optimum/chains.ts';
import { type Programme, solveWithHighs } from '../../engine/charging/optimum/highs.ts';
import { type Optimum, solveOptimum } from '../../engine/charging/optimum/index.ts';
import { lossyCharge, lossyDischarge } from '../../engine/charging/optimum/schedule.ts';
import type { Site } from '../../engine/charging/site.ts';
import { type RandomSite, randomSite } from './random-site.ts';

const PRICES = {
  usual: (price: number) => price,
  'negative at noon': (price: number, hour: number) => (hour > 10 && hour < 15 ? -0.3 * price : price),
  'negative all day': (price: number) => -price,
} as const;
type Day = keyof typeof PRICES;

/** @param lossKw constant loss while power flows */
function day(of: RandomSite, prices: Day, lossKw: number): Site {
  const plain = randomSite(of);
  return {
    ...plain,
    priceEurPerKwh: plain.priceEurPerKwh.map((price, t) => PRICES[prices](price, (t * plain.stepH) % 24)),
    ...(lossKw > 0 && {
      physics: { efficiencyShare: plain.efficiencyShare, fixedLossKw: lossKw, standbyKw: 0, curves: [] },
    }),
  };
}

const days = Object.keys(PRICES) as Day[];
const cases = days.flatMap((prices) =>
  [0, 0.15].flatMap((lossKw) => [0, 1.02].map((limitFactor) => [prices, lossKw, limitFactor] as const)),
);

describe.each(cases)('prices %s, constant loss %f kW, limit %f of the lowest peak', (prices, lossKw, limitFactor) => {
  test.each([0, 0.5, 1])(
    'discharge share %f, 60 cars: proven to 0.1 % (0.6 % where cars that may discharge are paid to waste all day), HiGHS 1.15.3 (mixtures) lies between bound and plan, and cars can carry the plan out',
    async (v2gShare) => {
      const site = day({ seed: 11, sessions: 60, v2gShare, ...(limitFactor > 0 && { limitFactor }) }, prices, lossKw);
      const ours = await solveOptimum(site, 'cost', 1e-3);
      const reference = await solveWithHighs(site, 'cost', {}, 'mixtures');
      const size = Math.abs(reference.objective);
      expect(ours.gap).toBeLessThan(prices === 'negative all day' && v2gShare > 0 ? 6e-3 : 1e-3);
      expect(ours.lowerBound).toBeLessThanOrEqual(reference.objective + 1e-6 * size);
      expect(ours.objective).toBeGreaterThanOrEqual(reference.objective - 1e-6 * size);
      expectFeasible(site, ours);
    },
    60_000,
  );
});

test.each([
  ['negative all day', 0, 1, 1],
  ['negative all day', 0.15, 2, 2],
  ['negative all day', 0.15, 5, 2],
  ['negative all day', 0, 5, 2],
  ['negative at noon', 0.15, 5, 2],
] as const)(
  'prices %s, constant loss %f kW, %i cars (seed %i): HiGHS with whole numbers finds no plan below our bound, and ours is within 0.02 % of its best',
  async (prices, lossKw, sessions, seed) => {
    const site = day({ seed, sessions, v2gShare: 1, steps: 48 }, prices, lossKw);
    const ours = await solveOptimum(site, 'cost', 1e-5);
    const of = async (programme: Programme): Promise<number> =>
      (await solveWithHighs(site, 'cost', { time_limit: 30 }, programme)).objective;
    const modes = await of('modes');
    const size = Math.abs(modes);
    expect(ours.lowerBound).toBeLessThanOrEqual(modes + 1e-6 * size);
    expect(ours.objective).toBeGreaterThanOrEqual(modes - 1e-4 * size);
    expect(ours.objective - modes).toBeLessThan(2e-4 * size);
  },
  120_000,
);

/** No step in both directions, power within limits, and contents that physics allows: what a step stores lies between what it loses at
 *  most and at least. The set of contents that can be reached is an interval, carried along. */
function expectFeasible(site: Site, { schedule }: Optimum): void {
  const { sessions, stepCount } = site;
  const all = Array.from({ length: sessions.count }, (_, s) => s);
  const chains = makeChains(site, all, 0, stepCount);
  for (let s = 0; s < sessions.count; s++) {
    const chain = chains.session.indexOf(s);
    const [into, outOf] = chain < 0 ? [0, 0] : [chains.inKwh[chain]!, chains.outKwh[chain]!];
    const slow = { in: lossyCharge(site, s), out: lossyDischarge(site, s) };
    const [most, mostOut] = [sessions.maximumKw[s]!, sessions.maximumDischargeKw[s]!];
    const low = Math.min(sessions.initialKwh[s]!, sessions.floorKwh[s]!);
    const high = Math.max(sessions.targetKwh[s]!, sessions.ceilingKwh?.[s] ?? 0);
    let [least, largest] = [sessions.initialKwh[s]!, sessions.initialKwh[s]!];
    for (let k = schedule.first[s]!; k < schedule.first[s + 1]!; k++) {
      const [charge, given] = [schedule.chargeKw[k]!, schedule.dischargeKw[k]!];
      expect(charge * given).toBe(0);
      expect(charge).toBeLessThanOrEqual(most + 1e-9);
      expect(given).toBeLessThanOrEqual(mostOut + 1e-9);
      if (chain < 0) continue;
      const gains =
        charge > 0
          ? [edge(charge, slow.in.powerKw, slow.in.energyKwh, most, into * most), into * charge]
          : [-edge(given, slow.out.powerKw, slow.out.energyKwh, mostOut, outOf * mostOut), -outOf * given];
      least = Math.max(low, least + Math.min(...gains));
      largest = Math.min(high, largest + Math.max(...gains));
      expect(largest).toBeGreaterThan(least - 1e-6);
    }
    if (chain >= 0) expect(largest).toBeGreaterThan(sessions.targetKwh[s]! - 1e-6);
  }
}

/** Energy at a mean power where most is lost: straight from nothing to the slow power, and from there to full power. */
function edge(powerKw: number, slowKw: number, slowKwh: number, fullKw: number, fullKwh: number): number {
  if (slowKw === 0 && slowKwh === 0) return fullKw > 0 ? (powerKw * fullKwh) / fullKw : 0;
  if (powerKw <= slowKw) return slowKw > 0 ? (powerKw / slowKw) * slowKwh : slowKwh;
  return slowKwh + ((powerKw - slowKw) / (fullKw - slowKw)) * (fullKwh - slowKwh);
}
