/** Hours of weather as a file labels them, made into a whole year in UTC: placed, filled, and set right by the sun.
 *  In: hours in the file's own time zone. Out: `Weather` and the repairs in a report. Pure.
 *  A value belongs to the hour that begins at its label. */
import { InputError } from '../core/errors.ts';
import type { Weather } from '../district/district.ts';
import type { ReportBuilder } from './report-builder.ts';
import { sunOffsetH } from './sun-check.ts';

/** One hour; unknown values are NaN. */
export interface WeatherHour {
  /** 1..12, 1..31, 0..23: the start of the hour on the file's clock. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly ghiWm2: number;
  readonly dniWm2: number;
  readonly dhiWm2: number;
  readonly airTemperatureC: number;
  readonly windSpeedMps: number;
}

/** A year of weather and where it was measured. */
export interface StationWeather {
  readonly weather: Weather;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface WeatherYear {
  readonly hours: Iterable<WeatherHour>;
  readonly year: number;
  /** Hours that the file's clock is ahead of UTC, as its header says. */
  readonly zoneH: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly source: string;
}

const FIELDS = ['ghiWm2', 'dniWm2', 'dhiWm2', 'airTemperatureC', 'windSpeedMps'] as const;
type Field = (typeof FIELDS)[number];
const BOUNDS: Readonly<Record<Field, readonly [number, number]>> = {
  ghiWm2: [0, 1500],
  dniWm2: [0, 1400],
  dhiWm2: [0, 1000],
  airTemperatureC: [-60, 60],
  windSpeedMps: [0, 75],
};
const IN_WORDS: Readonly<Record<Field, string>> = {
  ghiWm2: 'global radiation',
  dniWm2: 'direct radiation',
  dhiWm2: 'diffuse radiation',
  airTemperatureC: 'air temperature',
  windSpeedMps: 'wind speed',
};
/** Share of a year that may be missing before the file cannot serve. */
const MAX_MISSING_SHARE = 0.1;
/** An offset from the sun below this is weather (mornings and afternoons differ), not a clock. */
const CLOCK_TOLERANCE_H = 0.5;

/** @throws InputError when too much is missing to stand for a year */
export function wholeYear(input: WeatherYear, report: ReportBuilder): StationWeather {
  const { year, zoneH, latDeg, lonDeg, source } = input;
  const firstS = Date.UTC(year, 0, 1) / 1000;
  const count = (Date.UTC(year + 1, 0, 1) / 1000 - firstS) / 3600;
  const values = Object.fromEntries(FIELDS.map((field) => [field, new Float64Array(count).fill(Number.NaN)])) as Record<
    Field,
    Float64Array
  >;
  place(input, firstS, values, report);
  const missing = (field: Field): number => values[field].reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
  for (const field of ['ghiWm2', 'airTemperatureC'] as const) {
    const share = missing(field) / count;
    if (share > MAX_MISSING_SHARE)
      throw new InputError(
        report.file,
        field,
        `must cover the year ${year}; missing share of ${IN_WORDS[field]}`,
        Number(share.toFixed(3)),
      );
  }
  if (missing('windSpeedMps') > count / 2) {
    report.warn('windSpeedMps', 'is missing for most of the year; taken as 3 m/s');
    values.windSpeedMps.fill(3);
  }
  const beam = missing('dniWm2') <= count * MAX_MISSING_SHARE && missing('dhiWm2') <= count * MAX_MISSING_SHARE;
  if (!beam) report.note('no direct and diffuse radiation in the file: derived from the global radiation');
  for (const field of FIELDS)
    if (beam || (field !== 'dniWm2' && field !== 'dhiWm2')) fill(values[field], field, report);

  const sunlit = values.ghiWm2;
  const startUtcS = firstS - zoneH * 3600;
  const offsetH = sunOffsetH(sunlit, startUtcS, latDeg, lonDeg);
  const wholeH = Math.abs(offsetH) > CLOCK_TOLERANCE_H ? Math.round(offsetH) : 0;
  if (wholeH !== 0)
    report.warn(
      'time zone',
      `the header says UTC${signed(zoneH)}, but the radiation is centred ${Math.abs(offsetH).toFixed(2)} h ${offsetH > 0 ? 'after' : 'before'} solar noon: read as UTC${signed(zoneH + wholeH)}`,
    );
  else
    report.note(
      `time zone UTC${signed(zoneH)} agrees with the sun (radiation centred ${offsetH.toFixed(2)} h from solar noon)`,
    );
  if (wholeH !== 0) report.repaired('hours moved to agree with the sun', `${-wholeH} h`, count);
  report.kept('hours', count);
  report.note(
    `year ${year}, ${kwhM2(sunlit).toFixed(0)} kWh/m² global, mean temperature ${mean(values.airTemperatureC).toFixed(1)} °C`,
  );
  const weather: Weather = {
    startUtcS: startUtcS - wholeH * 3600,
    stepS: 3600,
    ghiWm2: sunlit,
    dniWm2: beam ? values.dniWm2 : null,
    dhiWm2: beam ? values.dhiWm2 : null,
    airTemperatureC: values.airTemperatureC,
    windSpeedMps: values.windSpeedMps,
    source,
  };
  return { weather, latDeg, lonDeg };
}

const signed = (hours: number): string => (hours < 0 ? String(hours) : `+${hours}`);
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const kwhM2 = (ghiWm2: Float64Array): number => ghiWm2.reduce((sum, value) => sum + value, 0) / 1000;

function place(
  { hours, year }: WeatherYear,
  firstS: number,
  values: Record<Field, Float64Array>,
  report: ReportBuilder,
): void {
  const seen = new Uint8Array(values.ghiWm2.length);
  for (const row of hours) {
    report.read('hours');
    const when = new Date(Date.UTC(year, row.month - 1, row.day, row.hour));
    const label = `${row.month}-${row.day} ${row.hour}:00`;
    if (when.getUTCMonth() !== row.month - 1 || when.getUTCDate() !== row.day || !(row.hour >= 0 && row.hour < 24)) {
      const leap = row.month === 2 && row.day === 29;
      report.dropped(
        leap ? `hours of 29 February, which ${year} does not have` : 'rows whose date does not exist',
        label,
      );
      continue;
    }
    const h = (when.getTime() / 1000 - firstS) / 3600;
    if (seen[h] === 1) {
      report.dropped('hours that stand twice', label);
      continue;
    }
    seen[h] = 1;
    for (const field of FIELDS) {
      const value = row[field];
      const [low, high] = BOUNDS[field];
      // Small negative night values are the zero of an instrument.
      if (field !== 'airTemperatureC' && value < 0 && value > -20) values[field][h] = 0;
      else if (value >= low && value <= high) values[field][h] = value;
      else if (!Number.isNaN(value))
        report.repaired(`impossible ${IN_WORDS[field]}, taken as missing`, `${label}: ${value}`);
    }
  }
  fillLeapDay(year, firstS, values, report);
}

/** Files of typical years have no 29 February: it becomes the mean of the days around it. */
function fillLeapDay(year: number, firstS: number, values: Record<Field, Float64Array>, report: ReportBuilder): void {
  const leap = (Date.UTC(year, 1, 29) / 1000 - firstS) / 3600;
  if (new Date(Date.UTC(year, 1, 29)).getUTCMonth() !== 1) return;
  for (let h = leap; h < leap + 24; h++) if (FIELDS.some((field) => !Number.isNaN(values[field][h]!))) return;
  for (const field of FIELDS)
    for (let h = leap; h < leap + 24; h++) values[field][h] = (values[field][h - 24]! + values[field][h + 24]!) / 2;
  report.repaired('29 February made from the days around it', String(year), 24);
}

/** Temperature and wind run on between their neighbours; radiation takes the mean of the same hour of the nearest known days. */
function fill(values: Float64Array, field: Field, report: ReportBuilder): void {
  const known = values.slice();
  const radiation = field !== 'airTemperatureC' && field !== 'windSpeedMps';
  const step = radiation ? 24 : 1;
  let filled = 0;
  for (let h = 0; h < values.length; h++) {
    if (!Number.isNaN(values[h]!)) continue;
    filled++;
    const before = nearest(known, h, -step);
    const after = nearest(known, h, step);
    if (before < 0 && after < 0) values[h] = 0;
    else if (before < 0) values[h] = known[after]!;
    else if (after < 0) values[h] = known[before]!;
    else values[h] = known[before]! + ((known[after]! - known[before]!) * (h - before)) / (after - before);
  }
  report.repaired(
    `missing ${IN_WORDS[field]} filled in ${radiation ? 'from the same hour of near days' : 'between neighbours'}`,
    undefined,
    filled,
  );
}

function nearest(values: Float64Array, from: number, step: number): number {
  for (let h = from + step; h >= 0 && h < values.length; h += step) if (!Number.isNaN(values[h]!)) return h;
  return -1;
}
