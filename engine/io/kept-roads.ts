/** Road hierarchies kept between runs: `<cache>/roads/<key>.bin`, the key being a hash of all a hierarchy depends on, so that a changed map,
 *  mode or builder finds no old file. A file is the packed hierarchy followed by its SHA-256; one that is damaged is made anew. A cache that
 *  cannot be written is no reason to fail. In: road graph, modes. Out: what was found and made; the graph then knows its hierarchies. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { buildSearchGraph, type SearchMode } from '../network/search-graph.ts';
import { buildHierarchy, eliminationSteps, type RoadHierarchy } from '../routing/hierarchy.ts';
import { hierarchyKey, openHierarchy, packHierarchy } from '../routing/hierarchy-store.ts';
import { adoptHierarchy, knowsHierarchy } from '../routing/road-query.ts';
import { defaultCacheFolder } from './cache-folder.ts';

const DIGEST_BYTES = 32;
/** Files that are kept; those unused for longest go first. */
const MOST_FILES = 60;
/** Nodes parted between two breaths: about 50 ms. */
const NODES_A_BREATH = 4000;

export interface KeepRoadsOptions {
  /** Where hierarchies are kept; null: nowhere. Default: the user's cache folder. */
  readonly cacheFolder?: string | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a mode's hierarchy came about: at hand in memory, read, made anew for want of a file, or made anew as the file was damaged. */
export type KeptAs = 'known' | 'read' | 'made' | 'repaired';

/** Gets the hierarchies of modes from the cache, makes and keeps those that are not there. @throws CancelledError */
export async function keepRoads(
  roads: RoadGraph,
  modes: readonly SearchMode[],
  { cacheFolder = defaultCacheFolder(), signal }: KeepRoadsOptions = {},
): Promise<KeptAs[]> {
  const folder = cacheFolder === null ? null : join(cacheFolder, 'roads');
  const kept: KeptAs[] = [];
  for (const mode of modes) {
    throwIfCancelled(signal);
    kept.push(knowsHierarchy(roads, mode) ? 'known' : await keepOne(roads, mode, folder, signal));
  }
  return kept;
}

async function keepOne(
  roads: RoadGraph,
  mode: SearchMode,
  folder: string | null,
  signal: AbortSignal | undefined,
): Promise<KeptAs> {
  const key = hierarchyKey(roads, mode);
  const file = folder === null ? null : join(folder, `${key}.bin`);
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  const found = bytes === null ? null : opened(bytes, key, roads, file!);
  if (found !== null) {
    adoptHierarchy(roads, mode, found);
    const now = new Date();
    await utimes(file!, now, now).catch(() => {});
    return 'read';
  }
  const hierarchy = await makeHierarchy(roads, mode, signal);
  adoptHierarchy(roads, mode, hierarchy);
  if (folder !== null) await write(folder, file!, new Uint8Array(packHierarchy(hierarchy, key))).catch(() => {});
  return bytes === null ? 'made' : 'repaired';
}

/** null when the bytes are not, to the last one, what was written. */
function opened(bytes: Uint8Array, key: string, roads: RoadGraph, file: string): RoadHierarchy | null {
  const size = bytes.length - DIGEST_BYTES;
  if (size <= 0) return null;
  const digest = createHash('sha256').update(bytes.subarray(0, size)).digest();
  if (!digest.equals(bytes.subarray(size))) return null;
  const buffer = new SharedArrayBuffer(size);
  new Uint8Array(buffer).set(bytes.subarray(0, size));
  try {
    const hierarchy = openHierarchy(buffer, key, file);
    return hierarchy.originRank.length === roads.nodeCount ? hierarchy : null;
  } catch {
    return null;
  }
}

async function makeHierarchy(
  roads: RoadGraph,
  mode: SearchMode,
  signal: AbortSignal | undefined,
): Promise<RoadHierarchy> {
  const search = buildSearchGraph(roads, mode);
  await breathe();
  const steps = eliminationSteps(roads, search);
  let parted = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      await breathe();
      return buildHierarchy(search, step.value);
    }
    parted += step.value;
    if (parted < NODES_A_BREATH) continue;
    parted = 0;
    await breathe();
    throwIfCancelled(signal);
  }
}

async function write(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Several runs may write the same file at once: each under a name of its own, the last rename stays.
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, [bytes, createHash('sha256').update(bytes).digest()]);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
  await prune(folder);
}

async function prune(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, usedMs: (await stat(path)).mtimeMs };
    }),
  );
  files.sort((a, b) => b.usedMs - a.usedMs);
  for (const { path } of files.slice(MOST_FILES)) await rm(path, { force: true });
}
