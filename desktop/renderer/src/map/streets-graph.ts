/** The drawn streets as a graph, so that people on the map move along them. The engine's own routes are not in a result; these are the
 *  shortest ways over the same streets, for the eye only. Pure. */
import type { Pause } from '../parts/slices.ts';
import type { Street } from './model.ts';
import { worldX, worldY } from './projection.ts';

export interface StreetsGraph {
  /** [node] world units */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** [node + 1] arcs of a node */
  readonly firstOut: Uint32Array;
  readonly head: Uint32Array;
  /** [arc] length in world units, and the street it lies on */
  readonly length: Float64Array;
  readonly street: Uint32Array;
  /** [arc] true: against the drawn direction */
  readonly backward: Uint8Array;
  /** [arc] true: closed to cars */
  readonly carFree: Uint8Array;
}

export async function graphOf(
  streets: readonly Street[],
  roadClass: (row: number) => string,
  pause: Pause,
): Promise<StreetsGraph> {
  const nodes = new Map<number, number>();
  const xs: number[] = [];
  const ys: number[] = [];
  const nodeOf = ([lon, lat]: readonly [number, number]): number => {
    // Ends that are within a metre are one crossing.
    const key = Math.round((lon + 180) * 1e5) * 1e8 + Math.round((lat + 90) * 1e5);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    nodes.set(key, xs.length);
    xs.push(worldX(lon));
    ys.push(worldY(lat));
    return xs.length - 1;
  };
  const from = new Uint32Array(streets.length);
  const to = new Uint32Array(streets.length);
  const lengths = new Float64Array(streets.length);
  for (const [i, { path }] of streets.entries()) {
    if (i % 256 === 0) await pause();
    from[i] = nodeOf(path[0]!);
    to[i] = nodeOf(path[path.length - 1]!);
    for (let p = 1; p < path.length; p++)
      lengths[i]! += Math.hypot(
        worldX(path[p]![0]) - worldX(path[p - 1]![0]),
        worldY(path[p]![1]) - worldY(path[p - 1]![1]),
      );
  }
  const firstOut = new Uint32Array(xs.length + 1);
  for (let i = 0; i < streets.length; i++) {
    firstOut[from[i]! + 1]!++;
    firstOut[to[i]! + 1]!++;
  }
  for (let n = 0; n < xs.length; n++) firstOut[n + 1]! += firstOut[n]!;
  const at = firstOut.slice();
  const arcs = 2 * streets.length;
  const graph: StreetsGraph = {
    x: Float64Array.from(xs),
    y: Float64Array.from(ys),
    firstOut,
    head: new Uint32Array(arcs),
    length: new Float64Array(arcs),
    street: new Uint32Array(arcs),
    backward: new Uint8Array(arcs),
    carFree: new Uint8Array(arcs),
  };
  const add = (i: number, a: number, b: number, backward: number): void => {
    const arc = at[a]!++;
    graph.head[arc] = b;
    graph.length[arc] = lengths[i]!;
    graph.street[arc] = i;
    graph.backward[arc] = backward;
    graph.carFree[arc] = /cycle|foot|path|steps|busway/.test(roadClass(streets[i]!.row)) ? 1 : 0;
  };
  for (let i = 0; i < streets.length; i++) {
    add(i, from[i]!, to[i]!, 0);
    add(i, to[i]!, from[i]!, 1);
  }
  return graph;
}

export function nearestNode(graph: StreetsGraph, x: number, y: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < graph.x.length; n++) {
    const distance = (graph.x[n]! - x) ** 2 + (graph.y[n]! - y) ** 2;
    if (distance < least) {
      least = distance;
      best = n;
    }
  }
  return best;
}

/** The arc by which each node is reached from a start on a shortest way; −1 where it is not. */
export function treeFrom(graph: StreetsGraph, start: number, byCar: boolean): Int32Array {
  const count = graph.x.length;
  const arcTo = new Int32Array(count).fill(-1);
  const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const heap = new Float64Array(2 * graph.head.length + 2);
  const heapNode = new Int32Array(2 * graph.head.length + 2);
  let size = 0;
  const push = (value: number, node: number): void => {
    let i = size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent]! <= value) break;
      heap[i] = heap[parent]!;
      heapNode[i] = heapNode[parent]!;
      i = parent;
    }
    heap[i] = value;
    heapNode[i] = node;
  };
  const pop = (): void => {
    const value = heap[--size]!;
    const node = heapNode[size]!;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= value) break;
      heap[i] = heap[child]!;
      heapNode[i] = heapNode[child]!;
      i = child;
    }
    heap[i] = value;
    heapNode[i] = node;
  };
  cost[start] = 0;
  push(0, start);
  while (size > 0) {
    const reached = heap[0]!;
    const node = heapNode[0]!;
    pop();
    if (reached > cost[node]!) continue;
    for (let arc = graph.firstOut[node]!; arc < graph.firstOut[node + 1]!; arc++) {
      const next = graph.head[arc]!;
      const through = reached + graph.length[arc]! * (byCar && graph.carFree[arc] === 1 ? 8 : 1);
      if (through >= cost[next]!) continue;
      cost[next] = through;
      arcTo[next] = arc;
      push(through, next);
    }
  }
  return arcTo;
}
