/** Lower bounds of the time between stops, by which a transit search leaves out what cannot reach its destination in time any more.
 *  In: timetable arrays, walks. Out: least times from every stop to every cell of near stops, as if each vehicle were there at once. Pure.
 *  Method: distances between cells of a partition (Maue, Sanders, Matijevic 2009, "Goal-directed shortest-path queries using precomputed
 *  cluster distances"), here from stop to cell. */
import { sharedI32, sharedU16 } from '../core/shared.ts';
import type { Timetable } from '../network/timetable.ts';
import { type ArcView, Dijkstra, reverseView } from './dijkstra.ts';
import type { ReachRange, StopReach } from './stop-access.ts';

/** Cells, and entries of the table, at most. */
const MOST_CELLS = 256;
const MOST_ENTRIES = 1 << 21;
const NO_CELL = -1;
/** In the table: the longest time that is told, and what cannot be reached at all. */
const LONGEST_S = 65_534;
const NOT_REACHED = 65_535;

/** Least time of a stop from which the destination cannot be reached [s]: longer than any search lasts. */
export const NEVER_S = 1 << 20;
/** A least time takes 21 bits, the number of its search the rest. */
const TIME_BITS = 21;
const TIME_MASK = (1 << TIME_BITS) - 1;
const LAST_ASK = (1 << (31 - TIME_BITS)) - 1;

export interface TransitBounds {
  /** [stop] cell, -1 where nothing calls. */
  readonly cell: Int32Array;
  /** [cell × stops + stop] least time [s] from the stop to the nearest stop of the cell. */
  readonly toCellS: Uint16Array;
}

interface Walks {
  readonly footFirst: Uint32Array;
  readonly footTo: Uint32Array;
  readonly footS: Uint32Array;
}

export function transitBounds(timetable: Timetable, walks: Walks, mostCells = MOST_CELLS): TransitBounds {
  const { stopCount } = timetable;
  const cells = cellsOf(timetable, mostCells);
  const cell = sharedI32(stopCount).fill(NO_CELL);
  cells.forEach((stops, c) => {
    for (const stop of stops) cell[stop] = c;
  });
  const toCellS = sharedU16(cells.length * stopCount).fill(NOT_REACHED);
  const back = new Dijkstra(leastTimes(timetable, walks, cells));
  for (let c = 0; c < cells.length; c++) {
    back.run(stopCount + c);
    for (let i = 1; i < back.settledCount; i++) {
      const stop = back.settled[i]!;
      toCellS[c * stopCount + stop] = Math.min(LONGEST_S, back.timeMs(stop));
    }
  }
  return { cell, toCellS };
}

/** Stops that are called at, in cells of about equal number, each parted across its longer side. */
function cellsOf({ stopCount, patternStop, stopLonDeg, stopLatDeg }: Timetable, mostCells: number): number[][] {
  const served = [...new Set(patternStop)].sort((a, b) => a - b);
  const cells: number[][] = [];
  const part = (stops: number[], count: number): void => {
    if (count === 1) {
      cells.push(stops);
      return;
    }
    const lonScale = Math.cos((stopLatDeg[stops[0]!]! * Math.PI) / 180);
    const along = extent(stops, stopLonDeg) * lonScale > extent(stops, stopLatDeg) ? stopLonDeg : stopLatDeg;
    stops.sort((a, b) => along[a]! - along[b]! || a - b);
    const before = count >> 1;
    const cut = Math.round((stops.length * before) / count);
    part(stops.slice(0, cut), before);
    part(stops.slice(cut), count - before);
  };
  const count = Math.min(served.length, mostCells, Math.max(1, Math.floor(MOST_ENTRIES / Math.max(1, stopCount))));
  if (count > 0) part(served, count);
  return cells;
}

function extent(stops: readonly number[], degrees: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const stop of stops) {
    least = Math.min(least, degrees[stop]!);
    most = Math.max(most, degrees[stop]!);
  }
  return most - least;
}

