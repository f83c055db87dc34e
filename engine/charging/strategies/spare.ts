/** What a car can give back without endangering what its driver asked. Pure apart from the power array. */
import type { SiteSnapshot } from '../snapshot.ts';

/** Share of the remaining charging capacity a car may promise away by discharging, and steps kept in hand. */
const SAFE_SHARE = 0.7;
const MARGIN_STEPS = 2;

/** Energy above which a car may discharge now [kWh in the battery]: its floor, and what it could still take back before departure. */
export function lowestKwh(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const { sessions } = now;
  const leftH = (sessions.statedDepartureStep[i]! - now.step - MARGIN_STEPS) * now.stepH;
  const recoverableKwh = Math.max(0, leftH) * sessions.maximumKw[i]! * efficiencyShare * SAFE_SHARE;
  return Math.max(sessions.floorKwh[i]!, sessions.targetKwh[i]! - recoverableKwh);
}

/** Discharges cars that do not charge, in their order, until an excess is covered; @returns what is left of it. */
export function coverBy(now: SiteSnapshot, powerKw: Float64Array, excessKw: number, efficiencyShare: number): number {
  const { active, minimumKw, maximumDischargeKw, storedKwh } = now.sessions;
  let left = excessKw;
  for (let i = 0; i < active && left > 0; i++) {
    if (powerKw[i]! > 0 || maximumDischargeKw[i] === 0) continue;
    const spareKw = ((storedKwh[i]! - lowestKwh(now, i, efficiencyShare)) * efficiencyShare) / now.stepH;
    const given = Math.min(maximumDischargeKw[i]!, spareKw, left);
    if (given < minimumKw[i]!) continue;
    powerKw[i] = -given;
    left -= given;
  }
  return left;
}
