/** Which numbers about travel may be shown in any table: trips by group and mode, and what is counted beside them, for all groupings at once.
 *  In: PublishSource, what may be shown of households. Out: yes or no by cell. No other effect.
 *  People behind a cell are simulated residents: a scaled-up handful is still a handful. */
import { MODES } from '../../mobility/stores.ts';
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import type { Relation } from '../../values/cell-bounds.ts';
import type { HouseholdPattern } from '../../values/household-cells.ts';
import { suppress } from '../../values/suppress.ts';
import type { PublishSource, Row } from '../publish-source.ts';

export interface TravelPattern {
  /** May the number of trips of a group, or by a mode in it, be shown? */
  readonly trips: (dimension: string, group: string, mode?: string) => boolean;
  /** May the number of residents of a group be shown? */
  readonly residents: (dimension: string, group: string) => boolean;
  /** May a count of people in a group be shown, given by its column (turned away, failed trips, subscribers)? */
  readonly counted: (column: CountedColumn, dimension: string, group: string) => boolean;
  /** Modes that so few use in the whole district that no figure about them is shown, and those that hide what is left for them. */
  readonly fewUsers: ReadonlySet<string>;
  /** Cells for audits: everything a reader can add up. */
  readonly audit: ReadonlyArray<{
    readonly counts: readonly number[];
    readonly withheld: Uint8Array;
    readonly small: readonly number[];
    readonly relations: readonly Relation[];
  }>;
}

export const COUNTED = ['turnedAwayPerDay', 'failedTripShare', 'subscriberShare'] as const;
export type CountedColumn = (typeof COUNTED)[number];

/** A trip there and one back: without knowing who made them, so many trips stand for one traveller. */
const TRIPS_A_TRAVELLER = 2;
const TRIP_DIMENSIONS = ['purpose', 'distance'];

export async function travelPattern(source: PublishSource, households: HouseholdPattern): Promise<TravelPattern> {
  const shown = new Set<string>();
  const audit: TravelPattern['audit'][number][] = [];
  const name = (...parts: readonly string[]): string => parts.join('|');
  const zoneOfName = new Map(source.zones.map((row) => [String(row['name']), String(row['zone'])]));
  const householdCell = (dimension: string, group: string): boolean =>
    dimension === 'income'
      ? households.shown('all', 'all', group)
      : dimension === 'household'
        ? households.shown('all', group, 'all')
        : dimension !== 'neighbourhood' || households.shown(zoneOfName.get(group) ?? group, 'all', 'all');
  const dimensions = [...new Set(source.travellers.map((row) => String(row['dimension'])))];
  const totalPeople = new Map(MODES.map((mode) => [mode as string, 0]));
  for (const row of source.travelCells)
    if (row['dimension'] === 'income')
      totalPeople.set(String(row['mode']), (totalPeople.get(String(row['mode'])) ?? 0) + Number(row['people']));
  const fewUsers = withCompany(totalPeople);

  for (const dimension of dimensions) {
    const rows = source.travellers.filter((row) => row['dimension'] === dimension);
    const groups = rows.map((row) => String(row['group']));
    const cells = cellsOf(dimension, rows, source);
    const counts: number[] = [];
    const behind: number[] = [];
    const fixed: number[] = [];
    const forced: number[] = [];
    const cell = (count: number, people: number, known: boolean, hide: boolean): number => {
      behind.push(people);
      fixed.push(known ? 1 : 0);
      forced.push(hide ? 1 : 0);
      return counts.push(count) - 1;
    };
    const at = groups.map((group) =>
      MODES.map((mode) => {
        const { trips, people } = cells.of(group, mode);
        return cell(trips, people, false, !householdCell(dimension, group) || fewUsers.has(mode));
      }),
    );
    const sum = (list: readonly number[]): number => list.reduce((total, one) => total + counts[one]!, 0);
    const ofGroup = groups.map((group, g) =>
      cell(sum(at[g]!), cells.members(group), false, !householdCell(dimension, group)),
    );
    // Trips by mode in the whole district are told by its figures.
    const ofMode = MODES.map((_, m) => cell(sum(at.map((row) => row[m]!)), Number.POSITIVE_INFINITY, true, false));
    const all = cell(sum(ofGroup), Number.POSITIVE_INFINITY, true, false);
    const relations: Relation[] = [
      { total: all, parts: ofGroup },
      ...ofGroup.map((total, g) => ({ total, parts: at[g]! })),
      ...ofMode.map((total, m) => ({ total, parts: at.map((row) => row[m]!) })),
    ];
    const { withheld } = await suppress({ counts, behind, relations, fixed, forced });
    groups.forEach((group, g) => {
      if (withheld[ofGroup[g]!] === 0) shown.add(name('trips', dimension, group, ''));
      MODES.forEach((mode, m) => {
        if (withheld[at[g]![m]!] === 0) shown.add(name('trips', dimension, group, mode));
      });
    });
    const small = counts.flatMap((count, i) =>
      fixed[i] === 0 && Math.min(count, behind[i]!) < SMALLEST_CELL ? [i] : [],
    );
    audit.push({ counts, withheld, small, relations });

    const margin = async (values: readonly number[], hide: readonly boolean[]): Promise<Uint8Array> => {
      const total = values.reduce((a, b) => a + b, 0);
      const { withheld: hidden } = await suppress({
        counts: [...values, total],
        relations: [{ total: values.length, parts: values.map((_, i) => i) }],
        fixed: [...values.map(() => 0), 1],
        forced: [...hide.map((one) => (one ? 1 : 0)), 0],
      });
      return hidden;
    };
    if (!TRIP_DIMENSIONS.includes(dimension)) {
      const residents = await margin(
        rows.map((row) => Number(row['persons'] ?? 0)),
        groups.map((group) => !householdCell(dimension, group)),
      );
      groups.forEach((group, g) => {
        if (residents[g] === 0) shown.add(name('residents', dimension, group));
      });
    }
    for (const column of COUNTED) {
      const people = rows.map((row) => peopleCounted(column, row, source.travelScale));
      const hidden = await margin(
        people.map(([count]) => count),
        people.map(([, rest], g) => rest < SMALLEST_CELL || withheld[ofGroup[g]!] === 1),
      );
      groups.forEach((group, g) => {
        if (hidden[g] === 0) shown.add(name(column, dimension, group));
      });
    }
  }
  return {
    trips: (dimension, group, mode = '') => shown.has(name('trips', dimension, group, mode)),
    residents: (dimension, group) => shown.has(name('residents', dimension, group)),
    counted: (column, dimension, group) => shown.has(name(column, dimension, group)),
    fewUsers,
    audit,
  };
}

