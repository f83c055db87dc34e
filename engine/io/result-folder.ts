/** Result folders: written whole or not at all, and read with a clear word when something is wrong.
 *  A folder holds manifest.json, scenario.json, summary.json, schema.json and one Parquet file a table. Touches files. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, StatementType } from '@duckdb/node-api';
import { InputError, RunError, throwIfCancelled } from '../core/errors.ts';
import type { DistrictBasis } from '../district/basis.ts';
import { jsonHash, resultsHash } from '../results/hash.ts';
import { type Indicator, type LedgerEntry, type Manifest, RESULT_FORMAT, type RunResult } from '../results/result.ts';
import type { Scenario } from '../scenario/schema.ts';
import { makeFolder } from './make-folder.ts';
import { engineVersion } from './package.ts';
import { checkShape } from './result-shape.ts';
import { openDuckDb, sqlName, sqlText, writeParquet } from './parquet.ts';

/** What only the one who ran knows. */
export interface RunFacts {
  readonly threads: number;
  readonly durationS: number;
  readonly peakMemoryBytes: number;
  readonly createdUtc: string;
}

export interface WriteOptions {
  /** Replace whatever stands there, even if it is not a result. */
  readonly force?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** schema.json: what each table holds. */
export interface ResultSchema {
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly file: string;
        readonly rows: number;
        readonly bytes: number;
        readonly columns: ReadonlyArray<{ readonly name: string; readonly unit: string; readonly description: string }>;
      }
    >
  >;
}

export interface Summary {
  readonly indicators: Readonly<Record<string, Indicator>>;
  readonly ledger: readonly LedgerEntry[];
  readonly notes: readonly string[];
  /** The same in Dutch; absent in results of older versions. */
  readonly notesNl?: readonly string[];
  /** Absent in results of older versions. */
  readonly basis?: DistrictBasis;
}

/** A result folder that was read; tables stay in their files until they are asked for. */
export interface StoredResult {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly scenario: Scenario;
  readonly summary: Summary;
  readonly schema: ResultSchema;
}

/** Writes a result; on any failure the folder is as it was before.
 *  @returns the manifest that was written
 *  @throws InputError when something else stands there, RunError when the disk refuses, CancelledError */
export async function writeResult(
  folder: string,
  result: RunResult,
  facts: RunFacts,
  options: WriteOptions = {},
): Promise<Manifest> {
  const target = resolve(folder);
  assertReplaceable(target, options.force ?? false);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}`);
  const manifest: Manifest = {
    format: RESULT_FORMAT,
    engineVersion: engineVersion(),
    scenarioHash: jsonHash(result.scenario),
    inputs: result.sources,
    seed: result.scenario.seed,
    ...facts,
    resultsHash: resultsHash(result.indicators, result.tables),
  };
  try {
    makeFolder(beside);
    await writeFiles(beside, result, manifest, options.signal);
    await swap(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw diskError(error, target);
  }
  return manifest;
}

async function writeFiles(
  folder: string,
  result: RunResult,
  manifest: Manifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const tables: Record<string, ResultSchema['tables'][string]> = {};
  using connection = await openDuckDb();
  for (const table of result.tables) {
    throwIfCancelled(signal);
    const file = `${table.name}.parquet`;
    await writeParquet(connection, table, join(folder, file), signal);
    tables[table.name] = {
      file,
      rows: table.rowCount,
      bytes: (await stat(join(folder, file))).size,
      columns: table.columns.map(({ name, unit, description }) => ({ name, unit, description })),
    };
  }
  const { indicators, ledger, notes, notesNl, basis } = result;
  const summary: Summary = {
    indicators,
    ledger,
    notes,
    ...(notesNl === undefined ? {} : { notesNl }),
    ...(basis === undefined ? {} : { basis }),
  };
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`, { flush: true });
  await write('scenario.json', result.scenario);
  await write('summary.json', summary);
  await write('schema.json', { tables } satisfies ResultSchema);
  await write('manifest.json', manifest);
}

