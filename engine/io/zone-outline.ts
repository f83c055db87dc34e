/** Outlines of zones: whether one crosses itself, and the point that stands for it. In: GeoJSON geometry. Out: positions in degrees. Pure.
 *  @turf/turf is the judge, but reading its hundred modules takes half a second: it is only asked about what bounding boxes cannot settle. */
import type { MultiPolygon, Polygon } from 'geojson';
import { insideRings } from '../district/zone-of-point.ts';

type Position = readonly [lonDeg: number, latDeg: number];
export type Rings = ReadonlyArray<readonly Position[]>;
type Outline = Polygon | MultiPolygon;

/** Where an outline crosses itself, null where it does not. */
export async function crossingOf(outline: Outline, rings: Rings): Promise<readonly number[] | null> {
  if (!edgesMayMeet(rings)) return null;
  const { kinks } = await import('@turf/turf');
  return kinks(outline).features[0]?.geometry.coordinates ?? null;
}

/** The centroid (mean of the corners), or a point of the zone where it bends around that. */
export async function middleOf(outline: Outline, rings: Rings): Promise<Position> {
  const middle = meanOfCorners(rings);
  if (insideRings(rings, ...middle)) return middle;
  const { booleanPointInPolygon, pointOnFeature } = await import('@turf/turf');
  // On the edge counts as inside.
  if (booleanPointInPolygon([...middle], outline)) return middle;
  return pointOnFeature(outline).geometry.coordinates as unknown as Position;
}

/** The last position of a ring repeats its first. */
function meanOfCorners(rings: Rings): Position {
  let lon = 0;
  let lat = 0;
  let count = 0;
  for (const ring of rings)
    for (let i = 0; i < ring.length - 1; i++) {
      lon += ring[i]![0];
      lat += ring[i]![1];
      count++;
    }
  return [lon / count, lat / count];
}

/** False when no two edges that do not follow one another can have a point in common: neither lies across the other's line. */
function edgesMayMeet(rings: Rings): boolean {
  const edges = rings.flatMap((ring, r) => {
    const [first, last] = [ring[0]!, ring.at(-1)!];
    // In a closed ring the last edge is followed by the first.
    const around = first[0] === last[0] && first[1] === last[1] ? ring.length - 2 : -1;
    return ring.slice(1).map((to, i) => ({ r, i, around, from: ring[i]!, to }));
  });
  edges.sort((a, b) => west(a) - west(b));
  for (const [n, a] of edges.entries()) {
    const east = Math.max(a.from[0], a.to[0]);
    for (let m = n + 1; m < edges.length; m++) {
      const b = edges[m]!;
      if (west(b) > east) break;
      if (a.r === b.r && (Math.abs(a.i - b.i) === 1 || Math.abs(a.i - b.i) === a.around)) continue;
      if (Math.min(a.from[1], a.to[1]) > Math.max(b.from[1], b.to[1])) continue;
      if (Math.max(a.from[1], a.to[1]) < Math.min(b.from[1], b.to[1])) continue;
      if (!apart(a, b) && !apart(b, a)) return true;
    }
  }
  return false;
}

interface Edge {
  readonly from: Position;
  readonly to: Position;
}

const west = ({ from, to }: Edge): number => Math.min(from[0], to[0]);

/** Whether both ends of an edge lie clearly on one side of the other's line. */
function apart(edge: Edge, line: Edge): boolean {
  const side = ([lon, lat]: Position): number =>
    (line.to[0] - line.from[0]) * (lat - line.from[1]) - (line.to[1] - line.from[1]) * (lon - line.from[0]);
  const [a, b] = [side(edge.from), side(edge.to)];
  // Degrees squared: a hundredth of a millimetre beside a line of a kilometre.
  const clear = 1e-15;
  return (a > clear && b > clear) || (a < -clear && b < -clear);
}
