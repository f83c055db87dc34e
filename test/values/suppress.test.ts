/** Suppression of small cells, attacked: whoever takes every sum of every published table apart must not learn a small cell. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellBounds, type Relation } from '../../engine/values/cell-bounds.ts';
import {
  type EarlierCells,
  type HouseholdCell,
  type HouseholdPattern,
  householdPattern,
  partShown,
} from '../../engine/values/household-cells.ts';
import { suppress } from '../../engine/values/suppress.ts';

/** A table of rows × columns with both margins and the grand total; the last row and column are sums. */
function withMargins(inner: readonly (readonly number[])[]): {
  counts: number[];
  relations: Relation[];
  columns: number;
} {
  const rows = inner.map((row) => [...row, row.reduce((a, b) => a + b, 0)]);
  const columns = rows[0]!.length;
  rows.push(Array.from({ length: columns }, (_, c) => rows.reduce((sum, row) => sum + row[c]!, 0)));
  const at = (r: number, c: number): number => r * columns + c;
  const relations: Relation[] = [
    ...rows.map((_, r) => ({
      total: at(r, columns - 1),
      parts: Array.from({ length: columns - 1 }, (_, c) => at(r, c)),
    })),
    ...rows[0]!.map((_, c) => ({
      total: at(rows.length - 1, c),
      parts: Array.from({ length: rows.length - 1 }, (_, r) => at(r, c)),
    })),
  ];
  return { counts: rows.flat(), relations, columns };
}

describe('a published example', () => {
  // A table of three rows and columns in which one cell is confidential: the textbook case of a single suppression being undone by subtraction.
  // Hundepool et al., Statistical Disclosure Control (2012), 4.1: one suppressed cell in a row equals total minus the others.
  const { counts, relations } = withMargins([
    [20, 50, 10],
    [8, 19, 22],
    [17, 32, 12],
  ]);

  test('one empty cell alone is found exactly by subtraction', async () => {
    const only = Uint8Array.from(counts, (count) => (count === 8 ? 1 : 0));
    expect(await cellBounds(counts, only, relations, counts.indexOf(8))).toEqual({ lower: 8, upper: 8 });
  });

  test('complementary suppression leaves an interval of ten or more around it', async () => {
    const { withheld, primary, complementary } = await suppress({ counts, relations });
    expect(primary).toBe(1);
    expect(complementary).toBeGreaterThanOrEqual(3);
    const { lower, upper } = await cellBounds(counts, withheld, relations, counts.indexOf(8));
    expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
  });
});

