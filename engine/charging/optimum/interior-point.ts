/** Primal-dual interior point method that uses the structure of a charging site: each session is a chain (its battery through time),
 *  sessions meet only in the power of each step. A Newton step eliminates every chain (tridiagonal) and leaves one banded system in the
 *  prices of the steps. Cost of an iteration: sessions × stay², plus steps × longest stay².
 *  In: site, coupling columns of a block of steps. Out: plan and prices (dual values) from which `bound.ts` proves a lower bound.
 *  Method: Mehrotra, SIAM J. Optimization 2 (1992) 575; Schur complement by session as in Wright, Primal-Dual Interior-Point Methods (1997).
 *
 *  min q'x + ½ x'Qx,  A x = b,  0 ≤ x ≤ u.   Newton: dx = D (A'dπ − h),  A D A' dπ = r + A D h,  D = 1 / (Q + zl/x + zu/(u − x)),
 *  h = q + Qx − A'π − (σμ − corrL)/x + (σμ − corrU)/(u − x).   Rows of a session: e_k − e_{k−1} − ηΔ c_k + (Δ/η) g_k = b_k. */
import { Band } from './band.ts';
import type { Chains } from './chains.ts';
import type { Coupling } from './coupling.ts';

export interface InteriorPoint {
  /** [chain step] */
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** [step of the block] price of power, and [chain step] value of stored energy. */
  readonly price: Float64Array;
  readonly value: Float64Array;
  readonly iterations: number;
}

/** A set of variables with its multipliers; bounds 0 ≤ x ≤ u. Reciprocals of the distances to the bounds are kept, since every pass needs them. */
class Variables {
  readonly x: Float64Array;
  readonly u: Float64Array;
  readonly zl: Float64Array;
  readonly zu: Float64Array;
  readonly d: Float64Array;
  readonly h: Float64Array;
  readonly dx: Float64Array;
  /** 1 / x and 1 / (u − x); both 0 for a fixed variable, which then takes part in nothing. */
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  /** Products of the predictor step. */
  private readonly cl: Float64Array;
  private readonly cu: Float64Array;

  constructor(u: Float64Array) {
    const n = u.length;
    // A range of rounding errors only is no range: the variable is fixed at zero.
    this.u = u.map((value) => (value < FIXED ? 0 : value));
    this.x = this.u.map((value) => value / 2);
    this.zl = new Float64Array(n);
    this.zu = new Float64Array(n);
    this.d = new Float64Array(n);
    this.h = new Float64Array(n);
    this.dx = new Float64Array(n);
    this.low = new Float64Array(n);
    this.high = new Float64Array(n);
    this.cl = new Float64Array(n);
    this.cu = new Float64Array(n);
  }

  /** Starts variable i at a value (kept off its bounds) with multipliers that balance its cost. */
  start(i: number, value: number, cost: number, size: number, off = OFF_BOUND): void {
    const upper = this.u[i]!;
    if (upper <= 0) return;
    this.x[i] = Math.min(upper * (1 - off), Math.max(upper * off, value));
    this.zl[i] = size + Math.max(0, cost);
    this.zu[i] = size + Math.max(0, -cost);
  }

  /** Begins an iteration: reciprocals and weights. */
  weights(curvature: number): void {
    const { x, u, zl, zu, d, low, high } = this;
    for (let i = 0; i < x.length; i++) {
      if (u[i]! <= 0) continue;
      low[i] = 1 / x[i]!;
      high[i] = 1 / (u[i]! - x[i]!);
      d[i] = 1 / (curvature + zl[i]! * low[i]! + zu[i]! * high[i]!);
    }
  }

  complementarity(): number {
    const { x, u, zl, zu } = this;
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += x[i]! * zl[i]! + (u[i]! - x[i]!) * zu[i]!;
    return sum;
  }

  /** Adds the barrier's part to h, with the second-order products of the predictor. */
  barrier(target: number): void {
    const { x, h, cl, cu, low, high } = this;
    for (let i = 0; i < x.length; i++) h[i]! += (target - cu[i]!) * high[i]! - (target - cl[i]!) * low[i]!;
  }

  /** Forgets the products, before a predictor. */
  forget(): void {
    this.cl.fill(0);
    this.cu.fill(0);
  }

