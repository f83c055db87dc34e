/** What a study asks of whoever does its runs: threads of this machine, or workers of a queue on many. */
import type { StudyRun } from './plan.ts';
import type { RunEnd } from './team.ts';

export interface Outcome extends RunEnd {
  readonly run: StudyRun;
}

export interface ExecutorOptions {
  readonly threads?: number;
  /** Memory of all workers together [MB]. */
  readonly memoryMb?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Folder for a run's whole result, or null. */
  readonly resultFolder?: (run: StudyRun) => string | null;
  readonly onProgress?: (run: StudyRun, stage: string, fraction: number) => void;
}

/** Does runs somewhere and yields each once, as it ends. */
export type Executor = (runs: readonly StudyRun[], options: ExecutorOptions) => AsyncGenerator<Outcome>;
