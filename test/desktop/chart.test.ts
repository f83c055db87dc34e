/** Charts of long series: no peak is lost, ticks are round on the clock. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Curve, columnsOf, extentOf, indexAt } from '../../desktop/renderer/src/parts/chart/curve.ts';
import { numberTicks, timeTicks } from '../../desktop/renderer/src/parts/chart/ticks.ts';

const value = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

test('the extent of any stretch is that of its values one by one, missing ones left out', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), fc.nat(400), fc.nat(400), (values, a, b) => {
      const [from, to] = [Math.min(a, b, values.length), Math.min(Math.max(a, b), values.length)];
      const curve = new Curve(Float64Array.from(values));
      curve.extent(from, to);
      const numbers = values.slice(from, to).filter((one) => !Number.isNaN(one));
      expect(curve.low).toBe(numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY));
      expect(curve.high).toBe(numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY));
    }),
  );
});

test('columns of pixels share out the values shown: none twice, none lost, each in its own place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 90 }),
      fc.nat(200),
      (count, columns, start) => {
        const x = Float64Array.from({ length: 500 }, (_, i) => 900 * i);
        const [from, to] = [900 * start + 100, 900 * (start + count) + 100];
        const firstOf = columnsOf(x, from, to, columns);
        expect(firstOf[0]).toBe(indexAt(x, from));
        expect(firstOf[columns]).toBe(indexAt(x, to));
        for (let c = 0; c < columns; c++)
          for (let i = firstOf[c]!; i < firstOf[c + 1]!; i++)
            expect(Math.floor(((x[i]! - from) / (to - from)) * columns)).toBeCloseTo(c, -1);
      },
    ),
  );
});

test('a scale holds zero and every value shown, and one on either side', () => {
  const x = Float64Array.from({ length: 10 }, (_, i) => i);
  expect(extentOf(x, [new Curve(Float64Array.of(1, 9, 2, 3, 4, 5, -7, 8, 9, 99))], 2, 6)).toEqual([-7, 9]);
});

test('ticks of numbers are round and lie in the range', () => {
  expect(numberTicks(-3, 37, 5)).toEqual([0, 10, 20, 30]);
  expect(numberTicks(0, 0.42, 4)).toEqual([0, 0.2, 0.4]);
});

const utc = (text: string): number => Date.parse(text) / 1000;

test('days of a week begin at midnight on the clock, also when the clock goes forward (29 March 2026, Europe/Amsterdam)', () => {
  const ticks = timeTicks(utc('2026-03-27T23:00Z'), utc('2026-03-31T22:00Z'), 6, 'en');
  expect(ticks.map(({ at }) => new Date(at * 1000).toISOString())).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
    '2026-03-30T22:00:00.000Z',
    '2026-03-31T22:00:00.000Z',
  ]);
});

test('hours around the return of winter time are on the clock (25 October 2026: 03:00 becomes 02:00)', () => {
  const ticks = timeTicks(utc('2026-10-24T22:00Z'), utc('2026-10-25T10:00Z'), 5, 'nl');
  expect(ticks.map(({ text }) => text)).toEqual(['zo 25 okt', '03:00', '06:00', '09:00']);
  expect(ticks[1]!.at).toBe(utc('2026-10-25T02:00Z'));
});

test('a year has ticks at the first of its months', () => {
  const ticks = timeTicks(utc('2024-12-31T23:00Z'), utc('2025-12-31T23:00Z'), 12, 'en');
  expect(ticks.map(({ text }) => text).slice(0, 3)).toEqual(['Jan 2025', 'Feb', 'Mar']);
  expect(ticks.length).toBe(13);
});
