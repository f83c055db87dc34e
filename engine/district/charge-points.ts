/** Public charge points from published counts: so many locations and sockets in a group of zones, placed along the streets where people live
 *  and work. In: road graph, zones, counts. Out: charge points. Pure; draws from a named stream.
 *  A street gets locations in proportion to its length and to the residents and jobs a metre of its zone; locations on the same stretch are
 *  spread along it. Most locations have two sockets (a post), the others four and more (a charging square) until the count of sockets is met. */
import { Stream } from '../core/random.ts';
import { ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import type { ChargePoints, Zones } from './district.ts';
import { insideRings, outlineFinder } from './zone-of-point.ts';

export interface ChargePointPlan {
  readonly seed: number;
  readonly socketKw: number;
  readonly areas: ReadonlyArray<{ readonly zones: string; readonly locations: number; readonly sockets: number }>;
}

const STREETS: ReadonlySet<string> = new Set(['residential', 'living_street', 'unclassified', 'tertiary']);
/** Charge points that an employee calls for, relative to a resident (assumption). */
const JOB_WEIGHT = 0.15;

export function generateChargePoints(plan: ChargePointPlan, roads: RoadGraph, zones: Zones): ChargePoints {
  const streets = streetsOfZones(roads, zones);
  const rows: { id: string; lonDeg: number; latDeg: number; sockets: number }[] = [];
  plan.areas.forEach((area, index) => {
    const members = zones.code.flatMap((code, zone) => (code.startsWith(area.zones) ? [zone] : []));
    const weights: number[] = [];
    const links: number[] = [];
    for (const zone of members) {
      const { links: own, lengthM } = streets[zone]!;
      const totalM = lengthM.reduce((sum, metres) => sum + metres, 0);
      const demand = zones.residents[zone]! + JOB_WEIGHT * zones.jobs[zone]!;
      own.forEach((link, i) => {
        links.push(link);
        weights.push((demand * lengthM[i]!) / totalM);
      });
    }
    if (links.length === 0) return;
    const stream = new Stream(plan.seed, 'charge-points', index);
    const chosen = spread(weights, area.locations, stream).map((at) => links[at]!);
    const sockets = socketsOf(area.locations, area.sockets, stream);
    chosen.forEach((link, i) => {
      const drawn = alongLink(roads, link, stream.uniform());
      // A street may leave its zone; its middle does not.
      const home = members.some((zone) => insideRings(zones.outline[zone]!, ...drawn));
      const [lonDeg, latDeg] = home ? drawn : alongLink(roads, link, 0.5);
      rows.push({ id: `${area.zones}-${String(i + 1).padStart(3, '0')}`, lonDeg, latDeg, sockets: sockets[i]! });
    });
  });
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    lonDeg: Float64Array.from(rows, (row) => row.lonDeg),
    latDeg: Float64Array.from(rows, (row) => row.latDeg),
    sockets: Uint8Array.from(rows, (row) => row.sockets),
    socketKw: new Float64Array(rows.length).fill(plan.socketKw),
  };
}

/** Systematic sampling: `count` picks at even distances along the summed weights, so that dense and sparse streets get their due. */
function spread(weights: readonly number[], count: number, stream: Stream): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const start = stream.uniform();
  const picks: number[] = [];
  let at = 0;
  let upTo = weights[0]!;
  for (let i = 0; i < count; i++) {
    const wanted = ((start + i) / count) * total;
    while (upTo < wanted && at + 1 < weights.length) upTo += weights[++at]!;
    picks.push(at);
  }
  return picks;
}

/** Sockets a location: two at most, one where there are fewer, squares of more where there are more. */
function socketsOf(locations: number, sockets: number, stream: Stream): number[] {
  const each = Array.from({ length: locations }, () => 2);
  let left = sockets - 2 * locations;
  while (left !== 0 && locations > 0) {
    const at = stream.integer(locations);
    if (left > 0 && each[at]! < 12) {
      const add = Math.min(left, 2);
      each[at]! += add;
      left -= add;
    } else if (left < 0 && each[at]! > 1) {
      each[at]!--;
      left++;
    } else if (each.every((count) => (left > 0 ? count >= 12 : count <= 1))) break;
  }
  return each;
}

function streetsOfZones(roads: RoadGraph, zones: Zones): { links: number[]; lengthM: number[] }[] {
  const streets = Array.from({ length: zones.count }, () => ({ links: [] as number[], lengthM: [] as number[] }));
  const find = outlineFinder(zones);
  const seen = new Uint8Array(roads.linkCount);
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const link = roads.linkOfArc[arc]!;
    if (seen[link] === 1 || !STREETS.has(ROAD_CLASSES[roads.roadClass[arc]!]!) || roads.capacityPcuPerH[arc] === 0)
      continue;
    seen[link] = 1;
    const [lonDeg, latDeg] = alongLink(roads, link, 0.5);
    const zone = find(lonDeg, latDeg);
    if (zone < 0) continue;
    streets[zone]!.links.push(link);
    streets[zone]!.lengthM.push(roads.lengthM[arc]!);
  }
  return streets;
}

/** Point at a fraction of a link's shape points (links are short: pieces count alike by their length in degrees of latitude). */
function alongLink(roads: RoadGraph, link: number, fraction: number): [number, number] {
  const from = roads.shapeFirst[link]!;
  const to = roads.shapeFirst[link + 1]! - 1;
  const scale = Math.cos((roads.shapeLatDeg[from]! * Math.PI) / 180);
  const piece = (i: number): number =>
    Math.hypot(
      (roads.shapeLonDeg[i + 1]! - roads.shapeLonDeg[i]!) * scale,
      roads.shapeLatDeg[i + 1]! - roads.shapeLatDeg[i]!,
    );
  let total = 0;
  for (let i = from; i < to; i++) total += piece(i);
  let left = fraction * total;
  for (let i = from; i < to; i++) {
    const length = piece(i);
    if (left > length && i + 1 < to) {
      left -= length;
      continue;
    }
    const t = length === 0 ? 0 : Math.min(1, left / length);
    return [
      roads.shapeLonDeg[i]! + t * (roads.shapeLonDeg[i + 1]! - roads.shapeLonDeg[i]!),
      roads.shapeLatDeg[i]! + t * (roads.shapeLatDeg[i + 1]! - roads.shapeLatDeg[i]!),
    ];
  }
  return [roads.shapeLonDeg[to]!, roads.shapeLatDeg[to]!];
}
