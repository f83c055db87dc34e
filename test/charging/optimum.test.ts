import fc from 'fast-check';
import { expect, test } from 'vitest';
import { solveWithHighs } from '../../engine/charging/optimum/highs.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { scheduleLoad } from '../../engine/charging/optimum/schedule.ts';
import { waterFill } from '../../engine/charging/optimum/water-filling.ts';
import { OBJECTIVES, type Site } from '../../engine/charging/site.ts';
import { randomSite } from './random-site.ts';

const linear = OBJECTIVES.filter((objective) => objective !== 'squares');

test.each([
  [1, 12, 0],
  [2, 40, 0.5],
  [3, 60, 1],
])(
  'site %i, %i sessions, discharge share %f: HiGHS 1.15.3 finds the same optimum of every linear objective',
  async (seed, sessions, v2gShare) => {
    for (const objective of linear) {
      const limit = objective === 'cost' ? { limitFactor: 1.02 } : {};
      const site = randomSite({ seed, sessions, v2gShare, pvFactor: 1.5, ...limit });
      const ours = await solveOptimum(site, objective, 1e-7);
      const reference = await solveWithHighs(site, objective);
      const size = Math.max(1, Math.abs(reference.objective));
      expect(Math.abs(ours.objective - reference.objective) / size).toBeLessThan(2e-6);
      expect(ours.lowerBound).toBeLessThanOrEqual(reference.objective + 1e-6 * size);
    }
  },
  60_000,
);

test('without discharge valley filling proves the lowest peak: the plan meets the bound of a cut to 1e-9', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { peakKw, lowerBoundKw } = waterFill(randomSite({ seed, sessions: 15 * seed, v2gShare: 0 }));
    expect((peakKw - lowerBoundKw) / peakKw).toBeLessThan(1e-8);
  }
});

test('one car, hand calculation: 10 kWh into two equal valleys of two hours is 2.5 kW each hour', async () => {
  const site = oneCar([4, 4, 8, 8, 4, 4, 8, 8], 10);
  const { schedule } = await solveOptimum(site, 'peak');
  expect(Array.from(schedule.chargeKw.subarray(0, 8), (power) => Math.round(power * 1000) / 1000)).toEqual([
    2.5, 2.5, 0, 0, 2.5, 2.5, 0, 0,
  ]);
});

test('plans are feasible: power, floor, target and needed energy hold in every step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(...OBJECTIVES), async (seed, objective) => {
      const site = randomSite({ seed, sessions: 8, v2gShare: 0.6 });
      const { schedule } = await solveOptimum(site, objective, 1e-5);
      const { sessions } = site;
      for (let s = 0; s < sessions.count; s++) {
        let stored = sessions.initialKwh[s]!;
        const floor = Math.min(stored, sessions.floorKwh[s]!);
        for (let k = schedule.first[s]!; k < schedule.first[s + 1]!; k++) {
          const charge = schedule.chargeKw[k]!;
          const discharge = schedule.dischargeKw[k]!;
          expect(charge * discharge).toBe(0);
          expect(charge).toBeLessThanOrEqual(sessions.maximumKw[s]! + 1e-9);
          expect(discharge).toBeLessThanOrEqual(sessions.maximumDischargeKw[s]! + 1e-9);
          stored += site.stepH * (charge * site.efficiencyShare - discharge / site.efficiencyShare);
          expect(stored).toBeGreaterThan(floor - 1e-6);
          expect(stored).toBeLessThan(sessions.targetKwh[s]! + 1e-6);
        }
        expect(stored).toBeGreaterThan(sessions.targetKwh[s]! - 1e-6);
      }
    }),
    { numRuns: 25 },
  );
});

test('allowing discharge never worsens the optimum, and permuting sessions does not change it', async () => {
  for (const objective of OBJECTIVES) {
    const without = randomSite({ seed: 5, sessions: 20, v2gShare: 0 });
    const given = randomSite({ seed: 5, sessions: 20, v2gShare: 1 });
    const a = await solveOptimum(without, objective, 1e-6);
    const b = await solveOptimum(given, objective, 1e-6);
    const slack = 3e-6 * Math.abs(a.objective) + 1e-6;
    expect(b.objective).toBeLessThanOrEqual(a.objective + slack);
    const turned = await solveOptimum(reversed(given), objective, 1e-6);
    expect(Math.abs(turned.objective - b.objective)).toBeLessThan(slack);
  }
});

