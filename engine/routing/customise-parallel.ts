/** Customization on threads: separate subtrees of the elimination tree side by side, then the few nodes above them.
 *  In: hierarchy, times, a pool. Out: the same metric as `customise`, to the bit. */
import type { Job, Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedU32 } from '../core/shared.ts';
import { Customiser, emptyMetric, type RoadMetric } from './customise.ts';
import { NO_RANK, type RoadHierarchy } from './hierarchy.ts';

/** Chunks a thread, so that threads of unlike speed still end together, and subtrees a thread at least: the fewer, the less is left above them,
 *  which one thread does alone. */
const CHUNKS_PER_THREAD = 2;
const SUBTREES_PER_THREAD = 1.5;

/** Nodes of separate subtrees by chunk, each ascending, and the nodes above them, ascending. */
export interface Subtrees {
  /** [chunk + 1] into node */
  readonly first: Uint32Array;
  readonly node: Uint32Array;
  readonly above: Uint32Array;
}

export interface CustomisePayload {
  readonly hierarchy: RoadHierarchy;
  readonly metric: RoadMetric;
  readonly weightMs: Uint32Array;
  readonly subtrees: Subtrees;
}

export const customiseJob: Job<CustomisePayload> = ({ hierarchy, metric, weightMs, subtrees }) => {
  const work = new Customiser(hierarchy, metric, weightMs);
  const { first, node } = subtrees;
  return (chunk) => work.list(node.subarray(first[chunk], first[chunk + 1]));
};

/** @param weightMs [road arc] time, NO_ACCESS where closed @throws CancelledError */
export async function customiseOn(
  parallel: Parallel,
  hierarchy: RoadHierarchy,
  weightMs: Uint32Array,
  context: StageContext,
  stage = 'roads',
): Promise<RoadMetric> {
  const metric = emptyMetric(hierarchy);
  const subtrees = subtreesOf(hierarchy, parallel.threads);
  const payload: CustomisePayload = { hierarchy, metric, weightMs, subtrees };
  await parallel.run('customise roads', customiseJob, payload, subtrees.first.length - 1, context, stage);
  new Customiser(hierarchy, metric, weightMs).list(subtrees.above);
  return metric;
}

const known = new WeakMap<RoadHierarchy, Map<number, Subtrees>>();

/** Cuts the elimination tree into subtrees of about equal work. Made once a hierarchy and number of threads. */
export function subtreesOf(hierarchy: RoadHierarchy, threads: number): Subtrees {
  const own = known.get(hierarchy) ?? new Map<number, Subtrees>();
  known.set(hierarchy, own);
  let subtrees = own.get(threads);
  if (subtrees === undefined) {
    subtrees = cutTree(hierarchy, threads);
    own.set(threads, subtrees);
  }
  return subtrees;
}

function cutTree({ nodeCount, parent, upFirst, upTail, downFirst, downArc }: RoadHierarchy, threads: number): Subtrees {
  const chunks = CHUNKS_PER_THREAD * threads;
  // Work of a node: the triangles below it. Children have lower ranks, so one ascending pass sums subtrees.
  const own = new Float64Array(nodeCount);
  const sum = new Float64Array(nodeCount);
  for (let x = 0; x < nodeCount; x++) {
    for (let d = downFirst[x]!; d < downFirst[x + 1]!; d++) {
      const arc = downArc[d]!;
      own[x]! += upFirst[upTail[arc]! + 1]! - arc - 1;
    }
    sum[x]! += own[x]! + 1;
    if (parent[x] !== NO_RANK) sum[parent[x]!]! += sum[x]!;
  }
  const total = own.reduce((all, one) => all + one + 1, 0);
  const most = total / (SUBTREES_PER_THREAD * threads);
  // Descending, so that a node knows whether its parent lies above the cut.
  const rootOf = new Uint32Array(nodeCount).fill(NO_RANK);
  const roots: number[] = [];
  const above: number[] = [];
  for (let x = nodeCount - 1; x >= 0; x--) {
    const up = parent[x]!;
    if (up !== NO_RANK && rootOf[up] !== NO_RANK) rootOf[x] = rootOf[up]!;
    else if (sum[x]! > most) above.push(x);
    else {
      rootOf[x] = x;
      roots.push(x);
    }
  }
  const chunkOf = new Uint32Array(nodeCount);
  const load = new Float64Array(chunks);
  for (const root of roots.sort((a, b) => sum[b]! - sum[a]! || a - b)) {
    let least = 0;
    for (let chunk = 1; chunk < chunks; chunk++) if (load[chunk]! < load[least]!) least = chunk;
    chunkOf[root] = least;
    load[least]! += sum[root]!;
  }
  const rows: number[][] = Array.from({ length: chunks }, () => []);
  for (let x = 0; x < nodeCount; x++) if (rootOf[x] !== NO_RANK) rows[chunkOf[rootOf[x]!]!]!.push(x);
  const first = sharedU32(chunks + 1);
  const node = sharedU32(nodeCount - above.length);
  rows.forEach((row, chunk) => {
    node.set(row, first[chunk]);
    first[chunk + 1] = first[chunk]! + row.length;
  });
  return { first, node, above: Uint32Array.from(above.reverse()) };
}