/** Puts the finished folder in its place; an older result leaves only when the new one stands. */
async function swap(beside: string, target: string): Promise<void> {
  if (!existsSync(target)) return rename(beside, target);
  const old = `${beside}.old`;
  await rename(target, old);
  try {
    await rename(beside, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** @throws InputError when the place holds something that is not a result and `force` is not given */
export function assertReplaceable(folder: string, force: boolean): void {
  if (!existsSync(folder) || force) return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new InputError(folder, '', 'must be a folder: a file stands there');
  }
  if (names.length > 0 && !(names.includes('manifest.json') && names.includes('summary.json')))
    throw new InputError(
      folder,
      '',
      'must be empty or a result folder: other files stand there (--force replaces them)',
    );
}

function diskError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const message = (error as Error).message;
  if (code === 'ENOSPC' || /no space left/i.test(message))
    return new RunError(`the disk is full: ${folder} was not written`);
  if (code === 'EDQUOT' || code === 'EFBIG' || /quota exceeded|file too large/i.test(message))
    return new RunError(
      `the quota of this user or the longest file this disk takes is reached: ${folder} was not written`,
    );
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || /permission denied/i.test(message))
    return new RunError(`no permission to write ${folder}`);
  if (code === 'ENOTDIR' || code === 'EEXIST') return new InputError(folder, '', 'must lie in a folder');
  return error;
}

/** Reads a result folder; its tables are checked to be there and whole, and read later.
 *  @throws InputError for what is missing, damaged, half-written or of a newer version */
export async function readResult(folder: string): Promise<StoredResult> {
  const place = resolve(folder);
  if (!existsSync(place)) throw new InputError(folder, '', 'must be a result folder: nothing stands there');
  if (!existsSync(join(place, 'manifest.json')))
    throw new InputError(folder, 'manifest.json', 'must be there: this is not a whole result folder');
  const manifest = await readJson<Manifest>(folder, 'manifest.json');
  if (typeof manifest.format !== 'number' || manifest.format > RESULT_FORMAT)
    throw new InputError(
      folder,
      'manifest.json format',
      `must be at most ${RESULT_FORMAT}: this result was written by another version (${manifest.engineVersion})`,
      manifest.format,
    );
  const schema = await readJson<ResultSchema>(folder, 'schema.json');
  const scenario = await readJson<Scenario>(folder, 'scenario.json');
  const summary = await readJson<Summary>(folder, 'summary.json');
  checkShape(folder, { manifest, scenario, summary, schema });
  for (const [name, table] of Object.entries(schema.tables ?? {})) {
    const size = await stat(join(place, table.file)).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) throw new InputError(folder, table.file, `must be there: table ${name} is missing`);
    if (size !== table.bytes) throw new InputError(folder, table.file, `must be ${table.bytes} bytes (damaged?)`, size);
  }
  return { folder: place, manifest, scenario, summary, schema };
}

async function readJson<T>(folder: string, name: string): Promise<T> {
  let text: string;
  try {
    text = await readFile(join(folder, name), 'utf8');
  } catch (error) {
    throw new InputError(folder, name, `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as T;
  } catch {
    // told below
  }
  throw new InputError(folder, name, 'must be JSON (damaged or half-written?)');
}

/** Opens the tables of a result as views of a database in memory that reaches no file outside the folder. Close it with `using`. */
export async function openTables(
  result: StoredResult,
  names: readonly string[] = Object.keys(result.schema.tables),
): Promise<DuckDBConnection & Disposable> {
  const connection = await openDuckDb();
  for (const name of names) {
    const table = result.schema.tables[name];
    if (table === undefined) continue;
    const file = join(result.folder, table.file);
    try {
      await connection.run(`CREATE VIEW ${sqlName(name)} AS SELECT * FROM read_parquet(${sqlText(file)})`);
    } catch (error) {
      throw new InputError(result.folder, table.file, `must be Parquet (${(error as Error).message.split('\n')[0]})`);
    }
  }
  await connection.run(`SET allowed_directories = [${sqlText(result.folder)}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return connection;
}

const READING = [StatementType.SELECT, StatementType.EXPLAIN, StatementType.RELATION];

/** @throws InputError for SQL that is wrong, is more than one question, or does anything else than read */
export async function askRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw new InputError('SQL', '', 'must be one question', statements.count);
    const { statementType } = await statements.prepare(0);
    if (!READING.includes(statementType)) throw new InputError('SQL', '', 'must be a question (select), not a change');
    return await queryRows(connection, sql);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('SQL', '', (error as Error).message.split('\n').slice(0, 2).join(' ').trim());
  }
}

/** Rows of a query as plain objects; big integers become numbers. */
export async function queryRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS().map((row) => {
    for (const [key, value] of Object.entries(row)) if (typeof value === 'bigint') row[key] = Number(value);
    return row;
  });
}
