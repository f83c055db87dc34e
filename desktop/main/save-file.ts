/** Asks where a report is saved and writes it whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { shellFailure, writeReason } from './failure.ts';
import { log } from './log.ts';
import { words } from './words.ts';

/** @returns name of the file, or null when the user chose none
 *  @throws CallFailed with a sentence when it cannot be written */
export async function saveFile(
  window: BrowserWindow | null,
  name: string,
  extension: string,
  bytes: Uint8Array,
): Promise<string | null> {
  const options = {
    title: words().saveReport,
    defaultPath: join(app.getPath('documents'), basename(name)),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return null;
  const part = `${filePath}.part`;
  try {
    await writeFile(part, bytes, { flush: true });
    await rename(part, filePath);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    log(`could not save ${filePath}: ${String(error)}`);
    throw shellFailure('run', 'cannotSave', writeReason(error));
  }
  return basename(filePath);
}
