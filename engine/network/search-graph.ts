/** The graph that every road search runs on: the arcs of one mode, with nodes split into states where turns are forbidden or cost time.
 *  A state is a node together with what the way in still forbids; in-arcs with the same future share one. A node without such turns is one
 *  state, so the graph grows only around them, and any search for plain graphs honours turns exactly, sequences over via-ways included.
 *  Streets for destinations only are driven at the beginning and at the end of a way, never in between: there a node has a state for each.
 *  Nobody turns back on a street at or just behind a junction with turns, save in a dead end; farther off it may, and hardly ever gains.
 *  In: road graph, mode. Out: shared arrays. Pure. */
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { type OpenStreets, openStreets } from './open-streets.ts';
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

/** How far a way has come: still on streets for destinations only around its start, on open ones, or on such streets around its end. */
const AT_START = 0;
const OPEN = 1;
const AT_END = 2;
type Phase = typeof AT_START | typeof OPEN | typeof AT_END;

interface Move {
  readonly arc: number;
  readonly phase: Phase;
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
  /** [road arc × 3 + phase] state it leads to when nothing is under way. */
  private readonly stateOfArc = new Map<number, number>();
  /** Null where cars may pass everywhere. */
  private readonly open: OpenStreets | null;
  /** [road node] state in which journeys start. */
  private readonly origin: Uint32Array;
  private readonly statesAt: number[][];
  private readonly mainJunction: Uint8Array;

  constructor(graph: RoadGraph, mode: SearchMode) {
    this.graph = graph;
    this.withTurns = mode === 'car';
    this.open = this.withTurns ? openStreets(graph) : null;
    this.origin = sharedU32(graph.nodeCount);
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
    const { graph, origin } = this;
    const target = sharedU32(graph.nodeCount);
    for (let node = 0; node < graph.nodeCount; node++) {
      origin[node] = this.plain(node, this.open === null || this.open.node[node] === 1 ? OPEN : AT_START);
      if (this.withTurns && isMainJunction(graph, this.ins[node]!, this.outs[node]!)) this.mainJunction[node] = 1;
    }
    if (this.withTurns)
      for (let node = 0; node < graph.nodeCount; node++)
        for (const arc of this.ins[node]!) if (this.isOpen(arc)) this.afterArc(arc, OPEN);
    // States reached with a sequence under way, or on guarded streets, come into being while the list grows.
    for (let s = 0; s < this.states.length; s++) for (const move of this.states[s]!.moves) this.after(move);
    const stateCount = this.states.length;
    let sinks = 0;
    for (let node = 0; node < graph.nodeCount; node++)
      target[node] = this.statesAt[node]!.length === 1 ? origin[node]! : stateCount + sinks++;
    return this.lay(origin, target, stateCount + sinks);
  }

  private isOpen(arc: number): boolean {
    return this.open === null || this.open.arc[arc] === 1;
  }

  /** Phase after an arc; undefined where the arc may not be driven. */
  private next(phase: Phase, arc: number): Phase | undefined {
    if (this.open === null || this.open.arc[arc] === 1) return OPEN;
    if (this.open.node[this.graph.head[arc]!] === 1) return phase === AT_START ? OPEN : undefined;
    return phase === AT_START ? AT_START : AT_END;
  }

  /** State at a node where all turns are alike. */
  private plain(node: number, from: Phase): number {
    const moves: Move[] = [];
    for (const arc of this.outs[node]!) {
      const phase = this.next(from, arc);
      if (phase !== undefined) moves.push({ arc, phase, turnMs: 0, active: [] });
    }
    return this.state(node, moves);
  }

  /** Where turns differ: at main junctions, and behind the first streets of forbidden turns. */
  private costly(node: number): boolean {
    return this.mainJunction[node] === 1 || this.ins[node]!.some((arc) => this.starts.has(arc));
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
  private arrive(inArc: number, from: Phase, active: Active): number {
    const { graph } = this;
    const node = graph.head[inArc]!;
    const outs = this.outs[node]!;
    const moves: Move[] = [];
    for (const arc of outs) {
      // No turning back on the street, save in a dead end.
      if (graph.linkOfArc[arc] === graph.linkOfArc[inArc] && outs.length > 1) continue;
      const phase = this.next(from, arc);
      if (phase === undefined) continue;
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
      if (!forbidden) moves.push({ arc, phase, turnMs, active: left });
    }
    return this.state(node, moves);
  }

  /** State at the end of a move. */
  private after({ arc, phase, active }: Move): number {
    return active.length === 0 ? this.afterArc(arc, phase) : this.arrive(arc, phase, [...active, ...this.begun(arc)]);
  }

  /** State after an arc that leaves nothing forbidden beyond what it begins itself. */
  private afterArc(arc: number, phase: Phase): number {
    const { graph } = this;
    const node = graph.head[arc]!;
    if (!this.withTurns) return this.origin[node]!;
    const key = 3 * arc + phase;
    let state = this.stateOfArc.get(key);
    if (state === undefined) {
      // Just behind a junction with turns, turning back would be a way around them.
      const told = this.costly(node) || (this.costly(graph.tail[arc]!) && this.twoWay(node, arc));
      state = told ? this.arrive(arc, phase, this.begun(arc)) : this.plain(node, phase);
      this.stateOfArc.set(key, state);
    }
    return state;
  }

  private state(node: number, moves: readonly Move[]): number {
    const key = `${node}:${moves.map((move) => `${move.arc},${move.phase},${move.turnMs},${move.active.join('.')}`).join(' ')}`;
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