  /** Raises `blocked.primal` and `.dual` to 1 / the longest step that keeps x and multipliers positive. */
  reach(target: number, blocked: { primal: number; dual: number }): void {
    const { x, zl, zu, dx, cl, cu, low, high } = this;
    let { primal, dual } = blocked;
    for (let i = 0; i < x.length; i++) {
      const step = dx[i]!;
      const towardsLow = -step * low[i]!;
      const towardsHigh = step * high[i]!;
      if (towardsLow > primal) primal = towardsLow;
      if (towardsHigh > primal) primal = towardsHigh;
      const l = zl[i]!;
      const h = zu[i]!;
      const dl = (target - cl[i]! - l * step) * low[i]! - l;
      const dh = (target - cu[i]! + h * step) * high[i]! - h;
      if (-dl > dual * l) dual = -dl / l;
      if (-dh > dual * h) dual = -dh / h;
    }
    blocked.primal = primal;
    blocked.dual = dual;
  }

  /** Complementarity after a predictor step; keeps its second-order products. */
  predict(primal: number, dual: number): number {
    const { x, u, zl, zu, dx, cl, cu, low, high } = this;
    // A predictor that is blocked early says little: its second-order products count in proportion (Colombo and Gondzio 2008).
    const weight = Math.min(primal, dual);
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      const step = dx[i]!;
      const l = zl[i]!;
      const h = zu[i]!;
      const dl = -l - l * step * low[i]!;
      const dh = -h + h * step * high[i]!;
      cl[i] = weight * step * dl;
      cu[i] = -weight * step * dh;
      sum += (x[i]! + primal * step) * (l + dual * dl) + (u[i]! - x[i]! - primal * step) * (h + dual * dh);
    }
    return sum;
  }

  move(target: number, primal: number, dual: number): void {
    const { x, zl, zu, dx, cl, cu, low, high } = this;
    for (let i = 0; i < x.length; i++) {
      const step = dx[i]!;
      zl[i]! += dual * ((target - cl[i]! - zl[i]! * step) * low[i]! - zl[i]!);
      zu[i]! += dual * ((target - cu[i]! + zu[i]! * step) * high[i]! - zu[i]!);
      x[i]! += primal * step;
    }
  }
}

const MAX_ITERATIONS = 80;
const STEP_SHARE = 0.9995;
/** Least distance of a starting value from its bounds, share of its range. */
const OFF_BOUND = 0.02;
/** The same for violations, whose range and cost are far above all others. */
const OFF_BOUND_PENALTY = 1e-4;
/** From this many times the tolerance on candidates are measured; after so many that are no better the search ends. */
const NEARLY = 20;
/** With a coarse tolerance a proof comes soon after this many: measuring costs as much as an iteration. */
const NEARLY_COARSE = 6;
const COARSE = 1e-4;
const MAX_WORSE = 5;
/** Ranges below this [kW, kWh] are fixed. */
const FIXED = 1e-7;

/** @param tolerance relative gap at which to stop
 *  @param provenGap measures a candidate: relative gap between its plan made feasible and the bound its prices prove */
