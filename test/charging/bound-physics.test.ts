import { expect, test } from 'vitest';
import { makeCurve } from '../../engine/charging/charge-curve.ts';
import { contest } from '../../engine/charging/contest.ts';
import { LABORATORY, runStrategy } from '../../engine/charging/laboratory.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { objectiveValue, type Site } from '../../engine/charging/site.ts';
import type { StrategyDefinition } from '../../engine/charging/snapshot.ts';
import { strategyByName } from '../../engine/charging/strategies/index.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const settings = chargingSettings(scenarioWith({}));
const context = { signal: undefined, onProgress: () => {} };

/** One car, six hours, losses of 0.4 kW while power flows, a curve that tapers from 70 % on. */
function small(price: number[]): Site {
  const base = randomSite({ seed: 4, sessions: 1, steps: 6, v2gShare: 1, pvFactor: 0 });
  const one = (value: number): Float64Array => Float64Array.of(value);
  return {
    ...base,
    stepH: 1,
    loadKw: Float64Array.of(3, 9, 6, 8, 2, 4),
    priceEurPerKwh: Float64Array.from(price),
    physics: {
      efficiencyShare: base.efficiencyShare,
      fixedLossKw: 0.4,
      standbyKw: 0,
      curves: [
        makeCurve([
          { percentage: 0, powerKw: 11 },
          { percentage: 70, powerKw: 11 },
          { percentage: 100, powerKw: 2 },
        ]),
      ],
    },
    sessions: {
      ...base.sessions,
      arrivalStep: Uint32Array.of(0),
      departureStep: Uint32Array.of(6),
      statedDepartureStep: Uint32Array.of(6),
      initialKwh: one(20),
      targetKwh: one(34),
      ceilingKwh: one(40),
      capacityKwh: one(40),
      floorKwh: one(8),
      curve: Int16Array.of(0),
      minimumKw: one(0),
      maximumKw: one(11),
      maximumDischargeKw: one(10),
    },
  };
}

test.each([
  ['dear evening', [0.3, 0.6, 0.1, 0.5, 0.12, 0.2]],
  ['negative noon', [0.3, -0.1, -0.2, 0.4, 0.1, 0.2]],
  ['negative all day', [-0.3, -0.1, -0.2, -0.4, -0.1, -0.2]],
] as const)(
  'losses, taper and discharge, %s: none of 5^6 plans as delivered costs less than the proven bound',
  async (_, price) => {
    const site = small([...price]);
    const { lowerBound } = await solveOptimum(site, 'cost', 1e-6);
    const powers = [-10, 0, 4, 8, 11];
    let best = Number.POSITIVE_INFINITY;
    const plan = new Float64Array(6);
    const definition: StrategyDefinition = {
      name: 'plan',
      discharges: true,
      fillsToCeiling: true,
      create: () => (now, powerKw) => {
        powerKw[0] = plan[now.step]!;
      },
    };
    for (let n = 0; n < 5 ** 6; n++) {
      for (let t = 0, rest = n; t < 6; t++, rest = Math.floor(rest / 5)) plan[t] = powers[rest % 5]!;
      const run = runStrategy(site, definition, settings);
      if (run.unservedKwh[0]! > 1e-6) continue;
      best = Math.min(best, objectiveValue(site, 'cost', run.carKw, run.dischargedKwh));
    }
    expect(best).toBeGreaterThanOrEqual(lowerBound - 1e-9);
    expect(Number.isFinite(best)).toBe(true);
  },
);

test('standby draws the same whatever is planned: no strategy beats the bound, at positive and at negative prices', async () => {
  for (const sign of [1, -1]) {
    const plain = randomSite({ seed: 9, sessions: 15, v2gShare: 0.5 });
    const site: Site = {
      ...plain,
      priceEurPerKwh: plain.priceEurPerKwh.map((price) => sign * price),
      physics: { efficiencyShare: plain.efficiencyShare, fixedLossKw: 0.15, standbyKw: 0.02, curves: [] },
    };
    const names = ['uncontrolled', 'price', 'mpc', 'v2g-arbitrage', 'v2g-mpc'] as const;
    const answer = await contest(site, names.map(strategyByName), settings, 'cost', LABORATORY, 1e-5, context);
    for (const { objective, comparable } of answer.contestants)
      if (comparable) expect(objective).toBeGreaterThanOrEqual(answer.optimum.lowerBound - 1e-6);
  }
});

test('v2g-congestion keeps the operator’s share in its window unless a driver would go short', () => {
  const site = { ...randomSite({ seed: 3, sessions: 30, v2gShare: 0.5 }), pvKw: new Float64Array(96) };
  const roomy = { ...site, limitKw: new Float64Array(96).fill(1e4) };
  const window = { ...settings, operatorFromS: 17 * 3600, operatorUntilS: 20 * 3600, operatorShare: 0.3 };
  const most = (of: typeof window): number => {
    const { carKw } = runStrategy(roomy, strategyByName('v2g-congestion'), of);
    return Math.max(...carKw.slice(17 * 4, 20 * 4));
  };
  expect(most(window)).toBeLessThan(0.8 * most({ ...window, operatorShare: 1 }));
});
