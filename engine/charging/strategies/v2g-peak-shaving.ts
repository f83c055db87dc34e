/** V2G peak shaving: keeps the site near its own mean. Above the mean of the last 24 hours (load less PV, plus what the cars will
 *  still need, spread over the time they stay) cars that have slack give power back; below it cars fill up.
 *  The energy asked at departure stays guaranteed: a car discharges only what it can take back in time with a margin. */
import type { StrategyDefinition } from '../snapshot.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

/** Share of the remaining charging capacity a car may promise away by discharging. */
const SAFE_SHARE = 0.7;
/** Dead band around the level, share of the level: prevents cycling the battery for small gains. */
const DEAD_BAND_SHARE = 0.1;

export const v2gPeakShaving: StrategyDefinition = {
  name: 'v2g-peak-shaving',
  discharges: true,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      const { sessions, stepH } = now;
      const { active, maximumKw, minimumKw, maximumDischargeKw, storedKwh, targetKwh, floorKwh } = sessions;
      const netKw = now.loadKw - now.pvKw;
      let needKw = 0;
      let mustKw = 0;
      for (let i = 0; i < active; i++) {
        const must = guaranteedKw(now, i, efficiencyShare);
        powerKw[i] = must;
        mustKw += must;
        const leftH = Math.max(stepH, (sessions.statedDepartureStep[i]! - now.step) * stepH);
        needKw += Math.max(0, targetKwh[i]! - storedKwh[i]!) / efficiencyShare / Math.max(leftH, 12);
      }
      const levelKw = Math.max(0, now.meanNetKw) + needKw;
      const gapKw = levelKw - netKw - mustKw;
      if (gapKw > 0) {
        let roomKw = gapKw;
        for (let i = 0; i < active && roomKw > 0; i++) {
          if (powerKw[i]! > 0 || storedKwh[i]! >= targetKwh[i]!) continue;
          const share = Math.min(maximumKw[i]!, roomKw);
          if (share < minimumKw[i]!) continue;
          powerKw[i] = share;
          roomKw -= share;
        }
      } else if (-gapKw > DEAD_BAND_SHARE * levelKw) {
        let excessKw = -gapKw;
        for (let i = 0; i < active && excessKw > 0; i++) {
          if (powerKw[i]! > 0 || maximumDischargeKw[i] === 0) continue;
          const leftH = (sessions.statedDepartureStep[i]! - now.step - 2) * stepH;
          const recoverableKwh = Math.max(0, leftH) * maximumKw[i]! * efficiencyShare * SAFE_SHARE;
          const lowestKwh = Math.max(floorKwh[i]!, targetKwh[i]! - recoverableKwh);
          const spareKw = ((storedKwh[i]! - lowestKwh) * efficiencyShare) / stepH;
          const given = Math.min(maximumDischargeKw[i]!, spareKw, Math.max(excessKw, minimumKw[i]!));
          if (given < minimumKw[i]!) continue;
          powerKw[i] = -given;
          excessKw -= given;
        }
      }
      if (now.limitKw < Number.POSITIVE_INFINITY) keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
