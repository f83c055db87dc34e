/** Opens the folder of a study: its three small files are handed to the engine, and its differences shown in Compare. */
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app } from 'electron';
import type { StudyEntry } from '../shared/bridge.ts';
import { sendEvent } from './events.ts';
import { shellFailure } from './failure.ts';

/** The bridge takes no longer journal [bytes]. */
const MAX_BYTES = 6_000_000;

const sizeOf = async (file: string): Promise<number | null> =>
  stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );

export const isStudy = async (folder: string): Promise<boolean> =>
  (await sizeOf(join(folder, 'study.json'))) !== null && (await sizeOf(join(folder, 'manifest.json'))) === null;

/** @throws CallFailed with a sentence */
export async function openStudy(
  folder: string,
  engine: (name: string, argument: unknown) => Promise<unknown>,
): Promise<void> {
  const [header, journal, texts] = await Promise.all(
    ['study.json', 'runs.jsonl', 'indicators.json'].map((name) => textOf(join(folder, name))),
  );
  if (header === null || journal === null) throw shellFailure('input', 'cannotOpen', 'noStudy');
  const name = basename(folder).slice(-200);
  const entry = (await engine('importStudy', { name, header, journal, texts: texts ?? '' })) as StudyEntry;
  app.addRecentDocument(folder);
  sendEvent({ kind: 'show', screen: 'compare', scenarioId: null, resultId: null, studyId: entry.id });
}

/** null where there is none. Asked before reading: a file of gigabytes would fill the memory. */
async function textOf(file: string): Promise<string | null> {
  const size = await sizeOf(file);
  if (size === null) return null;
  if (size > MAX_BYTES) throw shellFailure('input', 'cannotOpen', 'studyTooLarge');
  return readFile(file, 'utf8').catch(() => {
    throw shellFailure('input', 'cannotOpen', 'notReadable');
  });
}
