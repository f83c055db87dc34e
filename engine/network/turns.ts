/** From forbidden turns between links to sequences of arcs. Pure. */
import { sharedU32 } from '../core/shared.ts';
import type { ForbiddenTurn } from './build-road-graph.ts';
import { type LinkDraft, NO_ACCESS, type RoadGraph } from './road-graph.ts';

export interface ResolvedTurns {
  /** [restriction + 1] into arc */
  readonly first: Uint32Array;
  readonly arc: Uint32Array;
  /** Turns that could not be used: their links do not meet, or a car may not drive them anyway. */
  readonly dropped: number;
}

/** @param arcOfDirection arcs of link l: [2·l] forward, [2·l + 1] backward, 0xffffffff where there is none */
export function resolveTurns(
  graph: RoadGraph,
  links: readonly LinkDraft[],
  turns: readonly ForbiddenTurn[],
  arcOfDirection: Uint32Array,
): ResolvedTurns {
  const first: number[] = [0];
  const arcs: number[] = [];
  const seen = new Set<string>();
  let dropped = 0;
  for (const turn of turns) {
    const sequence = arcsOf(graph, links, turn, arcOfDirection);
    if (sequence === null) {
      dropped++;
      continue;
    }
    const key = sequence.join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    arcs.push(...sequence);
    first.push(arcs.length);
  }
  const shared = { first: sharedU32(first.length), arc: sharedU32(arcs.length) };
  shared.first.set(first);
  shared.arc.set(arcs);
  return { ...shared, dropped };
}

function arcsOf(
  graph: RoadGraph,
  links: readonly LinkDraft[],
  turn: ForbiddenTurn,
  arcOfDirection: Uint32Array,
): number[] | null {
  const ids = turn.links;
  if (ids.length < 2 || ids.some((id) => links[id] === undefined)) return null;
  let at = turn.viaNode ?? meetingNode(links[ids[0]!]!, links[ids[1]!]!);
  if (at < 0) return null;
  const usable = (arc: number): boolean => arc < graph.arcCount && graph.carTimeMs[arc] !== NO_ACCESS;
  const start = links[ids[0]!]!;
  if (start.fromNode !== at && start.toNode !== at) return null;
  const sequence = [arcOfDirection[2 * ids[0]! + (start.toNode === at ? 0 : 1)]!];
  for (const id of ids.slice(1)) {
    const link = links[id]!;
    if (link.fromNode !== at && link.toNode !== at) return null;
    const forward = link.fromNode === at;
    sequence.push(arcOfDirection[2 * id + (forward ? 0 : 1)]!);
    at = forward ? link.toNode : link.fromNode;
  }
  return sequence.every(usable) ? sequence : null;
}

/** The one node two links share; -1 when they share none or both. */
function meetingNode(a: LinkDraft, b: LinkDraft): number {
  const atFrom = a.fromNode === b.fromNode || a.fromNode === b.toNode;
  const atTo = a.toNode === b.fromNode || a.toNode === b.toNode;
  if (atFrom === atTo) return -1;
  return atFrom ? a.fromNode : a.toNode;
}
