/** Park-and-ride places of OpenStreetMap: car parks tagged `park_ride`, as areas or as points. In: tags and corners. Out: place and number of
 *  spaces. Pure. Source: OpenStreetMap wiki, Key:park_ride (yes, or the kinds of transport there; hov is for sharing a ride only), Key:capacity. */
import { EARTH_RADIUS_M } from '../core/units.ts';
import type { Tags } from './osm-source.ts';
import type { ReportBuilder } from './report-builder.ts';

export const PARK_RIDE_KEY = 'park_ride';

export interface OsmParking {
  /** `way 5` or `node 7`. */
  readonly id: string;
  readonly name: string;
  /** As tagged, NaN when not. */
  readonly capacity: number;
  /** Nodes of its outline, one for a point. */
  readonly nodeIds: readonly number[];
}

export interface ParkAndRide {
  readonly id: string;
  readonly name: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly carPlaces: number;
}

/** Area of a space with its share of the lanes [m²], and spaces of a point that tells none (assumptions). */
const SPACE_M2 = 25;
const POINT_PLACES = 50;
const MOST_PLACES = 10_000;
const NOT_FOR_CHANGING = new Set(['', 'no', 'hov', 'private']);
const CLOSED = new Set(['private', 'no']);

/** undefined when it is no car park at which one changes to public transport. */
export function parkAndRideOf(id: string, nodeIds: readonly number[], tags: Tags): OsmParking | undefined {
  const kinds = (tags.get(PARK_RIDE_KEY) ?? '').split(/\s*;\s*/);
  if (tags.get('amenity') !== 'parking' || kinds.every((kind) => NOT_FOR_CHANGING.has(kind))) return undefined;
  if (CLOSED.has(tags.get('access') ?? '')) return undefined;
  const capacity = /^\d+$/.test(tags.get('capacity') ?? '') ? Number(tags.get('capacity')) : Number.NaN;
  return { id, name: tags.get('name') ?? '', capacity, nodeIds };
}

/** @param position of a node; undefined where the file does not hold it */
export function placeParking(
  parking: readonly OsmParking[],
  position: (node: number) => readonly [lonDeg: number, latDeg: number] | undefined,
  report: ReportBuilder,
): ParkAndRide[] {
  const placed = parking.flatMap((one): ParkAndRide[] => {
    const corners = [...new Set(one.nodeIds)].flatMap((node) => {
      const at = position(node);
      return at === undefined ? [] : [at];
    });
    if (corners.length === 0 || one.capacity === 0) {
      report.dropped('park-and-ride places without a position or a space', one.id);
      return [];
    }
    const mean = (of: (corner: readonly [number, number]) => number): number =>
      corners.reduce((sum, corner) => sum + of(corner), 0) / corners.length;
    const [lonDeg, latDeg] = [mean(([lon]) => lon), mean(([, lat]) => lat)];
    const known = one.capacity > 0;
    if (!known) report.repaired('park-and-ride places without a number of spaces, taken from their area', one.id);
    const areaM2 = outlineM2(corners, latDeg);
    const places = known ? one.capacity : areaM2 > 0 ? Math.max(1, Math.round(areaM2 / SPACE_M2)) : POINT_PLACES;
    return [{ id: one.id, name: one.name, lonDeg, latDeg, carPlaces: Math.min(MOST_PLACES, places) }];
  });
  return placed.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Area of a ring of corners (shoelace formula) [m²]. */
function outlineM2(corners: ReadonlyArray<readonly [number, number]>, latDeg: number): number {
  const degM = (Math.PI / 180) * EARTH_RADIUS_M;
  let twice = 0;
  corners.forEach(([lonA, latA], i) => {
    const [lonB, latB] = corners[(i + 1) % corners.length]!;
    const [lon0, lat0] = corners[0]!;
    twice += (lonA - lon0) * (latB - lat0) - (lonB - lon0) * (latA - lat0);
  });
  return (Math.abs(twice) / 2) * degM * degM * Math.cos((latDeg * Math.PI) / 180);
}
