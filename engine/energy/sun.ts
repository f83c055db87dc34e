/** Where the sun stands at a place, to ±0.0003°.
 *  In: UTC seconds and a site. Out: azimuth (clockwise from north), true and apparent zenith. Pure.
 *  Source: Reda and Andreas, NREL/TP-560-34302 (revised 2008), sections 3.11–3.14. The parallax is taken as the vector it is:
 *  the observer's place subtracted from the sun's, which equals the report's formulae without their trigonometry. */
import { quickAngleRad } from './quick-angle.ts';
import {
  deltaTs,
  type Ephemeris,
  geocentricSun,
  meanSiderealRad,
  SAMPLE_S,
  SIDEREAL_RAD_PER_S,
} from './sun-ephemeris.ts';

const RAD = Math.PI / 180;
const DEG = 180 / Math.PI;
const PER_SAMPLE = 1 / SAMPLE_S;
const EARTH_AXIS_RATIO = 0.99664719;
const EARTH_EQUATOR_M = 6_378_140;
/** Half the sun's disc [°]. */
export const SUN_RADIUS_DEG = 0.26667;

export interface SunSite {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Height above sea [m], 0 when left out. */
  readonly elevationM?: number;
  /** Mean air pressure, 1013.25 hPa when left out, and temperature, 12 °C; they bend the light. */
  readonly pressureHpa?: number;
  readonly airTemperatureC?: number;
  /** Refraction at sunrise and sunset [°], 0.5667 when left out. */
  readonly horizonRefractionDeg?: number;
  /** TT − UT1 [s]; by date when left out. */
  readonly deltaTS?: number;
}

export interface SunPosition {
  /** Clockwise from north, 0 ≤ azimuth < 360. */
  readonly azimuthDeg: number;
  /** Geometric centre of the disc. */
  readonly zenithDeg: number;
  /** As seen through the air. */
  readonly apparentZenithDeg: number;
  /** Distance [AU]. */
  readonly distanceAu: number;
}

/** Sun at equally spaced instants. All arrays [instant]. */
export interface SunSeries {
  readonly startUtcS: number;
  readonly stepS: number;
  readonly count: number;
  readonly azimuthDeg: Float64Array;
  readonly zenithDeg: Float64Array;
  readonly apparentZenithDeg: Float64Array;
  readonly distanceAu: Float64Array;
}

/** What of a site does not change with time. */
interface Observer {
  readonly sinLat: number;
  readonly cosLat: number;
  readonly lonRad: number;
  readonly equatorial: number;
  readonly polar: number;
  readonly refractionFactor: number;
  readonly refractedFromDeg: number;
}

function observerOf(site: SunSite): Observer {
  const { latDeg, lonDeg, elevationM = 0, pressureHpa = 1013.25, airTemperatureC = 12 } = site;
  if (!(latDeg >= -90 && latDeg <= 90)) throw new RangeError(`latDeg must lie in -90..90, got ${latDeg}`);
  if (!(lonDeg >= -360 && lonDeg <= 360)) throw new RangeError(`lonDeg must lie in -360..360, got ${lonDeg}`);
  const lat = latDeg * RAD;
  const reduced = Math.atan(EARTH_AXIS_RATIO * Math.tan(lat));
  return {
    sinLat: Math.sin(lat),
    cosLat: Math.cos(lat),
    lonRad: lonDeg * RAD,
    equatorial: Math.cos(reduced) + (elevationM / EARTH_EQUATOR_M) * Math.cos(lat),
    polar: EARTH_AXIS_RATIO * Math.sin(reduced) + (elevationM / EARTH_EQUATOR_M) * Math.sin(lat),
    refractionFactor: ((pressureHpa / 1010) * (283 / (273 + airTemperatureC)) * 1.02) / 60,
    refractedFromDeg: -(SUN_RADIUS_DEG + (site.horizonRefractionDeg ?? 0.5667)),
  };
}

/** Rise by refraction [°] at a true elevation. */
function refractionDeg(observer: Observer, elevationDeg: number): number {
  if (elevationDeg < observer.refractedFromDeg) return 0;
  return observer.refractionFactor / Math.tan((elevationDeg + 10.3 / (elevationDeg + 5.11)) * RAD);
}

/** Sun at one instant, by the whole algorithm (about 5 µs).
 *  @throws RangeError for a place that is not on earth */
export function solarPosition(utcS: number, site: SunSite): SunPosition {
  const observer = observerOf(site);
  const sun = geocentricSun(utcS, site.deltaTS ?? deltaTs(utcS));
  const hour = meanSiderealRad(utcS) + sun.equinoxRad + observer.lonRad - sun.rightAscensionRad;
  const equatorial = Math.cos(sun.declinationRad);
  const sinParallax = Math.sin((8.794 / (3600 * sun.distanceAu)) * RAD);
  const toMeridian = equatorial * Math.cos(hour) - observer.equatorial * sinParallax;
  const toWest = equatorial * Math.sin(hour);
  const toPole = Math.sin(sun.declinationRad) - observer.polar * sinParallax;
  const up = observer.sinLat * toPole + observer.cosLat * toMeridian;
  const north = observer.cosLat * toPole - observer.sinLat * toMeridian;
  const elevationDeg = Math.atan2(up, Math.sqrt(north * north + toWest * toWest)) / RAD;
  const azimuthDeg = Math.atan2(-toWest, north) / RAD;
  return {
    azimuthDeg: azimuthDeg < 0 ? azimuthDeg + 360 : azimuthDeg,
    zenithDeg: 90 - elevationDeg,
    apparentZenithDeg: 90 - elevationDeg - refractionDeg(observer, elevationDeg),
    distanceAu: sun.distanceAu,
  };
}

