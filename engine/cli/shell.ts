/** What every command shares: where text goes, cancelling, and reading common options.
 *  Results go to stdout, everything else to stderr. */
import { InvalidArgumentError } from 'commander';

/** Prints a result. */
export const out = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

/** Prints one JSON value as a result. */
export const outJson = (value: unknown): void => out(JSON.stringify(value, null, 2));

/** Tells something beside the result, as it is (no line end is added). */
export const note = (text: string): void => void process.stderr.write(text);

const controller = new AbortController();

/** Raised when the user asks to stop; pass it to everything that takes time. */
export const cancelSignal: AbortSignal = controller.signal;

/** The first Ctrl-C asks to stop, the second stops at once. */
export function listenForInterrupt(): void {
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(130);
    note('\nstopping… (once more to stop at once)\n');
    controller.abort();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
}

/** Argument parser for commander: a whole number in a range. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(
        `It must be a whole number from ${min}${max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`}.`,
      );
    return value;
  };
}

/** Argument parser for commander: collects a repeated or listed option. */
export const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  text,
];

export type Language = 'nl' | 'en';

export function language(text: string): Language {
  if (text !== 'nl' && text !== 'en') throw new InvalidArgumentError('It must be nl or en.');
  return text;
}
