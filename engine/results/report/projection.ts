/** Places the district on paper: degrees to units of a drawing, north up. Pure. Method: equirectangular about the middle latitude,
 *  true to scale within 0.1 % over a district. */
import { distanceM } from '../../core/units.ts';

export interface Projection {
  readonly width: number;
  readonly height: number;
  /** Units of the drawing in a metre. */
  readonly unitsPerM: number;
  readonly x: (lonDeg: number) => number;
  readonly y: (latDeg: number) => number;
  /** True for a point inside the frame. */
  readonly holds: (lonDeg: number, latDeg: number) => boolean;
}

/** @param points [lon, lat] that must be inside @param width of the drawing */
export function fitProjection(
  points: ReadonlyArray<readonly [number, number]>,
  width: number,
  margin: number,
): Projection {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b), 180), lons.reduce((a, b) => Math.max(a, b), -180)];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b), 90), lats.reduce((a, b) => Math.max(a, b), -90)];
  const middle = (south + north) / 2;
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const scale = (width - 2 * margin) / Math.max(1e-9, (east - west) * squeeze);
  const height = Math.round((north - south) * scale + 2 * margin);
  return {
    width,
    height,
    unitsPerM: 1 / distanceM(west, middle, west + 1 / (squeeze * scale), middle),
    x: (lonDeg) => margin + (lonDeg - west) * squeeze * scale,
    y: (latDeg) => margin + (north - latDeg) * scale,
    holds: (lonDeg, latDeg) => {
      const x = margin + (lonDeg - west) * squeeze * scale;
      const y = margin + (north - latDeg) * scale;
      return x >= 0 && x <= width && y >= 0 && y <= height;
    },
  };
}

/** A round length for a scale bar near a fifth of the width [m]. */
export function barLengthM({ width, unitsPerM }: Projection): number {
  const wanted = width / unitsPerM / 5;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= wanted) ?? power;
}
