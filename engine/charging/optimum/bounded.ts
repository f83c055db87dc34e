/** Variables between bounds with their multipliers, as the interior point method moves them. Scratch state of one optimisation.
 *  0 ≤ x ≤ u with multipliers zl of x and zu of u − x. A direction aims at products x·zl = tl and (u − x)·zu = tu.
 *  All passes run over a range, so that a chain stays in the processor's cache from one pass to the next.
 *  Source: Mehrotra, SIAM J. Optimization 2 (1992) 575. */

/** What a direction allows, and the products it would lead to. */
export interface Reach {
  /** 1 / the longest step that keeps x, and the multipliers, positive. */
  primal: number;
  dual: number;
  /** Σ x z at steps (p, d) = still + p · byPrimal + d · byDual + p d · byBoth. */
  still: number;
  byPrimal: number;
  byDual: number;
  byBoth: number;
}

/** Least distance of a starting value from its bounds, share of its range. */
const OFF_BOUND = 0.02;
/** Ranges below this [kW, kWh] are rounding errors only: the variable is fixed at zero. */
const FIXED = 1e-7;
export class Bounded {
  readonly x: Float64Array;
  readonly u: Float64Array;
  readonly zl: Float64Array;
  readonly zu: Float64Array;
  /** Weight 1 / (Q + zl / x + zu / (u − x)); 0 for a fixed variable, which then takes part in nothing. */
  readonly d: Float64Array;
  /** Reduced cost q + Qx − A'π, which is where the first direction aims; for the second the barrier's part is added. */
  readonly h: Float64Array;
  readonly dx: Float64Array;
  /** Products aimed at; half the memory, since how exactly they are met does not matter. */
  private readonly tl: Float32Array;
  private readonly tu: Float32Array;
  readonly curvature: number;
  /** Number of bounds that take part. */
  readonly bounds: number;

  constructor(u: Float64Array, curvature = 0) {
    const n = u.length;
    const zeros = (): Float64Array => new Float64Array(n);
    [this.u, this.x, this.zl, this.zu, this.d, this.h, this.dx] = [
      zeros(),
      zeros(),
      zeros(),
      zeros(),
      zeros(),
      zeros(),
      zeros(),
    ];
    let bounds = 0;
    for (let i = 0; i < n; i++) {
      if (u[i]! < FIXED) continue;
      this.u[i] = u[i]!;
      this.x[i] = u[i]! / 2;
      bounds += 2;
    }
    this.tl = new Float32Array(n);
    this.tu = new Float32Array(n);
    this.curvature = curvature;
    this.bounds = bounds;
  }

  /** Starts variable i at a value (kept off its bounds) with multipliers that balance its cost. */
  start(i: number, value: number, cost: number, size: number, off = OFF_BOUND): void {
    const upper = this.u[i]!;
    if (upper <= 0) return;
    this.x[i] = Math.min(upper * (1 - off), Math.max(upper * off, value));
    this.zl[i] = size + Math.max(0, cost);
    this.zu[i] = size + Math.max(0, -cost);
  }

  weigh(from: number, to: number): void {
    const { x, u, zl, zu, d, curvature } = this;
    for (let i = from; i < to; i++) {
      if (u[i] === 0) continue;
      const low = x[i]!;
      const high = u[i]! - low;
      const both = low * high;
      d[i] = both / (curvature * both + zl[i]! * high + zu[i]! * low);
    }
  }

  /** Second direction: towards products of `target`, less the second-order products of the first (kept by `probe`). */
  aimAt(from: number, to: number, target: number, weight: number): void {
    const { x, u, h, tl, tu } = this;
    for (let i = from; i < to; i++) {
      if (u[i] === 0) continue;
      const low = x[i]!;
      const high = u[i]! - low;
      tl[i] = target - weight * tl[i]!;
      tu[i] = target - weight * tu[i]!;
      h[i]! += (tu[i]! * low - tl[i]! * high) / (low * high);
    }
  }

  /** After the first direction: its reach, and its second-order products. */
  probe(from: number, to: number, reach: Reach): void {
    const { x, u, zl, zu, dx, tl, tu } = this;
    let { primal, dual, still, byPrimal, byDual, byBoth } = reach;
    for (let i = from; i < to; i++) {
      if (u[i] === 0) continue;
      const low = x[i]!;
      const high = u[i]! - low;
      const over = 1 / (low * high);
      const step = dx[i]!;
      const l = zl[i]!;
      const h = zu[i]!;
      const towardsLow = -step * high * over;
      const towardsHigh = step * low * over;
      if (towardsLow > primal) primal = towardsLow;
      if (towardsHigh > primal) primal = towardsHigh;
      // Aimed at zero: dz = −z (1 + dx / x).
      if (1 - towardsLow > dual) dual = 1 - towardsLow;
      if (1 - towardsHigh > dual) dual = 1 - towardsHigh;
      const dl = -l * (1 - towardsLow);
      const dh = -h * (1 - towardsHigh);
      tl[i] = step * dl;
      tu[i] = -step * dh;
      still += low * l + high * h;
      byPrimal += step * (l - h);
      byDual += low * dl + high * dh;
      byBoth += step * (dl - dh);
    }
    reach.primal = primal;
    reach.dual = dual;
    reach.still = still;
    reach.byPrimal = byPrimal;
    reach.byDual = byDual;
    reach.byBoth = byBoth;
  }

  /** Reach of a bent direction. */
  reach(from: number, to: number, reach: Reach): void {
    const { x, u, zl, zu, dx, tl, tu } = this;
    let { primal, dual } = reach;
    for (let i = from; i < to; i++) {
      if (u[i] === 0) continue;
      const low = x[i]!;
      const high = u[i]! - low;
      const step = dx[i]!;
      const l = zl[i]!;
      const h = zu[i]!;
      if (-step > primal * low) primal = -step / low;
      if (step > primal * high) primal = step / high;
      // −dz / z > dual, written without divisions by what is positive.
      if (l * (low + step) - tl[i]! > dual * l * low) dual = (l * (low + step) - tl[i]!) / (l * low);
      if (h * (high - step) - tu[i]! > dual * h * high) dual = (h * (high - step) - tu[i]!) / (h * high);
    }
    reach.primal = primal;
    reach.dual = dual;
  }

  move(from: number, to: number, primal: number, dual: number): void {
    if (primal === 0 && dual === 0) return;
    const { x, u, zl, zu, dx, tl, tu } = this;
    for (let i = from; i < to; i++) {
      if (u[i] === 0) continue;
      const low = x[i]!;
      const high = u[i]! - low;
      const over = 1 / (low * high);
      const step = dx[i]!;
      zl[i]! += dual * ((tl[i]! - zl[i]! * step) * high * over - zl[i]!);
      zu[i]! += dual * ((tu[i]! + zu[i]! * step) * low * over - zu[i]!);
      x[i]! = low + primal * step;
    }
  }
}

export const freshReach = (most: number): Reach => ({
  primal: most,
  dual: most,
  still: 0,
  byPrimal: 0,
  byDual: 0,
  byBoth: 0,
});
