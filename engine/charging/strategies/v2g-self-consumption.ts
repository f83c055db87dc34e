/** V2G self-consumption: cars fill with the sun's surplus and give it back when the site draws from the grid, never more than it draws.
 *  The energy asked at departure stays guaranteed. */
import type { StrategyDefinition } from '../snapshot.ts';
import { fillUp } from './level.ts';
import { coverBy } from './spare.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

export const v2gSelfConsumption: StrategyDefinition = {
  name: 'v2g-self-consumption',
  discharges: true,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      let netKw = now.loadKw - now.pvKw;
      for (let i = 0; i < now.sessions.active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        netKw += powerKw[i]!;
      }
      if (netKw < 0) fillUp(now, powerKw, -netKw);
      else coverBy(now, powerKw, netKw, efficiencyShare);
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
