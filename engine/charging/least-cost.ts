/** What the sessions of a year could have cost at least: each takes the energy it took in the cheapest steps of its own stay.
 *  In: sessions as they were, power of each, price per step. Out: cost as it was and least cost by area [EUR]. Pure.
 *  Exact for charging without discharge and without limits of the grid, so a proven lower bound for every strategy that does not discharge. */
import type { SessionStore } from './stores.ts';

/** All arrays [area]. */
export interface CostYear {
  readonly costEur: Float64Array;
  readonly leastEur: Float64Array;
}

/** Up to so many steps are picked one by one, more are sorted. */
const FEW = 8;

/** @param evKw [area × step] net power of cars
 *  @param maximumKw [car] power at a point */
export function leastCost(
  areaCount: number,
  stepH: number,
  priceEurPerKwh: Float64Array,
  evKw: Float32Array,
  sessions: SessionStore,
  maximumKw: (car: number) => number,
): CostYear {
  const stepCount = priceEurPerKwh.length;
  const costEur = new Float64Array(areaCount);
  const leastEur = new Float64Array(areaCount);
  for (let area = 0; area < areaCount; area++) {
    let sum = 0;
    for (let t = 0; t < stepCount; t++) sum += evKw[area * stepCount + t]! * priceEurPerKwh[t]!;
    costEur[area] = sum * stepH;
  }
  let scratch = new Float64Array(1024);
  for (let s = 0; s < sessions.count; s++) {
    const area = sessions.area[s]!;
    const from = sessions.arrivalStep[s]!;
    const steps = sessions.departureStep[s]! - from;
    // Energy that stays with the car's session; what V2G took out again was not needed.
    const neededKwh = sessions.chargedKwh[s]! - sessions.dischargedKwh[s]!;
    if (area >= areaCount || neededKwh <= 0 || steps <= 0) continue;
    if (steps > scratch.length) scratch = new Float64Array(2 * steps);
    const stay = scratch.subarray(0, steps);
    for (let k = 0; k < steps; k++) stay[k] = priceEurPerKwh[from + k]!;
    const stepKwh = maximumKw(sessions.car[s]!) * stepH;
    const few = neededKwh <= FEW * stepKwh;
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
      const given = n === steps - 1 ? left : Math.min(left, stepKwh);
      least += given * stay[n]!;
      left -= given;
    }
    leastEur[area]! += least;
  }
  return { costEur, leastEur };
}
