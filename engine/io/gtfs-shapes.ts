/** The ways that vehicles take on the map (shapes.txt), cut between the stops of a trip. In: rows, shapes that are wanted. Out: points.
 *  Source: GTFS reference, shapes.txt. Stops are found along the line in order, each near where the one before was left. */
import { simplify } from '@turf/turf';
import type { Point } from '../network/build-timetable.ts';
import { GrowingI32 } from '../network/growing.ts';
import { PackedColumn } from '../network/packed-column.ts';
import type { Rows } from './gtfs-tables.ts';
import { TripRows } from './gtfs-trip-rows.ts';
import type { ReportBuilder } from './report-builder.ts';

/** Points are kept to a millionth of a degree, 0.1 m. */
const MICRO = 1e6;
/** What a line may lose of its bends [degrees], 5 m. */
const FINE_DEG = 0.00005;
/** A line that passes a stop farther off is not that of the trip [m]. */
const FARTHEST_M = 150;
/** How far back along the line the next stop may lie: positions of stops are not exact [m]. */
const SLACK_M = 100;
/** Share of the stops that a line must pass; to and from the others it is drawn straight. */
const PASSED_SHARE = 0.8;
/** Points of the line this near to where it passes a stop are left to the stop [m]. */
const AT_STOP_M = 1;
const M_PER_DEG = 111_195;

/** Lines by number, read when asked for. */
export interface Shapes {
  line(shape: number): Point[];
  /** Lets the memory go. */
  clear(): void;
}

/** @param shapeOf number of each shape that is wanted */
export async function readShapes(
  rows: Rows,
  shapeOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<Shapes> {
  const table = { runTrip: new GrowingI32(), runFirst: new GrowingI32(), sequence: new PackedColumn() };
  const lonMicro = new PackedColumn();
  const latMicro = new PackedColumn();
  let last = -1;
  const columns = ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence'];
  await rows('shapes.txt', columns, columns, ([id, lat, lon, sequence], row) => {
    const shape = shapeOf.get(id!);
    if (shape === undefined) return;
    const [lonDeg, latDeg, place] = [Number(lon), Number(lat), Number(sequence)];
    if (!(Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90 && place >= 0 && place < 2 ** 31) || lon === '') {
      report.dropped('points of shapes without a position or a place in the line', `row ${row}`);
      return;
    }
    if (shape !== last) {
      table.runTrip.push(shape);
      table.runFirst.push(table.sequence.length);
      last = shape;
    }
    table.sequence.push(place);
    lonMicro.push(Math.round(lonDeg * MICRO));
    latMicro.push(Math.round(latDeg * MICRO));
  });
  const order = new TripRows(
    table,
    [...shapeOf.values()].reduce((count, shape) => Math.max(count, shape + 1), 0),
  );
  const own: number[] = [];
  return {
    line(shape) {
      order.read(shape, own);
      const points = own.map((row): Point => [lonMicro.at(row) / MICRO, latMicro.at(row) / MICRO]);
      if (points.length < 3) return points;
      const fine = simplify(
        { type: 'LineString', coordinates: points.map(([lon, lat]) => [lon, lat]) },
        { tolerance: FINE_DEG, highQuality: true, mutate: true },
      );
      return fine.coordinates.map(([lon, lat]) => [lon!, lat!]);
    },
    clear() {
      for (const column of [table.sequence, lonMicro, latMicro, table.runTrip, table.runFirst]) column.clear();
    },
  };
}

/** [stop but the last] points of a line between a stop and the next; undefined when the line does not pass the stops in their order. */
export function betweenStops(line: readonly Point[], stops: readonly Point[]): Point[][] | undefined {
  if (line.length < 2) return undefined;
  const lonScale = M_PER_DEG * Math.cos((line[0]![1] * Math.PI) / 180);
  const plane = ([lon, lat]: Point): Point => [lon * lonScale, lat * M_PER_DEG];
  const path = line.map(plane);
  const alongM = [0];
  for (let i = 1; i < path.length; i++) alongM.push(alongM[i - 1]! + apartM(path[i - 1]!, path[i]!));
  const places = inOrder(stops.map((stop) => passings(path, alongM, plane(stop))));
  return places?.slice(1).map((untilM, s) => {
    const fromM = places[s];
    if (fromM === undefined || untilM === undefined) return [];
    return line.slice(firstBeyond(alongM, fromM + AT_STOP_M), firstBeyond(alongM, untilM - AT_STOP_M));
  });
}

/** The first of rising numbers above a bound. */
function firstBeyond(rising: readonly number[], bound: number): number {
  let low = 0;
  for (let high = rising.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (rising[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

const apartM = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Where a path passes a point, and how far off. */
interface Passing {
  readonly alongM: number;
  readonly offM: number;
}

/** The nearest place on each stretch of a path that comes near a point, in the order of the path. */
function passings(path: readonly Point[], alongM: readonly number[], point: Point): Passing[] {
  const near: Passing[] = [];
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const lengthM = alongM[i]! - alongM[i - 1]!;
    const reachM = FARTHEST_M + lengthM;
    if (Math.abs(point[0] - a[0]) > reachM || Math.abs(point[1] - a[1]) > reachM) continue;
    const along =
      lengthM > 0 ? ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / lengthM ** 2 : 0;
    const share = Math.min(1, Math.max(0, along));
    const offM = apartM(point, [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
    if (offM <= FARTHEST_M) near.push({ alongM: alongM[i - 1]! + share * lengthM, offM });
  }
  return near;
}

/** The last stop that a row of passings has come to. */
interface Row {
  readonly stop: number;
  readonly alongM: number;
  readonly sum: number;
  readonly before: Row | null;
}

/** One passing a stop, none well before the one before, with the least sum of squares off the line; stops may be left out at the price of the
 *  farthest. @returns [stop] metres along the line, undefined where left out; undefined when too many are */
function inOrder(near: ReadonlyArray<readonly Passing[]>): Array<number | undefined> | undefined {
  let rows: Row[] = [{ stop: -1, alongM: 0, sum: 0, before: null }];
  near.forEach((passings, stop) => {
    const longer: Row[] = rows.map((row) => ({ ...row, sum: row.sum + FARTHEST_M ** 2 }));
    let next = 0;
    let before = rows[0]!;
    for (const { alongM, offM } of passings) {
      for (; next < rows.length && rows[next]!.alongM <= alongM + SLACK_M; next++)
        if (rows[next]!.sum < before.sum) before = rows[next]!;
      if (before.alongM <= alongM + SLACK_M) longer.push({ stop, alongM, sum: before.sum + offM ** 2, before });
    }
    // Of two rows the one that came farther must be the better one to be of use.
    let leastSum = Number.POSITIVE_INFINITY;
    rows = longer
      .sort((a, b) => a.alongM - b.alongM || a.sum - b.sum)
      .filter(({ sum }) => {
        if (sum >= leastSum) return false;
        leastSum = sum;
        return true;
      });
  });
  const places = new Array<number | undefined>(near.length).fill(undefined);
  let passed = 0;
  for (let row: Row | null = rows[rows.length - 1]!; row !== null && row.stop >= 0; row = row.before) {
    places[row.stop] = row.alongM;
    passed++;
  }
  return passed >= PASSED_SHARE * near.length ? places : undefined;
}
