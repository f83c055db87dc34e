/** Customizable contraction hierarchy, the part that depends on times: the weight of every shortcut for one weight vector.
 *  In: hierarchy, time by road arc. Out: weights in shared memory. Each node writes only its own upward arcs and reads those of nodes below
 *  it, so that separate subtrees of the elimination tree run on separate threads with the same result.
 *  Method: Dibbelt, Strasser, Wagner (2016), doi 10.1145/2886843 (basic customization over lower triangles). */
import { sharedI32 } from '../core/shared.ts';
import { NO_ROAD_ARC } from '../network/search-graph.ts';
import type { RoadHierarchy } from './hierarchy.ts';

/** Weight of a closed arc [ms]: two of them still fit 32 bits. Times must stay below (12 days). */
export const CLOSED_MS = 0x3fffffff;

export interface RoadMetric {
  /** [hierarchy arc] time from the lower to the higher rank, and back [ms]. */
  readonly upMs: Int32Array;
  readonly downMs: Int32Array;
  /** [hierarchy arc] what it stands for: ≥ 0 the arc from the middle node (lowest rank) to this arc's lower end, < 0 ~input. */
  readonly upVia: Int32Array;
  readonly downVia: Int32Array;
}

/** Via of a closed arc. */
const NOTHING = -1;

/** @param weightMs [road arc] time, NO_ACCESS where closed */
export function customise(hierarchy: RoadHierarchy, weightMs: Uint32Array): RoadMetric {
  const metric = emptyMetric(hierarchy);
  const work = new Customiser(hierarchy, metric, weightMs);
  for (let x = 0; x < hierarchy.nodeCount; x++) work.node(x);
  return metric;
}

export function emptyMetric(hierarchy: RoadHierarchy): RoadMetric {
  const { arcCount } = hierarchy;
  return {
    upMs: sharedI32(arcCount),
    downMs: sharedI32(arcCount),
    upVia: sharedI32(arcCount),
    downVia: sharedI32(arcCount),
  };
}

/** Owns a lookup by rank; one per thread. */
export class Customiser {
  private readonly hierarchy: RoadHierarchy;
  private readonly metric: RoadMetric;
  private readonly weightMs: Uint32Array;
  /** [rank] arc of the node at hand that leads there. */
  private readonly arcTo: Uint32Array;

  constructor(hierarchy: RoadHierarchy, metric: RoadMetric, weightMs: Uint32Array) {
    this.hierarchy = hierarchy;
    this.metric = metric;
    this.weightMs = weightMs;
    this.arcTo = new Uint32Array(hierarchy.nodeCount);
  }

  /** Final weights of the upward arcs of several ranks, ascending. */
  list(nodes: Uint32Array): void {
    for (let i = 0; i < nodes.length; i++) this.node(nodes[i]!);
  }

  /** Final weights of the upward arcs of a rank; everything below it in the elimination tree must be final. */
  node(x: number): void {
    const { upFirst, upHead, upTail, downFirst, downArc } = this.hierarchy;
    const { upMs, downMs, upVia, downVia } = this.metric;
    const { arcTo } = this;
    const end = upFirst[x + 1]!;
    if (upFirst[x] === end) return;
    for (let e = upFirst[x]!; e < end; e++) {
      arcTo[upHead[e]!] = e;
      upMs[e] = CLOSED_MS;
      downMs[e] = CLOSED_MS;
      upVia[e] = NOTHING;
      downVia[e] = NOTHING;
    }
    this.streets(x);
    for (let d = downFirst[x]!; d < downFirst[x + 1]!; d++) {
      const f = downArc[d]!;
      const toMiddle = downMs[f]!;
      const fromMiddle = upMs[f]!;
      const last = upFirst[upTail[f]! + 1]!;
      for (let g = f + 1; g < last; g++) {
        const e = arcTo[upHead[g]!]!;
        const up = toMiddle + upMs[g]!;
        if (up < upMs[e]!) {
          upMs[e] = up;
          upVia[e] = f;
        }
        const down = downMs[g]! + fromMiddle;
        if (down < downMs[e]!) {
          downMs[e] = down;
          downVia[e] = f;
        }
      }
    }
  }

  /** Sets the upward arcs of a rank to the streets they stand for, the quickest where several do. */
  private streets(x: number): void {
    const { inputFirst, place, roadArc, turnMs } = this.hierarchy;
    const { upMs, downMs, upVia, downVia } = this.metric;
    for (let i = inputFirst[x]!; i < inputFirst[x + 1]!; i++) {
      const road = roadArc[i]!;
      const street = road === NO_ROAD_ARC ? 0 : this.weightMs[road]!;
      if (street >= CLOSED_MS) continue;
      const weight = street + turnMs[i]!;
      const e = place[i]! >> 1;
      if ((place[i]! & 1) === 0) {
        if (weight >= upMs[e]!) continue;
        upMs[e] = weight;
        upVia[e] = ~i;
      } else if (weight < downMs[e]!) {
        downMs[e] = weight;
        downVia[e] = ~i;
      }
    }
  }
}