/** Modes that fewer than ten people use, and the next smallest ones until two modes and ten people are missing: the shares of all modes add up to
 *  one, and what is left of it would tell a single one. */
function withCompany(people: ReadonlyMap<string, number>): Set<string> {
  const rising = [...people].sort((a, b) => a[1] - b[1]);
  const few = rising.filter(([, count]) => count < SMALLEST_CELL).length;
  if (few === 0) return new Set();
  let taken = few;
  const enough = (): boolean =>
    taken >= 2 && rising.slice(0, taken).reduce((sum, [, count]) => sum + count, 0) >= SMALLEST_CELL;
  while (taken < rising.length && !enough()) taken++;
  return new Set(rising.slice(0, taken).map(([mode]) => mode));
}

const number = (row: Row, key: string): number => (row[key] === null || row[key] === undefined ? 0 : Number(row[key]));

/** People that a column counts in a group, and those it does not count. */
function peopleCounted(column: CountedColumn, row: Row, travelScale: number): readonly [count: number, rest: number] {
  if (column === 'turnedAwayPerDay') return [number(row, column) / travelScale, Number.POSITIVE_INFINITY];
  if (column === 'subscriberShare') {
    const subscribers = number(row, column) * number(row, 'persons');
    return [subscribers, number(row, 'persons') - subscribers];
  }
  const failed = number(row, column);
  return [
    failed < 1 ? (number(row, 'tripsPerDay') / travelScale) * (failed / (1 - failed)) : 0,
    Number.POSITIVE_INFINITY,
  ];
}

/** Trips and people by group and mode: of groups of people as counted, of groups of trips from the tables of the result. */
function cellsOf(
  dimension: string,
  rows: readonly Row[],
  source: PublishSource,
): {
  readonly of: (group: string, mode: string) => { readonly trips: number; readonly people: number };
  readonly members: (group: string) => number;
} {
  const key = (group: string, mode: string): string => `${group}|${mode}`;
  const cells = new Map<string, { trips: number; people: number }>();
  const members = new Map<string, number>();
  const asPeople = (trips: number): number => trips / source.travelScale / TRIPS_A_TRAVELLER;
  if (!TRIP_DIMENSIONS.includes(dimension)) {
    for (const row of source.travelCells)
      if (row['dimension'] === dimension)
        cells.set(key(String(row['group']), String(row['mode'])), {
          trips: Number(row['trips']),
          people: Number(row['people']),
        });
    for (const row of source.travelPeople)
      if (row['dimension'] === dimension) members.set(String(row['group']), Number(row['people']));
  } else
    for (const row of rows) {
      const group = String(row['group']);
      members.set(group, asPeople(number(row, 'tripsPerDay')));
      for (const mode of MODES) {
        const trips = number(row, 'tripsPerDay') * number(row, shareColumn(mode));
        cells.set(key(group, mode), { trips, people: asPeople(trips) });
      }
    }
  return {
    of: (group, mode) => cells.get(key(group, mode)) ?? { trips: 0, people: 0 },
    members: (group) => members.get(group) ?? 0,
  };
}

/** Column of the share of a mode in the table of travellers. */
export const shareColumn = (mode: string): string =>
  `share${mode.replace(/(^|[- ])(\w)/g, (_all, _gap, letter: string) => letter.toUpperCase())}`;
