/** A worker of the queue: takes runs, does them on its threads, leaves their records in the store. It says of itself with every heartbeat;
 *  who is not heard for three of them loses its runs to another. Ends gracefully: takes no more, finishes what is on. */

import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { receiveInputs } from '../../io/input-bundle.ts';
import { engineIdentity } from '../../io/package.ts';
import { passingFolder, readStoredRun, storeRun } from '../../io/run-record.ts';
import { openStore, type Store } from '../../io/store.ts';
import { RunTeam } from '../../workers/run-team.ts';
import { connect, PREFIX, QUEUES_KEY, queueName, type RunJob, WORKERS_KEY, type WorkerWord } from './connection.ts';

export interface QueueWorkerOptions {
  readonly url: string;
  readonly threads: number;
  readonly memoryMb?: number | undefined;
  /** This machine's name of the store, where it differs from the coordinator's. */
  readonly place?: string | undefined;
  /** Folder that keeps inputs. */
  readonly cache: string;
  readonly heartbeatS: number;
  /** Ends when no run was waiting for this long [s]; never when undefined. */
  readonly idleS?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onNote: (text: string) => void;
}

/** Works until the signal is raised (or the queue stays empty). @throws InputError when the queue cannot be reached */
export async function workOnQueue(
  options: QueueWorkerOptions,
): Promise<{ readonly done: number; readonly failed: number }> {
  const client = await connect(options.url);
  const name = `${hostname()}-${process.pid}`;
  const startedUtc = new Date().toISOString();
  const stores = new Map<string, Store>();
  const storeOf = (place: string): Store => {
    const mine = options.place ?? place;
    let store = stores.get(mine);
    if (store === undefined) {
      store = openStore(mine);
      stores.set(mine, store);
    }
    return store;
  };
  // Inputs are named by place and hash: the same district of two stores is fetched once by its hash.
  const places = new Map<string, string>();
  const team = new RunTeam({
    threads: options.threads,
    memoryMb: options.memoryMb,
    loadInputs: (hash) => receiveInputs(storeOf(places.get(hash)!), hash, options.cache),
  });
  const running = new Set<string>();
  let done = 0;
  let failed = 0;
  let lastWorkMs = performance.now();

  const doJob = async (job: Job<RunJob>): Promise<{ resultsHash: string }> => {
    const { runId, scenario, inputs, place, keep } = job.data;
    const store = storeOf(place);
    const before = await readStoredRun(store, runId);
    // Done by a worker that died, or was given up, between its record and its word.
    if (before !== null && (before.kept || !keep)) return { resultsHash: before.resultsHash };
    places.set(inputs, place);
    running.add(runId);
    const folder = keep ? await passingFolder() : null;
    try {
      const outcome = await team.run({ id: runId, scenario, inputs, resultFolder: folder });
      if (outcome.status === 'failed') {
        failed++;
        options.onNote(`run ${runId} failed (try ${job.attemptsStarted}): ${outcome.message}`);
        throw outcome.hopeless ? new UnrecoverableError(outcome.message) : new Error(outcome.message);
      }
      const { indicators, resultsHash, durationS } = outcome;
      const attempts = job.attemptsStarted;
      await storeRun(
        store,
        { id: runId, indicators, resultsHash, durationS, worker: name, attempts, kept: keep },
        folder,
      );
      done++;
      options.onNote(`run ${runId} of ${job.data.study}  ${durationS.toFixed(1)} s`);
      return { resultsHash };
    } finally {
      running.delete(runId);
      lastWorkMs = performance.now();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    }
  };

  const heartbeatMs = options.heartbeatS * 1000;
  const worker = new Worker<RunJob>(queueName(), doJob, {
    connection: client,
    prefix: PREFIX,
    name,
    concurrency: options.threads,
    lockDuration: 3 * heartbeatMs,
    lockRenewTime: heartbeatMs,
    stalledInterval: 1.5 * heartbeatMs,
    // A run that takes its process with it each time is dead after as many machines.
    maxStalledCount: 10,
    runRetryDelay: 1000,
    drainDelay: 1,
  });
  worker.on('error', () => {});
  await client.sadd(QUEUES_KEY, queueName());
  const beat = async (): Promise<void> => {
    const word: WorkerWord = {
      name,
      host: hostname(),
      pid: process.pid,
      build: engineIdentity(),
      threads: options.threads,
      running: [...running],
      done,
      failed,
      startedUtc,
      seenUtc: new Date().toISOString(),
      heartbeatS: options.heartbeatS,
    };
    await client.hset(WORKERS_KEY, name, JSON.stringify(word));
  };
  await beat();
  const beating = setInterval(() => void beat().catch(() => {}), heartbeatMs);
  options.onNote(`worker ${name}: engine ${engineIdentity()}, ${options.threads} threads`);
  const refusing = watchOthers(client, options.onNote);
  try {
    await new Promise<void>((resolve) => {
      if (options.signal?.aborted) resolve();
      options.signal?.addEventListener('abort', () => resolve(), { once: true });
      if (options.idleS !== undefined) {
        const idle = setInterval(() => {
          if (running.size > 0 || performance.now() - lastWorkMs < options.idleS! * 1000) return;
          clearInterval(idle);
          resolve();
        }, 200);
      }
    });
    if (running.size > 0) options.onNote(`finishing ${running.size} runs…`);
    await worker.close();
    return { done, failed };
  } finally {
    clearInterval(beating);
    clearInterval(refusing);
    await team.close();
    await client.hdel(WORKERS_KEY, name).catch(() => {});
    client.disconnect();
  }
}

/** Tells of work that waits for another version of the engine: this worker leaves it alone. */
function watchOthers(client: Redis, onNote: (text: string) => void): NodeJS.Timeout {
  let told = '';
  const look = async (): Promise<void> => {
    const names = (await client.smembers(QUEUES_KEY)).filter((name) => name !== queueName());
    const waiting: string[] = [];
    for (const name of names) {
      const count = (await client.llen(`${PREFIX}:${name}:wait`)) + (await client.llen(`${PREFIX}:${name}:active`));
      if (count > 0) waiting.push(`${count} runs want engine ${name.replace(/^runs-/, '')}`);
    }
    const text = waiting.length === 0 ? '' : `${waiting.join(', ')}: refused, this worker is ${engineIdentity()}`;
    if (text !== told && text !== '') onNote(text);
    told = text;
  };
  void look().catch(() => {});
  const timer = setInterval(() => void look().catch(() => {}), 10_000);
  timer.unref();
  return timer;
}
