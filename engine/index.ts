/** The public surface of Rijnstroom as a library.
 *
 *  ```ts
 *  import { compare, loadScenario, run, study } from 'rijnstroom';
 *  const base = await run(loadScenario('baseline-2025'));
 *  const solar = await run(loadScenario('smart-solar-charging', ['charging.v2gShare=0.3']));
 *  const { indicators } = compare([base, solar]);
 *  const summary = await study('scenarios/studies/solar-uncertainty.yaml', { folder: 'output/solar', resume: true });
 *  ```
 */
export { CancelledError, InputError, type Problem, RunError } from './core/errors.ts';
export type { OnProgress, Progress } from './core/progress.ts';
export type { Column, Table } from './core/table.ts';
export type { District } from './district/district.ts';
export { loadDistrict } from './io/district.ts';
export { readResult, type StoredResult, writeResult } from './io/result-folder.ts';
export { type DistrictBasis, districtBasis } from './district/basis.ts';
export { type JourneyQuestion, planJourneys, type ReachQuestion, reachableAreas } from './mobility/journey-desk.ts';
export type { Journey, JourneyAnswer, JourneyLeg, JourneyMode, NoJourneyReason } from './routing/journey.ts';
export { MODE_WORDS, REASON_WORDS, WHEELCHAIR_WORDS } from './routing/journey-words.ts';
export { OffNetworkError } from './routing/join-streets.ts';
export type { ReachAnswer } from './routing/reach-planner.ts';
export { builtInScenarios } from './io/scenario-file.ts';
export type { RunRecord } from './io/study-folder.ts';
export { type Comparable, type Comparison, compareResults, type IndicatorComparison } from './results/compare.ts';
export { resultsHash } from './results/hash.ts';
export type { Indicator, LedgerEntry, RunResult } from './results/result.ts';
export { type RunOptions, run } from './run.ts';
export { type Scenario, scenarioJsonSchema, scenarioSchema } from './scenario/schema.ts';
export type { StudyForecast } from './study/forecast.ts';
export { summariseFolder as readStudySummary } from './study/study-summary.ts';
export { type Study, studySchema } from './study/study-file.ts';
export type { IndicatorDifference, LeverEffect, PointMean, StudySummary } from './study/summary.ts';

import { availableParallelism } from 'node:os';
import type { Progress } from './core/progress.ts';
import type { StoredResult } from './io/result-folder.ts';
import { loadScenarioFile } from './io/scenario-file.ts';
import type { RunRecord } from './io/study-folder.ts';
import { type Comparison, compareResults } from './results/compare.ts';
import { jsonHash } from './results/hash.ts';
import type { RunResult } from './results/result.ts';
import { type RunOptions, run } from './run.ts';
import type { Scenario } from './scenario/schema.ts';
import { eventsOf } from './study/events.ts';
import { forecastStudy, sizeOf, type StudyForecast } from './study/forecast.ts';
import { localExecutor } from './study/local-executor.ts';
import { readStudy, scenarioResolver } from './study/read-study.ts';
import { planStudy, runStudy } from './study/run-study.ts';
import type { StudySummary } from './study/summary.ts';

/** A scenario from a file or by its built-in name, with `key.path=value` changes.
 *  @throws InputError with every problem of the file */
export function loadScenario(reference: string, overrides: readonly string[] = []): Scenario {
  return loadScenarioFile(reference, overrides).scenario;
}

/** The difference between results, indicator by indicator; results of one scenario with different seeds are its replications.
 *  @param results of `run` or `readResult`; the first scenario is the base
 *  @throws InputError for fewer than two scenarios */
export function compare(results: ReadonlyArray<RunResult | StoredResult>): Comparison {
  return compareResults(
    results.map((result) => {
      const { scenario } = result;
      const stored = 'summary' in result;
      return {
        name: stored ? result.folder : `${scenario.name.en} (seed ${scenario.seed})`,
        scenario,
        scenarioHash: jsonHash(scenario),
        seed: scenario.seed,
        indicators: stored ? result.summary.indicators : result.indicators,
      };
    }),
  );
}

/** A run as a stream: each stage as it begins and goes on; the value at the end is the result.
 *  Leaving the loop early cancels the run. */
export function runEvents(
  scenario: Scenario,
  options: Omit<RunOptions, 'onProgress'> = {},
): AsyncGenerator<Progress, RunResult> {
  return eventsOf(options.signal, (push, signal) => run(scenario, { ...options, signal, onProgress: push }));
}

export interface StudyCallOptions {
  /** Folder of the study: journal, summary, tables. */
  readonly folder: string;
  /** Go on with what the folder holds. */
  readonly resume?: boolean;
  /** Runs at once; the cores of this machine by default. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

export type StudyEvent =
  /** What will be done, before it is. */
  | { readonly kind: 'plan'; readonly runs: number; readonly maxRuns: number; readonly forecast: StudyForecast }
  /** A run ended (done or failed). */
  | {
      readonly kind: 'run';
      readonly done: number;
      readonly total: number;
      readonly record: RunRecord;
      readonly secondsLeft: number | null;
    };

/** Runs a study file on the cores of this machine.
 *  @throws InputError before anything runs, for a study or folder that cannot serve; CancelledError within a second of the signal */
export async function study(file: string, options: StudyCallOptions): Promise<StudySummary> {
  const events = studyEvents(file, options);
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) return value;
  }
}

/** A study as a stream: its plan, then each run as it ends; the value at the end is the summary. Leaving the loop early stops the study;
 *  finished runs are kept in its folder. */
export function studyEvents(file: string, options: StudyCallOptions): AsyncGenerator<StudyEvent, StudySummary> {
  return eventsOf<StudyEvent, StudySummary>(options.signal, async (push, signal) => {
    const definition = readStudy(file);
    const resolve = scenarioResolver(file);
    const threads = options.threads ?? availableParallelism();
    // Threads load their code while the inputs are read.
    const { execute, close } = localExecutor(definition, threads);
    try {
      const plan = await planStudy(definition, file, resolve);
      const sizes = new Map(plan.inputs.map(({ district, content }) => [district, sizeOf(content)]));
      const forecast = forecastStudy(plan.runs, {
        threads,
        memoryMb: definition.budget.memoryMb,
        sizeOf: (district) => sizes.get(district),
      });
      push({ kind: 'plan', runs: plan.runs.length, maxRuns: plan.maxRuns, forecast });
      return await runStudy(definition, file, resolve, {
        folder: options.folder,
        plan,
        resume: options.resume ?? false,
        executor: execute,
        signal,
        nowS: () => Date.now() / 1000,
        onRun: (done, total, record, secondsLeft) => push({ kind: 'run', done, total, record, secondsLeft }),
      });
    } finally {
      await close();
    }
  });
}
