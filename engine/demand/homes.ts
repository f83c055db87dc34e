/** Where homes stand: along the residential and living streets of a zone, in proportion to their length; flats share buildings.
 *  In: district. Out: a drawing function per zone. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import type { District } from '../district/district.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { nearestNodeFinder, walkableNodes } from './street-nodes.ts';
import { NO_ZONE, zoneFinder } from './zone-finder.ts';

const BUILDING = purposeId('building');
const HOME = purposeId('home place');
/** Flats that share a front door [flats]; assumption. */
const FLATS_PER_BUILDING = 24;

/** Homes per metre relative to a residential street. */
const CLASS_WEIGHT: Readonly<Record<string, number>> = {
  residential: 1,
  living_street: 1.2,
  unclassified: 0.3,
  tertiary: 0.2,
  service: 0.1,
  footway: 0.02,
};

interface ZoneStreets {
  readonly arcs: readonly number[];
  /** [arc of the zone] weight up to and including it. */
  readonly upTo: Float64Array;
}

export interface HomePlace {
  readonly node: number;
  readonly lonDeg: number;
  readonly latDeg: number;
}

export interface HomeFinder {
  /** Front door of a household. `key` names it in random draws, `flats` is the number of flats in its zone (0 for a house). */
  place(seed: number, zone: number, key: number, flats: number): HomePlace;
}

export function homeFinder(district: District): HomeFinder {
  const { roads, zones } = district;
  const streets = streetsByZone(district);
  const nearest = nearestNodeFinder(district);
  return {
    place(seed, zone, key, flats) {
      const street = streets[zone];
      if (street === undefined || street.arcs.length === 0) {
        const lonDeg = zones.lonDeg[zone]!;
        const latDeg = zones.latDeg[zone]!;
        return { node: nearest(lonDeg, latDeg), lonDeg, latDeg };
      }
      let agent = key;
      let purpose = HOME;
      if (flats > 0) {
        const buildings = Math.ceil(flats / FLATS_PER_BUILDING);
        agent = zone * 4096 + Math.floor(uniform(seed, HOME, key, 0, 2) * buildings);
        purpose = BUILDING;
      }
      const total = street.upTo[street.upTo.length - 1]!;
      const arc = street.arcs[firstAbove(street.upTo, uniform(seed, purpose, agent, 0, 0) * total)]!;
      const along = uniform(seed, purpose, agent, 0, 1);
      const [lonDeg, latDeg] = pointAlong(roads, roads.linkOfArc[arc]!, along);
      const forward = roads.tail[arc]!;
      const back = roads.head[arc]!;
      // The shape may run either way; the nearer end is the front door's node.
      const toTail = (roads.lonDeg[forward]! - lonDeg) ** 2 + 2.6 * (roads.latDeg[forward]! - latDeg) ** 2;
      const toHead = (roads.lonDeg[back]! - lonDeg) ** 2 + 2.6 * (roads.latDeg[back]! - latDeg) ** 2;
      return { node: toTail <= toHead ? forward : back, lonDeg, latDeg };
    },
  };
}

function streetsByZone(district: District): Array<ZoneStreets | undefined> {
  const { roads, zones } = district;
  const zoneOf = zoneFinder(zones);
  const walkable = walkableNodes(roads);
  const arcsOfZone: number[][] = Array.from({ length: zones.count }, () => []);
  const weights: number[][] = Array.from({ length: zones.count }, () => []);
  const seen = new Uint8Array(roads.linkCount);
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const link = roads.linkOfArc[arc]!;
    if (seen[link] === 1) continue;
    seen[link] = 1;
    const weight = CLASS_WEIGHT[ROAD_CLASSES[roads.roadClass[arc]!]!] ?? 0;
    if (weight === 0 || roads.walkTimeMs[arc] === NO_ACCESS) continue;
    if (walkable[roads.tail[arc]!] === 0 || walkable[roads.head[arc]!] === 0) continue;
    const [lonDeg, latDeg] = pointAlong(roads, link, 0.5);
    const zone = zoneOf(lonDeg, latDeg);
    if (zone === NO_ZONE) continue;
    arcsOfZone[zone]!.push(arc);
    weights[zone]!.push(weight * roads.lengthM[arc]!);
  }
  return arcsOfZone.map((arcs, zone) => {
    let sum = 0;
    return { arcs, upTo: Float64Array.from(weights[zone]!, (weight) => (sum += weight)) };
  });
}

/** Point at a fraction of a link's shape, measured in degrees scaled for latitude (links are short). */
function pointAlong(roads: RoadGraph, link: number, fraction: number): [number, number] {
  const from = roads.shapeFirst[link]!;
  const to = roads.shapeFirst[link + 1]! - 1;
  const piece = (i: number): number =>
    Math.hypot(
      (roads.shapeLonDeg[i + 1]! - roads.shapeLonDeg[i]!) * Math.cos((roads.shapeLatDeg[i]! * Math.PI) / 180),
      roads.shapeLatDeg[i + 1]! - roads.shapeLatDeg[i]!,
    );
  let total = 0;
  for (let i = from; i < to; i++) total += piece(i);
  let left = fraction * total;
  for (let i = from; i < to; i++) {
    const length = piece(i);
    if (left <= length && length > 0) {
      const t = left / length;
      return [
        roads.shapeLonDeg[i]! + t * (roads.shapeLonDeg[i + 1]! - roads.shapeLonDeg[i]!),
        roads.shapeLatDeg[i]! + t * (roads.shapeLatDeg[i + 1]! - roads.shapeLatDeg[i]!),
      ];
    }
    left -= length;
  }
  return [roads.shapeLonDeg[to]!, roads.shapeLatDeg[to]!];
}

/** First index whose cumulative weight exceeds the value. */
export function firstAbove(upTo: Float64Array, value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
