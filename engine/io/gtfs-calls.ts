/** The large table of a GTFS feed, stop_times.txt, as packed columns, with frequencies.txt beside it: only the trips that are wanted are kept.
 *  In: rows. Out: calls in the order of the file. Source: GTFS reference, https://gtfs.org/documentation/schedule/reference/ */
import { GrowingI32 } from '../network/growing.ts';
import { PackedColumn } from '../network/packed-column.ts';
import type { Rows } from './gtfs-tables.ts';
import { parseClock } from './gtfs-times.ts';
import type { ReportBuilder } from './report-builder.ts';

/** The calls of all chosen trips, in the order of the file. */
export interface CallTable {
  /** [stretch] rows of one trip that stand together: the trip, and the first row. In nearly every feed a trip is one stretch. */
  readonly runTrip: GrowingI32;
  readonly runFirst: GrowingI32;
  /** [call] stop of the feed, place along the trip. */
  readonly stop: PackedColumn;
  readonly sequence: PackedColumn;
  /** [call] seconds, -1 when not given; the departure as seconds after that. */
  readonly arrivalS: PackedColumn;
  readonly dwellS: PackedColumn;
  /** [call] STOP_BOARD | STOP_ALIGHT */
  readonly use: PackedColumn;
  /** [call] distance × 100 in the feed's unit, -1 when not given. */
  readonly along: PackedColumn;
}

/** Lets the memory go. */
export function clearCalls(table: CallTable): void {
  for (const column of Object.values(table) as ReadonlyArray<CallTable[keyof CallTable]>) column.clear();
}

export interface Headway {
  readonly trip: number;
  readonly fromS: number;
  readonly toS: number;
  readonly headwayS: number;
}

export async function readCalls(
  rows: Rows,
  tripOf: ReadonlyMap<string, number>,
  stopOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<CallTable> {
  const table: CallTable = {
    runTrip: new GrowingI32(),
    runFirst: new GrowingI32(),
    stop: new PackedColumn(),
    sequence: new PackedColumn(),
    arrivalS: new PackedColumn(),
    dwellS: new PackedColumn(),
    use: new PackedColumn(),
    along: new PackedColumn(),
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
  let runTrip = -1;
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
    if (lastTrip !== runTrip) {
      table.runTrip.push(lastTrip);
      table.runFirst.push(table.stop.length);
      runTrip = lastTrip;
    }
    table.stop.push(stop);
    table.sequence.push(order);
    table.arrivalS.push(arrivalS);
    table.dwellS.push(departureS - arrivalS);
    table.use.push((pickup === '1' ? 0 : 1) | (dropOff === '1' ? 0 : 2));
    const alongValue = along === '' ? -1 : Number(along) * 100;
    table.along.push(alongValue >= 0 && alongValue < 2 ** 31 ? Math.round(alongValue) : -1);
  });
  return table;
}

export async function readHeadways(
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
