/** Shares the power of an area out over its dwellings and phases at one step: neighbours never do the same thing at the same time,
 *  and nearly all of them hang on one phase. That is what makes a feeder unbalanced.
 *  In: power of the area and of the cars on each feeder [kW]. Out: [bus × 3] kW. Draws are keyed by (seed, dwelling, step): the same in any
 *  order, on any thread.
 *  - households: exponential around the mean (coefficient of variation 1 at a quarter-hour), single-phase, rotating a, b, c
 *  - panels: about PV_KW on one phase of as many dwellings as the area's peak needs, always the same ones
 *  - cars: as many as the power needs, none above the charger's power, by day on other dwellings of their feeder; a share of them single-phase */
import { purposeId, randomBits, uniform } from '../core/random.ts';
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

/** Quantiles of the exponential distribution, so that a draw is one look-up: a logarithm for each dwelling and step would cost more than
 *  all the rest. The mean is kept by dividing by the sum. */
const EXPONENTIAL = Float64Array.from({ length: 4096 }, (_, i) => -Math.log((i + 0.5) / 4096));

export interface StepPower {
  readonly step: number;
  readonly day: number;
  /** Dwellings' and businesses' load, and panels' production, split between feeders and busbar. */
  readonly homeLoadKw: number;
  readonly busbarLoadKw: number;
  readonly homePvKw: number;
  readonly busbarPvKw: number;
  /** All cars of the area; those on feeders are in `feederKw`, the rest is at the busbar. */
  readonly evKw: number;
  /** [feeder of the area] power of cars; null when only the sum is known: then they stand anywhere in the area. */
  readonly feederKw: Float64Array | null;
  /** kVAr of load for a kW. */
  readonly tanPhi: number;
}

export interface ShareOutOptions {
  readonly seed: number;
  readonly chargerKw: number;
  readonly singlePhaseCarShare: number;
  /** Largest production of the dwellings' panels over the period. */
  readonly homePvPeakKw: number;
}

/** Who takes what, for explanations: dwelling (order along the feeders), phase 0–2 or −1 for all three, power. */
export type Taker = (what: 'home' | 'sun' | 'car', dwelling: number, phase: number, kw: number) => void;

export class ShareOut {
  /** [dwelling] bus of the area's tree and phase. */
  readonly busOf: Uint32Array;
  readonly phaseOf: Uint8Array;
  private readonly firstDwelling: number;
  private readonly hash: Int32Array;
  /** [dwelling] place in the arrays of power. */
  private readonly at3: Uint32Array;
  private readonly pvAt: Float64Array;
  private readonly pvPhase: ReadonlyArray<readonly [dwelling: number, share: number]>;
  private readonly weight: Float64Array;
  private readonly options: ShareOutOptions;
  /** [feeder + 1] dwellings of a feeder of the area, which lie together. */
  private readonly firstOfFeeder: Uint32Array;
  /** [feeder] draws of a day, as far as they were needed. */
  private readonly places: number[][];
  private readonly single: boolean[][];
  private drawnDay = -1;

  constructor(feeders: Feeders, area: number, options: ShareOutOptions) {
    this.options = options;
    const first = feeders.firstBusOfArea[area]!;
    const end = feeders.firstBusOfArea[area + 1]!;
    const busOf: number[] = [];
    const phaseOf: number[] = [];
    const firstOfFeeder: number[] = [0];
    let carry = 0;
    for (let bus = first; bus < end; bus++) {
      while (firstOfFeeder.length <= feeders.feeder[bus]!) firstOfFeeder.push(busOf.length);
      // Fractions of a dwelling (a scaled sample) are carried to the next bus.
      carry += feeders.homes[bus]!;
      for (; carry >= 0.5; carry--) {
        busOf.push(bus - first + FIRST_FEEDER_BUS);
        phaseOf.push(phaseOf.length % 3);
      }
    }
    firstOfFeeder.push(busOf.length);
    this.firstOfFeeder = Uint32Array.from(firstOfFeeder);
    // Keys stay apart between areas: a bus has far fewer dwellings than this.
    this.firstDwelling = first * 1024;
    this.busOf = Uint32Array.from(busOf);
    this.phaseOf = Uint8Array.from(phaseOf);
    this.weight = new Float64Array(busOf.length);
    this.hash = Int32Array.from(busOf, (_, i) => randomBits(options.seed, HOME_DRAW, this.firstDwelling + i) | 0);
    this.at3 = this.busOf.map((bus, i) => 3 * bus + phaseOf[i]!);
    const rank = Float64Array.from(busOf, (_, i) => uniform(options.seed, PV_DRAW, this.firstDwelling + i));
    const byRank = Uint32Array.from(busOf, (_, i) => i).sort((a, b) => rank[a]! - rank[b]!);
    const count = Math.min(busOf.length, Math.max(1, Math.round(options.homePvPeakKw / PV_KW)));
    this.pvPhase = Array.from(byRank.subarray(0, count), (i) => [i, 1 / count] as const);
    this.pvAt = new Float64Array(3 * (end - first + FIRST_FEEDER_BUS));
    for (const [i, part] of this.pvPhase) this.pvAt[3 * busOf[i]! + phaseOf[i]!]! += part;
    const feederCount = this.firstOfFeeder.length - 1;
    this.places = Array.from({ length: feederCount + 1 }, () => []);
    this.single = Array.from({ length: feederCount + 1 }, () => []);
  }

