/** Uncontrolled: full power from plugging in until the driver's target. What happens without any control. */
import type { StrategyDefinition } from '../snapshot.ts';

export const uncontrolled: StrategyDefinition = {
  name: 'uncontrolled',
  discharges: false,
  create: () => (now, powerKw) => {
    const { active, maximumKw } = now.sessions;
    for (let i = 0; i < active; i++) powerKw[i] = maximumKw[i]!;
  },
};
