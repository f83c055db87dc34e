/** Worker threads that do whole runs, one run a thread, on districts that lie once in shared memory.
 *  A thread that dies takes its own run with it and nothing else: the run is told as failed and the thread is replaced.
 *  A thread that ends a run is handed the next one at once, before anybody writes down what it did: it never waits for a disk.
 *  Memory is watched: the first run tells how much one needs, then as many go at once as fit under the cap. */
import { CancelledError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import type { Indicator } from '../results/result.ts';
import type { Scenario } from '../scenario/schema.ts';
import { builtFile, startWorkers } from './pool.ts';
import { type SharedInputs, shareInputs } from './shared-inputs.ts';
import { TeamMemory } from './team-memory.ts';
import { TeamThread } from './team-thread.ts';

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

/** What runs take, measured in this process. */
export interface TeamMeasure {
  /** Bytes of inputs that all threads share [MB]. */
  readonly sharedMb: number;
  /** Program and inputs before the first run [MB]. */
  readonly beforeRunsMb: number;
  /** What each run at once adds [MB]; null before the first ended. */
  readonly perRunMb: number | null;
  /** Highest resident memory so far [MB]. */
  readonly peakMb: number;
  /** Runs that go at once. */
  readonly atOnce: number;
}

export type OnStage = (stage: string, fraction: number) => void;

/** A run that waits for a thread. */
interface Waiting {
  readonly task: RunTask;
  readonly inputs: SharedInputs;
  readonly signal: AbortSignal | undefined;
  readonly onStage: OnStage;
  /** Listens to the signal as long as it waits. */
  readonly giveUp: () => void;
  readonly resolve: (outcome: RunOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export class RunTeam {
  private readonly options: RunTeamOptions;
  private readonly threads: TeamThread[] = [];
  private readonly inputs = new Map<string, Promise<SharedInputs>>();
  private readonly waiting: Waiting[] = [];
  private readonly memory = new TeamMemory();
  private readonly starting = new Set<Promise<void>>();
  private limit: number;
  private sharedBytes = 0;
  private closing = false;
  private ended = 0;

  constructor(options: RunTeamOptions) {
    this.options = options;
    this.limit = options.memoryMb === undefined ? options.threads : 1;
    // Threads load their code while the inputs are read; under a cap they start after it, so that they count as part of a run.
    if (options.memoryMb === undefined) for (let i = 0; i < options.threads; i++) this.hire();
  }

  /** Runs that go at once: the threads, or fewer where the memory is short. */
  get atOnce(): number {
    return this.limit;
  }

  get measure(): TeamMeasure {
    const { beforeRunsMb, perRunMb, peakMb } = this.memory;
    return { sharedMb: this.sharedBytes / 1e6, beforeRunsMb, perRunMb, peakMb, atOnce: this.limit };
  }

  /** Does one run, when its turn comes.
   *  @throws CancelledError within a second of the signal; InputError when the inputs cannot be loaded */
  async run(task: RunTask, signal?: AbortSignal, onStage: OnStage = () => {}): Promise<RunOutcome> {
    const inputs = await this.load(task.inputs);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => this.giveUp(entry);
      const entry: Waiting = { task, inputs, signal, onStage, giveUp, resolve, reject };
      if (signal?.aborted || this.closing) return reject(new CancelledError());
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(entry);
      this.pump();
    });
  }

  private load(key: string): Promise<SharedInputs> {
    let inputs = this.inputs.get(key);
    if (inputs === undefined) {
      inputs = this.options
        .loadInputs(key)
        .then(shareInputs)
        .then((shared) => {
          this.sharedBytes += shared.sharedBytes;
          this.memory.markInputs();
          return shared;
        });
      this.inputs.set(key, inputs);
      inputs.catch(() => this.inputs.delete(key));
    }
    return inputs;
  }

  private giveUp(entry: Waiting): void {
    const at = this.waiting.indexOf(entry);
    if (at < 0) return;
    this.waiting.splice(at, 1);
    entry.reject(new CancelledError());
  }

  private get running(): number {
    return this.threads.filter(({ busy }) => busy).length;
  }

  /** Hands waiting runs to threads that are free. */
  private pump(): void {
    while (this.waiting.length > 0 && !this.closing && this.running < this.limit) {
      const free = this.threads.find(({ busy }) => !busy);
      if (free === undefined) {
        if (this.threads.length + this.starting.size < this.limit) this.hire();
        return;
      }
      this.give(free, this.waiting.shift()!);
    }
  }

  private give(thread: TeamThread, { task, inputs, signal, onStage, giveUp, resolve, reject }: Waiting): void {
    signal?.removeEventListener('abort', giveUp);
    thread.start(task, inputs, signal, onStage, (end) => {
      // The next run first: nothing of what follows keeps the thread waiting.
      this.fit();
      this.pump();
      if (end instanceof CancelledError) reject(end);
      else resolve(end);
    });
    this.memory.markRunning(this.running);
  }

  private hire(): void {
    const started = this.startThread()
      .catch((error: unknown) => {
        for (const { reject } of this.waiting.splice(0)) reject(error);
      })
      .finally(() => {
        this.starting.delete(started);
        this.pump();
      });
    this.starting.add(started);
  }

  private async startThread(): Promise<void> {
    const [worker] = await startWorkers(1, builtFile('study-entry.js'));
    const thread = new TeamThread(worker!, () => {
      const at = this.threads.indexOf(thread);
      if (at >= 0) this.threads.splice(at, 1);
      this.pump();
    });
    this.threads.push(thread);
  }

  /** After the first run: what it added beside the inputs is what each adds. Later: fewer when runs turn out to take more. */
  private fit(): void {
    const { memoryMb, threads } = this.options;
    const nowMb = this.memory.sample();
    this.ended++;
    if (memoryMb === undefined) return;
    const most = this.ended === 1 ? threads : this.limit;
    this.limit = Math.min(most, this.memory.fitting(memoryMb, threads, this.ended));
    if (this.ended > 1 && this.limit > 1 && nowMb > memoryMb) this.limit--;
    // Only the end of a thread gives its memory back.
    for (const thread of this.threads.filter(({ busy }) => !busy).slice(0, this.threads.length - this.limit))
      void thread.close();
  }

  /** Ends all threads; runs that are on are given up. */
  async close(): Promise<void> {
    this.closing = true;
    this.memory.close();
    for (const { reject } of this.waiting.splice(0)) reject(new CancelledError());
    await Promise.all(this.starting);
    await Promise.all([...this.threads].map((thread) => thread.close()));
  }
}
