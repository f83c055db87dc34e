/** Beam and diffuse from global irradiance by the clearness index.
 *  In: global irradiance, zenith. Out: beam at normal incidence and diffuse [W/m²], ghi = dni · cos z + dhi. Pure.
 *  Source: Erbs, Klein and Duffie, Solar Energy 28 (1982) 293–302. */
import type { Irradiance } from './clear-sky.ts';

/** Diffuse share of global irradiance at a clearness index. */
export function erbsDiffuseShare(clearness: number): number {
  const k = clearness;
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k <= 0.8) return 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + k * 12.336)));
  return 0.165;
}

/** Splits global irradiance. Below 3° of elevation the beam cannot be told apart and all is diffuse.
 *  @param normalWm2 irradiance outside the air, facing the sun */
export function erbs(ghiWm2: number, zenithDeg: number, normalWm2: number): Irradiance {
  const ghi = Math.max(0, ghiWm2);
  const cosZenith = Math.cos((zenithDeg * Math.PI) / 180);
  if (ghi === 0 || !(zenithDeg < 87)) return { ghiWm2: ghi, dniWm2: 0, dhiWm2: ghi };
  const clearness = Math.min(1, ghi / (normalWm2 * Math.max(cosZenith, 0.065)));
  const dhi = erbsDiffuseShare(clearness) * ghi;
  return { ghiWm2: ghi, dniWm2: (ghi - dhi) / cosZenith, dhiWm2: dhi };
}
