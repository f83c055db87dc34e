import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import type { TransformerAreas } from '../../engine/grid/areas.ts';
import { DURATION_POINTS } from '../../engine/grid/area-loading.ts';
import { feederIndex } from '../../engine/grid/feeder-index.ts';
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

test('every step is examined unless the scenario asks for the extremes of each month, and it says so', async () => {
  const short = await run(1, 0, 0);
  expect(short.examinedSteps).toBe(3 * 96);
  expect(short.failedSteps).toBe(0);
  const big = makeAreas({ ...makeTown(24, 8), grid: scenario.grid, seed: 1 });
  const year = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
  const result = await simulateGrid({
    areas: big,
    ...power(big, year.grid.count, 1, 3, 1),
    calendar: year,
    scenario: { ...scenario, grid: { ...scenario.grid, examinedSteps: 'extremes' } },
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

test('what one feeder’s cars take lowers the voltage of that feeder, and what stands on no feeder is at the busbar', async () => {
  const { feederCount, areaOfFeeder, firstFeederOfArea } = feederIndex(areas);
  const area = [...firstFeederOfArea.keys()].find((a) => firstFeederOfArea[a + 1]! - firstFeederOfArea[a]! > 1)!;
  const feeder = firstFeederOfArea[area]!;
  expect(areaOfFeeder[feeder]).toBe(area);
  const steps = calendar.grid.count;
  const given = power(areas, steps, 0.2, 0, 0);
  const evKw = given.evKw.map((_, i) => (Math.floor(i / steps) === area ? 60 : 0));
  const with_ = (units: Int16Array) =>
    simulateGrid({
      areas,
      ...given,
      evKw,
      netKw: given.loadKw.map((kw, i) => kw + evKw[i]!),
      evByFeeder: { unitKw: 0.02, units },
      calendar,
      scenario,
      parallel: serial,
      context,
    });
  const onFeeder = new Int16Array(feederCount * steps).fill(3000, feeder * steps, (feeder + 1) * steps);
  const one = await with_(onFeeder);
  const busbar = await with_(new Int16Array(feederCount * steps));
  const lowest = (year: typeof one, own: (joint: number) => boolean): number =>
    Math.min(
      ...Array.from({ length: areas.feeders.busCount }, (_, joint) => joint)
        .filter(
          (joint) => joint >= areas.feeders.firstBusOfArea[area]! && joint < areas.feeders.firstBusOfArea[area + 1]!,
        )
        .filter(own)
        .map((joint) => year.buses.minVoltagePu[joint]!),
    );
  const onIt = (joint: number): boolean => areas.feeders.feeder[joint] === 0;
  expect(lowest(one, onIt)).toBeLessThan(lowest(busbar, onIt) - 0.01);
  // Other feeders of the area only see the transformer’s drop, which is the same in both.
  expect(lowest(one, (joint) => !onIt(joint))).toBeCloseTo(
    lowest(busbar, (joint) => !onIt(joint)),
    2,
  );
});

test('the year’s counters are those of a norm applied to each step alone', async () => {
  const given = power(areas, calendar.grid.count, 2.5, 0, 1);
  const year = await simulateGrid({ areas, ...given, calendar, scenario, parallel: serial, context });
  const { firstBusOfArea } = areas.feeders;
  for (let area = 0; area < areas.count; area++) {
    const joints = [...areas.feeders.homes.keys()].filter(
      (joint) => joint >= firstBusOfArea[area]! && joint < firstBusOfArea[area + 1]!,
    );
    for (const joint of joints) {
      // Three days are one (short) week: it breaks the norm when more than 5 % of its means lie outside.
      const broken = year.buses.worstWeekShare![joint]! < 0.95 || year.buses.minVoltagePu[joint]! < 0.85;
      expect(year.buses.weeksBroken![joint]).toBe(broken ? 1 : 0);
      const over = year.buses.cableLoadingShare[joint]! > 1;
      expect(year.buses.cableOverloadHours![joint]! > 0).toBe(over);
    }
    const curve = year.durationShare!.subarray(area * DURATION_POINTS, (area + 1) * DURATION_POINTS);
    expect(curve[0]).toBeCloseTo(year.peakLoadingShare[area]!, 6);
    expect([...curve].every((share, i) => i === 0 || share <= curve[i - 1]!)).toBe(true);
    expect(year.voltageBreachHours[area]).toBe(year.lowVoltageHours![area]! + year.highVoltageHours![area]!);
  }
});
