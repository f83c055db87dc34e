/** Entry of a worker thread that does whole runs of a study, one after the other, on districts it was handed in shared memory. */
import { parentPort } from 'node:worker_threads';
import { CancelledError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import { writeResult } from '../io/result-folder.ts';
import { resultsHash } from '../results/hash.ts';
import { run } from '../run.ts';
import type { FromStudyWorker, ToStudyWorker } from './study-messages.ts';

if (parentPort === null) throw new Error('study-entry.ts runs on a worker thread only');
const port = parentPort;
const send = (message: FromStudyWorker): void => port.postMessage(message);
const districts = new Map<string, District>();
let controller = new AbortController();

async function work({ runId, scenario, resultFolder }: Extract<ToStudyWorker, { kind: 'run' }>): Promise<void> {
  const start = performance.now();
  controller = new AbortController();
  const district = districts.get(scenario.district);
  try {
    const result = await run(scenario, {
      ...(district === undefined ? {} : { district }),
      signal: controller.signal,
      onProgress: ({ stage, fraction }) => send({ kind: 'progress', runId, stage, fraction }),
    });
    const durationS = (performance.now() - start) / 1000;
    const hash = resultsHash(result.indicators, result.tables);
    if (resultFolder !== null)
      await writeResult(
        resultFolder,
        result,
        { threads: 1, durationS, peakMemoryBytes: process.memoryUsage().rss, createdUtc: new Date().toISOString() },
        { force: true },
      );
    const indicators = Object.fromEntries(
      Object.entries(result.indicators).map(([key, indicator]) => [key, indicator.value]),
    );
    send({ kind: 'done', runId, indicators, resultsHash: hash, durationS });
  } catch (error) {
    send({
      kind: 'failed',
      runId,
      message: error instanceof Error ? error.message : String(error),
      cancelled: error instanceof CancelledError,
    });
  }
}

port.on('message', (message: ToStudyWorker) => {
  if (message.kind === 'district') districts.set(message.name, message.district);
  else if (message.kind === 'cancel') controller.abort();
  else void work(message);
});
