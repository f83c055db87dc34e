/** A district made of public files: downloaded into a cache, checked, clipped, imported; written whole or not at all.
 *  In: a district folder with a sources.yaml. Out: a new district folder that a scenario can name. Touches network and files.
 *  It begins as a copy of the built-in district; each source replaces its part, so that any selection of sources gives a whole district. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { defaultCacheFolder } from './cache-folder.ts';
import { loadDistrict } from './district.ts';
import { districtFolder } from './district-folder.ts';
import { type Downloaded, type DownloadOptions, download } from './download.ts';
import { importInto } from './import-district.ts';
import { ImportFolder, slug } from './import-folder.ts';
import type { ImportReport } from './report.ts';
import { type PublicSource, parseSources } from './sources-file.ts';

export interface FetchOptions {
  /** Folder of the new district. */
  readonly to: string;
  /** Ids of sources; all when absent. */
  readonly only?: readonly string[];
  readonly cacheFolder?: string;
  readonly offline?: boolean;
  readonly retryWaitMs?: number;
  readonly onProgress?: (source: string, doneBytes: number, totalBytes: number | undefined) => void;
  readonly onSource?: (source: PublicSource, files: readonly Downloaded[], reports: readonly ImportReport[]) => void;
  readonly signal?: AbortSignal;
}

export interface FetchedSource {
  readonly id: string;
  readonly files: readonly Downloaded[];
  readonly reports: readonly ImportReport[];
}

/** What a copy of the built-in district leaves behind. */
const NOT_COPIED = new Set(['sources.yaml', 'SOURCES.md', 'README.md']);

/** @throws InputError, RunError when a source cannot be had; the target is then as it was, downloads stay in the cache */
export async function fetchDistrict(
  nameOrFolder: string,
  options: FetchOptions,
): Promise<{ folder: string; sources: readonly FetchedSource[] }> {
  const base = districtFolder(nameOrFolder);
  const file = join(base, 'sources.yaml');
  if (!existsSync(file))
    throw new InputError(base, 'sources.yaml', 'must be in the folder: it names the public files of the district');
  const plan = parseSources(await readFile(file, 'utf8'), file);
  const chosen = choose(plan.sources, options.only, file);
  const to = resolve(options.to);
  if (to === base) throw new InputError(to, '', 'must not be the folder that the sources describe');
  const part = join(dirname(to), `.${basename(to)}.part`);
  await rm(part, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  try {
    await cp(base, part, { recursive: true, filter: (from) => !NOT_COPIED.has(basename(from)) });
    const into = await ImportFolder.open(part, plan.name);
    into.set('id', slug(basename(to)));
    await into.save();
    const [west, south, east, north] = plan.area;
    const fetched: FetchedSource[] = [];
    for (const source of chosen) {
      throwIfCancelled(options.signal);
      const files = await downloadAll(source, options);
      const { reports } = await importInto(
        source.kind,
        files.map((one) => one.file),
        part,
        {
          ...importOptions(source),
          ...(source.kind === 'osm' || source.kind === 'gtfs' ? { bbox: { west, south, east, north } } : {}),
          keepBbox: true,
          names: addresses(source).map((address) => basename(new URL(address).pathname) || address),
          ...(options.signal === undefined ? {} : { signal: options.signal }),
        },
      );
      options.onSource?.(source, files, reports);
      fetched.push({ id: source.id, files, reports });
    }
    await loadDistrict(part);
    await replace(part, to);
    return { folder: to, sources: fetched };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

function choose(
  sources: readonly PublicSource[],
  only: readonly string[] | undefined,
  file: string,
): readonly PublicSource[] {
  if (only === undefined || only.length === 0) return sources;
  for (const id of only)
    if (!sources.some((source) => source.id === id))
      throw new InputError(file, '--only', `must name sources: ${sources.map((source) => source.id).join(', ')}`, id);
  return sources.filter(({ id }) => only.includes(id));
}

const addresses = (source: PublicSource): readonly string[] =>
  typeof source.url === 'string' ? [source.url] : source.url;

async function downloadAll(source: PublicSource, options: FetchOptions): Promise<Downloaded[]> {
  const { checksum } = source;
  const common: DownloadOptions = {
    cacheFolder: options.cacheFolder ?? defaultCacheFolder(),
    maxBytes: source.maxMegabytes * 1e6,
    immutable: source.immutable,
    ...(checksum === undefined
      ? {}
      : {
          checksum: {
            algorithm: checksum.algorithm,
            ...(checksum.value === undefined ? {} : { value: checksum.value }),
            ...(checksum.url === undefined ? {} : { url: checksum.url }),
          },
        }),
    ...(options.offline === undefined ? {} : { offline: options.offline }),
    ...(options.retryWaitMs === undefined ? {} : { retryWaitMs: options.retryWaitMs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: (done, total) => options.onProgress?.(source.id, done, total),
  };
  const files: Downloaded[] = [];
  for (const address of addresses(source)) files.push(await download(address, common));
  return files;
}

function importOptions({ licence, attribution, date, year, station, timeZone, country }: PublicSource) {
  return {
    licence,
    attribution,
    ...(date === undefined ? {} : { date }),
    ...(year === undefined ? {} : { year }),
    ...(station === undefined ? {} : { station }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(country === undefined ? {} : { country }),
  };
}

/** Puts a finished folder in the place of an older one. */
async function replace(part: string, to: string): Promise<void> {
  const old = join(dirname(to), `.${basename(to)}.old`);
  await rm(old, { recursive: true, force: true });
  if (existsSync(to)) {
    if (!existsSync(join(to, 'district.yaml')))
      throw new InputError(to, '', 'must be a district folder or not exist: it holds something else');
    await rename(to, old);
  }
  await rename(part, to);
  await rm(old, { recursive: true, force: true });
}