  /** Writes power taken from each bus and phase [kW and kVAr of the phase].
   *  @param taker told of every part, when somebody wants to know */
  at(power: StepPower, pKw: Float64Array, qKw: Float64Array, taker: Taker | null = null): void {
    pKw.fill(0);
    qKw.fill(0);
    const n = this.busOf.length;
    this.atBusbar(power.busbarLoadKw, power.busbarLoadKw * power.tanPhi, pKw, qKw);
    this.atBusbar(-power.busbarPvKw, 0, pKw, qKw);
    if (n === 0) {
      this.atBusbar(power.homeLoadKw - power.homePvKw + power.evKw, power.homeLoadKw * power.tanPhi, pKw, qKw);
      return;
    }
    this.homes(power, pKw, qKw, taker);
    if (power.homePvKw !== 0) {
      const { pvAt } = this;
      for (let j = 3 * FIRST_FEEDER_BUS; j < pvAt.length; j++) pKw[j]! -= power.homePvKw * pvAt[j]!;
      if (taker !== null)
        for (const [i, part] of this.pvPhase) taker('sun', i, this.phaseOf[i]!, -power.homePvKw * part);
    }
    if (power.day !== this.drawnDay) {
      this.drawnDay = power.day;
      for (const list of this.places) list.length = 0;
      for (const list of this.single) list.length = 0;
    }
    const { feederKw } = power;
    if (feederKw === null) {
      this.cars(this.places.length - 1, power.evKw, power.day, pKw, taker);
      return;
    }
    let rest = power.evKw;
    for (let feeder = 0; feeder < feederKw.length; feeder++) {
      this.cars(feeder, feederKw[feeder]!, power.day, pKw, taker);
      rest -= feederKw[feeder]!;
    }
    this.atBusbar(rest, 0, pKw, qKw);
  }

  private homes(power: StepPower, pKw: Float64Array, qKw: Float64Array, taker: Taker | null): void {
    const { at3, phaseOf, weight, hash } = this;
    const n = at3.length;
    const key = Math.imul(power.step + 1, 0x9e3779b1);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      // Two rounds of the finaliser of MurmurHash3 over dwelling and step; twelve bits choose the quantile.
      let h = hash[i]! ^ key;
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      const w = EXPONENTIAL[(h ^ (h >>> 16)) & 4095]!;
      weight[i] = w;
      sum += w;
    }
    const perWeight = power.homeLoadKw / sum;
    const tan = power.tanPhi;
    for (let i = 0; i < n; i++) {
      const kw = perWeight * weight[i]!;
      pKw[at3[i]!]! += kw;
      if (taker !== null) taker('home', i, phaseOf[i]!, kw);
    }
    for (let j = 3 * FIRST_FEEDER_BUS; j < pKw.length; j++) qKw[j] = pKw[j]! * tan;
  }

  /** @param feeder of the area; one more stands for all of them */
  private cars(feeder: number, kw: number, day: number, pKw: Float64Array, taker: Taker | null): void {
    if (kw === 0) return;
    const { busOf, phaseOf, firstOfFeeder, options } = this;
    const all = feeder === this.places.length - 1;
    const from = all ? 0 : firstOfFeeder[feeder]!;
    const dwellings = all ? busOf.length : firstOfFeeder[feeder + 1]! - from;
    if (dwellings === 0) {
      for (let phase = 0; phase < 3; phase++) pKw[3 + phase]! += kw / 3;
      return;
    }
    const places = this.places[feeder]!;
    const single = this.single[feeder]!;
    const draw = (car: number): void => {
      const agent = this.firstDwelling + car;
      places.push(from + Math.floor(uniform(options.seed, CAR_DRAW, agent, day, feeder) * dwellings));
      single.push(uniform(options.seed, CAR_PHASE_DRAW, agent, day, feeder) < options.singlePhaseCarShare);
    };
    // As many cars as can carry the power together, none above what its point gives.
    let cars = 0;
    let sum = 0;
    for (; cars === 0 || sum * options.chargerKw < Math.abs(kw); cars++) {
      if (cars === places.length) draw(cars);
      sum += single[cars]! ? SINGLE_PHASE_POWER : 1;
    }
    for (let car = 0; car < cars; car++) {
      const i = places[car]!;
      const k = 3 * busOf[i]!;
      const part = (kw * (single[car]! ? SINGLE_PHASE_POWER : 1)) / sum;
      if (single[car]!) pKw[k + phaseOf[i]!]! += part;
      else for (let phase = 0; phase < 3; phase++) pKw[k + phase]! += part / 3;
      if (taker !== null) taker('car', i, single[car]! ? phaseOf[i]! : -1, part);
    }
  }

  private atBusbar(kw: number, kvar: number, pKw: Float64Array, qKw: Float64Array): void {
    for (let phase = 0; phase < 3; phase++) {
      pKw[3 + phase]! += kw / 3;
      qKw[3 + phase]! += kvar / 3;
    }
  }
}
