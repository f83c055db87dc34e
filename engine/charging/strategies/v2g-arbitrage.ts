/** V2G arbitrage: buys in the cheapest known steps of a car's stay and sells in the dearest, when the spread pays for losses and wear.
 *  A car sells now when now is among the dearest steps its spare energy lasts for and buying it back later is cheap enough.
 *  What the site itself draws is worth the consumer price, what goes beyond only the feed-in price. Energy at departure is guaranteed. */
import type { StrategyDefinition } from '../snapshot.ts';
import { lowestKwh } from './spare.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

export const v2gArbitrage: StrategyDefinition = {
  name: 'v2g-arbitrage',
  discharges: true,
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
        let cheaper = 0;
        let dearer = 0;
        let cheapest = Number.POSITIVE_INFINITY;
        for (let k = 1; k < window; k++) {
          const price = forecast.priceEurPerKwh(k);
          if (price < nowPrice) cheaper++;
          else if (price > nowPrice) dearer++;
          if (price < cheapest) cheapest = price;
        }
        const neededSteps = (targetKwh[i]! - storedKwh[i]!) / (efficiencyShare * maximumKw[i]! * stepH);
        if (cheaper < neededSteps) {
          powerKw[i] = maximumKw[i]!;
          drawnKw += maximumKw[i]!;
          continue;
        }
        const spareKwh = storedKwh[i]! - lowestKwh(now, i, efficiencyShare);
        const worth = drawnKw > minimumKw[i]! ? nowPrice : forecast.feedInEurPerKwh(0);
        if (maximumDischargeKw[i] === 0 || worth - wearEurPerKwh <= cheapest / efficiencyShare ** 2) continue;
        const lastsSteps = (spareKwh * efficiencyShare) / (maximumDischargeKw[i]! * stepH);
        if (dearer >= lastsSteps) continue;
        const given = Math.min(maximumDischargeKw[i]!, (spareKwh * efficiencyShare) / stepH);
        if (given < minimumKw[i]!) continue;
        powerKw[i] = -given;
        drawnKw -= given;
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
