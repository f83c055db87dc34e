/** V2G arbitrage: each car buys when a kWh costs less than what its stored kWh are worth, and sells when it earns more, losses and wear
 *  included. The worth comes from the known prices, the expected sun and draw, and what the driver needs at departure.
 *  What the site itself draws is worth the consumer price, what goes beyond only the feed-in price; sun that would be fed in costs only that.
 *  Energy at departure is guaranteed. */
import type { SiteSnapshot, StrategyDefinition } from '../snapshot.ts';
import { lowestKwh } from './spare.ts';
import { StorageValue } from './storage-value.ts';
import { guaranteedKw, keepLimit, laxityH } from './urgency.ts';

/** Power counted on for taking energy back. */
const TAKE_BACK_SHARE = 0.7;

/** Steps of slack from which a car no longer waits for a better price. */
const LAST_STEPS = 4;

/** Waiting for the cheapest steps is the whole point: the guarantee only acts when little slack is left. */
function mustKw(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const belowFloor = now.sessions.storedKwh[i]! < now.sessions.floorKwh[i]!;
  const waits = !belowFloor && laxityH(now, i, efficiencyShare) > LAST_STEPS * now.stepH;
  return waits ? 0 : guaranteedKw(now, i, efficiencyShare);
}

export const v2gArbitrage: StrategyDefinition = {
  name: 'v2g-arbitrage',
  discharges: true,
  fillsToCeiling: true,
  create: ({ efficiencyShare, wearEurPerKwh }) => {
    const ahead = new StorageValue();
    return (now, powerKw) => {
      const { sessions, forecast, stepH } = now;
      const { active, maximumKw, minimumKw, maximumDischargeKw, storedKwh, targetKwh, floorKwh } = sessions;
      const { ceilingKwh, statedDepartureStep } = sessions;
      let longest = 1;
      for (let i = 0; i < active; i++) longest = Math.max(longest, statedDepartureStep[i]! - now.step - 1);
      const most = Math.min(forecast.horizonSteps, longest);
      ahead.reserve(most);
      let known = 0;
      let sum = 0;
      for (let k = 0; k < most; k++) {
        const price = forecast.priceEurPerKwh(k);
        if (Number.isNaN(price)) break;
        known++;
        sum += price;
      }
      // Only known prices are traded on: what is sold must be bought back within them.
      const count = Math.max(1, known);
      for (let k = 0; k < count; k++) {
        const grid = k < known ? forecast.priceEurPerKwh(k) : sum / Math.max(1, known);
        const feedIn = forecast.feedInEurPerKwh(k);
        const netKw = k === 0 ? now.loadKw - now.pvKw : forecast.netKw(k);
        ahead.gridEur[k] = grid;
        ahead.feedInEur[k] = Math.min(Number.isNaN(feedIn) ? grid / 2 : feedIn, grid);
        ahead.surplusKw[k] = Math.max(0, -netKw) / active;
        // Each car plans as if the whole draw were its own: those that come later in a step find it covered and plan anew.
        ahead.drawKw[k] = Math.max(0, netKw);
      }
      const gridEur = ahead.gridEur[0]!;
      const feedInEur = ahead.feedInEur[0]!;
      let drawnKw = now.loadKw - now.pvKw;
      for (let i = 0; i < active; i++) {
        const must = mustKw(now, i, efficiencyShare);
        powerKw[i] = must;
        drawnKw += must;
        if (must >= maximumKw[i]!) continue;
        const value = ahead.find(
          Math.max(1, Math.min(count, statedDepartureStep[i]! - now.step - 1)),
          stepH,
          efficiencyShare,
          wearEurPerKwh,
          storedKwh[i]!,
          targetKwh[i]!,
          ceilingKwh[i]!,
          Math.min(floorKwh[i]!, storedKwh[i]!),
          maximumKw[i]!,
          maximumDischargeKw[i]!,
        );
        if (storedKwh[i]! < ceilingKwh[i]!) {
          let wanted = 0;
          if (gridEur < value * efficiencyShare) wanted = maximumKw[i]! - must;
          else if (feedInEur < value * efficiencyShare) wanted = Math.min(maximumKw[i]! - must, -drawnKw);
          if (must + wanted >= minimumKw[i]! && wanted > 0) {
            powerKw[i] = must + wanted;
            drawnKw += wanted;
            continue;
          }
        }
        if (must > 0 || maximumDischargeKw[i] === 0) continue;
        const sellAbove = value / efficiencyShare + wearEurPerKwh;
        if (gridEur <= sellAbove) continue;
        const spareKwh = storedKwh[i]! - lowestKwh(now, i, efficiencyShare, TAKE_BACK_SHARE);
        const given = Math.min(
          maximumDischargeKw[i]!,
          (spareKwh * efficiencyShare) / stepH,
          feedInEur > sellAbove ? Number.POSITIVE_INFINITY : Math.max(0, drawnKw),
        );
        if (!(given >= minimumKw[i]!) || given <= 0) continue;
        powerKw[i] = -given;
        drawnKw -= given;
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
