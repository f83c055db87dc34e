/** The order in which nodes are eliminated: separators last, recursively, so that few shortcuts arise and search spaces stay small.
 *  In: undirected adjacency with coordinates. Out: order. Pure, deterministic.
 *  Method: nested dissection (George 1973, doi 10.1137/0710032) on inertial-flow separators; nodes of degree one and two go first, in rounds
 *  of nodes that are no neighbours, which adds no shortcut that would not arise anyway and keeps chains shallow. */
import { type Cell, separate } from './separator.ts';

/** @param lonDeg @param latDeg [node]
 *  @returns [rank] node, first eliminated first */
export function dissectionOrder(
  firstOut: Uint32Array,
  neighbour: Uint32Array,
  lonDeg: Float64Array,
  latDeg: Float64Array,
): Uint32Array {
  const steps = dissectionSteps(firstOut, neighbour, lonDeg, latDeg);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, for callers that do something else between them: each yields the nodes it has parted. */
export function* dissectionSteps(
  firstOut: Uint32Array,
  neighbour: Uint32Array,
  lonDeg: Float64Array,
  latDeg: Float64Array,
): Generator<number, Uint32Array> {
  const n = firstOut.length - 1;
  const order = new Uint32Array(n);
  const { eliminated, core, adjacency } = shed(firstOut, neighbour);
  order.set(eliminated);
  const scale = n === 0 ? 1 : Math.cos(((latDeg[0] ?? 0) * Math.PI) / 180);
  const x = lonDeg.map((lon) => lon * scale);
  const local = new Int32Array(n).fill(-1);
  const stack: { cell: Cell; from: number; to: number }[] = [];
  const pushComponents = (nodes: Uint32Array, next: (v: number) => ArrayLike<number>, from: number): number => {
    let at = from;
    for (const component of components(nodes, next, local)) {
      stack.push({ cell: component, from: at, to: at + component.nodes.length });
      at += component.nodes.length;
    }
    return at;
  };
  pushComponents(core, (v) => adjacency[v]!, eliminated.length);
  while (stack.length > 0) {
    const { cell, from, to } = stack.pop()!;
    if (cell.nodes.length <= 2) {
      order.set(cell.nodes, from);
      continue;
    }
    const cut = separate(cell, x, latDeg);
    const inCut = new Uint8Array(cell.nodes.length);
    for (const v of cut) inCut[v] = 1;
    order.set(
      cut.map((v) => cell.nodes[v]!),
      to - cut.length,
    );
    const rest = cell.nodes.filter((_, v) => inCut[v] === 0);
    cell.nodes.forEach((node, v) => {
      local[node] = v;
    });
    const whole = (node: number): number[] => {
      const row: number[] = [];
      const v = local[node]!;
      for (let e = cell.first[v]!; e < cell.first[v + 1]!; e++)
        if (inCut[cell.neighbour[e]!] === 0) row.push(cell.nodes[cell.neighbour[e]!]!);
      return row;
    };
    const rows = new Map<number, number[]>();
    for (const node of rest) rows.set(node, whole(node));
    pushComponents(rest, (node) => rows.get(node)!, from);
    yield cell.nodes.length;
  }
  return order;
}

/** Connected parts of a node set as cells, in order of their first node. */
function components(nodes: Uint32Array, next: (node: number) => ArrayLike<number>, local: Int32Array): Cell[] {
  const cells: Cell[] = [];
  for (const node of nodes) local[node] = -1;
  for (const root of nodes) {
    if (local[root] !== -1) continue;
    const found = [root];
    local[root] = 0;
    let edges = 0;
    for (let i = 0; i < found.length; i++) {
      const row = next(found[i]!);
      edges += row.length;
      for (let e = 0; e < row.length; e++) {
        const w = row[e]!;
        if (local[w] !== -1) continue;
        local[w] = found.length;
        found.push(w);
      }
    }
    const first = new Uint32Array(found.length + 1);
    const neighbour = new Uint32Array(edges);
    let at = 0;
    for (let i = 0; i < found.length; i++) {
      const row = next(found[i]!);
      for (let e = 0; e < row.length; e++) neighbour[at++] = local[row[e]!]!;
      first[i + 1] = at;
    }
    cells.push({ nodes: Uint32Array.from(found), first, neighbour });
  }
  return cells;
}

/** Takes off nodes of degree one and two, joining the neighbours of the latter. */
function shed(firstOut: Uint32Array, neighbour: Uint32Array) {
  const n = firstOut.length - 1;
  const adjacency: number[][] = Array.from({ length: n }, (_, v) =>
    Array.from(neighbour.subarray(firstOut[v], firstOut[v + 1])),
  );
  const gone = new Uint8Array(n);
  const lockedIn = new Uint32Array(n);
  const eliminated: number[] = [];
  let candidates = Array.from({ length: n }, (_, v) => v);
  for (let round = 1; candidates.length > 0; round++) {
    const again: number[] = [];
    const before = eliminated.length;
    for (const v of candidates) {
      const row = adjacency[v]!;
      if (gone[v] === 1 || row.length > 2) continue;
      if (lockedIn[v] === round) {
        again.push(v);
        continue;
      }
      gone[v] = 1;
      eliminated.push(v);
      for (const w of row) {
        lockedIn[w] = round;
        adjacency[w] = adjacency[w]!.filter((u) => u !== v);
        again.push(w);
      }
      const [a, b] = row;
      if (a !== undefined && b !== undefined && !adjacency[a]!.includes(b)) {
        adjacency[a]!.push(b);
        adjacency[b]!.push(a);
      }
    }
    if (eliminated.length === before) break;
    candidates = [...new Set(again)].sort((a, b) => a - b);
  }
  const core = Uint32Array.from(adjacency.keys()).filter((v) => gone[v] === 0);
  return { eliminated, core, adjacency };
}
