/** Failures of the shell and of Chromium's helpers: in the log, and in a sentence where the user must act. */
import { app, dialog } from 'electron';
import { log } from './log.ts';
import { words } from './words.ts';

export function watchProcesses(): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log(`helper ended: ${type} ${name ?? ''} ${reason} (${exitCode})`);
  });
  process.on('unhandledRejection', (error) => log(`unhandled: ${stackOf(error)}`));
  process.on('uncaughtException', (error) => {
    log(`uncaught: ${stackOf(error)}`);
    dialog.showErrorBox('Rijnstroom', words().shellFailed);
    app.exit(1);
  });
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
