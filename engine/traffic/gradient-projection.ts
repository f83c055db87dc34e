/** Traffic equilibrium by gradient projection on path flows: each origin–destination pair keeps the paths it uses and moves flow from
 *  dear paths to the cheapest one by a Newton step on the difference of their costs, link costs being refreshed after every pair.
 *  In: network, classes, options. Out: AssignmentResult. No I/O.
 *  Method: Jayakrishnan, Tsai, Prashker, Rajadhyaksha (1994), Transportation Research Record 1443, 75–83; several sweeps over the known
 *  paths between two searches for new ones as in Perederieieva et al. (2015), doi 10.1016/j.cor.2014.08.024; when that stalls, pattern moves
 *  (pattern-move.ts). */
import {
  type AssignmentOptions,
  type AssignmentResult,
  type AssignmentSteps,
  type OriginDemand,
  originDemands,
  solved,
  stoppedTooEarly,
  type UnservedPair,
} from './assignment.ts';
import type { AssignmentNetwork, UserClass } from './assignment-network.ts';
import { LinkState } from './link-state.ts';
import { classFlows, costOf, loadAll, type Pair, type Path } from './path-flows.ts';
import { PatternMove } from './pattern-move.ts';
import { NO_LINK, ShortestTree } from './shortest-tree.ts';

/** Sweeps over known paths between two path searches, at most. */
const MAX_SWEEPS = 20;
/** A sweep is repeated while the known paths' own gap exceeds this part of the gap found by the last search. */
const SWEEP_TARGET = 0.02;
/** An iteration that leaves more than this part of the gap is stalled: its moves are repeated at once. */
const STALLED = 0.7;

export function gradientProjection(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
  options: AssignmentOptions,
): AssignmentResult {
  return solved(gradientProjectionSteps(network, classes, options));
}

export function* gradientProjectionSteps(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
  options: AssignmentOptions,
): AssignmentSteps {
  const state = new LinkState(network, classes, options.principle);
  const tree = new ShortestTree(network);
  const { demands, intrazonalTrips } = originDemands(network, classes);
  const pairsOf = demands.map((demand) =>
    Array.from(
      demand.destinations,
      (destination, i): Pair => ({
        demand,
        destination,
        trips: demand.trips[i]! * classes[demand.classIndex]!.pcu,
        paths: [],
      }),
    ),
  );
  const equilibrate = new PairEquilibrator(state, network.linkCount);
  const unserved: UnservedPair[] = [];
  const patternMove = new PatternMove(network, classes, state);
  let relativeGap = Infinity;
  let previousGap = Infinity;
  let iteration = 0;
  for (;;) {
    const search = yield* searchPaths(
      network,
      tree,
      state,
      demands,
      pairsOf,
      classes,
      iteration === 0 ? unserved : null,
    );
    if (search === null) {
      if (iteration === 0) throw stoppedTooEarly();
      break;
    }
    const { total, shortest } = search;
    if (iteration > 0) {
      relativeGap = total > 0 ? Math.max(0, 1 - shortest / total) : 0;
      options.onIteration?.(iteration, relativeGap);
      if (relativeGap <= options.gap || iteration >= options.maxIterations) break;
    }
    if (iteration === 0) loadAll(state, pairsOf);
    iteration++;
    const excessTarget = iteration === 1 ? 0 : SWEEP_TARGET * relativeGap * total;
    let stopped = false;
    for (let sweep = 0; !stopped && sweep < (iteration === 1 ? 1 : MAX_SWEEPS); sweep++) {
      let excess = 0;
      for (const pairs of pairsOf) {
        for (const pair of pairs) if (pair.paths.length > 1) excess += equilibrate.balance(pair);
        if (yield) {
          stopped = true;
          break;
        }
      }
      if (excess <= excessTarget) break;
    }
    if (!stopped && iteration > 1 && relativeGap > STALLED * previousGap)
      patternMove.apply(pairsOf, () => {
        for (const pairs of pairsOf) for (const pair of pairs) if (pair.paths.length > 1) equilibrate.balance(pair);
      });
    previousGap = relativeGap;
    // Sums of many small moves drift; the paths are the truth.
    loadAll(state, pairsOf);
    if (stopped) break;
  }
  const classFlow = classFlows(network, classes, pairsOf);
  return {
    objective: state.objective(classFlow),
    relativeGap,
    iterations: iteration,
    converged: relativeGap <= options.gap,
    flow: state.flow.slice(),
    cost: state.cost[0]!.slice(),
    classFlow,
    unserved,
    intrazonalTrips,
  };
}

