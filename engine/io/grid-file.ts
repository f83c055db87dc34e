/** A grid file of any known format, read and validated: power-grid-model JSON, pandapower JSON, or a folder with the CSV set of the
 *  IEEE European LV feeder. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Problem } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { validateGrid } from '../grid/validate.ts';
import { parseIeeeLv } from './ieee-lv.ts';
import { isPandapower, parsePandapower } from './pandapower-json.ts';
import { parsePgmInput } from './pgm-json.ts';
import type { ImportReport } from './report.ts';
import { readText } from './text-file.ts';

export interface GridFile {
  readonly model: GridModel;
  readonly report: ImportReport;
  /** What is allowed but doubtful, by component id. */
  readonly warnings: readonly Problem[];
}

/** @throws InputError with every problem of the file, by component id */
export async function readGrid(
  file: string,
  options: { readonly byPhase: boolean; readonly radial?: boolean },
): Promise<GridFile> {
  const { model, report } = await parseGrid(file);
  const { errors, warnings } = validateGrid(model, { file, ...options });
  if (errors.length > 0) throw new InputError(errors);
  return { model, report, warnings };
}

async function parseGrid(file: string): Promise<{ model: GridModel; report: ImportReport }> {
  if (await isFolder(file)) return parseIeeeLv(await csvFiles(file), file);
  const text = await readText(file);
  return isPandapower(text) ? parsePandapower(text, file) : parsePgmInput(text, file);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // What is wrong with the path is told when it is read.
    return false;
  }
}

/** Texts of the CSV files of a folder; profiles are not needed for a single flow. */
async function csvFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of await readdir(folder))
    if (/\.csv$/i.test(name) && name !== 'LoadShapes.csv') files.set(name, await readText(join(folder, name)));
  return files;
}
