/** CO2-aware: charges in the steps with the cleanest expected electricity before the stated departure. */
import type { StrategyDefinition } from '../snapshot.ts';
import { cheapestSteps } from './cheapest-steps.ts';

export const co2: StrategyDefinition = {
  name: 'co2',
  discharges: false,
  create: ({ efficiencyShare }) => cheapestSteps(efficiencyShare, (forecast, k) => forecast.co2GPerKwh(k)),
};
