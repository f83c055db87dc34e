/** Strongly connected components of a road network, so that each mode keeps one network in which every place reaches every other.
 *  Pure. Method: Tarjan (1972), doi 10.1137/0201010, without recursion. */
import { NO_ACCESS } from './road-graph.ts';

export interface Components {
  /** [node] component; nodes that no usable arc touches have NO_COMPONENT. */
  readonly component: Uint32Array;
  /** [component] nodes in it. */
  readonly size: Uint32Array;
  /** The component with most nodes (the first found of equals), NO_COMPONENT when there is none. */
  readonly largest: number;
}
export const NO_COMPONENT = 0xffffffff;

/** Components over the arcs whose time is not NO_ACCESS. */
export function strongComponents(
  nodeCount: number,
  firstOut: Uint32Array,
  head: Uint32Array,
  timeMs: Uint32Array,
): Components {
  const UNSEEN = 0xffffffff;
  const order = new Uint32Array(nodeCount).fill(UNSEEN);
  const low = new Uint32Array(nodeCount);
  const component = new Uint32Array(nodeCount).fill(NO_COMPONENT);
  const nextArc = firstOut.slice(0, nodeCount);
  const open = new Uint32Array(nodeCount);
  const calls = new Uint32Array(nodeCount);
  const sizes: number[] = [];
  let openCount = 0;
  let clock = 0;
  const used = touched(nodeCount, firstOut, head, timeMs);
  for (let root = 0; root < nodeCount; root++) {
    if (used[root] === 0 || order[root] !== UNSEEN) continue;
    let depth = 0;
    calls[depth++] = root;
    order[root] = low[root] = clock++;
    open[openCount++] = root;
    while (depth > 0) {
      const node = calls[depth - 1]!;
      const arc = nextArc[node]!;
      if (arc < firstOut[node + 1]!) {
        nextArc[node] = arc + 1;
        if (timeMs[arc] === NO_ACCESS) continue;
        const next = head[arc]!;
        if (order[next] === UNSEEN) {
          order[next] = low[next] = clock++;
          open[openCount++] = next;
          calls[depth++] = next;
        } else if (component[next] === NO_COMPONENT && order[next]! < low[node]!) low[node] = order[next]!;
        continue;
      }
      depth--;
      if (depth > 0 && low[node]! < low[calls[depth - 1]!]!) low[calls[depth - 1]!] = low[node]!;
      if (low[node] !== order[node]) continue;
      let size = 0;
      for (;;) {
        const member = open[--openCount]!;
        component[member] = sizes.length;
        size++;
        if (member === node) break;
      }
      sizes.push(size);
    }
  }
  let largest = NO_COMPONENT;
  for (let c = 0; c < sizes.length; c++) if (largest === NO_COMPONENT || sizes[c]! > sizes[largest]!) largest = c;
  return { component, size: Uint32Array.from(sizes), largest };
}

function touched(nodeCount: number, firstOut: Uint32Array, head: Uint32Array, timeMs: Uint32Array): Uint8Array {
  const used = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++)
    for (let arc = firstOut[node]!; arc < firstOut[node + 1]!; arc++)
      if (timeMs[arc] !== NO_ACCESS) used[node] = used[head[arc]!] = 1;
  return used;
}
