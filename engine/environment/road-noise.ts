/** Noise of a road at a façade: Dutch calculation method 1 without reflection, barriers and junction surcharge. Pure.
 *  @source Reken- en meetvoorschrift geluid 2012, annex III: emission of light and heavy vehicles, distance, air, ground and meteorology;
 *  dense asphalt concrete. Lden: directive 2002/49/EC, annex I. */

/** α, β, reference speed [km/h] and lowest speed the relation holds for. */
const LIGHT = { alpha: 69.4, beta: 27.6, v0: 80, lowest: 30 };
const HEAVY = { alpha: 76, beta: 17.9, v0: 70, lowest: 30 };

/** Height of the listener and of the road [m]. */
const LISTENER_M = 4.5;
const ROAD_M = 0;
/** What a level is where no car passes [dB]. */
export const SILENT_DB = 30;

function power(kind: typeof LIGHT, perH: number, speedKmh: number): number {
  if (perH <= 0) return 0;
  const v = Math.max(kind.lowest, speedKmh);
  return 10 ** ((kind.alpha + kind.beta * Math.log10(v / kind.v0) + 10 * Math.log10(perH / v)) / 10);
}

/** Emission number of an hour [dB(A)], SILENT_DB or more. */
export function emissionDb(lightPerH: number, heavyPerH: number, speedKmh: number): number {
  const sum = power(LIGHT, lightPerH, speedKmh) + power(HEAVY, heavyPerH, speedKmh);
  return Math.max(SILENT_DB, sum > 0 ? 10 * Math.log10(sum) : SILENT_DB);
}

/** What is lost between road and listener [dB]. @param distanceM to the middle of the road, > 0  @param softGround share of soft ground between */
export function propagationLossDb(distanceM: number, softGround: number): number {
  const r = Math.hypot(distanceM, LISTENER_M - ROAD_M - 0.75);
  const ground =
    softGround *
    (2 + 4 * (1 - Math.exp(-0.04 * r)) * (Math.exp(-0.65 * LISTENER_M) + Math.exp(-0.65 * (ROAD_M + 0.75))));
  const meteo = 3.5 - 3.5 * Math.exp((-0.04 * r) / (LISTENER_M + ROAD_M + 0.75));
  return 10 * Math.log10(r) + 0.01 * r ** 0.9 + ground + meteo;
}

/** Lden of 24 hourly levels that begin at midnight: day 7–19 h, evening 19–23 h (+5), night 23–7 h (+10). */
export function ldenDb(hourlyDb: ArrayLike<number>): number {
  let sum = 0;
  for (let hour = 0; hour < 24; hour++) {
    const extra = hour >= 7 && hour < 19 ? 0 : hour >= 19 && hour < 23 ? 5 : 10;
    sum += 10 ** ((hourlyDb[hour]! + extra) / 10);
  }
  return 10 * Math.log10(sum / 24);
}
