/** Units and signs. Power is positive into the device or bus (load) and negative out of it (PV, discharge).
 *  kW and kWh never share a word; every quantity names its unit. */

export const STEPS_PER_HOUR_15MIN = 4;

/** Energy of a constant power over a step. */
export const energyKwh = (powerKw: number, stepS: number): number => (powerKw * stepS) / 3600;

/** Mean power of an energy over a step. */
export const powerKw = (kwh: number, stepS: number): number => (kwh * 3600) / stepS;

export const kmhToMps = (speedKmh: number): number => speedKmh / 3.6;

/** Mean radius of the earth [m] (IUGG). */
export const EARTH_RADIUS_M = 6_371_008.8;

/** Great-circle distance [m] between two points in degrees, by the haversine formula. */
export function distanceM(lonA: number, latA: number, lonB: number, latB: number): number {
  const rad = Math.PI / 180;
  const sinLat = Math.sin(((latB - latA) * rad) / 2);
  const sinLon = Math.sin(((lonB - lonA) * rad) / 2);
  const h = sinLat * sinLat + Math.cos(latA * rad) * Math.cos(latB * rad) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
