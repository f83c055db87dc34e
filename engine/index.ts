/** The public surface of Rijnstroom as a library.
 *
 *  ```ts
 *  import { compare, loadScenario, run } from 'rijnstroom';
 *  const base = await run(loadScenario('baseline-2025'));
 *  const solar = await run(loadScenario('smart-solar-charging', ['charging.v2gShare=0.3']));
 *  ```
 */
export { CancelledError, InputError, type Problem, RunError } from './core/errors.ts';
export type { OnProgress, Progress } from './core/progress.ts';
export type { Column, Table } from './core/table.ts';
export type { District } from './district/district.ts';
export { loadDistrict } from './io/district.ts';
export { readResult, writeResult } from './io/result-folder.ts';
export { builtInScenarios } from './io/scenario-file.ts';
export { compareResults as compare } from './results/compare.ts';
export { resultsHash } from './results/hash.ts';
export type { Indicator, LedgerEntry, RunResult } from './results/result.ts';
export { type RunOptions, run } from './run.ts';
export { type Scenario, scenarioJsonSchema, scenarioSchema } from './scenario/schema.ts';
export { planStudy, runStudy as study, type StudyOptions } from './study/run-study.ts';
export { type Study, studySchema } from './study/study-file.ts';

import { loadScenarioFile } from './io/scenario-file.ts';
import type { Scenario } from './scenario/schema.ts';

/** A scenario from a file or by its built-in name, with `key.path=value` changes.
 *  @throws InputError with every problem of the file */
export function loadScenario(reference: string, overrides: readonly string[] = []): Scenario {
  return loadScenarioFile(reference, overrides).scenario;
}
