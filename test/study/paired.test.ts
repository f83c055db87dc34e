import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { studentCdf, studentQuantile } from '../../engine/core/student.ts';
import {
  bcaInterval,
  bootstrapInterval,
  holm,
  pairedDifference,
  pairedP,
  tInterval,
  widenedConfidence,
} from '../../engine/study/statistics/paired.ts';

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

/** Shares of 1,500 studies whose intervals hold the truth: Student's and the bootstrap's.
 *  @param draw one difference of a pair */
function coverage(n: number, truth: number, draw: (stream: Stream) => number): [student: number, bootstrap: number] {
  const studies = 1500;
  const covered: [number, number] = [0, 0];
  for (let study = 0; study < studies; study++) {
    const stream = new Stream(7, 'coverage', study);
    const base = Array.from({ length: n }, () => 10 * stream.normal());
    const other = base.map((value) => value + draw(stream));
    const differences = base.map((value, i) => other[i]! - value);
    [pairedDifference(base, other), bootstrapInterval(differences, study, 600)].forEach(({ lower, upper }, kind) => {
      if (lower <= truth && truth <= upper) covered[kind]!++;
    });
  }
  return [covered[0] / studies, covered[1] / studies];
}

// The standard error of a share of 0.95 in 1,500 studies is 0.0056: 93–97 % is 3.5 of them to either side.
test.each([8, 12, 20, 50])(
  '95-percent intervals of %i paired replications, Student’s and BCa, cover a known difference of 0.4 in 93 to 97 percent of 1,500 synthetic studies with normal differences',
  (n) => {
    for (const share of coverage(n, 0.4, (stream) => 0.4 + 1.4 * stream.normal())) {
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
  },
);

test('and so they do for 20 and 50 skewed differences (gamma of shape 4, mean 4, skewness 1)', () => {
  const gamma = (stream: Stream): number =>
    -Math.log((1 - stream.uniform()) * (1 - stream.uniform()) * (1 - stream.uniform()) * (1 - stream.uniform()));
  for (const n of [20, 50])
    for (const share of coverage(n, 4, gamma)) {
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
});

test('the level of a bootstrap of 5, 10 and 20 values by hand from a table of t: half of what lies outside is 0.00095, 0.0086 and 0.0159', () => {
  // t 2.776, 2.262 and 2.093 (4, 9 and 19 degrees of freedom) times √(n / (n − 1)) are 3.104, 2.385 and 2.147 of a normal.
  for (const [n, outside] of [
    [5, 0.00095],
    [10, 0.00855],
    [20, 0.01589],
  ] as const)
    expect((1 - widenedConfidence(0.95, n)) / 2).toBeCloseTo(outside, 4);
});

test('Holm’s adjustment by hand: 0.01, 0.04, 0.03 → 0.03, 0.06, 0.06', () => {
  const adjusted = holm([0.01, 0.04, 0.03]);
  for (const [i, wanted] of [0.03, 0.06, 0.06].entries()) expect(adjusted[i]).toBeCloseTo(wanted, 12);
  expect(pairedP([0, 0])).toBe(1);
  expect(tInterval([5]).lower).toBeNaN();
});
