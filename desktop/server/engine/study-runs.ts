/** Studies that a window started: each on a thread of its own, told to the windows like a run, its folder in the library from the first run on. */
import { Worker } from 'node:worker_threads';
import { RunError } from '../../../engine/core/errors.ts';
import type { BridgeCalls, BridgeFailure, RunEvent, Text } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import type { Library } from './library.ts';
import type { Studies } from './studies.ts';
import type { FromStudy, StudyOrder, ToStudy } from './study-entry.ts';
import { planOf } from './study-plan.ts';

interface RunningStudy {
  readonly studyId: string;
  readonly startedUtc: string;
  readonly cancel: () => void;
  fraction: number;
}

export class StudyRuns {
  private readonly library: Library;
  private readonly studies: Studies;
  private readonly emit: (event: RunEvent) => void;
  private readonly running = new Map<string, RunningStudy>();
  private next = 1;

  constructor(library: Library, studies: Studies, emit: (event: RunEvent) => void) {
    this.library = library;
    this.studies = studies;
    this.emit = emit;
  }

  list(): BridgeCalls['listRuns'] {
    return [...this.running].map(([runId, { studyId, startedUtc, fraction }]) => ({
      runId,
      scenarioId: studyId,
      startedUtc,
      stage: 'study',
      fraction,
    }));
  }

  cancel(runId: string): void {
    this.running.get(runId)?.cancel();
  }

  /** A study that was stopped goes on where it was. @throws InputError for a text that is no study, or one that runs already */
  start(text: string): { runId: string; studyId: string } {
    const plan = planOf(text, this.library);
    const place = this.studies.placeFor(
      text,
      [...this.running.values()].map((one) => one.studyId),
    );
    const order: StudyOrder = { text, library: this.library.folder, folder: place.folder, resume: place.resume };
    const runId = `study-${Date.now().toString(36)}-${this.next++}`;
    const thread = new Worker(new URL('./study-entry.js', import.meta.url), { workerData: order, execArgv: [] });
    const cancel = (): void => thread.postMessage({ kind: 'cancel' } satisfies ToStudy);
    const entry: RunningStudy = { studyId: place.id, startedUtc: new Date().toISOString(), cancel, fraction: 0 };
    this.running.set(runId, entry);
    this.follow(runId, entry, thread, { nl: plan.name, en: plan.name }, plan.runs);
    return { runId, studyId: place.id };
  }

  private follow(runId: string, entry: RunningStudy, thread: Worker, name: Text, planned: number): void {
    let runs = { done: 0, total: planned };
    let secondsLeft: number | null = null;
    let lastSent = 0;
    const tell = (): void => {
      lastSent = performance.now();
      const { fraction } = entry;
      this.emit({ kind: 'progress', runId, stage: 'study', fraction, secondsLeft, name, runs });
    };
    const end = (event: RunEvent): void => {
      if (this.running.delete(runId)) this.emit(event);
    };
    const fail = ({ message, problems }: BridgeFailure): void => end({ kind: 'failed', runId, message, problems });
    tell();
    thread.on('message', (message: FromStudy) => {
      switch (message.kind) {
        case 'runs':
          runs = { done: message.done, total: message.total };
          secondsLeft = message.secondsLeft;
          entry.fraction = message.total === 0 ? 1 : message.done / message.total;
          return tell();
        case 'stage':
          // The first run moves the bar; from then on whole runs do.
          if (runs.done > 0 || performance.now() - lastSent < 200) return;
          entry.fraction = Math.max(entry.fraction, message.fraction / Math.max(1, runs.total));
          return tell();
        case 'done':
          return end({ kind: 'done', runId, resultId: null, studyId: entry.studyId });
        case 'cancelled':
          return end({ kind: 'cancelled', runId });
        case 'failed':
          return fail(message.failure);
      }
    });
    thread.on('error', (error) => fail(failureOf(error)));
    thread.on('exit', (code) => fail(failureOf(new RunError(`its thread ended with code ${code}`))));
  }
}