test('a limit below the load that nobody can lower: the smallest violation is reported', async () => {
  const site = oneCar([4, 4, 8, 8], 4);
  const limited = { ...site, limitKw: new Float64Array(4).fill(6) };
  const { violationKwh, carKw } = await solveOptimum(limited, 'cost');
  expect(violationKwh).toBeCloseTo(4, 3);
  expect(carKw[2]! + carKw[3]!).toBeCloseTo(0, 3);
});

test.each(OBJECTIVES.filter((objective) => objective !== 'peak'))(
  'a limit below the base load all evening, %s: the smallest violation is HiGHS’, and the plan with it is proven to 0.1 %',
  async (objective) => {
    const site = randomSite({ seed: 12, sessions: 15, v2gShare: 0.5, pvFactor: 1 });
    const limitKw = site.limitKw.map((_, t) => (t > 70 && t < 84 ? 0.8 : 3) * Math.max(...site.loadKw));
    const limited = { ...site, limitKw };
    const optimum = await solveOptimum(limited, objective, 1e-3);
    expect(optimum.violationKwh).toBeGreaterThan(0.1);
    expect(optimum.gap).toBeLessThan(1e-3);
    // Least violation by itself: what is drawn beyond the limit is all that costs.
    const none = new Float64Array(site.stepCount);
    const only = { ...limited, priceEurPerKwh: none, feedInEurPerKwh: none, wearEurPerKwh: 0 };
    const { objective: penalty } = await solveWithHighs(only, 'cost');
    // Without prices the penalty is 20 × 0.001 a kW and step.
    expect(optimum.violationKwh).toBeCloseTo((penalty / (20 * 1e-3)) * site.stepH, 2);
    if (objective === 'squares') return;
    const reference = await solveWithHighs(limited, objective);
    expect(Number.isFinite(reference.objective)).toBe(true);
  },
);

test('squares, a car that may store 8 kWh beyond its 2 kWh, sun of 4 kW to spare for three hours: 8 of its 12 kWh are stored in equal parts, by hand 16 / 3 + 4 kW²h remain', async () => {
  const site = oneCar([0, 0, 0, 2], 2);
  const { sessions } = site;
  const sunny: Site = {
    ...site,
    pvKw: Float64Array.of(4, 4, 4, 0),
    sessions: { ...sessions, ceilingKwh: Float64Array.of(28) },
  };
  // 12 kWh of sun, 8 of them stored: 4 kWh over three hours are 3 · (4 / 3)², and the load's 2² is left as it is.
  const { objective, lowerBound } = await solveOptimum(sunny, 'squares', 1e-6);
  expect(objective).toBeCloseTo(16 / 3 + 4, 4);
  expect(lowerBound).toBeGreaterThan(objective - 1e-4);
  expect(lowerBound).toBeLessThanOrEqual(16 / 3 + 4 + 1e-6);
});

test.each([
  [0, 0],
  [0.5, 0.2],
  [1, 1],
])(
  'squares under a feed-in limit, discharge share %f, %f kW a car: sun that is thrown away counts as if fed in, and the plan is proven to 0.1 %',
  async (v2gShare, limitKw) => {
    const site = randomSite({ seed: 21, sessions: 30, v2gShare, pvFactor: 1.5 });
    const limited = { ...site, feedInLimitKw: site.feedInLimitKw.map(() => 30 * limitKw) };
    const { objective, gap } = await solveOptimum(limited, 'squares', 1e-4);
    expect(gap).toBeLessThan(1e-3);
    const open = await solveOptimum(site, 'squares', 1e-4);
    expect(objective).toBeGreaterThanOrEqual(open.lowerBound * (1 - 1e-9));
  },
);

