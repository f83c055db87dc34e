/** What every published table is made of. Pure. */
import type { Column, Table } from '../../core/table.ts';
import { column, table } from '../../results/tables/column.ts';
import type { Row } from '../publish-source.ts';

export interface PublishedTable {
  readonly table: Table;
  readonly title: { readonly nl: string; readonly en: string };
  /** Cells withheld. */
  readonly withheld: number;
  readonly geometry: boolean;
}

export type Cell = number | null;
export type Described = readonly [name: string, unit: string, description: string];

const countNulls = (columns: readonly Column[]): number =>
  columns.reduce(
    (sum, { values }) => sum + Array.from(values as ArrayLike<unknown>).filter((value) => value === null).length,
    0,
  );

export function published(
  name: string,
  title: PublishedTable['title'],
  rows: number,
  columns: readonly Column[],
): PublishedTable {
  return {
    table: table(name, rows, columns),
    title,
    withheld: countNulls(columns),
    geometry: columns.some((one) => one.name === 'geometry' || one.name === 'lonDeg'),
  };
}

/** Six significant digits: more say nothing, and would tell apart what should not be. */
export const rounded = (number: number): number => Number(number.toPrecision(6));
export const cents = (value: number): Cell => (Number.isFinite(value) ? Math.round(value * 100) / 100 : null);

/** A number of a row, null where there is none. */
export const value = (row: Row, name: string): Cell =>
  row[name] === null || row[name] === undefined || !Number.isFinite(Number(row[name]))
    ? null
    : rounded(Number(row[name]));

/** A column of text of rows. */
export const words = (rows: readonly Row[], name: string, description: string, as = name): Column =>
  column(
    as,
    '',
    description,
    rows.map((row) => String(row[name] ?? '')),
  );

/** A column of places in degrees. */
export const degrees = (rows: readonly Row[], name: 'lonDeg' | 'latDeg'): Column =>
  column(
    name,
    '°',
    `${name === 'lonDeg' ? 'longitude' : 'latitude'}, WGS 84`,
    Float64Array.from(rows, (row) => Number(row[name])),
  );
