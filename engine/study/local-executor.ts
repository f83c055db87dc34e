/** Runs of a study on the cores of this machine: long-lived worker threads, each doing whole runs on districts that all share.
 *  In: runs, options. Out: outcomes as they come. Memory is watched: the first run tells how much one needs, then as many go at once as fit. */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { CancelledError, RunError } from '../core/errors.ts';
import { loadDistrict } from '../io/district.ts';
import { builtFile, startWorkers } from '../workers/pool.ts';
import type { FromStudyWorker, ToStudyWorker } from '../workers/study-messages.ts';
import type { StudyRun } from './plan.ts';

export interface Outcome {
  readonly run: StudyRun;
  readonly status: 'done' | 'failed';
  readonly message?: string;
  readonly indicators: Readonly<Record<string, number>>;
  readonly resultsHash: string;
  readonly durationS: number;
}

export interface LocalOptions {
  readonly threads?: number;
  readonly memoryMb?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Folder for a run's whole result, or null. */
  readonly resultFolder?: (run: StudyRun) => string | null;
  readonly onProgress?: (run: StudyRun, stage: string, fraction: number) => void;
}

/** Yields outcomes in the order in which runs end. The journal, not this order, decides what a study says.
 *  @throws CancelledError within a second of the signal */
export async function* runLocally(runs: readonly StudyRun[], options: LocalOptions = {}): AsyncGenerator<Outcome> {
  if (runs.length === 0) return;
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), runs.length));
  const team = new Team(options);
  try {
    let allowed = options.memoryMb === undefined ? threads : 1;
    await team.grow(allowed);
    let next = 0;
    let finished = 0;
    while (finished < runs.length) {
      if (options.signal?.aborted) throw new CancelledError();
      while (next < runs.length && team.idleCount > 0) await team.start(runs[next++]!);
      const outcome = await team.nextOutcome();
      finished++;
      yield outcome;
      if (finished === 1 && options.memoryMb !== undefined) {
        allowed = team.fitting(threads, options.memoryMb);
        await team.grow(allowed);
      }
    }
  } finally {
    await team.close();
  }
}

class Team {
  private readonly options: LocalOptions;
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly running = new Map<string, { run: StudyRun; worker: Worker }>();
  private readonly given = new Map<Worker, Set<string>>();
  private readonly districts = new Map<string, Awaited<ReturnType<typeof loadDistrict>>>();
  private readonly outcomes: Outcome[] = [];
  private waiting: { resolve: (outcome: Outcome) => void; reject: (error: Error) => void } | null = null;
  private failure: Error | null = null;
  private closing = false;
  private readonly startMb = process.memoryUsage().rss / 1e6;
  private peakMb = this.startMb;
  private readonly sampler = setInterval(() => this.sample(), 50);
  private readonly cancel = (): void => {
    for (const worker of this.workers) worker.postMessage({ kind: 'cancel' } satisfies ToStudyWorker);
    this.fail(new CancelledError());
  };

  constructor(options: LocalOptions) {
    this.options = options;
    this.sampler.unref();
    options.signal?.addEventListener('abort', this.cancel);
  }

  get idleCount(): number {
    return this.idle.length;
  }

  private sample(): void {
    this.peakMb = Math.max(this.peakMb, process.memoryUsage().rss / 1e6);
  }

  /** How many runs go at once within the memory: what the first one added is what each adds. */
  fitting(threads: number, memoryMb: number): number {
    this.sample();
    const perRunMb = Math.max(20, this.peakMb - this.startMb);
    return Math.max(1, Math.min(threads, Math.floor((memoryMb - this.startMb) / perRunMb)));
  }

  async grow(count: number): Promise<void> {
    if (count <= this.workers.length) return;
    for (const worker of await startWorkers(count - this.workers.length, builtFile('study-entry.js'))) {
      worker.on('message', (message: FromStudyWorker) => this.receive(worker, message));
      worker.on('error', (error) => this.died(worker, error.message));
      worker.on('exit', (code) => this.died(worker, `ended with code ${code}`));
      this.workers.push(worker);
      this.idle.push(worker);
      this.given.set(worker, new Set());
    }
  }

  async start(run: StudyRun): Promise<void> {
    const name = run.scenario.district;
    let district = this.districts.get(name);
    if (district === undefined) {
      district = await loadDistrict(name);
      this.districts.set(name, district);
    }
    const worker = this.idle.shift()!;
    const given = this.given.get(worker)!;
    const send = (message: ToStudyWorker): void => worker.postMessage(message);
    if (!given.has(name)) {
      send({ kind: 'district', name, district });
      given.add(name);
    }
    this.running.set(run.id, { run, worker });
    send({
      kind: 'run',
      runId: run.id,
      scenario: run.scenario,
      resultFolder: this.options.resultFolder?.(run) ?? null,
    });
  }

  nextOutcome(): Promise<Outcome> {
    const ready = this.outcomes.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  private receive(worker: Worker, message: FromStudyWorker): void {
    const entry = this.running.get(message.runId);
    if (entry === undefined) return;
    if (message.kind === 'progress') {
      this.options.onProgress?.(entry.run, message.stage, message.fraction);
      return;
    }
    this.running.delete(message.runId);
    this.idle.push(worker);
    if (message.kind === 'done')
      this.settle({
        run: entry.run,
        status: 'done',
        indicators: message.indicators,
        resultsHash: message.resultsHash,
        durationS: message.durationS,
      });
    else if (!message.cancelled)
      this.settle({
        run: entry.run,
        status: 'failed',
        message: message.message,
        indicators: {},
        resultsHash: '',
        durationS: 0,
      });
  }

  private settle(outcome: Outcome): void {
    if (this.waiting === null) this.outcomes.push(outcome);
    else {
      this.waiting.resolve(outcome);
      this.waiting = null;
    }
  }

  private died(worker: Worker, why: string): void {
    if (this.closing) return;
    const lost = [...this.running.values()].find((entry) => entry.worker === worker)?.run.id;
    this.fail(
      new RunError(
        `a worker thread of the study died (${why})${lost === undefined ? '' : ` in run ${lost}`}; finished runs are kept`,
      ),
    );
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
    this.waiting = null;
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sampler);
    this.options.signal?.removeEventListener('abort', this.cancel);
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
