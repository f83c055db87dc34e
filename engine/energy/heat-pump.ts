/** Electricity of heat pumps by outside temperature.
 *  In: temperature per step, calendar. Out: shape per step in units of the yearly mean. Pure.
 *  Heat asked grows with the gap below 16 °C of a building that follows the weather within half a day, plus hot water all year; efficiency
 *  (heat over electricity) falls with the cold, and an electric element helps in hard frost.
 *  @source efficiency: assumption near field measurements of air-to-water pumps at 35–45 °C (seasonal 3–4, 2.2 at −7 °C); at −4 °C 30–70 kWh
 *  a day for an all-electric home (BDH and RVO 2025) */
import type { Calendar } from '../core/time.ts';

const HEATING_LIMIT_C = 16;
/** Time in which a house follows the outside air. */
const BUILDING_S = 12 * 3600;
const HOT_WATER_SHARE = 0.2;

/** Heat over electricity at an outside temperature. */
export function heatPumpEfficiency(airC: number): number {
  return Math.min(5, Math.max(1.8, 2.65 + 0.075 * airC));
}

/** Electricity relative to its own level [step]; multiply with a factor that makes a year's mean 1. */
export function heatPumpDemand(airC: ArrayLike<number>, calendar: Calendar): Float64Array {
  const { count, stepS } = calendar.grid;
  const demand = new Float64Array(count);
  const follow = 1 - Math.exp(-stepS / BUILDING_S);
  let felt = airC[0]!;
  for (let step = 0; step < count; step++) {
    felt += follow * (airC[step]! - felt);
    const hour = (calendar.localS[step]! + stepS / 2) / 3600;
    // Night setback and the morning's catching up.
    const rhythm = hour < 6 ? 0.85 : hour < 9 ? 1.2 : hour < 17 ? 0.98 : hour < 22 ? 1.08 : 0.9;
    const heat = Math.max(0, HEATING_LIMIT_C - felt) * rhythm;
    const element = Math.max(0, -6 - airC[step]!) * 0.3;
    const hotWater = hour < 6 ? 0.6 : hour < 9 ? 1.6 : hour < 17 ? 0.8 : hour < 22 ? 1.3 : 0.6;
    // 2.3 K of heating demand all year is about a fifth of a Dutch year's heat.
    const meanHeatK = 7;
    demand[step] =
      heat / heatPumpEfficiency(airC[step]!) +
      element +
      (hotWater * meanHeatK * HOT_WATER_SHARE) / ((1 - HOT_WATER_SHARE) * 2.6);
  }
  return demand;
}
