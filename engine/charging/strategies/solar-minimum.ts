/** Solar with a guaranteed minimum: every car always gets the least current and shares the sun's surplus above it.
 *  The "minimum plus sun" mode of home chargers; keeps the limit. */
import type { StrategyDefinition } from '../snapshot.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

export const solarMinimum: StrategyDefinition = {
  name: 'solar-minimum',
  discharges: false,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      const { active, maximumKw, minimumKw } = now.sessions;
      let chargeKw = 0;
      for (let i = 0; i < active; i++) {
        powerKw[i] = Math.max(minimumKw[i]!, guaranteedKw(now, i, efficiencyShare));
        chargeKw += powerKw[i]!;
      }
      let surplusKw = now.pvKw - now.loadKw - chargeKw;
      for (let i = 0; i < active && surplusKw > 0; i++) {
        const share = Math.min(maximumKw[i]! - powerKw[i]!, surplusKw / (active - i));
        powerKw[i]! += share;
        surplusKw -= share;
        chargeKw += share;
      }
      if (chargeKw + now.loadKw - now.pvKw > now.limitKw) keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
