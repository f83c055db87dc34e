/** Runs that a window started: several at once, each with progress, log and cancel. A run leaves a result in the library or nothing. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../engine/core/errors.ts';
import { writeResult } from '../../../engine/io/result-folder.ts';
import { run } from '../../../engine/run.ts';
import type { Scenario } from '../../../engine/scenario/schema.ts';
import type { BridgeCalls, RunEvent, RunForecast } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import type { Library } from './library.ts';

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
  readonly controller: AbortController;
  stage: string;
  fraction: number;
}

export class Runs {
  private readonly library: Library;
  private readonly emit: (event: RunEvent) => void;
  private readonly running = new Map<string, Running>();
  /** Seconds per unit of work, of runs on this machine. */
  private readonly speeds: number[] = [];
  /** Names of results that are being written. */
  private readonly promised = new Set<string>();
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
      controller: new AbortController(),
      stage: 'district',
      fraction: 0,
    };
    this.running.set(runId, entry);
    void this.work(runId, entry, scenario);
    return { runId };
  }

  cancel(runId: string): void {
    this.running.get(runId)?.controller.abort();
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

  private async work(runId: string, entry: Running, scenario: Scenario): Promise<void> {
    const start = performance.now();
    const { signal } = entry.controller;
    let lastSent = 0;
    let lastStage = '';
    let resultId = '';
    const progress = (stage: string, fraction: number): void => {
      const at = STAGES.findIndex(([name]) => name === stage);
      const on =
        at < 0
          ? Math.max(
              0,
              STAGES.findIndex(([name]) => name === entry.stage),
            )
          : at;
      if (at >= 0) entry.stage = stage;
      const before = STAGES.slice(0, on).reduce((sum, [, weight]) => sum + weight, 0);
      entry.fraction = Math.max(entry.fraction, (before + STAGES[on]![1] * Math.min(1, fraction)) / TOTAL);
      const now = performance.now();
      if (now - lastSent < 100 && stage === lastStage) return;
      if (entry.stage !== lastStage && at >= 0)
        this.emit({ kind: 'log', runId, line: { stage, seconds: (now - start) / 1000 } });
      lastSent = now;
      lastStage = entry.stage;
      const secondsLeft = entry.fraction < 0.05 ? null : ((now - start) / 1000) * (1 / entry.fraction - 1);
      const { name } = scenario;
      this.emit({ kind: 'progress', runId, stage: entry.stage, fraction: entry.fraction, secondsLeft, name });
    };
    try {
      const result = await run(scenario, {
        threads: Math.max(1, availableParallelism() - 1),
        signal,
        onProgress: ({ stage, fraction }) => progress(stage, fraction),
      });
      progress('writing', 0);
      // Two runs of one scenario may end at the same moment: a name is given out once.
      resultId = this.library.freeResultId(entry.scenarioId, this.promised);
      this.promised.add(resultId);
      const durationS = (performance.now() - start) / 1000;
      await writeResult(
        join(this.library.folder, 'results', resultId),
        result,
        {
          threads: availableParallelism(),
          durationS,
          peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
          createdUtc: new Date().toISOString(),
        },
        { signal },
      );
      this.speeds.push(durationS / work(scenario.travel.sampleShare, scenario.period.days));
      result.notes.forEach((en, i) => {
        this.emit({ kind: 'log', runId, line: { note: { en, nl: result.notesNl?.[i] ?? en } } });
      });
      this.emit({ kind: 'done', runId, resultId });
    } catch (error) {
      if (error instanceof CancelledError || signal.aborted) this.emit({ kind: 'cancelled', runId });
      else {
        const { message, problems } = failureOf(error);
        this.emit({ kind: 'failed', runId, message, problems });
      }
    } finally {
      this.running.delete(runId);
      this.promised.delete(resultId);
    }
  }
}

/** A unit of work before this machine has run anything [s]: a year on two idle cores takes 55 to 65. */
const FIRST_GUESS_S = 60;
/** Work of a run in units of a full year with a tenth of the travellers: a third travel, two thirds energy and grid. */
const work = (sampleShare: number, days: number): number => 0.1 + 0.3 * (sampleShare / 0.1) + 0.6 * (days / 365);
