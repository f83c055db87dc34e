/** Peak shaving without discharge: cars fill the site's load up to its own level, and what a car must have in time. Keeps the limit. */
import type { StrategyDefinition } from '../snapshot.ts';
import { fillUp, levelKw } from './level.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

export const peakShaving: StrategyDefinition = {
  name: 'peak-shaving',
  discharges: false,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      let mustKw = 0;
      for (let i = 0; i < now.sessions.active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        mustKw += powerKw[i]!;
      }
      fillUp(now, powerKw, levelKw(now, efficiencyShare) - now.loadKw + now.pvKw - mustKw);
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
