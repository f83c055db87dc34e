/** A grid file of any known format, read and validated. */
import { InputError, type Problem } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { validateGrid } from '../grid/validate.ts';
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
  const text = await readText(file);
  const { model, report } = parseGrid(text, file);
  const { errors, warnings } = validateGrid(model, { file, ...options });
  if (errors.length > 0) throw new InputError(errors);
  return { model, report, warnings };
}

function parseGrid(text: string, file: string): { model: GridModel; report: ImportReport } {
  return parsePgmInput(text, file);
}
