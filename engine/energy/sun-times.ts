/** Sunrise, solar noon and sunset of a UTC day at a place, and polar day and night.
 *  In: the day and a site. Out: UTC seconds. Pure. Source: Reda and Andreas, NREL/TP-560-34302 (revised 2008), appendix A.2. */

import { SUN_RADIUS_DEG, type SunSite } from './sun.ts';
import { deltaTs, geocentricSun, meanSiderealRad } from './sun-ephemeris.ts';

const RAD = Math.PI / 180;
const DAY_S = 86_400;

export interface SunTimes {
  /** Each within the UTC day that was asked; sunrise may come after sunset, as in New Zealand. */
  readonly transitUtcS: number;
  /** null when the sun stays above (polar day) or below (polar night). */
  readonly sunriseUtcS: number | null;
  readonly sunsetUtcS: number | null;
  readonly polar: 'day' | 'night' | null;
}

/** Right ascension and declination [°]. */
interface Equatorial {
  readonly alpha: number;
  readonly delta: number;
}

const unitFraction = (value: number): number => value - Math.floor(value);
const wrapDeg = (value: number): number => value - 360 * Math.floor((value + 180) / 360);

/** Sun times of the UTC day that holds an instant.
 *  @throws RangeError for a place that is not on earth */
export function sunTimes(utcS: number, site: SunSite): SunTimes {
  const { latDeg, lonDeg } = site;
  if (!(latDeg >= -90 && latDeg <= 90)) throw new RangeError(`latDeg must lie in -90..90, got ${latDeg}`);
  const dayUtcS = Math.floor(utcS / DAY_S) * DAY_S;
  const deltaTS = site.deltaTS ?? deltaTs(dayUtcS);
  // The report takes right ascension and declination at 0 h terrestrial time of three days, the sidereal time at 0 h universal time.
  const [before, noon, after] = [-1, 0, 1].map((day) => {
    const sun = geocentricSun(dayUtcS + day * DAY_S, 0);
    return { alpha: sun.rightAscensionRad / RAD, delta: sun.declinationRad / RAD };
  }) as [Equatorial, Equatorial, Equatorial];
  const sidereal = (meanSiderealRad(dayUtcS) + geocentricSun(dayUtcS, deltaTS).equinoxRad) / RAD;
  const lat = latDeg * RAD;
  const horizonDeg = -(SUN_RADIUS_DEG + (site.horizonRefractionDeg ?? 0.5667));
  const cosHour =
    (Math.sin(horizonDeg * RAD) - Math.sin(lat) * Math.sin(noon.delta * RAD)) /
    (Math.cos(lat) * Math.cos(noon.delta * RAD));
  const a = wrapDeg(noon.alpha - before.alpha);
  const b = wrapDeg(after.alpha - noon.alpha);
  const at = (fraction: number): { hourDeg: number; elevationDeg: number; delta: number } => {
    const n = fraction + deltaTS / DAY_S;
    const alpha = noon.alpha + (n * (a + b + (b - a) * n)) / 2;
    const da = noon.delta - before.delta;
    const db = after.delta - noon.delta;
    const delta = (noon.delta + (n * (da + db + (db - da) * n)) / 2) * RAD;
    const hourDeg = wrapDeg(sidereal + 360.985647 * fraction + lonDeg - alpha);
    const sin = Math.sin(lat) * Math.sin(delta) + Math.cos(lat) * Math.cos(delta) * Math.cos(hourDeg * RAD);
    return { hourDeg, elevationDeg: Math.asin(sin) / RAD, delta };
  };
  const approximate = (noon.alpha - lonDeg - sidereal) / 360;
  const transit0 = unitFraction(approximate);
  const transit = transit0 - at(transit0).hourDeg / 360;
  const transitUtcS = dayUtcS + transit * DAY_S;
  if (!(Math.abs(cosHour) <= 1))
    return { transitUtcS, sunriseUtcS: null, sunsetUtcS: null, polar: cosHour < -1 ? 'day' : 'night' };
  const halfDay = Math.acos(cosHour) / RAD / 360;
  const crossing = (first: number): number => {
    const { hourDeg, elevationDeg, delta } = at(first);
    const slope = 360 * Math.cos(delta) * Math.cos(lat) * Math.sin(hourDeg * RAD);
    return dayUtcS + (first + (elevationDeg - horizonDeg) / slope) * DAY_S;
  };
  return {
    transitUtcS,
    sunriseUtcS: crossing(unitFraction(approximate - halfDay)),
    sunsetUtcS: crossing(unitFraction(approximate + halfDay)),
    polar: null,
  };
}
