/** What crosses between a study's coordinator and a worker thread that does whole runs.
 *  main: district (once per name), run*, cancel?   worker: per run: progress*, then done | failed */
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';

export type ToStudyWorker =
  | { readonly kind: 'district'; readonly name: string; readonly district: District }
  | {
      readonly kind: 'run';
      readonly runId: string;
      readonly scenario: Scenario;
      /** Folder for the whole result, or null for the indicators only. */
      readonly resultFolder: string | null;
    }
  | { readonly kind: 'cancel' };

export type FromStudyWorker =
  | { readonly kind: 'progress'; readonly runId: string; readonly stage: string; readonly fraction: number }
  | {
      readonly kind: 'done';
      readonly runId: string;
      readonly indicators: Readonly<Record<string, number>>;
      readonly resultsHash: string;
      readonly durationS: number;
    }
  | { readonly kind: 'failed'; readonly runId: string; readonly message: string; readonly cancelled: boolean };
