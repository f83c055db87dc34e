/** Which street is near a point: nodes and links of a road graph in a packed R-tree, for any mode.
 *  The index is immutable and shared (its buffers cross threads); lookups allocate nothing lasting. Uses flatbush. */
import Flatbush from 'flatbush';
import { EARTH_RADIUS_M } from '../core/units.ts';
import { freeTimeMs, NO_ACCESS, ROAD_MODES, type RoadGraph, type RoadMode } from './road-graph.ts';

/** What another thread needs to open the same index. */
export interface StreetIndexData {
  readonly nodes: ArrayBufferLike;
  readonly links: ArrayBufferLike;
  /** [node] bit m set: mode m of ROAD_MODES passes the node. */
  readonly nodeModes: Uint8Array;
  readonly linkModes: Uint8Array;
  /** Scale from degrees to metres in the plane at the middle of the network. */
  readonly metresPerLonDeg: number;
}

export const NO_NODE = -1;
const METRES_PER_DEG = (Math.PI / 180) * EARTH_RADIUS_M;

export interface LinkHit {
  readonly link: number;
  /** Distance from the point to the street [m]. */
  readonly distanceM: number;
  /** Point on the street, WGS 84 degrees. */
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Where along the link's shape the point lies, 0 at its first node, 1 at its last. */
  readonly share: number;
}

export class StreetIndex {
  readonly data: StreetIndexData;
  private readonly graph: RoadGraph;
  private readonly nodes: Flatbush;
  private readonly links: Flatbush;

  /** @param data of an index built before on the same graph; built anew when absent */
  constructor(graph: RoadGraph, data: StreetIndexData = buildStreetIndex(graph)) {
    this.graph = graph;
    this.data = data;
    this.nodes = Flatbush.from(data.nodes);
    this.links = Flatbush.from(data.links);
  }

  /** The nearest node that the mode can use within a distance, or NO_NODE. */
  nearestNode(lonDeg: number, latDeg: number, mode: RoadMode, maxDistanceM = Number.POSITIVE_INFINITY): number {
    const bit = 1 << ROAD_MODES.indexOf(mode);
    const { nodeModes, metresPerLonDeg } = this.data;
    const found = this.nodes.neighbors(
      lonDeg * metresPerLonDeg,
      latDeg * METRES_PER_DEG,
      1,
      maxDistanceM,
      (node) => (nodeModes[node]! & bit) !== 0,
    );
    return found[0] ?? NO_NODE;
  }

  /** Distance in a straight line between a point and a node [m]. */
  distanceToNodeM(lonDeg: number, latDeg: number, node: number): number {
    const x = (this.graph.lonDeg[node]! - lonDeg) * this.data.metresPerLonDeg;
    const y = (this.graph.latDeg[node]! - latDeg) * METRES_PER_DEG;
    return Math.hypot(x, y);
  }

  /** All nodes the mode can use within a straight distance, nearest first. */
  nodesWithin(lonDeg: number, latDeg: number, mode: RoadMode, maxDistanceM: number): number[] {
    const bit = 1 << ROAD_MODES.indexOf(mode);
    const { nodeModes, metresPerLonDeg } = this.data;
    const x = lonDeg * metresPerLonDeg;
    const y = latDeg * METRES_PER_DEG;
    return this.nodes.neighbors(x, y, Infinity, maxDistanceM, (node) => (nodeModes[node]! & bit) !== 0);
  }

  /** The street nearest to a point, by its shape, or null when none is within the distance. @param usable which links count */
  nearestLink(
    lonDeg: number,
    latDeg: number,
    mode: RoadMode,
    maxDistanceM = 1000,
    usable: (link: number) => boolean = () => true,
  ): LinkHit | null {
    const bit = 1 << ROAD_MODES.indexOf(mode);
    const { linkModes, metresPerLonDeg } = this.data;
    const x = lonDeg * metresPerLonDeg;
    const y = latDeg * METRES_PER_DEG;
    const near = (reachM: number): number[] =>
      this.links.search(
        x - reachM,
        y - reachM,
        x + reachM,
        y + reachM,
        (link) => (linkModes[link]! & bit) !== 0 && usable(link),
      );
    for (let reachM = Math.min(50, maxDistanceM); ; reachM = Math.min(reachM * 4, maxDistanceM)) {
      let best: LinkHit | null = null;
      for (const link of near(reachM).sort((a, b) => a - b)) {
        const hit = this.project(link, x, y);
        if (best === null || hit.distanceM < best.distanceM) best = hit;
      }
      if (best !== null && best.distanceM <= reachM) return best;
      if (reachM >= maxDistanceM) return null;
    }
  }

