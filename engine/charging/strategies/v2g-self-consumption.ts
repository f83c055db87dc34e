/** V2G self-consumption: cars fill with the sun's surplus and give it back when the site draws from the grid, never more than it draws.
 *  A car gives only what the sun expected before its departure can put back, beyond what all cars present still need:
 *  so the battery carries sun into the evening instead of cycling grid energy. The energy asked at departure stays guaranteed. */
import type { StrategyDefinition } from '../snapshot.ts';
import { fillUp } from './level.ts';
import { lowestKwh } from './spare.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

/** Power counted on for taking energy back. */
const TAKE_BACK_SHARE = 0.3;

export const v2gSelfConsumption: StrategyDefinition = {
  name: 'v2g-self-consumption',
  discharges: true,
  fillsToCeiling: true,
  looksAtSurplus: true,
  create: ({ efficiencyShare }) => {
    // surplusKwh[k]: sun left over from now to before step k.
    let surplusKwh = new Float64Array(1);
    return (now, powerKw) => {
      const { sessions, forecast, stepH } = now;
      const { active, minimumKw, maximumDischargeKw, storedKwh, targetKwh, statedDepartureStep } = sessions;
      let netKw = now.loadKw - now.pvKw;
      let needKwh = 0;
      for (let i = 0; i < active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        netKw += powerKw[i]!;
        needKwh += Math.max(0, targetKwh[i]! - storedKwh[i]!) / efficiencyShare;
      }
      if (netKw < 0) fillUp(now, powerKw, -netKw);
      else {
        const horizon = forecast.horizonSteps;
        if (forecast.surplusKwh === undefined) {
          if (surplusKwh.length <= horizon) surplusKwh = new Float64Array(horizon + 1);
          for (let k = 0; k < horizon; k++)
            surplusKwh[k + 1] = surplusKwh[k]! + (k === 0 ? 0 : Math.max(0, -forecast.netKw(k)) * stepH);
        }
        let promisedKwh = needKwh;
        for (let i = 0; i < active && netKw > 0; i++) {
          if (powerKw[i]! > 0 || maximumDischargeKw[i] === 0) continue;
          const window = Math.min(horizon, Math.max(0, statedDepartureStep[i]! - now.step));
          const sunKwh = forecast.surplusKwh?.(window) ?? surplusKwh[window]!;
          const sunKw = ((sunKwh - promisedKwh) * efficiencyShare ** 2) / stepH;
          const spareKw =
            ((storedKwh[i]! - lowestKwh(now, i, efficiencyShare, TAKE_BACK_SHARE)) * efficiencyShare) / stepH;
          const given = Math.min(maximumDischargeKw[i]!, spareKw, sunKw, netKw);
          if (given < minimumKw[i]!) continue;
          powerKw[i] = -given;
          netKw -= given;
          promisedKwh += (given * stepH) / efficiencyShare ** 2;
        }
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
