/** Traffic equilibrium by Frank and Wolfe's method: all-or-nothing on shortest paths, then the best point on the line between old and new flows.
 *  Slow near the end; kept as the yardstick for faster methods. Method: LeBlanc, Morlok, Pierskalla (1975), Transportation Research 9, 309–318. */
import {
  type AssignmentOptions,
  type AssignmentResult,
  type AssignmentSteps,
  originDemands,
  solved,
  stoppedTooEarly,
  type UnservedPair,
} from './assignment.ts';
import type { AssignmentNetwork, UserClass } from './assignment-network.ts';
import { LinkState } from './link-state.ts';
import { NO_LINK, ShortestTree } from './shortest-tree.ts';

export function frankWolfe(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
  options: AssignmentOptions,
): AssignmentResult {
  return solved(frankWolfeSteps(network, classes, options));
}

export function* frankWolfeSteps(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
  options: AssignmentOptions,
): AssignmentSteps {
  const state = new LinkState(network, classes, options.principle);
  const tree = new ShortestTree(network);
  const { demands, intrazonalTrips } = originDemands(network, classes);
  const classFlow = classes.map(() => new Float64Array(network.linkCount));
  const target = classes.map(() => new Float64Array(network.linkCount));
  const unserved: UnservedPair[] = [];

  /** All trips on the shortest paths of the present costs. @returns their cost; null when told to stop */
  function* allOrNothing(first: boolean): Generator<void, number | null, boolean | undefined> {
    let shortest = 0;
    for (const flow of target) flow.fill(0);
    for (const { classIndex, origin, destinations, trips } of demands) {
      if (yield) return null;
      tree.grow(origin, state.cost[classIndex]!);
      const { name, pcu } = classes[classIndex]!;
      const flow = target[classIndex]!;
      for (let i = 0; i < destinations.length; i++) {
        const destination = destinations[i]!;
        if (tree.cost[destination] === Infinity) {
          if (first)
            unserved.push({ userClass: name, origin: origin + 1, destination: destination + 1, trips: trips[i]! });
          continue;
        }
        shortest += pcu * trips[i]! * tree.cost[destination]!;
        for (let link = tree.lastLink[destination]!; link !== NO_LINK; link = tree.lastLink[network.from[link]!]!)
          flow[link]! += trips[i]!;
      }
    }
    return shortest;
  }
  const moveTo = (share: number): void => {
    state.flow.fill(0);
    for (let c = 0; c < classes.length; c++) {
      const flow = classFlow[c]!;
      const to = target[c]!;
      for (let link = 0; link < network.linkCount; link++) {
        flow[link]! += share * (to[link]! - flow[link]!);
        state.flow[link]! += classes[c]!.pcu * flow[link]!;
      }
    }
    state.updateAll();
  };
  /** Slope of the objective along the direction at a share: zero at the best step. */
  const slopeAt = (share: number): number => {
    let slope = 0;
    for (let link = 0; link < network.linkCount; link++) {
      let flow = 0;
      for (let c = 0; c < classes.length; c++)
        flow += classes[c]!.pcu * (classFlow[c]![link]! + share * (target[c]![link]! - classFlow[c]![link]!));
      state.flow[link] = flow;
    }
    state.updateAll();
    for (let c = 0; c < classes.length; c++)
      for (let link = 0; link < network.linkCount; link++)
        slope += classes[c]!.pcu * (target[c]![link]! - classFlow[c]![link]!) * state.cost[c]![link]!;
    return slope;
  };

  if ((yield* allOrNothing(true)) === null) throw stoppedTooEarly();
  moveTo(1);
  let relativeGap = Infinity;
  let iteration = 0;
  for (;;) {
    const shortest = yield* allOrNothing(false);
    if (shortest === null) break;
    let total = 0;
    for (let c = 0; c < classes.length; c++)
      for (let link = 0; link < network.linkCount; link++)
        total += classes[c]!.pcu * classFlow[c]![link]! * state.cost[c]![link]!;
    relativeGap = total > 0 ? Math.max(0, 1 - shortest / total) : 0;
    iteration++;
    options.onIteration?.(iteration, relativeGap);
    if (relativeGap <= options.gap || iteration >= options.maxIterations) break;
    let low = 0;
    let high = 1;
    if (slopeAt(1) <= 0) low = 1;
    else
      for (let i = 0; i < 30 && high - low > 1e-9; i++) {
        const middle = (low + high) / 2;
        if (slopeAt(middle) > 0) high = middle;
        else low = middle;
      }
    moveTo((low + high) / 2);
  }
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
