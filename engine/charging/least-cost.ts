/** What the sessions of a year could have cost at least: each takes the energy it took in the cheapest steps of its own stay.
 *  In: sessions as they were, power of each, price per step. Out: cost as it was and least cost by area [EUR]. Pure.
 *  Exact for charging without discharge and without limits of the grid, so a proven lower bound for every strategy that does not discharge.
 *  Sessions are independent: they run in chunks on threads, each writing only its own places; sums are taken in their order. */
import type { Job, Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedF64, sharedU32 } from '../core/shared.ts';
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

export interface LeastCostJob {
  readonly count: number;
  readonly priceEurPerKwh: Float64Array;
  /** [session] */
  readonly arrivalStep: Uint32Array;
  readonly departureStep: Uint32Array;
  readonly neededKwh: Float64Array;
  readonly stepKwh: Float64Array;
  /** [session] the answer. */
  readonly leastEur: Float64Array;
}

/** One chunk is CHUNK sessions. */
export const leastCostJob: Job<LeastCostJob> = (job) => {
  const { count, priceEurPerKwh, arrivalStep, departureStep, neededKwh, stepKwh, leastEur } = job;
  let scratch = new Float64Array(1024);
  return (chunk) => {
    for (let s = chunk * CHUNK; s < Math.min(count, (chunk + 1) * CHUNK); s++) {
      const from = arrivalStep[s]!;
      const steps = departureStep[s]! - from;
      const needed = neededKwh[s]!;
      if (!(needed > 0) || steps <= 0) continue;
      if (steps > scratch.length) scratch = new Float64Array(2 * steps);
      const perStep = stepKwh[s]!;
      const few = needed <= FEW * perStep;
      const stay = scratch.subarray(0, steps);
      stay.set(priceEurPerKwh.subarray(from, from + steps));
      if (!few) stay.sort();
      let left = needed;
      let least = 0;
      for (let n = 0; n < steps && left > 0; n++) {
        if (few) {
          let best = n;
          for (let k = n + 1; k < steps; k++) if (stay[k]! < stay[best]!) best = k;
          const price = stay[best]!;
          stay[best] = stay[n]!;
          stay[n] = price;
        }
        const given = n === steps - 1 ? left : Math.min(left, perStep);
        least += given * stay[n]!;
        left -= given;
      }
      leastEur[s] = least;
    }
  };
};

/** @param evKw [area × step] net power of cars
 *  @param maximumKw [car] power at a point */
export async function leastCost(
  areaCount: number,
  stepH: number,
  priceEurPerKwh: Float64Array,
  evKw: Float32Array,
  sessions: SessionStore,
  maximumKw: (car: number) => number,
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
  const job: LeastCostJob = {
    count,
    priceEurPerKwh: sharedF64(stepCount),
    arrivalStep: sharedU32(count),
    departureStep: sharedU32(count),
    neededKwh: sharedF64(count),
    stepKwh: sharedF64(count),
    leastEur: sharedF64(count),
  };
  job.priceEurPerKwh.set(priceEurPerKwh);
  job.arrivalStep.set(sessions.arrivalStep);
  job.departureStep.set(sessions.departureStep);
  for (let s = 0; s < count; s++) {
    // Energy that stays with the car's session; what V2G took out again was not needed.
    job.neededKwh[s] = sessions.area[s]! < areaCount ? sessions.chargedKwh[s]! - sessions.dischargedKwh[s]! : 0;
    job.stepKwh[s] = maximumKw(sessions.car[s]!) * stepH;
  }
  const quiet: StageContext = { signal: context.signal, onProgress: () => {} };
  await parallel.run(LEAST_COST_JOB, leastCostJob, job, Math.ceil(count / CHUNK), quiet, 'charging');
  for (let s = 0; s < count; s++) if (sessions.area[s]! < areaCount) leastEur[sessions.area[s]!]! += job.leastEur[s]!;
  return { costEur, leastEur };
}
