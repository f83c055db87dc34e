/** One transformer area over the period, as a job for a thread: loading at every step, feeder power flow at the steps that matter.
 *  In: shared [area × step] power. Out: written into the shared arrays of `AreaYearOutput` at the area's own places. */
import type { Job } from '../core/parallel.ts';
import { areaTree, BASE_A, BASE_KVA, FIRST_FEEDER_BUS } from './area-tree.ts';
import { type AreaExtremes, NO_BUS, type TransformerAreas } from './areas.ts';
import { copperLossKw, MAIN_FEEDER, transformerOf } from './equipment.ts';
import { ShareOut, type StepPower } from './share-out.ts';
import { RadialSweep, type RadialTree } from './sweep.ts';
import { DISTRIBUTION_ONAN, transformerThermal } from './thermal.ts';

export interface AreaYearOutput {
  /** [area] */
  readonly peakLoadKw: Float64Array;
  readonly peakFeedInKw: Float64Array;
  readonly peakLoadingShare: Float64Array;
  readonly overloadHours: Float64Array;
  readonly minVoltagePu: Float64Array;
  readonly maxVoltagePu: Float64Array;
  readonly voltageBreachHours: Float64Array;
  readonly lossKwh: Float64Array;
  readonly reverseFlowHours: Float64Array;
  readonly hotSpotMaxC: Float64Array;
  readonly lifeUsedHours: Float64Array;
  readonly examined: Uint32Array;
  readonly failed: Uint32Array;
  readonly extremes: AreaExtremes;
  /** [feeder bus] */
  readonly busMinVoltagePu: Float64Array;
  readonly busMaxVoltagePu: Float64Array;
  readonly busCableLoadingShare: Float64Array;
  readonly busUnbalanceShare: Float64Array;
}

export interface AreaYearPayload {
  readonly areas: TransformerAreas;
  readonly stepCount: number;
  readonly stepHours: number;
  readonly netKw: Float32Array;
  readonly loadKw: Float32Array;
  readonly pvKw: Float32Array;
  readonly evKw: Float32Array;
  readonly monthOfStep: Uint8Array;
  readonly dayOfStep: Uint16Array;
  /** [step] air around the transformers; null leaves temperature and ageing out. */
  readonly airTemperatureC: Float32Array | null;
  /** Highest and lowest steps examined of each month; 0 examines all steps. */
  readonly extremesPerMonth: number;
  readonly seed: number;
  readonly chargerKw: number;
  readonly singlePhaseCarShare: number;
  readonly busbarVoltagePu: number;
  readonly loadPowerFactor: number;
  /** [area] share of load and of panels that is at the dwellings. */
  readonly homeLoadShare: Float64Array;
  readonly homePvShare: Float64Array;
  readonly output: AreaYearOutput;
}

export const VOLTAGE_LOW_PU = 0.9;
export const VOLTAGE_HIGH_PU = 1.1;
const TOLERANCE_PU = 1e-7;
const MAX_PASSES = 60;

export const areaYearJob: Job<AreaYearPayload> = (payload) => (area) => {
  const squareKvaH = loadingOfYear(payload, area);
  const steps = payload.extremesPerMonth === 0 ? allSteps(payload.stepCount) : extremeSteps(payload, area);
  const cableKwhPerSquare = feederFlow(payload, area, steps);
  thermal(payload, area);
  const type = transformerOf(payload.areas.ratedKva[area]!);
  payload.output.lossKwh[area] =
    type.ironLossKw * payload.stepCount * payload.stepHours +
    squareKvaH * (copperLossKw(type) / (type.ratedKva * type.ratedKva) + cableKwhPerSquare);
};

const allSteps = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, step) => step);

/** Peaks and overload at every step. @returns Σ kVA² h */
function loadingOfYear(payload: AreaYearPayload, area: number): number {
  const { stepCount, stepHours, netKw, output } = payload;
  const rated = payload.areas.ratedKva[area]!;
  let high = 0;
  let low = 0;
  let peakKva = 0;
  let overload = 0;
  let reverse = 0;
  let squareKvaH = 0;
  for (let step = 0, at = area * stepCount; step < stepCount; step++, at++) {
    const kw = netKw[at]!;
    if (kw > high) high = kw;
    if (kw < low) low = kw;
    const kva = apparentKva(payload, at);
    if (kva > peakKva) {
      peakKva = kva;
      output.extremes.peakStep[area] = step;
    }
    if (kva > rated) overload++;
    if (kw < 0) reverse++;
    squareKvaH += kva * kva * stepHours;
  }
  output.peakLoadKw[area] = high;
  output.peakFeedInKw[area] = -low;
  output.peakLoadingShare[area] = peakKva / rated;
  output.overloadHours[area] = overload * stepHours;
  output.reverseFlowHours[area] = reverse * stepHours;
  return squareKvaH;
}

