/** All charging strategies by name; the names are the scenario's. */
import { STRATEGIES, type StrategyName } from '../../scenario/themes/energy.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { delayed } from './delayed.ts';
import { solarFollowing } from './solar-following.ts';
import { uncontrolled } from './uncontrolled.ts';
import { v2gPeakShaving } from './v2g-peak-shaving.ts';

const DEFINITIONS: Readonly<Record<StrategyName, StrategyDefinition>> = {
  uncontrolled,
  delayed,
  'solar-following': solarFollowing,
  'v2g-peak-shaving': v2gPeakShaving,
};

export const strategyByName = (name: StrategyName): StrategyDefinition => DEFINITIONS[name];
export const strategyNames = STRATEGIES;
