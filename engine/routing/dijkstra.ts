/** Plain shortest paths over arcs in compressed rows: the yardstick of the hierarchy, and the tool for short reaches (stops near a node).
 *  Exact in integer milliseconds. Method: Dijkstra (1959), doi 10.1007/BF01386390. */
import { NodeQueue } from './heap.ts';

/** Time of a destination that cannot be reached; arcs with this weight (or more) are closed. */
export const NO_PATH = 0xffffffff;
const NO_ARC = 0xffffffff;

/** Arcs in compressed rows. */
export interface ArcView {
  readonly nodeCount: number;
  readonly firstOut: Uint32Array;
  readonly head: Uint32Array;
  readonly weightMs: Uint32Array;
}

/** The same arcs from head to tail; `arc` names the arc in the forward view. */
export function reverseView(view: ArcView): ArcView & { readonly arc: Uint32Array } {
  const { nodeCount, firstOut, head, weightMs } = view;
  const firstIn = new Uint32Array(nodeCount + 1);
  const arcCount = firstOut[nodeCount]!;
  for (let arc = 0; arc < arcCount; arc++) firstIn[head[arc]! + 1]!++;
  for (let node = 0; node < nodeCount; node++) firstIn[node + 1]! += firstIn[node]!;
  const next = firstIn.slice(0, nodeCount);
  const tail = new Uint32Array(arcCount);
  const weight = new Uint32Array(arcCount);
  const arcs = new Uint32Array(arcCount);
  for (let node = 0; node < nodeCount; node++)
    for (let arc = firstOut[node]!; arc < firstOut[node + 1]!; arc++) {
      const at = next[head[arc]!]!++;
      tail[at] = node;
      weight[at] = weightMs[arc]!;
      arcs[at] = arc;
    }
  return { nodeCount, firstOut: firstIn, head: tail, weightMs: weight, arc: arcs };
}

/** Owns its scratch; one per worker. */
export class Dijkstra {
  /** Nodes settled by the last run, in order of time. */
  readonly settled: Uint32Array;
  settledCount = 0;
  private readonly view: ArcView;
  private readonly queue: NodeQueue;
  private readonly time: Float64Array;
  private readonly stamp: Uint32Array;
  private readonly arc: Uint32Array;
  private readonly from: Uint32Array;
  private run_ = 0;

  constructor(view: ArcView) {
    this.view = view;
    this.queue = new NodeQueue(view.nodeCount);
    this.time = new Float64Array(view.nodeCount);
    this.stamp = new Uint32Array(view.nodeCount);
    this.arc = new Uint32Array(view.nodeCount);
    this.from = new Uint32Array(view.nodeCount);
    this.settled = new Uint32Array(view.nodeCount);
  }

  /** Settles nodes in order of time until `to` is settled, the limit is passed or nothing is left. */
  run(from: number, to = -1, limitMs = Number.POSITIVE_INFINITY): void {
    const { firstOut, head, weightMs } = this.view;
    const { queue, time, stamp } = this;
    const run = ++this.run_;
    queue.clear();
    this.settledCount = 0;
    time[from] = 0;
    stamp[from] = run;
    this.arc[from] = NO_ARC;
    queue.push(from, 0);
    while (queue.size > 0) {
      if (queue.minKey() > limitMs) break;
      const node = queue.pop();
      this.settled[this.settledCount++] = node;
      if (node === to) break;
      const at = time[node]!;
      for (let arc = firstOut[node]!; arc < firstOut[node + 1]!; arc++) {
        const weight = weightMs[arc]!;
        if (weight === NO_PATH) continue;
        const next = head[arc]!;
        const reached = at + weight;
        if (stamp[next] === run && time[next]! <= reached) continue;
        stamp[next] = run;
        time[next] = reached;
        this.arc[next] = arc;
        this.from[next] = node;
        queue.push(next, reached);
      }
    }
  }

  /** Time of a node after a run that settled it [ms]; NO_PATH when the run did not reach it. */
  timeMs(node: number): number {
    return this.stamp[node] === this.run_ ? this.time[node]! : NO_PATH;
  }

  /** Arcs from the start of the last run to a node it settled, in driving order. */
  arcsTo(node: number): number[] {
    const arcs: number[] = [];
    for (let at = node; this.arc[at] !== NO_ARC; at = this.from[at]!) arcs.push(this.arc[at]!);
    return arcs.reverse();
  }

  /** Node from which the last run reached a node it settled (the start for itself). */
  predecessor(node: number): number {
    return this.arc[node] === NO_ARC ? node : this.from[node]!;
  }

  /** Arc by which the last run reached a node it settled; 0xffffffff at the start. */
  lastArc(node: number): number {
    return this.arc[node]!;
  }
}
