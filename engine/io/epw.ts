/** EnergyPlus weather (EPW): eight header lines, then 8,760 or 8,784 hours.
 *  In: text. Out: a year of weather in UTC and an import report. Pure.
 *  Format: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary"; hours 1..24 are interval ends. */
import { InputError } from '../core/errors.ts';
import type { ReportBuilder } from './report-builder.ts';
import { type StationWeather, type WeatherHour, wholeYear } from './weather-hours.ts';

const HEADER_LINES = 8;
const MAX_ROWS = 8_784 * 2;
/** Codes for "missing" by column (0-based), as the data dictionary gives them: from this value on. */
const MISSING = { temperature: 99.9, ghi: 9999, dni: 9999, dhi: 9999, wind: 999 };

export interface WeatherOptions {
  /** Year the hours are placed in; that of the file when absent. */
  readonly year?: number;
  /** Place of the station, when the file does not tell it. */
  readonly latDeg?: number;
  readonly lonDeg?: number;
}

/** @throws InputError for text that is no EPW or does not cover a year */
export function parseEpw(text: string, options: WeatherOptions, report: ReportBuilder): StationWeather {
  const { file } = report;
  const lines = text.split(/\r?\n/);
  const location = (lines[0] ?? '').split(',');
  if (location[0]?.trim().toUpperCase() !== 'LOCATION')
    throw new InputError(file, 'LOCATION', 'must be the first word of an EPW file', location[0]?.slice(0, 40));
  const [latDeg, lonDeg, zoneH] = [Number(location[6]), Number(location[7]), Number(location[8])] as const;
  if (!(Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && Math.abs(zoneH) <= 14) || location.length < 9)
    throw new InputError(
      file,
      'LOCATION',
      'must tell latitude, longitude and time zone',
      location.slice(6, 9).join(', '),
    );
  const hours: WeatherHour[] = [];
  const years = new Set<number>();
  for (let i = HEADER_LINES; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === '') continue;
    if (hours.length >= MAX_ROWS) throw new InputError(file, '', `must have at most ${MAX_ROWS} hours`);
    const cells = line.split(',');
    if (cells.length < 22) {
      report.dropped('rows with too few columns', `line ${i + 1}`);
      continue;
    }
    years.add(Number(cells[0]));
    hours.push({
      month: Number(cells[1]),
      day: Number(cells[2]),
      hour: Number(cells[3]) - 1,
      airTemperatureC: known(cells[6]!, MISSING.temperature),
      ghiWm2: known(cells[13]!, MISSING.ghi),
      dniWm2: known(cells[14]!, MISSING.dni),
      dhiWm2: known(cells[15]!, MISSING.dhi),
      windSpeedMps: known(cells[21]!, MISSING.wind),
    });
  }
  const year = options.year ?? yearOf(years, report);
  return wholeYear({ hours, year, zoneH, latDeg, lonDeg, source: `EPW ${location[1]?.trim()} ${year}` }, report);
}

const known = (cell: string, missingFrom: number): number => {
  const value = cell.trim() === '' ? Number.NaN : Number(cell);
  return value >= missingFrom ? Number.NaN : value;
};

/** The year column, unless it names several years: then the file's name, else a year without 29 February. */
function yearOf(years: ReadonlySet<number>, report: ReportBuilder): number {
  const [only] = years;
  if (years.size === 1 && only! >= 1900 && only! <= 2100) return only!;
  const named = /(?:19|20)\d{2}(?!\d)/.exec(report.file.replace(/^.*[/\\]/, '').replace(/^.*YR/i, ''))?.[0];
  const year = named === undefined ? TYPICAL_YEAR : Number(named);
  report.warn(
    'year',
    `the year column names ${years.size} years (a typical year, or left over from another file); placed in ${year}${named === undefined ? '' : ' by the name of the file'}`,
    [...years].slice(0, 5),
  );
  return year;
}

/** Where typical years are placed: a year of 365 days. */
export const TYPICAL_YEAR = 2023;
