/** Makes a folder and those above it. Node's own recursive way goes round for ever where a file system (such as /proc) says "no such file" to
 *  every new name. Touches files. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** @throws the file system's error when it cannot be made */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  const missing = makeOne(path);
  if (missing === null) return;
  if (dirname(path) === path) throw missing;
  makeFolder(dirname(path));
  const still = makeOne(path);
  if (still !== null) throw still;
}

/** @returns the error when the folder above is missing; null when the folder is there now */
function makeOne(path: string): Error | null {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return error as Error;
    // Some systems name another reason before they look whether it is there.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
  return null;
}
