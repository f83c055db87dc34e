/** Sessions in which a step is a mixture: shares of it are spent charging, discharging (each at full power or where it loses most) and at
 *  rest, and the shares add up to one. That is the convex hull of what one car can do in a step, so burning energy by charging and
 *  discharging at once is not in it, nor more loss than physics has. Needed where wasting energy pays: at negative prices, or to use sun.
 *  Variables of chain step k lie side by side: 6k … 6k + 3 shares, 6k + 4 rest, 6k + 5 stored. Each step's row of shares is eliminated first,
 *  which leaves a two by two matrix of power and energy a step; from there on as in `chain-system.ts`. Scratch state of one optimisation. */
import type { Band } from './band.ts';
import { Bounded, type Reach } from './bounded.ts';
import { ChainBand, takeFromRows } from './chain-band.ts';
import type { ChainPlan, SessionSystem, Values } from './chain-system.ts';
import type { Chains } from './chains.ts';
import { CAN_CHARGE, CAN_DISCHARGE, ENDS, type Ends, endsOf } from './mode-ends.ts';

const REST = 4;
const STORED = 5;
const STRIDE = 6;

export class ModeSystem implements SessionSystem {
  readonly variables: Bounded;
  private readonly chains: Chains;
  private readonly ends: Ends;
  private readonly dischargeCost: number;
  private readonly value: Float64Array;
  private readonly valueStep: Float64Array;
  /** [chain step] multiplier of the row of shares. */
  private readonly share: Float64Array;
  private readonly shareStep: Float64Array;
  private readonly own: Float64Array;
  private readonly inversePivot: Float64Array;
  private readonly below: Float64Array;
  private readonly link: Float64Array;
  private readonly state: Float64Array;
  private readonly scratch: Float64Array;
  private readonly rest: ChainBand;

  /** @param allowed [chain step] CAN_CHARGE and CAN_DISCHARGE */
  constructor(chains: Chains, dischargeCost: number, allowed: Uint8Array) {
    this.chains = chains;
    this.dischargeCost = dischargeCost;
    this.ends = endsOf(chains);
    const { powerKw, gainKwh } = this.ends;
    const size = chains.storedUpper.length;
    const upper = new Float64Array(STRIDE * size);
    for (let s = 0; s < chains.count; s++)
      for (let k = chains.first[s]!; k < chains.first[s + 1]!; k++) {
        for (let i = 0; i < ENDS; i++) {
          const e = ENDS * s + i;
          const mode = i < 2 ? CAN_CHARGE : CAN_DISCHARGE;
          if ((allowed[k]! & mode) !== 0 && (powerKw[e] !== 0 || gainKwh[e] !== 0)) upper[STRIDE * k + i] = 1;
        }
        upper[STRIDE * k + REST] = 1;
        upper[STRIDE * k + STORED] = chains.storedUpper[k]!;
      }
    this.variables = new Bounded(upper);
    const zeros = (): Float64Array => new Float64Array(size);
    [this.value, this.valueStep, this.share, this.shareStep, this.own] = [zeros(), zeros(), zeros(), zeros(), zeros()];
    [this.inversePivot, this.below, this.link, this.state, this.scratch] = [
      zeros(),
      zeros(),
      zeros(),
      zeros(),
      zeros(),
    ];
    this.rest = new ChainBand(chains.longest);
  }

  begin(netKw: Float64Array, size: number): void {
    const { chains, variables, ends, dischargeCost } = this;
    const { x, u } = variables;
    for (let s = 0; s < chains.count; s++) {
      const from = chains.first[s]!;
      const to = chains.first[s + 1]!;
      let gain = START_ABOVE * chains.storedUpper[to - 1]!;
      for (let k = from; k < to; k++) gain -= chains.right[k]!;
      const power = ends.powerKw.subarray(ENDS * s, ENDS * s + ENDS);
      const energy = ends.gainKwh.subarray(ENDS * s, ENDS * s + ENDS);
      const most = Math.max(1e-9, energy[0]!);
      const least = Math.max(1e-3, LEAST_MULTIPLIER * power[0]!);
      let previous = 0;
      for (let k = from; k < to; k++) {
        const at = STRIDE * k;
        const given = u[at + 2]! > 0 ? START_GIVEN : 0;
        const taken = (gain / (to - from) - given * energy[2]!) / most;
        let idle = 1;
        let gained = 0;
        for (let i = 0; i < ENDS; i++) {
          // Never zero: an end may lose energy at no power at all.
          const scale = size * Math.max(Math.abs(power[i]!), least);
          const cost = i < 2 ? 0 : -dischargeCost * power[i]!;
          variables.start(at + i, i === 0 ? taken : i === 2 ? given : 0, cost, scale);
          const part = u[at + i]! > 0 ? x[at + i]! : 0;
          idle -= part;
          gained += part * energy[i]!;
          netKw[k - from + chains.startStep[s]!]! += part * power[i]!;
        }
        variables.start(at + REST, idle, 0, size * Math.max(power[0]!, least));
        variables.start(at + STORED, chains.right[k]! + previous + gained, 0, size);
        previous = u[at + STORED]! > 0 ? x[at + STORED]! : 0;
      }
    }
  }

