/** Worker threads that do whole runs, one run a thread at a time, on districts that all of them share.
 *  In: runs. Out: an outcome each. A thread that dies fails its run and is replaced; the others go on. */
import type { Worker } from 'node:worker_threads';
import { CancelledError } from '../core/errors.ts';
import { loadDistrict } from '../io/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { builtFile, startWorkers } from '../workers/pool.ts';
import type { FromStudyWorker, ToStudyWorker } from '../workers/study-messages.ts';

/** What a run left, whoever did it. */
export interface RunEnd {
  readonly status: 'done' | 'failed';
  readonly message?: string;
  /** True when the thread died in the run, which may be no fault of the run. */
  readonly died?: boolean;
  readonly indicators: Readonly<Record<string, number>>;
  readonly resultsHash: string;
  readonly durationS: number;
}

export interface TeamRun {
  readonly id: string;
  readonly scenario: Scenario;
  /** Folder for the whole result, or null for the indicators only. */
  readonly resultFolder: string | null;
  readonly onProgress?: (stage: string, fraction: number) => void;
}

interface Pending {
  readonly run: TeamRun;
  readonly worker: Worker;
  readonly resolve: (end: RunEnd) => void;
  readonly reject: (error: Error) => void;
}

const failed = (message: string, died: boolean): RunEnd => ({
  status: 'failed',
  message,
  died,
  indicators: {},
  resultsHash: '',
  durationS: 0,
});

type District = Awaited<ReturnType<typeof loadDistrict>>;

export class Team {
  private readonly workers = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly pending = new Map<string, Pending>();
  private readonly given = new WeakMap<Worker, Set<string>>();
  private readonly districts = new Map<string, Promise<District>>();
  private closing = false;
  private readonly startMb = process.memoryUsage.rss() / 1e6;
  private peakMb = this.startMb;
  private readonly sampler = setInterval(() => this.sample(), 50);

  constructor() {
    this.sampler.unref();
  }

  get idleCount(): number {
    return this.idle.length;
  }

  get size(): number {
    return this.workers.size;
  }

  /** How many runs go at once within the memory: what the first one added is what each adds. */
  fitting(threads: number, memoryMb: number): number {
    this.sample();
    const perRunMb = Math.max(20, this.peakMb - this.startMb);
    return Math.max(1, Math.min(threads, Math.floor((memoryMb - this.startMb) / perRunMb)));
  }

  async grow(count: number): Promise<void> {
    if (count <= this.workers.size || this.closing) return;
    for (const worker of await startWorkers(count - this.workers.size, builtFile('study-entry.js'))) {
      worker.on('message', (message: FromStudyWorker) => this.receive(worker, message));
      worker.on('error', (error) => this.died(worker, error.message));
      worker.on('exit', (code) => this.died(worker, `ended with code ${code}`));
      this.given.set(worker, new Set());
      this.workers.add(worker);
      this.idle.push(worker);
    }
  }

  /** Does a run on an idle thread (there must be one).
   *  @param districtAs folder to read the district from, when it is not the scenario's own
   *  @throws InputError for a district that cannot be read; CancelledError after `cancel` */
  async do(run: TeamRun, districtAs: string = run.scenario.district): Promise<RunEnd> {
    const worker = this.idle.shift();
    if (worker === undefined) throw new RangeError('no thread of the team is idle');
    let district: District;
    try {
      district = await this.district(districtAs);
    } catch (error) {
      this.idle.push(worker);
      throw error;
    }
    const given = this.given.get(worker)!;
    const send = (message: ToStudyWorker): void => worker.postMessage(message);
    const name = run.scenario.district;
    const key = `${name}\n${districtAs}`;
    if (!given.has(key)) {
      send({ kind: 'district', name, district });
      given.add(key);
    }
    return new Promise((resolve, reject) => {
      this.pending.set(run.id, { run, worker, resolve, reject });
      send({ kind: 'run', runId: run.id, scenario: run.scenario, resultFolder: run.resultFolder });
    });
  }

  private district(folder: string): Promise<District> {
    let district = this.districts.get(folder);
    if (district === undefined) {
      district = loadDistrict(folder);
      this.districts.set(folder, district);
    }
    return district;
  }

  /** Stops every run that is under way. */
  cancel(): void {
    for (const worker of this.workers) worker.postMessage({ kind: 'cancel' } satisfies ToStudyWorker);
    for (const { reject } of this.pending.values()) reject(new CancelledError());
    this.pending.clear();
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sampler);
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private sample(): void {
    this.peakMb = Math.max(this.peakMb, process.memoryUsage.rss() / 1e6);
  }

  private receive(worker: Worker, message: FromStudyWorker): void {
    const entry = this.pending.get(message.runId);
    if (entry === undefined) return;
    if (message.kind === 'progress') {
      entry.run.onProgress?.(message.stage, message.fraction);
      return;
    }
    this.pending.delete(message.runId);
    this.idle.push(worker);
    if (message.kind === 'done') {
      const { indicators, resultsHash, durationS } = message;
      entry.resolve({ status: 'done', indicators, resultsHash, durationS });
    } else if (message.cancelled) entry.reject(new CancelledError());
    else entry.resolve(failed(message.message, false));
  }

  private died(worker: Worker, why: string): void {
    if (this.closing || !this.workers.delete(worker)) return;
    const spare = this.idle.indexOf(worker);
    if (spare >= 0) this.idle.splice(spare, 1);
    const entry = [...this.pending.values()].find((one) => one.worker === worker);
    const end = failed(`the thread of this run died: ${why}`, true);
    const settle = (): void => {
      if (entry === undefined) return;
      this.pending.delete(entry.run.id);
      entry.resolve(end);
    };
    // The next run waits for the replacement.
    this.grow(this.workers.size + 1).then(settle, settle);
  }
}
