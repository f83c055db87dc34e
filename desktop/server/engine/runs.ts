/** Runs that a window started: several at once, each with progress, log and cancel. A run leaves a result in the library or nothing. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RunError } from '../../../engine/core/errors.ts';
import type { Scenario } from '../../../engine/scenario/schema.ts';
import type { BridgeCalls, BridgeFailure, RunEvent, RunForecast } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import type { Library } from './library.ts';
import type { FromRun, RunOrder, ToRun } from './run-entry.ts';

/** Usual share of each stage in the time of a run, in order; unknown stages count within the one that is on. */
const STAGES: readonly (readonly [string, number])[] = [
  ['district', 5],
  ['population', 5],
  ['routes', 5],
  ['travel weekday', 15],
  ['travel saturday', 10],
  ['travel sunday', 10],
  ['areas', 3],
  ['energy', 8],
  ['charging', 20],
  ['grid', 12],
  ['results', 4],
  ['writing', 3],
];
const TOTAL = STAGES.reduce((sum, [, weight]) => sum + weight, 0);

interface Running {
  readonly scenarioId: string;
  readonly startedUtc: string;
  cancel: () => void;
  stage: string;
  fraction: number;
}

export class Runs {
  private readonly library: Library;
  private readonly emit: (event: RunEvent) => void;
  private readonly running = new Map<string, Running>();
  /** Seconds per unit of work, of runs on this machine. */
  private readonly speeds: number[] = [];
  private next = 1;

  constructor(library: Library, emit: (event: RunEvent) => void) {
    this.library = library;
    this.emit = emit;
  }

  list(): BridgeCalls['listRuns'] {
    return [...this.running].map(([runId, { scenarioId, startedUtc, stage, fraction }]) => ({
      runId,
      scenarioId,
      startedUtc,
      stage,
      fraction,
    }));
  }

  start(scenarioId: string, scenario: Scenario): { runId: string } {
    const runId = `run-${Date.now().toString(36)}-${this.next++}`;
    const entry: Running = {
      scenarioId,
      startedUtc: new Date().toISOString(),
      cancel: () => {},
      stage: 'district',
      fraction: 0,
    };
    this.running.set(runId, entry);
    this.work(runId, entry, scenario);
    return { runId };
  }

  cancel(runId: string): void {
    this.running.get(runId)?.cancel();
  }

  /** Time and memory of a run, from earlier runs of this machine where there are any. */
  async forecast(scenario: Scenario): Promise<RunForecast> {
    const results = (await this.library.listResults()).filter((entry) => entry.problems.length === 0 && !entry.sample);
    const speeds = [...this.speeds, ...results.map((entry) => entry.durationS / work(entry.sampleShare, entry.days))];
    const speed = speeds.length === 0 ? FIRST_GUESS_S : speeds.sort((a, b) => a - b)[speeds.length >> 1]!;
    return {
      seconds: speed * work(scenario.travel.sampleShare, scenario.period.days),
      memoryMb: 400 + 1200 * (scenario.period.days / 365) * (15 / scenario.period.stepMinutes),
      basedOnRuns: speeds.length,
    };
  }

  private work(runId: string, entry: Running, scenario: Scenario): void {
    const progress = this.teller(runId, entry, scenario);
    let resultId = '';
    let ended = false;
    const end = (event: RunEvent): void => {
      if (ended) return;
      ended = true;
      this.running.delete(runId);
      this.library.promised.delete(resultId);
      this.emit(event);
    };
    const fail = ({ message, problems }: BridgeFailure): void => end({ kind: 'failed', runId, message, problems });
    // One core stays free for the window.
    const order: RunOrder = { scenario, threads: Math.max(1, availableParallelism() - 1) };
    const thread = new Worker(new URL('./run-entry.js', import.meta.url), { workerData: order, execArgv: [] });
    const tell = (message: ToRun): void => thread.postMessage(message);
    entry.cancel = () => tell({ kind: 'cancel' });
    thread.on('message', (message: FromRun) => {
      switch (message.kind) {
        case 'progress':
          return progress(message.stage, message.fraction);
        case 'computed':
          // Two runs of one scenario may end at the same moment: a name is given out once.
          resultId = this.library.freeResultId(entry.scenarioId);
          this.library.promised.add(resultId);
          return tell({ kind: 'write', folder: join(this.library.folder, 'results', resultId) });
        case 'done':
          this.speeds.push(message.durationS / work(scenario.travel.sampleShare, scenario.period.days));
          for (const note of message.notes) this.emit({ kind: 'log', runId, line: { note } });
          return end({ kind: 'done', runId, resultId });
        case 'cancelled':
          return end({ kind: 'cancelled', runId });
        case 'failed':
          return fail(message.failure);
      }
    });
    thread.on('error', (error) => fail(failureOf(error)));
    thread.on('exit', (code) => fail(failureOf(new RunError(`its thread ended with code ${code}`))));
  }

  /** Tells the windows how far a run is, at most ten times a second. */
  private teller(runId: string, entry: Running, { name }: Scenario): (stage: string, fraction: number) => void {
    const start = performance.now();
    let lastSent = 0;
    let lastStage = '';
    return (stage, fraction) => {
      const at = STAGES.findIndex((one) => one[0] === stage);
      // Unknown stages count within the one that is on.
      const now = STAGES.findIndex((one) => one[0] === entry.stage);
      const on = at < 0 ? Math.max(0, now) : at;
      if (at >= 0) entry.stage = stage;
      const before = STAGES.slice(0, on).reduce((sum, [, weight]) => sum + weight, 0);
      entry.fraction = Math.max(entry.fraction, (before + STAGES[on]![1] * Math.min(1, fraction)) / TOTAL);
      const nowMs = performance.now();
      if (nowMs - lastSent < 100 && stage === lastStage) return;
      if (entry.stage !== lastStage && at >= 0)
        this.emit({ kind: 'log', runId, line: { stage, seconds: (nowMs - start) / 1000 } });
      lastSent = nowMs;
      lastStage = entry.stage;
      const secondsLeft = entry.fraction < 0.05 ? null : ((nowMs - start) / 1000) * (1 / entry.fraction - 1);
      this.emit({ kind: 'progress', runId, stage: entry.stage, fraction: entry.fraction, secondsLeft, name });
    };
  }
}

/** A unit of work before this machine has run anything [s]: a year on two idle cores takes 55 to 65. */
const FIRST_GUESS_S = 60;
/** Work of a run in units of a full year with a tenth of the travellers: a third travel, two thirds energy and grid. */
const work = (sampleShare: number, days: number): number => 0.1 + 0.3 * (sampleShare / 0.1) + 0.6 * (days / 365);
