/** The graph that every road search runs on: the arcs of one mode, with nodes split into states where turns are forbidden or cost time.
 *  A state is a node together with what the way in still forbids; in-arcs with the same future share one. A node without such turns is one
 *  state, so the graph grows only around them, and any search for plain graphs honours turns exactly, sequences over via-ways included.
 *  Nobody turns back on a street at or just behind a junction with turns, save in a dead end; farther off it may, and hardly ever gains.
 *  In: road graph, mode. Out: shared arrays. Pure. */
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { freeTimeMs, NO_ACCESS, type RoadGraph, type RoadMode } from './road-graph.ts';
import { isMainJunction, turnCostMs } from './turn-costs.ts';

/** Arc of the search graph that is no street: into the place where journeys to a node end. */
export const NO_ROAD_ARC = 0xffffffff;

/** Which streets and turns count: those of a mode, or every street without turns. */
export type SearchMode = RoadMode | 'all';

export interface SearchGraph {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** [road node] state in which journeys start, and in which they end. */
  readonly origin: Uint32Array;
  readonly target: Uint32Array;
  /** [state] road node. */
  readonly roadNode: Uint32Array;
  readonly firstOut: Uint32Array;
  readonly head: Uint32Array;
  /** [arc] arc of the road graph, or NO_ROAD_ARC. */
  readonly roadArc: Uint32Array;
  /** [arc] cost of the turn before the arc [ms]. */
  readonly turnMs: Float32Array;
}

/** Time of each search arc for times by road arc [ms]; NO_ACCESS where closed. */
export function searchWeights(
  graph: SearchGraph,
  weightMs: Uint32Array,
  out = new Uint32Array(graph.arcCount),
): Uint32Array {
  const { roadArc, turnMs } = graph;
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const road = roadArc[arc]!;
    const weight = road === NO_ROAD_ARC ? 0 : weightMs[road]!;
    out[arc] = weight === NO_ACCESS ? NO_ACCESS : weight + turnMs[arc]!;
  }
  return out;
}

/** Forbidden sequences under way: pairs of restriction and place in it, flattened. */
type Active = readonly number[];

interface Move {
  readonly arc: number;
  readonly turnMs: number;
  /** What the move leaves forbidden beyond what its arc alone brings along. */
  readonly active: Active;
}

export function buildSearchGraph(graph: RoadGraph, mode: SearchMode): SearchGraph {
  return new Builder(graph, mode).build();
}

class Builder {
  private readonly graph: RoadGraph;
  private readonly withTurns: boolean;
  private readonly outs: number[][];
  private readonly ins: number[][];
  /** [road arc] restrictions that start with the arc. */
  private readonly starts = new Map<number, number[]>();
  private readonly states: { node: number; moves: readonly Move[] }[] = [];
  private readonly stateOfKey = new Map<string, number>();
  /** [road arc] state it leads to when nothing is under way. */
  private readonly stateOfArc = new Map<number, number>();
  private readonly statesAt: number[][];
  private readonly mainJunction: Uint8Array;

  constructor(graph: RoadGraph, mode: SearchMode) {
    this.graph = graph;
    this.withTurns = mode === 'car';
    this.mainJunction = new Uint8Array(graph.nodeCount);
    this.outs = Array.from({ length: graph.nodeCount }, () => []);
    this.ins = Array.from({ length: graph.nodeCount }, () => []);
    this.statesAt = Array.from({ length: graph.nodeCount }, () => []);
    const open = (arc: number): boolean => (mode === 'all' ? true : freeTimeMs(graph, mode)[arc] !== NO_ACCESS);
    for (let arc = 0; arc < graph.arcCount; arc++) {
      // A loop at one node is no way to anywhere.
      if (!open(arc) || graph.head[arc] === graph.tail[arc]) continue;
      this.outs[graph.tail[arc]!]!.push(arc);
      this.ins[graph.head[arc]!]!.push(arc);
    }
    if (this.withTurns)
      for (let r = 0; r + 1 < graph.forbiddenFirst.length; r++) {
        const arc = graph.forbiddenArc[graph.forbiddenFirst[r]!]!;
        this.starts.set(arc, [...(this.starts.get(arc) ?? []), r]);
      }
  }

