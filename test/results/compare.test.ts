import { describe, expect, test } from 'vitest';
import { studentQuantile } from '../../engine/core/student.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { type Comparable, compareResults } from '../../engine/results/compare.ts';
import { smallParts } from './small-run.ts';

const base = collectResult(smallParts());

function comparable(strategy: 'uncontrolled' | 'solar-following', seed: number, value: number): Comparable {
  const { scenario } = smallParts({ strategy, seed });
  const indicators = { peakDistrictKw: { ...base.indicators['peakDistrictKw']!, value } };
  return { name: `${strategy} ${seed}`, scenario, scenarioHash: `${strategy} ${seed}`, seed, indicators };
}

describe('Student’s t, 97.5 % quantile', () => {
  // Source: table of Student's t, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2
  test.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [30, 2.042],
    [100, 1.984],
  ])('%i degrees of freedom: %f', (freedom, quantile) => {
    expect(studentQuantile(0.975, freedom)).toBeCloseTo(quantile, 3);
  });
});

test('two single runs: the difference is last minus first, and the verdict says that there is no interval', () => {
  const [one] = compareResults([comparable('uncontrolled', 1, 60), comparable('solar-following', 1, 40)]).indicators;
  expect(one).toMatchObject({ key: 'peakDistrictKw', values: [60, 40], difference: -20, lower: null, upper: null });
  expect(one!.verdict).toBe('lower; single run: no interval');
});

test('three pairs of seeds with differences −18, −20, −22: −20 ± 4.303 × 2/√3 (by hand)', () => {
  const { indicators, scenarios } = compareResults([
    comparable('uncontrolled', 1, 60),
    comparable('uncontrolled', 2, 70),
    comparable('uncontrolled', 3, 80),
    comparable('solar-following', 3, 58),
    comparable('solar-following', 1, 42),
    comparable('solar-following', 2, 50),
  ]);
  expect(scenarios.map(({ runs }) => runs)).toEqual([3, 3]);
  expect(indicators[0]!.values).toEqual([70, 50]);
  expect(indicators[0]!.difference).toBeCloseTo(-20, 9);
  expect(indicators[0]!.lower).toBeCloseTo(-20 - (4.3027 * 2) / Math.sqrt(3), 3);
  expect(indicators[0]!.verdict).toBe('lower');
});

test('pairs that differ both ways show no difference', () => {
  const { indicators } = compareResults([
    comparable('uncontrolled', 1, 60),
    comparable('uncontrolled', 2, 60),
    comparable('solar-following', 1, 50),
    comparable('solar-following', 2, 69),
  ]);
  expect(indicators[0]!.verdict).toBe('no difference shown');
});

test('results of one scenario only, or the same seed twice, cannot be compared', () => {
  expect(() => compareResults([comparable('uncontrolled', 1, 1), comparable('uncontrolled', 2, 1)])).toThrow(
    /another scenario/,
  );
  expect(() => compareResults([comparable('uncontrolled', 1, 1), comparable('uncontrolled', 1, 1)])).toThrow(
    /must differ/,
  );
});
