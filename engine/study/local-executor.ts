/** Runs of a study on the cores of this machine: long-lived worker threads, each doing whole runs on districts that all share.
 *  In: runs, options. Out: outcomes as they come. Memory is watched: the first run tells how much one needs, then as many go at once as fit. */
import { availableParallelism } from 'node:os';
import { CancelledError, throwIfCancelled } from '../core/errors.ts';
import type { ExecutorOptions, Outcome } from './executor.ts';
import type { StudyRun } from './plan.ts';
import { Team } from './team.ts';

/** Yields outcomes in the order in which runs end. The journal, not this order, decides what a study says.
 *  @throws CancelledError within a second of the signal */
export async function* runLocally(runs: readonly StudyRun[], options: ExecutorOptions = {}): AsyncGenerator<Outcome> {
  if (runs.length === 0) return;
  throwIfCancelled(options.signal);
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), runs.length));
  const team = new Team();
  const underWay = new Map<string, Promise<Outcome>>();
  const cancel = (): void => team.cancel();
  options.signal?.addEventListener('abort', cancel);
  try {
    await team.grow(options.memoryMb === undefined ? threads : 1);
    let next = 0;
    let finished = 0;
    const start = (run: StudyRun): void => {
      const end = team.do({
        id: run.id,
        scenario: run.scenario,
        resultFolder: options.resultFolder?.(run) ?? null,
        onProgress: (stage, fraction) => options.onProgress?.(run, stage, fraction),
      });
      underWay.set(
        run.id,
        end.then((outcome) => ({ run, ...outcome })),
      );
    };
    while (finished < runs.length) {
      if (options.signal?.aborted) throw new CancelledError();
      while (next < runs.length && team.idleCount > 0) start(runs[next++]!);
      const outcome = await Promise.race(underWay.values());
      underWay.delete(outcome.run.id);
      finished++;
      yield outcome;
      if (finished === 1 && options.memoryMb !== undefined) await team.grow(team.fitting(threads, options.memoryMb));
    }
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    // What is still under way when the caller stops listening is of no interest any more.
    for (const left of underWay.values()) left.catch(() => {});
    await team.close();
  }
}
