/** One GTFS feed, read table by table: what is needed of it for three service dates, in memory that grows with the trips of those dates.
 *  In: an open zip. Out: stops, lines, the calls of the chosen trips as typed arrays. Times are mended later (gtfs-times.ts).
 *  Source: GTFS reference, https://gtfs.org/documentation/schedule/reference/ */
import { InputError, type Problem } from '../core/errors.ts';
import type { LineDraft, StopDraft } from '../network/build-timetable.ts';
import { GrowingI32 } from '../network/growing.ts';
import { CsvRows, type OnRow } from './csv-rows.ts';
import { chooseServiceDates, isoOfDay, parseIsoDate, runsOn, type ServiceDates } from './gtfs-calendar.ts';
import { type CallTable, type Headway, readCalls, readHeadways } from './gtfs-calls.ts';
import type { InSeatRow } from './gtfs-in-seat.ts';
import { readPathways } from './gtfs-pathways.ts';
import {
  accessible,
  type Rows,
  readCalendar,
  readLines,
  readStops,
  readTransfers,
  type TransferRow,
} from './gtfs-tables.ts';
import type { ReportBuilder } from './report-builder.ts';
import type { ZipArchive } from './zip-file.ts';

export interface Feed {
  readonly timeZone: string;
  readonly stops: readonly StopDraft[];
  readonly lines: readonly LineDraft[];
  readonly tripIds: readonly string[];
  /** [trip] index into lines; day types as bits. */
  readonly tripLine: Int32Array;
  readonly tripDayMask: Uint8Array;
  /** [trip] 0 unknown, 1 accessible, 2 not. */
  readonly tripWheelchair: Uint8Array;
  /** [trip] number of its shape, -1 for none; names of the shapes by number. */
  readonly tripShape: Int32Array;
  readonly shapeIds: readonly string[];
  readonly calls: CallTable;
  readonly headways: readonly Headway[];
  readonly transfers: readonly TransferRow[];
  /** Trips that riders may stay seated between, or may not. */
  readonly inSeat: readonly InSeatRow[];
  /** [trip] number of the vehicle's block, -1 for none. */
  readonly tripBlock: Int32Array;
  readonly serviceDates: ServiceDates;
  /** Reads another table, while the archive is open. */
  readonly rows: Rows;
}

const NEEDED = ['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'];

export interface FeedOptions {
  /** ISO date near which the three service dates are chosen. */
  readonly date?: string;
  readonly signal?: AbortSignal;
}

