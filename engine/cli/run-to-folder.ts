/** Runs one scenario and leaves its result folder: what `run` and `demo` share. */
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { requireWritable } from '../io/make-folder.ts';
import { assertReplaceable, readResult, type StoredResult } from '../io/result-folder.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Engine } from './engine-client.ts';
import { showProgress } from './progress.ts';
import { cancelSignal, note } from './shell.ts';

export interface RunRequest {
  readonly scenario: Scenario;
  /** Name in the progress. */
  readonly title: string;
  readonly out: string;
  readonly threads?: number | undefined;
  readonly force?: boolean | undefined;
}

/** @returns the result as it stands in its folder */
export async function runToFolder(engine: Engine, request: RunRequest): Promise<StoredResult> {
  const { scenario, title, threads = availableParallelism(), force = false } = request;
  const out = resolve(request.out);
  // Told before the work, not after it.
  assertReplaceable(out, force);
  requireWritable(dirname(out));
  const view = showProgress(title);
  let whole = false;
  try {
    await engine.run({ scenario, out, threads, force }, cancelSignal, view.onProgress);
    whole = true;
  } finally {
    view.end(whole);
  }
  const result = await readResult(out);
  await toCatalogue(result);
  return result;
}

/** The catalogue is an index: a run does not fail for it. */
async function toCatalogue(result: StoredResult): Promise<void> {
  try {
    const { catalogueOf, recordResult } = await import('../io/catalogue.ts');
    await recordResult(catalogueOf(result.folder), result);
  } catch (error) {
    note(`the result is not in the catalogue: ${(error as Error).message}\n`);
  }
}
