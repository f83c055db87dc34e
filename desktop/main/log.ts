/** A log file for the help desk: what the shell met and what the engine wrote. Kept small; the one before is kept too. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** A log that grows beyond this starts anew [bytes]. */
const LOG_BYTES = 2_000_000;

export const logFile = (): string => join(app.getPath('logs'), 'rijnstroom.log');

export function log(text: string): void {
  try {
    const file = logFile();
    mkdirSync(app.getPath('logs'), { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(file, `${file}.old`);
    appendFileSync(file, `${new Date().toISOString()} ${text.trimEnd()}\n`);
  } catch {
    // A full disk must not end the application over its log.
  }
}
