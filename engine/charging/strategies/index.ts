/** All charging strategies by name; the names are the scenario's. */
import { STRATEGIES, type StrategyName } from '../../scenario/strategy-names.ts';
import type { StrategyDefinition } from '../snapshot.ts';
import { co2 } from './co2.ts';
import { delayed } from './delayed.ts';
import { earliestDeadline } from './earliest-deadline.ts';
import { fairShare } from './fair-share.ts';
import { leastLaxity } from './least-laxity.ts';
import { mpc, v2gMpc } from './mpc.ts';
import { offPeak } from './off-peak.ts';
import { operatorLimit } from './operator-limit.ts';
import { peakShaving } from './peak-shaving.ts';
import { price } from './price.ts';
import { solarFollowing } from './solar-following.ts';
import { solarMinimum } from './solar-minimum.ts';
import { uncontrolled } from './uncontrolled.ts';
import { v2gArbitrage } from './v2g-arbitrage.ts';
import { v2gCongestion } from './v2g-congestion.ts';
import { v2gPeakShaving } from './v2g-peak-shaving.ts';
import { v2gSelfConsumption } from './v2g-self-consumption.ts';

const DEFINITIONS: Readonly<Record<StrategyName, StrategyDefinition>> = {
  uncontrolled,
  delayed,
  'off-peak': offPeak,
  'fair-share': fairShare,
  'least-laxity': leastLaxity,
  'earliest-deadline': earliestDeadline,
  price,
  co2,
  'solar-following': solarFollowing,
  'solar-minimum': solarMinimum,
  'peak-shaving': peakShaving,
  'operator-limit': operatorLimit,
  mpc,
  'v2g-mpc': v2gMpc,
  'v2g-peak-shaving': v2gPeakShaving,
  'v2g-self-consumption': v2gSelfConsumption,
  'v2g-arbitrage': v2gArbitrage,
  'v2g-congestion': v2gCongestion,
};

export const strategyByName = (name: StrategyName): StrategyDefinition => DEFINITIONS[name];
export const strategyNames = STRATEGIES;
