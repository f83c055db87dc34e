/** Tables to Parquet and back, through DuckDB. In: Table. Out: a file (ZSTD), or columns of a file. Touches files. */
import {
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBVector,
  ENUM,
  FLOAT,
  INTEGER,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import type { Column, Table } from '../core/table.ts';

/** Rows of a chunk; DuckDB's vector size. */
const CHUNK_ROWS = 2048;

/** A connection to a database in memory that is closed with the block that opened it. */
export async function openDuckDb(): Promise<DuckDBConnection & Disposable> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  return Object.assign(connection, {
    [Symbol.dispose]: () => {
      connection.closeSync();
      instance.closeSync();
    },
  });
}

export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes one table to one file. @throws Error of the file system (disk full, no permission) */
export async function writeParquet(
  connection: DuckDBConnection,
  table: Table,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  const name = sqlName(table.name);
  const types = table.columns.map(columnType);
  const definition = table.columns.map((column, i) => `${sqlName(column.name)} ${sqlType(column, types[i]!)}`);
  await connection.run(`CREATE OR REPLACE TABLE ${name} (${definition.join(', ')})`);
  const appender = await connection.createAppender(table.name);
  await appendRows(appender, table, types, signal);
  await connection.run(`COPY ${name} TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run(`DROP TABLE ${name}`);
}

async function appendRows(
  appender: DuckDBAppender,
  table: Table,
  types: readonly DuckDBType[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let from = 0, chunkNumber = 0; from < table.rowCount; from += CHUNK_ROWS, chunkNumber++) {
    const rows = Math.min(CHUNK_ROWS, table.rowCount - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    table.columns.forEach((column, i) => {
      fillVector(chunk.getColumnVector(i), column, from, rows);
    });
    appender.appendDataChunk(chunk);
    if (chunkNumber % 64 === 63) {
      throwIfCancelled(signal);
      await breathe();
    }
  }
  appender.closeSync();
}

function fillVector(vector: DuckDBVector, column: Column, from: number, rows: number): void {
  const { values } = column;
  // The vectors keep their numbers in a typed array that the library's types do not show; one copy is 5 times faster than a call per value.
  const items = (vector as { readonly items?: unknown }).items;
  if (ArrayBuffer.isView(values) && ArrayBuffer.isView(items))
    (items as Float64Array).set((values as Float64Array).subarray(from, from + rows));
  else if (column.categories !== undefined)
    for (let i = 0; i < rows; i++) vector.setItem(i, column.categories[values[from + i] as number]!);
  else for (let i = 0; i < rows; i++) vector.setItem(i, values[from + i]!);
  vector.flush();
}

function columnType({ values, categories }: Column): DuckDBType {
  if (categories !== undefined) return ENUM(categories);
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof Int32Array) return INTEGER;
  if (values instanceof Uint32Array) return UINTEGER;
  if (values instanceof Uint16Array) return USMALLINT;
  if (values instanceof Uint8Array) return UTINYINT;
  return (values as readonly unknown[]).some((value) => typeof value === 'string') ? VARCHAR : DOUBLE;
}

const sqlType = (column: Column, type: DuckDBType): string =>
  column.categories === undefined ? type.toString() : `ENUM (${column.categories.map(sqlText).join(', ')})`;