  advance(primalStep: number, dualStep: number, band: Band, price: Float64Array, right: Float64Array): Values {
    const { chains, variables, value, valueStep, share, shareStep, dischargeCost, inversePivot, below, link, own } =
      this;
    const { powerKw, gainKwh } = this.ends;
    const { d, h, x, u, zu } = variables;
    let primal = 0;
    let dual = 0;
    for (let s = 0; s < chains.count; s++) {
      const from = chains.first[s]!;
      const to = chains.first[s + 1]!;
      const row = chains.startStep[s]!;
      const e = ENDS * s;
      variables.move(STRIDE * from, STRIDE * to, primalStep, dualStep);
      variables.weigh(STRIDE * from, STRIDE * to);
      for (let k = from; k < to; k++) {
        const at = STRIDE * k;
        value[k]! += dualStep * valueStep[k]!;
        share[k]! += dualStep * shareStep[k]!;
        primal -= dischargeCost * (x[at + 2]! * powerKw[e + 2]! + (u[at + 3]! > 0 ? x[at + 3]! * powerKw[e + 3]! : 0));
        dual += chains.right[k]! * value[k]! + share[k]!;
        for (let i = 0; i < STRIDE; i++) dual -= zu[at + i]! * u[at + i]!;
      }
      let previous = 0;
      let inverseBefore = 1;
      for (let k = from; k < to; k++) {
        const at = STRIDE * k;
        const v = value[k]!;
        const p = price[k - from + row]!;
        let all = d[at + REST]!;
        let [ofPower, ofEnergy, both, powers, energies] = [0, 0, 0, 0, 0];
        for (let i = 0; i < ENDS; i++) {
          const power = powerKw[e + i]!;
          const energy = gainKwh[e + i]!;
          const weight = d[at + i]!;
          h[at + i] = (i < 2 ? 0 : -dischargeCost * power) + energy * v - power * p - share[k]!;
          all += weight;
          powers += weight * power;
          energies += weight * energy;
          ofPower += weight * power * power;
          ofEnergy += weight * energy * energy;
          both += weight * power * energy;
        }
        h[at + REST] = -share[k]!;
        h[at + STORED] = (k + 1 < to ? value[k + 1]! : 0) - v;
        const de = d[at + STORED]!;
        own[k] = ofPower - (powers * powers) / all;
        link[k] = (powers * energies) / all - both;
        const ratio = -previous * inverseBefore;
        below[k] = ratio;
        inverseBefore = 1 / (ofEnergy - (energies * energies) / all + de + previous + ratio * previous);
        inversePivot[k] = inverseBefore;
        previous = de;
      }
      this.rest.add(from, to - from, row, own, inversePivot, below, link, band);
      this.eliminate(s, right);
    }
    return { primal, dual };
  }

  aimAt(target: number, weight: number, right: Float64Array): void {
    const { count, first } = this.chains;
    for (let s = 0; s < count; s++) {
      this.variables.aimAt(STRIDE * first[s]!, STRIDE * first[s + 1]!, target, weight);
      this.eliminate(s, right);
    }
  }

  private eliminate(s: number, rightAt: Float64Array): void {
    const { chains, variables, inversePivot, below, link, state, scratch } = this;
    const { powerKw, gainKwh } = this.ends;
    const from = chains.first[s]!;
    const to = chains.first[s + 1]!;
    const shift = chains.startStep[s]! - from;
    const { x, u, d, h } = variables;
    const e = ENDS * s;
    let previousStored = 0;
    let previous = 0;
    for (let k = from; k < to; k++) {
      const at = STRIDE * k;
      let all = d[at + REST]!;
      // Σ D h − (1 − Σ x) with its sign turned: what the row of shares still lacks.
      let lacking = 1 - x[at + REST]! + d[at + REST]! * h[at + REST]!;
      let [power, energy, powers, energies] = [0, 0, 0, 0];
      for (let i = 0; i < ENDS; i++) {
        if (u[at + i] === 0) continue;
        const weight = d[at + i]!;
        const moved = weight * h[at + i]! - x[at + i]!;
        all += weight;
        lacking += moved;
        powers += weight * powerKw[e + i]!;
        energies += weight * gainKwh[e + i]!;
        power += moved * powerKw[e + i]!;
        energy += moved * gainKwh[e + i]!;
      }
      power -= (powers * lacking) / all;
      energy -= (energies * lacking) / all;
      const stored = d[at + STORED]! * h[at + STORED]! - (u[at + STORED]! > 0 ? x[at + STORED]! : 0);
      rightAt[k + shift]! += power;
      let r = chains.right[k]! - energy + stored - previousStored;
      state[k] = r;
      r -= below[k]! * previous;
      scratch[k] = r;
      previous = r;
      previousStored = stored;
    }
    takeFromRows(from, to, shift, scratch, inversePivot, below, link, rightAt);
  }

