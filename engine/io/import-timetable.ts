/** `import gtfs`: timetables into a district folder; stations become hubs. Touches files. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRoadGraph } from '../network/road-store.ts';
import { StreetIndex } from '../network/street-index.ts';
import { type Timetable, TRANSIT_MODES } from '../network/timetable.ts';
import { packTimetable } from '../network/timetable-store.ts';
import { readGtfs } from './gtfs.ts';
import type { ImportFolder } from './import-folder.ts';
import { type ImportedHub, importHubs } from './import-hubs.ts';
import type { Bbox } from './osm-pieces.ts';
import type { ImportReport } from './report.ts';

export interface TimetableImportOptions {
  readonly date?: string;
  readonly bbox?: Bbox;
  readonly signal?: AbortSignal;
}

/** A stop farther from any footpath cannot be walked to. */
const FAR_FROM_STREETS_M = 500;

export async function importGtfs(
  files: readonly string[],
  into: ImportFolder,
  options: TimetableImportOptions,
): Promise<readonly ImportReport[]> {
  const known = into.bbox();
  const bbox =
    options.bbox ??
    (known === undefined ? undefined : { west: known[0], south: known[1], east: known[2], north: known[3] });
  const { timetable, timeZone, reports, calendar } = await readGtfs(files, {
    ...options,
    ...(bbox === undefined ? {} : { bbox }),
  });
  // First, as damaged hubs end the import: the timetable is then as it was.
  await importHubs(into, 'gtfs', stationHubs(timetable, bbox));
  await into.write('timetable.bin', new Uint8Array(packTimetable(timetable)));
  into.set('timetable', { packed: 'timetable.bin', firstDate: calendar[0], lastDate: calendar[1] });
  if (timeZone !== '') into.set('timeZone', timeZone);
  const outside = await stopsFarFromStreets(into.folder, timetable);
  if (outside === null) return reports;
  const warning = {
    file: files.join(', '),
    key: 'stops',
    rule: `farther than ${FAR_FROM_STREETS_M} m from any street one may walk: trips call there, but nobody can board`,
    value: `${outside.count} of ${timetable.stopCount} (${outside.examples.join(', ')})`,
  };
  return outside.count === 0
    ? reports
    : reports.map((report, i) => (i === 0 ? { ...report, warnings: [...report.warnings, warning] } : report));
}

/** Stations and stops of trains and metros inside the area, one a name. */
function stationHubs(timetable: Timetable, bbox: Bbox | undefined): ImportedHub[] {
  const rail = new Set([TRANSIT_MODES.indexOf('train'), TRANSIT_MODES.indexOf('metro')]);
  const hubs = new Map<string, ImportedHub>();
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    if (!rail.has(timetable.patternMode[pattern]!)) continue;
    for (let at = timetable.patternFirstStop[pattern]!; at < timetable.patternFirstStop[pattern + 1]!; at++) {
      const platform = timetable.patternStop[at]!;
      const stop = timetable.parentStation[platform]! >= 0 ? timetable.parentStation[platform]! : platform;
      const lon = timetable.stopLonDeg[stop]!;
      const lat = timetable.stopLatDeg[stop]!;
      if (bbox !== undefined && !(lon >= bbox.west && lon <= bbox.east && lat >= bbox.south && lat <= bbox.north))
        continue;
      const name = timetable.stopNames[stop]!;
      if (!hubs.has(name))
        hubs.set(name, {
          id: `station-${hubs.size + 1}`,
          name,
          kind: 'station',
          lonDeg: lon,
          latDeg: lat,
          carPlaces: 0,
        });
    }
  }
  return [...hubs.values()];
}

/** null when the folder has no streets yet. */
async function stopsFarFromStreets(
  folder: string,
  timetable: Timetable,
): Promise<{ count: number; examples: string[] } | null> {
  const file = join(folder, 'roads.bin');
  if (!existsSync(file)) return null;
  const bytes = await readFile(file);
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const index = new StreetIndex(openRoadGraph(buffer, file));
  const examples: string[] = [];
  let count = 0;
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    if (index.nearestNode(timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!, 'walk', FAR_FROM_STREETS_M) >= 0)
      continue;
    count++;
    if (examples.length < 5) examples.push(timetable.stopNames[stop]!);
  }
  return { count, examples };
}
