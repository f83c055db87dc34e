/** Helpers of the district's tests: nearest street node of a mode and the shortest way between two places. */
import { distanceM } from '../../engine/core/units.ts';
import { freeTimeMs, NO_ACCESS, type RoadGraph, type RoadMode } from '../../engine/network/road-graph.ts';
import { Dijkstra, NO_PATH } from '../../engine/routing/dijkstra.ts';

export function nearestNode(roads: RoadGraph, mode: RoadMode, lonDeg: number, latDeg: number): number {
  const timeMs = freeTimeMs(roads, mode);
  let best = -1;
  let bestM = Infinity;
  for (let node = 0; node < roads.nodeCount; node++) {
    const awayM = distanceM(lonDeg, latDeg, roads.lonDeg[node]!, roads.latDeg[node]!);
    if (awayM >= bestM) continue;
    let open = false;
    for (let arc = roads.firstOut[node]!; arc < roads.firstOut[node + 1]!; arc++)
      if (timeMs[arc] !== NO_ACCESS) open = true;
    if (!open) continue;
    best = node;
    bestM = awayM;
  }
  return best;
}

/** Fastest way of a mode between two places: length, time and the names of its streets; null when there is none. */
export function way(
  roads: RoadGraph,
  mode: RoadMode,
  from: readonly [number, number],
  to: readonly [number, number],
): { lengthM: number; timeS: number; names: Set<string> } | null {
  const weightMs = freeTimeMs(roads, mode);
  const search = new Dijkstra({ nodeCount: roads.nodeCount, firstOut: roads.firstOut, head: roads.head, weightMs });
  const target = nearestNode(roads, mode, ...to);
  search.run(nearestNode(roads, mode, ...from), target);
  if (search.timeMs(target) === NO_PATH) return null;
  const arcs = search.arcsTo(target);
  return {
    lengthM: arcs.reduce((sum, arc) => sum + roads.lengthM[arc]!, 0),
    timeS: search.timeMs(target) / 1000,
    names: new Set(arcs.map((arc) => roads.names[roads.linkName[roads.linkOfArc[arc]!]!]!)),
  };
}
