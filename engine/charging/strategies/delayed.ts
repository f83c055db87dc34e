/** Delayed: in the evening window cars wait for the clock, unless waiting would cost energy at the stated departure.
 *  The timer of most cars and chargers; all start at the same moment. */
import { inWindow } from '../settings.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { laxityH } from './urgency.ts';

export const delayed: StrategyDefinition = {
  name: 'delayed',
  discharges: false,
  create: ({ delayFromS, delayUntilS, efficiencyShare }) => {
    return (now, powerKw) => {
      const { active, maximumKw, storedKwh, floorKwh } = now.sessions;
      const waiting = inWindow(now.localS, delayFromS, delayUntilS);
      for (let i = 0; i < active; i++) {
        const mustStart = storedKwh[i]! < floorKwh[i]! || laxityH(now, i, efficiencyShare) <= 2 * now.stepH;
        powerKw[i] = waiting && !mustStart ? 0 : maximumKw[i]!;
      }
    };
  },
};
