/** Where the sun stands as seen from the centre of the earth, and how far the earth has turned.
 *  In: UTC seconds. Out: unit vector of the apparent sun (equator and equinox of date), distance, sidereal angle. Pure.
 *  Source: Reda and Andreas, NREL/TP-560-34302 (revised 2008), sections 3.1–3.10. The slow part is sampled every fourth
 *  day and interpolated by cubics through four samples: error below 5e-5° (the fastest term that matters has a period of a fortnight). */
import {
  EARTH_LATITUDE,
  EARTH_LONGITUDE,
  EARTH_RADIUS,
  NUTATION_ARGUMENTS,
  NUTATION_COEFFICIENTS,
  TERM_WIDTH,
} from './sun-terms.ts';

const RAD = Math.PI / 180;
const J2000_UTC_S = 946_728_000;
const DAY_S = 86_400;

/** The apparent sun from the earth's centre. */
export interface GeocentricSun {
  /** Right ascension and declination [rad]. */
  readonly rightAscensionRad: number;
  readonly declinationRad: number;
  /** Distance [AU]. */
  readonly distanceAu: number;
  /** Apparent minus mean sidereal time [rad]. */
  readonly equinoxRad: number;
}

const typed = (coefficients: readonly (readonly number[])[]): readonly Float64Array[] =>
  coefficients.map((terms) => Float64Array.from(terms));
const LONGITUDE = typed(EARTH_LONGITUDE);
const LATITUDE = typed(EARTH_LATITUDE);
const RADIUS = typed(EARTH_RADIUS);
const ARGUMENTS = Float64Array.from(NUTATION_ARGUMENTS);
const COEFFICIENTS = Float64Array.from(NUTATION_COEFFICIENTS);

function polynomial(coefficients: readonly Float64Array[], millennia: number): number {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) {
    const terms = coefficients[power]!;
    let coefficient = 0;
    for (let i = 0; i < terms.length; i += TERM_WIDTH)
      coefficient += terms[i]! * Math.cos(terms[i + 1]! + terms[i + 2]! * millennia);
    sum = sum * millennia + coefficient;
  }
  return sum * 1e-8;
}

/** Sines and cosines of 0, 1, … times each of the five arguments of nutation; filled anew at each instant. */
const MULTIPLES = 1 + ARGUMENTS.reduce((most, n) => Math.max(most, Math.abs(n)), 0);
const SINES = new Float64Array(5 * MULTIPLES);
const COSINES = new Float64Array(5 * MULTIPLES);

function powers(angle: number, argument: number): void {
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  const first = MULTIPLES * argument;
  COSINES[first] = 1;
  for (let n = 1; n < MULTIPLES; n++) {
    SINES[first + n] = SINES[first + n - 1]! * cos + COSINES[first + n - 1]! * sin;
    COSINES[first + n] = COSINES[first + n - 1]! * cos - SINES[first + n - 1]! * sin;
  }
}

/** Nutation in longitude and obliquity [rad]. */
function nutation(centuries: number): [number, number] {
  const t = centuries;
  const d = (297.85036 + t * (445267.11148 + t * (-0.0019142 + t / 189474))) * RAD;
  const m = (357.52772 + t * (35999.05034 + t * (-0.0001603 - t / 300000))) * RAD;
  const mMoon = (134.96298 + t * (477198.867398 + t * (0.0086972 + t / 56250))) * RAD;
  const f = (93.27191 + t * (483202.017538 + t * (-0.0036825 + t / 327270))) * RAD;
  const omega = (125.04452 + t * (-1934.136261 + t * (0.0020708 + t / 450000))) * RAD;
  [d, m, mMoon, f, omega].forEach(powers);
  let psi = 0;
  let epsilon = 0;
  for (let i = 0, j = 0; i < ARGUMENTS.length; i += 5, j += 4) {
    // Sine and cosine of a sum of multiples, as products of those of the multiples: 10 trigonometric functions instead of 126.
    let sin = 0;
    let cos = 1;
    for (let a = 0; a < 5; a++) {
      const n = ARGUMENTS[i + a]!;
      if (n === 0) continue;
      const at = MULTIPLES * a + Math.abs(n);
      const sinOf = n < 0 ? -SINES[at]! : SINES[at]!;
      const both = sin * COSINES[at]! + cos * sinOf;
      cos = cos * COSINES[at]! - sin * sinOf;
      sin = both;
    }
    psi += (COEFFICIENTS[j]! + COEFFICIENTS[j + 1]! * t) * sin;
    epsilon += (COEFFICIENTS[j + 2]! + COEFFICIENTS[j + 3]! * t) * cos;
  }
  return [(psi / 36_000_000) * RAD, (epsilon / 36_000_000) * RAD];
}

/** The whole algorithm at one instant.
 *  @param utcS seconds since 1970 (UT1 taken equal to UTC)
 *  @param deltaTS terrestrial minus universal time [s]; 69 s in 2020–2026 */
