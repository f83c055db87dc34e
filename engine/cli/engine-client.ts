/** The command line's side of the engine thread: one run at a time, cancelled within a second even where the engine is deep in a loop. */
import { Worker } from 'node:worker_threads';
import { CancelledError, RunError } from '../core/errors.ts';
import type { OnProgress } from '../core/progress.ts';
import { type FromEngine, fromPlain, type ToEngine } from './engine-messages.ts';

export interface Engine extends AsyncDisposable {
  /** @throws what the run threw; CancelledError when the signal is raised */
  readonly run: (
    request: Omit<ToEngine & { kind: 'run' }, 'kind'>,
    signal: AbortSignal,
    onProgress: OnProgress,
  ) => Promise<void>;
}

/** How long a cancelled engine may take to stop by itself. */
const PATIENCE_MS = 700;

/** Workers are started from the built folder, where the command line itself runs. */
export function openEngine(): Engine {
  const worker = new Worker(new URL('./engine-worker.js', import.meta.url));
  const send = (message: ToEngine): void => worker.postMessage(message);
  return {
    run: (request, signal, onProgress) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) throw new CancelledError();
        let writing = false;
        let timer: NodeJS.Timeout | undefined;
        const settle = (end: () => void): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', cancel);
          // One by one: removing all would take the worker's own listeners too, and it would fall silent.
          worker.off('message', onMessage);
          worker.off('error', onError);
          worker.off('exit', onExit);
          end();
        };
        const cancel = (): void => {
          send({ kind: 'cancel' });
          // While it writes, the engine looks up often and must tidy its folder; before that it may be cut off anywhere.
          if (!writing) timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
        };
        const onMessage = (message: FromEngine): void => {
          if (message.kind === 'progress') {
            writing = message.progress.stage === 'writing';
            onProgress(message.progress);
          } else if (message.kind === 'done') settle(resolve);
          else settle(() => reject(fromPlain(message.error)));
        };
        const onError = (error: Error): void => settle(() => reject(error));
        const onExit = (code: number): void =>
          settle(() =>
            reject(signal.aborted ? new CancelledError() : new RunError(`the engine ended with code ${code}`)),
          );
        signal.addEventListener('abort', cancel);
        worker.on('message', onMessage);
        worker.on('error', onError);
        worker.on('exit', onExit);
        send({ kind: 'run', ...request });
      }),
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}
