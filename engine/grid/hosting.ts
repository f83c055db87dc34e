/** Hosting capacity: how many dwellings of an area can have panels, a charging car or a heat pump before the first limit is reached, over
 *  many random orders in which they get them. In: areas, one hard hour per technology. Out: quantiles by area, sums by zone.
 *  Limits: transformer rating, what fuse or cable carries, voltage 0.9–1.1 pu at every joint and phase. More of a technology never mends a
 *  breach within an order, so the number is found by halving.
 *  Method: random-order hosting capacity, Torquato et al. (2018), doi 10.1109/TPWRD.2018.2798707. Draws keyed by (seed, order, dwelling). */
import { purposeId, uniform } from '../core/random.ts';
import { areaTree, BASE_A, FIRST_FEEDER_BUS } from './area-tree.ts';
import type { TransformerAreas } from './areas.ts';
import { MAIN_FEEDER } from './equipment.ts';
import { RadialSweep, type RadialTree } from './sweep.ts';

export const TECHNOLOGIES = ['pv', 'car', 'heat-pump'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];
export const LIMITS = ['none', 'transformer', 'cable', 'low voltage', 'high voltage'] as const;

/** The hour in which a technology is hardest to carry. */
export interface HardHour {
  /** Load of a dwelling without the technology, mean over the area [kW]. */
  readonly homeKw: number;
  /** What one dwelling with it adds [kW], negative for panels. */
  readonly addedKw: number;
  /** Share of those that have it and draw at the same time. */
  readonly coincidence: number;
  /** Share of them on a single phase. */
  readonly singlePhaseShare: number;
}

/** Sunny noon in May, winter evening, and a winter evening at −4 °C.
 *  @source panels 4 kWp at 85 %; cars 11 kW (NDW: most public points), a quarter at once; heat pumps 2.5 kW coincident, all-electric
 *  (derived from 30–70 kWh a day, BDH/RVO 2025); loads by Rusck 0.2 + 0.8/√n of a 5 kW single-home peak */
export const HARD_HOURS: Readonly<Record<Technology, HardHour>> = {
  pv: { homeKw: 0.3, addedKw: -3.4, coincidence: 1, singlePhaseShare: 0.7 },
  car: { homeKw: 1.2, addedKw: 11, coincidence: 0.25, singlePhaseShare: 0.35 },
  'heat-pump': { homeKw: 1.2, addedKw: 2.5, coincidence: 1, singlePhaseShare: 0.5 },
};

export interface Hosting {
  readonly technology: Technology;
  readonly orders: number;
  /** [area] dwellings that can have it: worst tenth of the orders, middle, best tenth. All dwellings where nothing limits. */
  readonly p10: Float64Array;
  readonly median: Float64Array;
  readonly p90: Float64Array;
  /** [area] index into LIMITS of what stopped most orders. */
  readonly limit: Uint8Array;
}

const ORDER = purposeId('grid hosting order');
const DRAWS = purposeId('grid hosting draws power');
const PHASES = purposeId('grid hosting phases');
const TOLERANCE_PU = 1e-6;
const MAX_PASSES = 40;

export function hostingCapacity(
  areas: TransformerAreas,
  technology: Technology,
  options: {
    readonly seed: number;
    readonly orders: number;
    readonly busbarVoltagePu: number;
    readonly loadPowerFactor: number;
    readonly hour?: HardHour;
  },
): Hosting {
  const hour = options.hour ?? HARD_HOURS[technology];
  const result = {
    p10: new Float64Array(areas.count),
    median: new Float64Array(areas.count),
    p90: new Float64Array(areas.count),
    limit: new Uint8Array(areas.count),
  };
  for (let area = 0; area < areas.count; area++) {
    const study = new AreaStudy(areas, area, hour, options);
    const found: number[] = [];
    const stopped = new Uint32Array(LIMITS.length);
    for (let order = 0; order < options.orders; order++) {
      const { count, limit } = study.largest(order);
      found.push(count);
      stopped[limit]!++;
    }
    found.sort((a, b) => a - b);
    const at = (share: number): number => found[Math.round(share * (found.length - 1))] ?? 0;
    result.p10[area] = at(0.1);
    result.median[area] = at(0.5);
    result.p90[area] = at(0.9);
    result.limit[area] = stopped.indexOf(Math.max(...stopped));
  }
  return { technology, orders: options.orders, ...result };
}

/** Sums by zone; quantiles of areas are added, so that the band of a zone is wider than chance would make it.
 *  @returns [zone] dwellings, and how many of them can have the technology */
export function hostingByZone(
  areas: TransformerAreas,
  hosting: Hosting,
  zoneCount: number,
): ReadonlyArray<{ readonly homes: number; readonly p10: number; readonly median: number; readonly p90: number }> {
  const zones = Array.from({ length: zoneCount }, () => ({ homes: 0, p10: 0, median: 0, p90: 0 }));
  for (let area = 0; area < areas.count; area++) {
    const zone = zones[areas.zone[area]!];
    if (zone === undefined || areas.homes[area] === 0) continue;
    zone.homes += areas.homes[area]!;
    zone.p10 += hosting.p10[area]!;
    zone.median += hosting.median[area]!;
    zone.p90 += hosting.p90[area]!;
  }
  return zones;
}

