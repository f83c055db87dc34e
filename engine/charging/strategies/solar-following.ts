/** Solar-following with guaranteed energy: sessions share the site's PV surplus; a session that would otherwise miss its energy
 *  at the stated departure is charged at the power it needs. Keeps the site's limit.
 *  Sharing: equal shares, cut to each session's limits; when the surplus cannot give everyone the least current, sessions are
 *  served in turn of their order at the site until it is used up. */
import type { StrategyDefinition } from '../snapshot.ts';
import { guaranteedKw, keepLimit } from './urgency.ts';

export const solarFollowing: StrategyDefinition = {
  name: 'solar-following',
  discharges: false,
  fillsToCeiling: true,
  create: ({ efficiencyShare }) => {
    return (now, powerKw) => {
      const { active, maximumKw, minimumKw } = now.sessions;
      let surplusKw = now.pvKw - now.loadKw;
      let chargeKw = 0;
      let waiting = 0;
      for (let i = 0; i < active; i++) {
        const must = guaranteedKw(now, i, efficiencyShare);
        powerKw[i] = must;
        if (must > 0) {
          surplusKw -= must;
          chargeKw += must;
        } else waiting++;
      }
      for (let i = 0; i < active && surplusKw > 0 && waiting > 0; i++) {
        if (powerKw[i]! > 0) continue;
        const share = Math.min(maximumKw[i]!, surplusKw, Math.max(surplusKw / waiting, minimumKw[i]!));
        waiting--;
        if (share < minimumKw[i]!) continue;
        powerKw[i] = share;
        surplusKw -= share;
        chargeKw += share;
      }
      if (chargeKw + now.loadKw - now.pvKw > now.limitKw) keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
