/** What transformers and cables leave for charging, as the operator's signal: promised a day ahead, cut in real time, or both; and what the
 *  voltage asks for. In: areas, their load and sun, levers. Out: functions of place and step. Pure; nothing is stored by step.
 *
 *  A day ahead the operator knows the load of the same hour a week before (of the day before in the first week) and counts on a stated share
 *  of the sun of two days before; it keeps a margin. In real time it knows load and sun of `noticeMin` ago. */
import type { Scenario } from '../scenario/schema.ts';
import { noLoadPu } from './area-equipment.ts';
import { PHASE_V } from './area-tree.ts';
import type { TransformerAreas } from './areas.ts';
import { type FeederIndex, NO_JOINT } from './feeder-index.ts';
import { voltageEstimate } from './voltage-estimate.ts';

export interface LimitInput {
  readonly areas: TransformerAreas;
  readonly feeders: FeederIndex;
  readonly grid: Scenario['grid'];
  /** [area × step] homes and businesses, and panels ≥ 0. */
  readonly loadKw: Float32Array;
  readonly pvKw: Float32Array;
  readonly stepCount: number;
  readonly stepS: number;
  /** [area] share of load and of panels that is at the dwellings. */
  readonly homeLoadShare: Float64Array;
  readonly homePvShare: Float64Array;
}

export interface ChargingLimits {
  /** Power that cars may take together [kW], ≥ 0; Infinity without limit. */
  areaKw(area: number, step: number): number;
  /** The part of `areaKw` that was promised the day before. */
  promisedAreaKw(area: number, step: number): number;
  feederKw(feeder: number, step: number): number;
  readonly droopShare: ((joint: number, area: number, step: number, carsKw: number) => number) | null;
}

/** Power at factor 1 that fits under a limit beside load P, Q and panels: √((P − PV + x)² + Q²) = limit. Negative where they alone pass it.
 *  @param tan kVAr of load for a kW */
export function roomKw(limitKva: number, loadKw: number, pvKw: number, tan: number): number {
  const kvar = loadKw * tan;
  return Math.sqrt(Math.max(0, limitKva * limitKva - kvar * kvar)) - (loadKw - pvKw);
}

/** Share of its power a charger takes at a voltage: all of it above `fullPu`, none below `zeroPu`, straight between (droop). */
export function voltageDroop(voltagePu: number, zeroPu: number, fullPu: number): number {
  if (!(fullPu > zeroPu)) throw new RangeError(`fullPu must be above zeroPu, got ${fullPu} and ${zeroPu}`);
  return Math.min(1, Math.max(0, (voltagePu - zeroPu) / (fullPu - zeroPu)));
}

/** What a current carries on three phases [kVA]. */
const kvaOf = (ampere: number): number => (3 * PHASE_V * ampere) / 1000;

/** @returns null when nothing limits charging */
export function chargingLimits(input: LimitInput): ChargingLimits | null {
  const { areas, feeders, grid, loadKw, pvKw, stepCount, homeLoadShare, homePvShare } = input;
  const { chargingLimit } = grid;
  if (chargingLimit === 'none' && !grid.voltageDroop) return null;
  const tan = Math.sqrt(1 / grid.loadPowerFactor ** 2 - 1);
  const ahead = chargingLimit === 'day-ahead' || chargingLimit === 'both';
  const live = chargingLimit === 'real-time' || chargingLimit === 'both';
  const day = Math.round(86_400 / input.stepS);
  const notice = Math.round((grid.noticeMin * 60) / input.stepS);
  const before = (step: number, steps: number): number => Math.max(0, step - steps);
  const sameHour = (step: number): number => (step >= 7 * day ? step - 7 * day : step >= day ? step - day : step);
  type Room = (load: number, sun: number, limitShare: number) => number;
  const promised = (kw: Room, at: number, step: number): number => {
    if (!ahead) return Number.POSITIVE_INFINITY;
    const sun = grid.forecastSunShare * pvKw[at + before(step, 2 * day)]!;
    const share = Math.max(0, grid.transformerLimitShare - grid.forecastMarginShare);
    return Math.max(0, kw(loadKw[at + sameHour(step)]!, sun, share));
  };
  const least = (kw: Room, at: number, step: number): number => {
    const room = promised(kw, at, step);
    if (!live) return room;
    const seen = at + before(step, notice);
    return Math.max(0, Math.min(room, kw(loadKw[seen]!, pvKw[seen]!, grid.transformerLimitShare)));
  };
  const ofArea =
    (area: number): Room =>
    (load, sun, share) =>
      roomKw(areas.ratedKva[area]! * share, load, sun, tan);
  return {
    areaKw: (area, step) => least(ofArea(area), area * stepCount, step),
    promisedAreaKw: (area, step) => promised(ofArea(area), area * stepCount, step),
    feederKw(feeder, step) {
      const area = feeders.areaOfFeeder[feeder]!;
      const ofLoad = homeLoadShare[area]! * feeders.homesShare[feeder]!;
      const ofSun = homePvShare[area]! * feeders.homesShare[feeder]!;
      // The margin of a promise is the same share of a cable as of a transformer.
      const limitKva = (share: number): number =>
        kvaOf(feeders.maxCurrentA[feeder]!) * grid.feederLimitShare * (share / grid.transformerLimitShare);
      return least(
        (load, sun, share) => roomKw(limitKva(share), load * ofLoad, sun * ofSun, tan),
        area * stepCount,
        step,
      );
    },
    droopShare: grid.voltageDroop ? droop(input, tan) : null,
  };
}

function droop(input: LimitInput, tan: number): NonNullable<ChargingLimits['droopShare']> {
  const { grid, loadKw, pvKw, stepCount } = input;
  const full = Math.max(grid.droopFullPu, grid.droopZeroPu + 1e-6);
  const estimate = voltageEstimate(input.areas, input.homeLoadShare, input.homePvShare);
  return (joint, area, step, carsKw) => {
    const at = area * stepCount + step;
    const dropPu = estimate.dropPu(joint === NO_JOINT ? -1 : joint, area, loadKw[at]!, pvKw[at]!, carsKw, tan);
    return voltageDroop(noLoadPu(input.areas, area, grid.busbarVoltagePu) - dropPu, grid.droopZeroPu, full);
  };
}
