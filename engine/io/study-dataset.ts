/** A study as tables: `runs` (one row a run) and `indicators` (one row a run and indicator), and all kept results as one dataset that is
 *  partitioned by scenario, replication and lever point. In: records. Out: Parquet files, or a connection that asks them. Touches files. */
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, RunError } from '../core/errors.ts';
import type { Column, Table } from '../core/table.ts';
import { openDuckDb, sqlName, sqlText, writeParquet } from './parquet.ts';
import type { RunRecord } from './study-folder.ts';

export const INDICATORS_FILE = 'indicators.parquet';
export const RUNS_FILE = 'runs.parquet';

/** Writes both tables, each whole or not at all. @throws RunError when the disk refuses */
export async function writeStudyDataset(
  folder: string,
  all: Iterable<RunRecord>,
  units: Readonly<Record<string, string>>,
): Promise<void> {
  const records = [...all].sort(
    (a, b) => a.scenarioIndex - b.scenarioIndex || a.point - b.point || a.replication - b.replication,
  );
  using connection = await openDuckDb();
  for (const [table, name] of [
    [runsTable(records), RUNS_FILE],
    [indicatorsTable(records, units), INDICATORS_FILE],
  ] as const) {
    const file = join(folder, name);
    try {
      await writeParquet(connection, table, `${file}.part`);
      renameSync(`${file}.part`, file);
    } catch (error) {
      throw new RunError(`${file} cannot be written (${(error as Error).message.split('\n')[0]}); the runs are kept`);
    }
  }
}

function codes(name: string, description: string, texts: readonly string[]): Column {
  const categories = [...new Set(texts)].sort();
  const code = new Map(categories.map((text, i) => [text, i]));
  // No run succeeded: there is nothing to number.
  if (categories.length === 0 || categories.length > 65_535) return { name, unit: '', description, values: texts };
  return { name, unit: '', description, values: Uint16Array.from(texts, (text) => code.get(text)!), categories };
}

function leverColumns(records: readonly RunRecord[]): Column[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record.levers)))].sort();
  return names.map((name) => {
    const values = records.map((record) => record.levers[name] ?? null);
    const description = 'Lever';
    if (values.every((value) => value === null || typeof value === 'number'))
      return { name, unit: '', description, values: values as (number | null)[] };
    return codes(
      name,
      description,
      values.map((value) => (value === null ? '' : String(value))),
    );
  });
}

const whole = (name: string, description: string, values: readonly number[]): Column => ({
  name,
  unit: '',
  description,
  values: Uint32Array.from(values),
});

function keyColumns(records: readonly RunRecord[]): Column[] {
  return [
    { name: 'run', unit: '', description: 'Run id', values: records.map(({ id }) => id) },
    codes(
      'scenario',
      'Scenario',
      records.map(({ scenarioName }) => scenarioName),
    ),
    whole(
      'point',
      'Number of the lever point',
      records.map(({ point }) => point),
    ),
    whole(
      'replication',
      'Replication, from 0',
      records.map(({ replication }) => replication),
    ),
    ...leverColumns(records),
  ];
}

function runsTable(records: readonly RunRecord[]): Table {
  const text = (name: string, description: string, values: readonly string[]): Column => ({
    name,
    unit: '',
    description,
    values,
  });
  return {
    name: 'runs',
    rowCount: records.length,
    columns: [
      ...keyColumns(records),
      { name: 'seed', unit: '', description: 'Random seed', values: Uint32Array.from(records, ({ seed }) => seed) },
      codes(
        'status',
        'done or failed',
        records.map(({ status }) => status),
      ),
      text(
        'message',
        'Cause of a failure',
        records.map(({ message }) => message ?? ''),
      ),
      {
        name: 'durationS',
        unit: 's',
        description: 'Time of the run',
        values: Float64Array.from(records, ({ durationS }) => durationS),
      },
      text(
        'resultsHash',
        'Hash of the results',
        records.map((record) => record.resultsHash),
      ),
      text(
        'finishedUtc',
        'When it ended',
        records.map(({ finishedUtc }) => finishedUtc),
      ),
      text(
        'worker',
        'Host and process that did it',
        records.map(({ worker }) => worker ?? ''),
      ),
    ],
  };
}

function indicatorsTable(records: readonly RunRecord[], units: Readonly<Record<string, string>>): Table {
  const rows: RunRecord[] = [];
  const names: string[] = [];
  const values: number[] = [];
  for (const record of records)
    if (record.status === 'done')
      for (const [name, value] of Object.entries(record.indicators)) {
        rows.push(record);
        names.push(name);
        values.push(value ?? Number.NaN);
      }
  return {
    name: 'indicators',
    rowCount: rows.length,
    columns: [
      ...keyColumns(rows),
      codes('indicator', 'Indicator', names),
      codes(
        'unit',
        'Unit of the value',
        names.map((name) => units[name] ?? ''),
      ),
      {
        name: 'value',
        unit: '',
        description: 'Value in the unit of the indicator',
        values: Float64Array.from(values),
      },
    ],
  };
}

/** Opens the tables of a study as views of a database in memory that reaches no file outside the folder: `runs`, `indicators`, and each
 *  table of the kept results with the columns scenario, replication and point. Close it with `using`.
 *  @throws InputError when the study has not come to its tables yet */
export async function openStudyTables(folder: string): Promise<DuckDBConnection & Disposable> {
  for (const file of [RUNS_FILE, INDICATORS_FILE])
    if (!existsSync(join(folder, file)))
      throw new InputError(folder, file, 'must exist: the study has not ended (go on with "study … --resume")');
  const connection = await openDuckDb();
  const view = (name: string, source: string): Promise<unknown> =>
    connection.run(`CREATE VIEW ${sqlName(name)} AS SELECT * FROM ${source}`);
  await view('runs', `read_parquet(${sqlText(join(folder, RUNS_FILE))})`);
  await view('indicators', `read_parquet(${sqlText(join(folder, INDICATORS_FILE))})`);
  for (const table of keptTables(folder)) {
    const files = join(folder, 'results', 'scenario=*', 'replication=*', 'point=*', `${table}.parquet`);
    await view(table, `read_parquet(${sqlText(files)}, hive_partitioning = true, union_by_name = true)`);
  }
  await connection.run(`SET allowed_directories = [${sqlText(folder)}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return connection;
}

/** Names of the tables in the first kept result. */
function keptTables(folder: string): readonly string[] {
  let place = join(folder, 'results');
  for (const start of ['scenario=', 'replication=', 'point=']) {
    if (!existsSync(place)) return [];
    const inside = readdirSync(place).find((name) => name.startsWith(start));
    if (inside === undefined) return [];
    place = join(place, inside);
  }
  return readdirSync(place)
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => name.slice(0, -'.parquet'.length))
    .sort();
}
