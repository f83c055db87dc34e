/** One GTFS feed, read table by table: what is needed of it for three service dates, in memory that grows with the trips of those dates.
 *  In: an open zip. Out: stops, lines, the calls of the chosen trips as typed arrays. Times are mended later (gtfs-trips.ts).
 *  Source: GTFS reference, https://gtfs.org/documentation/schedule/reference/ */
import { InputError, type Problem } from '../core/errors.ts';
import type { LineDraft, StopDraft } from '../network/build-timetable.ts';
import { GrowingI32 } from '../network/growing.ts';
import { CsvRows, type OnRow } from './csv-rows.ts';
import {
  chooseServiceDates,
  isoOfDay,
  parseGtfsDate,
  parseIsoDate,
  runsOn,
  type Service,
  type ServiceDates,
} from './gtfs-calendar.ts';
import { transitMode } from './gtfs-modes.ts';
import { parseClock } from './gtfs-times.ts';
import type { ReportBuilder } from './report-builder.ts';
import type { ZipArchive } from './zip-file.ts';

/** The calls of all chosen trips, in the order of the file. All arrays [call]. */
export interface CallTable {
  readonly trip: GrowingI32;
  readonly stop: GrowingI32;
  readonly sequence: GrowingI32;
  /** Seconds, -1 when not given. */
  readonly arrivalS: GrowingI32;
  readonly departureS: GrowingI32;
  /** STOP_BOARD | STOP_ALIGHT */
  readonly use: GrowingI32;
  /** Distance × 100 in the feed's unit, -1 when not given. */
  readonly along: GrowingI32;
}

export interface Headway {
  readonly trip: number;
  readonly fromS: number;
  readonly toS: number;
  readonly headwayS: number;
}

export interface Feed {
  readonly timeZone: string;
  readonly stops: readonly StopDraft[];
  readonly lines: readonly LineDraft[];
  readonly tripIds: readonly string[];
  /** [trip] index into lines; day types as bits. */
  readonly tripLine: Int32Array;
  readonly tripDayMask: Uint8Array;
  readonly calls: CallTable;
  readonly headways: readonly Headway[];
  /** Pairs of stops with the least transfer time [s]. */
  readonly transfers: ReadonlyArray<{ readonly from: number; readonly to: number; readonly timeS: number }>;
  readonly serviceDates: ServiceDates;
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

  const { stops, stopOf } = await readStops(rows, report);
  const { lines, lineOf } = await readLines(rows, report);
  const tripOf = new Map<string, number>();
  const tripIds: string[] = [];
  const tripLine = new GrowingI32();
  const tripMask = new GrowingI32();
  await rows('trips.txt', ['trip_id', 'route_id', 'service_id'], [], ([id, route, service], row) => {
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
    }
  });
  const calls = await readCalls(rows, tripOf, stopOf, report);
  const headways = await readHeadways(rows, tripOf, report);
  const transfers = await readTransfers(rows, stops, stopOf, report);
  return {
    timeZone,
    stops,
    lines,
    tripIds,
    tripLine: tripLine.values,
    tripDayMask: Uint8Array.from(tripMask.values),
    calls,
    headways,
    transfers,
    serviceDates,
  };
}

type Rows = (name: string, columns: readonly string[], needed: readonly string[], onRow: OnRow) => Promise<void>;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

async function readCalendar(rows: Rows, report: ReportBuilder): Promise<Map<string, Service>> {
  const services = new Map<string, Service>();
  const service = (id: string): Service => {
    let found = services.get(id);
    if (found === undefined) {
      found = { weekdays: 0, first: 1, last: 0, added: new Set(), removed: new Set() };
      services.set(id, found);
    }
    return found;
  };
  await rows(
    'calendar.txt',
    ['service_id', 'start_date', 'end_date', ...WEEKDAYS],
    ['service_id', 'start_date', 'end_date', ...WEEKDAYS],
    (values, row) => {
      const [id, start, end] = values;
      const first = parseGtfsDate(start!);
      const last = parseGtfsDate(end!);
      if (Number.isNaN(first) || Number.isNaN(last) || first > last) {
        report.dropped('calendar rows whose dates make no period', `row ${row}: ${start}..${end}`);
        return;
      }
      const own = service(id!);
      own.first = first;
      own.last = last;
      own.weekdays = 0;
      for (let weekday = 0; weekday < 7; weekday++) if (values[3 + weekday] === '1') own.weekdays |= 1 << weekday;
    },
  );
  await rows(
    'calendar_dates.txt',
    ['service_id', 'date', 'exception_type'],
    ['service_id', 'date', 'exception_type'],
    ([id, date, type], row) => {
      const day = parseGtfsDate(date!);
      if (Number.isNaN(day)) report.dropped('calendar exceptions without a real date', `row ${row}: ${date}`);
      else if (type === '1') service(id!).added.add(day);
      else if (type === '2') service(id!).removed.add(day);
      else report.dropped('calendar exceptions of an unknown type', `row ${row}: ${type}`);
    },
  );
  return services;
}

