/** Distances along streets from one road node to some others nearby. In: road graph as plain arrays. Out: metres. The class owns scratch
 *  arrays that are reset by what was touched. Method: Dijkstra (1959) with a binary heap, stopped when all targets are reached. */

/** The part of a road graph that a cable may follow. */
export interface Streets {
  /** [node + 1] */
  readonly firstOut: Uint32Array;
  /** [arc] */
  readonly head: Uint32Array;
  readonly lengthM: Float32Array;
  /** [arc] walking time, NO_ACCESS (0xffffffff) where nobody walks: no cable lies there either. */
  readonly walkTimeMs: Uint32Array;
}

const NO_ACCESS = 0xffffffff;

export class StreetDistance {
  private readonly streets: Streets;
  private readonly distanceM: Float64Array;
  private readonly touched: number[] = [];
  /** Heap of nodes and, beside it, their distances when they were pushed; a node whose distance fell is pushed again. */
  private readonly heap: number[] = [];
  private readonly keyM: number[] = [];

  constructor(streets: Streets) {
    this.streets = streets;
    this.distanceM = new Float64Array(streets.firstOut.length - 1).fill(Number.POSITIVE_INFINITY);
  }

  /** @returns distance to each target, infinite beyond `limitM` */
  from(node: number, targets: ArrayLike<number>, limitM: number): Float64Array {
    const { firstOut, head, lengthM, walkTimeMs } = this.streets;
    const { distanceM, touched } = this;
    const wanted = new Set<number>(Array.from(targets));
    this.heap.length = 0;
    this.keyM.length = 0;
    distanceM[node] = 0;
    touched.push(node);
    this.push(node, 0);
    const settled = new Set<number>();
    while (this.heap.length > 0 && wanted.size > 0) {
      const u = this.pop();
      if (settled.has(u)) continue;
      settled.add(u);
      wanted.delete(u);
      const base = distanceM[u]!;
      if (base > limitM) break;
      for (let arc = firstOut[u]!; arc < firstOut[u + 1]!; arc++) {
        if (walkTimeMs[arc] === NO_ACCESS) continue;
        const v = head[arc]!;
        const d = base + lengthM[arc]!;
        if (d >= distanceM[v]!) continue;
        if (distanceM[v] === Number.POSITIVE_INFINITY) touched.push(v);
        distanceM[v] = d;
        this.push(v, d);
      }
    }
    const found = Float64Array.from(targets, (target) => distanceM[target]!);
    for (const touchedNode of touched) distanceM[touchedNode] = Number.POSITIVE_INFINITY;
    touched.length = 0;
    return found.map((d) => (d > limitM ? Number.POSITIVE_INFINITY : d));
  }

  private push(node: number, distanceM: number): void {
    const { heap, keyM } = this;
    let at = heap.length;
    heap.push(node);
    keyM.push(distanceM);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keyM[up]! < distanceM || (keyM[up] === distanceM && heap[up]! <= node)) break;
      heap[at] = heap[up]!;
      keyM[at] = keyM[up]!;
      at = up;
    }
    heap[at] = node;
    keyM[at] = distanceM;
  }

  /** Nearest first, the lower node first among equals. */
  private pop(): number {
    const { heap, keyM } = this;
    const top = heap[0]!;
    const last = heap.pop()!;
    const lastM = keyM.pop()!;
    if (heap.length === 0) return top;
    const before = (a: number, b: number): boolean =>
      keyM[a]! < keyM[b]! || (keyM[a] === keyM[b] && heap[a]! < heap[b]!);
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(down + 1, down)) down++;
      if (keyM[down]! > lastM || (keyM[down] === lastM && heap[down]! >= last)) break;
      heap[at] = heap[down]!;
      keyM[at] = keyM[down]!;
      at = down;
    }
    heap[at] = last;
    keyM[at] = lastM;
    return top;
  }
}
