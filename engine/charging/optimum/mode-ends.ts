/** What a car can do in a step, as the ends of a convex hull: charge or discharge, at full power or where that loses most; rest is the fifth.
 *  In: chains. Out: power and energy of each end. Pure. */
import type { Chains } from './chains.ts';

export const CAN_CHARGE = 1;
export const CAN_DISCHARGE = 2;

export const ENDS = 4;

/** Ends of what a car can do in a step: [chain × 4] power + from the grid [kW], gain of the battery [kWh]. */
export interface Ends {
  readonly powerKw: Float64Array;
  readonly gainKwh: Float64Array;
}

export function endsOf({
  count,
  first,
  chargeUpper,
  dischargeUpper,
  inKwh,
  outKwh,
  lossyCharge,
  lossyDischarge,
}: Chains): Ends {
  const powerKw = new Float64Array(ENDS * count);
  const gainKwh = new Float64Array(ENDS * count);
  for (let s = 0; s < count; s++) {
    const [charge, discharge] = [chargeUpper[first[s]!]!, dischargeUpper[first[s]!]!];
    powerKw.set([charge, lossyCharge[s]!.powerKw, -discharge, -lossyDischarge[s]!.powerKw], ENDS * s);
    gainKwh.set(
      [
        inKwh[s]! * charge,
        lossyCharge[s]!.energyKwh,
        discharge > 0 ? -outKwh[s]! * discharge : 0,
        -lossyDischarge[s]!.energyKwh,
      ],
      ENDS * s,
    );
  }
  return { powerKw, gainKwh };
}
