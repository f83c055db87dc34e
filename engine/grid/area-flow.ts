/** Power flow on the feeders of one area at many steps, and what is noted of it: extremes, hours beyond limits, quality by week, losses.
 *  In: payload, steps. Out: the area's and its joints' places in `AreaYearOutput`. */
import { maxCurrentA, noLoadPu } from './area-equipment.ts';
import { apparentKva } from './area-loading.ts';
import { feederScratch, shareOutOf, stepPower } from './area-power.ts';
import { areaTree, BASE_A, BASE_KVA, FIRST_FEEDER_BUS } from './area-tree.ts';
import type { AreaYearPayload } from './area-year.ts';
import { NO_BUS } from './areas.ts';
import { RadialSweep, type RadialTree } from './sweep.ts';
import { HIGH_PU, LOW_PU, stepsPerWeek, WeekCounter } from './voltage-quality.ts';

/** What the last pass may leave: 2 mV of 230 V. */
const TOLERANCE_PU = 1e-5;
const MAX_PASSES = 60;

/** Solves the feeders at the given steps. @returns cable loss for a kVA² h through the transformer [kWh] */
export function feederFlow(payload: AreaYearPayload, area: number, steps: Uint32Array): number {
  const { areas, output, stepHours } = payload;
  const busbarVoltagePu = noLoadPu(areas, area, payload.busbarVoltagePu);
  const { extremes } = output;
  const tree = areaTree(areas, area);
  const sweep = new RadialSweep(tree, busbarVoltagePu);
  const share = shareOutOf(payload, area);
  const feederKw = feederScratch(payload, area);
  const first = areas.feeders.firstBusOfArea[area]!;
  const joints = tree.busCount - FIRST_FEEDER_BUS;
  const p = new Float64Array(3 * tree.busCount);
  const q = new Float64Array(3 * tree.busCount);
  const notes = new JointNotes(
    Float64Array.from({ length: joints }, (_, joint) => maxCurrentA(areas.feeders, first + joint)),
  );
  const perWeek = stepsPerWeek(stepHours * 3600);
  let week = 0;
  let [least2, most2, cable2] = [99, 0, 0];
  let [low, high, either, cable, cableKwh, squareKvaH] = [0, 0, 0, 0, 0, 0];
  extremes.lowestBus[area] = NO_BUS;
  extremes.highestBus[area] = NO_BUS;
  extremes.cableBus[area] = NO_BUS;
  const place = (joint: number): number => (joint < 0 ? NO_BUS : first + joint);
  for (const step of steps) {
    if (Math.floor(step / perWeek) !== week) {
      notes.quality.endWeek();
      week = Math.floor(step / perWeek);
    }
    share.at(stepPower(payload, area, step, feederKw), p, q);
    if (sweep.solve(p, q, TOLERANCE_PU, MAX_PASSES) < 0) {
      output.failed[area]!++;
      sweep.reset(busbarVoltagePu);
      continue;
    }
    output.examined[area]!++;
    notes.take(sweep);
    if (notes.low2 < least2) {
      least2 = notes.low2;
      extremes.lowestStep[area] = step;
      extremes.lowestBus[area] = place(notes.lowAt);
    }
    if (notes.high2 > most2) {
      most2 = notes.high2;
      extremes.highestStep[area] = step;
      extremes.highestBus[area] = place(notes.highAt);
    }
    if (notes.cable2 > cable2) {
      cable2 = notes.cable2;
      extremes.cableStep[area] = step;
      extremes.cableBus[area] = place(notes.cableAt);
    }
    const tooLow = notes.low2 < LOW_PU * LOW_PU;
    const tooHigh = notes.high2 > HIGH_PU * HIGH_PU;
    if (tooLow) low++;
    if (tooHigh) high++;
    if (tooLow || tooHigh) either++;
    if (notes.cable2 > 1) cable++;
    cableKwh += cableLossKw(sweep, tree) * stepHours;
    squareKvaH += apparentKva(payload, area * payload.stepCount + step) ** 2 * stepHours;
  }
  notes.quality.endWeek();
  const none = output.examined[area] === 0;
  output.minVoltagePu[area] = none ? Number.NaN : Math.sqrt(least2);
  output.maxVoltagePu[area] = none ? Number.NaN : Math.sqrt(most2);
  output.lowVoltageHours[area] = low * stepHours;
  output.highVoltageHours[area] = high * stepHours;
  output.voltageBreachHours[area] = either * stepHours;
  output.cableOverloadHours[area] = cable * stepHours;
  output.weeks[area] = notes.quality.weeks;
  notes.write(output, first, stepHours);
  return squareKvaH > 0 ? cableKwh / squareKvaH : 0;
}

const square = (re: Float64Array, im: Float64Array, j: number): number => re[j]! * re[j]! + im[j]! * im[j]!;

