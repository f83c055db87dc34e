/** Energy a car uses for a distance. Pure.
 *  Source: 0.18 kWh/km mean, 0.15 in summer and 0.22 in winter (Dutch practice figures); linear in air temperature between. */

const MEAN_KWH_PER_KM = 0.18;
const WARM_KWH_PER_KM = 0.15;
const COLD_KWH_PER_KM = 0.22;
const WARM_C = 20;
const COLD_C = 0;

/** Consumption at an air temperature relative to the yearly mean: 0.83 from 20 °C up, 1.22 from 0 °C down. */
export function temperatureFactor(airTemperatureC: number): number {
  const share = Math.min(1, Math.max(0, (airTemperatureC - COLD_C) / (WARM_C - COLD_C)));
  return (COLD_KWH_PER_KM + share * (WARM_KWH_PER_KM - COLD_KWH_PER_KM)) / MEAN_KWH_PER_KM;
}
