/** A worker of a queue: takes runs, does them on the threads of this machine, and leaves their ends for the coordinator.
 *  In: address of the queue. Out: when it is told to stop. A run is held by a lease that the worker renews; if the worker dies, the run goes to
 *  another when the lease has run out. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { CancelledError, InputError } from '../../core/errors.ts';
import { districtFolder } from '../../io/district.ts';
import { type ObjectStore, openStore, putFolder } from '../../io/object-store.ts';
import { engineIdentity } from '../../io/package.ts';
import { contentsOf, unpackFolder } from '../../io/packed-folder.ts';
import { type RunEnd, Team } from '../team.ts';
import { connectQueue, sisterOf } from './connection.ts';
import {
  announcementSchema,
  endsKey,
  jobSchema,
  MAX_STALLED,
  queueName,
  type RunEndMessage,
  type RunJob,
  STUDIES_KEY,
} from './messages.ts';

export interface WorkerOptions {
  readonly url: string;
  /** Runs at once. */
  readonly threads: number;
  /** Memory of all runs together [MB]. */
  readonly memoryMb?: number | undefined;
  /** A run whose worker was silent this long goes to another [s]. */
  readonly leaseS: number;
  /** Store to use in place of the one that the study names, where this machine sees it under another path. */
  readonly store?: string | undefined;
  /** Folder for inputs of districts that are not built in. */
  readonly cache?: string | undefined;
  /** Ends when nothing was left to do for this long [s]; never when absent. */
  readonly idleS?: number | undefined;
  /** Asks to finish the runs under way and stop. */
  readonly stop: AbortSignal;
  /** Asks to stop at once; runs under way go to other workers. */
  readonly abort?: AbortSignal | undefined;
  readonly onEvent?: (event: WorkerEvent) => void;
}

export type WorkerEvent =
  | { readonly kind: 'ready'; readonly engine: string }
  | { readonly kind: 'started'; readonly run: string; readonly scenario: string }
  | { readonly kind: 'done'; readonly run: string; readonly scenario: string; readonly durationS: number }
  | {
      readonly kind: 'failed';
      readonly run: string;
      readonly scenario: string;
      readonly message: string;
      readonly again: boolean;
    }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'away'; readonly message: string };

/** @returns number of runs that this worker finished
 *  @throws InputError when the server does not answer, or when only studies of other engines wait there */
export async function work(options: WorkerOptions): Promise<number> {
  const engine = engineIdentity();
  const client = await connectQueue(options.url);
  const team = new Team();
  let finished = 0;
  let idleSinceMs = performance.now();
  let active = 0;
  const tell = options.onEvent ?? (() => {});
  await refuseOthers(client, engine, tell);
  await team.grow(options.memoryMb === undefined ? options.threads : 1);
  const name = `${hostname()}/${process.pid}`;
  // bullmq leaves connections that it was handed open.
  const own = sisterOf(client);
  const worker = new Worker<RunJob>(
    queueName(engine),
    async (job) => {
      active++;
      try {
        await doJob(job, { engine, client, team, options, name, tell });
        finished++;
        if (options.memoryMb !== undefined && finished === 1) {
          await team.grow(team.fitting(options.threads, options.memoryMb));
          worker.concurrency = team.size;
        }
      } finally {
        active--;
        idleSinceMs = performance.now();
      }
    },
    {
      connection: own,
      concurrency: team.size,
      lockDuration: options.leaseS * 1000,
      stalledInterval: options.leaseS * 500,
      maxStalledCount: MAX_STALLED,
      name,
    },
  );
  worker.on('error', (error) => tell({ kind: 'away', message: error.message }));
  tell({ kind: 'ready', engine });
  const abort = (): void => team.cancel();
  options.abort?.addEventListener('abort', abort);
  try {
    await untilStopped(
      options,
      () => active === 0 && performance.now() - idleSinceMs > (options.idleS ?? Infinity) * 1000,
    );
    // Waits for the runs under way, and takes no other.
    const closing = worker.close();
    await Promise.race([closing, aborted(options.abort)]);
  } finally {
    options.abort?.removeEventListener('abort', abort);
    await team.close();
    await Promise.race([worker.close(true).catch(() => {}), sleep(1000)]);
    own.disconnect();
    client.disconnect();
  }
  return finished;
}

async function untilStopped(options: WorkerOptions, isIdle: () => boolean): Promise<void> {
  while (!options.stop.aborted && !options.abort?.aborted && !isIdle())
    await sleep(200, undefined, { signal: options.stop }).catch(() => {});
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve());
  });
}

