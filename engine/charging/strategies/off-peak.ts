/** Off-peak window: full power in the hours of the low tariff, outside of them only what waiting would make impossible. */
import { inWindow } from '../settings.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { laxityH } from './urgency.ts';

export const offPeak: StrategyDefinition = {
  name: 'off-peak',
  discharges: false,
  create: ({ offPeakFromS, offPeakUntilS, efficiencyShare }) => {
    return (now, powerKw) => {
      const { active, maximumKw, storedKwh, floorKwh } = now.sessions;
      const open = inWindow(now.localS, offPeakFromS, offPeakUntilS);
      for (let i = 0; i < active; i++) {
        const mustStart = storedKwh[i]! < floorKwh[i]! || laxityH(now, i, efficiencyShare) <= 2 * now.stepH;
        powerKw[i] = open || mustStart ? maximumKw[i]! : 0;
      }
    };
  },
};