  build(): SearchGraph {
    const { graph } = this;
    const origin = sharedU32(graph.nodeCount);
    const target = sharedU32(graph.nodeCount);
    for (let node = 0; node < graph.nodeCount; node++) {
      origin[node] = this.state(
        node,
        this.outs[node]!.map((arc) => ({ arc, turnMs: 0, active: [] })),
      );
      if (this.withTurns && isMainJunction(graph, this.ins[node]!, this.outs[node]!)) this.mainJunction[node] = 1;
    }
    const costly = (node: number): boolean =>
      this.mainJunction[node] === 1 || this.ins[node]!.some((arc) => this.starts.has(arc));
    if (this.withTurns)
      for (let node = 0; node < graph.nodeCount; node++) {
        const own = costly(node);
        for (const arc of this.ins[node]!) {
          // Just behind a junction with turns, turning back would be a way around them.
          const told = own || (costly(graph.tail[arc]!) && this.twoWay(node, arc));
          this.stateOfArc.set(arc, told ? this.arrive(arc, this.begun(arc)) : origin[node]!);
        }
      }
    // States reached with a sequence under way come into being while the list grows.
    for (let s = 0; s < this.states.length; s++)
      for (const move of this.states[s]!.moves) if (move.active.length > 0) this.after(move);
    const stateCount = this.states.length;
    let sinks = 0;
    for (let node = 0; node < graph.nodeCount; node++)
      target[node] = this.statesAt[node]!.length === 1 ? origin[node]! : stateCount + sinks++;
    return this.lay(origin, target, stateCount + sinks);
  }

  /** Whether one can turn back on the street of an arc, and go on as well. */
  private twoWay(node: number, inArc: number): boolean {
    const { linkOfArc } = this.graph;
    const outs = this.outs[node]!;
    return outs.length > 1 && outs.some((arc) => linkOfArc[arc] === linkOfArc[inArc]);
  }

  /** Restrictions of which an arc is the first part. */
  private begun(arc: number): Active {
    return (this.starts.get(arc) ?? []).flatMap((restriction) => [restriction, 1]);
  }

  /** State after an arc with sequences under way. */
  private arrive(inArc: number, active: Active): number {
    const { graph } = this;
    const node = graph.head[inArc]!;
    const outs = this.outs[node]!;
    const moves: Move[] = [];
    for (const arc of outs) {
      // No turning back on the street, save in a dead end.
      if (graph.linkOfArc[arc] === graph.linkOfArc[inArc] && outs.length > 1) continue;
      const turnMs = this.mainJunction[node] === 1 ? turnCostMs(graph, inArc, arc) : 0;
      const left: number[] = [];
      let forbidden = false;
      for (let i = 0; i < active.length; i += 2) {
        const restriction = active[i]!;
        const at = graph.forbiddenFirst[restriction]! + active[i + 1]!;
        if (graph.forbiddenArc[at] !== arc) continue;
        if (at + 1 === graph.forbiddenFirst[restriction + 1]!) forbidden = true;
        else left.push(restriction, active[i + 1]! + 1);
      }
      if (!forbidden) moves.push({ arc, turnMs, active: left });
    }
    return this.state(node, moves);
  }

  /** State at the end of a move. */
  private after(move: Move): number {
    if (move.active.length === 0) return this.withTurns ? this.stateOfArc.get(move.arc)! : this.originOf(move.arc);
    return this.arrive(move.arc, [...move.active, ...this.begun(move.arc)]);
  }

  private originOf(arc: number): number {
    return this.statesAt[this.graph.head[arc]!]![0]!;
  }

  private state(node: number, moves: readonly Move[]): number {
    const key = `${node}:${moves.map((move) => `${move.arc},${move.turnMs},${move.active.join('.')}`).join(' ')}`;
    let state = this.stateOfKey.get(key);
    if (state === undefined) {
      state = this.states.length;
      this.states.push({ node, moves });
      this.stateOfKey.set(key, state);
      this.statesAt[node]!.push(state);
    }
    return state;
  }

  private lay(origin: Uint32Array, target: Uint32Array, nodeCount: number): SearchGraph {
    const split = (node: number): boolean => target[node] !== origin[node];
    const firstOut = sharedU32(nodeCount + 1);
    const roadNode = sharedU32(nodeCount);
    for (let node = 0; node < target.length; node++) roadNode[target[node]!] = node;
    this.states.forEach(({ node, moves }, s) => {
      roadNode[s] = node;
      firstOut[s + 1] = moves.length + (split(node) ? 1 : 0);
    });
    for (let s = 0; s < nodeCount; s++) firstOut[s + 1]! += firstOut[s]!;
    const arcCount = firstOut[nodeCount]!;
    const head = sharedU32(arcCount);
    const roadArc = sharedU32(arcCount);
    const turnMs = sharedF32(arcCount);
    let at = 0;
    for (const { node, moves } of this.states) {
      for (const move of moves) {
        head[at] = this.after(move);
        roadArc[at] = move.arc;
        turnMs[at++] = move.turnMs;
      }
      if (!split(node)) continue;
      head[at] = target[node]!;
      roadArc[at++] = NO_ROAD_ARC;
    }
    return { nodeCount, arcCount, origin, target, roadNode, firstOut, head, roadArc, turnMs };
  }
}
