/** A horizon in hours instead of quarters, for plans with discharge where prices are those of whole hours: the plan hardly changes, and takes a
 *  twentieth of the time. In: horizon as seen now. Out: the same in groups of steps; power of groups spread over their steps. */
import type { SiteSnapshot } from '../snapshot.ts';
import type { Horizon } from './horizon.ts';

/** Steps of an hour when the horizon begins with one and every hour has one price each way; else 1. */
export function stepsOfHour(now: SiteSnapshot, { steps, gridEur, feedInEur }: Horizon): number {
  const group = Math.round(1 / now.stepH);
  if (group < 2 || now.localS % 3600 !== 0 || steps < 2 * group) return 1;
  for (let k = 0; k < steps; k++) {
    const first = k - (k % group);
    if (gridEur[k] !== gridEur[first] || feedInEur[k] !== feedInEur[first]) return 1;
  }
  return group;
}

/** Fills `coarse`; stays are rounded to whole groups, to one at least. */
export function inGroups(fine: Horizon, coarse: Horizon, group: number): void {
  const steps = Math.ceil(fine.steps / group);
  coarse.reservePrices(steps);
  coarse.reserve(steps, fine.cars);
  for (let g = 0; g < steps; g++) {
    const from = g * group;
    const to = Math.min(fine.steps, from + group);
    coarse.gridEur[g] = fine.gridEur[from]!;
    coarse.feedInEur[g] = fine.feedInEur[from]!;
    coarse.surplusKw[g] = 0;
    coarse.drawKw[g] = 0;
    coarse.roomKw[g] = Number.POSITIVE_INFINITY;
    for (let k = from; k < to; k++) {
      coarse.surplusKw[g]! += fine.surplusKw[k]! / (to - from);
      coarse.drawKw[g]! += fine.drawKw[k]! / (to - from);
      coarse.roomKw[g] = Math.min(coarse.roomKw[g]!, fine.roomKw[k]!);
    }
  }
  for (let i = 0; i < fine.cars; i++) {
    const window = Math.max(1, Math.round(fine.window[i]! / group));
    coarse.window[i] = window;
    coarse.maximumKw[i] = fine.maximumKw[i]!;
    coarse.neededKw[i] = Math.min(fine.neededKw[i]! / group, window * fine.maximumKw[i]!);
  }
}

/** Power of each step of a stay from that of its groups; what a group plans beyond the end of the stay is done in what is left of it.
 *  @param mostKw either way */
export function spread(groupKw: Float64Array, group: number, window: number, mostKw: number): Float64Array {
  const row = new Float64Array(window);
  for (let k = 0; k < window; k++) {
    const g = Math.floor(k / group);
    const part = Math.min(group, window - g * group) / group;
    const power = (groupKw[g] ?? 0) / part;
    row[k] = Math.min(mostKw, Math.max(-mostKw, power));
  }
  return row;
}
