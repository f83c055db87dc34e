/** Voltage against EN 50160 and the Dutch grid code: 95 % of the ten-minute means of each week within ±10 %, all within +10/−15 %;
 *  unbalance below 2 % in 95 % of them. In: means by step. Out: verdict by week. The counter owns its scratch state.
 *  @source EN 50160:2010+A1:2015, 4.2.2.2 and 4.2.4; Netcode elektriciteit, quality of supply; steps of 15 minutes stand for the norm's ten */

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
export const LOW_PU = 0.9;
export const HIGH_PU = 1.1;
export const LOWEST_PU = 0.85;
const MOST_OUTSIDE = 0.05;
export const UNBALANCE_LIMIT = 0.02;

/** Counts weeks of many joints at once; asked in squares, because that is what a solver has at hand. */
export class WeekCounter {
  readonly weeksBroken: Uint16Array;
  readonly weeksUnbalanced: Uint16Array;
  readonly worstWeekShare: Float64Array;
  private readonly steps: Uint32Array;
  private readonly outside: Uint32Array;
  private readonly beyond: Uint32Array;
  private readonly unbalanced: Uint32Array;
  /** Weeks with at least one mean. */
  weeks = 0;

  constructor(joints: number) {
    this.weeksBroken = new Uint16Array(joints);
    this.weeksUnbalanced = new Uint16Array(joints);
    this.worstWeekShare = new Float64Array(joints).fill(1);
    this.steps = new Uint32Array(joints);
    this.outside = new Uint32Array(joints);
    this.beyond = new Uint32Array(joints);
    this.unbalanced = new Uint32Array(joints);
  }

  /** @param low2, high2 squares of the lowest and highest phase voltage [pu²]; @param unbalance2 square of negative over positive sequence */
  count(joint: number, low2: number, high2: number, unbalance2: number): void {
    this.steps[joint]!++;
    if (low2 < LOW_PU * LOW_PU || high2 > HIGH_PU * HIGH_PU) {
      this.outside[joint]!++;
      if (low2 < LOWEST_PU * LOWEST_PU || high2 > HIGH_PU * HIGH_PU) this.beyond[joint]!++;
    }
    if (unbalance2 > UNBALANCE_LIMIT * UNBALANCE_LIMIT) this.unbalanced[joint]!++;
  }

  /** Closes the week for all joints. */
  endWeek(): void {
    let any = false;
    for (let joint = 0; joint < this.steps.length; joint++) {
      const steps = this.steps[joint]!;
      if (steps === 0) continue;
      any = true;
      const outside = this.outside[joint]! / steps;
      this.worstWeekShare[joint] = Math.min(this.worstWeekShare[joint]!, 1 - outside);
      if (outside > MOST_OUTSIDE || this.beyond[joint]! > 0) this.weeksBroken[joint]!++;
      if (this.unbalanced[joint]! / steps > MOST_OUTSIDE) this.weeksUnbalanced[joint]!++;
    }
    if (any) this.weeks++;
    this.steps.fill(0);
    this.outside.fill(0);
    this.beyond.fill(0);
    this.unbalanced.fill(0);
  }
}

export const stepsPerWeek = (stepS: number): number => Math.max(1, Math.round(WEEK_S / stepS));

/** @param lowPu, highPu lowest and highest phase voltage at each step (the same array for one phase); NaN is a step without voltage and
 *  left out
 *  @param unbalance negative over positive sequence at each step, or null */
export function voltageQuality(
  lowPu: ArrayLike<number>,
  highPu: ArrayLike<number>,
  unbalance: ArrayLike<number> | null,
  stepS: number,
): VoltageQuality {
  const perWeek = stepsPerWeek(stepS);
  const counter = new WeekCounter(1);
  let minPu = Number.POSITIVE_INFINITY;
  let maxPu = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < lowPu.length; step++) {
    if (step > 0 && step % perWeek === 0) counter.endWeek();
    const low = lowPu[step]!;
    const high = highPu[step]!;
    if (Number.isNaN(low) || Number.isNaN(high)) continue;
    minPu = Math.min(minPu, low);
    maxPu = Math.max(maxPu, high);
    counter.count(0, low * low, high * high, unbalance === null ? 0 : unbalance[step]! ** 2);
  }
  counter.endWeek();
  return {
    weeks: counter.weeks,
    weeksBroken: counter.weeksBroken[0]!,
    worstWeekShare: counter.worstWeekShare[0]!,
    minPu,
    maxPu,
    weeksUnbalanced: counter.weeksUnbalanced[0]!,
  };
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
