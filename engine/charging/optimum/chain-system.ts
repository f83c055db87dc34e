/** The sessions inside a Newton step: each chain (its battery through time) is eliminated by itself, which leaves one banded system in the
 *  prices of the steps. Scratch state of one optimisation; each pass treats one chain after the other so that it stays in the cache.
 *  Variables of chain step k lie side by side: 3k charging, 3k + 1 discharging, 3k + 2 stored.
 *  Rows of a session: e_k − e_{k−1} − in · c_k + out · g_k = b_k. Schur complement by session as in Wright, Primal-Dual Interior-Point
 *  Methods (1997); cost of a factorisation: sessions × stay². */
import type { Band } from './band.ts';
import { Bounded, type Reach } from './bounded.ts';
import { ChainBand, takeFromRows } from './chain-band.ts';
import type { Chains } from './chains.ts';

/** Of what is allowed above the target, and of what can be discharged: shares at the start. */
const START_ABOVE = 0.1;
const START_GIVEN = 0.05;

/** Of the programme and of its dual. */
export interface Values {
  readonly primal: number;
  readonly dual: number;
}

/** All arrays [chain step]. */
export interface ChainPlan {
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** Value of stored energy. */
  readonly value: Float64Array;
  /** Share of the step spent charging and discharging, and what the battery gains; only where losses depend on them. */
  readonly modes?: {
    readonly chargeShare: Float64Array;
    readonly dischargeShare: Float64Array;
    readonly gainKwh: Float64Array;
  };
}

/** The sessions as the interior point method moves them. */
export interface SessionSystem {
  readonly variables: Bounded;
  begin(netKw: Float64Array, size: number): void;
  advance(primalStep: number, dualStep: number, band: Band, price: Float64Array, right: Float64Array): Values;
  aimAt(target: number, weight: number, right: Float64Array): void;
  direct(priceStep: Float64Array, rest: Float64Array, reach: Reach, first: boolean): void;
  candidate(ahead: number, scale: number): ChainPlan;
}

export class ChainSystem implements SessionSystem {
  readonly chains: Chains;
  readonly variables: Bounded;
  /** [chain step] value of stored energy, and its step. */
  readonly value: Float64Array;
  private readonly valueStep: Float64Array;
  private readonly dischargeCost: number;
  private readonly inversePivot: Float64Array;
  private readonly below: Float64Array;
  private readonly link: Float64Array;
  private readonly state: Float64Array;
  private readonly scratch: Float64Array;
  /** [chain step] weight of its power. */
  private readonly own: Float64Array;
  private readonly rest: ChainBand;

  constructor(chains: Chains, dischargeCost: number) {
    this.chains = chains;
    const { chargeUpper, dischargeUpper, storedUpper } = chains;
    const size = chargeUpper.length;
    const upper = new Float64Array(3 * size);
    for (let k = 0; k < size; k++) {
      upper[3 * k] = chargeUpper[k]!;
      upper[3 * k + 1] = dischargeUpper[k]!;
      upper[3 * k + 2] = storedUpper[k]!;
    }
    this.variables = new Bounded(upper);
    this.dischargeCost = dischargeCost;
    const zeros = (): Float64Array => new Float64Array(size);
    this.value = zeros();
    this.valueStep = zeros();
    this.inversePivot = zeros();
    this.below = zeros();
    this.link = zeros();
    this.state = zeros();
    this.scratch = zeros();
    this.own = zeros();
    this.rest = new ChainBand(chains.longest);
  }

