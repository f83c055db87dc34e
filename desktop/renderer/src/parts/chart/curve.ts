/** Long series for drawing: lowest and highest value of any stretch without reading all of it. Pure. */

/** Values that one block stands for. */
const BLOCK = 64;

export class Curve {
  readonly values: Float64Array;
  /** Of the stretch asked for last; low > high when it holds no number. */
  low = 0;
  high = 0;
  private readonly blockLow: Float64Array;
  private readonly blockHigh: Float64Array;

  constructor(values: Float64Array) {
    this.values = values;
    const blocks = Math.ceil(values.length / BLOCK);
    this.blockLow = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
    this.blockHigh = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const block = (i / BLOCK) | 0;
      if (value < this.blockLow[block]!) this.blockLow[block] = value;
      if (value > this.blockHigh[block]!) this.blockHigh[block] = value;
    }
  }

  /** Sets low and high to those of [from, to). Missing values (NaN) do not count. */
  extent(from: number, to: number): void {
    this.low = Number.POSITIVE_INFINITY;
    this.high = Number.NEGATIVE_INFINITY;
    let i = from;
    while (i < to) {
      if (i % BLOCK === 0 && i + BLOCK <= to) {
        const block = i / BLOCK;
        if (this.blockLow[block]! < this.low) this.low = this.blockLow[block]!;
        if (this.blockHigh[block]! > this.high) this.high = this.blockHigh[block]!;
        i += BLOCK;
      } else {
        const value = this.values[i++]!;
        if (value < this.low) this.low = value;
        if (value > this.high) this.high = value;
      }
    }
  }
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

/** [pixel column + 1] first index of each column: column c shows firstOf[c] … firstOf[c + 1] − 1. */
export function columnsOf(x: Float64Array, from: number, to: number, columns: number): Int32Array {
  const firstOf = new Int32Array(columns + 1);
  let i = indexAt(x, from);
  for (let c = 0; c <= columns; c++) {
    const edge = from + ((to - from) * c) / columns;
    // Steps of a few at a time: most columns follow closely on each other.
    while (i < x.length && x[i]! < edge) i++;
    firstOf[c] = i;
  }
  return firstOf;
}

/** Lowest and highest of several curves over a part of the axis, always with zero. */
export function extentOf(x: Float64Array, curves: readonly Curve[], from: number, to: number): [number, number] {
  const first = Math.max(0, indexAt(x, from) - 1);
  const last = Math.min(x.length, indexAt(x, to) + 1);
  let [low, high] = [0, 0];
  for (const curve of curves) {
    curve.extent(first, last);
    if (curve.low < low) low = curve.low;
    if (curve.high > high) high = curve.high;
  }
  return [low, high];
}
