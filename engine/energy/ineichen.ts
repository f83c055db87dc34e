/** Irradiance under a cloudless sky by the turbidity of the air, as an alternative to Bird's model.
 *  In: apparent zenith, height, Linke turbidity. Out: global, beam and diffuse [W/m²]. Pure.
 *  Source: Ineichen and Perez, Solar Energy 73 (2002) 151–157. */
import type { Irradiance } from './clear-sky.ts';
import { relativeAirMass } from './transposition.ts';

/** Linke turbidity by month in the Netherlands. @source assumption within SoDa's monthly maps for 52° N 5° E (2.6–4.0), rounded */
export const DUTCH_TURBIDITY: readonly number[] = [2.7, 3.0, 3.3, 3.6, 3.7, 3.8, 3.9, 3.8, 3.6, 3.2, 2.9, 2.6];

/** @param apparentZenithDeg as seen through the air
 *  @param normalWm2 irradiance outside the air, facing the sun
 *  @param pressureHpa air pressure of the place */
export function ineichenClearSky(
  apparentZenithDeg: number,
  normalWm2: number,
  turbidity: number,
  elevationM = 0,
  pressureHpa = 1013.25,
): Irradiance {
  if (!(apparentZenithDeg < 90)) return { ghiWm2: 0, dniWm2: 0, dhiWm2: 0 };
  const cosZenith = Math.cos((apparentZenithDeg * Math.PI) / 180);
  const airMass = (relativeAirMass(apparentZenithDeg) * pressureHpa) / 1013.25;
  const low = Math.exp(-elevationM / 8000);
  const high = Math.exp(-elevationM / 1250);
  const scale = 5.09e-5 * elevationM + 0.868;
  const thickness = 3.92e-5 * elevationM + 0.0387;
  const ghiWm2 = scale * normalWm2 * cosZenith * Math.exp(-thickness * airMass * (low + high * (turbidity - 1)));
  const direct = normalWm2 * (0.664 + 0.163 / low) * Math.exp(-0.09 * airMass * (turbidity - 1));
  // A second bound keeps the diffuse part from vanishing in clear air.
  const bound = (ghiWm2 * Math.max(0, 1 - (0.1 - 0.2 * Math.exp(-turbidity)) / (0.1 + 0.882 / low))) / cosZenith;
  const dniWm2 = Math.min(direct, bound);
  return { ghiWm2, dniWm2, dhiWm2: ghiWm2 - dniWm2 * cosZenith };
}
