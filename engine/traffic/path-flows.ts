/** Flows by path: what path-based assignment holds, and the sums over links that follow from it. Pure but for the given LinkState. */
import type { OriginDemand } from './assignment.ts';
import type { AssignmentNetwork, UserClass } from './assignment-network.ts';
import type { LinkState } from './link-state.ts';

export interface Path {
  readonly links: Uint32Array;
  /** passenger-car units */
  flow: number;
}

/** Trips of one class from one zone to another. */
export interface Pair {
  readonly demand: OriginDemand;
  readonly destination: number;
  readonly trips: number;
  readonly paths: Path[];
}

/** Cost of a path at the given link costs. */
export function costOf(links: Uint32Array, cost: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < links.length; i++) sum += cost[links[i]!]!;
  return sum;
}

/** Link flows of all paths anew, with their costs. */
export function loadAll(state: LinkState, pairsOf: readonly Pair[][]): void {
  state.flow.fill(0);
  for (const pairs of pairsOf)
    for (const { paths } of pairs)
      for (const { links, flow } of paths) for (let i = 0; i < links.length; i++) state.flow[links[i]!]! += flow;
  state.updateAll();
}

/** @returns [class][link] vehicles */
export function classFlows(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
  pairsOf: readonly Pair[][],
): Float64Array[] {
  const flows = classes.map(() => new Float64Array(network.linkCount));
  for (const pairs of pairsOf)
    for (const { demand, paths } of pairs) {
      const of = flows[demand.classIndex]!;
      const pcu = classes[demand.classIndex]!.pcu;
      for (const { links, flow } of paths) for (let i = 0; i < links.length; i++) of[links[i]!]! += flow / pcu;
    }
  return flows;
}
