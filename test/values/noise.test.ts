/** Differential privacy: the noise has the law it claims, and stays the same for the same secret. */
import { expect, test } from 'vitest';
import { noisyCount, noisySum } from '../../engine/values/noise.ts';

const DRAWS = 20_000;
const SECRET = 'a secret of enough length';

test('geometric noise: P(0) = (1 − r)/(1 + r) and variance 2r/(1 − r)² with r = e^−ε (Ghosh et al. 2012)', () => {
  const epsilon = 0.5;
  const r = Math.exp(-epsilon);
  const values = Array.from(
    { length: DRAWS },
    (_, cell) => noisyCount(1000, cell, { epsilon, secret: SECRET, release: '11' }) - 1000,
  );
  const zero = values.filter((value) => value === 0).length / DRAWS;
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / DRAWS;
  expect(zero).toBeCloseTo((1 - r) / (1 + r), 1);
  expect(Math.abs(variance / ((2 * r) / (1 - r) ** 2) - 1)).toBeLessThan(0.06);
  expect(values.every(Number.isInteger)).toBe(true);
});

test('Laplace noise: mean 0, mean size sensitivity / ε (Dwork et al. 2006)', () => {
  const values = Array.from({ length: DRAWS }, (_, cell) =>
    noisySum(0, cell, { epsilon: 0.1, secret: SECRET, release: '3' }, 500),
  );
  const size = values.reduce((sum, value) => sum + Math.abs(value), 0) / DRAWS;
  expect(Math.abs(size / 5000 - 1)).toBeLessThan(0.03);
  expect(Math.abs(values.reduce((a, b) => a + b, 0) / DRAWS)).toBeLessThan(200);
});

test('neighbouring counts: no outcome is more than e^ε times as likely for one as for the other', () => {
  const epsilon = 1;
  const tally = (count: number): Map<number, number> => {
    const found = new Map<number, number>();
    for (let cell = 0; cell < DRAWS; cell++) {
      const value = noisyCount(count, cell, { epsilon, secret: SECRET, release: '5' });
      found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  };
  const a = tally(100);
  const b = tally(101);
  for (const [value, n] of a) if (n > 500) expect(n / (b.get(value) ?? 0)).toBeLessThan(Math.exp(epsilon) * 1.15);
});

test('a smaller ε makes more noise; the same secret makes the same noise; no count falls below zero', () => {
  const spread = (epsilon: number): number =>
    Array.from({ length: 2000 }, (_, cell) =>
      Math.abs(noisyCount(500, cell, { epsilon, secret: SECRET, release: '1' }) - 500),
    ).reduce((x, y) => x + y, 0);
  expect(spread(0.1)).toBeGreaterThan(3 * spread(1));
  expect(noisyCount(7, 3, { epsilon: 0.3, secret: SECRET, release: '9' })).toBe(
    noisyCount(7, 3, { epsilon: 0.3, secret: SECRET, release: '9' }),
  );
  for (let cell = 0; cell < 500; cell++)
    expect(noisyCount(0, cell, { epsilon: 0.2, secret: SECRET, release: '2' })).toBeGreaterThanOrEqual(0);
});

test('two results, or two values of ε, never share their noise: the difference of two packages of one secret is not exact', () => {
  const of = (release: string, epsilon: number, count: number) =>
    Array.from({ length: 200 }, (_, cell) => noisyCount(count, cell, { epsilon, secret: SECRET, release }));
  const [a, b] = [of('result a', 0.5, 1000), of('result b', 0.5, 1003)];
  expect(new Set(a.map((value, i) => b[i]! - value)).size).toBeGreaterThan(10);
  const sum = (epsilon: number) =>
    Array.from({ length: 200 }, (_, cell) => noisySum(0, cell, { epsilon, secret: SECRET, release: 'a' }, 500));
  const ratios = sum(0.1).map((value, i) => value / sum(0.2)[i]!);
  expect(ratios.filter((ratio) => Math.abs(ratio - 2) < 0.01).length).toBeLessThan(10);
});
