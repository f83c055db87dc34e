/** Opens a result folder from elsewhere: copied into the library whole or not at all, then shown. A damaged result is told by the library. */
import { copyFile, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { app } from 'electron';
import { idFrom, isResultFile } from '../shared/result-files.ts';
import { sendEvent } from './events.ts';
import { shellFailure, writeReason } from './failure.ts';
import { log } from './log.ts';

const PARTS = ['manifest.json', 'summary.json'];

const isThere = async (file: string): Promise<boolean> => (await stat(file).catch(() => null)) !== null;

/** @param library folder of the library
 *  @param samples folder of the results that come with the program, whose names stay theirs; '' for none
 *  @throws CallFailed with a sentence */
export async function openResult(folder: string, library: string, samples: string): Promise<void> {
  for (const name of PARTS)
    if (!(await isThere(join(folder, name)))) throw shellFailure('input', 'cannotOpen', 'noResult');
  const results = join(library, 'results');
  const known = [results, ...(samples === '' ? [] : [samples])].some(
    (place) => dirname(resolve(folder)) === resolve(place),
  );
  const id = known ? basename(folder) : await freeId([results, samples], idFrom(basename(folder), 'result'));
  if (!known) await copyWhole(folder, results, id);
  app.addRecentDocument(folder);
  sendEvent({ kind: 'show', screen: 'library', scenarioId: null, resultId: id });
}

async function freeId(places: readonly string[], id: string): Promise<string> {
  const taken = async (name: string): Promise<boolean> => {
    for (const place of places) if (place !== '' && (await isThere(join(place, name)))) return true;
    return false;
  };
  let free = id;
  for (let n = 2; await taken(free); n++) free = `${id}-${n}`;
  return free;
}

async function copyWhole(from: string, results: string, id: string): Promise<void> {
  // A name that starts with a dot is no result of the library.
  const part = join(results, `.part-${id}`);
  try {
    await mkdir(part, { recursive: true });
    // Only what belongs to a result: what else lies in the folder stays where it is, and so does what a link leads to.
    for (const name of await readdir(from))
      if (isResultFile(name) && (await lstat(join(from, name))).isFile())
        await copyFile(join(from, name), join(part, name));
    await rename(part, join(results, id));
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {});
    log(`could not copy ${from}: ${String(error)}`);
    throw shellFailure('run', 'cannotOpen', writeReason(error));
  }
}
