/** Shares the power of an area out over its dwellings and phases at one step: neighbours never do the same thing at the same time,
 *  and nearly all of them hang on one phase. That is what makes a feeder unbalanced.
 *  In: power of the area [kW]. Out: [bus × 3] pu. Draws are keyed by (seed, dwelling, step): the same in any order, on any thread.
 *  - households: exponential around the mean (coefficient of variation 1 at a quarter-hour), single-phase, rotating a, b, c
 *  - panels: about PV_KWP on one phase of as many dwellings as the area's peak needs, always the same ones
 *  - cars: as many as the power needs at the charger's power, by day on other dwellings; a share of them single-phase */
import { purposeId, uniform } from '../core/random.ts';
import { FIRST_FEEDER_BUS } from './area-tree.ts';
import type { Feeders } from './areas.ts';

const HOME_DRAW = purposeId('grid home load');
const PV_DRAW = purposeId('grid home has pv');
const CAR_DRAW = purposeId('grid car place');
const CAR_PHASE_DRAW = purposeId('grid car phase');
/** Panels of a dwelling at their peak [kW]. */
const PV_KW = 3.5;
/** A car on one phase draws this share of what one on three phases draws: 7.4 of 11 kW. */
const SINGLE_PHASE_POWER = 2 / 3;

export interface StepPower {
  readonly step: number;
  readonly day: number;
  /** Dwellings' and businesses' load, and panels' production, split between feeders and busbar. */
  readonly homeLoadKw: number;
  readonly busbarLoadKw: number;
  readonly homePvKw: number;
  readonly busbarPvKw: number;
  readonly evKw: number;
  /** kVAr of load for a kW. */
  readonly tanPhi: number;
}

export class ShareOut {
  private readonly busOf: Uint32Array;
  private readonly phaseOf: Uint8Array;
  private readonly firstDwelling: number;
  private readonly byPvRank: Uint32Array;
  private readonly weight: Float64Array;
  private readonly seed: number;
  private readonly chargerKw: number;
  private readonly singlePhaseCarShare: number;
  private readonly pvHomes: number;

  /** @param homePvPeakKw largest production of the dwellings' panels over the period */
  constructor(
    feeders: Feeders,
    area: number,
    options: { seed: number; chargerKw: number; singlePhaseCarShare: number; homePvPeakKw: number },
  ) {
    this.seed = options.seed;
    this.chargerKw = options.chargerKw;
    this.singlePhaseCarShare = options.singlePhaseCarShare;
    const first = feeders.firstBusOfArea[area]!;
    const end = feeders.firstBusOfArea[area + 1]!;
    const busOf: number[] = [];
    const phaseOf: number[] = [];
    let carry = 0;
    for (let bus = first; bus < end; bus++) {
      // Fractions of a dwelling (a scaled sample) are carried to the next bus.
      carry += feeders.homes[bus]!;
      for (; carry >= 0.5; carry--) {
        busOf.push(bus - first + FIRST_FEEDER_BUS);
        phaseOf.push(phaseOf.length % 3);
      }
    }
    // Keys stay apart between areas: a bus has far fewer dwellings than this.
    this.firstDwelling = first * 1024;
    this.busOf = Uint32Array.from(busOf);
    this.phaseOf = Uint8Array.from(phaseOf);
    this.weight = new Float64Array(busOf.length);
    const rank = Float64Array.from(busOf, (_, i) => uniform(this.seed, PV_DRAW, this.firstDwelling + i));
    this.byPvRank = Uint32Array.from(busOf, (_, i) => i).sort((a, b) => rank[a]! - rank[b]!);
    this.pvHomes = Math.min(busOf.length, Math.max(1, Math.round(options.homePvPeakKw / PV_KW)));
  }

  /** Writes power taken from each bus and phase [kW of the phase]. */
  at(power: StepPower, pKw: Float64Array, qKw: Float64Array): void {
    pKw.fill(0);
    qKw.fill(0);
    const { busOf, phaseOf, weight, seed } = this;
    const n = busOf.length;
    this.atBusbar(power.busbarLoadKw, power.busbarLoadKw * power.tanPhi, pKw, qKw);
    this.atBusbar(-power.busbarPvKw, 0, pKw, qKw);
    if (n === 0) {
      this.atBusbar(power.homeLoadKw - power.homePvKw + power.evKw, power.homeLoadKw * power.tanPhi, pKw, qKw);
      return;
    }
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const w = -Math.log(uniform(seed, HOME_DRAW, this.firstDwelling + i, power.step));
      weight[i] = w;
      sum += w;
    }
    const perWeight = power.homeLoadKw / sum;
    for (let i = 0; i < n; i++) {
      const j = 3 * busOf[i]! + phaseOf[i]!;
      pKw[j]! += perWeight * weight[i]!;
      qKw[j]! += perWeight * weight[i]! * power.tanPhi;
    }
    for (let k = 0; k < this.pvHomes; k++) {
      const i = this.byPvRank[k]!;
      pKw[3 * busOf[i]! + phaseOf[i]!]! -= power.homePvKw / this.pvHomes;
    }
    if (power.evKw !== 0) this.cars(power, pKw);
  }

  private cars(power: StepPower, pKw: Float64Array): void {
    const { busOf, phaseOf, seed } = this;
    const n = busOf.length;
    const cars = Math.max(1, Math.round(Math.abs(power.evKw) / this.chargerKw));
    let sum = 0;
    const single = (car: number): boolean =>
      uniform(seed, CAR_PHASE_DRAW, this.firstDwelling + car, power.day) < this.singlePhaseCarShare;
    for (let car = 0; car < cars; car++) sum += single(car) ? SINGLE_PHASE_POWER : 1;
    for (let car = 0; car < cars; car++) {
      const i = Math.floor(uniform(seed, CAR_DRAW, this.firstDwelling + car, power.day) * n);
      const k = 3 * busOf[i]!;
      if (single(car)) pKw[k + phaseOf[i]!]! += (power.evKw * SINGLE_PHASE_POWER) / sum;
      else for (let phase = 0; phase < 3; phase++) pKw[k + phase]! += power.evKw / sum / 3;
    }
  }

  private atBusbar(kw: number, kvar: number, pKw: Float64Array, qKw: Float64Array): void {
    for (let phase = 0; phase < 3; phase++) {
      pKw[3 + phase]! += kw / 3;
      qKw[3 + phase]! += kvar / 3;
    }
  }
}
