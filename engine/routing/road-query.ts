/** Road times and paths for the batch: an immutable index for one weight vector, and a query object that owns its scratch. Exact in ms,
 *  turns included. Method: elimination-tree search (Dibbelt, Strasser, Wagner 2016, doi 10.1145/2886843); one-to-all by a downward sweep
 *  (PHAST: Delling, Goldberg, Nowatzyk, Werneck 2013, doi 10.1016/j.jpdc.2012.02.007). */
import { freeTimeMs, NO_ACCESS, ROAD_MODES, type RoadGraph } from '../network/road-graph.ts';
import { buildSearchGraph, NO_ROAD_ARC, type SearchMode } from '../network/search-graph.ts';
import { CLOSED_MS, customise, type RoadMetric } from './customise.ts';
import { NO_PATH } from './dijkstra.ts';
import { buildHierarchy, eliminationOrder, NO_RANK, type RoadHierarchy } from './hierarchy.ts';

export { NO_PATH } from './dijkstra.ts';

/** Shared arrays only: crosses threads by structured clone without copying. */
export interface RoadIndex {
  readonly hierarchy: RoadHierarchy;
  readonly metric: RoadMetric;
}

export interface RoadPath {
  readonly timeMs: number;
  /** Arcs of the road graph in the order they are travelled. */
  readonly arcs: Uint32Array;
}

const hierarchies = new WeakMap<RoadGraph, Map<SearchMode, RoadHierarchy>>();

/** Hierarchy of a mode, made on first use and kept as long as the graph lives. */
export function roadHierarchy(graph: RoadGraph, mode: SearchMode): RoadHierarchy {
  const known = hierarchies.get(graph) ?? new Map<SearchMode, RoadHierarchy>();
  hierarchies.set(graph, known);
  let hierarchy = known.get(mode);
  if (hierarchy === undefined) {
    const search = buildSearchGraph(graph, mode);
    hierarchy = buildHierarchy(search, eliminationOrder(graph, search));
    known.set(mode, hierarchy);
  }
  return hierarchy;
}

/** Whether a mode's hierarchy is at hand already. */
export const knowsHierarchy = (graph: RoadGraph, mode: SearchMode): boolean =>
  hierarchies.get(graph)?.has(mode) ?? false;

/** Hierarchies of a graph that are at hand, for a thread that is handed the graph. */
export const knownHierarchies = (graph: RoadGraph): ReadonlyArray<readonly [SearchMode, RoadHierarchy]> => [
  ...(hierarchies.get(graph) ?? []),
];

/** Uses a hierarchy that was kept from before (see hierarchy-store.ts) for a graph. */
export function adoptHierarchy(graph: RoadGraph, mode: SearchMode, hierarchy: RoadHierarchy): void {
  const known = hierarchies.get(graph) ?? new Map<SearchMode, RoadHierarchy>();
  hierarchies.set(graph, known.set(mode, hierarchy));
}

/** @param weightMs [arc] time by arc, NO_ACCESS where closed
 *  @param mode whose streets and turns count; by default the first of car, bike, walk to which every open arc is open, else all streets */
export function prepareRoads(graph: RoadGraph, weightMs: Uint32Array, mode = modeOf(graph, weightMs)): RoadIndex {
  if (weightMs.length !== graph.arcCount)
    throw new RangeError(`weightMs must have ${graph.arcCount} values, got ${weightMs.length}`);
  const hierarchy = roadHierarchy(graph, mode);
  return { hierarchy, metric: customise(hierarchy, weightMs) };
}

function modeOf(graph: RoadGraph, weightMs: Uint32Array): SearchMode {
  const fits = ROAD_MODES.find((mode) => {
    const free = freeTimeMs(graph, mode);
    return weightMs.every((weight, arc) => weight === NO_ACCESS || free[arc] !== NO_ACCESS);
  });
  return fits ?? 'all';
}

