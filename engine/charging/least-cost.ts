/** What the sessions of a year could have cost at least: each ends as full as it did, its energy taken (and, where the strategy may
 *  discharge, given back) in the best steps of its own stay, at the power that loses least.
 *  In: sessions as they were, power of each, price per step. Out: cost as it was and least cost by area [EUR], wear of discharge and standby
 *  in both. Pure. A proven lower bound for every strategy, as it goes without the limits of the grid and of public points.
 *  Sessions are independent: they run in chunks on threads, each writing only its own places; sums are taken in their order. */
import type { Job, Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedF64, sharedU32 } from '../core/shared.ts';
import type { ChargePhysics } from './physics.ts';
import { StorageCost } from './storage-cost.ts';
import type { SessionStore } from './stores.ts';

/** All arrays [area]. */
export interface CostYear {
  readonly costEur: Float64Array;
  readonly leastEur: Float64Array;
}

export const LEAST_COST_JOB = 'least cost of sessions';

/** Up to so many steps are picked one by one, more are sorted. */
const FEW = 8;
const CHUNK = 16_384;
/** Contents are logged with seven digits: so much more or less is no difference [kWh]. */
const ROUNDED_KWH = 1e-4;

export interface LeastCostJob {
  readonly count: number;
  readonly stepH: number;
  readonly priceEurPerKwh: Float64Array;
  readonly physics: Omit<ChargePhysics, 'curves'>;
  readonly wearEurPerKwh: number;
  /** [session] */
  readonly arrivalStep: Uint32Array;
  readonly departureStep: Uint32Array;
  /** Stored at the end less at the start; how far the content may fall and rise. */
  readonly gainedKwh: Float64Array;
  readonly spareKwh: Float64Array;
  readonly roomKwh: Float64Array;
  /** Most power in and out. */
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** [session] the answer. */
  readonly leastEur: Float64Array;
}

/** One chunk is CHUNK sessions. */
export const leastCostJob: Job<LeastCostJob> = (job) => {
  const { count, stepH, physics, wearEurPerKwh, arrivalStep, departureStep, leastEur } = job;
  const { efficiencyShare, fixedLossKw, standbyKw } = physics;
  const storage = new StorageCost();
  const cheapest = new CheapestSteps();
  return (chunk) => {
    for (let s = chunk * CHUNK; s < Math.min(count, (chunk + 1) * CHUNK); s++) {
      const chargeKw = job.chargeKw[s]!;
      if (!(chargeKw > 0)) continue;
      const stay = job.priceEurPerKwh.subarray(arrivalStep[s]!, departureStep[s]!);
      const inShare = Math.max(1e-3, efficiencyShare - fixedLossKw / chargeKw);
      const dischargeKw = job.dischargeKw[s]!;
      let least = 0;
      if (dischargeKw > 0) {
        const outShare = 1 / (1 / efficiencyShare + fixedLossKw / dischargeKw);
        const gained = job.gainedKwh[s]!;
        const spare = Math.max(job.spareKwh[s]!, -gained) + ROUNDED_KWH;
        const room = Math.max(job.roomKwh[s]!, gained) + ROUNDED_KWH;
        const inKwh = chargeKw * stepH * inShare;
        const outKwh = (dischargeKw * stepH) / outShare;
        least = storage.least(stay, inKwh, outKwh, inShare, outShare, wearEurPerKwh, spare, room, gained);
      } else if (job.gainedKwh[s]! > 0) least = cheapest.cost(stay, job.gainedKwh[s]! / inShare, chargeKw * stepH);
      // Where energy is paid for, losing it pays too: at most the constant loss all the time, however slowly a car charges or discharges.
      const lostKw = fixedLossKw / efficiencyShare;
      for (let k = 0; k < stay.length; k++) least += stay[k]! * stepH * (stay[k]! < 0 ? standbyKw + lostKw : standbyKw);
      leastEur[s] = least;
    }
  };
};

/** Energy in the cheapest steps of a stay. Owns its scratch array. */
class CheapestSteps {
  private scratch = new Float64Array(1024);

