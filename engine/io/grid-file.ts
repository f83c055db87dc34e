/** A grid file of any known format, read and validated: power-grid-model JSON, pandapower JSON, or a folder with the CSV set of the
 *  IEEE European LV feeder. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Problem } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { allProblems, gridProblems, type ReadGrid } from './grid-problems.ts';
import { readIeeeLv } from './ieee-lv.ts';
import { isPandapower, readPandapower } from './pandapower-json.ts';
import { readPgmInput } from './pgm-json.ts';
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
  const read = await parseGrid(file);
  const found = gridProblems(read, { file, ...options });
  if (found.errors.length > 0) throw new InputError(allProblems(found));
  return { model: read.model, report: read.report, warnings: found.warnings };
}

async function parseGrid(file: string): Promise<ReadGrid> {
  if (await isFolder(file)) return readIeeeLv(await csvFiles(file), file);
  const text = await readText(file);
  return isPandapower(text) ? readPandapower(text, file) : readPgmInput(text, file);
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
