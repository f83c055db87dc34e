/** Places that cars reach on the map but not by the rules: every way in or out is a forbidden turn. Pure. */
import { NO_COMPONENT, strongComponents } from './connected.ts';
import { NO_ACCESS, type RoadGraph } from './road-graph.ts';
import { buildSearchGraph, type SearchGraph } from './search-graph.ts';

/** Road nodes with car access that cannot be reached from the main network, or from which it cannot be reached, once turns count. */
export function strandedByTurns(graph: RoadGraph): number[] {
  if (graph.forbiddenArc.length === 0) return [];
  const search = buildSearchGraph(graph, 'car');
  const open = new Uint32Array(search.arcCount);
  const { component, largest } = strongComponents(search.nodeCount, search.firstOut, search.head, open);
  if (largest === NO_COMPONENT) return [];
  const main = Uint32Array.from(component.keys()).filter((state) => component[state] === largest);
  const reached = spread(search.firstOut, search.head, main);
  const back = backward(search);
  const reaching = spread(back.firstIn, back.tail, main);
  const used = new Uint8Array(graph.nodeCount);
  for (let arc = 0; arc < graph.arcCount; arc++)
    if (graph.carTimeMs[arc] !== NO_ACCESS && graph.head[arc] !== graph.tail[arc])
      used[graph.tail[arc]!] = used[graph.head[arc]!] = 1;
  const stranded: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++)
    if (used[node] === 1 && (reached[search.target[node]!] === 0 || reaching[search.origin[node]!] === 0))
      stranded.push(node);
  return stranded;
}

function spread(first: Uint32Array, next: Uint32Array, from: Uint32Array): Uint8Array {
  const seen = new Uint8Array(first.length - 1);
  const queue = Array.from(from);
  for (const state of queue) seen[state] = 1;
  for (let i = 0; i < queue.length; i++)
    for (let arc = first[queue[i]!]!; arc < first[queue[i]! + 1]!; arc++) {
      const state = next[arc]!;
      if (seen[state] === 1) continue;
      seen[state] = 1;
      queue.push(state);
    }
  return seen;
}

function backward(search: SearchGraph): { firstIn: Uint32Array; tail: Uint32Array } {
  const firstIn = new Uint32Array(search.nodeCount + 1);
  for (const state of search.head) firstIn[state + 1]!++;
  for (let state = 0; state < search.nodeCount; state++) firstIn[state + 1]! += firstIn[state]!;
  const at = firstIn.slice(0, search.nodeCount);
  const tail = new Uint32Array(search.arcCount);
  for (let state = 0; state < search.nodeCount; state++)
    for (let arc = search.firstOut[state]!; arc < search.firstOut[state + 1]!; arc++)
      tail[at[search.head[arc]!]!++] = state;
  return { firstIn, tail };
}
