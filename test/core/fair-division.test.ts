import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fairDivision, fairDivisionAbove } from '../../engine/core/fair-division.ts';

const requestsOf = fc.array(fc.double({ min: 0, max: 22, noNaN: true }), { minLength: 1, maxLength: 30 });
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

test('fair division gives away all it can, nobody more than asked, and no one less than an equal share needs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 22, noNaN: true }), { minLength: 1, maxLength: 30 }),
      fc.double({ min: -5, max: 200, noNaN: true }),
      (requests, available) => {
        const parts = fairDivision(requests, available);
        const given = parts.reduce((a, b) => a + b, 0);
        const asked = requests.reduce((a, b) => a + b, 0);
        expect(given).toBeCloseTo(Math.min(Math.max(0, available), asked), 9);
        const cap = Math.max(...parts);
        requests.forEach((request, i) => {
          expect(parts[i]!).toBeLessThanOrEqual(request + 1e-12);
          // Who got less than he asked has as much as anybody.
          if (parts[i]! < request - 1e-9) expect(parts[i]!).toBeCloseTo(cap, 9);
        });
      },
    ),
    { seed: 1 },
  );
  expect([...fairDivision([11, 3.7, 11], 15)]).toEqual([5.65, 3.7, 5.65].map((v) => expect.closeTo(v, 12)));
});

test('with a least part everybody has it or nothing, nobody more than asked, and who could still have it is never left out', () => {
  fc.assert(
    fc.property(requestsOf, fc.double({ min: 0, max: 200, noNaN: true }), (requests, available) => {
      const minimum = requests.map((request, i) => Math.min(request, i % 3 === 0 ? 1.38 : 4.14));
      const claim = requests.map((_, i) => (i * 7) % 5);
      const parts = fairDivisionAbove(requests, minimum, claim, available);
      expect(sum(parts)).toBeLessThanOrEqual(Math.min(available, sum(requests)) + 1e-9);
      const left = available - sum(parts);
      requests.forEach((request, i) => {
        expect(parts[i]!).toBeLessThanOrEqual(request + 1e-9);
        if (parts[i]! > 0) expect(parts[i]!).toBeGreaterThanOrEqual(minimum[i]! - 1e-9);
        else if (request > 0) expect(minimum[i]!).toBeGreaterThan(left - 1e-9);
      });
    }),
    { seed: 1 },
  );
});

test('10 kW for three cars of 11 kW on three phases (4.14 kW at least): two are served, the two with the highest claim, 5 kW each', () => {
  const parts = fairDivisionAbove([11, 11, 11], [4.14, 4.14, 4.14], [0, 3, 1], 10);
  expect([...parts]).toEqual([0, 5, 5]);
});
