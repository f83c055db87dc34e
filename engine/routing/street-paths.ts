/** Paths that are asked for one at a time, by bidirectional A* (NBA*) of ngraph.path on a graph made when first needed. Same streets, turns and
 *  times as the hierarchy, without its preparation. Method: Pijls, Post (2009), EI 2009-21. */
import createGraph, { type Graph } from 'ngraph.graph';
import ngraphPath from 'ngraph.path';
import { EARTH_RADIUS_M } from '../core/units.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { buildSearchGraph, NO_ROAD_ARC, type SearchMode, searchWeights } from '../network/search-graph.ts';
import { NO_PATH } from './dijkstra.ts';
import type { RoadPath } from './road-query.ts';

interface Place {
  readonly xM: number;
  readonly yM: number;
}
interface Street {
  readonly timeMs: number;
  readonly roadArc: number;
}
type Finder = (from: number, to: number) => RoadPath | null;

export class StreetPaths {
  private readonly roads: RoadGraph;
  private readonly finders = new Map<string, Finder>();

  constructor(roads: RoadGraph) {
    this.roads = roads;
  }

  /** Shortest path between road nodes, null when there is none. @param weightMs [arc] the graph of a mode is kept for one vector */
  path(mode: SearchMode, weightMs: Uint32Array, from: number, to: number): RoadPath | null {
    if (from === to) return { timeMs: 0, arcs: new Uint32Array(0) };
    let finder = this.finders.get(mode);
    if (finder === undefined) {
      finder = finderOf(this.roads, mode, weightMs);
      this.finders.set(mode, finder);
    }
    return finder(from, to);
  }
}

function finderOf(roads: RoadGraph, mode: SearchMode, weightMs: Uint32Array): Finder {
  const search = buildSearchGraph(roads, mode);
  const weights = searchWeights(search, weightMs);
  const graph: Graph<Place, Street> = createGraph();
  const degM = (Math.PI / 180) * EARTH_RADIUS_M;
  const scale = Math.cos(((roads.latDeg[0] ?? 0) * Math.PI) / 180);
  for (let state = 0; state < search.nodeCount; state++) {
    const node = search.roadNode[state]!;
    graph.addNode(state, { xM: roads.lonDeg[node]! * degM * scale, yM: roads.latDeg[node]! * degM });
  }
  const beelineM = (a: Place, b: Place): number => Math.hypot(a.xM - b.xM, a.yM - b.yM);
  // The quickest stretch as the crow flies bounds what any path can do.
  let bestMPerMs = 0;
  for (let state = 0; state < search.nodeCount; state++)
    for (let arc = search.firstOut[state]!; arc < search.firstOut[state + 1]!; arc++) {
      const timeMs = weights[arc]!;
      const head = search.head[arc]!;
      if (timeMs === NO_PATH) continue;
      const known = graph.getLink(state, head);
      if (known != null && known.data.timeMs <= timeMs) continue;
      if (known != null) graph.removeLink(known);
      graph.addLink(state, head, { timeMs, roadArc: search.roadArc[arc]! });
      if (timeMs > 0)
        bestMPerMs = Math.max(bestMPerMs, beelineM(graph.getNode(state)!.data, graph.getNode(head)!.data) / timeMs);
    }
  const finder = ngraphPath.nba<Place, Street>(graph, {
    oriented: true,
    distance: (_from, _to, link) => link.data.timeMs,
    // Rounded down: a bound that is consistent with whole milliseconds.
    heuristic: (from, to) => (bestMPerMs > 0 ? Math.floor(beelineM(from.data, to.data) / bestMPerMs) : 0),
  });
  return (from, to) => {
    const origin = search.origin[from]!;
    const target = search.target[to]!;
    const states = finder.find(origin, target);
    if (states.length === 0) return null;
    const arcs: number[] = [];
    let timeMs = 0;
    // ngraph.path lists the nodes from the end to the start.
    for (let i = states.length - 1; i > 0; i--) {
      const { data } = graph.getLink(states[i]!.id, states[i - 1]!.id)!;
      timeMs += data.timeMs;
      if (data.roadArc !== NO_ROAD_ARC) arcs.push(data.roadArc);
    }
    return { timeMs, arcs: Uint32Array.from(arcs) };
  };
}
