/** One import into a district folder, whatever its kind: read, write the folder's file, keep source and report. Touches files. */
import { basename, join } from 'node:path';
import { recordsTable } from '../charging/records.ts';
import { InputError } from '../core/errors.ts';
import { placesText, pricesText, tableText, weatherText, zonesText } from './district-files.ts';
import { ImportFolder, PRIVATE_LICENCE, type SourceEntry, sha256Of } from './import-folder.ts';
import type { ImportKind } from './import-kinds.ts';
import { importGrid } from './import-grid.ts';
import { importOsm } from './import-roads.ts';
import { importGtfs } from './import-timetable.ts';
import type { Bbox } from './osm-pieces.ts';
import { readPrices } from './prices.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { readSessions } from './sessions.ts';
import { readText } from './text-file.ts';
import { readWeather } from './weather.ts';
import { weatherAt } from './weather-move.ts';
import { geoJsonZones, mergeFigures } from './zone-geojson.ts';
import { readZones } from './zones.ts';

export interface ImportOptions {
  /** ISO date near which timetable dates are chosen. */
  readonly date?: string;
  readonly bbox?: Bbox;
  readonly country?: string;
  /** Weather: the year to take or to place a typical year in. */
  readonly year?: number;
  readonly station?: number;
  readonly timeZone?: string;
  readonly salt?: string;
  readonly centroids?: string;
  /** Grid: file with the places of its nodes. */
  readonly places?: string;
  readonly householdSize?: number;
  /** The district's own area stays as it is. */
  readonly keepBbox?: boolean;
  /** Names to tell the files by, in place of their own. */
  readonly names?: readonly string[];
  /** Name of the district. */
  readonly name?: string;
  readonly licence?: string;
  readonly attribution?: string;
  readonly signal?: AbortSignal;
}

export interface ImportResult {
  readonly folder: string;
  readonly reports: readonly ImportReport[];
  /** Imports that the folder still needs before a scenario can use it. */
  readonly missing: readonly ImportKind[];
}

/** Who is to be named when the user names nobody. */
const SOURCES: Readonly<Record<ImportKind, readonly [licence: string, attribution: string]>> = {
  osm: ['ODbL-1.0', '© OpenStreetMap contributors'],
  gtfs: ['as stated by the publisher', 'publisher of the timetable'],
  weather: ['as stated by the publisher', 'publisher of the weather file'],
  prices: ['as stated by the publisher', 'publisher of the price file'],
  sessions: [PRIVATE_LICENCE, 'owner of the sessions'],
  grid: [PRIVATE_LICENCE, 'owner of the grid'],
  zones: ['as stated by the publisher', 'publisher of the zone figures'],
};

/** @throws InputError when the input cannot serve; the folder is then as it was */
export async function importInto(
  kind: ImportKind,
  files: readonly string[],
  to: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  if (files.length === 0) throw new InputError('import', kind, 'must be given a file');
  if (files.length > 1 && kind !== 'gtfs')
    throw new InputError('import', kind, 'takes one file at a time', files.length);
  const into = await ImportFolder.open(to, options.name);
  const reports = await READERS[kind](files, into, options);
  const [licence, attribution] = SOURCES[kind];
  const sources: SourceEntry[] = [];
  for (const [i, file] of files.entries())
    sources.push({
      title: options.names?.[i] ?? basename(file),
      file: options.names?.[i] ?? basename(file),
      sha256: await sha256Of(file),
      licence: options.licence ?? licence,
      attribution: options.attribution ?? attribution,
    });
  await into.finish(kind, sources, reports);
  return { folder: into.folder, reports, missing: into.missing() };
}

type Reader = (
  files: readonly string[],
  into: ImportFolder,
  options: ImportOptions,
) => Promise<readonly ImportReport[]>;

const READERS: Readonly<Record<ImportKind, Reader>> = {
  osm: async ([file], into, options) => [await importOsm(file!, into, options)],
  gtfs: (files, into, options) => importGtfs(files, into, options),
  async weather([file], into, options) {
    const station = await readWeather(file!, options);
    const { weather, moved } = weatherAt(station, into.bbox(), file!);
    await into.write('weather.csv', weatherText(weather));
    into.set('weather', { hourly: 'weather.csv', source: weather.source });
    return [{ ...station.report, warnings: [...station.report.warnings, ...moved] }];
  },
  async prices([file], into, options) {
    const { prices, report } = await readPrices(file!, options);
    await into.write('prices.csv', pricesText(prices));
    into.set('prices', { hourly: 'prices.csv', source: prices.source });
    return [report];
  },
  async sessions([file], into, options) {
    const { records, report } = await readSessions(file!, options);
    await into.write('sessions.csv', tableText(recordsTable(records)));
    return [report];
  },
  grid: async ([file], into, options) => [await importGrid(file!, into, options.places)],
  async zones([file], into, options) {
    const base = into.get('zones');
    if (options.keepBbox === true && typeof base === 'string') return renewZones(file!, base, into);
    const { table, report } = await readZones(file!, options);
    await into.write('zones.geojson', zonesText(table.zones));
    await into.write('places.csv', placesText(table.places));
    into.set('zones', 'zones.geojson');
    into.set('places', 'places.csv');
    into.set('zoneDefaults', { ...table.defaults, ...(into.get('zoneDefaults') as object | undefined) });
    if (into.bbox() === undefined) {
      const lons = table.zones.map(({ lonDeg }) => lonDeg);
      const lats = table.zones.map(({ latDeg }) => latDeg);
      const margin = 0.01;
      into.set('bbox', [
        Math.min(...lons) - margin,
        Math.min(...lats) - margin,
        Math.max(...lons) + margin,
        Math.max(...lats) + margin,
      ]);
    }
    return [report];
  },
};

/** Figures onto the zones that the folder has already; places, outlines and outside zones stay. */
async function renewZones(file: string, base: string, into: ImportFolder): Promise<readonly ImportReport[]> {
  const report = new ReportBuilder(file, 'zone figures');
  const zones = geoJsonZones(await readText(file), file, report);
  if (zones.length === 0) throw new InputError(file, '', 'must hold zones; none is left');
  await into.write(base, mergeFigures(await readText(join(into.folder, base)), zones, report));
  return [report.done()];
}
