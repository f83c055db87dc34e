/** A grid as the two files of a district folder. Touches files. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { type GridPlaces, gridPlacesText } from './grid-places.ts';
import { requireWritable } from './make-folder.ts';
import { pgmInputText } from './pgm-input.ts';

const FILES = ['grid.json', 'grid-places.csv'] as const;

/** Makes the folder. @throws InputError when it cannot be made, or one of the files is there already */
export function prepareGridFolder(folder: string): void {
  requireWritable(folder);
  for (const name of FILES)
    if (existsSync(join(folder, name)))
      throw new InputError(join(folder, name), '', 'is there already: name another folder');
}

/** @throws InputError when one of the files is there already or cannot be written */
export async function writeGrid(folder: string, model: GridModel, places: GridPlaces): Promise<void> {
  prepareGridFolder(folder);
  const texts = [pgmInputText(model), gridPlacesText(places)];
  for (const [i, name] of FILES.entries())
    try {
      await writeFile(join(folder, name), texts[i]!, { flag: 'wx' });
    } catch (error) {
      throw new InputError(join(folder, name), '', `cannot be written (${(error as NodeJS.ErrnoException).code})`);
    }
}
