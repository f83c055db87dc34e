/** Voltage against EN 50160 and the Dutch grid code: 95 % of the ten-minute means of each week within ±10 %, all within +10/−15 %;
 *  unbalance below 2 % in 95 % of them. In: means by step. Out: verdict by week. Pure.
 *  @source EN 50160:2010+A1:2015, 4.2.2.2 and 4.2.4; steps of 15 minutes stand for the norm's ten */

export interface VoltageQuality {
  readonly weeks: number;
  /** Weeks in which more than 5 % of the means lie outside ±10 %, or any outside +10/−15 %. */
  readonly weeksBroken: number;
  /** Share of means within ±10 % in the worst week. */
  readonly worstWeekShare: number;
  readonly minPu: number;
  readonly maxPu: number;
  /** Weeks in which more than 5 % of the unbalance values exceed 2 %. */
  readonly weeksUnbalanced: number;
}

const WEEK_S = 7 * 86_400;
const LOW_PU = 0.9;
const HIGH_PU = 1.1;
const LOWEST_PU = 0.85;
const MOST_OUTSIDE = 0.05;
const UNBALANCE_LIMIT = 0.02;

/** @param lowPu, highPu lowest and highest phase voltage at each step (the same array for one phase); NaN is a step without voltage and
 *  left out
 *  @param unbalance negative over positive sequence at each step, or null */
export function voltageQuality(
  lowPu: ArrayLike<number>,
  highPu: ArrayLike<number>,
  unbalance: ArrayLike<number> | null,
  stepS: number,
): VoltageQuality {
  const perWeek = Math.round(WEEK_S / stepS);
  const count = lowPu.length;
  let weeks = 0;
  let weeksBroken = 0;
  let weeksUnbalanced = 0;
  let worstWeekShare = 1;
  let minPu = Number.POSITIVE_INFINITY;
  let maxPu = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < count; from += perWeek) {
    let steps = 0;
    let outside = 0;
    let beyond = 0;
    let unbalanced = 0;
    for (let step = from; step < Math.min(count, from + perWeek); step++) {
      const low = lowPu[step]!;
      const high = highPu[step]!;
      if (Number.isNaN(low) || Number.isNaN(high)) continue;
      steps++;
      minPu = Math.min(minPu, low);
      maxPu = Math.max(maxPu, high);
      if (low < LOW_PU || high > HIGH_PU) outside++;
      if (low < LOWEST_PU || high > HIGH_PU) beyond++;
      if (unbalance !== null && unbalance[step]! > UNBALANCE_LIMIT) unbalanced++;
    }
    if (steps === 0) continue;
    weeks++;
    worstWeekShare = Math.min(worstWeekShare, 1 - outside / steps);
    if (outside / steps > MOST_OUTSIDE || beyond > 0) weeksBroken++;
    if (unbalanced / steps > MOST_OUTSIDE) weeksUnbalanced++;
  }
  return { weeks, weeksBroken, worstWeekShare, minPu, maxPu, weeksUnbalanced };
}

/** Values from highest to lowest at equal distances: what a load is exceeded during a share of the time.
 *  @returns [points] from 0 % to 100 % of the time */
export function durationCurve(values: ArrayLike<number>, points: number): Float64Array {
  const sorted = Float64Array.from(values).sort().reverse();
  if (sorted.length === 0) return new Float64Array(points).fill(Number.NaN);
  return Float64Array.from(
    { length: points },
    (_, i) => sorted[Math.round((i / Math.max(1, points - 1)) * (sorted.length - 1))]!,
  );
}
