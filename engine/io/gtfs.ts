/** GTFS feeds (one or several zip files) as one timetable for a weekday, a Saturday and a Sunday.
 *  In: files. Out: timetable in shared memory, the dates that were chosen, one import report a feed.
 *  Streams: memory grows with the trips of the three dates (and of the area), not with the feed. */
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { DAY_TYPES } from '../core/time.ts';
import { distanceM } from '../core/units.ts';
import { type LineDraft, type StopDraft, TimetableBuilder, type TransferDraft } from '../network/build-timetable.ts';
import { GrowingI32 } from '../network/growing.ts';
import type { Timetable } from '../network/timetable.ts';
import { isoOfDay } from './gtfs-calendar.ts';
import { clearCalls } from './gtfs-calls.ts';
import { datesInWords, type Feed, readFeed } from './gtfs-feed.ts';
import { betweenStops, readShapes, type Shapes } from './gtfs-shapes.ts';
import { distancesAlong, mendTimes } from './gtfs-times.ts';
import { TripRows } from './gtfs-trip-rows.ts';
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

/** Departures that frequencies.txt may unfold into, all together. */
const MAX_UNFOLDED_TRIPS = 200_000;

interface OpenFeed {
  readonly feed: Feed;
  readonly report: ReportBuilder;
  /** [stop of the feed] stop of the timetable, -1 when it is not used. */
  readonly stopIndex: Int32Array;
  readonly firstLine: number;
  readonly prefix: string;
  readonly rows: TripRows;
  /** Trips that can run. */
  readonly trips: Int32Array;
  readonly shapes: Shapes;
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
    await addTrips(open, builder, options.signal);
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

/** Goes through trips, letting events in. @throws CancelledError */
async function eachTrip(
  trips: Iterable<number>,
  signal: AbortSignal | undefined,
  use: (trip: number) => void,
): Promise<void> {
  let last = performance.now();
  for (const trip of trips) {
    if (performance.now() - last > 100) {
      throwIfCancelled(signal);
      await breathe();
      last = performance.now();
    }
    use(trip);
  }
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

async function addTrips(open: OpenFeed, builder: TimetableBuilder, signal: AbortSignal | undefined): Promise<void> {
  const { feed, report, stopIndex } = open;
  const { calls } = feed;
  const headways = new Map<number, Array<Feed['headways'][number]>>();
  for (const headway of feed.headways) {
    const list = headways.get(headway.trip);
    if (list === undefined) headways.set(headway.trip, [headway]);
    else list.push(headway);
  }
  const mended = { interpolated: 0, backwards: 0 };
  const usedStops = new Set<number>();
  let unfolded = 0;
  const rows: number[] = [];
  await eachTrip(open.trips, signal, (trip) => {
    const id = feed.tripIds[trip]!;
    open.rows.read(trip, rows);
    const arrivalS = rows.map((row) => calls.arrivalS.at(row));
    const departureS = rows.map((row, i) => arrivalS[i]! + calls.dwellS.at(row));
    const stops = rows.map((row) => calls.stop.at(row));
    const alongM = distancesAlong(
      rows.map((row) => calls.along.at(row) / 100),
      straightLines(feed, stops),
    );
    if (!mendTimes({ arrivalS, departureS, alongM }, mended)) {
      report.dropped('trips without a time at the first or last stop', id);
      return;
    }
    for (const stop of stops) usedStops.add(stop);
    const draft = {
      line: open.firstLine + feed.tripLine[trip]!,
      stops: stops.map((stop) => stopIndex[stop]!),
      dayMask: feed.tripDayMask[trip]!,
      wheelchair: feed.tripWheelchair[trip]!,
      use: rows.map((row) => calls.use.at(row)),
      distanceM: alongM,
      shape: () => shapeBetween(open, trip, stops),
    };
    const own = headways.get(trip);
    if (own === undefined) {
      report.kept('trips');
      report.kept('calls', rows.length);
      builder.addTrip({ ...draft, id: open.prefix + id, arrivalS, departureS });
      return;
    }
    const startS = departureS[0]!;
    unfolded += own.reduce((sum, { fromS, toS, headwayS }) => sum + Math.ceil((toS - fromS) / headwayS), 0);
    if (unfolded > MAX_UNFOLDED_TRIPS)
      throw new InputError(report.file, 'frequencies.txt', `must unfold into at most ${MAX_UNFOLDED_TRIPS} departures`);
    for (const { fromS, toS, headwayS } of own)
      for (let at = fromS; at < toS; at += headwayS) {
        report.kept('trips');
        report.kept('calls', rows.length);
        builder.addTrip({
          ...draft,
          id: `${open.prefix}${id}@${at}`,
          arrivalS: arrivalS.map((s) => s - startS + at),
          departureS: departureS.map((s) => s - startS + at),
        });
      }
  });
  report.kept('stops', usedStops.size);
  report.kept('transfers', feed.transfers.length);
  report.repaired('empty times filled in between timepoints', undefined, mended.interpolated);
  report.repaired('times that go back along the trip', undefined, mended.backwards);
  report.repaired('departures unfolded from frequencies.txt', undefined, unfolded);
}

/** The way of a trip between its stops, where the feed tells it. */
function shapeBetween({ feed, shapes, report }: OpenFeed, trip: number, stops: readonly number[]) {
  const shape = feed.tripShape[trip]!;
  const line = shape < 0 ? [] : shapes.line(shape);
  if (line.length === 0) return undefined;
  const between = betweenStops(
    line,
    stops.map((stop) => [feed.stops[stop]!.lonDeg, feed.stops[stop]!.latDeg] as const),
  );
  if (between === undefined)
    report.repaired('lines whose shape does not pass their stops, drawn straight', feed.tripIds[trip]);
  else report.kept('lines drawn along their shape');
  return between;
}

function straightLines(feed: Feed, stops: readonly number[]): number[] {
  const along = [0];
  for (let i = 1; i < stops.length; i++) {
    const a = feed.stops[stops[i - 1]!]!;
    const b = feed.stops[stops[i]!]!;
    along.push(along[i - 1]! + distanceM(a.lonDeg, a.latDeg, b.lonDeg, b.latDeg));
  }
  return along;
}
