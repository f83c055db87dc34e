/** Reads a district folder (scenarios/README.md): a built-in one by name, another by path. In: files. Out: a checked `District`.
 *  Streets, timetable, charge points, weather and prices that are described rather than listed are generated, the same each time. */
import { InputError } from '../core/errors.ts';
import { generateChargePoints } from '../district/charge-points.ts';
import type { ChargePoints, District, Prices, Weather, Zones } from '../district/district.ts';
import { typicalPrices, typicalWeather } from '../energy/typical-year.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { parseChecked } from './checked-yaml.ts';
import { checkDistrict } from './district-check.ts';
import { districtFolder, FolderReader } from './district-folder.ts';
import { type DistrictFile, districtFileSchema, unfinishedFileSchema } from './district-format.ts';
import { parseDistrictGrid } from './district-grid.ts';
import { parseChargePoints, parsePlaces, parsePrices, parseWeather } from './district-tables.ts';
import { parseZones } from './district-zones.ts';
import { missingParts } from './import-folder.ts';
import { readImportRecords } from './import-records.ts';
import { type LoadDistrictOptions, readHubs, readRoads, readTimetable, timetableDates } from './district-network.ts';

/** Loads and checks a district.
 *  @param nameOrFolder name of a built-in district (`leidsche-rijn`) or path of a folder with a district.yaml
 *  @throws InputError with the problems of the first file that has any */
export async function loadDistrict(nameOrFolder: string, options: LoadDistrictOptions = {}): Promise<District> {
  const reader = new FolderReader(districtFolder(nameOrFolder));
  const main = 'district.yaml';
  const file = readDescription(await reader.text(main), reader.path(main), nameOrFolder);
  try {
    new Intl.DateTimeFormat('en', { timeZone: file.timeZone });
  } catch {
    throw new InputError(reader.path(main), 'timeZone', 'must be a time zone such as Europe/Amsterdam', file.timeZone);
  }
  const zones = await parseZones(await reader.text(file.zones), reader.path(file.zones), file.zoneDefaults);
  const places = parsePlaces(await reader.text(file.places), reader.path(file.places), zones);
  const hubs = await readHubs(file, reader);
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

/** A description with all its parts. @throws InputError, for a folder under construction with the imports that it still needs */
function readDescription(text: string, path: string, folder: string): DistrictFile {
  const missing = missingParts(parseChecked(text, path, unfinishedFileSchema));
  if (missing.length > 0)
    throw new InputError(
      missing.map((kind) => ({
        file: path,
        key: kind,
        rule: `must be brought in first: rijnstroom import ${kind} FILE --to ${folder}`,
      })),
    );
  return parseChecked(text, path, districtFileSchema);
}

/** Only the zones of a district, for a quick check of the names in a scenario. @throws InputError */
export async function loadZones(nameOrFolder: string): Promise<Zones> {
  const reader = new FolderReader(districtFolder(nameOrFolder));
  const main = 'district.yaml';
  const file = readDescription(await reader.text(main), reader.path(main), nameOrFolder);
  return parseZones(await reader.text(file.zones), reader.path(file.zones), file.zoneDefaults);
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
