/** Inequality measures against published examples and against their definitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  concentrationIndex,
  gini,
  herfindahl,
  meanLogDeviation,
  palma,
  shareBelow,
  sorted,
  suits,
  theil,
} from '../../engine/core/inequality.ts';

const amounts = fc.array(fc.double({ min: 0.01, max: 1e5, noNaN: true }), { minLength: 2, maxLength: 40 });

describe('published examples', () => {
  test('Gini of 1 3 2 1 1 1 4 is 0.3076923 (manual of R package phylotools 0.1.2, after package ineq)', () => {
    expect(gini([1, 3, 2, 1, 1, 1, 4])).toBeCloseTo(0.3076923, 7);
  });

  test('mean log deviation (Theil L) of the regional incomes 10 10 10 20 50 is 0.2326302 (Stoermann 2009, in the manual of R package REAT 3.0.3)', () => {
    expect(meanLogDeviation([10, 10, 10, 20, 50])).toBeCloseTo(0.2326302, 7);
  });

  test('Theil T of ten incomes in three groups, its parts and the Gini are those of Python package inequality 1.1.2 (PySAL)', () => {
    const incomes = [12, 7, 19, 33, 8, 41, 27, 15, 22, 64];
    const parts = theil(incomes, undefined, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]);
    expect(parts.total).toBeCloseTo(0.2062576683986873, 12);
    expect(parts.between).toBeCloseTo(0.06076914, 8);
    expect(parts.within).toBeCloseTo(0.14548853, 8);
    expect(gini(incomes)).toBeCloseTo(0.3580645161290323, 12);
  });

  test('Herfindahl index of four firms with 30, 30, 20 and 20 % is 2,600 (US Department of Justice, Herfindahl-Hirschman Index)', () => {
    expect(herfindahl([30, 30, 20, 20]) * 10_000).toBeCloseTo(2600, 9);
  });

  test('Palma of tenths 1, 1.5, 2 and 3 below and 10 on top is 10/7.5, and 10/3 where the lowest four have 3 (World Bank, PIP technical team: package wbpip, tests of get_palma_ratio); who is between does not matter', () => {
    for (const between of [
      [3, 3, 3, 3, 3],
      [3, 4, 5, 6, 9],
      [10, 10, 10, 10, 10],
    ]) {
      expect(palma([10, 1, 1.5, 2, 3, ...between])).toBeCloseTo(10 / 7.5, 12);
      expect(palma([20, 1, 1.5, 2, 3, ...between])).toBeCloseTo(20 / 7.5, 12);
      expect(palma([0.75, ...between, 10], [4, 1, 1, 1, 1, 1, 1])).toBeCloseTo(10 / 3, 12);
    }
  });

  test('Herfindahl index of the shares 0.40 0.30 0.15 0.10 0.05 is 0.285 (by hand; shares of Kvålseth 2022, PLoS ONE 17, fig. 1)', () => {
    expect(herfindahl([0.4, 0.3, 0.15, 0.1, 0.05])).toBeCloseTo(0.285, 12);
  });

  test('Suits: a burden in proportion to income is 0; all of it on the poorest is −1 in the limit (Suits 1977, figures 1 and 2)', () => {
    expect(suits([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(0, 12);
    const income = [1e-9, 1, 1, 1];
    expect(suits([1, 0, 0, 0], income)).toBeCloseTo(-1, 6);
  });
});

describe('hand calculations', () => {
  test('Theil of two groups {1, 3} and {4, 8}: between 0.1308, within 0.0839 (by pencil)', () => {
    // mean 4; groups' means 2 and 6, income shares 1/4 and 3/4.
    const between = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5);
    const withinA = 0.5 * (0.5 * Math.log(0.5) + 1.5 * Math.log(1.5));
    const withinB = 0.5 * ((4 / 6) * Math.log(4 / 6) + (8 / 6) * Math.log(8 / 6));
    const parts = theil([1, 3, 4, 8], undefined, ['a', 'a', 'b', 'b']);
    expect(parts.between).toBeCloseTo(between, 12);
    expect(parts.within).toBeCloseTo(0.25 * withinA + 0.75 * withinB, 12);
    expect(parts.between).toBeCloseTo(0.1308, 4);
  });

  test('Palma of 1 … 10: the top tenth has 10 of 55, the bottom four tenths 10 of 55: ratio 1', () => {
    expect(palma([10, 1, 2, 9, 3, 4, 8, 5, 6, 7])).toBeCloseTo(1, 12);
  });

  test('with weights: equal amounts give 0 and 1/4; all with one of four gives 0.75; 1 2 3 4 gives 0.25', () => {
    expect(gini([3, 3, 3], [1, 2, 5])).toBeCloseTo(0, 12);
    expect(palma([3, 3, 3], [1, 2, 5])).toBeCloseTo(0.25, 12);
    expect(gini([0, 0, 0, 8], [1, 1, 1, 1])).toBeCloseTo(0.75, 12);
    expect(gini([1, 2, 3, 4], [1, 1, 1, 1])).toBeCloseTo(0.25, 12);
  });

  test('the lowest 40 % of five people with 0 0 0 0 10 have nothing, so that the Palma ratio does not exist', () => {
    expect(shareBelow(sorted([0, 0, 0, 0, 10]), 0.4)).toBe(0);
    expect(palma([0, 0, 0, 0, 10])).toBeNaN();
  });

  test('nobody, or a sum of zero, has no inequality rather than an equal one', () => {
    for (const measure of [gini, palma, (v: number[]) => theil(v).total]) {
      expect(measure([])).toBeNaN();
      expect(measure([0, 0])).toBeNaN();
    }
    expect(theil([1, -1, 3]).total).toBeNaN();
  });
});

describe('properties', () => {
  test('Gini equals the mean absolute difference over twice the mean', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        let sum = 0;
        for (const a of values) for (const b of values) sum += Math.abs(a - b);
        expect(gini(values)).toBeCloseTo(sum / (2 * values.length ** 2 * mean), 9);
      }),
    );
  });

  test('a weight of k is the same as k equal people', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 4 })), { minLength: 2 }),
        (rows) => {
          const values = rows.map(([value]) => value);
          const weights = rows.map(([, weight]) => weight);
          const repeated = rows.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
          expect(gini(values, weights)).toBeCloseTo(gini(repeated), 9);
          expect(theil(values, weights).total).toBeCloseTo(theil(repeated).total, 9);
          expect(palma(values, weights)).toBeCloseTo(palma(repeated), 9);
        },
      ),
    );
  });

  test('Theil is the sum of between and within, and neither is negative', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 5 }), (values, groups) => {
        const group = values.map((_, i) => i % groups);
        const { total, between, within } = theil(values, undefined, group);
        expect(between + within).toBeCloseTo(total, 9);
        expect(between).toBeGreaterThan(-1e-9);
        let own = 0;
        const sum = values.reduce((a, b) => a + b, 0);
        for (let g = 0; g < groups; g++) {
          const members = values.filter((_, i) => i % groups === g);
          if (members.length > 0) own += (members.reduce((a, b) => a + b, 0) / sum) * theil(members).total;
        }
        expect(within).toBeCloseTo(own, 9);
      }),
    );
  });

  test('ranking by the value itself, the concentration index is the Gini; ranking the other way round, its negative', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        expect(concentrationIndex(values, values)).toBeCloseTo(gini(values), 9);
        expect(
          concentrationIndex(
            values,
            values.map((v) => -v),
          ),
        ).toBeCloseTo(-gini(values), 9);
      }),
    );
  });

  test('all with the same rank: no concentration, whatever the order in the file', () => {
    expect(concentrationIndex([5, 1, 9], [2, 2, 2])).toBeCloseTo(0, 12);
  });
});
