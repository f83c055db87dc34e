/** Fills the faces of a plane map with streets: each face is cut across its long side until its blocks have the size of the ground's use,
 *  as plans for new towns cut a field. In: map, style by place. Out: the map with more edges. Draws from a named stream.
 *  Method: recursive subdivision by the oriented bounding box (Vanegas et al. 2012, doi 10.1111/j.1467-8659.2012.03047.x), simplified. */
import type { Stream } from '../core/random.ts';
import type { PlanarMap } from './planar-map.ts';
import { crossing, insideRing, signedAreaM2, type Xy } from './plane.ts';

export interface BlockStyle {
  /** Largest area of a block; Infinity leaves the face as it is. */
  readonly blockM2: number;
  /** Least depth of a block. */
  readonly depthM: number;
  /** Ends of new streets slip to a vertex this near. */
  readonly snapM: number;
  /** Largest bulge of a street as a share of its length. */
  readonly bendShare: number;
}

export interface Cut<Label> {
  /** Style at a face; the point lies inside it. */
  readonly styleAt: (inside: Xy, areaM2: number) => BlockStyle;
  /** Label of a new street that cuts a face of this area. */
  readonly labelOf: (inside: Xy, areaM2: number, lengthM: number) => Label;
  readonly stream: Stream;
}

const OFFSETS = [0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24];

export function subdivide<Label>(map: PlanarMap<Label>, cut: Cut<Label>): void {
  const queue = map.faces.map((_, face) => face);
  for (let at = 0; at < queue.length; at++) {
    const face = queue[at]!;
    const ring = map.ring(face);
    const areaM2 = signedAreaM2(ring);
    const inside = pointInside(ring);
    const style = cut.styleAt(inside, areaM2);
    if (areaM2 <= style.blockM2) continue;
    const made = cutFace(map, face, ring, areaM2, inside, style, cut);
    if (made !== null) queue.push(face, made);
  }
}

function cutFace<Label>(
  map: PlanarMap<Label>,
  face: number,
  ring: readonly Xy[],
  areaM2: number,
  inside: Xy,
  style: BlockStyle,
  cut: Cut<Label>,
): number | null {
  const box = boundingBox(ring);
  const jitter = (cut.stream.uniform() - 0.5) * 0.14;
  const bend = (cut.stream.uniform() - 0.5) * 2 * style.bendShare;
  // Across the long side first; along it when no cut across does.
  const axes = box.lengthM >= style.depthM * 2 ? [0, 1] : [];
  for (const axis of axes) {
    const along: Xy = axis === 0 ? box.axis : [-box.axis[1], box.axis[0]];
    const spanM = axis === 0 ? box.lengthM : box.widthM;
    if (spanM < style.depthM * 2) continue;
    for (const offset of OFFSETS) {
      const shift = (jitter + offset) * spanM;
      const through: Xy = [box.centre[0] + along[0] * shift, box.centre[1] + along[1] * shift];
      const ends = chordEnds(ring, through, [-along[1], along[0]], inside);
      if (ends === null) continue;
      for (const snapM of [style.snapM, 0]) {
        const loop = map.faces[face]!;
        const [one, two] = ends.map((end) => place(ring, loop, end, snapM)) as [Place, Place];
        const inner = bendOf(one.point, two.point, bend);
        if (!sound(ring, loop, one, two, inner, areaM2, style.depthM)) continue;
        const start = vertexOf(map, one);
        const end = vertexOf(map, two);
        if (start === end || map.hasEdge(start, end)) continue;
        const chain = [start, ...inner.map(([x, y]) => map.addVertex(x, y)), end];
        const lengthM = Math.hypot(one.point[0] - two.point[0], one.point[1] - two.point[1]);
        return map.cut(face, chain, cut.labelOf(inside, areaM2, lengthM));
      }
    }
  }
  return null;
}

interface Place {
  /** Vertices of the loop's edge, and the vertex itself when the place is one. */
  readonly from: number;
  readonly to: number;
  readonly vertex: number;
  readonly edge: number;
  readonly point: Xy;
}