/** Hottest place of the windings and life used. */
function thermal(payload: AreaYearPayload, area: number): void {
  const { airTemperatureC, stepCount, stepHours, output } = payload;
  if (airTemperatureC === null) {
    output.hotSpotMaxC[area] = Number.NaN;
    output.lifeUsedHours[area] = Number.NaN;
    return;
  }
  const rated = payload.areas.ratedKva[area]!;
  const year = transformerThermal(
    DISTRIBUTION_ONAN,
    stepCount,
    stepHours * 3600,
    (step) => apparentKva(payload, area * stepCount + step) / rated,
    (step) => airTemperatureC[step]!,
  );
  output.hotSpotMaxC[area] = year.hotSpotMaxC;
  output.lifeUsedHours[area] = year.lifeUsedHours;
}

/** Homes and businesses take reactive power, panels and cars none. */
function apparentKva(payload: AreaYearPayload, at: number): number {
  const kvar = payload.loadKw[at]! * tanPhi(payload.loadPowerFactor);
  return Math.sqrt(payload.netKw[at]! ** 2 + kvar * kvar);
}

const tanPhi = (powerFactor: number): number => Math.sqrt(1 / (powerFactor * powerFactor) - 1);

/** The steps of highest and of lowest net load of each month, in order of time. */
function extremeSteps(payload: AreaYearPayload, area: number): Uint32Array {
  const { stepCount, netKw, monthOfStep, dayOfStep, extremesPerMonth } = payload;
  const chosen = new Set<number>();
  const at = (step: number): number => netKw[area * stepCount + step]!;
  const highest: number[] = [];
  const lowest: number[] = [];
  /** Keeps the first steps of an order in which `value` falls, earlier steps before later ones of equal value. */
  const offer = (best: number[], step: number, value: (step: number) => number): void => {
    if (best.length === extremesPerMonth && value(step) <= value(best[best.length - 1]!)) return;
    if (best.length === extremesPerMonth) best.pop();
    let place = best.length;
    while (place > 0 && value(step) > value(best[place - 1]!)) place--;
    best.splice(place, 0, step);
  };
  const negative = (step: number): number => -at(step);
  const close = (): void => {
    for (const step of highest.splice(0)) chosen.add(step);
    for (const step of lowest.splice(0)) chosen.add(step);
  };
  let from = 0;
  for (let step = 0; step < stepCount; step++) {
    // A month ends where its number changes; more than 31 days of one number cannot follow each other.
    if (monthOfStep[step] !== monthOfStep[from] || dayOfStep[step]! - dayOfStep[from]! >= 31) {
      close();
      from = step;
    }
    offer(highest, step, at);
    offer(lowest, step, negative);
  }
  close();
  return Uint32Array.from(chosen).sort();
}

