/** V2G congestion service: cars charge freely as long as the site stays well below its limit, wait above that, and give power back when
 *  the site without them passes it. In the operator's window they get no more than the part of their points' power that it leaves them;
 *  what guaranteed charging takes beyond that others give back. The energy asked at departure stays guaranteed. */
import { inWindow } from '../settings.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { ranked } from './share-out.ts';
import { coverBy } from './spare.ts';
import { guaranteedKw, keepLimit, laxityH } from './urgency.ts';

/** Share of the limit from which a site counts as congested. */
const CONGESTED_SHARE = 0.8;
/** Power counted on for taking energy back: congested hours last. */
const TAKE_BACK_SHARE = 0.3;

export const v2gCongestion: StrategyDefinition = {
  name: 'v2g-congestion',
  discharges: true,
  create: ({ efficiencyShare, operatorFromS, operatorUntilS, operatorShare }) => {
    return (now, powerKw) => {
      const { sessions } = now;
      let netKw = now.loadKw - now.pvKw;
      for (let i = 0; i < sessions.active; i++) {
        powerKw[i] = guaranteedKw(now, i, efficiencyShare);
        netKw += powerKw[i]!;
      }
      let roomKw = CONGESTED_SHARE * now.limitKw - netKw;
      if (inWindow(now.localS, operatorFromS, operatorUntilS)) {
        let leftKw = 0;
        for (let i = 0; i < sessions.active; i++) leftKw += operatorShare * sessions.maximumKw[i]! - powerKw[i]!;
        roomKw = Math.min(roomKw, leftKw);
      }
      if (roomKw < 0) coverBy(now, powerKw, -roomKw, efficiencyShare, TAKE_BACK_SHARE);
      else {
        let left = roomKw;
        for (const i of ranked(now, (s) => laxityH(now, s, efficiencyShare))) {
          if (powerKw[i]! > 0 || sessions.storedKwh[i]! >= sessions.targetKwh[i]!) continue;
          const share = Math.min(sessions.maximumKw[i]!, left);
          if (share < sessions.minimumKw[i]!) break;
          powerKw[i] = share;
          left -= share;
        }
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