function place(ring: readonly Xy[], loop: readonly number[], end: { edge: number; point: Xy }, snapM: number): Place {
  const next = (end.edge + 1) % loop.length;
  const base = { from: loop[end.edge]!, to: loop[next]!, edge: end.edge };
  for (const at of [end.edge, next])
    if (Math.hypot(ring[at]![0] - end.point[0], ring[at]![1] - end.point[1]) <= Math.max(4, snapM))
      return { ...base, vertex: loop[at]!, point: ring[at]! };
  return { ...base, vertex: -1, point: end.point };
}

function vertexOf<Label>(map: PlanarMap<Label>, place: Place): number {
  if (place.vertex >= 0) return place.vertex;
  return map.splitEdge(place.from, place.to, place.point[0], place.point[1]);
}

/** Two thirds of a gentle arc, for streets long enough to show it. */
function bendOf(a: Xy, b: Xy, bend: number): Xy[] {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  if (Math.hypot(dx, dy) < 140 || Math.abs(bend) < 0.01) return [];
  return [0.25, 0.5, 0.75].map((t) => {
    const bulge = 4 * t * (1 - t) * bend;
    return [a[0] + t * dx - bulge * dy, a[1] + t * dy + bulge * dx] as const;
  });
}

/** Whether a cut leaves two blocks of decent size and touches the loop nowhere but at its ends. */
function sound(
  ring: readonly Xy[],
  loop: readonly number[],
  one: Place,
  two: Place,
  inner: readonly Xy[],
  areaM2: number,
  depthM: number,
): boolean {
  if (one.edge === two.edge && (one.vertex < 0 || two.vertex < 0)) return false;
  if (one.from === two.to && one.to === two.from) return false;
  if (one.vertex >= 0 && one.vertex === two.vertex) return false;
  // A vertex that stands twice in the loop would leave it unclear where to cut.
  for (const end of [one, two])
    if (end.vertex >= 0 && loop.indexOf(end.vertex) !== loop.lastIndexOf(end.vertex)) return false;
  const chain = [one.point, ...inner, two.point];
  const lengthM = Math.hypot(one.point[0] - two.point[0], one.point[1] - two.point[1]);
  if (lengthM < depthM * 0.7) return false;
  for (let c = 0; c + 1 < chain.length; c++)
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!;
      const b = ring[(i + 1) % ring.length]!;
      if (c === 0 && touches(one, i, ring.length, loop)) continue;
      if (c + 2 === chain.length && touches(two, i, ring.length, loop)) continue;
      if (crossing(chain[c]!, chain[c + 1]!, a, b) !== null) return false;
    }
  const middle = chain[Math.floor(chain.length / 2)]!;
  const half: Xy = chain.length === 2 ? [(chain[0]![0] + chain[1]![0]) / 2, (chain[0]![1] + chain[1]![1]) / 2] : middle;
  if (!insideRing(half, ring)) return false;
  const part = partOf(ring, one, two, chain, loop);
  const partM2 = Math.abs(signedAreaM2(part));
  return partM2 > 0.22 * areaM2 && partM2 < 0.78 * areaM2;
}

/** Whether the loop's edge i ends or lies at the place. */
function touches(place: Place, i: number, count: number, loop: readonly number[]): boolean {
  if (place.vertex < 0) return i === place.edge;
  return loop[i] === place.vertex || loop[(i + 1) % count] === place.vertex;
}

function partOf(ring: readonly Xy[], one: Place, two: Place, chain: readonly Xy[], loop: readonly number[]): Xy[] {
  const count = ring.length;
  // First whole ring point after place one, last one before place two.
  const after = one.vertex >= 0 ? (loop.indexOf(one.vertex) + 1) % count : (one.edge + 1) % count;
  const before = two.vertex >= 0 ? (loop.indexOf(two.vertex) + count - 1) % count : two.edge;
  const part: Xy[] = [];
  for (let i = after, steps = 0; steps < count; i = (i + 1) % count, steps++) {
    part.push(ring[i]!);
    if (i === before) break;
  }
  return [...part, ...chain.toReversed()];
}

