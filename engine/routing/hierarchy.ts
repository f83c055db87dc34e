/** Customizable contraction hierarchy, the part that does not depend on times: elimination order, shortcuts, elimination tree.
 *  Nodes are renamed by rank. Immutable, in shared memory; one serves every weight vector and every thread.
 *  In: search graph and an order. Out: hierarchy. Pure. Method: Dibbelt, Strasser, Wagner (2016), doi 10.1145/2886843. */
import { sharedF32, sharedU32 } from '../core/shared.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import type { SearchGraph } from '../network/search-graph.ts';
import { dissectionSteps } from './nested-dissection.ts';

export const NO_RANK = 0xffffffff;

export interface RoadHierarchy {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** [road node] rank of the state where journeys start and where they end. */
  readonly originRank: Uint32Array;
  readonly targetRank: Uint32Array;
  /** [rank] next node up the elimination tree, NO_RANK at a root. */
  readonly parent: Uint32Array;
  /** [rank + 1] arcs to higher ranks, sorted by head: upFirst[r] … upFirst[r + 1] - 1. Each stands for both directions. */
  readonly upFirst: Uint32Array;
  readonly upHead: Uint32Array;
  readonly upTail: Uint32Array;
  /** [rank + 1] the same arcs by head, sorted by tail. */
  readonly downFirst: Uint32Array;
  readonly downArc: Uint32Array;
  /** [rank + 1] streets that are the rank's upward arcs, in either direction: inputs inputFirst[r] … inputFirst[r + 1] - 1. */
  readonly inputFirst: Uint32Array;
  /** [input] arc of the hierarchy · 2, + 1 when it runs down; ascending. */
  readonly place: Uint32Array;
  /** [input] road arc (or NO_ROAD_ARC) and turn cost of the search arc [ms]. */
  readonly roadArc: Uint32Array;
  readonly turnMs: Float32Array;
}

