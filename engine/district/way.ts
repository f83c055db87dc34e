/** What a street is before it becomes a link: one object a street, shared by all its stretches. */
import { ARC_BUS_LANE, ARC_CYCLE_SEPARATED, ARC_TUNNEL, type RoadClass } from '../network/road-graph.ts';
import type { Access, SkeletonRoad, Use } from './skeleton.ts';

/** Whether cars get in: `open` yes, `closed` never; `through`, `direct` and `green` are decided by the access pass:
 *  an inner street, one that ends on a main road, a green route. */
export type Gate = 'open' | 'closed' | 'through' | 'direct' | 'green';

export interface Way {
  readonly name: string;
  readonly roadClass: RoadClass;
  readonly speedKmh: number;
  readonly lanes: number;
  readonly car: Access;
  readonly bike: Access;
  readonly walk: Access;
  /** ARC_* bits. */
  readonly flags: number;
  readonly gate: Gate;
  /** May have traffic lights; see traffic-lights.ts. */
  readonly signals: boolean;
}

export function wayOfRoad(road: SkeletonRoad): Way {
  const { name, roadClass, speedKmh, lanes, car, bike, walk, signals } = road;
  const flags =
    (road.tunnel ? ARC_TUNNEL : 0) | (road.separated ? ARC_CYCLE_SEPARATED : 0) | (road.busLane ? ARC_BUS_LANE : 0);
  return { name, roadClass, speedKmh, lanes, car, bike, walk, flags, gate: car === 0 ? 'closed' : 'open', signals };
}

const path = (name: string, roadClass: 'cycleway' | 'footway', gate: Gate): Way => ({
  name,
  roadClass,
  speedKmh: 15,
  lanes: 1,
  car: 0,
  bike: 3,
  walk: 3,
  flags: ARC_CYCLE_SEPARATED,
  gate,
  signals: false,
});

const street = (name: string, roadClass: RoadClass, speedKmh: number): Way => ({
  name,
  roadClass,
  speedKmh,
  lanes: 1,
  car: 3,
  bike: 3,
  walk: 3,
  flags: 0,
  gate: roadClass === 'residential' || roadClass === 'living_street' ? 'through' : 'open',
  signals: false,
});

/** The path beside a canal, railway or motorway. */
export const edgePath = (name: string, edge: 'cycleway' | 'footway'): Way => path(name, edge, 'closed');

/** A stretch of a street with its gate shut: walking and cycling only. */
export const closedWay = (way: Way): Way => ({
  ...way,
  roadClass: 'cycleway',
  car: 0,
  flags: way.flags | ARC_CYCLE_SEPARATED,
  gate: 'closed',
});

/** A green route that cars need after all. */
export const openedWay = (way: Way): Way => ({
  ...way,
  roadClass: 'living_street',
  car: 3,
  flags: way.flags & ~ARC_CYCLE_SEPARATED,
  gate: 'open',
});

export interface StreetDraws {
  /** Uniform numbers for green route and home zone. */
  readonly green: number;
  readonly homeZone: number;
  readonly greenRouteShare: number;
  readonly homeZoneShare: number;
}

/** A generated street across ground of this use and area. */
export function generatedWay(use: Use, areaM2: number, name: string, draws: StreetDraws): Way {
  const large = areaM2 > 80_000;
  switch (use) {
    case 'park':
      return path(name, large ? 'cycleway' : 'footway', 'green');
    case 'rural':
      return street(name, 'unclassified', 60);
    case 'business':
      return street(name, 'unclassified', areaM2 > 150_000 ? 50 : 30);
    case 'city':
      if (areaM2 > 600_000) return street(name, 'tertiary', 50);
      return street(name, 'residential', 30);
    default:
      if (large && draws.green < draws.greenRouteShare) return path(name, 'cycleway', 'green');
      if (areaM2 < 30_000 && draws.homeZone < draws.homeZoneShare) return street(name, 'living_street', 15);
      return street(name, 'residential', 30);
  }
}