/** The stretch of a line inside the ring that holds the point nearest to `inside`: its two ends. */
function chordEnds(
  ring: readonly Xy[],
  through: Xy,
  direction: Xy,
  inside: Xy,
): [{ edge: number; point: Xy }, { edge: number; point: Xy }] | null {
  const side = (p: Xy): number => (p[0] - through[0]) * -direction[1] + (p[1] - through[1]) * direction[0];
  const hits: { at: number; edge: number; point: Xy }[] = [];
  for (let edge = 0; edge < ring.length; edge++) {
    const a = ring[edge]!;
    const b = ring[(edge + 1) % ring.length]!;
    const sa = side(a);
    const sb = side(b);
    if (sa >= 0 === sb >= 0) continue;
    const t = sa / (sa - sb);
    const point: Xy = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    hits.push({
      at: (point[0] - through[0]) * direction[0] + (point[1] - through[1]) * direction[1],
      edge,
      point,
    });
  }
  if (hits.length < 2 || hits.length % 2 !== 0) return null;
  hits.sort((p, q) => p.at - q.at);
  const wanted = (inside[0] - through[0]) * direction[0] + (inside[1] - through[1]) * direction[1];
  let best = 0;
  let bestAway = Infinity;
  for (let i = 0; i < hits.length; i += 2) {
    const away = Math.max(hits[i]!.at - wanted, wanted - hits[i + 1]!.at, 0);
    if (away < bestAway) {
      bestAway = away;
      best = i;
    }
  }
  return [hits[best]!, hits[best + 1]!];
}

interface Box {
  readonly centre: Xy;
  /** Unit vector along the long side. */
  readonly axis: Xy;
  readonly lengthM: number;
  readonly widthM: number;
}

/** Smallest rectangle around the ring among those with a side along one of its edges. */
function boundingBox(ring: readonly Xy[]): Box {
  let best: Box | null = null;
  let bestM2 = Infinity;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (lengthM < 5) continue;
    const ux = (b[0] - a[0]) / lengthM;
    const uy = (b[1] - a[1]) / lengthM;
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of ring) {
      const u = x * ux + y * uy;
      const v = -x * uy + y * ux;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const m2 = (maxU - minU) * (maxV - minV);
    if (m2 >= bestM2) continue;
    bestM2 = m2;
    const u = (minU + maxU) / 2;
    const v = (minV + maxV) / 2;
    const long = maxU - minU >= maxV - minV;
    best = {
      centre: [u * ux - v * uy, u * uy + v * ux],
      axis: long ? [ux, uy] : [-uy, ux],
      lengthM: long ? maxU - minU : maxV - minV,
      widthM: long ? maxV - minV : maxU - minU,
    };
  }
  return best ?? { centre: ring[0]!, axis: [1, 0], lengthM: 0, widthM: 0 };
}

/** A point inside the ring: its centre of area, or else the middle of the widest stretch of a level line through it. */
export function pointInside(ring: readonly Xy[]): Xy {
  let twice = 0;
  let cx = 0;
  let cy = 0;
  const [ox, oy] = ring[0]!;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const cross = (a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy);
    twice += cross;
    cx += (a[0] + b[0] - 2 * ox) * cross;
    cy += (a[1] + b[1] - 2 * oy) * cross;
  }
  const centre: Xy = twice === 0 ? ring[0]! : [ox + cx / (3 * twice), oy + cy / (3 * twice)];
  if (insideRing(centre, ring)) return centre;
  const y = centre[1] + 1e-4;
  const at: number[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    if (a[1] >= y !== b[1] >= y) at.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
  }
  at.sort((p, q) => p - q);
  let best: Xy = centre;
  let widest = 0;
  for (let i = 0; i + 1 < at.length; i += 2)
    if (at[i + 1]! - at[i]! > widest) {
      widest = at[i + 1]! - at[i]!;
      best = [(at[i]! + at[i + 1]!) / 2, y];
    }
  return best;
}
