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

/** What a package that is out already says about the same households: by key of a cell, its number or null where it was withheld. */
export type EarlierCells = ReadonlyMap<string, number | null>;

/** Key of a cell in every package. */
export const cellKey = (zone: string, type: string, incomeClass: string): string => `${zone}|${type}|${incomeClass}`;

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

/** @param earlier packages about the same district: what they withhold is withheld here too, and what they show and is the same here
 *  counts as known and protects nothing */
export async function householdPattern(
  zones: readonly string[],
  cells: readonly HouseholdCell[],
  earlier: readonly EarlierCells[] = [],
): Promise<HouseholdPattern> {
  const keys: string[] = [];
  const index = new Map<string, number>();
  const cell = (zone: string, type: string, incomeClass: string): number => {
    const name = cellKey(zone, type, incomeClass);
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
  for (const group of cells)
    for (const key of keysOf(group)) {
      const at = index.get(key);
      if (at !== undefined) counts[at]! += group.households;
    }
  const fixed = new Uint8Array(keys.length);
  fixed[all] = 1;
  const forced = new Uint8Array(keys.length);
  for (const known of earlier)
    keys.forEach((name, at) => {
      const before = known.get(name);
      if (before === null && at !== all) forced[at] = 1;
      if (before === counts[at] && counts[at]! >= SMALLEST_CELL) fixed[at] = 1;
    });
  // A cell that one package withholds and another shows is known.
  for (let at = 0; at < keys.length; at++) if (fixed[at] === 1) forced[at] = 0;
  const suppression = await suppress({ counts, relations, fixed, forced });
  return {
    shown: (zone, type, incomeClass) => {
      const at = index.get(cellKey(zone, type, incomeClass));
      return at !== undefined && suppression.withheld[at] === 0;
    },
    count: (zone, type, incomeClass) => counts[index.get(cellKey(zone, type, incomeClass)) ?? -1] ?? 0,
    suppression,
    keys,
    counts,
    relations,
  };
}

/** Which cells may show something about a part of their households: those that travel in the simulation, whose income is known, that pay too much.
 *  Where the part, or the rest of its cell, is fewer than ten households the cell stays empty, and so do others from which it could be worked out.
 *  @param part households of a group in the part, @param rest those of it that are not; @returns as `shown` of the pattern, never more than it */
export async function partShown<Group extends HouseholdCell>(
  pattern: HouseholdPattern,
  groups: readonly Group[],
  part: (group: Group) => number,
  rest: (group: Group) => number = () => Number.POSITIVE_INFINITY,
): Promise<HouseholdPattern['shown']> {
  const { keys, relations, suppression } = pattern;
  const index = new Map(keys.map((key, at) => [key, at]));
  const counts = new Float64Array(keys.length);
  const others = new Float64Array(keys.length);
  for (const group of groups)
    for (const key of keysOf(group)) {
      const at = index.get(key);
      if (at === undefined) continue;
      counts[at]! += part(group);
      others[at]! += rest(group);
    }
  const behind = counts.map((count, at) => Math.min(count, others[at]!));
  const all = index.get(cellKey('all', 'all', 'all'));
  const fixed = keys.map((_, at) => (at === all && behind[at]! >= SMALLEST_CELL ? 1 : 0));
  const forced = suppression.withheld;
  const { withheld, exposed } = await suppress({ counts, behind, relations, fixed, forced });
  return (zone, type, incomeClass) => {
    const at = index.get(cellKey(zone, type, incomeClass));
    return exposed.length === 0 && at !== undefined && withheld[at] === 0;
  };
}

/** Every cell that households of a group are part of. */
const keysOf = ({ zone, type, incomeClass }: HouseholdCell): string[] =>
  ['all', incomeClass].flatMap((income) => [
    cellKey('all', 'all', income),
    cellKey(zone, 'all', income),
    cellKey('all', type, income),
  ]);
