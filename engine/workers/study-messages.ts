/** What crosses between whoever hands out the runs of a study and a worker thread that does whole runs.
 *  main: inputs (once per district), run*, cancel?   worker: per run: progress*, then done | failed */
import type { Indicator } from '../results/result.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { SharedInputs } from './shared-inputs.ts';

/** Stage in which a thread must not be ended: DuckDB takes the whole process with it. */
export const WRITING = 'writing';

export type ToStudyWorker =
  | { readonly kind: 'inputs'; readonly key: string; readonly inputs: SharedInputs }
  | {
      readonly kind: 'run';
      readonly runId: string;
      readonly scenario: Scenario;
      /** Key of the inputs it runs on, sent before. */
      readonly inputs: string;
      /** Folder for the whole result, or null for the indicators only. */
      readonly resultFolder: string | null;
    }
  | { readonly kind: 'cancel'; readonly runId: string };

export type FromStudyWorker =
  | { readonly kind: 'progress'; readonly runId: string; readonly stage: string; readonly fraction: number }
  | {
      readonly kind: 'done';
      readonly runId: string;
      readonly indicators: Readonly<Record<string, Indicator>>;
      readonly resultsHash: string;
      readonly durationS: number;
    }
  | {
      readonly kind: 'failed';
      readonly runId: string;
      readonly message: string;
      readonly cancelled: boolean;
      /** The input is wrong: another try would fail alike. */
      readonly hopeless: boolean;
    };
