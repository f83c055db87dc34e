/** Lower bounds of the time between stops, by which a transit search leaves out what cannot reach its destination in time any more.
 *  In: timetable arrays, walks. Out: times from and to a few landmark stops when every vehicle is there at once. Pure.
 *  Method: landmarks and the triangle inequality (Goldberg, Harrelson 2005, "Computing the shortest path: A* search meets graph theory"). */
import { sharedI32 } from '../core/shared.ts';
import type { Timetable } from '../network/timetable.ts';
import { type ArcView, Dijkstra, reverseView } from './dijkstra.ts';
import type { ReachRange, StopReach } from './stop-access.ts';

export const LANDMARKS = 4;
/** Stands for "cannot be reached"; sums with times stay far within 32 bits. */
const NEVER_S = 500_000_000;

/** A least time takes 19 bits (longer ones count as six days), the number of its search the rest. */
const TIME_BITS = 19;
const MOST_S = (1 << TIME_BITS) - 1;
const LAST_ASK = (1 << (31 - TIME_BITS)) - 1;

export interface TransitBounds {
  /** [stop × landmark] least time [s] from the stop to the landmark, and from the landmark to the stop. */
  readonly toLandmarkS: Int32Array;
  readonly fromLandmarkS: Int32Array;
}

interface Walks {
  readonly footFirst: Uint32Array;
  readonly footTo: Uint32Array;
  readonly footS: Uint32Array;
}

export function transitBounds(timetable: Timetable, walks: Walks): TransitBounds {
  const forward = leastTimes(timetable, walks);
  const ahead = new Dijkstra(forward);
  const back = new Dijkstra(reverseView(forward));
  const { stopCount } = timetable;
  const toLandmarkS = sharedI32(stopCount * LANDMARKS).fill(NEVER_S);
  const fromLandmarkS = sharedI32(stopCount * LANDMARKS).fill(NEVER_S);
  const served = new Uint8Array(stopCount);
  for (const stop of timetable.patternStop) served[stop] = 1;
  // Each next landmark lies farthest from those there are.
  const nearestS = new Float64Array(stopCount).fill(Number.POSITIVE_INFINITY);
  let landmark = served.indexOf(1);
  for (let l = 0; l < LANDMARKS && landmark >= 0; l++) {
    ahead.run(landmark);
    back.run(landmark);
    let farthestS = 0;
    let next = -1;
    for (let i = 0; i < ahead.settledCount; i++)
      fromLandmarkS[ahead.settled[i]! * LANDMARKS + l] = ahead.timeMs(ahead.settled[i]!);
    for (let i = 0; i < back.settledCount; i++)
      toLandmarkS[back.settled[i]! * LANDMARKS + l] = back.timeMs(back.settled[i]!);
    for (let stop = 0; stop < stopCount; stop++) {
      if (served[stop] === 0) continue;
      const s = Math.min(fromLandmarkS[stop * LANDMARKS + l]!, toLandmarkS[stop * LANDMARKS + l]!);
      nearestS[stop] = Math.min(nearestS[stop]!, s);
      if (nearestS[stop]! < NEVER_S && nearestS[stop]! > farthestS) {
        farthestS = nearestS[stop]!;
        next = stop;
      }
    }
    landmark = next;
  }
  return { toLandmarkS, fromLandmarkS };
}

/** Least times from stops to one destination. The bounds are shared; this is scratch of one query. */
export class DestinationBounds {
  private readonly bounds: TransitBounds;
  private readonly aheadS = new Int32Array(LANDMARKS);
  private readonly behindS = new Int32Array(LANDMARKS);
  /** [stop] times known already, each with the number of the search above it. */
  private readonly known: Int32Array;
  private ask = 0;

  constructor(bounds: TransitBounds, stopCount: number) {
    this.bounds = bounds;
    this.known = new Int32Array(stopCount);
  }

  /** @param egress the stops of the destination and the times from them on */
  aim(egress: readonly StopReach[] | ReachRange): void {
    const { aheadS, behindS } = this;
    if (++this.ask > LAST_ASK) {
      this.ask = 1;
      this.known.fill(0);
    }
    aheadS.fill(NEVER_S);
    behindS.fill(NEVER_S);
    if ('first' in egress) for (let e = egress.first; e < egress.last; e++) this.add(egress.stop[e]!, egress.timeS[e]!);
    else for (const { stop, timeS } of egress) this.add(stop, timeS);
  }

  private add(stop: number, timeS: number): void {
    const { aheadS, behindS } = this;
    const { toLandmarkS, fromLandmarkS } = this.bounds;
    for (let l = 0, at = stop * LANDMARKS; l < LANDMARKS; l++, at++) {
      aheadS[l] = Math.min(aheadS[l]!, timeS - toLandmarkS[at]!);
      behindS[l] = Math.min(behindS[l]!, timeS + fromLandmarkS[at]!);
    }
  }

  /** Never more than any journey from the stop to the destination takes [s]. */
  fromStopS(stop: number): number {
    const known = this.known[stop]!;
    if (known >> TIME_BITS === this.ask) return known & MOST_S;
    const { aheadS, behindS } = this;
    const { toLandmarkS, fromLandmarkS } = this.bounds;
    let leastS = 0;
    for (let l = 0, at = stop * LANDMARKS; l < LANDMARKS; l++, at++) {
      const a = toLandmarkS[at]! + aheadS[l]!;
      const b = behindS[l]! - fromLandmarkS[at]!;
      if (a > leastS) leastS = a;
      if (b > leastS) leastS = b;
    }
    if (leastS > MOST_S) leastS = MOST_S;
    this.known[stop] = (this.ask << TIME_BITS) | leastS;
    return leastS;
  }
}

/** Stops joined by the quickest ride from each to the next and by the walks. */
function leastTimes(timetable: Timetable, { footFirst, footTo, footS }: Walks): ArcView {
  const { stopCount, patternFirstStop, patternStop, patternFirstTrip, tripFirstTime, arrivalS, departureS } = timetable;
  const rows = Array.from({ length: stopCount }, () => new Map<number, number>());
  const join = (from: number, to: number, timeS: number): void => {
    const known = rows[from]!.get(to);
    if (known === undefined || timeS < known) rows[from]!.set(to, timeS);
  };
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const first = patternFirstStop[pattern]!;
    for (let i = 0; i < patternFirstStop[pattern + 1]! - first - 1; i++) {
      let leastS = NEVER_S;
      for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
        const at = tripFirstTime[trip]! + i;
        leastS = Math.min(leastS, arrivalS[at + 1]! - departureS[at]!);
      }
      join(patternStop[first + i]!, patternStop[first + i + 1]!, Math.max(0, leastS));
    }
  }
  for (let stop = 0; stop < stopCount; stop++)
    for (let e = footFirst[stop]!; e < footFirst[stop + 1]!; e++) join(stop, footTo[e]!, footS[e]!);
  const arcCount = rows.reduce((sum, row) => sum + row.size, 0);
  const firstOut = new Uint32Array(stopCount + 1);
  const head = new Uint32Array(arcCount);
  const weightMs = new Uint32Array(arcCount);
  let at = 0;
  rows.forEach((row, stop) => {
    for (const [to, timeS] of row) {
      head[at] = to;
      weightMs[at++] = timeS;
    }
    firstOut[stop + 1] = at;
  });
  return { nodeCount: stopCount, firstOut, head, weightMs };
}
