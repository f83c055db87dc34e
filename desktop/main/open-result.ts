/** Opens a result folder from elsewhere: copied into the library whole or not at all, then shown. A damaged result is told by the library. */
import { cp, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { app } from 'electron';
import { sendEvent } from './events.ts';
import { shellFailure, writeReason } from './failure.ts';
import { log } from './log.ts';

const PARTS = ['manifest.json', 'summary.json'];

const isThere = async (file: string): Promise<boolean> => (await stat(file).catch(() => null)) !== null;

/** @param library folder of the library
 *  @throws CallFailed with a sentence */
export async function openResult(folder: string, library: string): Promise<void> {
  for (const name of PARTS)
    if (!(await isThere(join(folder, name)))) throw shellFailure('input', 'cannotOpen', 'noResult');
  const results = join(library, 'results');
  const known = dirname(resolve(folder)) === resolve(results);
  const id = known ? basename(folder) : await freeId(results, idFrom(basename(folder)));
  if (!known) await copyWhole(folder, results, id);
  app.addRecentDocument(folder);
  sendEvent({ kind: 'show', screen: 'library', scenarioId: null, resultId: id });
}

/** A name the library takes: letters, digits, dot, dash and underscore. */
export const idFrom = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100) || 'result';

async function freeId(results: string, id: string): Promise<string> {
  let free = id;
  for (let n = 2; await isThere(join(results, free)); n++) free = `${id}-${n}`;
  return free;
}

async function copyWhole(from: string, results: string, id: string): Promise<void> {
  // A name that starts with a dot is no result of the library.
  const part = join(results, `.part-${id}`);
  try {
    await cp(from, part, { recursive: true, errorOnExist: false, verbatimSymlinks: true });
    await rename(part, join(results, id));
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {});
    log(`could not copy ${from}: ${String(error)}`);
    throw shellFailure('run', 'cannotOpen', writeReason(error));
  }
}
