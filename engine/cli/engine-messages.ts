/** What crosses between the command line and its engine thread.
 *  command line: run*, cancel    engine: per run: progress*, done | failed */
import { CancelledError, InputError, type Problem, RunError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import type { Scenario } from '../scenario/schema.ts';

export type ToEngine =
  | {
      readonly kind: 'run';
      readonly scenario: Scenario;
      readonly out: string;
      readonly threads: number;
      readonly force: boolean;
    }
  | { readonly kind: 'cancel' };

export type FromEngine =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** An error as a value that can be sent. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly problems: readonly Problem[];
}

export function toPlain(error: unknown): PlainError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack, problems: error instanceof InputError ? error.problems : [] };
}

export function fromPlain({ name, message, stack, problems }: PlainError): Error {
  if (name === 'InputError') return new InputError(problems);
  if (name === 'RunError') return new RunError(message);
  if (name === 'CancelledError') return new CancelledError(message);
  return Object.assign(new Error(message), { name, stack });
}
