/** Hosting capacity of one area: the largest number of dwellings of a random order that can have a technology before the first limit.
 *  In: areas, the hard hour. Out: number and limit by order. Owns the scratch arrays of its solver; draws keyed by (seed, order, dwelling). */
import { purposeId, uniform } from '../core/random.ts';
import { maxCurrentA, noLoadPu } from './area-equipment.ts';
import { areaTree, BASE_A, FIRST_FEEDER_BUS } from './area-tree.ts';
import type { TransformerAreas } from './areas.ts';
import type { HardHour } from './hosting-hours.ts';
import { RadialSweep, type RadialTree } from './sweep.ts';

const ORDER = purposeId('grid hosting order');
const DRAWS = purposeId('grid hosting draws power');
const PHASES = purposeId('grid hosting phases');
const TOLERANCE_PU = 1e-6;
const MAX_PASSES = 40;

export interface StudyOptions {
  readonly seed: number;
  readonly busbarVoltagePu: number;
  readonly loadPowerFactor: number;
}

export class AreaStudy {
  private readonly tree: RadialTree;
  private readonly sweep: RadialSweep;
  private readonly p: Float64Array;
  private readonly q: Float64Array;
  private readonly busOf: Uint32Array;
  private readonly key: number;
  private readonly ratedKva: number;
  private readonly jobs: number;
  private readonly hour: HardHour;
  private readonly seed: number;
  private readonly voltagePu: number;
  /** [joint] square of the current its cable carries [pu²]. */
  private readonly most2: Float64Array;
  private readonly tan: number;

  constructor(areas: TransformerAreas, area: number, hour: HardHour, options: StudyOptions) {
    this.tree = areaTree(areas, area);
    this.voltagePu = noLoadPu(areas, area, options.busbarVoltagePu);
    this.sweep = new RadialSweep(this.tree, this.voltagePu);
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
    this.jobs = areas.jobs[area]!;
    this.hour = hour;
    this.seed = options.seed;
    this.most2 = Float64Array.from(
      { length: this.tree.busCount - FIRST_FEEDER_BUS },
      (_, joint) => (maxCurrentA(areas.feeders, first + joint) / BASE_A) ** 2,
    );
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
    for (let j = 3; j < 6; j++) {
      p[j] = (this.jobs * hour.jobKw) / 3;
      q[j] = p[j]! * this.tan;
    }
    busOf.forEach((bus, i) => {
      p[3 * bus + (i % 3)]! += hour.homeKw;
      q[3 * bus + (i % 3)]! += hour.homeKw * this.tan;
    });
    for (let k = 0; k < count; k++) {
      const i = sequence[k]!;
      if (uniform(seed, DRAWS, key + i, order) >= hour.coincidence) continue;
      const at = 3 * busOf[i]!;
      if (uniform(seed, PHASES, key + i, order) < hour.singlePhaseShare)
        p[at + (i % 3)]! += Math.min(hour.addedKw, hour.singlePhaseKw);
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
    let low = false;
    let high = false;
    for (let bus = FIRST_FEEDER_BUS; bus < tree.busCount; bus++)
      for (let j = 3 * bus; j < 3 * bus + 3; j++) {
        if (sweep.iRe[j]! ** 2 + sweep.iIm[j]! ** 2 > this.most2[bus - FIRST_FEEDER_BUS]!) return 2;
        const v2 = sweep.vRe[j]! ** 2 + sweep.vIm[j]! ** 2;
        if (v2 < 0.81) low = true;
        if (v2 > 1.21) high = true;
      }
    return low ? 3 : high ? 4 : 0;
  }
}
