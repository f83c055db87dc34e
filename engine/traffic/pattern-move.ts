/** Repeats what one sweep of path moves did, as often as it lowers the objective. Two classes that value a toll differently exchange places
 *  without changing any link's flow: pair-by-pair Newton steps then move the same tiny amount in every sweep, for thousands of sweeps. Along
 *  the sum of such moves the objective falls on a line, which can be followed at once until a path is empty.
 *  In: paths by pair, a sweep. Out: the paths moved. Scratch: the flows before.
 *  Method: pattern move of Hooke and Jeeves (1961), Journal of the ACM 8(2), 212–229, doi 10.1145/321062.321069, on path flows. */
import type { AssignmentNetwork, UserClass } from './assignment-network.ts';
import type { LinkState } from './link-state.ts';
import { classFlows, loadAll, type Pair } from './path-flows.ts';

/** Doublings of the move, at most. */
const MAX_DOUBLINGS = 40;

interface Direction {
  readonly pair: Pair;
  readonly start: Float64Array;
  readonly change: Float64Array;
  /** how often the change fits before one of the pair's paths is empty */
  readonly room: number;
}

export class PatternMove {
  private readonly network: AssignmentNetwork;
  private readonly classes: readonly UserClass[];
  private readonly state: LinkState;

  constructor(network: AssignmentNetwork, classes: readonly UserClass[], state: LinkState) {
    this.network = network;
    this.classes = classes;
    this.state = state;
  }

  /** @param pairsOf [origin and class] pairs with their paths, changed in place; the trips of every pair are kept
   *  @param sweep one sweep of ordinary moves over all pairs */
  apply(pairsOf: readonly Pair[][], sweep: () => void): void {
    const before = pairsOf.map((pairs) =>
      pairs.map((pair) => (pair.paths.length > 1 ? Float64Array.from(pair.paths, (path) => path.flow) : null)),
    );
    sweep();
    const directions = pairsOf.flatMap((pairs, d) => pairs.flatMap((pair, i) => directionOf(pair, before[d]![i]!)));
    if (directions.length === 0) return;
    let best = 0;
    let bestObjective = this.objectiveAt(pairsOf, directions, 0);
    for (let step = 1, k = 0; k < MAX_DOUBLINGS; k++, step *= 2) {
      const objective = this.objectiveAt(pairsOf, directions, step);
      if (objective >= bestObjective) break;
      best = step;
      bestObjective = objective;
    }
    this.objectiveAt(pairsOf, directions, best);
  }

  private objectiveAt(pairsOf: readonly Pair[][], directions: readonly Direction[], step: number): number {
    for (const { pair, start, change, room } of directions) {
      const length = Math.min(step, room);
      for (let k = 0; k < start.length; k++)
        pair.paths[k]!.flow = length === 0 ? start[k]! : Math.max(0, start[k]! + length * change[k]!);
    }
    loadAll(this.state, pairsOf);
    return this.state.objective(classFlows(this.network, this.classes, pairsOf));
  }
}

/** Nothing for a pair that lost a path in the sweep or did not change. */
function directionOf(pair: Pair, before: Float64Array | null): Direction[] {
  if (before === null || before.length !== pair.paths.length) return [];
  const start = Float64Array.from(pair.paths, (path) => path.flow);
  const change = start.map((flow, k) => flow - before[k]!);
  let room = Infinity;
  for (let k = 0; k < start.length; k++) if (change[k]! < 0) room = Math.min(room, start[k]! / -change[k]!);
  return room === Infinity ? [] : [{ pair, start, change, room }];
}
