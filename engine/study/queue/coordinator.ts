/** Runs of a study by workers of a queue, on any number of machines (BullMQ on Redis or Valkey). In: runs. Out: outcomes, each run once.
 *
 *  A run is a job whose id is the run's, so that adding it again changes nothing. A worker leaves the end of a run in a list of the study before
 *  the job counts as completed; the coordinator reads the list, and takes an end out of it only after the caller has had it (and written it down).
 *  Whatever dies, and whenever, a run is therefore either still a job, or its end is in the list, or in the journal; one that ends twice is
 *  the same to the bit and is handed on once. Jobs that a restarted server has forgotten are added again. */
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CancelledError, InputError } from '../../core/errors.ts';
import { districtFolder } from '../../io/district.ts';
import { openStore } from '../../io/object-store.ts';
import { engineIdentity } from '../../io/package.ts';
import { packFolder } from '../../io/packed-folder.ts';
import type { Executor, ExecutorOptions, Outcome } from '../executor.ts';
import type { StudyRun } from '../plan.ts';
import { connectQueue, sisterOf } from './connection.ts';
import {
  type announcementSchema,
  ATTEMPTS,
  BACKOFF_MS,
  coordinatorKey,
  endSchema,
  endsKey,
  jobId,
  queueName,
  type RunEndMessage,
  type RunJob,
  STUDIES_KEY,
} from './messages.ts';

export interface QueueOptions {
  /** Address of the server. */
  readonly url: string;
  /** Address of the store for inputs and results. */
  readonly store: string;
  /** Key of the study (its hash). */
  readonly study: string;
  readonly name: string;
  /** Told from time to time: runs waiting, under way at workers, and workers. */
  readonly onState?: (state: QueueState) => void;
}

export interface QueueState {
  readonly waiting: number;
  readonly underWay: number;
  readonly workers: number;
}

const READ_AT_ONCE = 200;
const ADD_AT_ONCE = 500;
const POLL_MS = 200;
/** A coordinator that was killed is out of the way after this. */
const COORDINATOR_S = 15;
const CHECK_MS = 10_000;

/** An executor that leaves runs in a queue. */
export function queueExecutor(queueOptions: QueueOptions): Executor {
  return (runs, options) => runByQueue(runs, options, queueOptions);
}

async function* runByQueue(
  runs: readonly StudyRun[],
  options: ExecutorOptions,
  queueOptions: QueueOptions,
): AsyncGenerator<Outcome> {
  if (runs.length === 0) return;
  const { study } = queueOptions;
  const store = await openStore(queueOptions.store);
  const inputs = new Map<string, string>();
  for (const { scenario } of runs)
    if (!inputs.has(scenario.district))
      inputs.set(scenario.district, await packFolder(store, districtFolder(scenario.district)));
  const engine = engineIdentity();
  const client = await connectQueue(queueOptions.url);
  // bullmq leaves connections that it was handed open.
  const own = sisterOf(client);
  const queue = new Queue<RunJob>(queueName(engine), { connection: own });
  queue.on('error', () => {
    // The connection tries again by itself.
  });
  const left = new Map(runs.map((run) => [run.id, run]));
  const add = async (): Promise<void> => {
    const jobs = [...left.values()].map((run) => ({
      name: run.scenarioName,
      data: {
        study,
        runId: run.id,
        engine,
        scenario: run.scenario,
        inputs: inputs.get(run.scenario.district)!,
        store: store.address,
        keepResult: options.resultFolder?.(run) != null,
      },
      opts: {
        jobId: jobId(study, run.id),
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: BACKOFF_MS },
        removeOnComplete: true,
      },
    }));
    for (let from = 0; from < jobs.length; from += ADD_AT_ONCE)
      await queue.addBulk(jobs.slice(from, from + ADD_AT_ONCE));
  };
  let owns = false;
  let done = false;
  try {
    await claim(client, study);
    owns = true;
    await announce(client, queueOptions, engine, runs.length);
    // Failures of an earlier attempt are tried again.
    await forgetFailed(queue, study, left);
    await add();
    let checkedMs = performance.now();
    let renewedMs = checkedMs;
    let forgotten = false;
    client.on('ready', () => {
      forgotten = true;
    });
    while (left.size > 0) {
      if (options.signal?.aborted) throw new CancelledError();
      const texts = await client.lrange(endsKey(study), 0, READ_AT_ONCE - 1);
      for (const text of texts) {
        const outcome = outcomeOf(text, left);
        if (outcome === null) continue;
        left.delete(outcome.run.id);
        yield outcome;
      }
      // The caller has asked for more: what it got is written down.
      if (texts.length > 0) await client.ltrim(endsKey(study), texts.length, -1);
      const nowMs = performance.now();
      if (nowMs - renewedMs > (COORDINATOR_S * 1000) / 4) {
        renewedMs = nowMs;
        await client.set(coordinatorKey(study), me(), 'EX', COORDINATOR_S);
        await announce(client, queueOptions, engine, left.size);
      }
      if (forgotten || (texts.length === 0 && nowMs - checkedMs > CHECK_MS)) {
        forgotten = false;
        checkedMs = nowMs;
        for (const outcome of await deadRuns(queue, study, left)) {
          left.delete(outcome.run.id);
          yield outcome;
        }
        await add();
        queueOptions.onState?.(await stateOf(queue));
      }
      if (texts.length < READ_AT_ONCE && left.size > 0) await sleep(POLL_MS);
    }
    done = true;
  } finally {
    if (owns) {
      if (!done) await withdraw(queue, study, left);
      await client.hdel(STUDIES_KEY, study).catch(() => {});
      if (done) await client.del(endsKey(study)).catch(() => {});
      await client.del(coordinatorKey(study)).catch(() => {});
    }
    await queue.close().catch(() => {});
    own.disconnect();
    client.disconnect();
  }
}

