/** Brings in what was dropped or chosen: a scenario file, the folder of a result or of a study. Sizes are asked before a byte is read. */
import type { Bridge, BridgeFailure, ResultEntry, ScenarioEntry, StudyEntry } from '../../../shared/bridge.ts';
import {
  isResultFile,
  MAX_RESULT_BYTES,
  MAX_RESULT_PART_BYTES,
  MAX_RESULT_TEXT_BYTES,
  RESULT_TEXTS,
} from '../../../shared/result-files.ts';
import { BridgeError } from '../bridge-client.ts';
import { scenarioFrom } from './file-button.tsx';
import type { Folder } from './folder.ts';

/** The bridge takes no longer journal [bytes]. */
const MAX_JOURNAL = 6_000_000;

export type BroughtIn =
  | { readonly kind: 'scenario'; readonly entry: ScenarioEntry }
  | { readonly kind: 'result'; readonly entry: ResultEntry }
  | { readonly kind: 'study'; readonly entry: StudyEntry };

/** @throws BridgeError with a sentence */
export async function bringIn(bridge: Bridge, what: File | Folder): Promise<BroughtIn> {
  if (what instanceof File) {
    const text = await scenarioFrom(what);
    return { kind: 'scenario', entry: await bridge.call('importScenario', { name: what.name.slice(-200), text }) };
  }
  if ((await what.file('manifest.json')) === null && (await what.file('study.json')) !== null)
    return { kind: 'study', entry: await bringStudy(bridge, what) };
  return { kind: 'result', entry: await bringResult(bridge, what) };
}

/** The three small files of a study; tables and results of its runs stay where they are. @throws BridgeError */
export async function bringStudy(bridge: Bridge, folder: Folder): Promise<StudyEntry> {
  const [header, journal] = [await folder.file('study.json'), await folder.file('runs.jsonl')];
  if (header === null || journal === null)
    throw refusal(
      folder.name,
      'Dit is geen map van een studie: study.json of runs.jsonl ontbreekt. Kies de map die “rijnstroom study” schreef.',
      'This is no folder of a study: study.json or runs.jsonl is missing. Choose the folder that “rijnstroom study” wrote.',
    );
  if (journal.size > MAX_JOURNAL)
    throw refusal(
      folder.name,
      `Het verslag van deze studie is ${megabytes(journal.size)} MB; hier past 6 MB. Gebruik “rijnstroom compare MAP --report studie.html”.`,
      `The journal of this study is ${megabytes(journal.size)} MB; 6 MB fits here. Use “rijnstroom compare FOLDER --report study.html”.`,
    );
  return bridge.call('importStudy', {
    name: folder.name.slice(-200),
    header: await header.text(),
    journal: await journal.text(),
    texts: (await (await folder.file('indicators.json'))?.text()) ?? '',
  });
}

/** @throws BridgeError */
export async function bringResult(bridge: Bridge, folder: Folder): Promise<ResultEntry> {
  const files = await filesOfResult(folder);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MAX_RESULT_BYTES)
    throw refusal(
      folder.name,
      `Dit resultaat is ${megabytes(bytes)} MB; zo past er ${megabytes(MAX_RESULT_BYTES)} MB. Zet de map zelf in de map “results” van de bibliotheek en laad dit venster opnieuw.`,
      `This result is ${megabytes(bytes)} MB; ${megabytes(MAX_RESULT_BYTES)} MB fits this way. Put the folder into the folder “results” of the library yourself and load this window anew.`,
    );
  const { incomingId } = await bridge.call('beginResult', {
    name: folder.name.slice(-200),
    files: files.map(({ name, size }) => ({ name, bytes: size })),
  });
  try {
    for (const file of files) {
      let at = 0;
      // An empty file is sent too: it has to be there.
      do {
        const part = await bytesOf(file, at, at + MAX_RESULT_PART_BYTES);
        await bridge.call('sendResult', { incomingId, file: file.name, bytes: part });
        at += MAX_RESULT_PART_BYTES;
      } while (at < file.size);
    }
    return await bridge.call('endResult', { incomingId });
  } catch (error) {
    void bridge.call('abandonResult', { incomingId }).catch(() => {});
    throw error;
  }
}

/** The texts of a result and the tables that its schema lists; what else lies in the folder stays there. */
async function filesOfResult(folder: Folder): Promise<readonly File[]> {
  const texts = await Promise.all(RESULT_TEXTS.map((name) => folder.file(name)));
  const missing = RESULT_TEXTS.filter((_, i) => texts[i] === null);
  if (missing.length > 0)
    throw refusal(
      folder.name,
      `Dit is geen map met een resultaat: ${missing.join(', ')} ontbreekt. Sleep de map zelf hierheen, niet de map waar hij in ligt.`,
      `This is no folder of a result: ${missing.join(', ')} is missing. Drop the folder itself, not the one it lies in.`,
    );
  const kept = await folder.file('values.json');
  const found = [...(texts as File[]), ...(kept === null ? [] : [kept])];
  const long = found.find(({ size }) => size > MAX_RESULT_TEXT_BYTES);
  if (long !== undefined)
    throw refusal(
      folder.name,
      `${long.name} is ${megabytes(long.size)} MB; zo groot schrijft Rijnstroom het niet. Er is niets gelezen.`,
      `${long.name} is ${megabytes(long.size)} MB; Rijnstroom writes none that long. Nothing was read.`,
    );
  const tables = tablesOf(await textOf(texts[RESULT_TEXTS.indexOf('schema.json')]!));
  for (const name of tables) {
    const file = isResultFile(name) ? await folder.file(name) : null;
    if (file === null)
      throw refusal(
        folder.name,
        isResultFile(name)
          ? `${name} ontbreekt: dit resultaat is niet heel. Haal de hele map opnieuw op, of reken het scenario opnieuw door.`
          : 'schema.json noemt een bestand buiten de map: dit resultaat is niet door Rijnstroom geschreven.',
        isResultFile(name)
          ? `${name} is missing: this result is not whole. Get the whole folder again, or run the scenario again.`
          : 'schema.json names a file outside the folder: this result was not written by Rijnstroom.',
      );
    found.push(file);
  }
  return [...new Map(found.map((file) => [file.name, file])).values()];
}

/** Files of the tables; none where the schema is damaged, which the engine then tells. */
function tablesOf(text: string): readonly string[] {
  try {
    const { tables } = JSON.parse(text) as { readonly tables?: Readonly<Record<string, { readonly file?: unknown }>> };
    return Object.values(tables ?? {}).map((table) => String(table?.file));
  } catch {
    return [];
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

async function bytesOf(file: File, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw refusal(
      file.name,
      'Dit bestand kan niet (meer) worden gelezen. Er is niets toegevoegd.',
      'This file cannot be read (any more). Nothing was added.',
    );
  }
}

const textOf = async (file: File): Promise<string> => new TextDecoder().decode(await bytesOf(file, 0, file.size));

const refusal = (name: string, nl: string, en: string): BridgeError =>
  new BridgeError({
    kind: 'input',
    message: { nl: `${name}: ${nl}`, en: `${name}: ${en}` },
    problems: [],
  } satisfies BridgeFailure);