/** One per worker. */
export class RoadQuery {
  private readonly index: RoadIndex;
  /** [rank] labels of the two searches; CLOSED_MS outside a search. */
  private readonly fromMs: Int32Array;
  private readonly toMs: Int32Array;
  /** [rank] arc by which the label was reached. */
  private readonly fromArc: Uint32Array;
  private readonly toArc: Uint32Array;
  private meeting = NO_RANK;
  private stack = new Int32Array(256);
  private road = new Uint32Array(256);
  private roadCount = 0;
  private sweepMs: Int32Array | null = null;

  /** @param like a query of the same thread whose scratch is shared: between two searches it is as new */
  constructor(index: RoadIndex, like?: RoadQuery) {
    this.index = index;
    const n = index.hierarchy.nodeCount;
    if (like !== undefined && like.fromMs.length === n) {
      ({ fromMs: this.fromMs, toMs: this.toMs, fromArc: this.fromArc, toArc: this.toArc } = like);
      return;
    }
    this.fromMs = new Int32Array(n).fill(CLOSED_MS);
    this.toMs = new Int32Array(n).fill(CLOSED_MS);
    this.fromArc = new Uint32Array(n);
    this.toArc = new Uint32Array(n);
  }

  /** Shortest time [ms] between nodes, NO_PATH when there is none. */
  timeMs(from: number, to: number): number {
    if (from === to) return 0;
    const { parent, upFirst, upHead, originRank, targetRank } = this.index.hierarchy;
    const { upMs, downMs } = this.index.metric;
    const { fromMs, toMs, fromArc, toArc } = this;
    let x = originRank[from]!;
    let y = targetRank[to]!;
    fromMs[x] = 0;
    toMs[y] = 0;
    let best = CLOSED_MS;
    this.meeting = NO_RANK;
    while (x !== y) {
      if (x < y) {
        const at = fromMs[x]!;
        if (at < CLOSED_MS) {
          fromMs[x] = CLOSED_MS;
          for (let e = upFirst[x]!, end = upFirst[x + 1]!; e < end; e++) {
            const head = upHead[e]!;
            const reached = at + upMs[e]!;
            if (reached >= fromMs[head]!) continue;
            fromMs[head] = reached;
            fromArc[head] = e;
          }
        }
        x = parent[x]!;
      } else {
        const at = toMs[y]!;
        if (at < CLOSED_MS) {
          toMs[y] = CLOSED_MS;
          for (let e = upFirst[y]!, end = upFirst[y + 1]!; e < end; e++) {
            const head = upHead[e]!;
            const reached = at + downMs[e]!;
            if (reached >= toMs[head]!) continue;
            toMs[head] = reached;
            toArc[head] = e;
          }
        }
        y = parent[y]!;
      }
    }
    while (x !== NO_RANK) {
      const a = fromMs[x]!;
      const b = toMs[x]!;
      fromMs[x] = CLOSED_MS;
      toMs[x] = CLOSED_MS;
      if (a + b < best) {
        best = a + b;
        this.meeting = x;
      }
      // Labels that exceed the best time cannot lead to a better one.
      const end = upFirst[x + 1]!;
      if (a < best)
        for (let e = upFirst[x]!; e < end; e++) {
          const head = upHead[e]!;
          const reached = a + upMs[e]!;
          if (reached >= fromMs[head]!) continue;
          fromMs[head] = reached;
          fromArc[head] = e;
        }
      if (b < best)
        for (let e = upFirst[x]!; e < end; e++) {
          const head = upHead[e]!;
          const reached = b + downMs[e]!;
          if (reached >= toMs[head]!) continue;
          toMs[head] = reached;
          toArc[head] = e;
        }
      x = parent[x]!;
    }
    return best === CLOSED_MS ? NO_PATH : best;
  }

  /** Shortest path between nodes, null when there is none; no arcs when they are the same. */
  path(from: number, to: number): RoadPath | null {
    const timeMs = this.walk(from, to);
    return timeMs === NO_PATH ? null : { timeMs, arcs: this.road.slice(0, this.roadCount) };
  }

