/** Days from steps: lowest, highest and mean value of each. Pure. */

export interface Days {
  /** [day] start, UTC seconds */
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly mean: Float64Array;
}

/** Lowest, highest and mean value of each local day. @param day [step] name of its day, equal steps of a day together */
export function daysOf(x: Float64Array, values: Float64Array, day: readonly (string | null)[]): Days {
  const out = { x: [] as number[], low: [] as number[], high: [] as number[], mean: [] as number[] };
  for (let i = 0; i < x.length; ) {
    let j = i;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (; j < x.length && day[j] === day[i]; j++) {
      const value = values[j]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
    out.x.push(x[i]!);
    out.low.push(low);
    out.high.push(high);
    out.mean.push(sum / (j - i));
    i = j;
  }
  return {
    x: Float64Array.from(out.x),
    low: Float64Array.from(out.low),
    high: Float64Array.from(out.high),
    mean: Float64Array.from(out.mean),
  };
}
