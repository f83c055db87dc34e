/** A folder of inputs by what it holds: its name is the hash of its files, so that any machine can tell whether it has the same.
 *  In: folder. Out: hash and files; into a store and out of it again, each file checked. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { RunError } from '../core/errors.ts';
import { filesOf, type ObjectStore } from './object-store.ts';

const contentsSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(100_000),
});

export interface FolderContents extends z.infer<typeof contentsSchema> {
  /** SHA-256 over paths and hashes of the files. */
  readonly hash: string;
}

let unpacked = 0;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const hashOf = (files: FolderContents['files']): string =>
  sha256(files.map((file) => `${file.sha256} ${file.path}\n`).join(''));

/** @throws RunError when a file cannot be read */
export async function contentsOf(folder: string): Promise<FolderContents> {
  const files: FolderContents['files'] = [];
  for (const path of await filesOf(folder)) files.push({ path, sha256: sha256(await readFile(join(folder, path))) });
  return { hash: hashOf(files), files };
}

/** Brings a folder into a store, where it is not there yet. @returns its hash */
export async function packFolder(store: ObjectStore, folder: string): Promise<string> {
  const { hash, files } = await contentsOf(folder);
  const list = `inputs/${hash}.json`;
  if (await store.has(list)) return hash;
  for (const file of files) {
    const key = `inputs/blobs/${file.sha256}`;
    if (!(await store.has(key))) await store.put(key, await readFile(join(folder, file.path)));
  }
  await store.put(list, new TextEncoder().encode(JSON.stringify({ files })));
  return hash;
}

/** The folder of a hash, out of the store where the cache does not hold it. @throws RunError for contents that are not what the hash says */
export async function unpackFolder(store: ObjectStore, hash: string, cache: string): Promise<string> {
  const folder = join(cache, hash);
  if (existsSync(folder)) return folder;
  const text = new TextDecoder().decode(await store.get(`inputs/${hash}.json`));
  const parsed = contentsSchema.safeParse(JSON.parse(text));
  if (!parsed.success || hashOf(parsed.data.files) !== hash)
    throw new RunError(`${store.address}: the list of inputs ${hash} is damaged`);
  const part = `${folder}.${process.pid}-${unpacked++}.part`;
  await rm(part, { recursive: true, force: true });
  for (const { path, sha256: expected } of parsed.data.files) {
    const bytes = await store.get(`inputs/blobs/${expected}`);
    if (sha256(bytes) !== expected) throw new RunError(`${store.address}: input ${path} is damaged`);
    await mkdir(dirname(join(part, path)), { recursive: true });
    await writeFile(join(part, path), bytes);
  }
  try {
    await rename(part, folder);
  } catch (error) {
    // Another worker of this machine was first.
    await rm(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
