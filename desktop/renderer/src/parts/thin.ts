/** Long series made short for drawing, so that no peak is lost; and days from steps. Pure. */

/** At most this many points are drawn of a series; each pixel column shows its lowest and highest value. */
const MOST_POINTS = 2600;

export function thin(
  x: Float64Array,
  series: readonly Float64Array[],
  from: number,
  to: number,
): [number[], ...number[][]] {
  const count = to - from;
  const cells = MOST_POINTS / 2;
  if (count <= MOST_POINTS)
    return [Array.from(x.subarray(from, to)), ...series.map((values) => Array.from(values.subarray(from, to)))];
  const xs: number[] = [];
  const out = series.map(() => [] as number[]);
  for (let cell = 0; cell < cells; cell++) {
    const a = from + Math.floor((cell * count) / cells);
    const b = from + Math.floor(((cell + 1) * count) / cells);
    xs.push(x[a]!, x[Math.max(a, b - 1)]!);
    series.forEach((values, s) => {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = a; i < b; i++) {
        const value = values[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      out[s]!.push(low, high);
    });
  }
  return [xs, ...out];
}

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

/** First index at or after a value in a rising series. */
export function indexAt(x: Float64Array, wanted: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
