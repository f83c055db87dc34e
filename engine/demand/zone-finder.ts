/** Which zone of the district a point lies in: by outline, else the nearest centre among zones that have none. Pure. */
import { distanceM } from '../core/units.ts';
import type { Zones } from '../district/district.ts';
import { insideRings } from '../district/zone-of-point.ts';

export const NO_ZONE = 0xffffffff;

/** @returns a function from point to zone index; NO_ZONE when the point lies in no outline and every zone has one */
export function zoneFinder(zones: Zones): (lonDeg: number, latDeg: number) => number {
  const inner: number[] = [];
  for (let zone = 0; zone < zones.count; zone++) if (zones.external[zone] === 0) inner.push(zone);
  const boxes = inner.map((zone) => {
    const points = zones.outline[zone]?.[0] ?? [];
    const lons = points.map((point) => point[0]);
    const lats = points.map((point) => point[1]);
    return points.length < 3
      ? null
      : ([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const);
  });
  const bare = inner.filter((_, i) => boxes[i] === null);
  return (lonDeg, latDeg) => {
    for (let i = 0; i < inner.length; i++) {
      const box = boxes[i];
      if (!box || lonDeg < box[0] || latDeg < box[1] || lonDeg > box[2] || latDeg > box[3]) continue;
      if (insideRings(zones.outline[inner[i]!]!, lonDeg, latDeg)) return inner[i]!;
    }
    let best = NO_ZONE;
    let bestM = Infinity;
    for (const zone of bare) {
      const metres = distanceM(lonDeg, latDeg, zones.lonDeg[zone]!, zones.latDeg[zone]!);
      if (metres < bestM) {
        bestM = metres;
        best = zone;
      }
    }
    return best;
  };
}
