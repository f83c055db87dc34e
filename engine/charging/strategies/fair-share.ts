/** Fair share: the power the connection leaves is divided equally over all cars that still want energy. */
import type { StrategyDefinition } from '../snapshot.ts';
import { availableKw, shareEqually } from './share-out.ts';

export const fairShare: StrategyDefinition = {
  name: 'fair-share',
  discharges: false,
  create: () => (now, powerKw) => shareEqually(now, powerKw, availableKw(now)),
};
