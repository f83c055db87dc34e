/** What glass lets through at an angle, relative to light that falls straight on it.
 *  In: cosine of the incidence angle. Out: 0..1. Pure.
 *  Sources: ASHRAE, Souka and Safwat, Solar Energy 10 (1966); physical, De Soto, Klein and Beckman, Solar Energy 80 (2006) 78–88. */

/** 1 − b (1 / cos θ − 1), 0 at and beyond grazing incidence. */
export function ashraeModifier(cosIncidence: number, b = 0.05): number {
  if (!(cosIncidence > 0)) return 0;
  return Math.min(1, Math.max(0, 1 - b * (1 / cosIncidence - 1)));
}

/** Unpolarised transmittance of a boundary between two media (Fresnel). */
function boundary(cosIn: number, cosOut: number, indexIn: number, indexOut: number): number {
  const s = ((indexIn * cosIn - indexOut * cosOut) / (indexIn * cosIn + indexOut * cosOut)) ** 2;
  const p = ((indexIn * cosOut - indexOut * cosIn) / (indexIn * cosOut + indexOut * cosIn)) ** 2;
  return 1 - (s + p) / 2;
}

/** Reflection at a pane of glass and absorption in it.
 *  @param glassIndex refractive index
 *  @param extinctionPerM, thicknessM of the glass */
export function physicalModifier(
  cosIncidence: number,
  glassIndex = 1.526,
  extinctionPerM = 4,
  thicknessM = 0.002,
): number {
  if (!(cosIncidence > 0)) return 0;
  const cosIn = Math.min(1, cosIncidence);
  const cosGlass = Math.sqrt(1 - (1 - cosIn * cosIn) / (glassIndex * glassIndex));
  const through = boundary(cosIn, cosGlass, 1, glassIndex) * Math.exp((-extinctionPerM * thicknessM) / cosGlass);
  const straight = boundary(1, 1, 1, glassIndex) * Math.exp(-extinctionPerM * thicknessM);
  return through / straight;
}