/** Tells which studies wait for another engine. @throws InputError when no other study waits */
async function refuseOthers(client: Redis, engine: string, tell: (event: WorkerEvent) => void): Promise<void> {
  const studies = Object.values(await client.hgetall(STUDIES_KEY)).flatMap((text) => {
    try {
      return [announcementSchema.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
  const others = studies.filter((study) => study.engine !== engine);
  for (const study of others)
    tell({
      kind: 'refused',
      message: `study "${study.name}" was planned by engine ${study.engine}; this worker is ${engine} and takes none of its runs`,
    });
  if (others.length > 0 && others.length === studies.length) {
    client.disconnect();
    throw new InputError(
      'queue',
      'engine',
      'must be the same as that of the studies that wait: results of two versions are not mixed',
      engine,
    );
  }
}

interface Bench {
  readonly engine: string;
  readonly client: Redis;
  readonly team: Team;
  readonly options: WorkerOptions;
  readonly name: string;
  readonly tell: (event: WorkerEvent) => void;
}

async function doJob(job: Job<RunJob>, bench: Bench): Promise<void> {
  const { client, options, tell } = bench;
  const parsed = jobSchema.safeParse(job.data);
  if (!parsed.success) throw new UnrecoverableError('this job is not one of this engine');
  const { study, runId, scenario, inputs } = parsed.data;
  const what = { run: runId, scenario: job.name };
  // A study that was withdrawn (or whose coordinator is gone for good) needs no more runs.
  tell({ kind: 'started', ...what });
  const scratch = join(options.cache ?? join(tmpdir(), 'rijnstroom-worker'), `${process.pid}`, runId);
  let end: RunEnd;
  try {
    const store = await storeAt(options.store ?? parsed.data.store);
    const folder = await districtOf(scenario.district, inputs, () =>
      unpackFolder(store, inputs, join(options.cache ?? join(tmpdir(), 'rijnstroom-worker'), 'inputs')),
    );
    const resultFolder = parsed.data.keepResult ? join(scratch, 'result') : null;
    if (resultFolder !== null) await mkdir(scratch, { recursive: true });
    end = await bench.team.do({ id: runId, scenario, resultFolder }, folder);
    if (end.status === 'done' && resultFolder !== null)
      await putFolder(store, `results/${runId}`, resultFolder, 'manifest.json');
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    end = {
      status: 'failed',
      message: (error as Error).message,
      // Reading inputs and writing results may go better the next time.
      died: true,
      indicators: {},
      resultsHash: '',
      durationS: 0,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const again = end.status === 'failed' && end.died === true && job.attemptsMade + 1 < (job.opts.attempts ?? 1);
  if (end.status === 'failed') {
    tell({ kind: 'failed', ...what, message: end.message ?? '', again });
    if (again) throw new Error(end.message);
  }
  const message: RunEndMessage = {
    runId,
    status: end.status,
    ...(end.message === undefined ? {} : { message: end.message }),
    indicators: Object.fromEntries(
      Object.entries(end.indicators).map(([key, value]) => [key, Number.isFinite(value) ? value : null]),
    ),
    resultsHash: end.resultsHash,
    durationS: end.durationS,
    worker: bench.name,
  };
  // Before the job counts as completed: a worker killed in between makes the run end twice, never not at all.
  await client.rpush(endsKey(study), JSON.stringify(message));
  if (end.status === 'done') tell({ kind: 'done', ...what, durationS: end.durationS });
}

const hashes = new Map<string, Promise<string>>();
const stores = new Map<string, Promise<ObjectStore>>();

/** One that could not be opened is tried again by the next run. */
function storeAt(address: string): Promise<ObjectStore> {
  let store = stores.get(address);
  if (store === undefined) {
    store = openStore(address);
    stores.set(address, store);
    store.catch(() => stores.delete(address));
  }
  return store;
}

/** Folder with exactly the inputs of the hash: the one of this name here, when it holds the same, or the one from the store. */
async function districtOf(name: string, inputs: string, unpack: () => Promise<string>): Promise<string> {
  let folder: string | null = null;
  try {
    folder = districtFolder(name);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  if (folder !== null && existsSync(folder)) {
    let hash = hashes.get(folder);
    if (hash === undefined) {
      hash = contentsOf(folder).then((contents) => contents.hash);
      hashes.set(folder, hash);
    }
    if ((await hash) === inputs) return name;
  }
  return unpack();
}
