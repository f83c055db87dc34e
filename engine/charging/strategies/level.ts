/** The level a site can be held at: the mean of the last 24 hours (load less PV) plus what its cars still need, spread over the time they
 *  stay but at least half a day. Persistence: needs no forecast. */
import type { SiteSnapshot } from '../snapshot.ts';

const LEAST_SPREAD_H = 12;

export function levelKw(now: SiteSnapshot, efficiencyShare: number): number {
  const { active, targetKwh, storedKwh, statedDepartureStep } = now.sessions;
  let needKw = 0;
  for (let i = 0; i < active; i++) {
    const leftH = (statedDepartureStep[i]! - now.step) * now.stepH;
    needKw += Math.max(0, targetKwh[i]! - storedKwh[i]!) / efficiencyShare / Math.max(leftH, LEAST_SPREAD_H);
  }
  return Math.max(0, now.meanNetKw) + needKw;
}

/** Fills sessions that do not charge yet up to a total power, in their order; @returns what is left of it. */
export function fillUp(now: SiteSnapshot, powerKw: Float64Array, roomKw: number): number {
  const { active, maximumKw, minimumKw, storedKwh, ceilingKwh } = now.sessions;
  let left = roomKw;
  for (let i = 0; i < active && left > 0; i++) {
    if (powerKw[i]! > 0 || storedKwh[i]! >= ceilingKwh[i]!) continue;
    const share = Math.min(maximumKw[i]!, left);
    if (share < minimumKw[i]!) continue;
    powerKw[i] = share;
    left -= share;
  }
  return left;
}