/** One tree per origin and class at the present costs: adds each pair's shortest path when it is new and cheaper, and sums costs for the gap.
 *  @returns null when told to stop */
function* searchPaths(
  network: AssignmentNetwork,
  tree: ShortestTree,
  state: LinkState,
  demands: readonly OriginDemand[],
  pairsOf: Pair[][],
  classes: readonly UserClass[],
  unserved: UnservedPair[] | null,
): Generator<void, { total: number; shortest: number } | null, boolean | undefined> {
  let total = 0;
  let shortest = 0;
  for (const [d, demand] of demands.entries()) {
    if (yield) return null;
    const cost = state.cost[demand.classIndex]!;
    tree.grow(demand.origin, cost);
    const pairs = pairsOf[d]!;
    let lost = false;
    for (const pair of pairs) {
      const least = tree.cost[pair.destination]!;
      if (least === Infinity) {
        lost = true;
        const { name, pcu } = classes[demand.classIndex]!;
        unserved?.push({
          userClass: name,
          origin: demand.origin + 1,
          destination: pair.destination + 1,
          trips: pair.trips / pcu,
        });
        continue;
      }
      shortest += least * pair.trips;
      let known = Infinity;
      for (const path of pair.paths) {
        const pathCost = costOf(path.links, cost);
        total += pathCost * path.flow;
        if (pathCost < known) known = pathCost;
      }
      if (least < known - 1e-14 * known || known === Infinity)
        pair.paths.push({
          links: tracePath(network, tree, pair.destination),
          flow: pair.paths.length === 0 ? pair.trips : 0,
        });
    }
    if (lost) pairsOf[d] = pairs.filter((pair) => tree.cost[pair.destination] !== Infinity);
  }
  return { total, shortest };
}

function tracePath(network: AssignmentNetwork, tree: ShortestTree, destination: number): Uint32Array {
  const links: number[] = [];
  for (let link = tree.lastLink[destination]!; link !== NO_LINK; link = tree.lastLink[network.from[link]!]!)
    links.push(link);
  return Uint32Array.from(links.reverse());
}

/** Moves flow between the known paths of one pair; owns the marks that find the links two paths have in common. */
class PairEquilibrator {
  private readonly state: LinkState;
  private readonly mark: Uint32Array;
  private stamp = 0;

  constructor(state: LinkState, linkCount: number) {
    this.state = state;
    this.mark = new Uint32Array(linkCount);
  }

  /** @returns the pair's excess cost Σ flow · (cost − least cost) before the move */
  balance(pair: Pair): number {
    const { state } = this;
    const cost = state.cost[pair.demand.classIndex]!;
    const { paths } = pair;
    let best = 0;
    let bestCost = Infinity;
    for (let k = 0; k < paths.length; k++) {
      const pathCost = costOf(paths[k]!.links, cost);
      if (pathCost < bestCost) {
        bestCost = pathCost;
        best = k;
      }
    }
    const cheap = paths[best]!;
    let excess = 0;
    for (let k = 0; k < paths.length; k++) {
      if (k === best) continue;
      const path = paths[k]!;
      if (path.flow > 0) excess += this.move(path, cheap, cost);
    }
    for (let k = paths.length - 1; k >= 0; k--) if (paths[k]!.flow <= 0 && paths[k] !== cheap) paths.splice(k, 1);
    return excess;
  }

  private move(from: Path, to: Path, cost: Float64Array): number {
    const { state, mark } = this;
    const stamp = ++this.stamp;
    let difference = 0;
    let slope = 0;
    for (let i = 0; i < to.links.length; i++) {
      const link = to.links[i]!;
      mark[link] = stamp;
      difference -= cost[link]!;
      slope += state.slope[link]!;
    }
    for (let i = 0; i < from.links.length; i++) {
      const link = from.links[i]!;
      difference += cost[link]!;
      slope += mark[link] === stamp ? -state.slope[link]! : state.slope[link]!;
    }
    if (difference <= 0) return 0;
    const excess = from.flow * difference;
    const step = slope > 0 ? Math.min(from.flow, difference / slope) : from.flow;
    if (step <= 0) return excess;
    from.flow = step === from.flow ? 0 : from.flow - step;
    to.flow += step;
    for (let i = 0; i < from.links.length; i++) state.flow[from.links[i]!]! -= step;
    for (let i = 0; i < to.links.length; i++) state.flow[to.links[i]!]! += step;
    for (let i = 0; i < from.links.length; i++) state.update(from.links[i]!);
    for (let i = 0; i < to.links.length; i++) state.update(to.links[i]!);
    return excess;
  }
}
