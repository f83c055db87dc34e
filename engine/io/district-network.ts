/** Streets and timetable of a district folder, with its hubs: what a journey needs. A folder under construction serves as soon as it has streets.
 *  In: files. Out: a checked `DistrictNetwork`. Streets and timetables that are described rather than listed are generated, the same each time. */
import { InputError } from '../core/errors.ts';
import type { District, DistrictNetwork, Zones } from '../district/district.ts';
import { generateTimetable, linesSchema } from '../district/lines.ts';
import { parseSkeleton } from '../district/skeleton.ts';
import { streetPlanSchema } from '../district/street-plan.ts';
import { generateStreets } from '../district/streets.ts';
import { buildRoadGraph } from '../network/build-road-graph.ts';
import { buildTimetable } from '../network/build-timetable.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { openRoadGraph } from '../network/road-store.ts';
import type { Timetable } from '../network/timetable.ts';
import { openTimetable } from '../network/timetable-store.ts';
import { travelTheme } from '../scenario/themes/travel.ts';
import { parseChecked } from './checked-yaml.ts';
import { districtFolder, FolderReader } from './district-folder.ts';
import { type DistrictFile, unfinishedFileSchema } from './district-format.ts';
import { parseHubs } from './district-tables.ts';
import { parseZones } from './district-zones.ts';
import { readImportRecords } from './import-records.ts';
import { checkRoads, checkTimetable } from './store-checks.ts';

export interface LoadDistrictOptions {
  /** Speeds of generated streets [km/h]; those of the scenario's defaults when left out. Packed streets keep the speeds they were packed with. */
  readonly bikeSpeedKmh?: number;
  readonly walkSpeedKmh?: number;
}

/** Streets, timetable and hubs of a district, whole or still being imported.
 *  @returns beside them whether the folder has a timetable; without one nothing runs
 *  @throws InputError with the problems of the first file that has any, or when there are no streets */
export async function loadDistrictNetwork(
  nameOrFolder: string,
  options: LoadDistrictOptions = {},
): Promise<DistrictNetwork & { readonly hasTimetable: boolean }> {
  const reader = new FolderReader(districtFolder(nameOrFolder));
  const main = 'district.yaml';
  const file = parseChecked(await reader.text(main), reader.path(main), unfinishedFileSchema);
  const { name, roads: roadsPart, timetable: timetablePart, licence, attribution } = file;
  if (roadsPart === undefined)
    throw new InputError(
      reader.path(main),
      'roads',
      `must name streets: rijnstroom import osm FILE --to ${nameOrFolder}`,
    );
  // Streets that are described are laid out around the zones.
  const zones =
    file.zones === undefined || 'packed' in roadsPart
      ? null
      : await parseZones(await reader.text(file.zones), reader.path(file.zones), file.zoneDefaults);
  if (zones === null && !('packed' in roadsPart))
    throw new InputError(reader.path(main), 'zones', 'must be named where streets are described by a skeleton');
  const hubs = await readHubs(file, reader);
  const roads = await readRoads({ roads: roadsPart }, reader, zones, options);
  const timetable =
    timetablePart === undefined
      ? buildTimetable({ stops: [], lines: [], trips: [] }).timetable
      : await readTimetable({ timetable: timetablePart }, reader);
  const own = reader.records.map((record) => ({ ...record, title: `${name}: ${record.title}`, licence, attribution }));
  return {
    name,
    hubs,
    roads,
    timetable,
    ...(timetablePart === undefined ? {} : timetableDates({ timetable: timetablePart })),
    sources: [...own, ...file.sources],
    imports: await readImportRecords(reader.path('import-report.json')),
    hasTimetable: timetablePart !== undefined,
  };
}

export async function readHubs({ hubs }: Pick<DistrictFile, 'hubs'>, reader: FolderReader): Promise<District['hubs']> {
  return hubs === undefined
    ? parseHubs('id,name,kind,lonDeg,latDeg,carPlaces', reader.path('district.yaml'))
    : parseHubs(await reader.text(hubs), reader.path(hubs));
}

export function timetableDates({ timetable }: Pick<DistrictFile, 'timetable'>): Pick<District, 'timetableDates'> {
  if (!('packed' in timetable) || timetable.firstDate === undefined || timetable.lastDate === undefined) return {};
  return { timetableDates: [timetable.firstDate, timetable.lastDate] };
}

export async function readRoads(
  file: Pick<DistrictFile, 'roads'>,
  reader: FolderReader,
  zones: Zones | null,
  options: LoadDistrictOptions,
): Promise<RoadGraph> {
  if ('packed' in file.roads) {
    const { packed } = file.roads;
    return checkRoads(openRoadGraph(await reader.shared(packed), reader.path(packed)), reader.path(packed));
  }
  const { skeleton, streets } = file.roads;
  const plan = parseChecked(await reader.text(streets), reader.path(streets), streetPlanSchema);
  const made = generateStreets(parseSkeleton(await reader.text(skeleton), reader.path(skeleton)), plan, zones!);
  const travel = travelTheme.parse({});
  return buildRoadGraph(made, made.links, {
    bikeSpeedKmh: options.bikeSpeedKmh ?? travel.bikeSpeedKmh,
    walkSpeedKmh: options.walkSpeedKmh ?? travel.walkSpeedKmh,
    signalNodes: made.signalNodes,
    file: reader.path(skeleton),
  }).graph;
}

export async function readTimetable(file: Pick<DistrictFile, 'timetable'>, reader: FolderReader): Promise<Timetable> {
  if ('packed' in file.timetable) {
    const { packed } = file.timetable;
    return checkTimetable(openTimetable(await reader.shared(packed), reader.path(packed)), reader.path(packed));
  }
  const name = file.timetable.lines;
  const lines = parseChecked(await reader.text(name), reader.path(name), linesSchema);
  return buildTimetable(generateTimetable(lines, reader.path(name)), reader.path(name)).timetable;
}
