/** Runs of a study on the cores of this machine: long-lived worker threads, each doing whole runs on districts that all share.
 *  In: runs, options. Out: outcomes as they come. */
import { availableParallelism } from 'node:os';
import { CancelledError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import type { Indicator } from '../results/result.ts';
import { RunTeam, type TeamMeasure } from '../workers/run-team.ts';
import type { StudyRun } from './plan.ts';
import type { Study } from './study-file.ts';

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

/** An executor that holds something until it is closed. */
export interface OpenExecutor {
  readonly execute: Executor;
  readonly close: () => Promise<void>;
}

type LoadInputs = (name: string) => Promise<District>;

/** Worker threads for all rounds of a study, as many at once as its budget of memory allows. They start at once and load their code while the study is still being planned; what they have
 *  compiled and the inputs stay with them from round to round. Outcomes come in the order in which runs end: the journal, not this order,
 *  decides what a study says.
 *  @param threads runs at once; default: the cores of this machine
 *  @returns an executor that throws CancelledError within a second of the signal */
export function localExecutor(study: Study, threads = availableParallelism()): OpenExecutor {
  let load: LoadInputs = readInputs;
  const team = new RunTeam({
    threads: Math.max(1, Math.min(threads, mostRuns(study))),
    memoryMb: study.budget.memoryMb,
    loadInputs: (name) => load(name),
  });
  return {
    close: () => team.close(),
    execute(runs, options) {
      load = options.inputs ?? readInputs;
      return doAll(team, runs, options);
    },
  };
}

/** No more threads than runs; a study with levers has more runs than a machine has cores. */
const mostRuns = ({ levers, scenarios, replications, stop }: Study): number =>
  levers === undefined
    ? scenarios.length * Math.max(replications, stop?.maxReplications ?? 0)
    : Number.POSITIVE_INFINITY;

const readInputs: LoadInputs = async (name) => (await import('../io/district.ts')).loadDistrict(name);

async function* doAll(team: RunTeam, runs: readonly StudyRun[], options: ExecutorOptions): AsyncGenerator<Outcome> {
  const giveUp = new AbortController();
  const signal = options.signal === undefined ? giveUp.signal : AbortSignal.any([options.signal, giveUp.signal]);
  const going = new Map<string, Promise<Outcome>>();
  let next = 0;
  let ended = 0;
  try {
    while (next < runs.length || going.size > 0) {
      if (signal.aborted) throw new CancelledError();
      // Twice as many as go at once: a thread that is free finds its next run at hand.
      while (next < runs.length && going.size < 2 * team.atOnce) {
        const run = runs[next++]!;
        going.set(run.id, doOne(team, run, { ...options, signal }));
      }
      const outcome = await Promise.race(going.values());
      going.delete(outcome.run.id);
      if (ended++ === 0) options.onMeasure?.(team.measure);
      yield outcome;
    }
  } finally {
    // Who stops reading wants no more of it.
    giveUp.abort();
    await Promise.allSettled(going.values());
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
