/** What a reader tells after reading: nothing is lost and nothing is silently empty. */
import type { Problem } from '../core/errors.ts';

export interface ImportReport {
  readonly file: string;
  readonly format: string;
  /** Things read, by name: `ways: 30527`. */
  readonly read: Readonly<Record<string, number>>;
  /** Things kept after matching and cleaning. */
  readonly kept: Readonly<Record<string, number>>;
  /** What was repaired and how often, in words with counts. */
  readonly repaired: readonly ImportNote[];
  /** What was dropped and why. */
  readonly dropped: readonly ImportNote[];
  readonly warnings: readonly Problem[];
  /** What was chosen or assumed, in words: dates, default speeds, time zone. */
  readonly notes: readonly string[];
}

export interface ImportNote {
  readonly what: string;
  readonly count: number;
  /** First few examples: ids, lines, values. */
  readonly examples: readonly string[];
}