  /** @param perStepKwh most a step takes; what does not fit counts at the price of the last step */
  cost(priceEurPerKwh: Float64Array, neededKwh: number, perStepKwh: number): number {
    const steps = priceEurPerKwh.length;
    if (steps > this.scratch.length) this.scratch = new Float64Array(2 * steps);
    const stay = this.scratch.subarray(0, steps);
    stay.set(priceEurPerKwh);
    const few = neededKwh <= FEW * perStepKwh;
    if (!few) stay.sort();
    let left = neededKwh;
    let least = 0;
    for (let n = 0; n < steps && left > 0; n++) {
      if (few) {
        let best = n;
        for (let k = n + 1; k < steps; k++) if (stay[k]! < stay[best]!) best = k;
        const price = stay[best]!;
        stay[best] = stay[n]!;
        stay[n] = price;
      }
      const given = n === steps - 1 ? left : Math.min(left, perStepKwh);
      least += given * stay[n]!;
      left -= given;
    }
    return least;
  }
}

/** What a car can do at a point [kW]; discharge 0 where the strategy or the car does not. */
export interface CarPower {
  readonly chargeKw: (car: number) => number;
  readonly dischargeKw: (car: number) => number;
}

/** @param evKw [area × step] net power of cars */
export async function leastCost(
  areaCount: number,
  stepH: number,
  priceEurPerKwh: Float64Array,
  evKw: Float32Array,
  sessions: SessionStore,
  power: CarPower,
  physics: ChargePhysics,
  wearEurPerKwh: number,
  parallel: Parallel,
  context: StageContext,
): Promise<CostYear> {
  const stepCount = priceEurPerKwh.length;
  const { count } = sessions;
  const costEur = new Float64Array(areaCount);
  const leastEur = new Float64Array(areaCount);
  for (let area = 0; area < areaCount; area++) {
    let sum = 0;
    for (let t = 0; t < stepCount; t++) sum += evKw[area * stepCount + t]! * priceEurPerKwh[t]!;
    costEur[area] = sum * stepH;
  }
  const { efficiencyShare, fixedLossKw, standbyKw } = physics;
  const job: LeastCostJob = {
    count,
    stepH,
    priceEurPerKwh: sharedF64(stepCount),
    physics: { efficiencyShare, fixedLossKw, standbyKw },
    wearEurPerKwh,
    arrivalStep: sharedU32(count),
    departureStep: sharedU32(count),
    gainedKwh: sharedF64(count),
    spareKwh: sharedF64(count),
    roomKwh: sharedF64(count),
    chargeKw: sharedF64(count),
    dischargeKw: sharedF64(count),
    leastEur: sharedF64(count),
  };
  job.priceEurPerKwh.set(priceEurPerKwh);
  job.arrivalStep.set(sessions.arrivalStep);
  job.departureStep.set(sessions.departureStep);
  if (sessions.gainedKwh !== undefined) job.gainedKwh.set(sessions.gainedKwh);
  if (sessions.spareKwh !== undefined) job.spareKwh.set(sessions.spareKwh);
  if (sessions.roomKwh !== undefined) job.roomKwh.set(sessions.roomKwh);
  for (let s = 0; s < count; s++) {
    if (sessions.area[s]! >= areaCount) continue;
    job.chargeKw[s] = power.chargeKw(sessions.car[s]!);
    job.dischargeKw[s] = power.dischargeKw(sessions.car[s]!);
    costEur[sessions.area[s]!]! += sessions.dischargedKwh[s]! * wearEurPerKwh;
  }
  const quiet: StageContext = { signal: context.signal, onProgress: () => {} };
  await parallel.run(LEAST_COST_JOB, leastCostJob, job, Math.ceil(count / CHUNK), quiet, 'charging');
  for (let s = 0; s < count; s++) if (sessions.area[s]! < areaCount) leastEur[sessions.area[s]!]! += job.leastEur[s]!;
  return { costEur, leastEur };
}
