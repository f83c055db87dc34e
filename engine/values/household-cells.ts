/** Households of the district as cells of every table that counts them: by neighbourhood, by income, by both, by kind, by kind and income.
 *  In: cells as counted. Out: which of them may be shown in any table, decided for all tables at once. No other effect. */
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../demand/population.ts';
import { SMALLEST_CELL } from '../results/small-cells.ts';
import type { Relation } from './cell-bounds.ts';
import { type Suppression, suppress } from './suppress.ts';

export interface HouseholdCell {
  readonly zone: string;
  readonly type: string;
  readonly incomeClass: string;
  readonly households: number;
}

export interface HouseholdPattern {
  /** May a cell be shown? `all` stands for a sum. Only pairs zone × income and type × income exist. */
  readonly shown: (zone: string, type: string, incomeClass: string) => boolean;
  readonly count: (zone: string, type: string, incomeClass: string) => number;
  readonly suppression: Suppression;
  /** Every cell by its key, and every sum among them: for audits. */
  readonly keys: readonly string[];
  readonly counts: Float64Array;
  readonly relations: readonly Relation[];
}

const key = (zone: string, type: string, incomeClass: string): string => `${zone}|${type}|${incomeClass}`;

/** Noisy counts need no complementary suppression: whatever is worked out from them is as private as they are. Small ones stay empty all the same. */
export function noisyPattern(cells: readonly HouseholdCell[]): HouseholdPattern {
  const count = (zone: string, type: string, incomeClass: string): number =>
    cells
      .filter(
        (cell) =>
          (zone === 'all' ? cell.type !== '' : cell.zone === zone) &&
          (type === 'all' || cell.type === type) &&
          (incomeClass === 'all' || cell.incomeClass === incomeClass),
      )
      .reduce((sum, { households }) => sum + households, 0);
  return {
    count,
    shown: (zone, type, incomeClass) => count(zone, type, incomeClass) >= SMALLEST_CELL,
    suppression: { withheld: new Uint8Array(), primary: 0, complementary: 0, exposed: [] },
    keys: [],
    counts: new Float64Array(),
    relations: [],
  };
}

export async function householdPattern(
  zones: readonly string[],
  cells: readonly HouseholdCell[],
): Promise<HouseholdPattern> {
  const keys: string[] = [];
  const index = new Map<string, number>();
  const cell = (zone: string, type: string, incomeClass: string): number => {
    const name = key(zone, type, incomeClass);
    let found = index.get(name);
    if (found === undefined) {
      found = keys.length;
      keys.push(name);
      index.set(name, found);
    }
    return found;
  };
  const relations: Relation[] = [];
  const all = cell('all', 'all', 'all');
  relations.push({ total: all, parts: INCOME_CLASSES.map((income) => cell('all', 'all', income)) });
  for (const [names, at] of [
    [zones, (name: string, income: string) => cell(name, 'all', income)],
    [HOUSEHOLD_TYPES, (name: string, income: string) => cell('all', name, income)],
  ] as const) {
    if (names.length === 0) continue;
    relations.push({ total: all, parts: names.map((name) => at(name, 'all')) });
    for (const name of names)
      relations.push({ total: at(name, 'all'), parts: INCOME_CLASSES.map((income) => at(name, income)) });
    for (const income of INCOME_CLASSES)
      relations.push({ total: cell('all', 'all', income), parts: names.map((name) => at(name, income)) });
  }
  const counts = new Float64Array(keys.length);
  const add = (zone: string, type: string, incomeClass: string, households: number): void => {
    const at = index.get(key(zone, type, incomeClass));
    if (at !== undefined) counts[at]! += households;
  };
  for (const { zone, type, incomeClass, households } of cells)
    for (const income of ['all', incomeClass]) {
      add('all', 'all', income, households);
      add(zone, 'all', income, households);
      add('all', type, income, households);
    }
  const fixed = new Uint8Array(keys.length);
  fixed[all] = 1;
  const suppression = await suppress({ counts, relations, fixed });
  return {
    shown: (zone, type, incomeClass) => {
      const at = index.get(key(zone, type, incomeClass));
      return at !== undefined && suppression.withheld[at] === 0;
    },
    count: (zone, type, incomeClass) => counts[index.get(key(zone, type, incomeClass)) ?? -1] ?? 0,
    suppression,
    keys,
    counts,
    relations,
  };
}
