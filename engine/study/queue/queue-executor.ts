/** Runs of a study on many machines, by way of BullMQ on a Redis server. The coordinator ships inputs, hands out runs and gathers their records
 *  from the store; workers do them. Whatever dies, each run comes out once: a run is named by what it computes, its record is written whole, and
 *  the coordinator asks again for whatever neither has a record nor stands in the queue. */
import { type Job, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { CancelledError } from '../../core/errors.ts';
import { shipInputs } from '../../io/input-bundle.ts';
import { engineIdentity } from '../../io/package.ts';
import { fetchResult, readStoredRun } from '../../io/run-record.ts';
import type { Store } from '../../io/store.ts';
import type { Executor, ExecutorOptions, Outcome } from '../local-executor.ts';
import type { StudyRun } from '../plan.ts';
import type { StudyPlan } from '../run-study.ts';
import { connect, isHeard, listWorkers, PREFIX, QUEUES_KEY, queueName, type RunJob } from './connection.ts';

export interface QueueOptions {
  readonly url: string;
  /** Place of the store as workers are told it. */
  readonly place: string;
  readonly store: Store;
  readonly plan: Pick<StudyPlan, 'inputs' | 'header'>;
  /** Tries of a run before it is dead. */
  readonly attempts?: number;
  /** How often the coordinator looks for what no event told it [s]. */
  readonly lookS?: number;
}

const BATCH = 500;

export function queueExecutor(queueOptions: QueueOptions): Executor {
  return async function* (runs, options) {
    if (runs.length === 0) return;
    const gathering = new Gathering(queueOptions, options);
    try {
      await gathering.open(runs);
      yield* gathering.outcomes();
    } finally {
      await gathering.close();
    }
  };
}

class Gathering {
  private readonly from: QueueOptions;
  private readonly options: ExecutorOptions;
  private readonly pending = new Map<string, StudyRun>();
  private readonly ready: Outcome[] = [];
  private wake: (() => void) | null = null;
  private failure: Error | null = null;
  private client!: Redis;
  private queue!: Queue<RunJob>;
  private events!: QueueEvents;
  private looking: NodeJS.Timeout | undefined;
  private busy = false;
  private lastNote = '';
  private readonly cancel = (): void => this.fail(new CancelledError());

  constructor(from: QueueOptions, options: ExecutorOptions) {
    this.from = from;
    this.options = options;
  }

  async open(runs: readonly StudyRun[]): Promise<void> {
    const { url, store, plan, lookS = 5 } = this.from;
    this.client = await connect(url);
    this.options.signal?.addEventListener('abort', this.cancel, { once: true });
    for (const input of plan.inputs) await shipInputs(store, input);
    const name = queueName();
    await this.client.sadd(QUEUES_KEY, name);
    this.queue = new Queue<RunJob>(name, { connection: this.client, prefix: PREFIX });
    // A lost server is told by the notes; every command waits until it is back.
    this.queue.on('error', () => {});
    this.events = new QueueEvents(name, { connection: this.client.duplicate(), prefix: PREFIX });
    this.events.on('error', () => {});
    this.events.on('completed', ({ jobId }) => void this.gather(jobId));
    this.events.on('failed', ({ jobId }) => void this.gather(jobId));
    await this.events.waitUntilReady();
    for (const run of runs) this.pending.set(this.jobId(run), run);
    await this.look(true);
    this.looking = setInterval(() => void this.look(false), lookS * 1000);
  }

  /** The study's folder is its own: the same run in two studies is two jobs, one of which finds the other's record. */
  private jobId(run: StudyRun): string {
    return `${this.from.plan.header.planHash}-${run.id}`;
  }

  async *outcomes(): AsyncGenerator<Outcome> {
    for (;;) {
      const outcome = this.ready.shift();
      if (outcome !== undefined) yield outcome;
      else if (this.failure !== null) throw this.failure;
      else if (this.pending.size === 0) return;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }

  private settle(jobId: string, outcome: Outcome): void {
    if (!this.pending.delete(jobId)) return;
    this.ready.push(outcome);
    this.wake?.();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** Takes a run's record from the store, or its last word from the queue. @returns whether it is settled */
  private async gather(jobId: string): Promise<boolean> {
    const run = this.pending.get(jobId);
    if (run === undefined) return true;
    try {
      const record = await readStoredRun(this.from.store, run.id);
      const folder = this.options.resultFolder?.(run) ?? null;
      if (record !== null && (folder === null || record.kept)) {
        if (folder !== null) await fetchResult(this.from.store, run.id, folder);
        const { indicators, resultsHash, durationS, worker, attempts } = record;
        this.settle(jobId, { run, status: 'done', indicators, resultsHash, durationS, worker, attempts });
        return true;
      }
      const job = await this.queue.getJob(jobId);
      if (job === undefined || !(await job.isFailed())) return false;
      this.settle(jobId, {
        run,
        status: 'failed',
        message: job.failedReason ?? 'failed',
        indicators: {},
        resultsHash: '',
        durationS: 0,
        attempts: job.attemptsMade,
      });
      return true;
    } catch (error) {
      this.fail(error as Error);
      return true;
    }
  }

  /** Whatever neither has a record nor stands in the queue is handed out (again).
   *  @param first dead jobs of an earlier try begin anew */
  private async look(first: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const ids = [...this.pending.keys()];
      for (let from = 0; from < ids.length && this.failure === null; from += BATCH) {
        const batch = ids.slice(from, from + BATCH);
        const states = await Promise.all(batch.map((id) => this.queue.getJobState(id)));
        const missing: string[] = [];
        await Promise.all(
          batch.map(async (id, i) => {
            const state = states[i]!;
            if (!first && state !== 'unknown' && state !== 'completed' && state !== 'failed') return;
            if (first ? await this.hasRecord(id) : await this.gather(id)) return;
            if (state === 'completed' || state === 'failed') await this.queue.remove(id);
            if (state === 'completed' || state === 'failed' || state === 'unknown') missing.push(id);
          }),
        );
        if (missing.length > 0) await this.queue.addBulk(missing.map((id) => this.job(id)));
      }
      await this.tellWorkers();
    } catch (error) {
      this.fail(error as Error);
    } finally {
      this.busy = false;
    }
  }

  private async hasRecord(jobId: string): Promise<boolean> {
    const run = this.pending.get(jobId);
    if (run === undefined || (await readStoredRun(this.from.store, run.id)) === null) return run === undefined;
    return this.gather(jobId);
  }

  private job(jobId: string): { name: string; data: RunJob; opts: Job['opts'] } {
    const run = this.pending.get(jobId)!;
    const { plan, place, attempts = 5 } = this.from;
    return {
      name: 'run',
      data: {
        runId: run.id,
        study: plan.header.name,
        scenario: run.scenario,
        inputs: plan.inputs.find(({ district }) => district === run.scenario.district)!.hash,
        place,
        keep: (this.options.resultFolder?.(run) ?? null) !== null,
      },
      opts: {
        jobId,
        attempts,
        backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: false,
      },
    };
  }

  private async tellWorkers(): Promise<void> {
    const words = await listWorkers(this.client);
    const heard = words.filter((word) => isHeard(word, Date.now()));
    const own = heard.filter((word) => word.build === engineIdentity());
    const others = heard.length - own.length;
    const refused = others === 0 ? '' : `; ${others} of another engine version are refused`;
    const note =
      own.length === 0
        ? `no worker of engine ${engineIdentity()} is connected: start some with "rijnstroom worker --queue URL"${refused}`
        : `${own.length} worker${own.length === 1 ? '' : 's'} with ${own.reduce((sum, { threads }) => sum + threads, 0)} threads${refused}`;
    if (note !== this.lastNote) this.options.onNote?.(note);
    this.lastNote = note;
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    this.options.signal?.removeEventListener('abort', this.cancel);
    if (this.queue !== undefined && this.failure instanceof CancelledError) {
      // Runs that nobody began are taken back; those that are on end by themselves and are found by --resume.
      await Promise.allSettled([...this.pending.keys()].map((id) => this.queue.remove(id)));
    }
    await this.events?.close().catch(() => {});
    await this.queue?.close().catch(() => {});
    this.client?.disconnect();
  }
}