test('the least violation is told by itself: a plan whose objective pulls the other way may have more, never less', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const site = randomSite({ seed, sessions: 12, v2gShare: 1, pvFactor: 1 });
    const limitKw = site.limitKw.map((_, t) => (t % 30 > 20 ? 0.3 : 2) * Math.max(...site.loadKw));
    for (const objective of OBJECTIVES) {
      const { violationKwh, leastViolationKwh, lowerBound } = await solveOptimum({ ...site, limitKw }, objective, 1e-3);
      expect(leastViolationKwh).toBeLessThanOrEqual(violationKwh);
      expect(leastViolationKwh).toBeGreaterThanOrEqual(0.95 * violationKwh);
      if (objective !== 'peak') expect(leastViolationKwh).toBeGreaterThan(1);
      expect(Number.isFinite(lowerBound)).toBe(true);
    }
  }
}, 60_000);

test('all that is asked is planned even where nothing costs anything: a solver that loses its way leaves no car empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(...OBJECTIVES), async (seed, objective) => {
      const site = randomSite({ seed, sessions: 5, steps: 24, v2gShare: 0.7, pvFactor: 0 });
      const tight = { ...site, limitKw: site.loadKw.map((load) => 0.9 * load), feedInLimitKw: new Float64Array(24) };
      const { schedule, lowerBound, objective: value } = await solveOptimum(tight, objective, 1e-6);
      expect(lowerBound).toBeLessThanOrEqual(value);
      for (let s = 0; s < 5; s++) {
        let stored = site.sessions.initialKwh[s]!;
        for (let k = schedule.first[s]!; k < schedule.first[s + 1]!; k++)
          stored +=
            site.stepH *
            (schedule.chargeKw[k]! * site.efficiencyShare - schedule.dischargeKw[k]! / site.efficiencyShare);
        expect(stored).toBeGreaterThan(site.sessions.targetKwh[s]! - 1e-6);
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('net power of a plan is the sum of its sessions', async () => {
  const site = randomSite({ seed: 3, sessions: 10 });
  const { schedule, carKw } = await solveOptimum(site, 'cost');
  expect(Array.from(scheduleLoad(site, schedule).carKw)).toEqual(Array.from(carKw));
});

/** Hourly steps, no losses, no sun, one car of 11 kW that stays all the time. */
function oneCar(loadKw: number[], needKwh: number): Site {
  const steps = loadKw.length;
  const all = (value: number): Float64Array => new Float64Array(steps).fill(value);
  const one = (value: number): Float64Array => Float64Array.of(value);
  return {
    stepCount: steps,
    stepH: 1,
    startUtcS: 0,
    localS: Int32Array.from(loadKw, (_, t) => t * 3600),
    loadKw: Float64Array.from(loadKw),
    pvKw: all(0),
    priceEurPerKwh: all(0.3),
    feedInEurPerKwh: all(0.1),
    co2GPerKwh: all(250),
    limitKw: all(Number.POSITIVE_INFINITY),
    feedInLimitKw: all(Number.POSITIVE_INFINITY),
    efficiencyShare: 1,
    wearEurPerKwh: 0,
    sessions: {
      count: 1,
      id: ['a'],
      arrivalStep: Uint32Array.of(0),
      departureStep: Uint32Array.of(steps),
      statedDepartureStep: Uint32Array.of(steps),
      initialKwh: one(20),
      targetKwh: one(20 + needKwh),
      floorKwh: one(10),
      maximumKw: one(11),
      minimumKw: one(0),
      maximumDischargeKw: one(0),
    },
  };
}

function reversed(site: Site): Site {
  const { sessions } = site;
  const turn = <T extends Float64Array | Uint32Array>(values: T): T => values.slice().reverse() as T;
  return {
    ...site,
    sessions: {
      count: sessions.count,
      id: [...sessions.id].reverse(),
      arrivalStep: turn(sessions.arrivalStep),
      departureStep: turn(sessions.departureStep),
      statedDepartureStep: turn(sessions.statedDepartureStep),
      initialKwh: turn(sessions.initialKwh),
      targetKwh: turn(sessions.targetKwh),
      floorKwh: turn(sessions.floorKwh),
      maximumKw: turn(sessions.maximumKw),
      minimumKw: turn(sessions.minimumKw),
      maximumDischargeKw: turn(sessions.maximumDischargeKw),
    },
  };
}