class AreaStudy {
  private readonly tree: RadialTree;
  private readonly sweep: RadialSweep;
  private readonly p: Float64Array;
  private readonly q: Float64Array;
  private readonly busOf: Uint32Array;
  private readonly key: number;
  private readonly ratedKva: number;
  private readonly hour: HardHour;
  private readonly seed: number;
  private readonly voltagePu: number;
  private readonly tan: number;

  constructor(
    areas: TransformerAreas,
    area: number,
    hour: HardHour,
    options: { readonly seed: number; readonly busbarVoltagePu: number; readonly loadPowerFactor: number },
  ) {
    this.tree = areaTree(areas, area, MAIN_FEEDER);
    this.sweep = new RadialSweep(this.tree, options.busbarVoltagePu);
    this.p = new Float64Array(3 * this.tree.busCount);
    this.q = new Float64Array(3 * this.tree.busCount);
    const first = areas.feeders.firstBusOfArea[area]!;
    const busOf: number[] = [];
    let carry = 0;
    for (let bus = first; bus < areas.feeders.firstBusOfArea[area + 1]!; bus++)
      for (carry += areas.feeders.homes[bus]!; carry >= 0.5; carry--) busOf.push(bus - first + FIRST_FEEDER_BUS);
    this.busOf = Uint32Array.from(busOf);
    this.key = first * 1024;
    this.ratedKva = areas.ratedKva[area]!;
    this.hour = hour;
    this.seed = options.seed;
    this.voltagePu = options.busbarVoltagePu;
    this.tan = Math.sqrt(1 / options.loadPowerFactor ** 2 - 1);
  }

  /** The largest number of dwellings of one random order without a breach, and what the next one breaks. */
  largest(order: number): { count: number; limit: number } {
    const n = this.busOf.length;
    const rank = Float64Array.from({ length: n }, (_, i) => uniform(this.seed, ORDER, this.key + i, order));
    const sequence = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => rank[a]! - rank[b]! || a - b);
    const breach = (count: number): number => this.breach(sequence, count, order);
    let limit = breach(n);
    if (limit === 0) return { count: n, limit };
    let low = 0;
    let high = n;
    if (breach(0) !== 0) return { count: 0, limit: breach(0) };
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const found = breach(middle);
      if (found === 0) low = middle;
      else {
        high = middle;
        limit = found;
      }
    }
    return { count: low, limit };
  }

  /** First limit broken when the first `count` dwellings of the order have the technology; 0 for none. */
  private breach(sequence: Uint32Array, count: number, order: number): number {
    const { busOf, p, q, hour, seed, key, sweep, tree } = this;
    p.fill(0);
    q.fill(0);
    busOf.forEach((bus, i) => {
      p[3 * bus + (i % 3)]! += hour.homeKw;
      q[3 * bus + (i % 3)]! += hour.homeKw * this.tan;
    });
    for (let k = 0; k < count; k++) {
      const i = sequence[k]!;
      if (uniform(seed, DRAWS, key + i, order) >= hour.coincidence) continue;
      const at = 3 * busOf[i]!;
      // A single-phase charger draws 7.4 of 11 kW at most; smaller devices all they need.
      if (uniform(seed, PHASES, key + i, order) < hour.singlePhaseShare)
        p[at + (i % 3)]! += Math.min(hour.addedKw, 7.4);
      else for (let phase = 0; phase < 3; phase++) p[at + phase]! += hour.addedKw / 3;
    }
    if (sweep.solve(p, q, TOLERANCE_PU, MAX_PASSES) < 0) {
      sweep.reset(this.voltagePu);
      return 3;
    }
    return this.firstBroken(tree, sweep);
  }

  private firstBroken(tree: RadialTree, sweep: RadialSweep): number {
    let kva = 0;
    for (let j = 3; j < 6; j++)
      kva += Math.hypot(sweep.vRe[j]!, sweep.vIm[j]!) * Math.hypot(sweep.iRe[j]!, sweep.iIm[j]!);
    if (kva > this.ratedKva) return 1;
    const mostA = MAIN_FEEDER.maxCurrentA / BASE_A;
    let low = false;
    let high = false;
    for (let bus = FIRST_FEEDER_BUS; bus < tree.busCount; bus++)
      for (let j = 3 * bus; j < 3 * bus + 3; j++) {
        if (sweep.iRe[j]! ** 2 + sweep.iIm[j]! ** 2 > mostA * mostA) return 2;
        const v2 = sweep.vRe[j]! ** 2 + sweep.vIm[j]! ** 2;
        if (v2 < 0.81) low = true;
        if (v2 > 1.21) high = true;
      }
    return low ? 3 : high ? 4 : 0;
  }
}
