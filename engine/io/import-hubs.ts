/** Hubs that imports bring: stations from timetables, park-and-ride from street maps. Each import replaces its own; hubs that somebody wrote by
 *  hand stay as they are. Touches files. */
import { join } from 'node:path';
import { type HubKind, HUB_KINDS } from '../district/district.ts';
import { csvText } from './district-files.ts';
import { parseHubs } from './district-tables.ts';
import type { ImportFolder } from './import-folder.ts';
import { readText } from './text-file.ts';

export interface ImportedHub {
  /** Begins with its origin: `station-`, `osm-`. */
  readonly id: string;
  readonly name: string;
  readonly kind: HubKind;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly carPlaces: number;
}

const FILE = 'hubs.csv';
const ORIGINS = { gtfs: /^station-\d+$/, osm: /^osm-(way|node)-\d+$/ } as const;

/** @returns false when the folder has hubs of its own, which stay */
export async function importHubs(
  into: ImportFolder,
  origin: keyof typeof ORIGINS,
  hubs: readonly ImportedHub[],
): Promise<boolean> {
  const known = into.get('hubs');
  const kept: ImportedHub[] = [];
  if (known !== undefined) {
    if (known !== FILE) return false;
    const file = join(into.folder, FILE);
    const old = parseHubs(await readText(file), file);
    if (old.id.some((id) => !Object.values(ORIGINS).some((own) => own.test(id)))) return false;
    for (let hub = 0; hub < old.count; hub++)
      if (!ORIGINS[origin].test(old.id[hub]!))
        kept.push({
          id: old.id[hub]!,
          name: old.name[hub]!,
          kind: HUB_KINDS[old.kind[hub]!]!,
          lonDeg: old.lonDeg[hub]!,
          latDeg: old.latDeg[hub]!,
          carPlaces: old.carPlaces[hub]!,
        });
  }
  const all = origin === 'gtfs' ? [...hubs, ...kept] : [...kept, ...hubs];
  if (all.length === 0 && known === undefined) return true;
  await into.write(
    FILE,
    csvText(
      ['id', 'name', 'kind', 'lonDeg', 'latDeg', 'carPlaces'],
      all.map(({ id, name, kind, lonDeg, latDeg, carPlaces }) => [id, name, kind, lonDeg, latDeg, carPlaces]),
    ),
  );
  into.set('hubs', FILE);
  return true;
}
