/** Where the package lies and which version it is, from the sources and from the built folder alike. Reads package.json once. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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

let identity: string | undefined;

/** Version and a hash of the built engine, such as `0.1.0-3f2a91cc04`: equal on two machines only when they give equal results. */
export function engineIdentity(): string {
  if (identity !== undefined) return identity;
  const folder = join(packageRoot(), 'dist', 'engine');
  const hash = createHash('sha256');
  let files: string[] = [];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      // What a person types and how work is shared does not change a result.
      .filter((name) => name.endsWith('.js') && !/^(cli|study)\//.test(name));
  } catch {
    throw new RunError('the engine is not built: run "npm run build" first');
  }
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  identity = `${engineVersion()}-${hash.digest('hex').slice(0, 10)}`;
  return identity;
}
