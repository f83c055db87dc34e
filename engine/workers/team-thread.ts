/** One thread of a team, seen from the main thread: it is handed inputs once and runs one after the other, and is ended without harm. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { CancelledError } from '../core/errors.ts';
import type { OnStage, RunOutcome, RunTask } from './run-team.ts';
import type { SharedInputs } from './shared-inputs.ts';
import { type FromStudyWorker, type ToStudyWorker, WRITING } from './study-messages.ts';

/** How long a cancelled run may take to stop by itself. */
const PATIENCE_MS = 700;

type Settle = (message: FromStudyWorker) => void;

export class TeamThread {
  private readonly worker: Worker;
  private readonly given = new Set<string>();
  private current: { readonly id: string; readonly settle: Settle } | null = null;
  /** True while it writes a result. */
  private writing = false;
  private closing = false;

  constructor(worker: Worker, onGone: () => void) {
    this.worker = worker;
    worker.on('message', (message: FromStudyWorker) => {
      if (this.current?.id === message.runId) this.current.settle(message);
    });
    worker.on('error', (error) => this.died(error.message, onGone));
    worker.on('exit', (code) => this.died(`ended with code ${code}`, onGone));
  }

  get busy(): boolean {
    return this.current !== null || this.closing;
  }

  /** @param onEnd called once, when the thread is free again */
  start(
    task: RunTask,
    inputs: SharedInputs,
    signal: AbortSignal | undefined,
    onStage: OnStage,
    onEnd: (end: RunOutcome | CancelledError) => void,
  ): void {
    let patience: NodeJS.Timeout | undefined;
    const cut = (): void => {
      if (this.writing) patience = setTimeout(cut, 50);
      else void this.worker.terminate();
    };
    const cancel = (): void => {
      this.send({ kind: 'cancel', runId: task.id });
      // A thread deep in a loop does not hear it: it is cut off, and replaced when there is more to do.
      patience = setTimeout(cut, PATIENCE_MS);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const settle: Settle = (message) => {
      if (message.kind === 'progress') {
        this.writing = message.stage === WRITING;
        return onStage(message.stage, message.fraction);
      }
      clearTimeout(patience);
      signal?.removeEventListener('abort', cancel);
      this.writing = false;
      this.current = null;
      if (message.kind === 'done') onEnd({ ...message, status: 'done' });
      else if (message.cancelled || signal?.aborted) onEnd(new CancelledError());
      else onEnd({ status: 'failed', message: message.message, hopeless: message.hopeless });
    };
    this.current = { id: task.id, settle };
    if (!this.given.has(task.inputs)) {
      this.send({ kind: 'inputs', key: task.inputs, inputs });
      this.given.add(task.inputs);
    }
    const { id: runId, scenario, resultFolder } = task;
    this.send({ kind: 'run', runId, scenario, inputs: task.inputs, resultFolder });
  }

  /** Ends it, but never while it writes. */
  async close(): Promise<void> {
    this.closing = true;
    while (this.writing) await sleep(20);
    await this.worker.terminate();
  }

  private send(message: ToStudyWorker): void {
    this.worker.postMessage(message);
  }

  private died(why: string, onGone: () => void): void {
    this.writing = false;
    const { current, closing } = this;
    this.closing = true;
    onGone();
    current?.settle({
      kind: 'failed',
      runId: current.id,
      message: `the thread of the run died (${why})`,
      cancelled: closing,
      hopeless: false,
    });
  }
}
