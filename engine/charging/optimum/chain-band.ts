/** What a chain leaves of the rows of its steps, added to the band of the prices. Scratch state of one optimisation.
 *  The inverse of a chain's tridiagonal matrix has entries t_j / t_k · diagonal_j, j ≥ k, with t the product of the ratios so far; t starts
 *  anew before it gets too small for a number. */
import type { Band } from './band.ts';

/** What a step does to another fades with the distance: below this share it is left out, and numbers below SMALLEST are not used. */
const NOTHING = 1e-30;
const SMALLEST = 1e-100;

export class ChainBand {
  private readonly far: Float64Array;
  private readonly fade: Float64Array;
  private readonly ends: number[] = [];

  /** @param longest chain */
  constructor(longest: number) {
    this.far = new Float64Array(longest);
    this.fade = new Float64Array(longest);
  }

  /** @param from first place of the chain in the arrays, `row` its first step
   *  @param own [chain step] what the step puts on the diagonal by itself
   *  @param inversePivot, below factors of the chain's matrix; link its coupling to the rows */
  add(
    from: number,
    length: number,
    row: number,
    own: Float64Array,
    inversePivot: Float64Array,
    below: Float64Array,
    link: Float64Array,
    { matrix, width }: Band,
  ): void {
    const { far, fade, ends } = this;
    let diagonal = 0;
    for (let k = length - 1; k >= 0; k--) {
      const ratio = k + 1 < length ? below[from + k + 1]! : 0;
      diagonal = inversePivot[from + k]! + ratio * ratio * diagonal;
      far[k] = link[from + k]! * diagonal;
      matrix[(row + k) * width]! += own[from + k]! - link[from + k]! * far[k]!;
    }
    ends.length = 0;
    let product = 1;
    for (let k = 0; k < length; k++) {
      if (k > 0) product *= -below[from + k]!;
      if (product < SMALLEST) {
        ends.push(k);
        product = 1;
      }
      fade[k] = product;
      far[k]! *= product;
    }
    ends.push(length);
    let start = 0;
    for (let n = 0; n < ends.length; n++) {
      const segmentEnd = ends[n]!;
      const nextEnd = n + 1 < ends.length ? ends[n + 1]! : segmentEnd;
      // From the last step of this part into the next.
      const across = segmentEnd < length ? -below[from + segmentEnd]! * fade[segmentEnd - 1]! : 0;
      for (let k = start; k < segmentEnd; k++) {
        const place = (row + k) * width - k;
        const near = link[from + k]! / fade[k]!;
        for (let j = k + 1; j < segmentEnd; j++) matrix[place + j]! -= far[j]! * near;
        const crossing = near * across;
        if (across <= NOTHING * fade[k]!) continue;
        for (let j = segmentEnd; j < nextEnd; j++) matrix[place + j]! -= far[j]! * crossing;
      }
      start = segmentEnd;
    }
  }
}

/** Solves a chain backwards from its forward sweep and takes what it does to the rows of its steps off their right side.
 *  @param from, to places of the chain in the arrays; shift from place to row
 *  @param forward result of the forward sweep, not changed
 *  @param inversePivot, below factors of the chain's matrix; link its coupling to the rows */
export function takeFromRows(
  from: number,
  to: number,
  shift: number,
  forward: Float64Array,
  inversePivot: Float64Array,
  below: Float64Array,
  link: Float64Array,
  rightAt: Float64Array,
): void {
  let next = 0;
  let belowNext = 0;
  for (let k = to - 1; k >= from; k--) {
    const y = forward[k]! * inversePivot[k]! - belowNext * next;
    rightAt[k + shift]! -= link[k]! * y;
    next = y;
    belowNext = below[k]!;
  }
}
