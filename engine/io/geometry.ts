/** Geometry between the forms of open data: well-known text → GeoJSON and GeoPackage's binary. Pure. WGS 84, lon lat.
 *  Source: OGC 12-128r18, GeoPackage 1.3, 2.1.3 (binary header); OGC 06-103r4 (well-known binary). */
import { parseWkt } from '../results/wkt.ts';

export interface Geometry {
  readonly type: 'Point' | 'LineString' | 'Polygon';
  /** [part][point][lon, lat]; one part for points and lines. */
  readonly parts: ReadonlyArray<ReadonlyArray<readonly [number, number]>>;
}

/** @returns null for a geometry without points */
export function geometryOf(wkt: string): Geometry | null {
  const parts = parseWkt(wkt).filter((part) =>
    part.every(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat)),
  );
  const first = parts[0];
  if (first === undefined || first.length === 0) return null;
  if (wkt.startsWith('POINT')) return { type: 'Point', parts: [[first[0]!]] };
  if (wkt.startsWith('LINESTRING')) return first.length < 2 ? null : { type: 'LineString', parts: [first] };
  return { type: 'Polygon', parts };
}

export const pointGeometry = (lonDeg: number, latDeg: number): Geometry => ({
  type: 'Point',
  parts: [[[lonDeg, latDeg]]],
});

export function geoJsonOf({ type, parts }: Geometry): { readonly type: string; readonly coordinates: unknown } {
  if (type === 'Point') return { type, coordinates: parts[0]![0]! };
  return { type, coordinates: type === 'LineString' ? parts[0]! : parts };
}

export function boxOf({ parts }: Geometry): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const part of parts)
    for (const [lon, lat] of part) {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  return box;
}

const TYPE_CODE = { Point: 1, LineString: 2, Polygon: 3 } as const;

/** Header "GP", version 0, little-endian, no envelope, EPSG:4326, then well-known binary. */
export function geoPackageBlob({ type, parts }: Geometry): Uint8Array {
  const points = parts.reduce((sum, part) => sum + part.length, 0);
  const rings = type === 'Polygon' ? 4 + 4 * parts.length : type === 'LineString' ? 4 : 0;
  const bytes = new Uint8Array(8 + 5 + rings + 16 * points);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x50, 0, 1]);
  view.setInt32(4, 4326, true);
  view.setUint8(8, 1);
  view.setUint32(9, TYPE_CODE[type], true);
  let at = 13;
  const count = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  if (type === 'Polygon') count(parts.length);
  for (const part of parts) {
    if (type !== 'Point') count(part.length);
    for (const [lon, lat] of part) {
      view.setFloat64(at, lon, true);
      view.setFloat64(at + 8, lat, true);
      at += 16;
    }
  }
  return bytes;
}