export function interiorPoint(
  chains: Chains,
  coupling: Coupling,
  tolerance: number,
  provenGap: (candidate: InteriorPoint) => number,
): InteriorPoint {
  const { count, first, startStep, inKwh, outKwh } = chains;
  const steps = coupling.rightKw.length;
  // Costs are scaled so that the largest is near one; the penalty of violations must not set the scale.
  let scale = coupling.dischargeCost;
  for (const { cost, curvature, upper, penalty } of coupling.columns)
    if (!penalty)
      for (let t = 0; t < steps; t++) scale = Math.max(scale, Math.min(Math.abs(cost[t]!), 1e9), curvature * upper[t]!);
  if (coupling.peak !== null) scale = coupling.peak.cost;
  scale = scale > 0 ? scale : 1;
  const charge = new Variables(chains.chargeUpper);
  const discharge = new Variables(chains.dischargeUpper);
  const stored = new Variables(chains.storedUpper);
  const columns = coupling.columns.map((column) => new Variables(column.upper));
  const peak = coupling.peak === null ? null : new Variables(Float64Array.of(coupling.peak.upper));
  const all = [charge, discharge, stored, ...columns, ...(peak === null ? [] : [peak])];
  let bounds = 0;
  for (const set of all) for (const upper of set.u) if (upper > 0) bounds += 2;
  const price = new Float64Array(steps);
  const value = new Float64Array(first[count]!);
  const band = new Band(steps, chains.longest);
  const right = new Float64Array(steps);
  const rest = new Float64Array(steps);
  const diagonal = new Float64Array(steps);
  const widest = new Uint8Array(steps);
  const ones = new Float64Array(steps);
  const stateRight = new Float64Array(first[count]!);
  const stateStep = new Float64Array(first[count]!);
  const pivot = new Float64Array(first[count]!);
  const below = new Float64Array(first[count]!);
  const link = new Float64Array(first[count]!);
  const inverse = new Float64Array(chains.longest + 1);
  const dischargeCost = coupling.dischargeCost / scale;
  const costs = coupling.columns.map((column) => column.cost.map((cost) => cost / scale));
  const curvatures = coupling.columns.map((column) => column.curvature / scale);
  const peakCost = coupling.peak === null ? 0 : coupling.peak.cost / scale;

  /** A first plan: every session charges evenly through its stay; grid and peak follow from it. */
  const begin = (): void => {
    const size = peak === null ? 0.5 : 1 / steps;
    const net = coupling.rightKw.map((value) => -value);
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      let gain = 0.1 * stored.u[to - 1]!;
      for (let k = from; k < to; k++) gain -= chains.right[k]!;
      const given = 0.05 * discharge.u[from]!;
      const taken = (gain / (to - from) + outKwh * given) / inKwh;
      let previous = 0;
      for (let k = from; k < to; k++) {
        charge.start(k, taken, 0, size);
        discharge.start(k, given, dischargeCost, size);
        const power = charge.x[k]! - discharge.x[k]!;
        stored.start(k, chains.right[k]! + previous + inKwh * charge.x[k]! - outKwh * discharge.x[k]!, 0, size);
        previous = stored.x[k]!;
        net[k - from + startStep[s]!]! += power;
      }
    }
    if (peak !== null) {
      let highest = 0;
      for (const power of net) highest = Math.max(highest, power);
      peak.start(0, 1.1 * highest + 1, peakCost, size);
      for (let t = 0; t < steps; t++) net[t]! -= peak.x[0]!;
    }
    // Each column takes what its sign can take of the rest, the violations last.
    coupling.columns.forEach((column, j) => {
      for (let t = 0; t < steps; t++) {
        const rest = -column.sign * net[t]!;
        const off = column.penalty ? OFF_BOUND_PENALTY : OFF_BOUND;
        columns[j]!.start(t, column.penalty ? 0 : rest, costs[j]![t]!, size, off);
        net[t]! += column.sign * columns[j]!.x[t]!;
      }
    });
  };

  /** Factors every chain and fills the banded system with what is left of the rows of the steps. */
  const factor = (): void => {
    charge.weights(0);
    discharge.weights(0);
    stored.weights(0);
    columns.forEach((set, j) => {
      set.weights(curvatures[j]!);
    });
    peak?.weights(0);
    band.clear();
    for (const set of columns) for (let t = 0; t < steps; t++) band.add(t, t, set.d[t]!);
    const { matrix, width } = band;
    // Local names of the arrays: the inner loops are the whole cost of the method.
    const [chargeD, dischargeD, storedD] = [charge.d, discharge.d, stored.d];
    const [belowAt, pivotAt, linkAt, inverseAt] = [below, pivot, link, inverse];
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      let previous = 0;
      let previousPivot = 1;
      for (let k = from; k < to; k++) {
        const dc = chargeD[k]!;
        const dg = dischargeD[k]!;
        const de = storedD[k]!;
        const ratio = k === from ? 0 : -previous / previousPivot;
        belowAt[k] = ratio;
        const p = inKwh * inKwh * dc + outKwh * outKwh * dg + de + previous + ratio * previous;
        pivotAt[k] = p;
        linkAt[k] = -(inKwh * dc + outKwh * dg);
        previous = de;
        previousPivot = p;
      }
      // Column by column of the inverse of the chain's matrix, from the last to the first.
      const length = to - from;
      const row = startStep[s]!;
      for (let k = length - 1; k >= 0; k--) {
        const at = from + k;
        const ratio = k + 1 < length ? -belowAt[at + 1]! : 0;
        const linkK = linkAt[at]!;
        const scaled = ratio * linkK;
        // Row j, column k of the band (j > k): a step down the diagonal and one to the side.
        let place = (row + k + 1) * width + 1;
        for (let j = k + 1; j < length; j++) {
          const before = inverseAt[j]!;
          inverseAt[j] = ratio * before;
          matrix[place]! -= linkAt[from + j]! * before * scaled;
          place += width + 1;
        }
        const diagonal = 1 / pivotAt[at]! + (k + 1 < length ? ratio * inverseAt[k + 1]! : 0);
        inverseAt[k] = diagonal;
        matrix[(row + k) * width]! += chargeD[at]! + dischargeD[at]! - linkK * linkK * diagonal;
      }
    }
    for (let t = 0; t < steps; t++) diagonal[t] = matrix[t * width]!;
    band.factor();
    if (peak !== null) {
      ones.fill(1);
      band.solve(ones);
    }
  };

  /** Newton direction for complementarity target σμ. */
  const direction = (target: number): void => {
    right.set(coupling.rightKw);
    rest.set(coupling.rightKw);
    coupling.columns.forEach((column, j) => {
      const set = columns[j]!;
      const cost = costs[j]!;
      for (let t = 0; t < steps; t++) set.h[t] = cost[t]! + curvatures[j]! * set.x[t]! - column.sign * price[t]!;
      set.barrier(target);
      for (let t = 0; t < steps; t++) right[t]! += column.sign * (set.d[t]! * set.h[t]! - set.x[t]!);
    });
    if (peak !== null) {
      let sum = 0;
      for (let t = 0; t < steps; t++) sum += price[t]!;
      peak.h[0] = peakCost + sum;
      peak.barrier(target);
    }
    const { x: chargeX, d: chargeD, h: chargeH, dx: chargeDx } = charge;
    const { x: dischargeX, d: dischargeD, h: dischargeH, dx: dischargeDx } = discharge;
    const { x: storedX, d: storedD, h: storedH, dx: storedDx } = stored;
    const [belowAt, pivotAt, linkAt, stateR, stateS] = [below, pivot, link, stateRight, stateStep];
    const [valueAt, priceAt, rightAt, restAt, chainRight] = [value, price, right, rest, chains.right];
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      const shift = startStep[s]! - from;
      for (let k = from; k < to; k++) {
        const v = valueAt[k]!;
        const p = priceAt[k + shift]!;
        chargeH[k] = inKwh * v - p;
        dischargeH[k] = dischargeCost - outKwh * v + p;
        storedH[k] = k + 1 < to ? valueAt[k + 1]! - v : -v;
      }
    }
    charge.barrier(target);
    discharge.barrier(target);
    stored.barrier(target);
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      const shift = startStep[s]! - from;
      let previousStored = 0;
      let previous = 0;
      for (let k = from; k < to; k++) {
        const c = chargeD[k]! * chargeH[k]! - chargeX[k]!;
        const g = dischargeD[k]! * dischargeH[k]! - dischargeX[k]!;
        const e = storedD[k]! * storedH[k]! - storedX[k]!;
        rightAt[k + shift]! += c - g;
        let r = chainRight[k]! - inKwh * c + outKwh * g + e - previousStored;
        stateR[k] = r;
        r -= belowAt[k]! * previous;
        stateS[k] = r;
        previous = r;
        previousStored = e;
      }
      let next = 0;
      for (let k = to - 1; k >= from; k--) {
        const y = stateS[k]! / pivotAt[k]! - (k + 1 < to ? belowAt[k + 1]! * next : 0);
        rightAt[k + shift]! -= linkAt[k]! * y;
        next = y;
      }
    }
    band.solve(right);
    if (peak !== null) {
      // The peak enters every row: Sherman and Morrison's update, arranged so that nothing large is cancelled.
      let withoutPeak = 0;
      let response = 0;
      for (let t = 0; t < steps; t++) {
        withoutPeak += rightAt[t]!;
        response += ones[t]!;
      }
      const x = peak.x[0]!;
      peak.dx[0] = -(withoutPeak + x * response + peak.h[0]!) / (1 / peak.d[0]! + response);
      for (let t = 0; t < steps; t++) rightAt[t]! += (x + peak.dx[0]!) * ones[t]!;
    }
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      const shift = startStep[s]! - from;
      let previous = 0;
      for (let k = from; k < to; k++) {
        const r = stateR[k]! - linkAt[k]! * rightAt[k + shift]! - belowAt[k]! * previous;
        stateS[k] = r;
        previous = r;
      }
      let next = 0;
      for (let k = to - 1; k >= from; k--) {
        const y = stateS[k]! / pivotAt[k]! - (k + 1 < to ? belowAt[k + 1]! * next : 0);
        stateS[k] = y;
        const dp = rightAt[k + shift]!;
        chargeDx[k] = chargeD[k]! * (dp - inKwh * y - chargeH[k]!);
        dischargeDx[k] = dischargeD[k]! * (outKwh * y - dp - dischargeH[k]!);
        restAt[k + shift]! -= chargeX[k]! + chargeDx[k]! - dischargeX[k]! - dischargeDx[k]!;
        storedDx[k] = storedD[k]! * (y - (k + 1 < to ? next : 0) - storedH[k]!);
        next = y;
      }
    }
    if (peak !== null) for (let t = 0; t < steps; t++) restAt[t]! += peak.x[0]! + peak.dx[0]!;
    widest.fill(0);
    coupling.columns.forEach((column, j) => {
      const set = columns[j]!;
      for (let t = 0; t < steps; t++) {
        set.dx[t] = set.d[t]! * (column.sign * right[t]! - set.h[t]!);
        rest[t]! -= column.sign * (set.x[t]! + set.dx[t]!);
        if (set.d[t]! > columns[widest[t]!]!.d[t]!) widest[t] = j;
      }
    });
    // What rounding left over in a row goes to its freest column.
    for (let t = 0; t < steps; t++) {
      const j = widest[t]!;
      if (columns[j]!.d[t]! > 0.5 * diagonal[t]!) columns[j]!.dx[t]! += coupling.columns[j]!.sign * rest[t]!;
    }
  };

  /** Value of the programme and of its dual, both scaled; true values only once the rows hold. */
  const measure = (): { primal: number; dual: number } => {
    let primal = 0;
    let dual = 0;
    columns.forEach((set, j) => {
      for (let t = 0; t < steps; t++) {
        const x = set.x[t]!;
        primal += costs[j]![t]! * x + (curvatures[j]! * x * x) / 2;
        dual -= set.zu[t]! * set.u[t]! + (curvatures[j]! * x * x) / 2;
      }
    });
    if (peak !== null) {
      primal += peakCost * peak.x[0]!;
      dual -= peak.zu[0]! * peak.u[0]!;
    }
    for (let k = 0; k < value.length; k++) {
      primal += dischargeCost * discharge.x[k]!;
      dual += chains.right[k]! * value[k]!;
      dual -= charge.zu[k]! * charge.u[k]! + discharge.zu[k]! * discharge.u[k]! + stored.zu[k]! * stored.u[k]!;
    }
    for (let t = 0; t < steps; t++) dual += coupling.rightKw[t]! * price[t]!;
    return { primal, dual };
  };

  begin();
  const candidate = (): InteriorPoint => ({
    chargeKw: charge.x.slice(),
    dischargeKw: discharge.x.slice(),
    price: price.map((p) => p * scale),
    value: value.map((v) => v * scale),
    iterations,
  });
  let best: InteriorPoint | null = null;
  let bestGap = Number.POSITIVE_INFINITY;
  let worse = 0;
  const nearly = tolerance >= COARSE ? NEARLY_COARSE : NEARLY;
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    const { primal, dual } = measure();
    const size = Math.max(1e-9, Math.abs(primal + coupling.constant / scale));
    if (Math.abs(primal - dual) <= nearly * tolerance * size) {
      const found = candidate();
      const gap = provenGap(found);
      if (gap < bestGap) {
        best = found;
        bestGap = gap;
        worse = 0;
      } else worse++;
      if (gap <= tolerance || worse >= MAX_WORSE) break;
    }
    let gap = 0;
    for (const set of all) gap += set.complementarity();
    const mu = gap / bounds;
    factor();
    for (const set of all) set.forget();
    direction(0);
    const blocked = { primal: 1, dual: 1 };
    for (const set of all) set.reach(0, blocked);
    let predicted = 0;
    for (const set of all) predicted += set.predict(1 / blocked.primal, 1 / blocked.dual);
    // Never far below what the tolerance needs: there rounding would take over.
    const target = Math.max(mu * Math.min(1, (predicted / gap) ** 3), (0.02 * tolerance * size) / bounds);
    direction(target);
    blocked.primal = blocked.dual = STEP_SHARE;
    for (const set of all) set.reach(target, blocked);
    let primalStep = STEP_SHARE / blocked.primal;
    let dualStep = STEP_SHARE / blocked.dual;
    // With curvature both sides of the dual equation move: one common step keeps it.
    if (curvatures.some((curvature) => curvature > 0)) primalStep = dualStep = Math.min(primalStep, dualStep);
    if (!(primalStep > 1e-12) || !Number.isFinite(target)) break;
    for (const set of all) set.move(target, primalStep, dualStep);
    for (let t = 0; t < steps; t++) price[t]! += dualStep * right[t]!;
    for (let k = 0; k < value.length; k++) value[k]! += dualStep * stateStep[k]!;
  }
  return best ?? candidate();
}
