import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import type { TransformerAreas } from '../../engine/grid/areas.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { simulateGrid } from '../../engine/grid/simulate-grid.ts';
import { type Scenario, scenarioSchema } from '../../engine/scenario/schema.ts';
import { openPool } from '../../engine/workers/pool.ts';
import { makeTown } from './town.ts';

const scenario: Scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'proef', en: 'test' },
  question: { nl: 'proef', en: 'test' },
});
const town = makeTown(12, 8);
const areas = makeAreas({ ...town, grid: scenario.grid, seed: 1 });
const context = { signal: undefined, onProgress: () => {} };

function power(areas: TransformerAreas, stepCount: number, load: number, pv: number, ev: number) {
  const make = (of: (area: number, step: number) => number): Float32Array =>
    Float32Array.from({ length: areas.count * stepCount }, (_, i) => of(Math.floor(i / stepCount), i % stepCount));
  const evening = (step: number): number => Math.exp(-(((step % 96) - 76) ** 2) / 80);
  const noon = (step: number): number => Math.exp(-(((step % 96) - 52) ** 2) / 200);
  const loadKw = make((a, t) => load * (0.25 + evening(t)) * areas.homes[a]! + 0.4 * areas.jobs[a]!);
  const pvKw = make((a, t) => pv * noon(t) * areas.homes[a]!);
  const evKw = make((a, t) => ev * evening(t) * areas.homes[a]!);
  return { loadKw, pvKw, evKw, netKw: loadKw.map((kw, i) => kw - pvKw[i]! + evKw[i]!) };
}

const calendar = makeCalendar('2025-01-01', 3, 900, 'Europe/Amsterdam');
const run = (load: number, pv: number, ev: number, parallel = serial) =>
  simulateGrid({
    areas,
    ...power(areas, calendar.grid.count, load, pv, ev),
    calendar,
    scenario,
    parallel,
    context,
  });

test('peaks are those of the power handed in, and loading is apparent power over the rating', async () => {
  const given = power(areas, calendar.grid.count, 1, 0, 0);
  const year = await run(1, 0, 0);
  for (let area = 0; area < areas.count; area++) {
    const own = given.netKw.subarray(area * calendar.grid.count, (area + 1) * calendar.grid.count);
    const peak = Math.max(...own);
    expect(year.peakLoadKw[area]).toBe(peak);
    // With load alone P / S is the power factor.
    expect(year.peakLoadingShare[area]).toBeCloseTo(peak / 0.95 / areas.ratedKva[area]!, 5);
  }
});

test('a week is examined at every step, a year at the extremes of each month, and it says so', async () => {
  const short = await run(1, 0, 0);
  expect(short.examinedSteps).toBe(3 * 96);
  expect(short.failedSteps).toBe(0);
  const big = makeAreas({ ...makeTown(24, 8), grid: scenario.grid, seed: 1 });
  const year = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
  const result = await simulateGrid({
    areas: big,
    ...power(big, year.grid.count, 1, 3, 1),
    calendar: year,
    scenario,
    parallel: serial,
    context,
  });
  expect(result.examinedSteps).toBe(12 * 12);
});

test('more load lowers the lowest voltage, more sun raises the highest', async () => {
  const little = await run(0.5, 0.5, 0);
  const load = await run(2, 0.5, 1);
  const sun = await run(0.5, 3, 0);
  for (let area = 0; area < areas.count; area++) {
    if (areas.homes[area] === 0) continue;
    expect(load.minVoltagePu[area]!).toBeLessThan(little.minVoltagePu[area]!);
    expect(sun.maxVoltagePu[area]!).toBeGreaterThan(little.maxVoltagePu[area]!);
  }
});

test('an overload beyond what the cables can carry is counted as failed steps, not as a result', async () => {
  const year = await run(60, 0, 0);
  expect(year.failedSteps).toBeGreaterThan(0);
  expect(year.overloadHours.some((hours) => hours > 0)).toBe(true);
});

test('one thread and two threads give identical results', async () => {
  const pool = await openPool(2);
  try {
    const two = await run(1, 2, 1, pool);
    const one = await run(1, 2, 1);
    expect(two).toEqual(one);
  } finally {
    await pool.close();
  }
});
