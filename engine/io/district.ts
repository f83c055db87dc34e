/** Reads a district folder (scenarios/README.md): a built-in one by name, another by path. In: files. Out: a checked `District`.
 *  Streets, timetable, charge points, weather and prices that are described rather than listed are generated, the same each time. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../core/errors.ts';
import { generateChargePoints } from '../district/charge-points.ts';
import type { ChargePoints, District, Prices, SourceRecord, Weather, Zones } from '../district/district.ts';
import { generateTimetable, linesSchema } from '../district/lines.ts';
import { parseSkeleton } from '../district/skeleton.ts';
import { streetPlanSchema } from '../district/street-plan.ts';
import { generateStreets } from '../district/streets.ts';
import { typicalPrices, typicalWeather } from '../energy/typical-year.ts';
import { buildRoadGraph } from '../network/build-road-graph.ts';
import { buildTimetable } from '../network/build-timetable.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { openRoadGraph } from '../network/road-store.ts';
import type { Timetable } from '../network/timetable.ts';
import { openTimetable } from '../network/timetable-store.ts';
import { travelTheme } from '../scenario/themes/travel.ts';
import { parseChecked } from './checked-yaml.ts';
import { checkDistrict } from './district-check.ts';
import { type DistrictFile, districtFileSchema } from './district-format.ts';
import { parseDistrictGrid } from './district-grid.ts';
import { parseChargePoints, parseHubs, parsePlaces, parsePrices, parseWeather } from './district-tables.ts';
import { parseZones } from './district-zones.ts';
import { readImportRecords } from './import-records.ts';
import { scenariosFolder } from './package.ts';
import { checkRoads, checkTimetable } from './store-checks.ts';

export interface LoadDistrictOptions {
  /** Speeds of generated streets [km/h]; those of the scenario's defaults when left out. Packed streets keep the speeds they were packed with. */
  readonly bikeSpeedKmh?: number;
  readonly walkSpeedKmh?: number;
}

/** The folder of a district: a path that holds a district.yaml, or the name of a built-in one. @throws InputError */
export function districtFolder(nameOrFolder: string): string {
  const given = resolve(nameOrFolder);
  if (existsSync(join(given, 'district.yaml'))) return given;
  const builtIn = join(scenariosFolder(), nameOrFolder);
  if (/^[a-z0-9-]+$/.test(nameOrFolder) && existsSync(join(builtIn, 'district.yaml'))) return builtIn;
  throw new InputError(nameOrFolder, '', 'must be a built-in district or a folder with a district.yaml', nameOrFolder);
}

/** Reads files of one folder and keeps a record of each. */
class FolderReader {
  readonly records: SourceRecord[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  async bytes(file: string): Promise<Uint8Array> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.path(file));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new InputError(this.path(file), '', code === 'ENOENT' ? 'must exist' : `must be readable: ${message}`);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.records.push({ title: file, file: `${basename(this.folder)}/${file}`, sha256, licence: '', attribution: '' });
    return bytes;
  }

  async text(file: string): Promise<string> {
    return new TextDecoder().decode(await this.bytes(file));
  }

  /** Bytes in memory that threads can share. */
  async shared(file: string): Promise<SharedArrayBuffer> {
    const bytes = await this.bytes(file);
    const buffer = new SharedArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    return buffer;
  }
}

/** Loads and checks a district.
 *  @param nameOrFolder name of a built-in district (`leidsche-rijn`) or path of a folder with a district.yaml
 *  @throws InputError with the problems of the first file that has any */
export async function loadDistrict(nameOrFolder: string, options: LoadDistrictOptions = {}): Promise<District> {
  const reader = new FolderReader(districtFolder(nameOrFolder));
  const main = 'district.yaml';
  const file = parseChecked(await reader.text(main), reader.path(main), districtFileSchema);
  try {
    new Intl.DateTimeFormat('en', { timeZone: file.timeZone });
  } catch {
    throw new InputError(reader.path(main), 'timeZone', 'must be a time zone such as Europe/Amsterdam', file.timeZone);
  }
  const zones = await parseZones(await reader.text(file.zones), reader.path(file.zones), file.zoneDefaults);
  const places = parsePlaces(await reader.text(file.places), reader.path(file.places), zones);
  const hubs = parseHubs(
    file.hubs === undefined ? 'id,name,kind,lonDeg,latDeg,carPlaces' : await reader.text(file.hubs),
    reader.path(file.hubs ?? main),
  );
  const roads = await readRoads(file, reader, zones, options);
  const timetable = await readTimetable(file, reader);
  const chargePoints = await readChargePoints(file, reader, roads, zones);
  const weather = await readWeather(file, reader);
  const prices = await readPrices(file, reader, weather);
  const grid = await readOperatorGrid(file, reader);
  const { id, name, timeZone, bbox, licence, attribution } = file;
  const own = reader.records.map((record) => ({ ...record, title: `${name}: ${record.title}`, licence, attribution }));
  const district: District = {
    id,
    name,
    timeZone,
    bbox,
    zones,
    places,
    hubs,
    chargePoints,
    roads,
    timetable,
    ...timetableDates(file),
    weather,
    prices,
    grid,
    sources: [...own, ...file.sources],
    imports: await readImportRecords(reader.path('import-report.json')),
  };
  checkDistrict(district, reader.path(main));
  return district;
}

