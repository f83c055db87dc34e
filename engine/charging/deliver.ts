/** Delivers what a strategy asked, within what is physically possible and what the driver was promised, and keeps the ledger.
 *  In: sessions of a site, wanted power. Out: delivered power (in place), stored and metered energy of each session. No other effect.
 *  Limits: power of point and car, 6 A a phase or nothing, full at the target, never discharged below the floor, NaN means 0.
 *  Charging that reaches the target within the step runs at its power for part of the step: its mean may lie below 6 A. */
import type { SiteSessions } from './site-sessions.ts';

/** Sums of one call [kW mean over the step, ≥ 0]. */
export interface Delivered {
  chargeKw: number;
  dischargeKw: number;
}

const EPSILON = 1e-9;

export function deliver(
  sessions: SiteSessions,
  powerKw: Float64Array,
  stepH: number,
  efficiencyShare: number,
  out: Delivered,
): void {
  const { active, storedKwh, targetKwh, floorKwh, maximumKw, minimumKw, maximumDischargeKw } = sessions;
  const { chargedKwh, dischargedKwh } = sessions;
  const storedPerKw = stepH * efficiencyShare;
  const takenPerKw = stepH / efficiencyShare;
  let chargeKw = 0;
  let dischargeKw = 0;
  for (let i = 0; i < active; i++) {
    const wanted = powerKw[i]!;
    let power = 0;
    if (wanted > 0) {
      power = Math.min(wanted, maximumKw[i]!);
      if (power < minimumKw[i]! - EPSILON) power = 0;
      else {
        const room = (targetKwh[i]! - storedKwh[i]!) / storedPerKw;
        if (power >= room) {
          // Exactly the target, so that rounding leaves no rest that would keep the session open.
          power = Math.max(0, room);
          if (power > 0) storedKwh[i] = targetKwh[i]!;
        } else storedKwh[i]! += power * storedPerKw;
        chargedKwh[i]! += power * stepH;
        chargeKw += power;
      }
    } else if (wanted < 0) {
      let given = Math.min(-wanted, maximumDischargeKw[i]!, (storedKwh[i]! - floorKwh[i]!) / takenPerKw);
      if (given < minimumKw[i]! - EPSILON) given = 0;
      storedKwh[i]! -= given * takenPerKw;
      dischargedKwh[i]! += given * stepH;
      dischargeKw += given;
      power = given === 0 ? 0 : -given;
    }
    powerKw[i] = power;
  }
  out.chargeKw = chargeKw;
  out.dischargeKw = dischargeKw;
}
