/** PVGIS answers of the Joint Research Centre: hourly series and typical years (TMY), as CSV or JSON.
 *  In: text. Out: a year of weather in UTC and an import report. Pure.
 *  Format: PVGIS 5 user manual, "non-interactive service": times 20160101:0010 in UTC; a footer explains the columns. Hourly series must be
 *  for the horizontal plane (slope 0): radiation on a tilted plane is no weather. */
import { InputError } from '../core/errors.ts';
import { TYPICAL_YEAR, type WeatherOptions } from './epw.ts';
import type { ReportBuilder } from './report-builder.ts';
import { type StationWeather, type WeatherHour, wholeYear } from './weather-hours.ts';

const RAD = Math.PI / 180;

/** A PVGIS file as it is: place, plane and rows by column name. */
export interface PvgisFile {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Tilt of the plane [°]; NaN for a tracker. 0 for typical years. */
  readonly slopeDeg: number;
  readonly typical: boolean;
  readonly rows: ReadonlyArray<Readonly<Record<string, string | number>>>;
}

/** @throws InputError for another format, or a tilted plane, or less than a year */
export function parsePvgis(text: string, options: WeatherOptions, report: ReportBuilder): StationWeather {
  const pvgis = readPvgis(text, report.file);
  if (pvgis.slopeDeg !== 0)
    throw new InputError(
      report.file,
      'slope',
      'must be 0 (radiation on the horizontal plane); ask PVGIS for slope 0 or a typical year',
      Number.isNaN(pvgis.slopeDeg) ? 'a tracker' : pvgis.slopeDeg,
    );
  const byYear = new Map<number, WeatherHour[]>();
  for (const row of pvgis.rows) {
    const when = /^(\d{4})(\d{2})(\d{2}):(\d{2})\d{2}$/.exec(String(row['time'] ?? row['time(UTC)'] ?? ''));
    if (when === null) {
      report.dropped('rows without a time', String(row['time'] ?? row['time(UTC)']));
      continue;
    }
    const year = pvgis.typical ? 0 : Number(when[1]);
    let hours = byYear.get(year);
    if (hours === undefined) {
      hours = [];
      byYear.set(year, hours);
    }
    hours.push({
      month: Number(when[2]),
      day: Number(when[3]),
      hour: Number(when[4]),
      ...radiation(row),
      airTemperatureC: value(row, 'T2m'),
      windSpeedMps: value(row, 'WS10m'),
    });
  }
  if (byYear.size === 0) throw new InputError(report.file, '', 'must hold hours');
  const year = options.year ?? (pvgis.typical ? TYPICAL_YEAR : Math.max(...byYear.keys()));
  const hours = byYear.get(pvgis.typical ? 0 : year);
  if (hours === undefined)
    throw new InputError(report.file, 'year', `must be in the file: ${[...byYear.keys()].join(', ')}`, year);
  for (const [other, dropped] of byYear)
    if (!pvgis.typical && other !== year) report.dropped('hours of other years', String(other), dropped.length);
  return wholeYear(
    {
      hours,
      year,
      zoneH: 0,
      latDeg: pvgis.latDeg,
      lonDeg: pvgis.lonDeg,
      source: `PVGIS${pvgis.typical ? ' typical year' : ''} ${year}`,
    },
    report,
  );
}

function radiation(row: Readonly<Record<string, string | number>>): Pick<WeatherHour, 'ghiWm2' | 'dniWm2' | 'dhiWm2'> {
  if ('G(h)' in row) return { ghiWm2: value(row, 'G(h)'), dniWm2: value(row, 'Gb(n)'), dhiWm2: value(row, 'Gd(h)') };
  if ('G(i)' in row) return { ghiWm2: value(row, 'G(i)'), dniWm2: Number.NaN, dhiWm2: Number.NaN };
  const beamWm2 = value(row, 'Gb(i)');
  const dhiWm2 = value(row, 'Gd(i)');
  // Beam at normal incidence from the beam on the horizontal plane; with the sun under 2° nothing can be said.
  const heightDeg = value(row, 'H_sun');
  const dniWm2 = beamWm2 === 0 ? 0 : heightDeg > 2 ? Math.min(1400, beamWm2 / Math.sin(heightDeg * RAD)) : 0;
  return { ghiWm2: beamWm2 + dhiWm2 + (value(row, 'Gr(i)') || 0), dniWm2, dhiWm2 };
}

const value = (row: Readonly<Record<string, string | number>>, column: string): number => {
  const cell = row[column];
  return cell === undefined || cell === '' ? Number.NaN : Number(cell);
};

/** @throws InputError */
export function readPvgis(text: string, file: string): PvgisFile {
  return text.trimStart().startsWith('{') ? readJson(text, file) : readCsv(text, file);
}

function readCsv(text: string, file: string): PvgisFile {
  const lines = text.split(/\r?\n/);
  const head = lines.findIndex((line) => /^time(\(UTC\))?,/.test(line));
  if (head < 0) throw new InputError(file, 'time', 'must be the first column of a PVGIS file');
  const header = lines.slice(0, head).join('\n');
  const told = (pattern: RegExp): number => Number(pattern.exec(header)?.[1] ?? Number.NaN);
  const columns = lines[head]!.split(',').map((name) => name.trim());
  const rows: Array<Record<string, string>> = [];
  for (const line of lines.slice(head + 1)) {
    if (!/^\d{8}:\d{4},/.test(line)) break;
    const cells = line.split(',');
    rows.push(Object.fromEntries(columns.map((name, i) => [name, cells[i]?.trim() ?? ''])));
  }
  const typical = columns[0] === 'time(UTC)';
  return checked(file, {
    latDeg: told(/Latitude[^:]*:\s*(-?[\d.]+)/),
    lonDeg: told(/Longitude[^:]*:\s*(-?[\d.]+)/),
    slopeDeg: typical ? 0 : told(/Slope:\s*(-?[\d.]+)/),
    typical,
    rows,
  });
}

interface PvgisJson {
  readonly inputs?: {
    readonly location?: { readonly latitude?: number; readonly longitude?: number };
    readonly mounting_system?: { readonly fixed?: { readonly slope?: { readonly value?: number } } };
  };
  readonly outputs?: {
    readonly hourly?: ReadonlyArray<Record<string, string | number>>;
    readonly tmy_hourly?: ReadonlyArray<Record<string, string | number>>;
  };
}

function readJson(text: string, file: string): PvgisFile {
  let json: PvgisJson;
  try {
    json = JSON.parse(text) as PvgisJson;
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  const { location, mounting_system: mounting } = json.inputs ?? {};
  const typical = json.outputs?.tmy_hourly !== undefined;
  const rows = json.outputs?.tmy_hourly ?? json.outputs?.hourly;
  if (!Array.isArray(rows) || rows.some((row) => typeof row !== 'object' || row === null))
    throw new InputError(file, 'outputs.hourly', 'must be a list of hours');
  return checked(file, {
    latDeg: Number(location?.latitude ?? Number.NaN),
    lonDeg: Number(location?.longitude ?? Number.NaN),
    slopeDeg: typical ? 0 : Number(mounting?.fixed?.slope?.value ?? Number.NaN),
    typical,
    rows,
  });
}

function checked(file: string, pvgis: PvgisFile): PvgisFile {
  if (!(Math.abs(pvgis.latDeg) <= 90 && Math.abs(pvgis.lonDeg) <= 180))
    throw new InputError(file, 'location', 'must tell latitude and longitude', [pvgis.latDeg, pvgis.lonDeg]);
  return pvgis;
}