/** Only the zones of a district, for a quick check of the names in a scenario. @throws InputError */
export async function loadZones(nameOrFolder: string): Promise<Zones> {
  const reader = new FolderReader(districtFolder(nameOrFolder));
  const main = 'district.yaml';
  const file = parseChecked(await reader.text(main), reader.path(main), districtFileSchema);
  return parseZones(await reader.text(file.zones), reader.path(file.zones), file.zoneDefaults);
}

function timetableDates({ timetable }: DistrictFile): Pick<District, 'timetableDates'> {
  if (!('packed' in timetable) || timetable.firstDate === undefined || timetable.lastDate === undefined) return {};
  return { timetableDates: [timetable.firstDate, timetable.lastDate] };
}

async function readRoads(
  file: DistrictFile,
  reader: FolderReader,
  zones: Zones,
  options: LoadDistrictOptions,
): Promise<RoadGraph> {
  if ('packed' in file.roads) {
    const { packed } = file.roads;
    return checkRoads(openRoadGraph(await reader.shared(packed), reader.path(packed)), reader.path(packed));
  }
  const { skeleton, streets } = file.roads;
  const plan = parseChecked(await reader.text(streets), reader.path(streets), streetPlanSchema);
  const made = generateStreets(parseSkeleton(await reader.text(skeleton), reader.path(skeleton)), plan, zones);
  const travel = travelTheme.parse({});
  return buildRoadGraph(made, made.links, {
    bikeSpeedKmh: options.bikeSpeedKmh ?? travel.bikeSpeedKmh,
    walkSpeedKmh: options.walkSpeedKmh ?? travel.walkSpeedKmh,
    signalNodes: made.signalNodes,
    file: reader.path(skeleton),
  }).graph;
}

async function readTimetable(file: DistrictFile, reader: FolderReader): Promise<Timetable> {
  if ('packed' in file.timetable) {
    const { packed } = file.timetable;
    return checkTimetable(openTimetable(await reader.shared(packed), reader.path(packed)), reader.path(packed));
  }
  const name = file.timetable.lines;
  const lines = parseChecked(await reader.text(name), reader.path(name), linesSchema);
  return buildTimetable(generateTimetable(lines, reader.path(name)), reader.path(name)).timetable;
}

async function readChargePoints(
  file: DistrictFile,
  reader: FolderReader,
  roads: RoadGraph,
  zones: Zones,
): Promise<ChargePoints> {
  if (file.chargePoints === undefined) return parseChargePoints('id,lonDeg,latDeg,sockets,socketKw', 'none');
  if ('generate' in file.chargePoints) return generateChargePoints(file.chargePoints.generate, roads, zones);
  return parseChargePoints(await reader.text(file.chargePoints.file), reader.path(file.chargePoints.file));
}

async function readOperatorGrid({ grid }: DistrictFile, reader: FolderReader): Promise<District['grid']> {
  if (grid === undefined) return undefined;
  const [text, places] = [await reader.text(grid.file), await reader.text(grid.places)];
  return parseDistrictGrid(text, reader.path(grid.file), places, reader.path(grid.places));
}

async function readWeather(file: DistrictFile, reader: FolderReader): Promise<Weather> {
  if ('hourly' in file.weather)
    return parseWeather(await reader.text(file.weather.hourly), reader.path(file.weather.hourly), file.weather.source);
  const { latitudeDeg, longitudeDeg, year, seed, source, ...monthly } = file.weather.typical;
  return generated(reader.path('district.yaml'), 'weather.typical', () => ({
    ...typicalWeather({
      monthlyGhiKwhM2: monthly.ghiKwhM2,
      monthlyTemperatureC: monthly.airTemperatureC,
      monthlyWindMps: monthly.windSpeedMps,
      latDeg: latitudeDeg,
      lonDeg: longitudeDeg,
      year,
      seed,
    }),
    source,
  }));
}

async function readPrices(file: DistrictFile, reader: FolderReader, weather: Weather): Promise<Prices> {
  if ('hourly' in file.prices)
    return parsePrices(await reader.text(file.prices.hourly), reader.path(file.prices.hourly), file.prices.source);
  const { source, ...facts } = file.prices.typical;
  return generated(reader.path('district.yaml'), 'prices.typical', () => ({
    ...typicalPrices({ ...facts, weather, timeZone: file.timeZone }),
    source,
  }));
}

/** Facts that no year can meet are the file's mistake. */
function generated<T>(file: string, key: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(file, key, error.message);
    throw error;
  }
}
