/** Price: charges in the cheapest day-ahead hours before the stated departure. */
import type { StrategyDefinition } from '../snapshot.ts';
import { cheapestSteps } from './cheapest-steps.ts';

export const price: StrategyDefinition = {
  name: 'price',
  discharges: false,
  create: ({ efficiencyShare }) => cheapestSteps(efficiencyShare, (forecast, k) => forecast.priceEurPerKwh(k)),
};
