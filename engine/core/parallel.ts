/** Work in chunks on threads, as stages see it. A job is prepared once per thread with a payload of shared arrays and then called per chunk;
 *  each chunk writes only its own places of shared output arrays, so the result does not depend on who ran it. */

import { throwIfCancelled } from './errors.ts';
import { breathe, type StageContext } from './progress.ts';

/** Prepares a thread for a payload; the function it returns does one chunk. */
export type Job<P> = (payload: P) => (chunk: number) => void;

export interface Parallel {
  readonly threads: number;
  /** Runs chunks 0 … chunkCount - 1 of a job registered under `name` in workers/jobs.ts.
   *  The payload is sent to each thread by structured clone: put large arrays in SharedArrayBuffers.
   *  @throws CancelledError within a chunk's length; otherwise what the job threw */
  run<P>(
    name: string,
    job: Job<P>,
    payload: P,
    chunkCount: number,
    context: StageContext,
    stage: string,
  ): Promise<void>;
}

/** All chunks on the calling thread, letting events in every 50 ms. */
export const serial: Parallel = {
  threads: 1,
  async run(_name, job, payload, chunkCount, context, stage) {
    const work = job(payload);
    let last = performance.now();
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      throwIfCancelled(context.signal);
      work(chunk);
      if (performance.now() - last > 50) {
        context.onProgress({ stage, fraction: (chunk + 1) / chunkCount });
        await breathe();
        last = performance.now();
      }
    }
    context.onProgress({ stage, fraction: 1 });
  },
};
