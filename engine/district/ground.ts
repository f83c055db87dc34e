/** What the ground is used for: the skeleton's areas, or else the use that the plan gives to the zone. Pure. */
import type { Zones } from './district.ts';
import { insideRing, type Plane, type Xy } from './plane.ts';
import type { Skeleton, Use } from './skeleton.ts';
import type { StreetPlan } from './street-plan.ts';
import { outlineFinder } from './zone-of-point.ts';

export interface Ground {
  /** Use at a point in metres, and the zone's index or -1. */
  at(point: Xy): { use: Use; zone: number };
  /** Whether there is ground with streets within this distance and a bit. */
  served(point: Xy, awayM: number): boolean;
}

const STEPS: readonly Xy[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

export function groundOf(skeleton: Skeleton, plan: StreetPlan, zones: Zones, plane: Plane): Ground {
  const areas = skeleton.areas.map((area) => ({ use: area.use, ring: area.ring.map((corner) => plane.toXy(corner)) }));
  const find = outlineFinder(zones);
  const at = (spot: Xy): { use: Use; zone: number } => {
    const [lon, lat] = plane.toLonLat(spot[0], spot[1]);
    const zone = find(lon, lat);
    let use: Use = zone < 0 ? 'none' : (plan.zones[zones.code[zone]!]?.use ?? 'none');
    for (const area of areas) if (insideRing(spot, area.ring)) use = area.use;
    return { use, zone };
  };
  return {
    at,
    served: ([x, y], awayM) =>
      STEPS.some(([dx, dy]) => {
        const { use } = at([x + dx * (awayM + 60), y + dy * (awayM + 60)]);
        return use !== 'none' && use !== 'rural';
      }),
  };
}
