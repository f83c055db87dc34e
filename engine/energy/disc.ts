/** Beam from global irradiance by DISC.
 *  In: global irradiance, zenith, day. Out: beam at normal incidence [W/m²], clearness, air mass. Pure.
 *  Source: Maxwell, A Quasi-Physical Model for Converting Hourly Global Horizontal to Direct Normal Insolation, SERI/TR-215-3087 (1987). */

const RAD = Math.PI / 180;
/** Solar constant the model was fitted with [W/m²]. */
const FITTED_SOLAR_CONSTANT_WM2 = 1370;
const LOWEST_COSINE = 0.065;
const HIGHEST_ZENITH_DEG = 87;
const THICKEST_AIR = 12;
const SEA_LEVEL_HPA = 1013.25;

/** Extraterrestrial normal irradiance of a day [W/m²]. @param dayOfYear 1..366 @source Spencer, Search 2 (1971) 172 */
export function spencerNormalWm2(dayOfYear: number, solarConstantWm2: number): number {
  const angle = (2 * Math.PI * (dayOfYear - 1)) / 365;
  return (
    solarConstantWm2 *
    (1.00011 +
      0.034221 * Math.cos(angle) +
      0.00128 * Math.sin(angle) +
      0.000719 * Math.cos(2 * angle) +
      0.000077 * Math.sin(2 * angle))
  );
}

/** Relative air mass. @source Kasten, Archiv Met. Geophys. Bioklim. B 14 (1966) 206–223 */
const kastenAirMass = (zenithDeg: number): number =>
  1 / (Math.cos(zenithDeg * RAD) + 0.15 * (93.885 - zenithDeg) ** -1.253);

export interface DiscResult {
  readonly dniWm2: number;
  /** Clearness index, 0..1. */
  readonly clearness: number;
  /** Pressure-corrected air mass, at most 12. */
  readonly airMass: number;
}

/** @param zenithDeg true zenith; beam is 0 beyond 87°
 *  @param dayOfYear 1..366 */
export function disc(ghiWm2: number, zenithDeg: number, dayOfYear: number, pressureHpa = SEA_LEVEL_HPA): DiscResult {
  const normal = spencerNormalWm2(dayOfYear, FITTED_SOLAR_CONSTANT_WM2);
  const k = Math.min(1, Math.max(0, ghiWm2 / (normal * Math.max(Math.cos(zenithDeg * RAD), LOWEST_COSINE))));
  const airMass =
    zenithDeg < 90 ? Math.min(THICKEST_AIR, (kastenAirMass(zenithDeg) * pressureHpa) / SEA_LEVEL_HPA) : THICKEST_AIR;
  if (!(zenithDeg <= HIGHEST_ZENITH_DEG) || !(ghiWm2 > 0)) return { dniWm2: 0, clearness: k, airMass };
  const cloudy = k <= 0.6;
  const a = cloudy ? 0.512 + k * (-1.56 + k * (2.286 - 2.222 * k)) : -5.743 + k * (21.77 + k * (-27.49 + 11.56 * k));
  const b = cloudy ? 0.37 + 0.962 * k : 41.4 + k * (-118.5 + k * (66.05 + 31.9 * k));
  const c = cloudy ? -0.28 + k * (0.932 - 2.048 * k) : -47.01 + k * (184.2 + k * (-222 + 73.81 * k));
  const clearBeam = 0.866 + airMass * (-0.122 + airMass * (0.0121 + airMass * (-0.000653 + 0.000014 * airMass)));
  return { dniWm2: Math.max(0, normal * (clearBeam - a - b * Math.exp(c * airMass))), clearness: k, airMass };
}
