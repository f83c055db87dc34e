/** Where a place joins the streets: at the nearest point of the nearest street, from which one goes on to either of its ends, as far as the street
 *  is open in that direction. In: road graph, times, point of a street. Out: ends with what lies between. Pure. */
import { ARC_TUNNEL, NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import type { LinkHit } from '../network/street-index.ts';

type Point = readonly [lonDeg: number, latDeg: number];

/** Part of a street, in the direction of travel. */
export interface StreetPart {
  readonly timeMs: number;
  readonly lengthM: number;
  readonly shape: readonly Point[];
}

/** The way between a point of a street and the node at an end of it. */
export interface StreetEnd extends StreetPart {
  readonly node: number;
}

const NO_ARC = -1;
const DOORLESS = new Set((['motorway', 'trunk', 'ferry'] as const).map((name) => ROAD_CLASSES.indexOf(name)));

export class StreetEnds {
  private readonly roads: RoadGraph;
  /** [link × 2] arc along the link's shape, and against it; -1 for none. */
  private readonly arcs: Int32Array;
  /** [link] 1 where no door can be: in a tunnel, on a motorway, on the water. */
  private readonly doorless: Uint8Array;

  constructor(roads: RoadGraph) {
    this.roads = roads;
    this.arcs = new Int32Array(2 * roads.linkCount).fill(NO_ARC);
    this.doorless = new Uint8Array(roads.linkCount);
    for (let arc = 0; arc < roads.arcCount; arc++) {
      const link = roads.linkOfArc[arc]!;
      if ((roads.arcFlags[arc]! & ARC_TUNNEL) !== 0 || DOORLESS.has(roads.roadClass[arc]!)) this.doorless[link] = 1;
      const first = roads.shapeFirst[link]!;
      const tail = roads.tail[arc]!;
      const along = roads.shapeLonDeg[first] === roads.lonDeg[tail] && roads.shapeLatDeg[first] === roads.latDeg[tail];
      this.arcs[2 * link + (along ? 0 : 1)] = arc;
    }
  }

  /** Whether a journey may begin or end along a link. */
  hasDoors(link: number): boolean {
    return this.doorless[link] === 0;
  }

  /** Nodes that one gets to from a point of a street, or from which one gets to it. */
  ends(hit: LinkHit, weightMs: Uint32Array, way: 'from' | 'to'): StreetEnd[] {
    const { roads } = this;
    return [0, 1].flatMap((against) => {
      const arc = this.open(hit.link, against, weightMs);
      if (arc === NO_ARC) return [];
      const at = against === 0 ? hit.share : 1 - hit.share;
      const part = way === 'from' ? this.part(arc, against, at, 1, weightMs) : this.part(arc, against, 0, at, weightMs);
      return [{ ...part, node: way === 'from' ? roads.head[arc]! : roads.tail[arc]! }];
    });
  }

  /** The way along one street between two of its points, null where it is closed in that direction or the points are of two streets. */
  between(a: LinkHit, b: LinkHit, weightMs: Uint32Array): StreetPart | null {
    if (a.link !== b.link) return null;
    const against = b.share < a.share ? 1 : 0;
    const arc = this.open(a.link, against, weightMs);
    if (arc === NO_ARC) return null;
    return against === 0
      ? this.part(arc, 0, a.share, b.share, weightMs)
      : this.part(arc, 1, 1 - a.share, 1 - b.share, weightMs);
  }

  private open(link: number, against: number, weightMs: Uint32Array): number {
    const arc = this.arcs[2 * link + against]!;
    return arc === NO_ARC || weightMs[arc] === NO_ACCESS ? NO_ARC : arc;
  }

  /** @param from @param to shares of the arc in its own direction */
  private part(arc: number, against: number, from: number, to: number, weightMs: Uint32Array): StreetPart {
    const { linkOfArc, shapeFirst, shapeLonDeg, shapeLatDeg, lengthM } = this.roads;
    const link = linkOfArc[arc]!;
    const points: Point[] = [];
    for (let p = shapeFirst[link]!; p < shapeFirst[link + 1]!; p++) points.push([shapeLonDeg[p]!, shapeLatDeg[p]!]);
    if (against === 1) points.reverse();
    return {
      timeMs: weightMs[arc]! * (to - from),
      lengthM: lengthM[arc]! * (to - from),
      shape: cut(points, from, to),
    };
  }
}

/** The part of a line between two shares of its length. */
function cut(points: readonly Point[], from: number, to: number): Point[] {
  const scale = Math.cos(((points[0]?.[1] ?? 0) * Math.PI) / 180);
  const along = [0];
  for (let i = 1; i < points.length; i++) {
    const [[lonA, latA], [lonB, latB]] = [points[i - 1]!, points[i]!];
    along.push(along[i - 1]! + Math.hypot((lonB - lonA) * scale, latB - latA));
  }
  const total = along[along.length - 1]!;
  const at = (share: number): Point => {
    const i = Math.max(
      1,
      along.findIndex((length) => length >= share * total),
    );
    const span = along[i]! - along[i - 1]!;
    const t = span > 0 ? (share * total - along[i - 1]!) / span : 0;
    const [[lonA, latA], [lonB, latB]] = [points[i - 1]!, points[i]!];
    return [lonA + t * (lonB - lonA), latA + t * (latB - latA)];
  };
  const within = points.filter((_, i) => along[i]! > from * total && along[i]! < to * total);
  return [at(from), ...within, at(to)];
}
