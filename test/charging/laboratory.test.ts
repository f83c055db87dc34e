import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LABORATORY, runStrategy } from '../../engine/charging/laboratory.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { OBJECTIVES, objectiveValue, type Site } from '../../engine/charging/site.ts';
import { strategyByName, strategyNames } from '../../engine/charging/strategies/index.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const settings = chargingSettings(scenarioWith({}));
const anySite = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  sessions: fc.integer({ min: 1, max: 25 }),
  steps: fc.constantFrom(96, 192),
  pvFactor: fc.constantFrom(0, 1, 3),
  v2gShare: fc.constantFrom(0, 0.5, 1),
});

describe.each(strategyNames)('%s', (name) => {
  const run = (site: Site) => runStrategy(site, strategyByName(name), settings);

  test('no physical limit is broken at any step, and the ledger closes to 1e-6', () => {
    fc.assert(
      fc.property(anySite, (parameters) => {
        const site = randomSite(parameters);
        const { sessions } = site;
        const result = run(site);
        for (let s = 0; s < sessions.count; s++) {
          let stored = sessions.initialKwh[s]!;
          const floor = Math.min(stored, sessions.floorKwh[s]!);
          for (let k = result.first[s]!; k < result.first[s + 1]!; k++) {
            const power = result.sessionKw[k]!;
            expect(power).toBeLessThanOrEqual(sessions.maximumKw[s]! + 1e-5);
            expect(-power).toBeLessThanOrEqual(sessions.maximumDischargeKw[s]! + 1e-5);
            const before = stored;
            stored += site.stepH * (power > 0 ? power * site.efficiencyShare : power / site.efficiencyShare);
            expect(stored).toBeGreaterThan(floor - 1e-4);
            expect(stored).toBeLessThan(sessions.targetKwh[s]! + 1e-4);
            const small = Math.abs(power) > 1e-6 && Math.abs(power) < sessions.minimumKw[s]! - 1e-4;
            // Below 6 A a phase only in the step in which the target is reached.
            if (small) expect(stored).toBeGreaterThan(Math.max(before, sessions.targetKwh[s]! - 1e-3));
          }
          expect(stored).toBeCloseTo(result.endKwh[s]!, 3);
        }
        expect(result.ledger.relativeError).toBeLessThan(1e-6);
      }),
      { numRuns: 12 },
    );
  });

  test('it does not beat the optimum of any objective when it serves everyone', async () => {
    for (const seed of [1, 2, 3]) {
      const site = randomSite({ seed, sessions: 12, pvFactor: 2, steps: 192 });
      const result = run(site);
      if (result.drivers.unservedKwh > 0) continue;
      for (const objective of OBJECTIVES) {
        const optimum = await solveOptimum(site, objective, 1e-5);
        const value = objectiveValue(site, objective, result.carKw, result.dischargedKwh);
        expect(value).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-6 * Math.abs(optimum.lowerBound) - 1e-6);
      }
    }
  });

  test('the order of sessions in the input changes nothing', () => {
    const site = randomSite({ seed: 11, sessions: 15, pvFactor: 2, steps: 192 });
    const a = run(site);
    const b = run(shuffled(site));
    expect(b.costEur).toBe(a.costEur);
    expect(Array.from(b.carKw)).toEqual(Array.from(a.carKw));
  });

  test('halving the step keeps the energy into cars within 3 %', () => {
    const site = randomSite({ seed: 4, sessions: 20, pvFactor: 2, steps: 192 });
    const a = run(site);
    const b = run(halved(site));
    const gain = (result: typeof a): number => result.ledger.storedGainKwh;
    expect(Math.abs(gain(a) - gain(b))).toBeLessThan(0.03 * gain(a));
  });
});

test('strategies that know the limit keep it while load alone does', () => {
  const limited = [
    'fair-share',
    'least-laxity',
    'earliest-deadline',
    'solar-following',
    'price',
    'mpc',
    'v2g-mpc',
    'peak-shaving',
    'v2g-congestion',
  ] as const;
  for (const name of limited)
    for (let seed = 1; seed <= 8; seed++) {
      const site = randomSite({ seed, sessions: 30, v2gShare: 0.5, limitFactor: 1.1 });
      expect(runStrategy(site, strategyByName(name), settings).violationKwh).toBeLessThan(1e-6);
    }
});

test('guaranteed strategies leave nobody short on a site without limit when departures are as stated', () => {
  for (const name of [
    'solar-following',
    'price',
    'co2',
    'mpc',
    'off-peak',
    'delayed',
    'v2g-self-consumption',
    'v2g-arbitrage',
    'v2g-peak-shaving',
  ] as const)
    for (let seed = 1; seed <= 8; seed++) {
      const { drivers } = runStrategy(randomSite({ seed, sessions: 30, pvFactor: 1 }), strategyByName(name), settings);
      expect(drivers.unservedKwh / 30).toBeLessThan(0.35);
    }
});

test('a driver who presses "charge now" is charged as without control', () => {
  const site = randomSite({ seed: 2, sessions: 6, pvFactor: 2 });
  const chargeNow = new Uint8Array(6).fill(1);
  const pressed = runStrategy(site, strategyByName('solar-following'), settings, { ...LABORATORY, chargeNow });
  const plain = runStrategy(site, strategyByName('uncontrolled'), settings);
  expect(Array.from(pressed.carKw)).toEqual(Array.from(plain.carKw));
});

function shuffled(site: Site): Site {
  const { sessions } = site;
  const order = Array.from({ length: sessions.count }, (_, s) => (s * 7 + 3) % sessions.count);
  const take = <T extends Float64Array | Uint32Array>(values: T): T => values.map((_, s) => values[order[s]!]!) as T;
  return {
    ...site,
    sessions: {
      count: sessions.count,
      id: order.map((s) => sessions.id[s]!),
      arrivalStep: take(sessions.arrivalStep),
      departureStep: take(sessions.departureStep),
      statedDepartureStep: take(sessions.statedDepartureStep),
      initialKwh: take(sessions.initialKwh),
      targetKwh: take(sessions.targetKwh),
      floorKwh: take(sessions.floorKwh),
      maximumKw: take(sessions.maximumKw),
      minimumKw: take(sessions.minimumKw),
      maximumDischargeKw: take(sessions.maximumDischargeKw),
    },
  };
}

/** The same site with steps of half the length. */
function halved(site: Site): Site {
  const twice = <T extends Float64Array | Int32Array>(values: T): T => {
    const longer = new (values.constructor as new (length: number) => T)(values.length * 2);
    for (let t = 0; t < values.length; t++) longer[2 * t] = longer[2 * t + 1] = values[t]!;
    return longer;
  };
  const double = (steps: Uint32Array): Uint32Array => steps.map((step) => 2 * step);
  return {
    ...site,
    stepCount: 2 * site.stepCount,
    stepH: site.stepH / 2,
    localS: twice(site.localS).map((value, t) => value + (t % 2) * site.stepH * 1800),
    loadKw: twice(site.loadKw),
    pvKw: twice(site.pvKw),
    priceEurPerKwh: twice(site.priceEurPerKwh),
    feedInEurPerKwh: twice(site.feedInEurPerKwh),
    co2GPerKwh: twice(site.co2GPerKwh),
    limitKw: twice(site.limitKw),
    feedInLimitKw: twice(site.feedInLimitKw),
    sessions: {
      ...site.sessions,
      arrivalStep: double(site.sessions.arrivalStep),
      departureStep: double(site.sessions.departureStep),
      statedDepartureStep: double(site.sessions.statedDepartureStep),
    },
  };
}
