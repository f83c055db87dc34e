/** Long-lived worker threads, one a core, started once by worker-threads-pool and fed by messages and a shared counter.
 *  Workers are loaded from the built folder: Node 20 cannot start a thread from TypeScript. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import Pool from 'worker-threads-pool';
import { CancelledError, RunError } from '../core/errors.ts';
import { type Parallel, serial } from '../core/parallel.ts';
import type { FromWorker } from './messages.ts';

export interface ThreadPool extends Parallel {
  close(): Promise<void>;
}

/** A file of the workers' folder as it was built. @throws RunError when it is not built */
export function builtFile(name: string): string {
  const beside = fileURLToPath(new URL(`./${name}`, import.meta.url));
  if (existsSync(beside)) return beside;
  const built = fileURLToPath(new URL(`../../dist/engine/workers/${name}`, import.meta.url));
  if (existsSync(built)) return built;
  throw new RunError('the worker threads are not built: run "npm run build" first');
}

/** Starts long-lived worker threads of one file. */
export function startWorkers(count: number, file: string): Promise<Worker[]> {
  const pool = new Pool({ max: count });
  return Promise.all(Array.from({ length: count }, () => acquire(pool, file)));
}

/** @param threads number of worker threads; 1 works on the calling thread and starts none */
export async function openPool(threads: number): Promise<ThreadPool> {
  if (threads <= 1) return { ...serial, close: async () => {} };
  const workers = await startWorkers(threads, builtFile('entry.js'));
  let nextJob = 0;
  return {
    threads,
    run(name, _job, payload, chunkCount, context, stage) {
      const jobId = nextJob++;
      const counter = new Int32Array(new SharedArrayBuffer(12));
      const cancel = (): void => void Atomics.store(counter, 2, 1);
      context.signal?.addEventListener('abort', cancel);
      if (context.signal?.aborted) cancel();
      const tick = setInterval(
        () =>
          context.onProgress({
            stage,
            fraction: Math.min(1, Atomics.load(counter, 1) / chunkCount),
          }),
        100,
      );
      const all = workers.map((worker) =>
        finished(worker, jobId, {
          kind: 'work',
          jobId,
          name,
          payload,
          chunkCount,
          counter,
        }),
      );
      return Promise.allSettled(all)
        .then((ends) => {
          const failed = ends.find((end) => end.status === 'rejected');
          if (failed !== undefined) throw failed.reason;
          if (context.signal?.aborted) throw new CancelledError();
          context.onProgress({ stage, fraction: 1 });
        })
        .finally(() => {
          clearInterval(tick);
          context.signal?.removeEventListener('abort', cancel);
        });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function acquire(pool: Pool, file: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    pool.acquire(file, { execArgv: [] }, (error, worker) => {
      if (error || worker === undefined) reject(error ?? new RunError('no worker thread could be started'));
      else {
        worker.setMaxListeners(0);
        resolve(worker);
      }
    });
  });
}

function finished(worker: Worker, jobId: number, message: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      end();
    };
    const onMessage = (answer: FromWorker): void => {
      if (answer.jobId !== jobId) return;
      if (answer.kind === 'done') settle(resolve);
      else settle(() => reject(new RunError(`worker failed in chunk ${answer.chunk}: ${answer.message}`)));
    };
    const onError = (error: Error): void =>
      settle(() => reject(new RunError(`a worker thread died: ${error.message}`)));
    const onExit = (code: number): void =>
      settle(() => reject(new RunError(`a worker thread ended with code ${code}`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(message);
  });
}
