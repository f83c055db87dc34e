/** Where the package lies and which version it is, from the sources and from the built folder alike. Reads package.json once. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunError } from '../core/errors.ts';

let found: { readonly root: string; readonly version: string } | undefined;

function find(): { readonly root: string; readonly version: string } {
  if (found !== undefined) return found;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'));
    if (text !== undefined) {
      const description = JSON.parse(text) as { name?: string; version?: string };
      if (description.name === 'rijnstroom') {
        found = { root: folder, version: description.version ?? '0.0.0' };
        return found;
      }
    }
    if (dirname(folder) === folder)
      throw new RunError('the package of Rijnstroom is not whole: package.json is missing');
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Folder that holds package.json. */
export const packageRoot = (): string => find().root;

export const engineVersion = (): string => find().version;

/** Folder of the built-in scenarios and districts. */
export const scenariosFolder = (): string => join(packageRoot(), 'scenarios');
