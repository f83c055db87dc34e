/** Where a day stands between summer and winter at a latitude. Pure. */

/** From here polewards the seasons are as large as in the Netherlands [°]. */
const FULL_SEASONS_DEG = 50;
/** Coldest day of the year, half a year later in the south. */
const COLDEST_DAY = 15;

/** 1 in deep winter, −1 in high summer; turned round in the south, fading towards the equator.
 *  @param dayOfYear 0 for 1 January */
export function winterness(dayOfYear: number, latDeg: number): number {
  const size = Math.max(-1, Math.min(1, latDeg / FULL_SEASONS_DEG));
  return size * Math.cos((2 * Math.PI * (dayOfYear - COLDEST_DAY)) / 365.25);
}
