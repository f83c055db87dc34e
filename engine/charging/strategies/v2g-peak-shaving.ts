/** V2G peak shaving: holds the site at the lowest level that forecast and cars allow. Above it cars that have slack give power back;
 *  below it those with least slack fill up. The energy asked at departure stays guaranteed. */
import type { StrategyDefinition } from '../snapshot.ts';
import { LowestLevel } from './lowest-level.ts';
import { ranked } from './share-out.ts';
import { coverBy } from './spare.ts';
import { guaranteedKw, keepLimit, laxityH } from './urgency.ts';

/** Power counted on for taking energy back: all cars of a site do so in the same valley. */
const TAKE_BACK_SHARE = 0.3;
/** Dead band above the level, share of the level: prevents cycling the battery for small gains. */
const DEAD_BAND_SHARE = 0.05;

export const v2gPeakShaving: StrategyDefinition = {
  name: 'v2g-peak-shaving',
  discharges: true,
  create: ({ efficiencyShare }) => {
    const lowest = new LowestLevel();
    return (now, powerKw) => {
      const { active, maximumKw, minimumKw, storedKwh, ceilingKwh } = now.sessions;
      let netKw = now.loadKw - now.pvKw;
      for (let i = 0; i < active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        netKw += powerKw[i]!;
      }
      const level = lowest.find(now, efficiencyShare);
      if (netKw < level) {
        let left = level - netKw;
        for (const i of ranked(now, (s) => laxityH(now, s, efficiencyShare))) {
          if (left <= 0) break;
          if (powerKw[i]! > 0 || storedKwh[i]! >= ceilingKwh[i]!) continue;
          const share = Math.min(maximumKw[i]!, left);
          if (share < minimumKw[i]!) continue;
          powerKw[i] = share;
          left -= share;
        }
      } else if (netKw > (1 + DEAD_BAND_SHARE) * level)
        coverBy(now, powerKw, netKw - level, efficiencyShare, TAKE_BACK_SHARE);
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