  direct(priceStep: Float64Array, rest: Float64Array, reach: Reach, first: boolean): void {
    const { chains, variables, inversePivot, below, link, state, scratch, valueStep, shareStep } = this;
    const { powerKw, gainKwh } = this.ends;
    const { x, u, d, h, dx } = variables;
    for (let s = 0; s < chains.count; s++) {
      const from = chains.first[s]!;
      const to = chains.first[s + 1]!;
      const shift = chains.startStep[s]! - from;
      const e = ENDS * s;
      let previous = 0;
      for (let k = from; k < to; k++) {
        const r = state[k]! - link[k]! * priceStep[k + shift]! - below[k]! * previous;
        scratch[k] = r;
        previous = r;
      }
      let next = 0;
      let belowNext = 0;
      for (let k = to - 1; k >= from; k--) {
        const at = STRIDE * k;
        const y = scratch[k]! * inversePivot[k]! - belowNext * next;
        valueStep[k] = y;
        const dp = priceStep[k + shift]!;
        let all = d[at + REST]!;
        let lacking = 1 - x[at + REST]! + d[at + REST]! * h[at + REST]!;
        for (let i = 0; i < ENDS; i++) {
          if (u[at + i] === 0) continue;
          const weight = d[at + i]!;
          all += weight;
          lacking += weight * (h[at + i]! - powerKw[e + i]! * dp + gainKwh[e + i]! * y) - x[at + i]!;
        }
        const ds = lacking / all;
        shareStep[k] = ds;
        let power = 0;
        for (let i = 0; i < ENDS; i++) {
          if (u[at + i] === 0) continue;
          const step = d[at + i]! * (powerKw[e + i]! * dp - gainKwh[e + i]! * y + ds - h[at + i]!);
          dx[at + i] = step;
          power += powerKw[e + i]! * (x[at + i]! + step);
        }
        dx[at + REST] = d[at + REST]! * (ds - h[at + REST]!);
        dx[at + STORED] = d[at + STORED]! * (y - next - h[at + STORED]!);
        rest[k + shift]! -= power;
        next = y;
        belowNext = below[k]!;
      }
      if (first) variables.probe(STRIDE * from, STRIDE * to, reach);
      else variables.reach(STRIDE * from, STRIDE * to, reach);
    }
  }

  candidate(ahead: number, scale: number): ChainPlan {
    const { chains, value, valueStep } = this;
    const { powerKw, gainKwh } = this.ends;
    const { x, u, dx } = this.variables;
    const zeros = (): Float64Array => new Float64Array(value.length);
    const [chargeKw, dischargeKw, values] = [zeros(), zeros(), zeros()];
    const modes = { chargeShare: zeros(), dischargeShare: zeros(), gainKwh: zeros() };
    for (let s = 0; s < chains.count; s++)
      for (let k = chains.first[s]!; k < chains.first[s + 1]!; k++) {
        for (let i = 0; i < ENDS; i++) {
          if (u[STRIDE * k + i] === 0) continue;
          const part = Math.min(1, Math.max(0, x[STRIDE * k + i]! + ahead * dx[STRIDE * k + i]!));
          const power = part * powerKw[ENDS * s + i]!;
          if (i < 2) chargeKw[k]! += power;
          else dischargeKw[k]! -= power;
          (i < 2 ? modes.chargeShare : modes.dischargeShare)[k]! += part;
          modes.gainKwh[k]! += part * gainKwh[ENDS * s + i]!;
        }
        values[k] = (value[k]! + ahead * valueStep[k]!) * scale;
      }
    return { chargeKw, dischargeKw, value: values, modes };
  }
}

/** Of what is allowed above the target, and of discharging: shares at the start. */
const START_ABOVE = 0.1;
const START_GIVEN = 0.05;
/** First multipliers go with the power of an end, but not below this share of full power. */
const LEAST_MULTIPLIER = 0.05;