/** Solves the feeders at the given steps. @returns cable loss for a kVA² h through the transformer [kWh] */
function feederFlow(payload: AreaYearPayload, area: number, steps: Uint32Array): number {
  const { areas, output, busbarVoltagePu } = payload;
  const tree = areaTree(areas, area, MAIN_FEEDER);
  const sweep = new RadialSweep(tree, busbarVoltagePu);
  const share = shareOutOf(payload, area);
  const first = areas.feeders.firstBusOfArea[area]!;
  const p = new Float64Array(3 * tree.busCount);
  const q = new Float64Array(3 * tree.busCount);
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  let breach = 0;
  let cableKwh = 0;
  let squareKvaH = 0;
  let cable = 0;
  const { extremes } = output;
  extremes.lowestBus[area] = NO_BUS;
  extremes.highestBus[area] = NO_BUS;
  extremes.cableBus[area] = NO_BUS;
  for (let bus = 0; bus < tree.busCount - FIRST_FEEDER_BUS; bus++) output.busMinVoltagePu[first + bus] = 9;
  for (const step of steps) {
    share.at(stepPower(payload, area, step), p, q);
    if (sweep.solve(p, q, TOLERANCE_PU, MAX_PASSES) < 0) {
      output.failed[area]!++;
      sweep.reset(busbarVoltagePu);
      continue;
    }
    output.examined[area]!++;
    let lowest = 9;
    let highest = 0;
    let lowestAt = NO_BUS;
    let highestAt = NO_BUS;
    for (let bus = 1; bus < tree.busCount; bus++) {
      const [low, high] = voltageRange(sweep, bus);
      const place = bus < FIRST_FEEDER_BUS ? NO_BUS : first + bus - FIRST_FEEDER_BUS;
      if (low < lowest) {
        lowest = low;
        lowestAt = place;
      }
      if (high > highest) {
        highest = high;
        highestAt = place;
      }
      if (place === NO_BUS) continue;
      const loading = noteBus(output, place, sweep, bus, low, high);
      if (loading > cable) {
        cable = loading;
        extremes.cableStep[area] = step;
        extremes.cableBus[area] = place;
      }
    }
    if (lowest < min) {
      min = lowest;
      extremes.lowestStep[area] = step;
      extremes.lowestBus[area] = lowestAt;
    }
    if (highest > max) {
      max = highest;
      extremes.highestStep[area] = step;
      extremes.highestBus[area] = highestAt;
    }
    if (lowest < VOLTAGE_LOW_PU || highest > VOLTAGE_HIGH_PU) breach++;
    cableKwh += cableLossKw(sweep, tree) * payload.stepHours;
    squareKvaH += apparentKva(payload, area * payload.stepCount + step) ** 2 * payload.stepHours;
  }
  output.minVoltagePu[area] = output.examined[area] === 0 ? Number.NaN : min;
  output.maxVoltagePu[area] = output.examined[area] === 0 ? Number.NaN : max;
  output.voltageBreachHours[area] = breach * payload.stepHours;
  return squareKvaH > 0 ? cableKwh / squareKvaH : 0;
}

function shareOutOf(payload: AreaYearPayload, area: number): ShareOut {
  let peakPv = 0;
  for (let at = area * payload.stepCount; at < (area + 1) * payload.stepCount; at++)
    if (payload.pvKw[at]! > peakPv) peakPv = payload.pvKw[at]!;
  return new ShareOut(payload.areas.feeders, area, {
    seed: payload.seed,
    chargerKw: payload.chargerKw,
    singlePhaseCarShare: payload.singlePhaseCarShare,
    homePvPeakKw: peakPv * payload.homePvShare[area]!,
  });
}

function stepPower(payload: AreaYearPayload, area: number, step: number): StepPower {
  const at = area * payload.stepCount + step;
  const loadKw = payload.loadKw[at]!;
  const pvKw = payload.pvKw[at]!;
  const homeLoadKw = loadKw * payload.homeLoadShare[area]!;
  const homePvKw = pvKw * payload.homePvShare[area]!;
  return {
    step,
    day: payload.dayOfStep[step]!,
    homeLoadKw,
    busbarLoadKw: loadKw - homeLoadKw,
    homePvKw,
    busbarPvKw: pvKw - homePvKw,
    evKw: payload.evKw[at]!,
    tanPhi: tanPhi(payload.loadPowerFactor),
  };
}

function voltageRange(sweep: RadialSweep, bus: number): [low: number, high: number] {
  let low2 = 99;
  let high2 = 0;
  for (let j = 3 * bus; j < 3 * bus + 3; j++) {
    const v2 = sweep.vRe[j]! ** 2 + sweep.vIm[j]! ** 2;
    if (v2 < low2) low2 = v2;
    if (v2 > high2) high2 = v2;
  }
  return [Math.sqrt(low2), Math.sqrt(high2)];
}

/** @returns loading of the cable to the bus */
function noteBus(
  output: AreaYearOutput,
  at: number,
  sweep: RadialSweep,
  bus: number,
  low: number,
  high: number,
): number {
  if (low < output.busMinVoltagePu[at]!) output.busMinVoltagePu[at] = low;
  if (high > output.busMaxVoltagePu[at]!) output.busMaxVoltagePu[at] = high;
  let current2 = 0;
  for (let j = 3 * bus; j < 3 * bus + 3; j++) current2 = Math.max(current2, sweep.iRe[j]! ** 2 + sweep.iIm[j]! ** 2);
  const loading = (Math.sqrt(current2) * BASE_A) / MAIN_FEEDER.maxCurrentA;
  if (loading > output.busCableLoadingShare[at]!) output.busCableLoadingShare[at] = loading;
  const unbalance = sweep.unbalanceShare(bus);
  if (unbalance > output.busUnbalanceShare[at]!) output.busUnbalanceShare[at] = unbalance;
  return loading;
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
