/** Progress as values: stages report, the edge (command line, window) shows. The engine itself prints nothing. */

export interface Progress {
  /** Stage of the story, e.g. `mobility`. */
  readonly stage: string;
  /** 0..1 of this stage. */
  readonly fraction: number;
  readonly message?: string;
}

export type OnProgress = (progress: Progress) => void;

export interface StageContext {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

/** Lets timers, messages and abort signals in; long stages await it at least every 200 ms. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
