/** V2G peak shaving: keeps the site near its own level. Above it cars that have slack give power back; below it cars fill up.
 *  The energy asked at departure stays guaranteed: a car discharges only what it can take back in time with a margin. */
import type { StrategyDefinition } from '../snapshot.ts';
import { fillUp, levelKw } from './level.ts';
import { coverBy } from './spare.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

/** Dead band above the level, share of the level: prevents cycling the battery for small gains. */
const DEAD_BAND_SHARE = 0.1;
/** Power counted on for taking energy back: all cars of a site do so in the same valley. */
const TAKE_BACK_SHARE = 0.15;

export const v2gPeakShaving: StrategyDefinition = {
  name: 'v2g-peak-shaving',
  discharges: true,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      let netKw = now.loadKw - now.pvKw;
      for (let i = 0; i < now.sessions.active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        netKw += powerKw[i]!;
      }
      const level = levelKw(now, efficiencyShare);
      if (netKw < level) fillUp(now, powerKw, level - netKw);
      else if (netKw > (1 + DEAD_BAND_SHARE) * level)
        coverBy(now, powerKw, netKw - level, efficiencyShare, TAKE_BACK_SHARE);
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
