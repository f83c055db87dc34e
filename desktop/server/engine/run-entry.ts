/** One run on a thread of its own, so that the engine process answers the window meanwhile: computes, writes the result, tells how it went.
 *  The thread, and those it starts, step back for whatever a person waits for. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { CancelledError } from '../../../engine/core/errors.ts';
import { writeResult } from '../../../engine/io/result-folder.ts';
import { run } from '../../../engine/run.ts';
import type { Scenario } from '../../../engine/scenario/schema.ts';
import type { BridgeFailure, Text } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import { stepBack } from './step-back.ts';

/** What the thread is started with. */
export interface RunOrder {
  readonly scenario: Scenario;
  readonly threads: number;
}
/** engine: cancel, folder   thread: progress*, computed, then done | failed | cancelled */
export type ToRun = { readonly kind: 'cancel' } | { readonly kind: 'write'; readonly folder: string };
export type FromRun =
  | { readonly kind: 'progress'; readonly stage: string; readonly fraction: number }
  /** Asks for the folder of the result. */
  | { readonly kind: 'computed' }
  | { readonly kind: 'done'; readonly durationS: number; readonly notes: readonly Text[] }
  | { readonly kind: 'failed'; readonly failure: BridgeFailure }
  | { readonly kind: 'cancelled' };

if (parentPort === null) throw new Error('run-entry.ts runs on a worker thread only');
const port = parentPort;
const send = (message: FromRun): void => port.postMessage(message);
const { scenario, threads } = workerData as RunOrder;
const controller = new AbortController();
let folderGiven: (folder: string) => void = () => {};
const folder = new Promise<string>((resolve) => {
  folderGiven = resolve;
});
port.on('message', (message: ToRun) => {
  if (message.kind === 'cancel') controller.abort();
  else folderGiven(message.folder);
});

/** Stages tell of every step; ten times a second is enough for an eye, and more would keep the engine process from answering the window. */
let toldStage = '';
let toldAt = 0;
function tellProgress(stage: string, fraction: number): void {
  const now = performance.now();
  if (stage === toldStage && now - toldAt < 100) return;
  toldStage = stage;
  toldAt = now;
  send({ kind: 'progress', stage, fraction });
}

async function work(): Promise<void> {
  const start = performance.now();
  const { signal } = controller;
  try {
    const result = await run(scenario, {
      threads,
      signal,
      onProgress: ({ stage, fraction }) => tellProgress(stage, fraction),
    });
    const durationS = (performance.now() - start) / 1000;
    tellProgress('writing', 0);
    send({ kind: 'computed' });
    await writeResult(
      await folder,
      result,
      {
        threads: availableParallelism(),
        durationS,
        peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
        createdUtc: new Date().toISOString(),
      },
      { signal },
    );
    const notes = result.notes.map<Text>((en, i) => ({ en, nl: result.notesNl?.[i] ?? en }));
    send({ kind: 'done', durationS, notes });
  } catch (error) {
    if (error instanceof CancelledError || signal.aborted) send({ kind: 'cancelled' });
    else send({ kind: 'failed', failure: failureOf(error) });
  } finally {
    port.close();
  }
}

stepBack();
void work();
