/** Errors a user can act on. `InputError` is the user's mistake (exit code 2, no stack trace), `RunError` a run that
 *  failed for a stated cause (exit code 1), `CancelledError` a run that was stopped on request (exit code 130). */

/** One thing wrong with an input, in the words of a user: where, which rule, what was found. */
export interface Problem {
  readonly file: string;
  /** 1-based; absent when the format has no lines. */
  readonly line?: number | undefined;
  /** Path inside the file, e.g. `chargers[3].maxPowerKw`; empty for the whole file. */
  readonly key: string;
  /** The rule that was broken, e.g. `must be > 0`. */
  readonly rule: string;
  readonly value?: unknown;
}

export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const key = problem.key === '' ? '' : ` ${problem.key}`;
  const value = problem.value === undefined ? '' : `, got ${formatValue(problem.value)}`;
  return `${place}${key} — ${problem.rule}${value}`;
}

function formatValue(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : typeof value === 'number'
        ? String(value)
        : JSON.stringify(value);
  if (text === undefined) return String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** An input that cannot be used. Carries every problem found, so that a user mends all of them at once. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]);
  constructor(file: string, key: string, rule: string, value?: unknown);
  constructor(first: readonly Problem[] | string, key = '', rule = '', value?: unknown) {
    const problems: readonly Problem[] = typeof first === 'string' ? [{ file: first, key, rule, value }] : first;
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** A run that could not be finished, with its cause. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/** A run that was stopped on request. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor(message = 'cancelled') {
    super(message);
  }
}

/** Throws `CancelledError` when the signal has been raised; stages call it at least once a second. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError();
}