async function readStops(
  rows: Rows,
  report: ReportBuilder,
): Promise<{ stops: StopDraft[]; stopOf: Map<string, number> }> {
  const stopOf = new Map<string, number>();
  const raw: Array<{
    id: string;
    name: string;
    lonDeg: number;
    latDeg: number;
    parent: string;
    wheelchair: number;
    line: number;
  }> = [];
  const columns = [
    'stop_id',
    'stop_name',
    'stop_lon',
    'stop_lat',
    'location_type',
    'parent_station',
    'wheelchair_boarding',
  ];
  await rows('stops.txt', columns, ['stop_id', 'stop_lat', 'stop_lon'], (values, row) => {
    const [id, name, lon, lat, type, parent, wheelchair] = values as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (type !== '' && type !== '0' && type !== '1') {
      report.dropped('entrances, nodes and boarding areas of stations', undefined);
      return;
    }
    const lonDeg = lon === '' ? Number.NaN : Number(lon);
    const latDeg = lat === '' ? Number.NaN : Number(lat);
    if (!(Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90) || (lonDeg === 0 && latDeg === 0))
      report.dropped('stops without a position', `row ${row}: ${id}`);
    else if (stopOf.has(id)) report.dropped('stops whose id stands twice', `row ${row}: ${id}`);
    else {
      stopOf.set(id, raw.length);
      raw.push({ id, name, lonDeg, latDeg, parent, wheelchair: Number(wheelchair), line: row });
    }
  });
  const accessible = (value: number): 0 | 1 | 2 => (value === 1 ? 1 : value === 2 ? 2 : 0);
  const stops = raw.map(({ id, name, lonDeg, latDeg, parent: parentId, wheelchair, line }): StopDraft => {
    const parent = parentId === '' ? -1 : (stopOf.get(parentId) ?? -2);
    if (parent === -2) report.repaired('stops whose station is unknown stand alone', `row ${line}: ${parentId}`);
    // A stop that says nothing is as accessible as its station.
    const own = accessible(wheelchair);
    const inherited = own === 0 && parent >= 0 ? accessible(raw[parent]!.wheelchair) : own;
    return { id, name: name === '' ? id : name, lonDeg, latDeg, parent: Math.max(-1, parent), wheelchair: inherited };
  });
  return { stops, stopOf };
}

async function readLines(
  rows: Rows,
  report: ReportBuilder,
): Promise<{ lines: LineDraft[]; lineOf: Map<string, number> }> {
  const lines: LineDraft[] = [];
  const lineOf = new Map<string, number>();
  const columns = ['route_id', 'route_short_name', 'route_long_name', 'route_type'];
  await rows('routes.txt', columns, ['route_id', 'route_type'], ([id, short, long, type], row) => {
    const mode = transitMode(type === '' ? Number.NaN : Number(type));
    if (mode === undefined) report.dropped('routes of a kind that is not simulated', `row ${row}: ${id}, type ${type}`);
    else if (lineOf.has(id!)) report.dropped('routes whose id stands twice', `row ${row}: ${id}`);
    else {
      lineOf.set(id!, lines.length);
      lines.push({ id: id!, name: short !== '' ? short! : long !== '' ? long! : id!, mode });
    }
  });
  return { lines, lineOf };
}

