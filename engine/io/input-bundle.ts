/** A district as one file that another machine can be handed: its files in a ZIP under the hash of what they hold. What arrives is hashed again
 *  before it is used. Touches files and the store. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { RunError } from '../core/errors.ts';
import type { District } from '../district/district.ts';
import { loadDistrict } from './district.ts';
import { districtFolder } from './district-folder.ts';
import type { Store } from './store.ts';
import { hashOfSources, type InputIdentity } from './study-inputs.ts';

const keyOf = (hash: string): string => `inputs/${hash}.zip`;
/** Name of the district's folder, kept so that sources are called the same on every machine. */
const NAME_FILE = '.district-name';
/** One moment for all files: equal inputs give equal bytes. */
const MOMENT = new Date(2000, 0, 1);

/** Puts a district into the store, unless it is there. */
export async function shipInputs(store: Store, { district, hash, files }: InputIdentity): Promise<void> {
  if ((await store.get(keyOf(hash))) !== null) return;
  const folder = districtFolder(district);
  const entries: Zippable = { [NAME_FILE]: [strToU8(basename(folder)), { mtime: MOMENT }] };
  for (const name of files) entries[name] = [await readFile(join(folder, name)), { mtime: MOMENT }];
  await store.put(keyOf(hash), zipSync(entries, { level: 6 }));
}

/** Loads a district of the store, by way of a folder of this machine that keeps it.
 *  @throws RunError when the store does not hold it, or what it holds is not what its name says */
export async function receiveInputs(store: Store, hash: string, cache: string): Promise<District> {
  const place = join(cache, hash);
  if (!existsSync(place)) await unpack(store, hash, place);
  const name = await readFile(join(place, NAME_FILE), 'utf8');
  const district = await loadDistrict(join(place, name));
  const found = hashOfSources(district.sources).hash;
  if (found !== hash) {
    await rm(place, { recursive: true, force: true });
    throw new RunError(`the inputs ${hash.slice(0, 12)}… of ${store.place} are not what they should be (damaged?)`);
  }
  return district;
}

async function unpack(store: Store, hash: string, place: string): Promise<void> {
  const bytes = await store.get(keyOf(hash));
  if (bytes === null)
    throw new RunError(
      `the store ${store.place} does not hold the inputs of the study: do all machines see the same one?`,
    );
  const beside = `${place}.${randomBytes(4).toString('hex')}`;
  try {
    const files = unzipSync(bytes);
    const name = new TextDecoder().decode(files[NAME_FILE] ?? new Uint8Array());
    if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(name)) throw new Error('no name of a district');
    for (const [file, content] of Object.entries(files)) {
      if (file === NAME_FILE) continue;
      if (file.startsWith('/') || file.includes('\\') || file.split('/').includes('..'))
        throw new Error(`a file outside its folder (${file})`);
      await mkdir(dirname(join(beside, name, file)), { recursive: true });
      await writeFile(join(beside, name, file), content);
    }
    await writeFile(join(beside, NAME_FILE), name);
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    // Another process of this machine was quicker.
    if (existsSync(place)) return;
    throw new RunError(`the inputs of ${store.place} cannot be unpacked: ${(error as Error).message}`);
  }
}