/** Least times from stops to one destination. The bounds are shared; this is scratch of one query. */
export class DestinationBounds {
  private readonly bounds: TransitBounds;
  private readonly stopCount: number;
  /** Cells of the destination: first entry of each in the table, and least time from it on. */
  private readonly first: number[] = [];
  private readonly onS: number[] = [];
  /** [stop] times known already, each with the number of the search above it. */
  private readonly known: Int32Array;
  private ask = 0;

  constructor(bounds: TransitBounds, stopCount: number) {
    this.bounds = bounds;
    this.stopCount = stopCount;
    this.known = new Int32Array(stopCount);
  }

  /** @param egress the stops of the destination and the times from them on */
  aim(egress: readonly StopReach[] | ReachRange): void {
    if (++this.ask > LAST_ASK) {
      this.ask = 1;
      this.known.fill(0);
    }
    this.first.length = 0;
    this.onS.length = 0;
    if ('first' in egress) for (let e = egress.first; e < egress.last; e++) this.add(egress.stop[e]!, egress.timeS[e]!);
    else for (const { stop, timeS } of egress) this.add(stop, timeS);
  }

  private add(stop: number, timeS: number): void {
    const cell = this.bounds.cell[stop]!;
    if (cell === NO_CELL) return;
    const at = this.first.indexOf(cell * this.stopCount);
    if (at < 0) {
      this.first.push(cell * this.stopCount);
      this.onS.push(timeS);
    } else this.onS[at] = Math.min(this.onS[at]!, timeS);
  }

  /** Never more than any journey from the stop to the destination takes [s]; NEVER_S where there is none. */
  fromStopS(stop: number): number {
    const known = this.known[stop]!;
    if (known >> TIME_BITS === this.ask) return known & TIME_MASK;
    const { first, onS } = this;
    const { toCellS } = this.bounds;
    let leastS = NEVER_S;
    for (let c = 0; c < first.length; c++) {
      const timeS = toCellS[first[c]! + stop]!;
      if (timeS !== NOT_REACHED && timeS + onS[c]! < leastS) leastS = timeS + onS[c]!;
    }
    this.known[stop] = (this.ask << TIME_BITS) | leastS;
    return leastS;
  }
}

/** Stops joined by the quickest ride from each to the next and by the walks [s]; beyond them a node a cell, from which its stops are reached at
 *  once. Turned around: arcs lead from stop to the stop before. */
function leastTimes(timetable: Timetable, { footFirst, footTo, footS }: Walks, cells: readonly number[][]): ArcView {
  const { stopCount, patternFirstStop, patternStop, patternFirstTrip, tripFirstTime, arrivalS, departureS } = timetable;
  const nodeCount = stopCount + cells.length;
  const rows = Array.from({ length: nodeCount }, () => new Map<number, number>());
  const join = (from: number, to: number, timeS: number): void => {
    const known = rows[from]!.get(to);
    if (known === undefined || timeS < known) rows[from]!.set(to, timeS);
  };
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const first = patternFirstStop[pattern]!;
    for (let i = 0; i < patternFirstStop[pattern + 1]! - first - 1; i++) {
      let leastS = LONGEST_S;
      for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
        const at = tripFirstTime[trip]! + i;
        leastS = Math.min(leastS, arrivalS[at + 1]! - departureS[at]!);
      }
      join(patternStop[first + i]!, patternStop[first + i + 1]!, Math.max(0, leastS));
    }
  }
  for (let stop = 0; stop < stopCount; stop++)
    for (let e = footFirst[stop]!; e < footFirst[stop + 1]!; e++) join(stop, footTo[e]!, footS[e]!);
  cells.forEach((stops, c) => {
    for (const stop of stops) join(stop, stopCount + c, 0);
  });
  const arcCount = rows.reduce((sum, row) => sum + row.size, 0);
  const firstOut = new Uint32Array(nodeCount + 1);
  const head = new Uint32Array(arcCount);
  const weightMs = new Uint32Array(arcCount);
  let at = 0;
  rows.forEach((row, node) => {
    for (const [to, timeS] of row) {
      head[at] = to;
      weightMs[at++] = timeS;
    }
    firstOut[node + 1] = at;
  });
  return reverseView({ nodeCount, firstOut, head, weightMs });
}
