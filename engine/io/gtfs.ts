/** GTFS feeds (one or several zip files) as one timetable for a weekday, a Saturday and a Sunday.
 *  In: files. Out: timetable in shared memory, the dates that were chosen, one import report a feed.
 *  Streams: memory grows with the trips of the three dates (and of the area), not with the feed. */
import { InputError } from '../core/errors.ts';
import { DAY_TYPES } from '../core/time.ts';
import { type LineDraft, type StopDraft, TimetableBuilder, type TransferDraft } from '../network/build-timetable.ts';
import { GrowingI32 } from '../network/growing.ts';
import type { Timetable } from '../network/timetable.ts';
import { isoOfDay } from './gtfs-calendar.ts';
import { clearCalls } from './gtfs-calls.ts';
import { datesInWords, type Feed, readFeed } from './gtfs-feed.ts';
import { readShapes } from './gtfs-shapes.ts';
import { TripRows } from './gtfs-trip-rows.ts';
import { addTrips, eachTrip, type OpenFeed } from './gtfs-trips.ts';
import type { Bbox } from './osm-pieces.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { ZipArchive } from './zip-file.ts';

export interface GtfsOptions {
  /** ISO date near which the three service dates are chosen, the same for all feeds; typical dates of each feed when absent. */
  readonly date?: string;
  /** Keeps trips that call at two stops at least, one of them inside. */
  readonly bbox?: Bbox;
  readonly signal?: AbortSignal;
}

export interface GtfsImport {
  readonly timetable: Timetable;
  readonly timeZone: string;
  readonly reports: readonly ImportReport[];
  /** [feed] ISO dates of the weekday, Saturday and Sunday; '' where nothing runs on such a day. */
  readonly dates: ReadonlyArray<readonly [string, string, string]>;
  /** First and last ISO date on which all feeds have a calendar. */
  readonly calendar: readonly [string, string];
}

/** @throws InputError when a feed cannot be read or nothing of it is left */
export async function readGtfs(files: readonly string[], options: GtfsOptions = {}): Promise<GtfsImport> {
  const stops: StopDraft[] = [];
  const lines: LineDraft[] = [];
  const feeds: OpenFeed[] = [];
  for (const [f, file] of files.entries()) {
    const report = new ReportBuilder(file, 'gtfs');
    const zip = await ZipArchive.open(file);
    try {
      const feed = await readFeed(zip, options, report);
      const prefix = files.length > 1 ? `${f + 1}:` : '';
      const rows = new TripRows(feed.calls, feed.tripIds.length);
      const trips = await wholeTrips(feed, rows, options, report);
      const stopIndex = await numberStops(feed, rows, trips, stops, prefix, options.signal);
      const wanted = new Set(Array.from(trips, (trip) => feed.tripShape[trip]!));
      const shapeOf = new Map(feed.shapeIds.flatMap((id, shape) => (wanted.has(shape) ? [[id, shape] as const] : [])));
      const shapes = await readShapes(feed.rows, shapeOf, report);
      feeds.push({ feed, report, stopIndex, firstLine: lines.length, prefix, rows, trips, shapes });
      lines.push(...feed.lines.map((line) => ({ ...line, id: prefix + line.id })));
    } finally {
      zip.close();
    }
  }
  const builder = new TimetableBuilder(stops, lines, files.join(', '));
  const transfers: TransferDraft[] = [];
  for (const open of feeds) {
    await addTrips(open, stops, builder, options.signal);
    // The calls of a national feed may not stand twice.
    clearCalls(open.feed.calls);
    open.shapes.clear();
    for (const { from, to, ...times } of open.feed.transfers) {
      const a = open.stopIndex[from]!;
      const b = open.stopIndex[to]!;
      if (a >= 0 && b >= 0) transfers.push({ from: a, to: b, ...times });
    }
  }
  const built = builder.finish(transfers);
  if (built.report.trips === 0)
    throw new InputError(files.join(', '), '', `must hold trips that can be used; none is left${lostTo(feeds)}`);
  const { timeZone } = feeds[0]!.feed;
  for (const { feed, report } of feeds) {
    if (feed.timeZone !== timeZone)
      report.warn('agency_timezone', `differs from the first feed's ${timeZone}`, feed.timeZone);
    report.note(`dates: ${datesInWords(feed.serviceDates)}`);
    feed.serviceDates.dates.forEach((day, type) => {
      if (Number.isNaN(day)) report.warn('service dates', `no trip of this feed runs on a ${DAY_TYPES[type]}`);
    });
  }
  return {
    timetable: built.timetable,
    timeZone,
    reports: feeds.map(({ report }) => report.done()),
    calendar: [
      isoOfDay(Math.max(...feeds.map(({ feed }) => feed.serviceDates.range[0]))),
      isoOfDay(Math.min(...feeds.map(({ feed }) => feed.serviceDates.range[1]))),
    ],
    dates: feeds.map(({ feed }) => {
      const iso = feed.serviceDates.dates.map((day) => (Number.isNaN(day) ? '' : isoOfDay(day)));
      return [iso[0]!, iso[1]!, iso[2]!] as const;
    }),
  };
}

/** What was dropped, in brackets. */
function lostTo(feeds: readonly OpenFeed[]): string {
  const lost = feeds.flatMap(({ report }) => report.done().dropped.map(({ what, count }) => `${count} ${what}`));
  return lost.length === 0 ? '' : ` (dropped: ${lost.join(', ')})`;
}

/** Trips that have calls enough, one of them inside; the others are dropped. */
async function wholeTrips(
  feed: Feed,
  rowsOf: TripRows,
  { bbox, signal }: GtfsOptions,
  report: ReportBuilder,
): Promise<Int32Array> {
  const { stop } = feed.calls;
  const inside = feed.stops.map(
    ({ lonDeg, latDeg }) =>
      bbox === undefined ||
      (lonDeg >= bbox.west && lonDeg <= bbox.east && latDeg >= bbox.south && latDeg <= bbox.north),
  );
  const whole = new GrowingI32();
  const rows: number[] = [];
  await eachTrip(feed.tripIds.keys(), signal, (trip) => {
    if (!rowsOf.read(trip, rows)) report.dropped('calls whose place in the trip stands twice', feed.tripIds[trip]);
    if (rows.length < 2) report.dropped('trips with fewer than two calls', feed.tripIds[trip]);
    else if (!rows.some((row) => inside[stop.at(row)]!)) report.dropped('trips outside the area', undefined);
    else whole.push(trip);
  });
  return whole.values;
}

/** Gives the stops that trips use, and their stations, a number in the timetable. */
async function numberStops(
  feed: Feed,
  rowsOf: TripRows,
  trips: Int32Array,
  stops: StopDraft[],
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<Int32Array> {
  const used = new Uint8Array(feed.stops.length);
  const rows: number[] = [];
  await eachTrip(trips, signal, (trip) => {
    rowsOf.read(trip, rows);
    for (const row of rows) used[feed.calls.stop.at(row)] = 1;
  });
  feed.stops.forEach((stop, s) => {
    if (used[s] === 1 && stop.parent !== undefined && stop.parent >= 0) used[stop.parent] = 1;
  });
  const index = new Int32Array(feed.stops.length).fill(-1);
  let next = stops.length;
  for (let s = 0; s < used.length; s++) if (used[s] === 1) index[s] = next++;
  feed.stops.forEach((stop, s) => {
    if (used[s] !== 1) return;
    const parent = stop.parent === undefined || stop.parent < 0 ? -1 : index[stop.parent]!;
    stops.push({ ...stop, id: prefix + stop.id, parent });
  });
  return index;
}
