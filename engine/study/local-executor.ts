/** Runs of a study on the cores of this machine: long-lived worker threads, each doing whole runs on districts that all share.
 *  In: runs, options. Out: outcomes as they come. */
import { availableParallelism } from 'node:os';
import { CancelledError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import { loadDistrict } from '../io/district.ts';
import type { Indicator } from '../results/result.ts';
import { RunTeam, type TeamMeasure } from '../workers/run-team.ts';
import type { StudyRun } from './plan.ts';

export interface Outcome {
  readonly run: StudyRun;
  readonly status: 'done' | 'failed';
  readonly message?: string;
  readonly indicators: Readonly<Record<string, Indicator>>;
  readonly resultsHash: string;
  readonly durationS: number;
  /** Memory that each run at once took so far in this process [MB]. */
  readonly memoryMb?: number;
  /** Who did it: a host and, where several try, how often it was tried. */
  readonly worker?: string;
  readonly attempts?: number;
}

export interface ExecutorOptions {
  readonly threads?: number | undefined;
  /** Memory of all workers together [MB]: fewer runs go at once where it is short. */
  readonly memoryMb?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Districts that were read already, by their name. */
  readonly inputs?: ((name: string) => Promise<District>) | undefined;
  /** Folder for a run's whole result, or null. */
  readonly resultFolder?: (run: StudyRun) => string | null;
  readonly onProgress?: ((run: StudyRun, stage: string, fraction: number) => void) | undefined;
  /** Something a reader should know: machines come and go, retries. */
  readonly onNote?: ((text: string) => void) | undefined;
  /** What the runs take in this process, after the first of them. */
  readonly onMeasure?: ((measure: TeamMeasure) => void) | undefined;
}

/** Does runs somewhere and yields them as they end. */
export type Executor = (runs: readonly StudyRun[], options: ExecutorOptions) => AsyncGenerator<Outcome>;

/** Yields outcomes in the order in which runs end. The journal, not this order, decides what a study says.
 *  @throws CancelledError within a second of the signal */
export async function* runLocally(runs: readonly StudyRun[], options: ExecutorOptions = {}): AsyncGenerator<Outcome> {
  if (runs.length === 0) return;
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), runs.length));
  const loadInputs = options.inputs ?? ((name: string) => loadDistrict(name));
  const team = new RunTeam({ threads, memoryMb: options.memoryMb, loadInputs });
  const going = new Map<string, Promise<Outcome>>();
  let next = 0;
  let ended = 0;
  try {
    while (next < runs.length || going.size > 0) {
      if (options.signal?.aborted) throw new CancelledError();
      // Twice as many as go at once: a thread that is free finds its next run at hand.
      while (next < runs.length && going.size < 2 * team.atOnce) {
        const run = runs[next++]!;
        going.set(run.id, doOne(team, run, options));
      }
      const outcome = await Promise.race(going.values());
      going.delete(outcome.run.id);
      if (ended++ === 0) options.onMeasure?.(team.measure);
      yield outcome;
    }
  } finally {
    for (const promise of going.values()) promise.catch(() => {});
    await team.close();
  }
}

async function doOne(team: RunTeam, run: StudyRun, options: ExecutorOptions): Promise<Outcome> {
  const outcome = await team.run(
    {
      id: run.id,
      scenario: run.scenario,
      inputs: run.scenario.district,
      resultFolder: options.resultFolder?.(run) ?? null,
    },
    options.signal,
    (stage, fraction) => options.onProgress?.(run, stage, fraction),
  );
  const perRunMb = team.measure.perRunMb;
  return outcome.status === 'done'
    ? { ...outcome, run, ...(perRunMb === null ? {} : { memoryMb: Math.round(perRunMb) }) }
    : { run, status: 'failed', message: outcome.message, indicators: {}, resultsHash: '', durationS: 0 };
}
