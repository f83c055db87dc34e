/** One study on a thread of its own, its runs on threads that it starts: the engine process answers the window meanwhile, and all of them step
 *  back for it. What was done before a stop is kept and not done again. */
import { parentPort, workerData } from 'node:worker_threads';
import { CancelledError } from '../../../engine/core/errors.ts';
import { runStudy } from '../../../engine/study/run-study.ts';
import type { BridgeFailure } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import { Library } from './library.ts';
import { stepBack } from './step-back.ts';
import { studyOf, studyThreads } from './study-plan.ts';

/** What the thread is started with. */
export interface StudyOrder {
  readonly text: string;
  /** Folder of the library. */
  readonly library: string;
  /** Folder of the study. */
  readonly folder: string;
  /** It holds runs of this study already. */
  readonly resume: boolean;
}
/** engine: cancel   thread: runs*, then done | failed | cancelled */
export type ToStudy = { readonly kind: 'cancel' };
export type FromStudy =
  | { readonly kind: 'runs'; readonly done: number; readonly total: number; readonly secondsLeft: number | null }
  /** How far a run is: told before the first one ends, so that it is seen to move. */
  | { readonly kind: 'stage'; readonly fraction: number }
  | { readonly kind: 'done'; readonly failed: number }
  | { readonly kind: 'failed'; readonly failure: BridgeFailure }
  | { readonly kind: 'cancelled' };

if (parentPort === null) throw new Error('study-entry.ts runs on a worker thread only');
const port = parentPort;
const send = (message: FromStudy): void => port.postMessage(message);
const order = workerData as StudyOrder;
const controller = new AbortController();
port.on('message', (message: ToStudy) => {
  if (message.kind === 'cancel') controller.abort();
});

/** Runs tell of every step; a few times a second is enough for an eye. */
let toldAt = 0;
function tellStage(fraction: number): void {
  const now = performance.now();
  if (now - toldAt < 200) return;
  toldAt = now;
  send({ kind: 'stage', fraction });
}

async function work(): Promise<void> {
  const library = new Library(order.library, null);
  try {
    const summary = await runStudy(studyOf(order.text), 'study.yaml', (name, set) => library.resolveNamed(name, set), {
      folder: order.folder,
      resume: order.resume,
      threads: studyThreads(),
      signal: controller.signal,
      nowS: () => Date.now() / 1000,
      onRun: (done, total, _record, secondsLeft) => send({ kind: 'runs', done, total, secondsLeft }),
      onProgress: (_run, _stage, fraction) => tellStage(fraction),
    });
    send({ kind: 'done', failed: summary.failed });
  } catch (error) {
    if (error instanceof CancelledError || controller.signal.aborted) send({ kind: 'cancelled' });
    else send({ kind: 'failed', failure: failureOf(error) });
  } finally {
    port.close();
  }
}

stepBack();
void work();