/** What is kept of each joint over the steps, in squares until the end; and the worst of the step that was taken last. */
class JointNotes {
  readonly quality: WeekCounter;
  low2 = 0;
  high2 = 0;
  /** Loading of the most loaded cable, squared. */
  cable2 = 0;
  /** Joint of the extreme, −1 for the busbar. */
  lowAt = -1;
  highAt = -1;
  cableAt = -1;
  private readonly min2: Float64Array;
  private readonly max2: Float64Array;
  private readonly loading2: Float64Array;
  /** [joint] 1 / (what its cable carries)²; 0 where that is unknown. */
  private readonly perFuse2: Float64Array;
  private readonly unbalance2: Float64Array;
  private readonly overSteps: Uint32Array;

  constructor(fuseA: Float64Array) {
    const joints = fuseA.length;
    this.perFuse2 = fuseA.map((a) => (BASE_A / a) ** 2);
    this.quality = new WeekCounter(joints);
    this.min2 = new Float64Array(joints).fill(99);
    this.max2 = new Float64Array(joints);
    this.loading2 = new Float64Array(joints);
    this.unbalance2 = new Float64Array(joints);
    this.overSteps = new Uint32Array(joints);
  }

  take(sweep: RadialSweep): void {
    const { vRe, vIm, iRe, iIm } = sweep;
    const { min2, max2, loading2, unbalance2, overSteps, perFuse2, quality } = this;
    let [low2, high2, cable2, lowAt, highAt, cableAt] = [99, 0, 0, -1, -1, -1];
    for (let j = 3; j < 6; j++) {
      const v2 = square(vRe, vIm, j);
      if (v2 < low2) low2 = v2;
      if (v2 > high2) high2 = v2;
    }
    for (let joint = 0; joint < min2.length; joint++) {
      const j = 3 * (joint + FIRST_FEEDER_BUS);
      const va = square(vRe, vIm, j);
      const vb = square(vRe, vIm, j + 1);
      const vc = square(vRe, vIm, j + 2);
      const low = va < vb ? (va < vc ? va : vc) : vb < vc ? vb : vc;
      const high = va > vb ? (va > vc ? va : vc) : vb > vc ? vb : vc;
      if (low < min2[joint]!) min2[joint] = low;
      if (high > max2[joint]!) max2[joint] = high;
      if (low < low2) {
        low2 = low;
        lowAt = joint;
      }
      if (high > high2) {
        high2 = high;
        highAt = joint;
      }
      const ia = square(iRe, iIm, j);
      const ib = square(iRe, iIm, j + 1);
      const ic = square(iRe, iIm, j + 2);
      const loading = (ia > ib ? (ia > ic ? ia : ic) : ib > ic ? ib : ic) * perFuse2[joint]!;
      if (loading > loading2[joint]!) loading2[joint] = loading;
      if (loading > 1) overSteps[joint]!++;
      if (loading > cable2) {
        cable2 = loading;
        cableAt = joint;
      }
      const u2 = sweep.unbalanceSquare(joint + FIRST_FEEDER_BUS);
      if (u2 > unbalance2[joint]!) unbalance2[joint] = u2;
      quality.count(joint, low, high, u2);
    }
    this.low2 = low2;
    this.high2 = high2;
    this.cable2 = cable2;
    this.lowAt = lowAt;
    this.highAt = highAt;
    this.cableAt = cableAt;
  }

  write(output: AreaYearPayload['output'], first: number, stepHours: number): void {
    for (let joint = 0; joint < this.min2.length; joint++) {
      const at = first + joint;
      const none = this.max2[joint] === 0;
      output.busMinVoltagePu[at] = none ? Number.NaN : Math.sqrt(this.min2[joint]!);
      output.busMaxVoltagePu[at] = none ? Number.NaN : Math.sqrt(this.max2[joint]!);
      output.busCableLoadingShare[at] = Math.sqrt(this.loading2[joint]!);
      output.busUnbalanceShare[at] = Math.sqrt(this.unbalance2[joint]!);
      output.busCableOverloadHours[at] = this.overSteps[joint]! * stepHours;
      output.busWeeksBroken[at] = this.quality.weeksBroken[joint]!;
      output.busWeeksUnbalanced[at] = this.quality.weeksUnbalanced[joint]!;
      output.busWorstWeekShare[at] = this.quality.worstWeekShare[joint]!;
    }
  }
}

/** Σ over cables of r·|I|² per phase and of the neutral's share. */
function cableLossKw(sweep: RadialSweep, tree: RadialTree): number {
  let loss = 0;
  for (let bus = FIRST_FEEDER_BUS; bus < tree.busCount; bus++) {
    let re = 0;
    let im = 0;
    let squares = 0;
    for (let j = 3 * bus; j < 3 * bus + 3; j++) {
      re += sweep.iRe[j]!;
      im += sweep.iIm[j]!;
      squares += sweep.iRe[j]! ** 2 + sweep.iIm[j]! ** 2;
    }
    loss += tree.rPu[bus]! * squares + tree.rMutualPu[bus]! * (re * re + im * im);
  }
  return loss * BASE_KVA;
}
