/** Irradiance on a tilted plane from beam and diffuse on the flat.
 *  In: plane, sun, irradiance. Out: beam, sky and ground parts on the plane [W/m²]. Pure.
 *  Sources: isotropic, Liu and Jordan, Solar Energy 7 (1963); Hay and Davies, First Canadian Solar Radiation Data Workshop (1980);
 *  Perez, Ineichen, Seals, Michalsky and Stewart, Solar Energy 44 (1990) 271–289 (all-sites composite of 1990). */

const RAD = Math.PI / 180;

export const SKY_MODELS = ['isotropic', 'hay-davies', 'perez'] as const;
export type SkyModel = (typeof SKY_MODELS)[number];

export interface Plane {
  /** From the flat, 0..180. */
  readonly tiltDeg: number;
  /** Direction it faces, clockwise from north. */
  readonly azimuthDeg: number;
}

export interface PlaneIrradiance {
  readonly beamWm2: number;
  readonly skyWm2: number;
  readonly groundWm2: number;
  readonly poaWm2: number;
}

/** Cosine of the angle between the plane's normal and the sun, −1..1. */
export function incidenceCosine(plane: Plane, zenithDeg: number, sunAzimuthDeg: number): number {
  const tilt = plane.tiltDeg * RAD;
  const zenith = zenithDeg * RAD;
  const cos =
    Math.cos(tilt) * Math.cos(zenith) +
    Math.sin(tilt) * Math.sin(zenith) * Math.cos((sunAzimuthDeg - plane.azimuthDeg) * RAD);
  return Math.min(1, Math.max(-1, cos));
}

/** Relative air mass, finite at the horizon. @source Kasten and Young, Applied Optics 28 (1989) 4735–4738 */
export function relativeAirMass(apparentZenithDeg: number): number {
  const z = Math.min(90, apparentZenithDeg);
  return 1 / (Math.cos(z * RAD) + 0.50572 * (96.07995 - z) ** -1.6364);
}

/** Bins of sky clearness and their coefficients f11 f12 f13 f21 f22 f23. */
const PEREZ_EDGES = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];
const PEREZ_1990: readonly (readonly number[])[] = [
  [-0.008, 0.588, -0.062, -0.06, 0.072, -0.022],
  [0.13, 0.683, -0.151, -0.019, 0.066, -0.029],
  [0.33, 0.487, -0.221, 0.055, -0.064, -0.026],
  [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
  [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
  [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
  [1.06, -1.6, -0.359, 0.264, -1.127, 0.131],
  [0.678, -0.327, -0.25, 0.156, -1.377, 0.251],
];
const COS_85 = Math.cos(85 * RAD);

/** Diffuse light of the sky on the plane [W/m²], ground not included.
 *  @param cosIncidence from incidenceCosine
 *  @param zenithDeg apparent zenith of the sun
 *  @param normalWm2 irradiance outside the air, facing the sun */
export function skyDiffuseWm2(
  model: SkyModel,
  plane: Plane,
  cosIncidence: number,
  zenithDeg: number,
  dniWm2: number,
  dhiWm2: number,
  normalWm2: number,
): number {
  if (!(dhiWm2 > 0)) return 0;
  const cosTilt = Math.cos(plane.tiltDeg * RAD);
  const dome = dhiWm2 * 0.5 * (1 + cosTilt);
  if (model === 'isotropic') return dome;
  const facing = Math.max(0, cosIncidence);
  const cosZenith = Math.cos(zenithDeg * RAD);
  if (model === 'hay-davies') {
    const direct = dniWm2 / normalWm2;
    return Math.max(0, dome * (1 - direct)) + Math.max(0, (dhiWm2 * direct * facing) / Math.max(cosZenith, 0.01745));
  }
  const z = zenithDeg * RAD;
  const steep = 1.041 * z ** 3;
  const clear = ((dhiWm2 + dniWm2) / dhiWm2 + steep) / (1 + steep);
  let bin = 0;
  while (bin < 7 && clear >= PEREZ_EDGES[bin]!) bin++;
  const f = PEREZ_1990[bin]!;
  const bright = (dhiWm2 * relativeAirMass(zenithDeg)) / normalWm2;
  const circumsolar = Math.max(0, f[0]! + f[1]! * bright + f[2]! * z);
  const horizon = f[3]! + f[4]! * bright + f[5]! * z;
  const parts =
    0.5 * (1 - circumsolar) * (1 + cosTilt) +
    (circumsolar * facing) / Math.max(cosZenith, COS_85) +
    horizon * Math.sin(plane.tiltDeg * RAD);
  return Math.max(0, dhiWm2 * parts);
}

/** All light on the plane [W/m²], before reflection at the glass. */
export function planeIrradiance(
  model: SkyModel,
  plane: Plane,
  sun: { readonly zenithDeg: number; readonly azimuthDeg: number },
  light: { readonly ghiWm2: number; readonly dniWm2: number; readonly dhiWm2: number },
  normalWm2: number,
  albedo = 0.2,
): PlaneIrradiance {
  const cosIncidence = incidenceCosine(plane, sun.zenithDeg, sun.azimuthDeg);
  const beamWm2 = light.dniWm2 * Math.max(0, cosIncidence);
  const skyWm2 = skyDiffuseWm2(model, plane, cosIncidence, sun.zenithDeg, light.dniWm2, light.dhiWm2, normalWm2);
  const groundWm2 = light.ghiWm2 * albedo * 0.5 * (1 - Math.cos(plane.tiltDeg * RAD));
  return { beamWm2, skyWm2, groundWm2, poaWm2: beamWm2 + skyWm2 + groundWm2 };
}
