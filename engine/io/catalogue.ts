/** The catalogue: one DuckDB file beside study folders, with a row a study and a row a run and where each came from. An index only: what a study
 *  says stands in its folder. DuckDB because the system's own file lock guards it: writers wait their turn, and the lock of a killed process is
 *  gone with it. Touches files. */
import { existsSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { InputError, RunError } from '../core/errors.ts';
import { queryRows } from './result-folder.ts';
import { type RunRecord, type StudyHeader, studyResultsHash } from './study-folder.ts';
import type { InputIdentity } from './study-inputs.ts';

export const CATALOGUE = 'catalogue.duckdb';

/** The catalogue a study folder is listed in. */
export const catalogueOf = (studyFolder: string): string => join(dirname(resolve(studyFolder)), CATALOGUE);

/** A study as it is told to the catalogue. */
export interface CatalogueStudy {
  readonly folder: string;
  readonly header: StudyHeader;
  readonly inputs: readonly InputIdentity[];
  readonly status: 'running' | 'done' | 'stopped';
  readonly records: ReadonlyMap<string, RunRecord>;
  readonly startedUtc: string;
}

export interface CatalogueRow {
  readonly folder: string;
  readonly name: string;
  readonly status: string;
  readonly runs: number;
  readonly failed: number;
  readonly startedUtc: string;
  readonly changedUtc: string;
  readonly engineVersion: string;
  readonly host: string;
  readonly resultsHash: string;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS studies (
  folder VARCHAR PRIMARY KEY, name VARCHAR, question VARCHAR, scenarios VARCHAR[], status VARCHAR, runs UINTEGER, failed UINTEGER,
  startedUtc VARCHAR, changedUtc VARCHAR, engineVersion VARCHAR, studyHash VARCHAR, planHash VARCHAR, inputs JSON, host VARCHAR,
  process UINTEGER, resultsHash VARCHAR);
CREATE TABLE IF NOT EXISTS runs (
  folder VARCHAR, run VARCHAR, scenario VARCHAR, point UINTEGER, levers JSON, replication UINTEGER, seed UINTEGER, status VARCHAR,
  message VARCHAR, durationS DOUBLE, resultsHash VARCHAR, finishedUtc VARCHAR, worker VARCHAR, PRIMARY KEY (folder, run));`;

/** Puts a study in the catalogue as it stands; its runs when it ended or stopped.
 *  @throws RunError when the catalogue stays busy for half a minute or cannot be written */
export async function recordStudy(file: string, study: CatalogueStudy, nowUtc: string): Promise<void> {
  await withCatalogue(file, async (connection) => {
    const records = [...study.records.values()];
    const { header } = study;
    await connection.run('BEGIN');
    await connection.run(
      `INSERT OR REPLACE INTO studies VALUES ($1, $2, $3, from_json($4, '["VARCHAR"]'), $5, $6, $7, $8, $9, $10, $11, $12, $13::JSON, $14, $15, $16)`,
      [
        study.folder,
        header.name,
        textOf(header.study['question']),
        JSON.stringify(header.study['scenarios'] ?? []),
        study.status,
        records.length,
        records.filter(({ status }) => status === 'failed').length,
        study.startedUtc,
        nowUtc,
        header.engineVersion,
        header.studyHash,
        header.planHash,
        JSON.stringify(study.inputs.map(({ district, hash }) => ({ district, hash }))),
        hostname(),
        process.pid,
        studyResultsHash(records),
      ],
    );
    if (study.status !== 'running') await replaceRuns(connection, study.folder, records);
    await connection.run('COMMIT');
  });
}

async function replaceRuns(connection: DuckDBConnection, folder: string, records: readonly RunRecord[]): Promise<void> {
  await connection.run(
    'CREATE TEMP TABLE fresh AS SELECT * REPLACE (levers::VARCHAR AS levers) FROM runs WITH NO DATA',
  );
  const appender = await connection.createAppender('fresh', undefined, 'temp');
  for (const record of records) {
    appender.appendVarchar(folder);
    appender.appendVarchar(record.id);
    appender.appendVarchar(record.scenarioName);
    appender.appendUInteger(record.point);
    appender.appendVarchar(JSON.stringify(record.levers));
    appender.appendUInteger(record.replication);
    appender.appendUInteger(record.seed);
    appender.appendVarchar(record.status);
    appender.appendVarchar(record.message ?? '');
    appender.appendDouble(record.durationS);
    appender.appendVarchar(record.resultsHash);
    appender.appendVarchar(record.finishedUtc);
    appender.appendVarchar(record.worker ?? '');
    appender.endRow();
  }
  appender.closeSync();
  await connection.run('INSERT OR REPLACE INTO runs SELECT * FROM fresh');
}

/** Studies of a catalogue, last changed first. @throws InputError when there is none */
export async function listStudies(file: string): Promise<readonly CatalogueRow[]> {
  return (await askCatalogue(
    file,
    'SELECT folder, name, status, runs, failed, startedUtc, changedUtc, engineVersion, host, resultsHash FROM studies ORDER BY changedUtc DESC, folder',
  )) as unknown as readonly CatalogueRow[];
}

/** Runs of one study, or of all. */
export async function listRuns(
  file: string,
  folder?: string,
): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
  const where = folder === undefined ? '' : `WHERE folder = '${resolve(folder).replaceAll("'", "''")}'`;
  return askCatalogue(file, `SELECT * FROM runs ${where} ORDER BY folder, scenario, point, replication`);
}

async function askCatalogue(file: string, sql: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
  if (!existsSync(file)) throw new InputError(file, '', 'must exist: no study was run beside it yet');
  return withCatalogue(file, (connection) => queryRows(connection, sql));
}

/** Uses of one file in this process, one after the other. */
const turns = new Map<string, Promise<unknown>>();

function withCatalogue<T>(file: string, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const path = resolve(file);
  const turn = (turns.get(path) ?? Promise.resolve()).then(() => once(path, use));
  turns.set(
    path,
    turn.catch(() => {}),
  );
  return turn;
}

async function once<T>(path: string, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await open(path);
  try {
    const connection = await instance.connect();
    try {
      await connection.run(TABLES);
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

const PATIENCE_MS = 30_000;

/** Waits while another process has the file. */
async function open(path: string): Promise<DuckDBInstance> {
  mkdirSync(dirname(path), { recursive: true });
  const start = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await DuckDBInstance.create(path, { threads: '1' });
    } catch (error) {
      const [line] = (error as Error).message.split('\n');
      if (!/lock/i.test((error as Error).message))
        throw new RunError(`the catalogue ${path} cannot be opened: ${line}`);
      if (performance.now() - start > PATIENCE_MS)
        throw new RunError(`the catalogue ${path} is kept by another process: ${line}`);
      // Processes that were refused together come back apart.
      await new Promise((resolve) => setTimeout(resolve, 10 + ((process.pid * 7 + attempt * 13) % 40)));
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