  /** Foot of the perpendicular on the shape of a link. */
  private project(link: number, x: number, y: number): LinkHit {
    const { shapeFirst, shapeLonDeg, shapeLatDeg } = this.graph;
    const scale = this.data.metresPerLonDeg;
    let best = { squared: Number.POSITIVE_INFINITY, x: 0, y: 0, at: 0 };
    let along = 0;
    for (let p = shapeFirst[link]!; p + 1 < shapeFirst[link + 1]!; p++) {
      const ax = shapeLonDeg[p]! * scale;
      const ay = shapeLatDeg[p]! * METRES_PER_DEG;
      const dx = shapeLonDeg[p + 1]! * scale - ax;
      const dy = shapeLatDeg[p + 1]! * METRES_PER_DEG - ay;
      const length = Math.hypot(dx, dy);
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (length * length)));
      const px = ax + t * dx;
      const py = ay + t * dy;
      const squared = (px - x) ** 2 + (py - y) ** 2;
      if (squared < best.squared) best = { squared, x: px, y: py, at: along + t * length };
      along += length;
    }
    return {
      link,
      distanceM: Math.sqrt(best.squared),
      lonDeg: best.x / scale,
      latDeg: best.y / METRES_PER_DEG,
      share: along === 0 ? 0 : best.at / along,
    };
  }
}

function buildStreetIndex(graph: RoadGraph): StreetIndexData {
  const nodeModes = new Uint8Array(new SharedArrayBuffer(graph.nodeCount));
  const linkModes = new Uint8Array(new SharedArrayBuffer(graph.linkCount));
  ROAD_MODES.forEach((mode, m) => {
    const timeMs = freeTimeMs(graph, mode);
    for (let arc = 0; arc < graph.arcCount; arc++) {
      if (timeMs[arc] === NO_ACCESS) continue;
      nodeModes[graph.tail[arc]!]! |= 1 << m;
      nodeModes[graph.head[arc]!]! |= 1 << m;
      linkModes[graph.linkOfArc[arc]!]! |= 1 << m;
    }
  });
  let latSum = 0;
  for (let node = 0; node < graph.nodeCount; node++) latSum += graph.latDeg[node]!;
  const metresPerLonDeg = METRES_PER_DEG * Math.cos(((latSum / Math.max(1, graph.nodeCount)) * Math.PI) / 180);

  const nodes = new Flatbush(Math.max(1, graph.nodeCount), 16, Float64Array, SharedArrayBuffer);
  for (let node = 0; node < graph.nodeCount; node++)
    nodes.add(graph.lonDeg[node]! * metresPerLonDeg, graph.latDeg[node]! * METRES_PER_DEG);
  if (graph.nodeCount === 0) nodes.add(0, 0);
  nodes.finish();

  const links = new Flatbush(Math.max(1, graph.linkCount), 16, Float64Array, SharedArrayBuffer);
  for (let link = 0; link < graph.linkCount; link++) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let p = graph.shapeFirst[link]!; p < graph.shapeFirst[link + 1]!; p++) {
      west = Math.min(west, graph.shapeLonDeg[p]!);
      east = Math.max(east, graph.shapeLonDeg[p]!);
      south = Math.min(south, graph.shapeLatDeg[p]!);
      north = Math.max(north, graph.shapeLatDeg[p]!);
    }
    const x = metresPerLonDeg;
    links.add(west * x, south * METRES_PER_DEG, east * x, north * METRES_PER_DEG);
  }
  if (graph.linkCount === 0) links.add(0, 0, 0, 0);
  links.finish();
  return { nodes: nodes.data, links: links.data, nodeModes, linkModes, metresPerLonDeg };
}
