/** Earliest deadline first: within the limit, the car that says it leaves first is served first, at full power.
 *  Source: Liu and Layland, J. ACM 20 (1973) 46. */
import type { StrategyDefinition } from '../snapshot.ts';
import { availableKw, ranked, serveInOrder } from './share-out.ts';

export const earliestDeadline: StrategyDefinition = {
  name: 'earliest-deadline',
  discharges: false,
  create: () => (now, powerKw) => {
    const { statedDepartureStep } = now.sessions;
    serveInOrder(
      now,
      powerKw,
      ranked(now, (i) => statedDepartureStep[i]!),
      availableKw(now),
    );
  },
};
