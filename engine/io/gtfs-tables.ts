/** Tables of a GTFS feed that are small: calendar, stops, routes, transfers. In: rows. Out: arrays and numbers of ids. Pure but for the rows'
 *  source. Source: GTFS reference, https://gtfs.org/documentation/schedule/reference/ */
import { distanceM } from '../core/units.ts';
import type { LineDraft, StopDraft } from '../network/build-timetable.ts';
import { NO_TRANSFER_S } from '../network/timetable.ts';
import type { OnRow } from './csv-rows.ts';
import { parseGtfsDate, type Service } from './gtfs-calendar.ts';
import { transitMode } from './gtfs-modes.ts';
import type { InSeatRow } from './gtfs-in-seat.ts';
import type { ReportBuilder } from './report-builder.ts';

/** Reads a table of the feed row by row; nothing happens when it is not there. */
export type Rows = (name: string, columns: readonly string[], needed: readonly string[], onRow: OnRow) => Promise<void>;

/** Least time between two stops [s]. */
export interface TransferRow {
  readonly from: number;
  readonly to: number;
  readonly timeS: number;
  /** The same without steps, null where there is no such way; as timeS when absent. */
  readonly stepFreeS?: number | null;
}

/** Walking where a transfer names no time: speed, and way over straight line (assumptions). */
const WALK_MPS = 1.25;
const DETOUR = 1.3;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export async function readCalendar(rows: Rows, report: ReportBuilder): Promise<Map<string, Service>> {
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

/** A wheelchair code of the feed; what it does not define is unknown. */
export const accessible = (value: number): 0 | 1 | 2 => (value === 1 ? 1 : value === 2 ? 2 : 0);

export async function readStops(
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

export async function readLines(
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

export async function readTransfers(
  rows: Rows,
  stops: readonly StopDraft[],
  stopOf: ReadonlyMap<string, number>,
  tripOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<{ transfers: TransferRow[]; inSeat: InSeatRow[] }> {
  const transfers: TransferRow[] = [];
  const inSeat: InSeatRow[] = [];
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
    if (type === '4' || type === '5') {
      const [fromTrip, toTrip] = particular.map((id) => tripOf.get(id));
      // Trips of other dates are not known here.
      if (fromTrip === undefined || toTrip === undefined)
        report.dropped('in-seat transfers of trips that are unknown or do not run on the chosen dates', `row ${row}`);
      else inSeat.push({ from: fromTrip, to: toTrip, allowed: type === '4' });
      return;
    }
    if (particular.some((id) => id !== '')) {
      report.dropped('transfers between single trips or routes', undefined);
      return;
    }
    const from = stopOf.get(fromId);
    const to = stopOf.get(toId);
    if (from === undefined || to === undefined) {
      report.dropped('transfers at unknown stops', `row ${row}: ${fromId}, ${toId}`);
      return;
    }
    const timeS = time === '' ? undefined : Number(time);
    if (timeS !== undefined && !(timeS >= 0 && timeS < 86_400)) {
      report.dropped('transfers whose time makes no sense', `row ${row}: ${time}`);
      return;
    }
    for (const a of platforms(from))
      for (const b of platforms(to)) {
        if (type === '3') transfers.push({ from: a, to: b, timeS: NO_TRANSFER_S });
        else if (timeS !== undefined) transfers.push({ from: a, to: b, timeS });
        // A vehicle that waits needs no time at the stop; a transfer that is merely recommended is like any other.
        else if (a === b) type === '1' && transfers.push({ from: a, to: b, timeS: 0 });
        else transfers.push({ from: a, to: b, timeS: walkS(stops[a]!, stops[b]!) });
      }
    if (timeS === undefined && type !== '3')
      report.repaired('transfers without a time, walked in a line', `row ${row}`);
  });
  return { transfers, inSeat };
}

const walkS = (a: StopDraft, b: StopDraft): number =>
  Math.ceil((DETOUR * distanceM(a.lonDeg, a.latDeg, b.lonDeg, b.latDeg)) / WALK_MPS);
