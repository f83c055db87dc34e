import { expect, test } from 'vitest';
import { normal, purposeId, Stream, uniform } from '../../engine/core/random.ts';

test('uniform draws of neighbouring keys have mean 1/2, variance 1/12 and no serial correlation', () => {
  const n = 200_000;
  const purpose = purposeId('test');
  let sum = 0;
  let squares = 0;
  let products = 0;
  let before = 0.5;
  for (let i = 0; i < n; i++) {
    const u = uniform(1, purpose, i);
    sum += u;
    squares += (u - 0.5) ** 2;
    products += (u - 0.5) * (before - 0.5);
    before = u;
  }
  expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(0.001);
  expect(Math.abs(products / n)).toBeLessThan((4 * (1 / 12)) / Math.sqrt(n));
});

test('each part of the key changes the draw', () => {
  const p = purposeId('a');
  const q = purposeId('b');
  const draws = [
    uniform(1, p, 2, 3, 4),
    uniform(2, p, 2, 3, 4),
    uniform(1, q, 2, 3, 4),
    uniform(1, p, 3, 3, 4),
    uniform(1, p, 2, 4, 4),
    uniform(1, p, 2, 3, 5),
  ];
  expect(new Set(draws).size).toBe(draws.length);
  expect(uniform(1, p, 2, 3, 4)).toBe(draws[0]);
});

test('normal draws have mean 0 and variance 1', () => {
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const z = normal(7, purposeId('normal'), i);
    sum += z;
    squares += z * z;
  }
  expect(Math.abs(sum / n)).toBeLessThan(0.015);
  expect(Math.abs(squares / n - 1)).toBeLessThan(0.02);
});

test('a stream repeats itself for its key and draws in proportion to weights', () => {
  expect(new Stream(1, 'x', 5).uniform()).toBe(new Stream(1, 'x', 5).uniform());
  const stream = new Stream(1, 'weights');
  const counts = [0, 0, 0];
  for (let i = 0; i < 60_000; i++) counts[stream.weighted([1, 0, 2])]!++;
  expect(counts[1]).toBe(0);
  expect(counts[0]! / 60_000).toBeCloseTo(1 / 3, 2);
  expect(() => stream.weighted([0, 0])).toThrow(RangeError);
});