  /** Time of the shortest path, with its arcs handed to `use` in order: the path without an object. */
  walk(from: number, to: number, use?: (arc: number) => void): number {
    this.roadCount = 0;
    const timeMs = this.timeMs(from, to);
    if (timeMs === NO_PATH || from === to) return timeMs;
    const { upTail, originRank, targetRank } = this.index.hierarchy;
    // Up from the start to the meeting point: its arcs come last first, so they wait on the stack of the unpacking.
    const start = originRank[from]!;
    let depth = 0;
    for (let x = this.meeting; x !== start; x = upTail[this.fromArc[x]!]!)
      depth = this.push(depth, this.fromArc[x]!, 0);
    this.unpack(depth);
    const end = targetRank[to]!;
    for (let x = this.meeting; x !== end; x = upTail[this.toArc[x]!]!) this.unpack(this.push(0, this.toArc[x]!, 1));
    if (use !== undefined) for (let i = 0; i < this.roadCount; i++) use(this.road[i]!);
    return timeMs;
  }

  /** Times from a node to every road node [ms], NO_PATH where there is none. @param outTimeMs [road node] */
  oneToAll(from: number, outTimeMs: Uint32Array): void {
    const { nodeCount, parent, upFirst, upHead, originRank, targetRank } = this.index.hierarchy;
    const { upMs, downMs } = this.index.metric;
    this.sweepMs ??= new Int32Array(nodeCount);
    const reachedMs = this.sweepMs.fill(CLOSED_MS);
    reachedMs[originRank[from]!] = 0;
    for (let x = originRank[from]!; x !== NO_RANK; x = parent[x]!) {
      const at = reachedMs[x]!;
      if (at === CLOSED_MS) continue;
      for (let e = upFirst[x]!; e < upFirst[x + 1]!; e++) {
        const reached = at + upMs[e]!;
        if (reached < reachedMs[upHead[e]!]!) reachedMs[upHead[e]!] = reached;
      }
    }
    for (let x = nodeCount - 1; x >= 0; x--) {
      let best = reachedMs[x]!;
      for (let e = upFirst[x]!, end = upFirst[x + 1]!; e < end; e++) {
        const reached = reachedMs[upHead[e]!]! + downMs[e]!;
        if (reached < best) best = reached;
      }
      reachedMs[x] = best;
    }
    for (let node = 0; node < outTimeMs.length; node++) {
      const reached = reachedMs[targetRank[node]!]!;
      outTimeMs[node] = reached >= CLOSED_MS ? NO_PATH : reached;
    }
    outTimeMs[from] = 0;
  }

  private push(depth: number, arc: number, down: 0 | 1): number {
    if (depth === this.stack.length) {
      const larger = new Int32Array(2 * depth);
      larger.set(this.stack);
      this.stack = larger;
    }
    this.stack[depth] = 2 * arc + down;
    return depth + 1;
  }

  /** Turns arcs on the stack (top first) into road arcs. */
  private unpack(depth: number): void {
    const { upFirst, upHead, upTail, roadArc } = this.index.hierarchy;
    const { upVia, downVia } = this.index.metric;
    while (depth > 0) {
      const item = this.stack[--depth]!;
      const arc = item >> 1;
      const down = (item & 1) as 0 | 1;
      const via = down === 0 ? upVia[arc]! : downVia[arc]!;
      if (via < 0) {
        const road = roadArc[~via]!;
        if (road === NO_ROAD_ARC) continue;
        if (this.roadCount === this.road.length) {
          const larger = new Uint32Array(2 * this.roadCount);
          larger.set(this.road);
          this.road = larger;
        }
        this.road[this.roadCount++] = road;
        continue;
      }
      // The triangle's other side: from the middle node to this arc's upper end.
      const head = upHead[arc]!;
      let other = via + 1;
      const end = upFirst[upTail[via]! + 1]!;
      while (other < end && upHead[other] !== head) other++;
      if (down === 0) {
        depth = this.push(depth, other, 0);
        depth = this.push(depth, via, 1);
      } else {
        depth = this.push(depth, via, 0);
        depth = this.push(depth, other, 1);
      }
    }
  }
}
