/** What happens between the grid and the battery of a car: losses that depend on power, standby, the taper of the charge curve. Pure values.
 *  Charging at P stores η P − f, discharging P takes P / η + f: so the efficiency η − f / P falls at low power, as measured.
 *  @source shape: Apostolaki-Iosifidou, Codani, Kempton, Energy 127 (2017) 730; Schram et al. (2020), 79–88 % round trip by current */
import type { ChargeCurve } from './charge-curve.ts';

export interface ChargePhysics {
  /** One way, without the constant part, 0–1. */
  readonly efficiencyShare: number;
  /** Constant loss while power flows [kW]. */
  readonly fixedLossKw: number;
  /** Drawn by a car that is plugged in and rests [kW]. */
  readonly standbyKw: number;
  /** Curves that sessions refer to by number. */
  readonly curves: readonly ChargeCurve[];
}

export const plainPhysics = (efficiencyShare: number): ChargePhysics => ({
  efficiencyShare,
  fixedLossKw: 0,
  standbyKw: 0,
  curves: [],
});

/** Share of the power from the grid that reaches the battery. */
export const chargeEfficiency = ({ efficiencyShare, fixedLossKw }: ChargePhysics, powerKw: number): number =>
  powerKw > 0 ? Math.max(0, efficiencyShare - fixedLossKw / powerKw) : 0;

/** Share of the power from the battery that reaches the grid. */
export const dischargeEfficiency = ({ efficiencyShare, fixedLossKw }: ChargePhysics, powerKw: number): number =>
  powerKw > 0 ? powerKw / (powerKw / efficiencyShare + fixedLossKw) : 0;
