/** The catalogue: one DuckDB file beside the folders of studies and single results, with a row a folder and a row a run and where each came from. An index only: what a study
 *  says stands in its folder. DuckDB because the system's own file lock guards it: writers wait their turn, and the lock of a killed process is
 *  gone with it. Touches files. */
import { existsSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { InputError, RunError } from '../core/errors.ts';
import { queryRows, type StoredResult } from './result-folder.ts';
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
  /** A study, or the result of a single run. */
  readonly kind: 'study' | 'result';
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
  message VARCHAR, durationS DOUBLE, resultsHash VARCHAR, finishedUtc VARCHAR, worker VARCHAR, PRIMARY KEY (folder, run));
ALTER TABLE studies ADD COLUMN IF NOT EXISTS kind VARCHAR DEFAULT 'study';`;

/** Puts a study in the catalogue as it stands; its runs when it ended or stopped.
 *  @throws RunError when the catalogue stays busy for half a minute or cannot be written */
export async function recordStudy(file: string, study: CatalogueStudy, nowUtc: string): Promise<void> {
  await withCatalogue(file, async (connection) => {
    const records = [...study.records.values()];
    const { header } = study;
    await connection.run('BEGIN');
    await putFolder(connection, {
      ...{ kind: 'study', folder: study.folder, name: header.name, status: study.status, changedUtc: nowUtc },
      question: textOf(header.study['question']),
      scenarios: header.study['scenarios'] ?? [],
      runs: records.length,
      failed: records.filter(({ status }) => status === 'failed').length,
      startedUtc: study.startedUtc,
      engineVersion: header.engineVersion,
      studyHash: header.studyHash,
      planHash: header.planHash,
      inputs: study.inputs.map(({ district, hash }) => ({ district, hash })),
      resultsHash: studyResultsHash(records),
    });
    if (study.status !== 'running') await replaceRuns(connection, study.folder, records);
    await connection.run('COMMIT');
  });
}

/** Puts the result of a single run in the catalogue, with the files it was made of.
 *  @throws RunError when the catalogue stays busy for half a minute or cannot be written */
export async function recordResult(file: string, result: StoredResult): Promise<void> {
  const { folder, manifest, scenario } = result;
  const { createdUtc, durationS, engineVersion, resultsHash, scenarioHash, seed } = manifest;
  const name = scenario.name.en;
  await withCatalogue(file, async (connection) => {
    await connection.run('BEGIN');
    await putFolder(connection, {
      ...{ kind: 'result', folder, name, status: 'done', question: scenario.question.en, scenarios: [name] },
      ...{ runs: 1, failed: 0, changedUtc: createdUtc, engineVersion, studyHash: '', planHash: scenarioHash },
      startedUtc: new Date(Date.parse(createdUtc) - durationS * 1000).toISOString(),
      inputs: manifest.inputs.map(({ file: input, sha256 }) => ({ file: input, sha256 })),
      resultsHash,
    });
    await connection.run('DELETE FROM runs WHERE folder = $1', [folder]);
    const id = scenarioHash.slice(0, 16);
    await replaceRuns(connection, folder, [
      {
        ...{ id, scenarioIndex: 0, scenarioName: name, point: 0, levers: {}, replication: 0, seed, status: 'done' },
        ...{ indicators: {}, resultsHash, durationS, finishedUtc: createdUtc },
      },
    ]);
    await connection.run('COMMIT');
  });
}

interface FolderRow {
  readonly kind: CatalogueRow['kind'];
  readonly folder: string;
  readonly name: string;
  readonly question: string;
  readonly scenarios: unknown;
  readonly status: string;
  readonly runs: number;
  readonly failed: number;
  readonly startedUtc: string;
  readonly changedUtc: string;
  readonly engineVersion: string;
  readonly studyHash: string;
  readonly planHash: string;
  readonly inputs: unknown;
  readonly resultsHash: string;
}

async function putFolder(connection: DuckDBConnection, row: FolderRow): Promise<void> {
  const { folder, name, question, status, runs, failed, startedUtc, changedUtc, engineVersion } = row;
  await connection.run(
    `INSERT OR REPLACE INTO studies (folder, name, question, scenarios, status, runs, failed, startedUtc, changedUtc, engineVersion, studyHash,
     planHash, inputs, host, process, resultsHash, kind)
     VALUES ($1, $2, $3, from_json($4, '["VARCHAR"]'), $5, $6, $7, $8, $9, $10, $11, $12, $13::JSON, $14, $15, $16, $17)`,
    [
      ...[folder, name, question, JSON.stringify(row.scenarios), status, runs, failed, startedUtc, changedUtc],
      ...[engineVersion, row.studyHash, row.planHash, JSON.stringify(row.inputs), hostname(), process.pid],
      ...[row.resultsHash, row.kind],
    ],
  );
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

/** Studies and results of a catalogue, last changed first. @throws InputError when there is none */
export async function listStudies(file: string): Promise<readonly CatalogueRow[]> {
  return (await askCatalogue(
    file,
    'SELECT folder, kind, name, status, runs, failed, startedUtc, changedUtc, engineVersion, host, resultsHash FROM studies ORDER BY changedUtc DESC, folder',
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
  if (!existsSync(file)) throw new InputError(file, '', 'must exist: nothing was run beside it yet');
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
/** A file that another process has just made is no database until its first page is written. */
const BIRTH_MS = 3_000;

/** Waits while another process has the file. */
async function open(path: string): Promise<DuckDBInstance> {
  mkdirSync(dirname(path), { recursive: true });
  const start = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await DuckDBInstance.create(path, { threads: '1' });
    } catch (error) {
      const [line] = (error as Error).message.split('\n');
      const waitedMs = performance.now() - start;
      const unborn = /not a valid DuckDB database/i.test((error as Error).message) && waitedMs < BIRTH_MS;
      if (!unborn && !/lock/i.test((error as Error).message))
        throw new RunError(`the catalogue ${path} cannot be opened: ${line}`);
      if (waitedMs > PATIENCE_MS) throw new RunError(`the catalogue ${path} is kept by another process: ${line}`);
      // Processes that were refused together come back apart.
      await new Promise((resolve) => setTimeout(resolve, 10 + ((process.pid * 7 + attempt * 13) % 40)));
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
