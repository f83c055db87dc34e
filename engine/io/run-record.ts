/** What a machine leaves of one run in the store: its outcome, and its whole result when that is kept. Touches the store and files. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { RunError } from '../core/errors.ts';
import type { Indicator } from '../results/result.ts';
import type { Store } from './store.ts';

/** A finished run as the store keeps it. */
export interface StoredRun {
  readonly id: string;
  readonly indicators: Readonly<Record<string, Indicator>>;
  readonly resultsHash: string;
  readonly durationS: number;
  readonly worker: string;
  readonly attempts: number;
  /** Whether the whole result lies beside it. */
  readonly kept: boolean;
}

const recordKey = (id: string): string => `runs/${id}.json`;
const resultKey = (id: string): string => `results/${id}.zip`;

/** @returns null when there is none, or what is there is damaged (it is then made anew) */
export async function readStoredRun(store: Store, id: string): Promise<StoredRun | null> {
  const bytes = await store.get(recordKey(id));
  if (bytes === null) return null;
  try {
    const record = JSON.parse(strFromU8(bytes)) as StoredRun;
    return record.id === id && typeof record.resultsHash === 'string' ? record : null;
  } catch {
    return null;
  }
}

/** Leaves a run; the record comes last, so that a record is never without its result.
 *  @param folder of the whole result, or null
 *  @throws RunError when another machine left other results for the same run */
export async function storeRun(store: Store, record: StoredRun, folder: string | null): Promise<void> {
  const before = await readStoredRun(store, record.id);
  if (before !== null && before.resultsHash !== record.resultsHash)
    throw new RunError(
      `run ${record.id} gave other results here (${record.resultsHash.slice(0, 12)}…) than on ${before.worker} (${before.resultsHash.slice(0, 12)}…)`,
    );
  if (folder !== null) {
    const entries: Zippable = {};
    // Parquet is compressed already.
    for (const name of await readdir(folder)) entries[name] = [await readFile(join(folder, name)), { level: 0 }];
    await store.put(resultKey(record.id), zipSync(entries));
  }
  await store.put(recordKey(record.id), strToU8(JSON.stringify(record)));
}

/** Brings the whole result of a run into a folder, whole or not at all. @throws RunError */
export async function fetchResult(store: Store, id: string, folder: string): Promise<void> {
  const bytes = await store.get(resultKey(id));
  if (bytes === null) throw new RunError(`the store ${store.place} does not hold the result of run ${id}`);
  const beside = join(dirname(folder), `.${id}.${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(beside, { recursive: true });
    for (const [name, content] of Object.entries(unzipSync(bytes))) {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new RunError(`run ${id} holds a file ${name}`);
      await writeFile(join(beside, name), content);
    }
    if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true }).catch(() => {});
    throw error instanceof RunError ? error : new RunError(`${folder} cannot be written: ${(error as Error).message}`);
  }
}

/** A folder for one result on its way to the store; remove it afterwards. */
export const passingFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'rijnstroom-result-'));
