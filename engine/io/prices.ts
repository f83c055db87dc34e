/** Day-ahead prices from CSV: local time with its two odd days a year, UTC, or stamps with an offset; hours or quarters of an hour.
 *  In: text. Out: prices on a UTC grid without gaps, and an import report. `readPrices` touches the file; the rest is pure.
 *  Local time decides by the clock of the zone: a label that does not exist (clocks forward) is dropped, a label that stands for two hours
 *  but was given once (clocks back) serves both. Gaps take the mean of the same time a week before and after. */
import { InputError } from '../core/errors.ts';
import type { Prices } from '../district/district.ts';
import { looseNumber, parseLooseCsv } from './loose-csv.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { readText } from './text-file.ts';
import { parseStamp, ZoneClock } from './time-stamp.ts';

export interface PriceOptions {
  /** Zone of stamps without an offset. Default Europe/Amsterdam. */
  readonly timeZone?: string;
}

export interface PricesImport {
  readonly prices: Prices;
  readonly report: ImportReport;
}

const WEEK_S = 7 * 86_400;
const MAX_MISSING_SHARE = 0.05;
/** Bounds of the European day-ahead market with room to spare [EUR/MWh]; harmonised limits were −500 and 4,000 in 2024. */
const BOUNDS_EUR_PER_MWH = [-1_000, 10_000] as const;

/** @throws InputError */
export async function readPrices(file: string, options: PriceOptions = {}): Promise<PricesImport> {
  return parsePrices(await readText(file), file, options);
}

interface Row {
  readonly clockS: number;
  readonly offsetS: number | undefined;
  readonly eurPerMwh: number;
  readonly line: number;
}

