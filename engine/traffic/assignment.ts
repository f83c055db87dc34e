/** What an assignment answers, and what its solvers share. */
import { CancelledError, RunError } from '../core/errors.ts';
import type { AssignmentNetwork, UserClass } from './assignment-network.ts';
import type { Principle } from './link-state.ts';

export interface AssignmentOptions {
  readonly principle: Principle;
  /** Stop at this relative gap = 1 − (cost of all trips on shortest paths) / (cost of all trips as they run). */
  readonly gap: number;
  readonly maxIterations: number;
  readonly onIteration?: (iteration: number, relativeGap: number) => void;
}

export interface AssignmentResult {
  readonly objective: number;
  readonly relativeGap: number;
  readonly iterations: number;
  /** false when the iterations ended before the gap was reached */
  readonly converged: boolean;
  /** [link] passenger-car units */
  readonly flow: Float64Array;
  /** [link] cost that a traveller of the first class meets */
  readonly cost: Float64Array;
  /** [class][link] vehicles */
  readonly classFlow: readonly Float64Array[];
  /** Trips that no path serves: counted and named, left out of the flows. */
  readonly unserved: readonly UnservedPair[];
  /** Trips within a zone; they use no link. */
  readonly intrazonalTrips: number;
}

export interface UnservedPair {
  readonly userClass: string;
  /** Zones numbered from 1 as in the files. */
  readonly origin: number;
  readonly destination: number;
  readonly trips: number;
}

/** A solver in small steps (a tree of shortest paths, a sweep over one origin's paths). Told `true`, it ends where it stands: with the flows found so
 *  far and the gap last measured, not converged. @throws CancelledError when it is told so before it has any flows */
export type AssignmentSteps = Generator<void, AssignmentResult, boolean | undefined>;

/** Takes all steps. */
export function solved(steps: AssignmentSteps): AssignmentResult {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

export const stoppedTooEarly = (): CancelledError => new CancelledError('stopped before any flows were found');

/** Trips of one class from one origin that need a path. */
export interface OriginDemand {
  readonly classIndex: number;
  readonly origin: number;
  readonly destinations: Uint32Array;
  readonly trips: Float64Array;
}

export function originDemands(
  network: AssignmentNetwork,
  classes: readonly UserClass[],
): { demands: OriginDemand[]; intrazonalTrips: number } {
  const zones = network.zoneCount;
  const demands: OriginDemand[] = [];
  let intrazonalTrips = 0;
  classes.forEach((userClass, classIndex) => {
    if (userClass.demand.length !== zones * zones)
      throw new RunError(
        `class ${userClass.name}: demand must be ${zones} × ${zones}, got ${userClass.demand.length} cells`,
      );
    for (let origin = 0; origin < zones; origin++) {
      const destinations: number[] = [];
      for (let to = 0; to < zones; to++) {
        const trips = userClass.demand[origin * zones + to]!;
        if (to === origin) intrazonalTrips += trips;
        else if (trips > 0) destinations.push(to);
      }
      if (destinations.length === 0) continue;
      demands.push({
        classIndex,
        origin,
        destinations: Uint32Array.from(destinations),
        trips: Float64Array.from(destinations, (to) => userClass.demand[origin * zones + to]!),
      });
    }
  });
  return { demands, intrazonalTrips };
}
