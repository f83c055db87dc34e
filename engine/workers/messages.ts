/** What crosses between the main thread and a worker.
 *  main: prepare, then workers take chunks from a shared counter   worker: ready once; per job: done | failed */
export interface ToWorker {
  readonly kind: 'work';
  readonly jobId: number;
  readonly name: string;
  readonly payload: unknown;
  readonly chunkCount: number;
  /** [0] next chunk to take, [1] chunks finished, [2] 1 when cancelled or failed */
  readonly counter: Int32Array;
}

export type FromWorker =
  | { readonly kind: 'done'; readonly jobId: number }
  | {
      readonly kind: 'failed';
      readonly jobId: number;
      readonly chunk: number;
      readonly message: string;
    };
