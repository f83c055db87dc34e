/** Charging in the best steps of a signal that is known ahead (price, CO2): a session charges now when now is among the best steps it needs
 *  before its stated departure. Keeps the site's limit and the energy at departure. */
import type { ChargingStrategy, Forecast, SiteSnapshot } from '../snapshot.ts';
import { guaranteedKw, keepLimit, storedShare } from './urgency.ts';

/** Steps that are better than now within a window; unknown steps count as not better. Ties: the earlier step is better. */
export function betterSteps(signal: Float64Array, windowSteps: number): number {
  const value = signal[0]!;
  let better = 0;
  for (let k = 1; k < windowSteps; k++) if (signal[k]! < value) better++;
  return better;
}

export function cheapestSteps(
  efficiencyShare: number,
  read: (forecast: Forecast, k: number) => number,
): ChargingStrategy {
  let signal = new Float64Array(0);
  // better[w]: steps better than now among the next w.
  let better = new Uint16Array(0);
  let step = -1;
  return (now: SiteSnapshot, powerKw: Float64Array) => {
    const { sessions, forecast, stepH } = now;
    const { active, maximumKw, targetKwh, storedKwh, statedDepartureStep } = sessions;
    const horizon = forecast.horizonSteps;
    if (signal.length !== horizon) {
      signal = new Float64Array(horizon);
      better = new Uint16Array(horizon + 1);
      step = -1;
    }
    if (step !== now.step) {
      step = now.step;
      for (let k = 0; k < horizon; k++) signal[k] = read(forecast, k);
      let count = 0;
      for (let k = 1; k < horizon; k++) {
        if (signal[k]! < signal[0]!) count++;
        better[k + 1] = count;
      }
      better[1] = 0;
    }
    let chargeKw = 0;
    for (let i = 0; i < active; i++) {
      const must = guaranteedKw(now, i, efficiencyShare);
      const neededSteps =
        (targetKwh[i]! - storedKwh[i]!) / (storedShare(now, i, efficiencyShare) * maximumKw[i]! * stepH);
      const window = Math.min(horizon, Math.max(1, statedDepartureStep[i]! - now.step - 1));
      const power = better[window]! < neededSteps ? maximumKw[i]! : must;
      powerKw[i] = power;
      chargeKw += power;
    }
    if (chargeKw + now.loadKw - now.pvKw > now.limitKw) keepLimit(now, powerKw, efficiencyShare);
  };
}
