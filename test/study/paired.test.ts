import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { studentCdf, studentQuantile } from '../../engine/core/student.ts';
import { bcaInterval, holm, pairedDifference, pairedP, tInterval } from '../../engine/study/statistics/paired.ts';

test('quantiles of Student’s t equal SciPy 1.17.1 (t.ppf)', () => {
  for (const [freedom, wanted] of [
    [1, 12.70620474],
    [2, 4.30265273],
    [4, 2.77644511],
    [9, 2.26215716],
    [29, 2.04522964],
  ] as const)
    expect(studentQuantile(0.975, freedom)).toBeCloseTo(wanted, 7);
  expect(studentQuantile(0.9, 3)).toBeCloseTo(1.637744353696209, 9);
  expect(studentQuantile(0.1, 3)).toBeCloseTo(-1.637744353696209, 9);
  expect(studentCdf(0, 5)).toBe(0.5);
});

/** Student's own sleep data (1908): extra hours of ten patients with two drugs; R's t.test(paired) gives t = −4.0621, p = 0.002833, interval −2.4599 to −0.7001. */
const DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test('Student’s sleep data: mean difference 1.58 hours, 0.7001 to 2.4599, p 0.002833', () => {
  const result = pairedDifference(DRUG_1, DRUG_2);
  expect(result.mean).toBeCloseTo(1.58, 10);
  expect(result.lower).toBeCloseTo(0.7001142, 6);
  expect(result.upper).toBeCloseTo(2.4598858, 6);
  expect(result.p).toBeCloseTo(0.00283289, 7);
  expect(result.verdict).toBe('higher');
});

test('verdicts: one run has none, equal runs differ in nothing, a wide interval asks for more replications and those suffice', () => {
  expect(pairedDifference([1], [2]).verdict).toBe('single run: no interval');
  expect(pairedDifference([1, 2, 3], [1, 2, 3]).verdict).toBe('no difference');
  const wide = pairedDifference([0, 0, 0, 0], [1, -0.5, 0.8, -0.2]);
  expect(wide.verdict).toBe('no difference shown');
  expect(wide.moreReplications).toBeGreaterThan(4);
  expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
});

test('BCa interval of the spatial test data A of Efron and Tibshirani (1993) agrees with SciPy 1.17.1 (200,000 resamples: 24.15 to 34.27)', () => {
  const data = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
  const interval = bcaInterval(data, 1, 20_000);
  expect(Math.abs(interval.lower - 24.154)).toBeLessThan(0.25);
  expect(Math.abs(interval.upper - 34.269)).toBeLessThan(0.25);
});

test('95 % intervals cover a known difference in 93–97 % of 2,000 synthetic studies of 12 replications', () => {
  let covered = 0;
  let coveredBca = 0;
  const studies = 2000;
  for (let study = 0; study < studies; study++) {
    const stream = new Stream(3, 'coverage', study);
    const common = Array.from({ length: 12 }, () => 10 * stream.normal());
    const base = common.map((value) => value + stream.normal());
    const other = common.map((value) => value + 0.4 + stream.normal());
    const t = pairedDifference(base, other);
    if (t.lower <= 0.4 && t.upper >= 0.4) covered++;
    const b = bcaInterval(
      base.map((value, i) => other[i]! - value),
      study,
      400,
    );
    if (b.lower <= 0.4 && b.upper >= 0.4) coveredBca++;
  }
  expect(covered / studies).toBeGreaterThan(0.93);
  expect(covered / studies).toBeLessThan(0.97);
  // The bootstrap is known to be a little narrow for a dozen values.
  expect(coveredBca / studies).toBeGreaterThan(0.89);
});

test('Holm’s adjustment by hand: 0.01, 0.04, 0.03 → 0.03, 0.06, 0.06', () => {
  const adjusted = holm([0.01, 0.04, 0.03]);
  for (const [i, wanted] of [0.03, 0.06, 0.06].entries()) expect(adjusted[i]).toBeCloseTo(wanted, 12);
  expect(pairedP([0, 0])).toBe(1);
  expect(tInterval([5]).lower).toBeNaN();
});
