/** Worker threads that do whole runs, one run a thread, on districts that lie once in shared memory.
 *  A thread that dies takes its own run with it and nothing else: the run is told as failed and the thread is replaced.
 *  Memory is watched: the first run tells how much one needs, then as many go at once as fit under the cap. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { CancelledError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import type { Indicator } from '../results/result.ts';
import type { Scenario } from '../scenario/schema.ts';
import { builtFile, startWorkers } from './pool.ts';
import { type FromStudyWorker, type ToStudyWorker, WRITING } from './study-messages.ts';

export interface RunTask {
  readonly id: string;
  readonly scenario: Scenario;
  /** Names the inputs for `loadInputs`. */
  readonly inputs: string;
  /** Folder for the whole result, or null for the indicators only. */
  readonly resultFolder: string | null;
}

export type RunOutcome =
  | {
      readonly status: 'done';
      readonly indicators: Readonly<Record<string, Indicator>>;
      readonly resultsHash: string;
      readonly durationS: number;
    }
  | {
      readonly status: 'failed';
      readonly message: string;
      /** Another try would fail alike. */
      readonly hopeless: boolean;
    };

export interface RunTeamOptions {
  readonly threads: number;
  /** Resident memory of the whole process [MB] that runs at once are chosen for. */
  readonly memoryMb?: number | undefined;
  /** Called once for each key; the district stays for all later runs. */
  readonly loadInputs: (key: string) => Promise<District>;
}

interface Member {
  readonly worker: Worker;
  readonly given: Set<string>;
  /** True while it writes a result. */
  writing: boolean;
  task: { readonly id: string; readonly settle: (message: FromStudyWorker) => void } | null;
}

type OnStage = (stage: string, fraction: number) => void;

export class RunTeam {
  private readonly options: RunTeamOptions;
  private readonly members: Member[] = [];
  private readonly districts = new Map<string, Promise<District>>();
  private readonly queue: Array<() => void> = [];
  private running = 0;
  private limit: number;
  private closing = false;
  private fitted = false;
  private readonly startMb = process.memoryUsage().rss / 1e6;
  private inputsMb = 0;
  private peakMb = this.startMb;
  private readonly sampler = setInterval(() => this.sample(), 50);

  constructor(options: RunTeamOptions) {
    this.options = options;
    this.limit = options.memoryMb === undefined ? options.threads : 1;
    this.sampler.unref();
  }

  /** Runs that go at once: the threads, or fewer where the memory is short. */
  get atOnce(): number {
    return this.limit;
  }

  /** Highest resident memory of the process since the team began [MB]. */
  get peakMemoryMb(): number {
    this.sample();
    return this.peakMb;
  }

