/** Hourly weather of the Royal Netherlands Meteorological Institute (KNMI), its own text format.
 *  In: text. Out: a year of weather in UTC and an import report. Pure.
 *  Format: comment lines with #, the last of them names the columns; tenths of °C and of m/s, radiation Q in J/cm² in the hour that ends
 *  at HH (1..24, UT); blanks are missing. Temperature is that of the moment HH, taken for the hour before it.
 *  Source: KNMI, uurgegevens van het weer in Nederland (legend in the files). */
import { InputError } from '../core/errors.ts';
import type { WeatherOptions } from './epw.ts';
import type { ReportBuilder } from './report-builder.ts';
import { type StationWeather, type WeatherHour, wholeYear } from './weather-hours.ts';

/** J/cm² in an hour to W/m². */
const WM2_PER_JCM2 = 10_000 / 3_600;
/** De Bilt, when the header does not tell where a station is. */
const DE_BILT = { latDeg: 52.1, lonDeg: 5.18 };

export interface KnmiOptions extends WeatherOptions {
  /** Station number; the first of the file when absent. */
  readonly station?: number;
}

/** @throws InputError for text in another format, or in which no year is covered */
export function parseKnmi(text: string, options: KnmiOptions, report: ReportBuilder): StationWeather {
  const { file } = report;
  let columns: readonly string[] = [];
  const places = new Map<number, { latDeg: number; lonDeg: number }>();
  const years = new Map<number, WeatherHour[]>();
  let station = options.station;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line === '#') continue;
    if (line.startsWith('#') || /^STN\s*,/.test(line)) {
      const body = line.replace(/^#\s*/, '');
      if (/^STN\s*,/.test(body)) columns = body.split(',').map((name) => name.trim());
      const place = /^(\d{3})\s*:?\s+(\d+\.\d+)\s+(\d+\.\d+)\s/.exec(body);
      if (place !== null) places.set(Number(place[1]), { lonDeg: Number(place[2]), latDeg: Number(place[3]) });
      continue;
    }
    if (columns.length === 0)
      throw new InputError([
        { file, line: i + 1, key: '', rule: 'the columns must be named (# STN,YYYYMMDD,HH,…) before the first row' },
      ]);
    const cells = line.split(',');
    const cell = (name: string): number => {
      const at = columns.indexOf(name);
      const value = at < 0 ? '' : (cells[at] ?? '').trim();
      return value === '' ? Number.NaN : Number(value);
    };
    const own = cell('STN');
    station ??= own;
    if (own !== station) {
      report.dropped('hours of other stations', `${own}`);
      continue;
    }
    const date = cell('YYYYMMDD');
    const year = Math.floor(date / 10_000);
    if (!(year >= 1900 && year <= 2100)) {
      report.dropped('rows without a date', `line ${i + 1}`);
      continue;
    }
    let hours = years.get(year);
    if (hours === undefined) {
      hours = [];
      years.set(year, hours);
    }
    // FH is the mean of the hour, FF that of its last ten minutes.
    const wind = Number.isNaN(cell('FH')) ? cell('FF') : cell('FH');
    hours.push({
      month: Math.floor(date / 100) % 100,
      day: date % 100,
      hour: cell(columns.includes('HH') ? 'HH' : 'H') - 1,
      ghiWm2: cell('Q') * WM2_PER_JCM2,
      dniWm2: Number.NaN,
      dhiWm2: Number.NaN,
      airTemperatureC: cell('T') / 10,
      windSpeedMps: wind / 10,
    });
  }
  for (const name of ['Q', 'T'])
    if (columns.length > 0 && !columns.includes(name)) throw new InputError(file, name, 'must be a column');
  if (years.size === 0) throw new InputError(file, '', 'must hold hours of weather', station);
  const year = options.year ?? lastFullYear(years);
  const hours = years.get(year);
  if (hours === undefined)
    throw new InputError(file, 'year', `must be in the file: ${[...years.keys()].join(', ')}`, year);
  for (const [other, dropped] of years)
    if (other !== year) report.dropped('hours of other years', String(other), dropped.length);
  const place = places.get(station!) ?? {
    latDeg: options.latDeg ?? DE_BILT.latDeg,
    lonDeg: options.lonDeg ?? DE_BILT.lonDeg,
  };
  return wholeYear({ hours, year, zoneH: 0, ...place, source: `KNMI ${station} ${year}` }, report);
}

/** The last year with more than nine tenths of its hours; the fullest one when there is none. */
function lastFullYear(years: ReadonlyMap<number, readonly WeatherHour[]>): number {
  const full = [...years].filter(([, hours]) => hours.length > 0.9 * 8760).map(([year]) => year);
  if (full.length > 0) return Math.max(...full);
  return [...years].reduce((best, entry) => (entry[1].length > best[1].length ? entry : best))[0];
}
