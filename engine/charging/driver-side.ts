/** What drivers noticed of a strategy. In: energy missing at each departure. Out: sums in kWh, kilometres and euros. Pure. */

export interface DriverSide {
  readonly sessions: number;
  readonly sessionsUnserved: number;
  readonly unservedKwh: number;
  /** Minutes in which a car that was plugged in stood below its floor. */
  readonly belowFloorMin: number;
  /** Distance the missing energy would have driven. */
  readonly missedKm: number;
  readonly compensationEur: number;
}

/** @param unservedKwh [session] missing from what was asked */
export function driverSide(
  sessions: number,
  unservedKwh: Float64Array,
  belowFloorMin: number,
  options: { readonly consumptionKwhPerKm: number; readonly compensationEurPerKwh: number },
): DriverSide {
  let total = 0;
  let count = 0;
  for (const missing of unservedKwh) {
    total += missing;
    if (missing > 0) count++;
  }
  return {
    sessions,
    sessionsUnserved: count,
    unservedKwh: total,
    belowFloorMin,
    missedKm: total / options.consumptionKwhPerKm,
    compensationEur: total * options.compensationEurPerKwh,
  };
}
