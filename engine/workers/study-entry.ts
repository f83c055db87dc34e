/** Entry of a worker thread that does whole runs of a study, one after the other, on districts it was handed in shared memory. */
import { parentPort } from 'node:worker_threads';
import { CancelledError, InputError, RunError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import { resultsHash } from '../results/hash.ts';
import { run } from '../run.ts';
import { receiveShared } from './shared-inputs.ts';
import { type FromStudyWorker, type ToStudyWorker, WRITING } from './study-messages.ts';

if (parentPort === null) throw new Error('study-entry.ts runs on a worker thread only');
const port = parentPort;
const send = (message: FromStudyWorker): void => port.postMessage(message);
const districts = new Map<string, District>();
const controllers = new Map<string, AbortController>();

async function work(task: Extract<ToStudyWorker, { kind: 'run' }>): Promise<void> {
  const { runId, scenario, resultFolder } = task;
  const start = performance.now();
  const controller = new AbortController();
  controllers.set(runId, controller);
  try {
    const district = districts.get(task.inputs);
    if (district === undefined) throw new RunError(`the inputs of run ${runId} did not reach the thread`);
    const result = await run(scenario, {
      district,
      signal: controller.signal,
      onProgress: ({ stage, fraction }) => send({ kind: 'progress', runId, stage, fraction }),
    });
    const durationS = (performance.now() - start) / 1000;
    const hash = resultsHash(result.indicators, result.tables);
    if (resultFolder !== null) {
      send({ kind: 'progress', runId, stage: WRITING, fraction: 0 });
      // Loaded by those that write: DuckDB takes memory in each thread.
      const { writeResult } = await import('../io/result-folder.ts');
      await writeResult(
        resultFolder,
        result,
        { threads: 1, durationS, peakMemoryBytes: process.memoryUsage.rss(), createdUtc: new Date().toISOString() },
        { force: true, signal: controller.signal },
      );
    }
    send({ kind: 'done', runId, indicators: result.indicators, resultsHash: hash, durationS });
  } catch (error) {
    send({
      kind: 'failed',
      runId,
      message: error instanceof Error ? error.message : String(error),
      cancelled: error instanceof CancelledError,
      hopeless: error instanceof InputError,
    });
  } finally {
    controllers.delete(runId);
  }
}

port.on('message', (message: ToStudyWorker) => {
  if (message.kind === 'inputs') districts.set(message.key, receiveShared(message.inputs));
  else if (message.kind === 'cancel') controllers.get(message.runId)?.abort();
  else void work(message);
});
