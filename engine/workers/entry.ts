/** The one entry of every worker thread: takes chunks of a job from the shared counter until none are left. */
import { parentPort } from 'node:worker_threads';
import { JOBS } from './jobs.ts';
import type { FromWorker, ToWorker } from './messages.ts';

if (parentPort === null) throw new Error('entry.ts runs on a worker thread only');
const port = parentPort;

port.on('message', ({ jobId, name, payload, chunkCount, counter }: ToWorker) => {
  const send = (message: FromWorker): void => port.postMessage(message);
  let chunk = -1;
  try {
    const job = JOBS[name];
    if (job === undefined) throw new Error(`no job named ${name}`);
    const work = job(payload);
    while (Atomics.load(counter, 2) === 0) {
      chunk = Atomics.add(counter, 0, 1);
      if (chunk >= chunkCount) break;
      work(chunk);
      Atomics.add(counter, 1, 1);
    }
    send({ kind: 'done', jobId });
  } catch (error) {
    Atomics.store(counter, 2, 1);
    send({
      kind: 'failed',
      jobId,
      chunk,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
