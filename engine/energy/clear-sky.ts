/** Irradiance under a cloudless sky.
 *  In: zenith, air and water in the sky. Out: beam at normal incidence, global and diffuse on the flat [W/m²]. Pure.
 *  Source: Bird and Hulstrom, A Simplified Clear Sky Model for Direct and Diffuse Insolation, SERI/TR-642-761 (1981). */

const RAD = Math.PI / 180;

/** Total solar irradiance at 1 AU [W/m²]. @source Kopp and Lean (2011), doi 10.1029/2010GL045777 */
export const SOLAR_CONSTANT_WM2 = 1361;

/** Irradiance outside the air on a plane that faces the sun [W/m²]. */
export const extraterrestrialWm2 = (distanceAu: number): number => SOLAR_CONSTANT_WM2 / (distanceAu * distanceAu);

export interface Sky {
  readonly pressureHpa: number;
  /** Ozone and precipitable water [cm]. */
  readonly ozoneCm: number;
  readonly waterCm: number;
  /** Aerosol optical depth at 500 and 380 nm. */
  readonly aerosol500: number;
  readonly aerosol380: number;
  /** Share of light that aerosol scatters forward, and that the ground reflects. */
  readonly forwardShare: number;
  readonly groundAlbedo: number;
}

/** A clear Dutch day. @source assumption within the range of AERONET Cabauw (aerosol 0.1–0.2) and ERA5 (water 1–2.5 cm) */
export const DUTCH_SKY: Sky = {
  pressureHpa: 1013.25,
  ozoneCm: 0.33,
  waterCm: 1.5,
  aerosol500: 0.13,
  aerosol380: 0.18,
  forwardShare: 0.85,
  groundAlbedo: 0.2,
};

export interface Irradiance {
  readonly ghiWm2: number;
  readonly dniWm2: number;
  readonly dhiWm2: number;
}

const DARK: Irradiance = { ghiWm2: 0, dniWm2: 0, dhiWm2: 0 };

/** Bird's clear sky; zero at and below the horizon (zenith ≥ 89°, where the model's scattering term ends).
 *  @param zenithDeg true zenith of the sun
 *  @param normalWm2 irradiance outside the air, facing the sun */
export function birdClearSky(zenithDeg: number, normalWm2: number, sky: Sky = DUTCH_SKY): Irradiance {
  if (!(zenithDeg < 90)) return DARK;
  const cosZenith = Math.cos(zenithDeg * RAD);
  const mass = 1 / (cosZenith + 0.15 * (93.885 - zenithDeg) ** -1.25);
  const pressureMass = (mass * sky.pressureHpa) / 1013;
  const rayleigh = Math.exp(-0.0903 * pressureMass ** 0.84 * (1 + pressureMass - pressureMass ** 1.01));
  const ozone = sky.ozoneCm * mass;
  const ozoneShare =
    1 -
    0.1611 * ozone * (1 + 139.48 * ozone) ** -0.3035 -
    (0.002715 * ozone) / (1 + 0.044 * ozone + 0.0003 * ozone * ozone);
  const gases = Math.exp(-0.0127 * pressureMass ** 0.26);
  const water = sky.waterCm * mass;
  const waterShare = 1 - (2.4959 * water) / ((1 + 79.034 * water) ** 0.6828 + 6.385 * water);
  const depth = 0.2758 * sky.aerosol380 + 0.35 * sky.aerosol500;
  const aerosol = Math.exp(-(depth ** 0.873) * (1 + depth - depth ** 0.7088) * mass ** 0.9108);
  const absorbed = 1 - 0.1 * (1 - mass + mass ** 1.06) * (1 - aerosol);
  const skyAlbedo = 0.0685 + (1 - sky.forwardShare) * (1 - aerosol / absorbed);
  const dniWm2 = 0.9662 * normalWm2 * aerosol * waterShare * gases * ozoneShare * rayleigh;
  const beamWm2 = dniWm2 * cosZenith;
  const scatteredWm2 =
    (normalWm2 *
      cosZenith *
      0.79 *
      ozoneShare *
      gases *
      waterShare *
      absorbed *
      (0.5 * (1 - rayleigh) + sky.forwardShare * (1 - aerosol / absorbed))) /
    (1 - mass + mass ** 1.02);
  const ghiWm2 = (beamWm2 + scatteredWm2) / (1 - sky.groundAlbedo * skyAlbedo);
  return { ghiWm2, dniWm2, dhiWm2: ghiWm2 - beamWm2 };
}
