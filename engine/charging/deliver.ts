/** Delivers what a strategy asked, within what is physically possible and what the driver was promised, and keeps the ledger.
 *  In: sessions of a site, wanted power. Out: delivered power (in place), stored and metered energy of each session. No other effect.
 *  Limits: power of point and car, charge curve, 6 A a phase or nothing, full at the ceiling, never discharged below the floor, NaN means 0.
 *  Charging that reaches the ceiling within the step runs at its power for part of the step: its mean may lie below 6 A. */
import { takenKw } from './charge-curve.ts';
import type { ChargePhysics } from './physics.ts';
import type { SiteSessions } from './site-sessions.ts';

/** Sums of one call [kW mean over the step, ≥ 0]. */
export interface Delivered {
  chargeKw: number;
  dischargeKw: number;
  /** Lost whatever the power, part of the two above. */
  fixedLossKw: number;
}

const EPSILON = 1e-9;

export function deliver(
  sessions: SiteSessions,
  powerKw: Float64Array,
  stepH: number,
  physics: ChargePhysics,
  out: Delivered,
): void {
  const { active, storedKwh, ceilingKwh, floorKwh, capacityKwh, maximumKw, minimumKw, maximumDischargeKw } = sessions;
  const { chargedKwh, dischargedKwh, fixedLossKwh, belowFloorH, curve, freeUntilKwh } = sessions;
  const { efficiencyShare, fixedLossKw, curves } = physics;
  const fixedKwh = fixedLossKw * stepH;
  const takenPerKw = stepH / efficiencyShare;
  let chargeKw = 0;
  let dischargeKw = 0;
  let lostKw = 0;
  for (let i = 0; i < active; i++) {
    const wanted = powerKw[i]!;
    let power = 0;
    if (storedKwh[i]! < floorKwh[i]! - EPSILON) belowFloorH[i]! += stepH;
    if (wanted > 0) {
      power = Math.min(wanted, maximumKw[i]!);
      if (power < minimumKw[i]! - EPSILON || power <= fixedLossKw / efficiencyShare) power = 0;
      else {
        if (curve[i]! >= 0) {
          const offered = power * efficiencyShare - fixedLossKw;
          if (storedKwh[i]! + offered * stepH > freeUntilKwh[i]!) {
            const taken = takenKw(curves[curve[i]!]!, capacityKwh[i]!, storedKwh[i]!, offered, stepH);
            if (taken < offered) power = (taken + fixedLossKw) / efficiencyShare;
          }
        }
        // Stored for each kW: without constant loss exactly step × efficiency.
        const storedPerKw = fixedKwh > 0 ? stepH * efficiencyShare - fixedKwh / power : stepH * efficiencyShare;
        // A full battery draws nothing, not even what is lost on the way.
        const roomKwh = ceilingKwh[i]! - storedKwh[i]!;
        const room = roomKwh > 0 ? roomKwh / storedPerKw : 0;
        let duty = 1;
        if (power >= room) {
          // Exactly the ceiling, so that rounding leaves no rest that would keep the session open.
          duty = room > 0 ? room / power : 0;
          power = room;
          if (power > 0) storedKwh[i] = ceilingKwh[i]!;
        } else storedKwh[i]! += power * storedPerKw;
        chargedKwh[i]! += power * stepH;
        fixedLossKwh[i]! += duty * fixedKwh;
        lostKw += duty * fixedLossKw;
        chargeKw += power;
      }
    } else if (wanted < 0) {
      const aboveFloorKwh = storedKwh[i]! - floorKwh[i]! - fixedKwh;
      let given = Math.min(-wanted, maximumDischargeKw[i]!, aboveFloorKwh / takenPerKw);
      if (!(given > 0) || given < minimumKw[i]! - EPSILON) given = 0;
      else {
        storedKwh[i]! -= given * takenPerKw + fixedKwh;
        dischargedKwh[i]! += given * stepH;
        fixedLossKwh[i]! += fixedKwh;
        lostKw += fixedLossKw;
        dischargeKw += given;
      }
      power = given === 0 ? 0 : -given;
    }
    powerKw[i] = power;
  }
  out.chargeKw = chargeKw;
  out.dischargeKw = dischargeKw;
  out.fixedLossKw = lostKw;
}