/** Coefficients of the cubic through four samples, by powers of the span's fraction; written into `out` at `at`. */
function cubic(values: Float64Array, row: number, out: Float64Array, at: number): void {
  const a = values[row - 1]!;
  const b = values[row]!;
  const c = values[row + 1]!;
  const d = values[row + 2]!;
  out[at] = b;
  out[at + 1] = c - a / 3 - b / 2 - d / 6;
  out[at + 2] = (a + c) / 2 - b;
  out[at + 3] = (d - a) / 6 + (b - c) / 2;
}

/** Sun at startUtcS + i·stepS for i < count, through a shared ephemeris (about 0.05 µs an instant).
 *  For a step grid give the middle of its first step as start.
 *  @param into series of as many instants whose arrays are filled anew instead of new ones
 *  @throws RangeError when the ephemeris does not cover the instants */
export function sunSeries(
  ephemeris: Ephemeris,
  site: SunSite,
  startUtcS: number,
  stepS: number,
  count: number,
  into?: SunSeries,
): SunSeries {
  const observer = observerOf(site);
  const { sinLat, cosLat } = observer;
  const endUtcS = startUtcS + (count - 1) * stepS;
  if (startUtcS < ephemeris.startUtcS || endUtcS > ephemeris.startUtcS + ephemeris.spanCount * SAMPLE_S)
    throw new RangeError('the ephemeris must cover all instants');
  if (into !== undefined && into.count !== count)
    throw new RangeError(`a series of ${count} instants cannot be filled into one of ${into.count}`);
  const series = {
    startUtcS,
    stepS,
    count,
    azimuthDeg: into?.azimuthDeg ?? new Float64Array(count),
    zenithDeg: into?.zenithDeg ?? new Float64Array(count),
    apparentZenithDeg: into?.apparentZenithDeg ?? new Float64Array(count),
    distanceAu: into?.distanceAu ?? new Float64Array(count),
  };
  const { azimuthDeg, zenithDeg, apparentZenithDeg, distanceAu } = series;
  const { equatorial, polar, refractionFactor, refractedFromDeg } = observer;
  const p = new Float64Array(16);
  // The earth turns evenly within a span: its sine and cosine step on by a fixed rotation, started afresh in each span.
  const sinStep = Math.sin(stepS * SIDEREAL_RAD_PER_S);
  const cosStep = Math.cos(stepS * SIDEREAL_RAD_PER_S);
  const sinceS = startUtcS - ephemeris.startUtcS;
  const spanOf = (i: number): number =>
    Math.min(ephemeris.spanCount - 1, Math.floor((sinceS + i * stepS) * PER_SAMPLE));
  for (let i = 0; i < count; ) {
    const span = spanOf(i);
    let end = Math.min(count, Math.max(i + 1, Math.ceil(((span + 1) * SAMPLE_S - sinceS) / stepS) - 1));
    while (end < count && spanOf(end) === span) end++;
    cubic(ephemeris.x, span + 1, p, 0);
    cubic(ephemeris.y, span + 1, p, 4);
    cubic(ephemeris.z, span + 1, p, 8);
    cubic(ephemeris.distanceAu, span + 1, p, 12);
    const [x0, x1, x2, x3] = [p[0]!, p[1]!, p[2]!, p[3]!];
    const [y0, y1, y2, y3] = [p[4]!, p[5]!, p[6]!, p[7]!];
    const [z0, z1, z2, z3] = [p[8]!, p[9]!, p[10]!, p[11]!];
    const [d0, d1, d2, d3] = [p[12]!, p[13]!, p[14]!, p[15]!];
    // The distance changes by a thousandth within a span, the parallax by 0.01″.
    const sinParallax = ((8.794 / 3600) * RAD) / d0;
    const equatorialParallax = equatorial * sinParallax;
    const polarParallax = polar * sinParallax;
    const turn = meanSiderealRad(startUtcS + i * stepS) + observer.lonRad;
    let sinTurn = Math.sin(turn);
    let cosTurn = Math.cos(turn);
    for (; i < end; i++) {
      const f = (sinceS + i * stepS) * PER_SAMPLE - span;
      const x = x0 + f * (x1 + f * (x2 + f * x3));
      const y = y0 + f * (y1 + f * (y2 + f * y3));
      const z = z0 + f * (z1 + f * (z2 + f * z3));
      const toMeridian = x * cosTurn + y * sinTurn - equatorialParallax;
      const toWest = x * sinTurn - y * cosTurn;
      const toPole = z - polarParallax;
      const up = sinLat * toPole + cosLat * toMeridian;
      const north = cosLat * toPole - sinLat * toMeridian;
      const level = Math.sqrt(north * north + toWest * toWest);
      const elevation = quickAngleRad(up, level) * DEG;
      const azimuth = quickAngleRad(-toWest, north) * DEG;
      azimuthDeg[i] = azimuth < 0 ? azimuth + 360 : azimuth;
      zenithDeg[i] = 90 - elevation;
      let refraction = 0;
      if (elevation >= refractedFromDeg) {
        // 1 / tan(elevation + lift), by the tangents of both; the lift is small, so that three terms of its tangent do.
        const lift = (10.3 / (elevation + 5.11)) * RAD;
        const tanLift = lift * (1 + lift * lift * (1 / 3 + (lift * lift * 2) / 15));
        refraction = (refractionFactor * (level - up * tanLift)) / (up + level * tanLift);
      }
      apparentZenithDeg[i] = 90 - elevation - refraction;
      distanceAu[i] = d0 + f * (d1 + f * (d2 + f * d3));
      const sin = sinTurn * cosStep + cosTurn * sinStep;
      cosTurn = cosTurn * cosStep - sinTurn * sinStep;
      sinTurn = sin;
    }
  }
  return series;
}
