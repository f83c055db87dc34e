/** Measured points of sniffer bikes from CSV. In: text. Out: points, and what was left out or mended in the report. Pure.
 *  Columns by their usual names: ride, time, lon, lat, pm25; and those of the open files of the province of Utrecht (Snuffelfiets, data platform of
 *  Civity): the weekly files of 2019–2021 (sensor, trip_sequence, recording_time, lat, lon, pm2_5, error_code, version_major) and the datastore since
 *  (entity_id, recording_timestamp, latitude, longitude, the rest as before). In raw files a sensor of version 2 and later writes hundredths of a
 *  µg/m³, and the error code is a sum of bits of which some are about fine dust or the place.
 *  Source: field notes of the data set "onbewerkte snuffelfiets-gegevens provincie Utrecht", as followed by Milieucentrum Utrecht (2024).
 *  The number of a device is that of its SIM card, a personal datum: it is not kept; bikes are numbered as they are met. */
import { InputError } from '../core/errors.ts';
import type { MeasuredPoint } from '../values/rides/clean.ts';
import { looseNumber, parseLooseCsv } from './loose-csv.ts';
import type { ReportBuilder } from './report-builder.ts';
import { parseStamp } from './time-stamp.ts';

const NAMES = {
  ride: ['ride', 'trip_id', 'tripid', 'entity_id', 'entity', 'sensor', 'device', 'air_quality_observed_id'],
  time: ['time', 'timeutc', 'recording_time', 'recording_timestamp', 'timestamp', 'datetime', 'receive_time'],
  lon: ['lon', 'lng', 'longitude'],
  lat: ['lat', 'latitude'],
  pm25: ['pm25', 'pm2_5', 'pm2.5', 'pm2p5'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Columns that hold a device, not a ride. */
const DEVICES: readonly string[] = ['entity_id', 'entity', 'sensor', 'device'];

/** Bits of the error code after which fine dust (sensor missing, not started, not read, not accurate) or the place (no receiver, no fix) means nothing. */
const DUST_ERRORS = 512 | 1024 | 2048 | 4096;
const PLACE_ERRORS = 16 | 32;
/** From this version of the sensor raw files are in hundredths. */
const HUNDREDTHS_FROM = 2;

/** @throws InputError when columns are missing: all of them at once */
export function readRidePoints(text: string, file: string, builder: ReportBuilder): MeasuredPoint[] {
  const { header, rows, separator } = parseLooseCsv(text, file);
  const low = header.map((name) => name.trim().toLowerCase());
  const find = (names: readonly string[]): number => {
    for (const name of names) if (low.includes(name)) return low.indexOf(name);
    return -1;
  };
  const at = Object.fromEntries(Object.entries(NAMES).map(([key, names]) => [key, find(names)])) as Record<
    keyof typeof NAMES,
    number
  >;
  const missing = Object.entries(at).filter(([, column]) => column < 0);
  if (missing.length > 0)
    throw new InputError(
      missing.map(([key]) => ({
        file,
        line: 1,
        key,
        rule: `is a missing column (one of ${NAMES[key as keyof typeof NAMES].join(', ')})`,
      })),
    );
  const [trip, error, version] = [['trip_sequence'], ['error_code'], ['version_major']].map(find) as [
    number,
    number,
    number,
  ];
  builder.read('points', rows.length);
  const number = (cells: readonly string[], column: number): number =>
    column < 0 ? Number.NaN : looseNumber(cells[column], separator);
  const raw = isRaw(rows, at.pm25, version, number);
  const rides = new Map<string, string>();
  const tellsBikes = DEVICES.includes(low[at.ride]!);
  const bikes = new Map<string, number>();
  const points: MeasuredPoint[] = [];
  let scaled = 0;
  for (const { cells } of rows) {
    const code = number(cells, error);
    if (Number.isInteger(code) && (code & (DUST_ERRORS | PLACE_ERRORS)) !== 0) {
      builder.dropped(
        (code & DUST_ERRORS) !== 0
          ? 'points of which the sensor says that fine dust could not be measured'
          : 'points of which the sensor says that it did not know where it was',
        `error code ${code}`,
      );
      continue;
    }
    const hundredths = raw && number(cells, version) >= HUNDREDTHS_FROM;
    if (hundredths) scaled++;
    const device = cells[at.ride] ?? '';
    if (tellsBikes && !bikes.has(device)) bikes.set(device, bikes.size + 1);
    const name = `${device}|${trip < 0 ? '' : (cells[trip] ?? '')}`;
    if (!rides.has(name)) rides.set(name, String(rides.size + 1));
    points.push({
      ride: rides.get(name)!,
      bike: tellsBikes ? bikes.get(device) : undefined,
      utcS: utcOf(cells[at.time] ?? ''),
      lonDeg: number(cells, at.lon),
      latDeg: number(cells, at.lat),
      pm25UgM3: number(cells, at.pm25) / (hundredths ? 100 : 1),
    });
  }
  if (scaled > 0)
    builder.repaired(
      `points in hundredths of a µg/m³ (version ${HUNDREDTHS_FROM} of the sensor and later, whole numbers throughout)`,
      undefined,
      scaled,
    );
  return points;
}

/** True when all values of newer sensors are whole numbers: then they are hundredths as the sensor sent them, not µg/m³ that somebody computed. */
function isRaw(
  rows: ReadonlyArray<{ readonly cells: readonly string[] }>,
  pm25: number,
  version: number,
  number: (cells: readonly string[], column: number) => number,
): boolean {
  if (version < 0) return false;
  let seen = false;
  for (const { cells } of rows) {
    if (!(number(cells, version) >= HUNDREDTHS_FROM)) continue;
    const value = number(cells, pm25);
    if (!Number.isFinite(value)) continue;
    if (!Number.isInteger(value)) return false;
    seen = true;
  }
  return seen;
}

/** Moment of a cell: seconds or milliseconds since 1970, or a date and time (UTC where no offset is told). */
function utcOf(cell: string): number {
  if (/^\d{9,10}(\.\d+)?$/.test(cell)) return Number(cell);
  if (/^\d{12,13}$/.test(cell)) return Number(cell) / 1000;
  const stamp = parseStamp(cell);
  return stamp === null ? Number.NaN : stamp.clockS - (stamp.offsetS ?? 0);
}
