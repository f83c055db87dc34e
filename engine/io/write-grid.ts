/** A grid as the two files of a district folder. Touches files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { type GridPlaces, gridPlacesText } from './grid-places.ts';
import { pgmInputText } from './pgm-input.ts';

/** @throws InputError when one of the files is there already */
export async function writeGrid(folder: string, model: GridModel, places: GridPlaces): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = [
    ['grid.json', pgmInputText(model)],
    ['grid-places.csv', gridPlacesText(places)],
  ] as const;
  for (const [name, text] of files)
    try {
      await writeFile(join(folder, name), text, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST')
        throw new InputError(join(folder, name), '', 'is there already: name another folder');
      throw error;
    }
}
