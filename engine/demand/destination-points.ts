/** Points people travel to, and how far each is from anywhere: every listed place, then the centre of every zone.
 *  Distances run along the bicycle network (with its bridges), plus the beeline beyond the network for points outside. Pure. */
import { distanceM } from '../core/units.ts';
import type { District } from '../district/district.ts';
import { NO_ACCESS } from '../network/road-graph.ts';
import { nearestNodeFinder } from './street-nodes.ts';

/** Road distance over beeline distance outside the network; common planning figure. */
export const DETOUR = 1.25;

export interface DestinationPoints {
  readonly count: number;
  /** Points below this are places, the others zone centres. */
  readonly placeCount: number;
  readonly node: Uint32Array;
  /** Road metres between the point and its node; 0 within 300 m. */
  readonly beyondM: Float64Array;
  readonly zone: Uint32Array;
  /** Network distance [m] from a node to a point, without `beyondM`; Infinity when there is no way. */
  fromNode(point: number, node: number): number;
}

const cache = new WeakMap<District, DestinationPoints>();

export function destinationPoints(district: District): DestinationPoints {
  let points = cache.get(district);
  if (points === undefined) {
    points = build(district);
    cache.set(district, points);
  }
  return points;
}

function build(district: District): DestinationPoints {
  const { places, zones, roads } = district;
  const count = places.count + zones.count;
  const nearest = nearestNodeFinder(district);
  const node = new Uint32Array(count);
  const beyondM = new Float64Array(count);
  const zone = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const place = i < places.count;
    const lonDeg = place ? places.lonDeg[i]! : zones.lonDeg[i - places.count]!;
    const latDeg = place ? places.latDeg[i]! : zones.latDeg[i - places.count]!;
    zone[i] = place ? places.zone[i]! : i - places.count;
    node[i] = nearest(lonDeg, latDeg);
    const gapM = distanceM(lonDeg, latDeg, roads.lonDeg[node[i]!]!, roads.latDeg[node[i]!]!);
    beyondM[i] = gapM > 300 ? gapM * DETOUR : 0;
  }
  const rows = new Map<number, Float32Array>();
  return {
    count,
    placeCount: places.count,
    node,
    beyondM,
    zone,
    fromNode(point, from) {
      const to = node[point]!;
      let row = rows.get(to);
      if (row === undefined) {
        row = distancesTo(district, to);
        rows.set(to, row);
      }
      return row[from]!;
    },
  };
}

/** Bicycle distance [m] between every node and one, as if all arcs ran both ways: where cyclists may go hardly differs by direction. */
function distancesTo(district: District, target: number): Float32Array {
  const { roads } = district;
  const distance = new Float32Array(roads.nodeCount).fill(Infinity);
  distance[target] = 0;
  const heap = new NodeHeap();
  heap.push(target, 0);
  while (heap.size > 0) {
    const [node, at] = heap.pop();
    if (at > distance[node]!) continue;
    for (let arc = roads.firstOut[node]!; arc < roads.firstOut[node + 1]!; arc++) {
      if (roads.bikeTimeMs[arc] === NO_ACCESS && roads.carTimeMs[arc] === NO_ACCESS) continue;
      const next = Math.fround(at + roads.lengthM[arc]!);
      const head = roads.head[arc]!;
      if (next < distance[head]!) {
        distance[head] = next;
        heap.push(head, next);
      }
    }
  }
  return distance;
}

/** Binary heap of (node, distance); ties by order of arrival do not change distances. */
class NodeHeap {
  private nodes: number[] = [];
  private keys: number[] = [];

  get size(): number {
    return this.nodes.length;
  }

  push(node: number, key: number): void {
    let i = this.nodes.length;
    this.nodes.push(node);
    this.keys.push(key);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.keys[up]! <= key) break;
      this.nodes[i] = this.nodes[up]!;
      this.keys[i] = this.keys[up]!;
      i = up;
    }
    this.nodes[i] = node;
    this.keys[i] = key;
  }

  pop(): [node: number, key: number] {
    const top: [number, number] = [this.nodes[0]!, this.keys[0]!];
    const node = this.nodes.pop()!;
    const key = this.keys.pop()!;
    const size = this.nodes.length;
    let i = 0;
    while (size > 0) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && this.keys[child + 1]! < this.keys[child]!) child++;
      if (this.keys[child]! >= key) break;
      this.nodes[i] = this.nodes[child]!;
      this.keys[i] = this.keys[child]!;
      i = child;
    }
    if (size > 0) {
      this.nodes[i] = node;
      this.keys[i] = key;
    }
    return top;
  }
}
