/** What a car can give back without endangering what its driver asked. Pure apart from the power array. */
import type { SiteSnapshot } from '../snapshot.ts';

/** Steps kept in hand before the stated departure. */
const MARGIN_STEPS = 2;

/** Energy above which a car may discharge now [kWh in the battery]: its floor, and what it could still take back before departure.
 *  @param rateShare share of its charging power counted on for taking it back; low where all cars taking back at once would harm */
export function lowestKwh(now: SiteSnapshot, i: number, efficiencyShare: number, rateShare: number): number {
  const { sessions } = now;
  const leftH = (sessions.statedDepartureStep[i]! - now.step - MARGIN_STEPS) * now.stepH;
  const recoverableKwh = Math.max(0, leftH) * sessions.maximumKw[i]! * efficiencyShare * rateShare;
  return Math.max(sessions.floorKwh[i]!, sessions.targetKwh[i]! - recoverableKwh);
}

/** Discharges cars that do not charge, in their order, until an excess is covered; @returns what is left of it. */
export function coverBy(
  now: SiteSnapshot,
  powerKw: Float64Array,
  excessKw: number,
  efficiencyShare: number,
  rateShare: number,
): number {
  const { active, minimumKw, maximumDischargeKw, storedKwh } = now.sessions;
  let left = excessKw;
  for (let i = 0; i < active && left > 0; i++) {
    if (powerKw[i]! > 0 || maximumDischargeKw[i] === 0) continue;
    const spareKw = ((storedKwh[i]! - lowestKwh(now, i, efficiencyShare, rateShare)) * efficiencyShare) / now.stepH;
    const given = Math.min(maximumDischargeKw[i]!, spareKw, left);
    if (given < minimumKw[i]!) continue;
    powerKw[i] = -given;
    left -= given;
  }
  return left;
}
