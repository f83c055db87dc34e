/** CO2 of a kWh from the grid, flat or by the hour.
 *  In: weather and national load shape per step, the year's mean. Out: g CO2 per kWh per step. Pure.
 *  Hourly model: what sun, wind and steady sources do not make, gas and coal make; the intensity is their share, scaled to the mean of the
 *  year. The district's weather stands for the country's (it lies in its middle).
 *  @source shares of Dutch generation near CBS 2024: sun 18 %, wind 28 %, biomass and nuclear 9 %; wind by a common power curve: assumption */
import type { GridWeather } from './weather-grid.ts';

const SUN_SHARE = 0.18;
const WIND_SHARE = 0.28;
const STEADY_SHARE = 0.09;
/** Part of fossil plants that never stops. */
const LEAST_FOSSIL = 0.06;
/** Hub height over 10 m, and the speeds at which turbines start and are full [m/s]. */
const HUB_FACTOR = 1.6;
const CUT_IN_MPS = 3;
const FULL_MPS = 12;

const windPower = (speedMps: number): number => {
  const v = speedMps * HUB_FACTOR;
  if (v <= CUT_IN_MPS) return 0;
  return v >= FULL_MPS ? 1 : (v ** 3 - CUT_IN_MPS ** 3) / (FULL_MPS ** 3 - CUT_IN_MPS ** 3);
};

/** Marginal emissions are not modelled: this is the mean mix of the moment.
 *  @param demand [step] national load, mean about 1
 *  @param meanGPerKwh mean over the period, weighted by demand */
export function hourlyCarbonGPerKwh(
  weather: GridWeather,
  demand: ArrayLike<number>,
  meanGPerKwh: number,
): Float64Array {
  const count = weather.grid.count;
  const wind = Float64Array.from(weather.windSpeedMps, windPower);
  let ghiMean = 0;
  let windMean = 0;
  for (let step = 0; step < count; step++) {
    ghiMean += weather.ghiWm2[step]! / count;
    windMean += wind[step]! / count;
  }
  const intensity = new Float64Array(count);
  let emitted = 0;
  let used = 0;
  for (let step = 0; step < count; step++) {
    const sun = ghiMean > 0 ? (SUN_SHARE * weather.ghiWm2[step]!) / ghiMean : 0;
    const turning = windMean > 0 ? (WIND_SHARE * wind[step]!) / windMean : 0;
    const fossil = Math.max(LEAST_FOSSIL, demand[step]! - sun - turning - STEADY_SHARE);
    intensity[step] = fossil / Math.max(demand[step]!, fossil);
    emitted += intensity[step]! * demand[step]!;
    used += demand[step]!;
  }
  const scale = (meanGPerKwh * used) / emitted;
  for (let step = 0; step < count; step++) intensity[step]! *= scale;
  return intensity;
}
