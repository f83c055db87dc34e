/** Operator limit signal: in the announced window the cars of a site together get a part of their points' power, shared equally;
 *  outside of it they charge freely. As the evening limit of Flexpower and of Stedin's proposal. */
import { inWindow } from '../settings.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { shareEqually } from './share-out.ts';

export const operatorLimit: StrategyDefinition = {
  name: 'operator-limit',
  discharges: false,
  create: ({ operatorFromS, operatorUntilS, operatorShare }) => {
    return (now, powerKw) => {
      const { active, maximumKw } = now.sessions;
      let ratedKw = 0;
      for (let i = 0; i < active; i++) {
        powerKw[i] = maximumKw[i]!;
        ratedKw += maximumKw[i]!;
      }
      if (inWindow(now.localS, operatorFromS, operatorUntilS)) shareEqually(now, powerKw, operatorShare * ratedKw);
    };
  },
};
