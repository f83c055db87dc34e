/** Runs one scenario and leaves its result folder: what `run`, `demo` and others share. */
import { availableParallelism } from 'node:os';
import type { District } from '../district/district.ts';
import { assertReplaceable, readResult, type StoredResult, writeResult } from '../io/result-folder.ts';
import type { Scenario } from '../scenario/schema.ts';
import { showProgress } from './progress.ts';
import { cancelSignal } from './shell.ts';

export interface RunRequest {
  readonly scenario: Scenario;
  /** Name in the progress. */
  readonly title: string;
  readonly out: string;
  readonly threads?: number | undefined;
  readonly force?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** A district that is loaded already. */
  readonly district?: District | undefined;
}

/** @returns the result as it stands in its folder */
export async function runToFolder(request: RunRequest): Promise<StoredResult> {
  // Told before the work, not after it.
  assertReplaceable(request.out, request.force ?? false);
  const { run } = await import('../run.ts');
  const threads = request.threads ?? availableParallelism();
  const view = showProgress(request.title, request.quiet);
  const start = performance.now();
  try {
    const result = await run(request.scenario, {
      threads,
      signal: cancelSignal,
      onProgress: view.onProgress,
      ...(request.district === undefined ? {} : { district: request.district }),
    });
    view.onProgress({ stage: 'writing', fraction: 0 });
    const facts = {
      threads,
      durationS: Number(((performance.now() - start) / 1000).toFixed(3)),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      createdUtc: new Date().toISOString(),
    };
    await writeResult(request.out, result, facts, { force: request.force ?? false, signal: cancelSignal });
  } finally {
    view.end();
  }
  return readResult(request.out);
}