const me = (): string => `${hostname()}/${process.pid}`;

async function claim(client: Redis, study: string): Promise<void> {
  const key = coordinatorKey(study);
  // One that was killed leaves its name for some seconds.
  for (let waited = 0; ; waited++) {
    if ((await client.set(key, me(), 'EX', COORDINATOR_S, 'NX')) === 'OK') return;
    const owner = (await client.get(key)) ?? '';
    const [host, pid] = owner.split('/');
    if (host === hostname() && !isAlive(Number(pid))) await client.del(key);
    else if (waited > COORDINATOR_S + 2)
      throw new InputError(study, '', `is being run by ${owner}: a study has one coordinator`);
    else await sleep(1000);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function announce(client: Redis, options: QueueOptions, engine: string, runs: number): Promise<void> {
  const text: (typeof announcementSchema)['_output'] = {
    name: options.name,
    engine,
    runs,
    sinceUtc: new Date().toISOString(),
  };
  await client.hset(STUDIES_KEY, options.study, JSON.stringify(text));
}

function outcomeOf(text: string, left: ReadonlyMap<string, StudyRun>): Outcome | null {
  let end: RunEndMessage;
  try {
    end = endSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
  const run = left.get(end.runId);
  if (run === undefined) return null;
  const { status, message, resultsHash, durationS } = end;
  // JSON has no NaN: an indicator without a value travels as null.
  const indicators = Object.fromEntries(
    Object.entries(end.indicators).map(([key, value]) => [key, value ?? Number.NaN]),
  );
  return { run, status, ...(message === undefined ? {} : { message }), indicators, resultsHash, durationS };
}

/** Runs that the queue gave up because their workers died again and again. */
async function deadRuns(queue: Queue<RunJob>, study: string, left: ReadonlyMap<string, StudyRun>): Promise<Outcome[]> {
  const dead: Outcome[] = [];
  for (const job of await queue.getFailed(0, READ_AT_ONCE - 1)) {
    if (job?.data.study !== study) continue;
    const run = left.get(job.data.runId);
    if (run === undefined) continue;
    dead.push({
      run,
      status: 'failed',
      message: job.failedReason ?? 'its workers died',
      indicators: {},
      resultsHash: '',
      durationS: 0,
    });
    await job.remove();
  }
  return dead;
}

async function forgetFailed(queue: Queue<RunJob>, study: string, left: ReadonlyMap<string, StudyRun>): Promise<void> {
  for (let from = 0; ; from += READ_AT_ONCE) {
    const jobs = await queue.getFailed(from, from + READ_AT_ONCE - 1);
    for (const job of jobs) if (job?.data.study === study && left.has(job.data.runId)) await job.remove();
    if (jobs.length < READ_AT_ONCE) return;
  }
}

/** Takes back what no worker has begun, so that a cancelled study costs nobody more. */
async function withdraw(queue: Queue<RunJob>, study: string, left: ReadonlyMap<string, StudyRun>): Promise<void> {
  try {
    for (const runId of left.keys()) await (await queue.getJob(jobId(study, runId)))?.remove().catch(() => {});
  } catch {
    // The server is away: its workers find the study withdrawn by its missing announcement.
  }
}

async function stateOf(queue: Queue<RunJob>): Promise<QueueState> {
  const counts = await queue.getJobCounts('waiting', 'delayed', 'active');
  return {
    waiting: (counts['waiting'] ?? 0) + (counts['delayed'] ?? 0),
    underWay: counts['active'] ?? 0,
    workers: await queue.getWorkersCount(),
  };
}
