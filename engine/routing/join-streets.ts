/** A place and the streets it lies at: what single questions start from and end at. In: street index, times. Out: ends of the nearest street,
 *  stops within reach of them. Pure. */
import type { RoadMode } from '../network/road-graph.ts';
import { type LinkHit, NO_NODE, type StreetIndex } from '../network/street-index.ts';
import { type ReachTable, reachesOf, type StopReach } from './stop-access.ts';
import type { StreetEnd, StreetEnds } from './street-ends.ts';

/** A place with no street of a mode near. */
export class OffNetworkError extends RangeError {
  override readonly name = 'OffNetworkError';
  readonly end: 'from' | 'to';
  constructor(end: 'from' | 'to', mode: RoadMode) {
    super(`no street for ${mode} within ${SNAP_M} m of the ${end === 'from' ? 'start' : 'destination'}`);
    this.end = end;
  }
}

/** A place on the streets: the point of a street nearest to it, how far off that is, and the nodes one goes on to or comes from. */
export interface JoinedPlace {
  readonly hit: LinkHit | null;
  readonly offM: number;
  readonly ends: readonly StreetEnd[];
}

const SNAP_M = 1000;

/** @throws OffNetworkError when no street of the mode is near */
export function joinStreets(
  index: StreetIndex,
  streets: StreetEnds,
  lonLat: readonly [number, number],
  mode: RoadMode,
  weightMs: Uint32Array,
  end: 'from' | 'to',
): JoinedPlace {
  const hit = index.nearestLink(...lonLat, mode, SNAP_M, (link) => streets.hasDoors(link));
  const ends = hit === null ? [] : streets.ends(hit, weightMs, end);
  if (hit !== null && ends.length > 0) return { hit, offM: hit.distanceM, ends };
  // Only motorways are near, or the nearest street is closed by the times asked for, such as steps to a wheelchair.
  const node = index.nearestNode(...lonLat, mode, SNAP_M);
  if (node === NO_NODE) throw new OffNetworkError(end, mode);
  return {
    hit: null,
    offM: index.distanceToNodeM(...lonLat, node),
    ends: [{ node, timeMs: 0, lengthM: 0, shape: [] }],
  };
}

/** Stops within reach over either end, by the quicker one. @param extraS @param extraM lost between the place and its street */
export function stopsFrom(
  table: ReachTable,
  ends: readonly StreetEnd[],
  mostS: number,
  extraS: number,
  extraM: number,
): StopReach[] {
  const best = new Map<number, StopReach>();
  for (const { node, timeMs, lengthM } of ends) {
    const { first, last, stop, timeS, distanceM } = reachesOf(table, node);
    for (let e = first; e < last; e++) {
      if (timeS[e]! + timeMs / 1000 > mostS) continue;
      const reachS = timeS[e]! + Math.round(extraS + timeMs / 1000);
      const known = best.get(stop[e]!);
      if (known === undefined || reachS < known.timeS)
        best.set(stop[e]!, { stop: stop[e]!, timeS: reachS, distanceM: distanceM[e]! + extraM + lengthM });
    }
  }
  return [...best.values()];
}
