/** Whether a driver who arrives plugs in. Pure. Source of the shape: drivers plug in two or three times a week, nearly always
 *  when the battery is low (Electric Nation); shared cars are plugged in after every booking. */
import { STAY_HOME, STAY_HUB, STAY_OUTSIDE, STAY_PUBLIC, STAY_WORK } from '../mobility/stores.ts';

const NEARLY_ALWAYS = 0.95;
/** Stays shorter than this are not worth plugging in for; from LONG_STAY_S on, a stay outside is like a workplace. */
const SHORTEST_PLUG_IN_S = 1800;
const LONG_STAY_S = 3 * 3600;
/** Between two trips of a day drivers rarely plug in unless they must. */
const SHORT_STOP_S = 2 * 3600;
const BETWEEN_TRIPS_SHARE = 0.25;

export interface PlugInRule {
  readonly plugInSocShare: number;
  readonly plugInProbability: number;
}

/** Chance of plugging in, 0–1.
 *  @param chargesAtWork true when the driver's workplace has a charge point for this car */
export function plugInChance(
  rule: PlugInRule,
  kind: number,
  socShare: number,
  stayS: number,
  chargesAtWork: boolean,
): number {
  if (stayS < SHORTEST_PLUG_IN_S) return 0;
  const low = socShare < rule.plugInSocShare;
  switch (kind) {
    case STAY_HUB:
      return 1;
    case STAY_HOME:
      if (low) return NEARLY_ALWAYS;
      return stayS < SHORT_STOP_S ? rule.plugInProbability * BETWEEN_TRIPS_SHARE : rule.plugInProbability;
    case STAY_WORK:
      return chargesAtWork ? (low ? NEARLY_ALWAYS : rule.plugInProbability) : 0;
    case STAY_PUBLIC:
      return low ? rule.plugInProbability : 0;
    case STAY_OUTSIDE:
      if (stayS < LONG_STAY_S) return low ? rule.plugInProbability : 0;
      return chargesAtWork ? (low ? NEARLY_ALWAYS : rule.plugInProbability) : low ? rule.plugInProbability : 0;
    default:
      return 0;
  }
}
