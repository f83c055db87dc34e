/** The CSV tables of a district folder: places, hubs, charge points, hourly weather and prices. Pure: text in, arrays out.
 *  @throws InputError with every problem */
import { InputError, type Problem } from '../core/errors.ts';
import {
  type ChargePoints,
  HUB_KINDS,
  type Hubs,
  type Places,
  type Prices,
  type Weather,
  type Zones,
} from '../district/district.ts';
import { zoneFinder } from '../district/zone-of-point.ts';
import { readCsvTable } from './csv-table.ts';

const LON = { kind: 'number', min: -180, max: 180 } as const;
const LAT = { kind: 'number', min: -90, max: 90 } as const;
const AMOUNT = { kind: 'number', min: 0, max: 1e7 } as const;

const floats = (rows: readonly number[]): Float64Array => Float64Array.from(rows);

export function parsePlaces(text: string, file: string, zones: Zones): Places {
  const rows = readCsvTable(text, file, {
    name: { kind: 'text' },
    lonDeg: LON,
    latDeg: LAT,
    jobs: AMOUNT,
    pupils: AMOUNT,
    students: AMOUNT,
    shopVisits: AMOUNT,
    leisureVisits: AMOUNT,
    zone: { kind: 'text', optional: true },
  });
  if (rows.length === 0) throw new InputError(file, '', 'must hold a place', 0);
  const find = zoneFinder(zones);
  const problems: Problem[] = [];
  const zone = rows.map((row) => {
    if (row.zone === undefined) return find(row.lonDeg, row.latDeg);
    const at = zones.code.indexOf(row.zone);
    if (at < 0)
      problems.push({ file, line: row.line, key: 'zone', rule: 'must be the code of a zone', value: row.zone });
    return Math.max(0, at);
  });
  if (problems.length > 0) throw new InputError(problems);
  return {
    count: rows.length,
    name: rows.map((row) => row.name),
    lonDeg: floats(rows.map((row) => row.lonDeg)),
    latDeg: floats(rows.map((row) => row.latDeg)),
    zone: Uint32Array.from(zone),
    jobs: floats(rows.map((row) => row.jobs)),
    pupils: floats(rows.map((row) => row.pupils)),
    students: floats(rows.map((row) => row.students)),
    shopVisits: floats(rows.map((row) => row.shopVisits)),
    leisureVisits: floats(rows.map((row) => row.leisureVisits)),
  };
}

export function parseHubs(text: string, file: string): Hubs {
  const rows = readCsvTable(text, file, {
    id: { kind: 'text', unique: true },
    name: { kind: 'text' },
    kind: { kind: 'text', options: HUB_KINDS },
    lonDeg: LON,
    latDeg: LAT,
    carPlaces: { kind: 'number', min: 0, max: 100_000, integer: true },
  });
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    name: rows.map((row) => row.name),
    lonDeg: floats(rows.map((row) => row.lonDeg)),
    latDeg: floats(rows.map((row) => row.latDeg)),
    kind: Uint8Array.from(rows, (row) => (HUB_KINDS as readonly string[]).indexOf(row.kind)),
    carPlaces: Uint32Array.from(rows, (row) => row.carPlaces),
  };
}

export function parseChargePoints(text: string, file: string): ChargePoints {
  const rows = readCsvTable(text, file, {
    id: { kind: 'text', unique: true },
    lonDeg: LON,
    latDeg: LAT,
    sockets: { kind: 'number', min: 1, max: 255, integer: true },
    socketKw: { kind: 'number', min: 0.1, max: 1000 },
  });
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    lonDeg: floats(rows.map((row) => row.lonDeg)),
    latDeg: floats(rows.map((row) => row.latDeg)),
    sockets: Uint8Array.from(rows, (row) => row.sockets),
    socketKw: floats(rows.map((row) => row.socketKw)),
  };
}

/** Start and length of the steps of rows that must follow each other without gap.
 *  @param allowed lengths of a step [s] */
function stepsOf(
  rows: ReadonlyArray<{ readonly timeUtc: string; readonly line: number }>,
  file: string,
  allowed: readonly number[],
): { startUtcS: number; stepS: number } {
  const problems: Problem[] = [];
  const times = rows.map((row) => {
    const good = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(row.timeUtc);
    const timeS = good ? Date.parse(row.timeUtc) / 1000 : Number.NaN;
    if (Number.isNaN(timeS))
      problems.push({
        file,
        line: row.line,
        key: 'timeUtc',
        rule: 'must be like 2025-01-01T00:00:00Z',
        value: row.timeUtc,
      });
    return timeS;
  });
  if (rows.length < 24) problems.push({ file, key: '', rule: 'must hold at least a day', value: rows.length });
  if (problems.length > 0) throw new InputError(problems.slice(0, 50));
  const stepS = times[1]! - times[0]!;
  if (!allowed.includes(stepS))
    throw new InputError(file, 'timeUtc', `must advance by ${allowed.map((step) => `${step} s`).join(' or ')}`, stepS);
  for (let at = 1; at < times.length; at++)
    if (times[at]! - times[at - 1]! !== stepS)
      problems.push({
        file,
        line: rows[at]!.line,
        key: 'timeUtc',
        rule: `must be ${stepS} s after the row before`,
        value: rows[at]!.timeUtc,
      });
  if (problems.length > 0) throw new InputError(problems.slice(0, 50));
  return { startUtcS: times[0]!, stepS };
}

export function parseWeather(text: string, file: string, source: string): Weather {
  const irradiance = { kind: 'number', min: 0, max: 1500 } as const;
  const rows = readCsvTable(text, file, {
    timeUtc: { kind: 'text' },
    ghiWm2: irradiance,
    airTemperatureC: { kind: 'number', min: -90, max: 60 },
    windSpeedMps: { kind: 'number', min: 0, max: 100 },
    dniWm2: { ...irradiance, optional: true },
    dhiWm2: { ...irradiance, optional: true },
  });
  const column = (key: 'dniWm2' | 'dhiWm2'): Float64Array | null =>
    rows.every((row) => row[key] !== undefined) ? floats(rows.map((row) => row[key]!)) : null;
  return {
    ...stepsOf(rows, file, [3600]),
    ghiWm2: floats(rows.map((row) => row.ghiWm2)),
    dniWm2: column('dniWm2'),
    dhiWm2: column('dhiWm2'),
    airTemperatureC: floats(rows.map((row) => row.airTemperatureC)),
    windSpeedMps: floats(rows.map((row) => row.windSpeedMps)),
    source,
  };
}

export function parsePrices(text: string, file: string, source: string): Prices {
  const rows = readCsvTable(text, file, {
    timeUtc: { kind: 'text' },
    priceEurPerKwh: { kind: 'number', min: -10, max: 10 },
  });
  return { ...stepsOf(rows, file, [900, 3600]), priceEurPerKwh: floats(rows.map((row) => row.priceEurPerKwh)), source };
}