/** @throws InputError for missing tables, a date outside the calendar, or damage */
export async function readFeed(zip: ZipArchive, options: FeedOptions, report: ReportBuilder): Promise<Feed> {
  const file = zip.file;
  const problems: Problem[] = NEEDED.filter((name) => !zip.has(name)).map((name) => ({
    file,
    key: name,
    rule: 'must be in the feed',
  }));
  if (!zip.has('calendar.txt') && !zip.has('calendar_dates.txt'))
    problems.push({ file, key: 'calendar.txt', rule: 'or calendar_dates.txt must be in the feed' });
  const near = options.date === undefined ? undefined : parseIsoDate(options.date);
  if (Number.isNaN(near))
    problems.push({ file, key: 'date', rule: 'must be a date like 2025-03-18', value: options.date });
  if (problems.length > 0) throw new InputError(problems);

  /** trips.txt is read twice and told once. */
  const rowsTold = new Map<string, number>();
  const rows = async (
    name: string,
    columns: readonly string[],
    needed: readonly string[],
    onRow: OnRow,
  ): Promise<void> => {
    if (!zip.has(name)) return;
    const csv = new CsvRows(`${file}/${name}`, columns, onRow);
    await zip.stream(name, (chunk) => csv.push(chunk), options.signal);
    csv.end();
    const missing = needed.filter((column) => !csv.has(column));
    if (missing.length > 0)
      throw new InputError(missing.map((column) => ({ file: csv.file, key: column, rule: 'must be a column' })));
    report.read(name, csv.rowCount - (rowsTold.get(name) ?? 0));
    rowsTold.set(name, csv.rowCount);
  };

  let timeZone = '';
  await rows('agency.txt', ['agency_timezone'], [], ([zone]) => {
    if (timeZone === '') timeZone = zone!;
  });
  const services = await readCalendar(rows, report);
  const tripsOfService = new Map<string, number>();
  await rows('trips.txt', ['service_id'], ['trip_id', 'route_id', 'service_id'], ([service]) => {
    tripsOfService.set(service!, (tripsOfService.get(service!) ?? 0) + 1);
  });
  const serviceDates = chooseServiceDates(file, services, tripsOfService, near);
  const maskOf = new Map<string, number>();
  for (const [id, service] of services) {
    let mask = 0;
    serviceDates.dates.forEach((day, type) => {
      if (runsOn(service, day)) mask |= 1 << type;
    });
    if (mask !== 0) maskOf.set(id, mask);
  }

  const read = await readStops(rows, report);
  const { stopOf } = read;
  const { lines, lineOf } = await readLines(rows, report);
  const tripOf = new Map<string, number>();
  const tripIds: string[] = [];
  const tripLine = new GrowingI32();
  const tripMask = new GrowingI32();
  const tripWheelchair = new GrowingI32();
  const tripShape = new GrowingI32();
  const shapeOf = new Map<string, number>();
  const tripBlock = new GrowingI32();
  const blockOf = new Map<string, number>();
  const columns = ['trip_id', 'route_id', 'service_id', 'wheelchair_accessible', 'shape_id', 'block_id'];
  await rows('trips.txt', columns, [], ([id, route, service, wheelchair, shape, block], row) => {
    const line = lineOf.get(route!);
    const mask = maskOf.get(service!) ?? 0;
    if (line === undefined) report.dropped('trips of unknown or unusable routes', `row ${row}: ${route}`);
    else if (mask === 0) report.dropped('trips that do not run on the chosen dates', undefined);
    else if (tripOf.has(id!)) report.dropped('trips whose id stands twice', `row ${row}: ${id}`);
    else {
      tripOf.set(id!, tripIds.length);
      tripIds.push(id!);
      tripLine.push(line);
      tripMask.push(mask);
      tripWheelchair.push(accessible(Number(wheelchair)));
      if (shape !== '' && !shapeOf.has(shape!)) shapeOf.set(shape!, shapeOf.size);
      tripShape.push(shapeOf.get(shape!) ?? -1);
      if (block !== '' && !blockOf.has(block!)) blockOf.set(block!, blockOf.size);
      tripBlock.push(blockOf.get(block!) ?? -1);
    }
  });
  const calls = await readCalls(rows, tripOf, stopOf, report);
  const headways = await readHeadways(rows, tripOf, report);
  const inside = await readPathways(rows, read.stops, stopOf, report);
  const { stops } = inside;
  const given = await readTransfers(rows, stops, stopOf, tripOf, report);
  // What transfers.txt says comes later and so counts.
  const transfers = [...inside.transfers, ...given.transfers];
  return {
    timeZone,
    stops,
    lines,
    tripIds,
    tripLine: tripLine.values,
    tripDayMask: Uint8Array.from(tripMask.values),
    tripWheelchair: Uint8Array.from(tripWheelchair.values),
    tripShape: tripShape.values,
    shapeIds: [...shapeOf.keys()],
    calls,
    headways,
    transfers,
    inSeat: given.inSeat,
    tripBlock: tripBlock.values,
    serviceDates,
    rows,
  };
}

/** What the report says about the dates. */
export function datesInWords({ dates, tripsOnDate, range }: ServiceDates): string {
  const names = ['weekday', 'Saturday', 'Sunday'];
  const parts = dates.map((day, type) =>
    Number.isNaN(day) ? `no ${names[type]}` : `${names[type]} ${isoOfDay(day)} (${tripsOnDate[type]} trips)`,
  );
  return `${parts.join(', ')}; calendar ${isoOfDay(range[0])} to ${isoOfDay(range[1])}`;
}