/** @throws InputError */
export function parsePrices(
  text: string,
  file: string,
  { timeZone = 'Europe/Amsterdam' }: PriceOptions = {},
): PricesImport {
  const report = new ReportBuilder(file, 'day-ahead prices');
  const { rows, inUtc } = /^\s*\{/.test(text) ? readSeries(text, file, report) : readRows(text, file, report);
  if (rows.length < 2) throw new InputError(file, '', 'must hold prices of at least two hours', rows.length);
  const stepS = stepOf(rows, file);
  const clock = new ZoneClock(inUtc ? 'UTC' : timeZone);
  const withOffset = rows.filter(({ offsetS }) => offsetS !== undefined).length;
  if (withOffset !== 0 && withOffset !== rows.length)
    throw new InputError(
      file,
      'time',
      'must have an offset on every row or on none',
      `${withOffset} of ${rows.length}`,
    );
  const prices = withOffset > 0 ? byInstant(rows, stepS, report) : byClock(rows, stepS, clock, report);
  report.note(
    withOffset > 0
      ? 'time stamps tell their offset from UTC'
      : inUtc
        ? 'time stamps taken as UTC by the name of the column'
        : `time stamps taken as local time of ${timeZone}`,
  );
  fillGaps(prices.eurPerMwh, stepS, prices.startUtcS, report);
  const { eurPerMwh, startUtcS } = prices;
  report.kept('prices', eurPerMwh.length);
  report.note(
    `${iso(startUtcS)} to ${iso(startUtcS + eurPerMwh.length * stepS)}, mean ${(eurPerMwh.reduce((s, v) => s + v, 0) / eurPerMwh.length).toFixed(2)} EUR/MWh, ${eurPerMwh.filter((v) => v < 0).length} below zero`,
  );
  return {
    prices: {
      startUtcS,
      stepS,
      priceEurPerKwh: eurPerMwh.map((value) => value / 1000),
      source: `day-ahead prices ${iso(startUtcS).slice(0, 10)} – ${iso(startUtcS + eurPerMwh.length * stepS - 1).slice(0, 10)}`,
    },
    report: report.done(),
  };
}

const iso = (utcS: number): string => new Date(utcS * 1000).toISOString().replace('.000Z', 'Z');

function readRows(text: string, file: string, report: ReportBuilder): { rows: Row[]; inUtc: boolean } {
  const csv = parseLooseCsv(text, file);
  const names = csv.header.map((name) => name.toLowerCase());
  const utcColumn = names.findIndex((name) => /utc|gmt/.test(name));
  const timeColumn = utcColumn >= 0 ? utcColumn : names.findIndex((name) => /time|date|mtu|tijd|datum/.test(name));
  const priceColumn = names.findIndex(
    (name, i) => i !== timeColumn && /price|prijs|apx|epex|day-ahead|eur/.test(name) && !/country|area|zone/.test(name),
  );
  if (timeColumn < 0)
    throw new InputError(
      file,
      'time',
      'must be a column whose name has "time", "date" or "MTU"',
      csv.header.join(', '),
    );
  if (priceColumn < 0)
    throw new InputError(file, 'price', 'must be a column whose name has "price" or "EUR"', csv.header.join(', '));
  const perKwh = /kwh/.test(names[priceColumn]!);
  const rows: Row[] = [];
  for (const { line, cells } of csv.rows) {
    report.read('rows');
    // ENTSO-E writes the interval: "01.01.2024 00:00 - 01.01.2024 01:00".
    const stamp = parseStamp((cells[timeColumn] ?? '').split(' - ')[0]!);
    if (stamp === null) {
      report.dropped('rows without a readable time', `line ${line}: ${cells[timeColumn]}`);
      continue;
    }
    let eurPerMwh = looseNumber(cells[priceColumn], csv.separator) * (perKwh ? 1000 : 1);
    if (!(eurPerMwh >= BOUNDS_EUR_PER_MWH[0] && eurPerMwh <= BOUNDS_EUR_PER_MWH[1])) {
      report.repaired('prices that are missing or impossible, filled in', `line ${line}: ${cells[priceColumn]}`);
      eurPerMwh = Number.NaN;
    }
    rows.push({ clockS: stamp.clockS, offsetS: stamp.offsetS, eurPerMwh, line });
  }
  return { rows, inUtc: utcColumn >= 0 };
}

/** A series as JSON: `unix_seconds` and `price` side by side, `unit` in words (energy-charts.info). */
function readSeries(text: string, file: string, report: ReportBuilder): { rows: Row[]; inUtc: boolean } {
  let json: { unix_seconds?: unknown; price?: unknown; unit?: unknown };
  try {
    json = JSON.parse(text) as typeof json;
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  const { unix_seconds: times, price, unit } = json;
  if (!Array.isArray(times) || !Array.isArray(price) || times.length !== price.length)
    throw new InputError(file, 'unix_seconds', 'must be a list as long as price');
  const perKwh = /kwh/i.test(String(unit ?? ''));
  const rows: Row[] = [];
  times.forEach((clockS: unknown, i) => {
    report.read('rows');
    if (!Number.isInteger(clockS)) {
      report.dropped('rows without a readable time', `${i}: ${String(clockS)}`);
      return;
    }
    const value: unknown = price[i];
    const eurPerMwh = typeof value === 'number' ? value * (perKwh ? 1000 : 1) : Number.NaN;
    if (!(eurPerMwh >= BOUNDS_EUR_PER_MWH[0] && eurPerMwh <= BOUNDS_EUR_PER_MWH[1]))
      report.repaired('prices that are missing or impossible, filled in', `${i}: ${String(value)}`);
    const inBounds = eurPerMwh >= BOUNDS_EUR_PER_MWH[0] && eurPerMwh <= BOUNDS_EUR_PER_MWH[1];
    rows.push({ clockS: clockS as number, offsetS: 0, eurPerMwh: inBounds ? eurPerMwh : Number.NaN, line: i });
  });
  return { rows, inUtc: true };
}

/** An hour or a quarter of an hour: the usual distance between rows. */
function stepOf(rows: readonly Row[], file: string): number {
  let quarters = 0;
  let hours = 0;
  for (let i = 1; i < rows.length; i++) {
    const step = Math.abs(rows[i]!.clockS - rows[i - 1]!.clockS);
    if (step === 900) quarters++;
    else if (step === 3600) hours++;
  }
  if (hours + quarters < rows.length / 2)
    throw new InputError(file, 'time', 'must step by an hour or a quarter of an hour');
  return quarters > hours ? 900 : 3600;
}

interface Grid {
  readonly startUtcS: number;
  readonly eurPerMwh: Float64Array;
}

/** Longest series that is accepted [steps]: forty years of quarters. A wrong century in one row must not ask for a huge array. */
const MAX_STEPS = 1_500_000;

function emptyGrid(first: number, last: number, stepS: number, report: ReportBuilder): Grid {
  const count = Math.floor((last - first) / stepS) + 1;
  if (count > MAX_STEPS)
    throw new InputError(report.file, 'time', `must span at most ${MAX_STEPS} steps`, `${iso(first)} to ${iso(last)}`);
  return { startUtcS: first, eurPerMwh: new Float64Array(count).fill(Number.NaN) };
}

function byInstant(rows: readonly Row[], stepS: number, report: ReportBuilder): Grid {
  const utc = rows.map(({ clockS, offsetS }) => clockS - offsetS!);
  const grid = emptyGrid(
    utc.reduce((a, b) => Math.min(a, b)),
    utc.reduce((a, b) => Math.max(a, b)),
    stepS,
    report,
  );
  const seen = new Uint8Array(grid.eurPerMwh.length);
  rows.forEach((row, i) => {
    const at = (utc[i]! - grid.startUtcS) / stepS;
    if (!Number.isInteger(at)) report.dropped('rows between the steps', `line ${row.line}`);
    else if (seen[at] === 1) report.dropped('times that stand twice', `line ${row.line}`);
    else {
      seen[at] = 1;
      grid.eurPerMwh[at] = row.eurPerMwh;
    }
  });
  return grid;
}

function byClock(rows: readonly Row[], stepS: number, clock: ZoneClock, report: ReportBuilder): Grid {
  const labels = new Map<number, Row[]>();
  for (const row of rows) {
    const same = labels.get(row.clockS);
    if (same === undefined) labels.set(row.clockS, [row]);
    else same.push(row);
  }
  const sorted = [...labels.keys()].sort((a, b) => a - b);
  const grid = emptyGrid(
    clock.instants(sorted[0]!).earlierS,
    clock.instants(sorted[sorted.length - 1]!).laterS,
    stepS,
    report,
  );
  for (const [clockS, same] of labels) {
    const label = iso(clockS).slice(0, 16).replace('T', ' ');
    const { kind, earlierS, laterS } = clock.instants(clockS);
    const at = (earlierS - grid.startUtcS) / stepS;
    if (kind === 'never') {
      report.repaired('labels in the hour that clocks skip in spring, dropped', label, same.length);
      continue;
    }
    if (!Number.isInteger(at)) {
      report.dropped('rows between the steps', label, same.length);
      continue;
    }
    grid.eurPerMwh[at] = same[0]!.eurPerMwh;
    if (kind === 'twice') {
      const again = (laterS - grid.startUtcS) / stepS;
      grid.eurPerMwh[again] = (same[1] ?? same[0]!).eurPerMwh;
      if (same.length === 1)
        report.repaired('labels given once in the hour that clocks repeat in autumn, used for both', label);
      report.dropped('times that stand too often', label, same.length - 2);
    } else report.dropped('times that stand twice', label, same.length - 1);
  }
  return grid;
}

function fillGaps(eurPerMwh: Float64Array, stepS: number, startUtcS: number, report: ReportBuilder): void {
  const known = eurPerMwh.slice();
  const missing = known.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
  if (missing / known.length > MAX_MISSING_SHARE)
    throw new InputError(
      report.file,
      'price',
      `must be known for at least ${100 - MAX_MISSING_SHARE * 100} % of the period; missing share`,
      Number((missing / known.length).toFixed(3)),
    );
  const week = WEEK_S / stepS;
  for (let i = 0; i < known.length; i++) {
    if (!Number.isNaN(known[i]!)) continue;
    const around = [nearest(known, i, -week), nearest(known, i, week)].filter((value) => !Number.isNaN(value));
    const value =
      around.length > 0 ? around.reduce((sum, v) => sum + v, 0) / around.length : nearest(known, i, -1) || 0;
    eurPerMwh[i] = value;
    report.repaired(
      'steps without a price, filled with the mean of the weeks before and after',
      iso(startUtcS + i * stepS),
    );
  }
}

function nearest(values: Float64Array, from: number, step: number): number {
  for (let i = from + step; i >= 0 && i < values.length; i += step) if (!Number.isNaN(values[i]!)) return values[i]!;
  return Number.NaN;
}
