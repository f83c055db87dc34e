/** The grid's side of a result: euros, who bears limits, hosting, quality by neighbourhood; in tables, indicators and the report. */
import { expect, test } from 'vitest';
import { AT_TRANSFORMER } from '../../engine/grid/areas.ts';
import { collectResult } from '../../engine/results/collect.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { smallReport } from './small-report.ts';
import { smallParts } from './small-run.ts';

/** The small run on a grid with two joints, limits that held cars back, and hosting of three orders. */
function withGrid(parts: RunParts): RunParts {
  const u32 = (...values: number[]): Uint32Array => Uint32Array.from(values);
  const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
  const count = parts.areas.count;
  const { cars } = parts.charging;
  return {
    ...parts,
    areas: {
      ...parts.areas,
      feeders: {
        busCount: 2,
        firstBusOfArea: u32(0, ...Array<number>(count).fill(2)),
        feeder: new Uint16Array(2),
        lonDeg: f64(5.001, 5.002),
        latDeg: f64(52.09, 52.09),
        parent: u32(AT_TRANSFORMER, 0),
        cableM: f64(70, 70),
        distanceM: f64(70, 140),
        homes: f64(10, 12),
        busOfHome: new Uint32Array(40),
      },
    },
    charging: {
      ...parts.charging,
      cars: {
        ...cars,
        // One kWh missing and ten held back at every car.
        withheldKwh: new Float64Array(cars.carCount).fill(10),
        unservedByGridKwh: new Float64Array(cars.carCount).fill(1),
      },
    },
    grid: {
      ...parts.grid,
      cableOverloadHours: new Float64Array(count).fill(0.5),
      durationShare: Float64Array.from({ length: count * 3 }, (_, i) => [1.2, 0.6, 0.1][i % 3]!),
      operation: {
        reverseFlowHours: new Float64Array(count).fill(3),
        hotSpotMaxC: new Float64Array(count).fill(70),
        lifeUsedHours: new Float64Array(count).fill(0.2),
      },
      buses: {
        minVoltagePu: f64(0.93, 0.91),
        maxVoltagePu: f64(1.01, 1.02),
        cableLoadingShare: f64(0.9, 1.1),
        unbalanceShare: f64(0.004, 0.01),
        cableOverloadHours: f64(0, 0.5),
        weeksBroken: u32(0, 1),
        weeksUnbalanced: u32(0, 0),
        worstWeekShare: f64(1, 0.93),
      },
    },
    hosting: [
      {
        technology: 'car',
        orders: 3,
        counts: Uint16Array.from({ length: 3 * count }, (_, i) => [4, 6, 5][i % 3]!),
        limits: new Uint8Array(3 * count).fill(2),
      },
    ],
  };
}

test('euros of steering are what drivers miss and the control of the cars held back, beside those of reinforcing', () => {
  const parts = withGrid(smallParts());
  const { indicators } = collectResult(parts);
  const { carCount } = parts.charging.cars;
  const { unservedEurPerKwh, signalEurPerCarYear } = parts.scenario.grid;
  const toYear = 365 / parts.energy.calendar.dayCount;
  expect(indicators['carsHeldBack']!.value).toBe(carCount);
  expect(indicators['withheldMwh']!.value).toBeCloseTo((10 * carCount * toYear) / 1000, 9);
  const steering = carCount * (toYear * unservedEurPerKwh + signalEurPerCarYear);
  expect(indicators['limitEurPerYear']!.value).toBeCloseTo(steering, 6);
  expect(indicators['gridTotalEurPerYear']!.value).toBeCloseTo(
    steering + indicators['reinforcementEurPerYear']!.value,
    6,
  );
  // 70 m of overloaded cable.
  expect(indicators['cableToReinforceKm']!.value).toBeCloseTo(0.07, 9);
  expect(indicators['jointsOutsideNorm']!.value).toBe(1);
});

test('who bears it: groups and neighbourhoods add up to the households’ part', () => {
  const result = collectResult(withGrid(smallParts()));
  const of = (name: string, column: string): number[] =>
    [
      ...(result.tables.find((table) => table.name === name)!.columns.find((one) => one.name === column)!
        .values as Iterable<number | null>),
    ].map((value) => value ?? 0);
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  expect(sum(of('groups', 'withheldKwhPerYear'))).toBeCloseTo(sum(of('zones', 'withheldKwhPerYear')), 6);
  expect(sum(of('groups', 'unservedByGridKwhPerYear'))).toBeGreaterThan(0);
  expect(of('durations', 'loadingShare').slice(0, 3)).toEqual([1.2, 0.6, 0.1]);
  expect(of('hosting', 'homesMedian').every((homes) => homes > 0)).toBe(true);
  expect(sum(of('zones', 'homesOutsideNorm'))).toBe(12);
});

test('without limits nothing is said of who bears them', () => {
  const result = collectResult(smallParts());
  expect(result.indicators['withheldMwh']).toBeUndefined();
  expect(result.tables.find(({ name }) => name === 'groups')!.columns.map(({ name }) => name)).not.toContain(
    'withheldKwhPerYear',
  );
});

test('the report has the grid in both languages, and only what the results hold', async () => {
  const { html } = await smallReport(withGrid);
  for (const text of [
    'Smart charging against a new cable',
    'Slim laden tegen een nieuwe kabel',
    'Who bears the limit',
    'Wie draagt de grens',
    'Voltage and transformers by neighbourhood',
    'How many homes can have it',
    'How long transformers are loaded heavily',
  ])
    expect(html).toContain(text);
  const plain = await smallReport();
  expect(plain.html).not.toContain('Who bears the limit');
  expect(plain.html).not.toContain('How many homes can have it');
});