export function geocentricSun(utcS: number, deltaTS: number): GeocentricSun {
  const centuries = (utcS + deltaTS - J2000_UTC_S) / (DAY_S * 36_525);
  const millennia = centuries / 10;
  const longitude = polynomial(LONGITUDE, millennia) + Math.PI;
  const latitude = -polynomial(LATITUDE, millennia);
  const distanceAu = polynomial(RADIUS, millennia);
  const [psi, epsilonNutation] = nutation(centuries);
  const u = millennia / 10;
  const meanObliquityS =
    84381.448 +
    u *
      (-4680.93 +
        u *
          (-1.55 +
            u *
              (1999.25 +
                u * (-51.38 + u * (-249.67 + u * (-39.05 + u * (7.12 + u * (27.87 + u * (5.79 + u * 2.45)))))))));
  const obliquity = (meanObliquityS / 3600) * RAD + epsilonNutation;
  const aberration = (-20.4898 / (3600 * distanceAu)) * RAD;
  const lambda = longitude + psi + aberration;
  const sinLambda = Math.sin(lambda);
  return {
    rightAscensionRad: Math.atan2(
      sinLambda * Math.cos(obliquity) - Math.tan(latitude) * Math.sin(obliquity),
      Math.cos(lambda),
    ),
    declinationRad: Math.asin(
      Math.sin(latitude) * Math.cos(obliquity) + Math.cos(latitude) * Math.sin(obliquity) * sinLambda,
    ),
    distanceAu,
    equinoxRad: psi * Math.cos(obliquity),
  };
}

/** Mean sidereal angle at Greenwich [rad], reduced to one turn. */
export function meanSiderealRad(utcS: number): number {
  const days = (utcS - J2000_UTC_S) / DAY_S;
  const t = days / 36_525;
  const degrees = 280.46061837 + 360.98564736629 * days + t * t * (0.000387933 - t / 38_710_000);
  return (degrees - 360 * Math.floor(degrees / 360)) * RAD;
}

/** Earth's turn per second of UTC [rad/s], for stepping the sidereal angle within hours. */
export const SIDEREAL_RAD_PER_S = (360.98564736629 / DAY_S) * RAD;

/** Difference TT − UT1 [s] by date. @source Espenak and Meeus, NASA Five Millennium Canon (polynomials for 1900–2050) */
export function deltaTs(utcS: number): number {
  const year = 2000 + (utcS - J2000_UTC_S) / (DAY_S * 365.25);
  if (year < 1920) {
    const t = year - 1900;
    return -2.79 + t * (1.494119 + t * (-0.0598939 + t * (0.0061966 - t * 0.000197)));
  }
  if (year < 1941) {
    const t = year - 1920;
    return 21.2 + t * (0.84493 + t * (-0.0761 + t * 0.0020936));
  }
  if (year < 1961) {
    const t = year - 1950;
    return 29.07 + t * (0.407 + t * (-1 / 233 + t / 2547));
  }
  if (year < 1986) {
    const t = year - 1975;
    return 45.45 + t * (1.067 + t * (-1 / 260 - t / 718));
  }
  if (year < 2005) {
    const t = year - 2000;
    return 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
  }
  // Since 2005 the earth has turned faster than those polynomials foresaw; IERS: 64.7 s in 2005, 69.2 s in 2021, level since.
  return Math.min(69.2, 64.7 + (year - 2005) * 0.29);
}

/** Time between two samples [s]. */
export const SAMPLE_S = 4 * DAY_S;

/** The sun's slow part on a grid of samples, shared by all sites. */
export interface Ephemeris {
  readonly startUtcS: number;
  /** Spans of SAMPLE_S that cover the period. */
  readonly spanCount: number;
  /** [span + 3] Cartesian unit vector (x to where the mean sidereal angle is counted from, z to the pole) and distance; first row is one
   *  sample before the start. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly distanceAu: Float64Array;
}

/** Samples the sun around a period.
 *  @param deltaTS constant TT − UT1 [s]; by date when left out */
export function makeEphemeris(startUtcS: number, endUtcS: number, deltaTS?: number): Ephemeris {
  const spanCount = Math.max(1, Math.ceil((endUtcS - startUtcS) / SAMPLE_S));
  const rows = spanCount + 3;
  const ephemeris = {
    startUtcS,
    spanCount,
    x: new Float64Array(rows),
    y: new Float64Array(rows),
    z: new Float64Array(rows),
    distanceAu: new Float64Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const utcS = startUtcS + (row - 1) * SAMPLE_S;
    const sun = geocentricSun(utcS, deltaTS ?? deltaTs(utcS));
    const equatorial = Math.cos(sun.declinationRad);
    // Turned by the equation of the equinoxes: then the mean sidereal angle, which grows evenly, gives the apparent hour angle.
    const ascension = sun.rightAscensionRad - sun.equinoxRad;
    ephemeris.x[row] = equatorial * Math.cos(ascension);
    ephemeris.y[row] = equatorial * Math.sin(ascension);
    ephemeris.z[row] = Math.sin(sun.declinationRad);
    ephemeris.distanceAu[row] = sun.distanceAu;
  }
  return ephemeris;
}