  /** Does one run, when its turn comes.
   *  @throws CancelledError within a second of the signal; InputError when the inputs cannot be loaded */
  async run(task: RunTask, signal?: AbortSignal, onStage: OnStage = () => {}): Promise<RunOutcome> {
    await this.turn();
    try {
      if (signal?.aborted || this.closing) throw new CancelledError();
      const district = await this.inputs(task.inputs);
      const member = await this.member();
      return await this.give(member, task, district, signal, onStage);
    } finally {
      this.running--;
      this.fit();
      this.queue.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    while (this.running >= this.limit) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.running++;
  }

  /** The district of a key, loaded once. */
  inputs(key: string): Promise<District> {
    let district = this.districts.get(key);
    if (district === undefined) {
      const before = process.memoryUsage().rss / 1e6;
      district = this.options.loadInputs(key).then((loaded) => {
        this.inputsMb += Math.max(0, process.memoryUsage().rss / 1e6 - before);
        return loaded;
      });
      this.districts.set(key, district);
      district.catch(() => this.districts.delete(key));
    }
    return district;
  }

  private async member(): Promise<Member> {
    const idle = this.members.find((member) => member.task === null);
    if (idle !== undefined) {
      idle.task = RESERVED;
      return idle;
    }
    const [worker] = await startWorkers(1, builtFile('study-entry.js'));
    const member: Member = { worker: worker!, given: new Set(), task: RESERVED, writing: false };
    worker!.on('message', (message: FromStudyWorker) => {
      if (member.task?.id === message.runId) member.task.settle(message);
    });
    worker!.on('error', (error) => this.died(member, error.message));
    worker!.on('exit', (code) => this.died(member, `ended with code ${code}`));
    this.members.push(member);
    return member;
  }

  private give(
    member: Member,
    task: RunTask,
    district: District,
    signal: AbortSignal | undefined,
    onStage: OnStage,
  ): Promise<RunOutcome> {
    const send = (message: ToStudyWorker): void => member.worker.postMessage(message);
    return new Promise((resolve, reject) => {
      let patience: NodeJS.Timeout | undefined;
      const cut = (): void => {
        if (member.writing) patience = setTimeout(cut, 50);
        else void member.worker.terminate();
      };
      const cancel = (): void => {
        send({ kind: 'cancel', runId: task.id });
        // A thread deep in a loop does not hear it: it is cut off, and replaced when there is more to do.
        patience = setTimeout(cut, PATIENCE_MS);
      };
      const end = (): void => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', cancel);
        member.writing = false;
        member.task = null;
      };
      member.task = {
        id: task.id,
        settle: (message) => {
          if (message.kind === 'progress') {
            member.writing = message.stage === WRITING;
            return onStage(message.stage, message.fraction);
          }
          end();
          if (message.kind === 'done') resolve({ ...message, status: 'done' });
          else if (message.cancelled || signal?.aborted) reject(new CancelledError());
          else resolve({ status: 'failed', message: message.message, hopeless: message.hopeless });
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      if (!member.given.has(task.inputs)) {
        send({ kind: 'inputs', key: task.inputs, district });
        member.given.add(task.inputs);
      }
      send({
        kind: 'run',
        runId: task.id,
        scenario: task.scenario,
        inputs: task.inputs,
        resultFolder: task.resultFolder,
      });
    });
  }

  private died(member: Member, why: string): void {
    const at = this.members.indexOf(member);
    if (at >= 0) this.members.splice(at, 1);
    member.writing = false;
    const { task } = member;
    if (task === null) return;
    task.settle({
      kind: 'failed',
      runId: task.id,
      message: `the thread of the run died (${why})`,
      cancelled: this.closing,
      hopeless: false,
    });
  }

  private sample(): void {
    this.peakMb = Math.max(this.peakMb, process.memoryUsage().rss / 1e6);
  }

  /** After the first run: what it added beside the inputs is what each adds. Later: one less whenever the cap is passed. */
  private fit(): void {
    const { memoryMb, threads } = this.options;
    if (memoryMb === undefined || this.members.length === 0) return;
    this.sample();
    if (!this.fitted) {
      this.fitted = true;
      const fixedMb = this.startMb + this.inputsMb;
      const perRunMb = Math.max(20, this.peakMb - fixedMb);
      this.limit = Math.max(1, Math.min(threads, Math.floor((memoryMb - fixedMb) / perRunMb)));
      for (const wake of this.queue.splice(0)) wake();
    } else if (this.limit > 1 && process.memoryUsage().rss / 1e6 > memoryMb) {
      this.limit--;
      // Only the end of a thread gives its memory back.
      const idle = this.members.findIndex((member) => member.task === null);
      if (idle >= 0) void this.members.splice(idle, 1)[0]!.worker.terminate();
    }
  }

  /** Ends all threads; runs that are on are given up. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sampler);
    for (const wake of this.queue.splice(0)) wake();
    await Promise.all(
      [...this.members].map(async (member) => {
        while (member.writing) await sleep(20);
        await member.worker.terminate();
      }),
    );
  }
}

/** How long a cancelled run may take to stop by itself. */
const PATIENCE_MS = 700;
/** A member that was chosen and has its run on the way. */
const RESERVED: NonNullable<Member['task']> = { id: '', settle: () => {} };
