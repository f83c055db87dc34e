/** V2G arbitrage: buys in the cheapest known steps of a car's stay and sells in the dearest, when the spread pays for losses and wear.
 *  A car sells now when now is among the dearest steps its spare energy lasts for and buying it back later is cheap enough.
 *  What the site itself draws is worth the consumer price, what goes beyond only the feed-in price. Energy at departure is guaranteed. */
import type { StrategyDefinition } from '../snapshot.ts';
import { lowestKwh } from './spare.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

/** Power counted on for taking energy back. */
const TAKE_BACK_SHARE = 0.7;

export const v2gArbitrage: StrategyDefinition = {
  name: 'v2g-arbitrage',
  discharges: true,
  fillsToCeiling: true,
  create: ({ efficiencyShare, wearEurPerKwh }) => {
    return (now, powerKw) => {
      const { sessions, forecast, stepH } = now;
      const { active, maximumKw, minimumKw, maximumDischargeKw, storedKwh, targetKwh, statedDepartureStep } = sessions;
      const nowPrice = forecast.priceEurPerKwh(0);
      let drawnKw = now.loadKw - now.pvKw;
      for (let i = 0; i < active; i++) {
        const must = guaranteedKw(now, i, efficiencyShare);
        powerKw[i] = must;
        if (must > 0) {
          drawnKw += must;
          continue;
        }
        const window = Math.min(forecast.horizonSteps, statedDepartureStep[i]! - now.step - 1);
        const worth = drawnKw > minimumKw[i]! ? nowPrice : forecast.feedInEurPerKwh(0);
        // Below this price buying back later pays for losses and wear.
        const buyBelow = (worth - wearEurPerKwh) * efficiencyShare ** 2;
        let cheaper = 0;
        let dearer = 0;
        let paying = 0;
        for (let k = 1; k < window; k++) {
          const price = forecast.priceEurPerKwh(k);
          if (price < nowPrice) cheaper++;
          else if (price > nowPrice) dearer++;
          if (price < buyBelow) paying++;
        }
        const stepKwh = efficiencyShare * maximumKw[i]! * stepH;
        const neededSteps = (targetKwh[i]! - storedKwh[i]!) / stepKwh;
        if (cheaper < neededSteps) {
          powerKw[i] = maximumKw[i]!;
          drawnKw += maximumKw[i]!;
          continue;
        }
        const spareKwh = storedKwh[i]! - lowestKwh(now, i, efficiencyShare, TAKE_BACK_SHARE);
        const soldKwh = Math.min(spareKwh, (maximumDischargeKw[i]! * stepH) / efficiencyShare);
        // There must be enough cheap steps for what is missing already and for what is sold now.
        if (soldKwh <= 0 || paying < neededSteps + soldKwh / stepKwh) continue;
        if (dearer >= (spareKwh * efficiencyShare) / (maximumDischargeKw[i]! * stepH)) continue;
        const given = Math.min(
          (soldKwh * efficiencyShare) / stepH,
          worth === nowPrice ? Math.max(0, drawnKw) : Number.POSITIVE_INFINITY,
        );
        if (given < minimumKw[i]!) continue;
        powerKw[i] = -given;
        drawnKw -= given;
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
