#!/usr/bin/env node
/** The command line: parses, calls one command, and turns its end into an exit code.
 *  0 done, 1 the run failed, 2 the input is wrong, 130 cancelled. A user's mistake gets a sentence, a bug of ours a stack trace. */
import { Command, CommanderError } from 'commander';
import { CancelledError, formatProblem, InputError, RunError } from '../core/errors.ts';
import { engineVersion } from '../io/package.ts';
import { registerCommands } from './commands.ts';
import { listenForInterrupt, note } from './shell.ts';

export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
export const EXIT_INPUT = 2;
export const EXIT_CANCELLED = 130;

async function program(called: string | undefined): Promise<Command> {
  const root = new Command('rijnstroom')
    .description('Simulates how people move and how energy flows in a city district, and compares scenarios.')
    .version(engineVersion(), '-V, --version', 'print the version')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for what is possible)')
    .configureOutput({ writeErr: note })
    .exitOverride();
  await registerCommands(root, called);
  root.addHelpText('after', '\nExample:\n  rijnstroom run baseline-2025 --out output/baseline-2025');
  for (const command of root.commands) command.copyInheritedSettings(root).showHelpAfterError(true);
  return root;
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_INPUT;
  if (error instanceof InputError) {
    for (const problem of error.problems) note(`error: ${formatProblem(problem)}\n`);
    return EXIT_INPUT;
  }
  if (error instanceof CancelledError || (error as Error | undefined)?.name === 'AbortError') {
    note('cancelled\n');
    return EXIT_CANCELLED;
  }
  if (error instanceof RunError) {
    note(`error: ${error.message}\n`);
    return EXIT_FAILED;
  }
  const refusal = refusalOfDisk(error);
  if (refusal !== undefined) {
    note(`error: ${refusal}\n`);
    return EXIT_FAILED;
  }
  note(`error: this is a mistake in Rijnstroom itself; please report it with the lines below\n`);
  note(`${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_FAILED;
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room and run the command again',
  EDQUOT: 'the disk has no more room for this user: make room and run the command again',
  EROFS: 'the disk is read-only: give a folder that can be written',
  EIO: 'the disk does not answer as it should',
  EACCES: 'this may not be read or written by this user',
  EPERM: 'this may not be read or written by this user',
  EISDIR: 'is a folder where a file is needed',
  ENOTDIR: 'part of this path is a file, not a folder',
};

/** A disk that refuses is no mistake of ours, wherever it does. */
function refusalOfDisk(error: unknown): string | undefined {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : REFUSALS[code];
  return words === undefined ? undefined : `${path === undefined ? '' : `${path}: `}${words} (${code})`;
}

async function main(): Promise<void> {
  // A reader that stops reading (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT_DONE : exitCode(error));
  });
  listenForInterrupt();
  try {
    // `help NAME` needs all commands, as the help itself does.
    const root = await program(process.argv[2]);
    await root.parseAsync(process.argv);
    process.exitCode ??= EXIT_DONE;
  } catch (error) {
    process.exitCode = exitCode(error);
  }
}

await main();
