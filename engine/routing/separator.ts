/** Small sets of nodes that cut a road network in two fair parts. In: a connected graph with coordinates. Out: the cut. Pure.
 *  Method: inertial flow (Schild, Sommer 2015, doi 10.1007/978-3-319-20086-6_22) with node capacities: nodes sorted along a line, the first and
 *  the last quarter are sources and sinks, the least set of nodes that parts them is a maximum flow of node-disjoint paths. */

/** An undirected graph in compressed rows, each edge in both rows, no loops. */
export interface Cell {
  /** [node of the cell] node of the whole graph. */
  readonly nodes: Uint32Array;
  readonly first: Uint32Array;
  readonly neighbour: Uint32Array;
}

const NONE = -1;
/** Before a flow path's first node. */
const SOURCE = -2;
const FIXED_SHARE = 0.25;
const DIRECTIONS: ReadonlyArray<readonly [number, number]> = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
  [2, 1],
  [1, 2],
  [2, -1],
  [1, -2],
];

/** @param x @param y plane coordinates of the whole graph's nodes
 *  @returns nodes of the cell in the cut */
export function separate(cell: Cell, x: Float64Array, y: Float64Array): Uint32Array {
  const n = cell.nodes.length;
  const flow = new Flow(cell);
  let best: Uint32Array | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  const along = new Float64Array(n);
  for (const [dx, dy] of DIRECTIONS) {
    for (let v = 0; v < n; v++) along[v] = dx * x[cell.nodes[v]!]! + dy * y[cell.nodes[v]!]!;
    const order = Uint32Array.from(along.keys()).sort((a, b) => along[a]! - along[b]! || a - b);
    const fixed = Math.max(1, Math.floor(n * FIXED_SHARE));
    const cut = flow.cut(order.subarray(0, fixed), order.subarray(n - fixed), Math.ceil((bestScore * n) / 2));
    if (cut === null) continue;
    const score = cut.nodes.length / Math.max(1, Math.min(cut.near, n - cut.near - cut.nodes.length));
    if (score < bestScore) {
      bestScore = score;
      best = cut.nodes;
    }
  }
  return best ?? Uint32Array.from([0]);
}

class Flow {
  private readonly cell: Cell;
  /** 1 source, 2 sink. */
  private readonly role: Uint8Array;
  /** [node] node before it on its flow path, SOURCE at the first, NONE when no path uses it. */
  private readonly before: Int32Array;
  /** [2 · node] arrival side, [2 · node + 1] departure side: search in which it was seen, and the state before. */
  private readonly seen: Uint32Array;
  private readonly parent: Int32Array;
  private readonly queue: Int32Array;
  private search = 0;

  constructor(cell: Cell) {
    const n = cell.nodes.length;
    this.cell = cell;
    this.role = new Uint8Array(n);
    this.before = new Int32Array(n);
    this.seen = new Uint32Array(2 * n);
    this.parent = new Int32Array(2 * n);
    this.queue = new Int32Array(2 * n);
  }

  /** Least set of nodes between sources and sinks, or null when it would be as large as the limit.
   *  `near` counts the nodes on the sources' side. */
  cut(sources: Uint32Array, sinks: Uint32Array, limit: number): { nodes: Uint32Array; near: number } | null {
    const { role, before, seen } = this;
    const { first, neighbour } = this.cell;
    role.fill(0);
    before.fill(NONE);
    for (const v of sources) role[v] = 1;
    for (const v of sinks) role[v] = 2;
    const border = sources.filter((v) => {
      for (let e = first[v]!; e < first[v + 1]!; e++) if (role[neighbour[e]!] !== 1) return true;
      return false;
    });
    let flow = 0;
    while (this.augment(border)) if (++flow >= limit) return null;
    const nodes: number[] = [];
    let near = sources.length - border.length;
    for (let v = 0; v < role.length; v++) {
      if (seen[2 * v + 1] === this.search) near++;
      else if (seen[2 * v] === this.search) nodes.push(v);
    }
    return { nodes: Uint32Array.from(nodes), near };
  }

  /** One more path from a source to a sink through free nodes, pushing earlier paths aside where needed. */
  private augment(border: Uint32Array): boolean {
    const { role, before, seen, parent, queue } = this;
    const { first, neighbour } = this.cell;
    const search = ++this.search;
    let read = 0;
    let written = 0;
    for (const v of border) {
      seen[2 * v] = search;
      parent[2 * v] = SOURCE;
      queue[written++] = 2 * v;
    }
    while (read < written) {
      const state = queue[read++]!;
      const v = state >> 1;
      if ((state & 1) === 0) {
        const from = before[v]!;
        if (from === NONE && role[v] === 2) {
          this.push(state);
          return true;
        }
        // A free node is passed; at a taken one the path before it must turn back.
        const to = from === NONE ? state + 1 : from === SOURCE ? -1 : 2 * from + 1;
        if (to < 0 || seen[to] === search) continue;
        seen[to] = search;
        parent[to] = state;
        queue[written++] = to;
        continue;
      }
      if (before[v] !== NONE && seen[state - 1] !== search) {
        seen[state - 1] = search;
        parent[state - 1] = state;
        queue[written++] = state - 1;
      }
      if (role[v] === 2) continue;
      for (let e = first[v]!; e < first[v + 1]!; e++) {
        const w = neighbour[e]!;
        if (role[w] === 1 || seen[2 * w] === search) continue;
        seen[2 * w] = search;
        parent[2 * w] = state;
        queue[written++] = 2 * w;
      }
    }
    return false;
  }

  /** Writes the path that ends in a state into the flow. */
  private push(end: number): void {
    const { before, parent } = this;
    for (let state = end; state !== SOURCE; ) {
      const previous = parent[state]!;
      if ((state & 1) === 0) {
        const v = state >> 1;
        // From its own departure side: the old path through v is given up. Otherwise v now follows the node before it.
        before[v] = previous === SOURCE ? SOURCE : previous === state + 1 ? NONE : previous >> 1;
      }
      state = previous;
    }
  }
}
