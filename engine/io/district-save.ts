/** Writes a district as a folder in the packed form of scenarios/README.md, whole or not at all (temporary name, then rename). */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { InputError } from '../core/errors.ts';
import { type District, HUB_KINDS } from '../district/district.ts';
import { packRoadGraph } from '../network/road-store.ts';
import { packTimetable } from '../network/timetable-store.ts';
import { csvText, isoTime } from './district-files.ts';
import { DISTRICT_FORMAT, ZONE_FIGURES } from './district-format.ts';

const csv = (header: string, rows: Parameters<typeof csvText>[1]): string => csvText(header.split(','), rows);

const range = <T>(count: number, row: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => row(at));

function zonesText({ zones }: District): string {
  const features = range(zones.count, (at) => {
    const external = zones.external[at] === 1;
    const outline = zones.outline[at]!;
    return {
      type: 'Feature',
      properties: {
        code: zones.code[at],
        name: zones.name[at],
        ...(external ? { external } : {}),
        lonDeg: zones.lonDeg[at],
        latDeg: zones.latDeg[at],
        ...Object.fromEntries(ZONE_FIGURES.map((figure) => [figure, zones[figure][at]])),
      },
      geometry:
        outline.length === 0
          ? { type: 'Point', coordinates: [zones.lonDeg[at], zones.latDeg[at]] }
          : { type: 'Polygon', coordinates: outline },
    };
  });
  return `{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}

/** The files of a district folder by name; pure. */
export function districtFiles(district: District): Readonly<Record<string, string | Uint8Array>> {
  const { zones, places, hubs, chargePoints, weather, prices } = district;
  const description = {
    format: DISTRICT_FORMAT,
    id: district.id,
    name: district.name,
    timeZone: district.timeZone,
    bbox: [...district.bbox],
    zones: 'zones.geojson',
    places: 'places.csv',
    hubs: 'hubs.csv',
    chargePoints: { file: 'charge-points.csv' },
    roads: { packed: 'roads.bin' },
    timetable: {
      packed: 'timetable.bin',
      ...(district.timetableDates === undefined
        ? {}
        : { firstDate: district.timetableDates[0], lastDate: district.timetableDates[1] }),
    },
    weather: { hourly: 'weather.csv', source: weather.source },
    prices: { hourly: 'prices.csv', source: prices.source },
    sources: district.sources.map((source) => ({ ...source })),
  };
  const beam = weather.dniWm2 !== null && weather.dhiWm2 !== null;
  return {
    'district.yaml': stringify(description),
    'zones.geojson': zonesText(district),
    'places.csv': csv(
      'name,lonDeg,latDeg,zone,jobs,pupils,students,shopVisits,leisureVisits',
      range(places.count, (at) => [
        places.name[at]!,
        places.lonDeg[at]!,
        places.latDeg[at]!,
        zones.code[places.zone[at]!]!,
        places.jobs[at]!,
        places.pupils[at]!,
        places.students[at]!,
        places.shopVisits[at]!,
        places.leisureVisits[at]!,
      ]),
    ),
    'hubs.csv': csv(
      'id,name,kind,lonDeg,latDeg,carPlaces',
      range(hubs.count, (at) => [
        hubs.id[at]!,
        hubs.name[at]!,
        HUB_KINDS[hubs.kind[at]!]!,
        hubs.lonDeg[at]!,
        hubs.latDeg[at]!,
        hubs.carPlaces[at]!,
      ]),
    ),
    'charge-points.csv': csv(
      'id,lonDeg,latDeg,sockets,socketKw',
      range(chargePoints.count, (at) => [
        chargePoints.id[at]!,
        chargePoints.lonDeg[at]!,
        chargePoints.latDeg[at]!,
        chargePoints.sockets[at]!,
        chargePoints.socketKw[at]!,
      ]),
    ),
    'weather.csv': csv(
      `timeUtc,ghiWm2,airTemperatureC,windSpeedMps${beam ? ',dniWm2,dhiWm2' : ''}`,
      range(weather.ghiWm2.length, (at) => [
        isoTime(weather.startUtcS + at * weather.stepS),
        weather.ghiWm2[at]!,
        weather.airTemperatureC[at]!,
        weather.windSpeedMps[at]!,
        ...(beam ? [weather.dniWm2![at]!, weather.dhiWm2![at]!] : []),
      ]),
    ),
    'prices.csv': csv(
      'timeUtc,priceEurPerKwh',
      range(prices.priceEurPerKwh.length, (at) => [
        isoTime(prices.startUtcS + at * prices.stepS),
        prices.priceEurPerKwh[at]!,
      ]),
    ),
    'roads.bin': new Uint8Array(packRoadGraph(district.roads)),
    'timetable.bin': new Uint8Array(packTimetable(district.timetable)),
  };
}

/** @param folder must not exist yet unless `replace`
 *  @throws InputError when the folder exists or cannot be written */
export async function saveDistrict(
  district: District,
  folder: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<void> {
  const target = resolve(folder);
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (exists && !replace) throw new InputError(folder, '', 'must not exist yet');
  const temporary = join(dirname(target), `.${basename(target)}.part`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    for (const [name, content] of Object.entries(districtFiles(district)))
      await writeFile(join(temporary, name), content);
    if (exists) await rm(target, { recursive: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw new InputError(folder, '', `must be a place that can be written: ${(error as Error).message}`);
  }
}
