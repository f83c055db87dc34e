/** Least laxity first: within the limit, the car that can wait least is served first, at full power.
 *  Source: Lee et al., Adaptive Charging Networks, IEEE Trans. Smart Grid 12 (2021). */
import type { StrategyDefinition } from '../snapshot.ts';
import { availableKw, ranked, serveInOrder } from './share-out.ts';
import { laxityH } from './urgency.ts';

export const leastLaxity: StrategyDefinition = {
  name: 'least-laxity',
  discharges: false,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      const order = ranked(now, (i) => laxityH(now, i, efficiencyShare));
      serveInOrder(now, powerKw, order, availableKw(now));
    };
  },
};