describe('attacks', () => {
  test('random tables with margins: no small cell can be confined to fewer than ten by linear programming', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 200 })), {
            minLength: 3,
            maxLength: 3,
          }),
          {
            minLength: 3,
            maxLength: 6,
          },
        ),
        async (inner) => {
          const { counts, relations } = withMargins(inner);
          if (counts.at(-1)! < 60) return;
          const { withheld } = await suppress({ counts, relations });
          for (let cell = 0; cell < counts.length; cell++) {
            if (counts[cell]! >= 10) continue;
            expect(withheld[cell]).toBe(1);
            const { lower, upper } = await cellBounds(counts, withheld, relations, cell);
            expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
          }
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });

  test('two tables that share a margin: what one withholds cannot be had from the other', async () => {
    // Neighbourhoods by income and the same neighbourhoods by kind of household; totals of neighbourhoods stand in both.
    const incomes = [
      [4, 60, 50],
      [30, 40, 20],
      [25, 33, 41],
    ];
    const kinds = [
      [80, 34],
      [9, 81],
      [60, 39],
    ];
    const a = withMargins(incomes);
    const b = withMargins(kinds);
    const shift = a.counts.length;
    const totalA = (r: number): number => r * a.columns + a.columns - 1;
    const totalB = (r: number): number => shift + r * b.columns + b.columns - 1;
    const counts = [...a.counts, ...b.counts];
    const relations = [
      ...a.relations,
      ...b.relations.map(({ total, parts }) => ({ total: total + shift, parts: parts.map((cell) => cell + shift) })),
      ...[0, 1, 2, 3].map((r) => ({ total: totalA(r), parts: [totalB(r)] })),
    ];
    const { withheld } = await suppress({ counts, relations });
    for (let cell = 0; cell < counts.length; cell++) {
      if (counts[cell]! >= 10) continue;
      const { lower, upper } = await cellBounds(counts, withheld, relations, cell);
      expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
    }
  });

  test('households by neighbourhood, income and kind in three tables: all sums of all tables together give no small cell away', async () => {
    const kinds = ['single', 'couple', 'family', 'single-parent', 'other'];
    const zones = ['A', 'B', 'C', 'D', 'E'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
            { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) },
          ),
          {
            minLength: 75,
            maxLength: 75,
          },
        ),
        async (numbers) => {
          const cells = numbers.map((households, i) => ({
            zone: zones[i % 5]!,
            type: kinds[Math.floor(i / 5) % 5]!,
            incomeClass: ['low', 'middle', 'high'][Math.floor(i / 25)]!,
            households,
          }));
          // A neighbourhood of four people in two households.
          cells.push({ zone: 'F', type: 'couple', incomeClass: 'low', households: 2 });
          const { counts, relations, suppression } = await householdPattern([...zones, 'F'], cells);
          expect(suppression.exposed).toEqual([]);
          for (let cell = 0; cell < counts.length; cell++) {
            if (counts[cell]! >= 10) continue;
            expect(suppression.withheld[cell]).toBe(1);
            const { lower, upper } = await cellBounds(counts, suppression.withheld, relations, cell);
            expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
          }
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  test('how many households of a group pay too much, or travel at all, is no share times a number, nor a sum less the others', async () => {
    const zones = ['A', 'B', 'C', 'D'];
    const types = ['single', 'couple', 'family'];
    let careless = 0;
    const draws = fc.sample(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 72, maxLength: 72 }), {
      numRuns: 20,
      seed: 5,
    });
    for (const numbers of draws) {
      const groups = Array.from({ length: 36 }, (_, i) => {
        const households = 12 + numbers[i]!;
        return {
          zone: zones[i % 4]!,
          type: types[Math.floor(i / 4) % 3]!,
          incomeClass: ['low', 'middle', 'high'][Math.floor(i / 12)]!,
          households,
          burdened: Math.round((households * Math.max(0, numbers[36 + i]! - 60)) / 100),
        };
      });
      const pattern = await householdPattern(zones, groups);
      const shown = await partShown(
        pattern,
        groups,
        ({ burdened }) => burdened,
        ({ households, burdened }) => households - burdened,
      );
      const cells = pattern.keys.map((key) => key.split('|') as [string, string, string]);
      const counts = cells.map(([zone, type, income]) =>
        groups
          .filter(
            (g) =>
              (zone === 'all' || g.zone === zone) &&
              (type === 'all' || g.type === type) &&
              (income === 'all' || g.incomeClass === income),
          )
          .reduce((sum, { burdened }) => sum + burdened, 0),
      );
      const withheld = Uint8Array.from(cells, (cell) => (shown(...cell) ? 0 : 1));
      const alone = Uint8Array.from(counts, (count) => (count < 10 ? 1 : 0));
      for (let at = 0; at < counts.length; at++) {
        if (counts[at]! >= 10) continue;
        expect(withheld[at]).toBe(1);
        const { lower, upper } = await cellBounds(counts, withheld, pattern.relations, at);
        expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
        const bare = await cellBounds(counts, alone, pattern.relations, at);
        if (bare.upper - bare.lower < 10 - 1e-6) careless++;
      }
    }
    // Only leaving out what is small gives some of it away.
    expect(careless).toBeGreaterThan(0);
  });

  describe('two published scenarios of one district, of which a few households differ', () => {
    const zones = ['A', 'B', 'C', 'D'];
    const types = ['single', 'couple', 'family'];
    const made = (numbers: readonly number[]): HouseholdCell[] =>
      numbers.map((households, i) => ({
        zone: zones[i % 4]!,
        type: types[Math.floor(i / 4) % 3]!,
        incomeClass: ['low', 'middle', 'high'][Math.floor(i / 12)]!,
        households,
      }));
    const numbersArb = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 6, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) },
      ),
      { minLength: 36, maxLength: 36 },
    );
    /** Small cells of the second that whoever holds both, and takes what looks the same for the same, confines to fewer than ten. */
    const confined = async (first: HouseholdPattern, second: HouseholdPattern): Promise<number> => {
      const known = second.suppression.withheld.slice();
      second.keys.forEach((_, at) => {
        if (first.suppression.withheld[at] === 0 && first.counts[at] === second.counts[at]) known[at] = 0;
      });
      let found = 0;
      for (let at = 0; at < known.length; at++) {
        if (second.counts[at]! >= 10) continue;
        if (known[at] === 0) found++;
        else {
          const { lower, upper } = await cellBounds(second.counts, known, second.relations, at);
          if (upper - lower < 10 - 1e-6) found++;
        }
      }
      return found;
    };
    const asPublished = ({ keys, counts, suppression }: HouseholdPattern): EarlierCells =>
      new Map(keys.map((key, at) => [key, suppression.withheld[at] === 1 ? null : counts[at]!]));

    test('published beside the first, the second gives no small cell away, or is refused; published without a look at it, it sometimes does', async () => {
      let refused = 0;
      let careless = 0;
      const draws = fc.sample(fc.tuple(numbersArb, fc.integer({ min: 0, max: 35 }), fc.integer({ min: 0, max: 9 })), {
        numRuns: 25,
        seed: 11,
      });
      for (const [numbers, at, other] of draws) {
        const first = await householdPattern(zones, made(numbers));
        const changed = made(numbers.map((one, i) => (i === at ? other : one)));
        const alone = await householdPattern(zones, changed);
        careless += await confined(first, alone);
        const beside = await householdPattern(zones, changed, [asPublished(first)]);
        if (beside.suppression.exposed.length > 0) refused++;
        else expect(await confined(first, beside)).toBe(0);
      }
      expect(careless).toBeGreaterThan(0);
      expect(refused).toBeLessThan(20);
    });
  });

  test('two cells of two people each do not protect one another: what is missing in a sum is ten people or more', async () => {
    const { withheld } = await suppress({
      counts: [2, 2, 40, 30, 74],
      relations: [{ total: 4, parts: [0, 1, 2, 3] }],
      fixed: [0, 0, 0, 0, 1],
    });
    expect([...withheld]).toEqual([1, 1, 0, 1, 0]);
  });

  test('zero is not told apart from few', async () => {
    const { withheld } = await suppress({ counts: [0, 12, 30, 42], relations: [{ total: 3, parts: [0, 1, 2] }] });
    expect(withheld[0]).toBe(1);
  });
});