/** Order of elimination for a search graph over a road graph. The slow step: keep its result with the input. */
export function eliminationOrder(graph: RoadGraph, search: SearchGraph): Uint32Array {
  const steps = eliminationSteps(graph, search);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps; each yields the nodes it looked at. */
export function eliminationSteps(graph: RoadGraph, search: SearchGraph): Generator<number, Uint32Array> {
  const { first, neighbour } = undirected(search);
  const lon = Float64Array.from(search.roadNode, (node) => graph.lonDeg[node]!);
  const lat = Float64Array.from(search.roadNode, (node) => graph.latDeg[node]!);
  return dissectionSteps(first, neighbour, lon, lat);
}

/** @param order [rank] node of the search graph */
export function buildHierarchy(search: SearchGraph, order: Uint32Array): RoadHierarchy {
  const n = search.nodeCount;
  if (order.length !== n) throw new RangeError(`order must rank ${n} nodes, got ${order.length}`);
  const rank = new Uint32Array(n).fill(NO_RANK);
  order.forEach((node, r) => {
    rank[node] = r;
  });
  if (rank.includes(NO_RANK)) throw new RangeError('order must rank every node once');
  const { parent, upFirst, upHead } = chordal(search, rank, order);
  const arcCount = upHead.length;
  const upTail = sharedU32(arcCount);
  const downFirst = sharedU32(n + 1);
  for (let r = 0; r < n; r++)
    for (let e = upFirst[r]!; e < upFirst[r + 1]!; e++) {
      upTail[e] = r;
      downFirst[upHead[e]! + 1]!++;
    }
  for (let r = 0; r < n; r++) downFirst[r + 1]! += downFirst[r]!;
  const next = downFirst.slice(0, n);
  const downArc = sharedU32(arcCount);
  for (let e = 0; e < arcCount; e++) downArc[next[upHead[e]!]!++] = e;
  const ranked = (states: Uint32Array): Uint32Array => {
    const ranks = sharedU32(states.length);
    for (let i = 0; i < states.length; i++) ranks[i] = rank[states[i]!]!;
    return ranks;
  };
  return {
    nodeCount: n,
    arcCount,
    originRank: ranked(search.origin),
    targetRank: ranked(search.target),
    parent,
    upFirst,
    upHead,
    upTail,
    downFirst,
    downArc,
    ...inputs(search, places(search, rank, upFirst, upHead), upFirst),
  };
}

/** Each edge once per end, no loops, no doubles. */
function undirected(search: SearchGraph): { first: Uint32Array; neighbour: Uint32Array } {
  const n = search.nodeCount;
  const first = new Uint32Array(n + 1);
  for (let v = 0; v < n; v++)
    for (let arc = search.firstOut[v]!; arc < search.firstOut[v + 1]!; arc++) {
      first[v + 1]!++;
      first[search.head[arc]! + 1]!++;
    }
  for (let v = 0; v < n; v++) first[v + 1]! += first[v]!;
  const next = first.slice(0, n);
  const all = new Uint32Array(first[n]!);
  for (let v = 0; v < n; v++)
    for (let arc = search.firstOut[v]!; arc < search.firstOut[v + 1]!; arc++) {
      const w = search.head[arc]!;
      all[next[v]!++] = w;
      all[next[w]!++] = v;
    }
  const tidyFirst = new Uint32Array(n + 1);
  let at = 0;
  for (let v = 0; v < n; v++) {
    const row = all.subarray(first[v], first[v + 1]).sort();
    let last = -1;
    const from = at;
    for (const w of row)
      if (w !== v && w !== last) {
        last = w;
        all[at++] = w;
      }
    tidyFirst[v] = from;
  }
  tidyFirst[n] = at;
  return { first: tidyFirst, neighbour: all.slice(0, at) };
}

/** Upward neighbours after elimination: own ones and those inherited from the children in the elimination tree. */
function chordal(search: SearchGraph, rank: Uint32Array, order: Uint32Array) {
  const n = search.nodeCount;
  const { first, neighbour } = undirected(search);
  const rows: Uint32Array[] = new Array(n);
  const children: number[][] = Array.from({ length: n }, () => []);
  const parent = sharedU32(n).fill(NO_RANK);
  const mark = new Uint32Array(n).fill(NO_RANK);
  const buffer = new Uint32Array(n);
  const upFirst = sharedU32(n + 1);
  for (let r = 0; r < n; r++) {
    let count = 0;
    const add = (w: number): void => {
      if (w <= r || mark[w] === r) return;
      mark[w] = r;
      buffer[count++] = w;
    };
    const v = order[r]!;
    for (let e = first[v]!; e < first[v + 1]!; e++) add(rank[neighbour[e]!]!);
    for (const child of children[r]!) for (const w of rows[child]!) add(w);
    const row = buffer.slice(0, count).sort();
    rows[r] = row;
    upFirst[r + 1] = upFirst[r]! + count;
    if (count > 0) {
      parent[r] = row[0]!;
      children[row[0]!]!.push(r);
    }
  }
  const upHead = sharedU32(upFirst[n]!);
  for (let r = 0; r < n; r++) upHead.set(rows[r]!, upFirst[r]!);
  return { parent, upFirst, upHead };
}

/** Search arcs in order of their places. */
function inputs(search: SearchGraph, place: Uint32Array, upFirst: Uint32Array) {
  const order = Uint32Array.from(place.keys()).sort((a, b) => place[a]! - place[b]! || a - b);
  const sorted = {
    inputFirst: sharedU32(upFirst.length),
    place: sharedU32(place.length),
    roadArc: sharedU32(place.length),
    turnMs: sharedF32(place.length),
  };
  order.forEach((arc, i) => {
    sorted.place[i] = place[arc]!;
    sorted.roadArc[i] = search.roadArc[arc]!;
    sorted.turnMs[i] = search.turnMs[arc]!;
  });
  for (let r = 0, i = 0; r < upFirst.length; r++) {
    while (i < place.length && sorted.place[i]! >> 1 < upFirst[r]!) i++;
    sorted.inputFirst[r] = i;
  }
  return sorted;
}

function places(search: SearchGraph, rank: Uint32Array, upFirst: Uint32Array, upHead: Uint32Array): Uint32Array {
  const place = new Uint32Array(search.arcCount);
  for (let v = 0; v < search.nodeCount; v++)
    for (let arc = search.firstOut[v]!; arc < search.firstOut[v + 1]!; arc++) {
      const a = rank[v]!;
      const b = rank[search.head[arc]!]!;
      const low = Math.min(a, b);
      place[arc] = 2 * find(upHead, upFirst[low]!, upFirst[low + 1]!, Math.max(a, b)) + (a > b ? 1 : 0);
    }
  return place;
}

function find(values: Uint32Array, from: number, to: number, value: number): number {
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (values[middle]! <= value) from = middle;
    else to = middle;
  }
  return from;
}
