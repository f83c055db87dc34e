/** Times from many nodes to all nodes or to many: one upward search and one sweep an origin, the sweep only over what the destinations need.
 *  Method: PHAST and RPHAST (Delling, Goldberg, Werneck 2011, doi 10.4230/OASIcs.ATMOS.2011.52), on a customizable hierarchy. */
import type { Job, Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedU32 } from '../core/shared.ts';
import { CLOSED_MS } from './customise.ts';
import { NO_PATH } from './dijkstra.ts';
import { NO_RANK } from './hierarchy.ts';
import type { RoadIndex } from './road-query.ts';

/** The part of a hierarchy that leads down to some destinations. */
export interface SweepPlan {
  /** [destination] road node. */
  readonly destinations: Uint32Array;
  /** Ranks above and at the destinations, highest first. */
  readonly ranks: Uint32Array;
}

/** @param destinations road nodes, in the order of the table's columns */
export function planSweep({ hierarchy }: RoadIndex, destinations: Uint32Array): SweepPlan {
  const needed = new Uint8Array(hierarchy.nodeCount);
  for (const node of destinations)
    for (let x = hierarchy.targetRank[node]!; x !== NO_RANK && needed[x] === 0; x = hierarchy.parent[x]!) needed[x] = 1;
  const ranks: number[] = [];
  for (let x = hierarchy.nodeCount - 1; x >= 0; x--) if (needed[x] === 1) ranks.push(x);
  const shared = { destinations: sharedU32(destinations.length), ranks: sharedU32(ranks.length) };
  shared.destinations.set(destinations);
  shared.ranks.set(ranks);
  return shared;
}

/** Owns its scratch; one per worker. */
export class RoadSweep {
  private readonly index: RoadIndex;
  private readonly plan: SweepPlan;
  private readonly reachedMs: Int32Array;

  constructor(index: RoadIndex, plan: SweepPlan) {
    this.index = index;
    this.plan = plan;
    this.reachedMs = new Int32Array(index.hierarchy.nodeCount);
  }

  /** Times from a road node to every destination [ms], NO_PATH where there is none. @param outTimeMs [destination] */
  row(from: number, outTimeMs: Uint32Array): void {
    const { parent, upFirst, upHead, originRank, targetRank } = this.index.hierarchy;
    const { upMs, downMs } = this.index.metric;
    const { destinations, ranks } = this.plan;
    const reachedMs = this.reachedMs.fill(CLOSED_MS);
    reachedMs[originRank[from]!] = 0;
    for (let x = originRank[from]!; x !== NO_RANK; x = parent[x]!) {
      const at = reachedMs[x]!;
      if (at === CLOSED_MS) continue;
      for (let e = upFirst[x]!, end = upFirst[x + 1]!; e < end; e++) {
        const reached = at + upMs[e]!;
        if (reached < reachedMs[upHead[e]!]!) reachedMs[upHead[e]!] = reached;
      }
    }
    for (let r = 0; r < ranks.length; r++) {
      const x = ranks[r]!;
      let best = reachedMs[x]!;
      for (let e = upFirst[x]!, end = upFirst[x + 1]!; e < end; e++) {
        const reached = reachedMs[upHead[e]!]! + downMs[e]!;
        if (reached < best) best = reached;
      }
      reachedMs[x] = best;
    }
    for (let d = 0; d < destinations.length; d++) {
      const node = destinations[d]!;
      const reached = reachedMs[targetRank[node]!]!;
      outTimeMs[d] = node === from ? 0 : reached >= CLOSED_MS ? NO_PATH : reached;
    }
  }
}

export interface TablePayload {
  readonly index: RoadIndex;
  readonly plan: SweepPlan;
  readonly origins: Uint32Array;
  /** [origin × destination] */
  readonly timeMs: Uint32Array;
  readonly chunkOrigins: number;
}

export const roadTableJob: Job<TablePayload> = ({ index, plan, origins, timeMs, chunkOrigins }) => {
  const sweep = new RoadSweep(index, plan);
  const width = plan.destinations.length;
  return (chunk) => {
    const to = Math.min(origins.length, (chunk + 1) * chunkOrigins);
    for (let o = chunk * chunkOrigins; o < to; o++) sweep.row(origins[o]!, timeMs.subarray(o * width, (o + 1) * width));
  };
};

/** Times from every origin to every destination [ms], [origin × destination], in shared memory. @throws CancelledError */
export async function roadTable(
  parallel: Parallel,
  index: RoadIndex,
  origins: Uint32Array,
  destinations: Uint32Array,
  context: StageContext,
  stage = 'roads',
): Promise<Uint32Array> {
  const timeMs = sharedU32(origins.length * destinations.length);
  const chunkOrigins = 8;
  const payload: TablePayload = { index, plan: planSweep(index, destinations), origins, timeMs, chunkOrigins };
  await parallel.run('road table', roadTableJob, payload, Math.ceil(origins.length / chunkOrigins), context, stage);
  return timeMs;
}
