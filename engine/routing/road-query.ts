/** Road times and paths for the batch: an immutable index for one weight vector, and a query object that owns its scratch. Exact in ms. */
import type { RoadGraph, RoadMode } from '../network/road-graph.ts';
import { Dijkstra, NO_PATH } from './dijkstra.ts';

export { NO_PATH } from './dijkstra.ts';

/** Shared arrays only: crosses threads by structured clone without copying. */
export interface RoadIndex {
  readonly nodeCount: number;
  readonly firstOut: Uint32Array;
  readonly head: Uint32Array;
  readonly weightMs: Uint32Array;
}

export interface RoadPath {
  readonly timeMs: number;
  /** Arcs of the road graph in the order they are travelled. */
  readonly arcs: Uint32Array;
}

/** @param weightMs [arc] time by arc, NO_ACCESS where closed
 *  @param _mode turn restrictions apply to cars only; by default a car when every open arc is open to cars */
export function prepareRoads(graph: RoadGraph, weightMs: Uint32Array, _mode?: RoadMode): RoadIndex {
  return { nodeCount: graph.nodeCount, firstOut: graph.firstOut, head: graph.head, weightMs };
}

/** One per worker. */
export class RoadQuery {
  private readonly search: Dijkstra;

  constructor(index: RoadIndex) {
    this.search = new Dijkstra(index);
  }

  /** Shortest time [ms] between nodes, NO_PATH when there is none. */
  timeMs(from: number, to: number): number {
    this.search.run(from, to);
    return this.search.timeMs(to);
  }

  /** Shortest path between nodes, null when there is none. */
  path(from: number, to: number): RoadPath | null {
    const timeMs = this.timeMs(from, to);
    return timeMs === NO_PATH ? null : { timeMs, arcs: Uint32Array.from(this.search.arcsTo(to)) };
  }

  /** Times from a node to every node [ms], NO_PATH where there is none. */
  oneToAll(from: number, outTimeMs: Uint32Array): void {
    this.search.run(from);
    for (let node = 0; node < outTimeMs.length; node++) outTimeMs[node] = this.search.timeMs(node);
  }
}
