import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { tInterval } from '../../engine/study/statistics/paired.ts';
import { replicationsToAdd } from '../../engine/study/study-summary.ts';

/** Studies with a stop rule on differences of a known mean. @returns share whose last interval holds it, and their mean size */
function stopped(halfWidth: number, studies: number): { covered: number; mean: number } {
  let covered = 0;
  let runs = 0;
  for (let study = 0; study < studies; study++) {
    const stream = new Stream(11, 'stop', study);
    const values: number[] = [];
    for (let more = 2; more > 0; ) {
      for (let i = 0; i < more; i++) values.push(0.4 + 1.4 * stream.normal());
      const { lower, upper } = tInterval(values);
      more = replicationsToAdd(values.length, (upper - lower) / 2 / halfWidth, 2000);
    }
    const { lower, upper } = tInterval(values);
    if (lower <= 0.4 && 0.4 <= upper) covered++;
    runs += values.length;
  }
  return { covered: covered / studies, mean: runs / studies };
}

// By hand: n of a known spread is (1.96 · 1.4 / half width)². The standard error of a share of 0.95 in 4,000 studies is 0.0034.
test.each([
  [0.2, 189],
  [0.35, 62],
  [0.5, 31],
  [0.8, 12],
])(
  'a study that stops when its half width is %f covers a known difference in 93 to 97 percent, with few more replications than the %i that a known spread would take',
  (halfWidth, least) => {
    const { covered, mean } = stopped(halfWidth, 4000);
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
    expect(mean).toBeGreaterThan(least);
    expect(mean).toBeLessThan(1.1 * least + 4);
  },
);

test('ten replications are made before the rule is judged, at most as many again at once, never more than allowed', () => {
  expect(replicationsToAdd(2, 0.1, 100)).toBe(8);
  expect(replicationsToAdd(2, 0.1, 6)).toBe(4);
  expect(replicationsToAdd(10, 1, 100)).toBe(0);
  expect(replicationsToAdd(10, 50, 100)).toBe(10);
  expect(replicationsToAdd(10, Infinity, 12)).toBe(2);
  expect(replicationsToAdd(100, 50, 100)).toBe(0);
});
