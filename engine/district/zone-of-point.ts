/** Which zone a point lies in. In: zones, points in degrees. Out: zone index. Pure. */
import { distanceM } from '../core/units.ts';
import type { Zones } from './district.ts';

/** Whether a point lies inside rings under the even-odd rule (so holes are outside). */
export function insideRings(
  rings: ReadonlyArray<ReadonlyArray<readonly [number, number]>>,
  lonDeg: number,
  latDeg: number,
): boolean {
  let inside = false;
  for (const ring of rings) {
    let previous = ring[ring.length - 1]!;
    for (const point of ring) {
      if (
        point[1] > latDeg !== previous[1] > latDeg &&
        lonDeg < ((previous[0] - point[0]) * (latDeg - point[1])) / (previous[1] - point[1]) + point[0]
      )
        inside = !inside;
      previous = point;
    }
  }
  return inside;
}

/** A function from a point to the index of the zone whose outline holds it, -1 outside all; external zones are left out. */
export function outlineFinder(zones: Zones): (lonDeg: number, latDeg: number) => number {
  const boxes = zones.outline.map(boxOf);
  return (lonDeg, latDeg) => {
    for (let zone = 0; zone < zones.count; zone++) {
      const box = boxes[zone]!;
      if (lonDeg < box[0] || lonDeg > box[2] || latDeg < box[1] || latDeg > box[3]) continue;
      if (zones.external[zone] === 0 && insideRings(zones.outline[zone]!, lonDeg, latDeg)) return zone;
    }
    return -1;
  };
}

function boxOf(rings: Zones['outline'][number]): [number, number, number, number] {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  for (const [lon, lat] of rings.flat()) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

/** A function from a point to its zone: the first zone whose outline holds it, otherwise the zone with the nearest centre.
 *  `residentOnly` leaves external zones out. */
export function zoneFinder(zones: Zones, residentOnly = false): (lonDeg: number, latDeg: number) => number {
  const boxes = zones.outline.map(boxOf);
  return (lonDeg, latDeg) => {
    let nearest = -1;
    let nearestM = Infinity;
    for (let zone = 0; zone < zones.count; zone++) {
      if (residentOnly && zones.external[zone] === 1) continue;
      const box = boxes[zone]!;
      if (lonDeg >= box[0] && lonDeg <= box[2] && latDeg >= box[1] && latDeg <= box[3])
        if (insideRings(zones.outline[zone]!, lonDeg, latDeg)) return zone;
    }
    for (let zone = 0; zone < zones.count; zone++) {
      if (residentOnly && zones.external[zone] === 1) continue;
      const awayM = distanceM(lonDeg, latDeg, zones.lonDeg[zone]!, zones.latDeg[zone]!);
      if (awayM < nearestM) {
        nearestM = awayM;
        nearest = zone;
      }
    }
    return nearest;
  };
}