  /** A first plan: every session charges evenly through its stay. Adds its power to `netKw`. */
  begin(netKw: Float64Array, size: number): void {
    const { count, first, startStep, right, inKwh, outKwh } = this.chains;
    const { variables, dischargeCost } = this;
    const { x, u } = variables;
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      const into = inKwh[s]!;
      const outOf = outKwh[s]!;
      let gain = START_ABOVE * u[3 * to - 1]!;
      for (let k = from; k < to; k++) gain -= right[k]!;
      const given = START_GIVEN * u[3 * from + 1]!;
      const taken = (gain / (to - from) + outOf * given) / into;
      let previous = 0;
      for (let k = from; k < to; k++) {
        variables.start(3 * k, taken, 0, size);
        variables.start(3 * k + 1, given, dischargeCost, size);
        variables.start(3 * k + 2, right[k]! + previous + into * x[3 * k]! - outOf * x[3 * k + 1]!, 0, size);
        previous = x[3 * k + 2]!;
        netKw[k - from + startStep[s]!]! += x[3 * k]! - x[3 * k + 1]!;
      }
    }
  }

  /** Moves along the last direction (steps 0: none yet). Then weights and reduced costs; every chain factored; what is left of the rows of
   *  the steps added to the band, and the right-hand side of the first direction to `right`.
   *  @returns value of the programme's part, and of its dual's */
  advance(primalStep: number, dualStep: number, band: Band, price: Float64Array, right: Float64Array): Values {
    const { chains, variables, value, valueStep, dischargeCost, inversePivot, below, link, own } = this;
    const { count, first, startStep, inKwh, outKwh, right: chainRight } = chains;
    const { d, h, x, u, zu } = variables;
    let primal = 0;
    let dual = 0;
    for (let s = 0; s < count; s++) {
      const from = first[s]!;
      const to = first[s + 1]!;
      const into = inKwh[s]!;
      const outOf = outKwh[s]!;
      const row = startStep[s]!;
      variables.move(3 * from, 3 * to, primalStep, dualStep);
      variables.weigh(3 * from, 3 * to);
      for (let k = from; k < to; k++) {
        const at = 3 * k;
        value[k]! += dualStep * valueStep[k]!;
        primal += x[at + 1]!;
        dual += chainRight[k]! * value[k]!;
        dual -= zu[at]! * u[at]! + zu[at + 1]! * u[at + 1]! + zu[at + 2]! * u[at + 2]!;
      }
      let previous = 0;
      let inverseBefore = 1;
      for (let k = from; k < to; k++) {
        const at = 3 * k;
        const dc = d[at]!;
        const dg = d[at + 1]!;
        const de = d[at + 2]!;
        const v = value[k]!;
        const p = price[k - from + row]!;
        h[at] = into * v - p;
        h[at + 1] = dischargeCost - outOf * v + p;
        h[at + 2] = (k + 1 < to ? value[k + 1]! : 0) - v;
        const ratio = -previous * inverseBefore;
        below[k] = ratio;
        inverseBefore = 1 / (into * into * dc + outOf * outOf * dg + de + previous + ratio * previous);
        inversePivot[k] = inverseBefore;
        link[k] = -(into * dc + outOf * dg);
        own[k] = dc + dg;
        previous = de;
      }
      this.rest.add(from, to - from, row, own, inversePivot, below, link, band);
      this.eliminate(s, right);
    }
    return { primal: primal * dischargeCost, dual };
  }

  /** Right-hand side of the direction towards products of `target`. */
  aimAt(target: number, weight: number, right: Float64Array): void {
    const { count, first } = this.chains;
    for (let s = 0; s < count; s++) {
      this.variables.aimAt(3 * first[s]!, 3 * first[s + 1]!, target, weight);
      this.eliminate(s, right);
    }
  }

  private eliminate(s: number, rightAt: Float64Array): void {
    const { chains, variables, inversePivot, below, link, state, scratch } = this;
    const from = chains.first[s]!;
    const to = chains.first[s + 1]!;
    const into = chains.inKwh[s]!;
    const outOf = chains.outKwh[s]!;
    const shift = chains.startStep[s]! - from;
    const chainRight = chains.right;
    const { x, d, h } = variables;
    let previousStored = 0;
    let previous = 0;
    for (let k = from; k < to; k++) {
      const at = 3 * k;
      const c = d[at]! * h[at]! - x[at]!;
      const g = d[at + 1]! * h[at + 1]! - x[at + 1]!;
      const e = d[at + 2]! * h[at + 2]! - x[at + 2]!;
      rightAt[k + shift]! += c - g;
      let r = chainRight[k]! - into * c + outOf * g + e - previousStored;
      state[k] = r;
      r -= below[k]! * previous;
      scratch[k] = r;
      previous = r;
      previousStored = e;
    }
    takeFromRows(from, to, shift, scratch, inversePivot, below, link, rightAt);
  }

  /** Direction of every chain once that of the prices is known; takes the cars' power from what is left of the rows.
   *  @param first true after `factor`, whose products are kept */
  direct(priceStep: Float64Array, rest: Float64Array, reach: Reach, first: boolean): void {
    const { chains, variables, inversePivot, below, link, state, scratch, valueStep } = this;
    const { x, d, h, dx } = variables;
    for (let s = 0; s < chains.count; s++) {
      const from = chains.first[s]!;
      const to = chains.first[s + 1]!;
      const into = chains.inKwh[s]!;
      const outOf = chains.outKwh[s]!;
      const shift = chains.startStep[s]! - from;
      let previous = 0;
      for (let k = from; k < to; k++) {
        const r = state[k]! - link[k]! * priceStep[k + shift]! - below[k]! * previous;
        scratch[k] = r;
        previous = r;
      }
      let next = 0;
      let belowNext = 0;
      for (let k = to - 1; k >= from; k--) {
        const at = 3 * k;
        const y = scratch[k]! * inversePivot[k]! - belowNext * next;
        valueStep[k] = y;
        const dp = priceStep[k + shift]!;
        const charge = d[at]! * (dp - into * y - h[at]!);
        const discharge = d[at + 1]! * (outOf * y - dp - h[at + 1]!);
        dx[at] = charge;
        dx[at + 1] = discharge;
        dx[at + 2] = d[at + 2]! * (y - next - h[at + 2]!);
        rest[k + shift]! -= x[at]! + charge - x[at + 1]! - discharge;
        next = y;
        belowNext = below[k]!;
      }
      if (first) variables.probe(3 * from, 3 * to, reach);
      else variables.reach(3 * from, 3 * to, reach);
    }
  }

  /** Plan and values of stored energy, that far along the direction. */
  candidate(ahead: number, scale: number): ChainPlan {
    const { value, valueStep } = this;
    const { x, dx } = this.variables;
    const chargeKw = new Float64Array(value.length);
    const dischargeKw = new Float64Array(value.length);
    const values = new Float64Array(value.length);
    for (let k = 0; k < value.length; k++) {
      chargeKw[k] = x[3 * k]! + ahead * dx[3 * k]!;
      dischargeKw[k] = x[3 * k + 1]! + ahead * dx[3 * k + 1]!;
      values[k] = (value[k]! + ahead * valueStep[k]!) * scale;
    }
    return { chargeKw, dischargeKw, value: values };
  }
}
