/** Makes a folder and those above it. Node's own recursive way goes round for ever where a file system (such as /proc) says "no such file" to
 *  every new name. Touches files. */
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../core/errors.ts';

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

/** Makes a folder and tries whether something can be made in it: asked before work that would be lost.
 *  @throws InputError with the reason of the file system */
export function requireWritable(folder: string): void {
  try {
    makeFolder(folder);
    rmdirSync(mkdtempSync(join(folder, '.rijnstroom-')));
  } catch (error) {
    throw new InputError(folder, '', `must be a folder that can be written (${whyNot(folder, error)})`);
  }
}

/** Making a folder says ENOENT also where a disk is read-only: the nearest folder that is there knows better. */
function whyNot(folder: string, error: unknown): string {
  let above = resolve(folder);
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  try {
    accessSync(above, constants.W_OK);
    return codeOf(error);
  } catch (denied) {
    return codeOf(denied);
  }
}

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'error';