async function readCalls(
  rows: Rows,
  tripOf: ReadonlyMap<string, number>,
  stopOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<CallTable> {
  const table: CallTable = {
    trip: new GrowingI32(),
    stop: new GrowingI32(),
    sequence: new GrowingI32(),
    arrivalS: new GrowingI32(),
    departureS: new GrowingI32(),
    use: new GrowingI32(),
    along: new GrowingI32(),
  };
  const columns = [
    'trip_id',
    'stop_id',
    'stop_sequence',
    'arrival_time',
    'departure_time',
    'pickup_type',
    'drop_off_type',
    'shape_dist_traveled',
  ];
  let lastId = '';
  let lastTrip: number | undefined;
  await rows('stop_times.txt', columns, columns.slice(0, 5), (values, row) => {
    const [tripId, stopId, sequence, arrival, departure, pickup, dropOff, along] = values as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    // Rows of a trip stand together in nearly every feed.
    if (tripId !== lastId) {
      lastId = tripId;
      lastTrip = tripOf.get(tripId);
    }
    if (lastTrip === undefined) return;
    const stop = stopOf.get(stopId);
    if (stop === undefined) {
      report.dropped('calls at stops that the feed does not have', `row ${row}: ${stopId}`);
      return;
    }
    const order = sequence === '' ? Number.NaN : Number(sequence);
    if (!(order >= 0 && order < 2 ** 31)) {
      report.dropped('calls without a place in their trip', `row ${row}: ${sequence}`);
      return;
    }
    let arrivalS = parseClock(arrival);
    let departureS = parseClock(departure);
    if (!(arrivalS < 1e6) || !(departureS < 1e6)) {
      report.repaired('times that cannot be read, taken as not given', `row ${row}: ${arrival}, ${departure}`);
      if (!(arrivalS < 1e6)) arrivalS = -1;
      if (!(departureS < 1e6)) departureS = -1;
    }
    if (pickup === '2' || pickup === '3' || dropOff === '2' || dropOff === '3')
      report.repaired('calls by phone or on request, taken as ordinary ones', undefined);
    table.trip.push(lastTrip);
    table.stop.push(stop);
    table.sequence.push(order);
    table.arrivalS.push(arrivalS);
    table.departureS.push(departureS);
    table.use.push((pickup === '1' ? 0 : 1) | (dropOff === '1' ? 0 : 2));
    const alongValue = along === '' ? -1 : Number(along) * 100;
    table.along.push(alongValue >= 0 && alongValue < 2 ** 31 ? Math.round(alongValue) : -1);
  });
  return table;
}

async function readHeadways(
  rows: Rows,
  tripOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<Headway[]> {
  const headways: Headway[] = [];
  const columns = ['trip_id', 'start_time', 'end_time', 'headway_secs'];
  await rows('frequencies.txt', columns, columns, ([tripId, start, end, headway], row) => {
    const trip = tripOf.get(tripId!);
    if (trip === undefined) return;
    const fromS = parseClock(start!);
    const toS = parseClock(end!);
    const headwayS = Number(headway);
    if (!(fromS >= 0 && toS > fromS && headwayS >= 10 && headway !== ''))
      report.dropped(
        'frequencies that make no departures (headway under 10 s, or an end before the start)',
        `row ${row}`,
      );
    else headways.push({ trip, fromS, toS, headwayS });
  });
  return headways;
}

async function readTransfers(
  rows: Rows,
  stops: readonly StopDraft[],
  stopOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<Feed['transfers']> {
  const transfers: Array<{ from: number; to: number; timeS: number }> = [];
  const children = new Map<number, number[]>();
  stops.forEach((stop, s) => {
    if (stop.parent === undefined || stop.parent < 0) return;
    const list = children.get(stop.parent);
    if (list === undefined) children.set(stop.parent, [s]);
    else list.push(s);
  });
  /** A station means each of its platforms. */
  const platforms = (stop: number): readonly number[] => children.get(stop) ?? [stop];
  const columns = [
    'from_stop_id',
    'to_stop_id',
    'transfer_type',
    'min_transfer_time',
    'from_trip_id',
    'to_trip_id',
    'from_route_id',
    'to_route_id',
  ];
  await rows('transfers.txt', columns, ['from_stop_id', 'to_stop_id'], (values, row) => {
    const [fromId, toId, type, time, ...particular] = values as [string, string, string, string, ...string[]];
    if (particular.some((id) => id !== '')) {
      report.dropped('transfers between single trips or routes', undefined);
      return;
    }
    if (type === '3' || type === '4' || type === '5') {
      report.dropped('transfers that are forbidden or happen in the vehicle', `row ${row}`);
      return;
    }
    const from = stopOf.get(fromId);
    const to = stopOf.get(toId);
    if (from === undefined || to === undefined) {
      report.dropped('transfers at unknown stops', `row ${row}: ${fromId}, ${toId}`);
      return;
    }
    const timeS = time === '' ? 0 : Number(time);
    if (!(timeS >= 0 && timeS < 86_400)) {
      report.dropped('transfers whose time makes no sense', `row ${row}: ${time}`);
      return;
    }
    for (const a of platforms(from)) for (const b of platforms(to)) transfers.push({ from: a, to: b, timeS });
  });
  return transfers;
}

/** What the report says about the dates. */
export function datesInWords({ dates, tripsOnDate, range }: ServiceDates): string {
  const names = ['weekday', 'Saturday', 'Sunday'];
  const parts = dates.map((day, type) =>
    Number.isNaN(day) ? `no ${names[type]}` : `${names[type]} ${isoOfDay(day)} (${tripsOnDate[type]} trips)`,
  );
  return `${parts.join(', ')}; calendar ${isoOfDay(range[0])} to ${isoOfDay(range[1])}`;
}
