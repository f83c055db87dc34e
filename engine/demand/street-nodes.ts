/** Nodes where people can start and end: the largest part of the network that hangs together on foot and on wheels. Pure. */
import KDBush from 'kdbush';
import type { District } from '../district/district.ts';
import { NO_ACCESS, type RoadGraph } from '../network/road-graph.ts';

/** [node] 1 when the node belongs to the largest connected part of the walking network (arcs taken both ways), and to that of the network
 *  for wheels: nobody lives or works where only a footpath through a park leads. Walking alone decides where no node has both. */
export function walkableNodes(roads: RoadGraph): Uint8Array {
  const onFoot = largestPart(roads, roads.walkTimeMs);
  const onWheels = largestPart(
    roads,
    roads.bikeTimeMs.map((bike, arc) => Math.min(bike, roads.carTimeMs[arc]!)),
  );
  const both = onFoot.map((flag, node) => flag & onWheels[node]!);
  return both.includes(1) ? both : onFoot;
}

/** Largest weakly connected part of the arcs that a mode may use. */
export function largestPart(roads: RoadGraph, timeMs: Uint32Array): Uint8Array {
  const parent = new Int32Array(roads.nodeCount).map((_, node) => node);
  const find = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let arc = 0; arc < roads.arcCount; arc++) {
    if (timeMs[arc] === NO_ACCESS) continue;
    const a = find(roads.tail[arc]!);
    const b = find(roads.head[arc]!);
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const size = new Uint32Array(roads.nodeCount);
  for (let node = 0; node < roads.nodeCount; node++) size[find(node)]!++;
  let root = 0;
  for (let node = 1; node < roads.nodeCount; node++) if (size[node]! > size[root]!) root = node;
  return new Uint8Array(roads.nodeCount).map((_, node) => (find(node) === root ? 1 : 0));
}

/** @returns a function from point to the nearest walkable node (in degrees scaled for latitude) */
export function nearestNodeFinder(district: {
  readonly roads: District['roads'];
}): (lonDeg: number, latDeg: number) => number {
  return nearestIn(district.roads, walkableNodes(district.roads));
}

/** @returns a function from point to the nearest node among those flagged */
export function nearestIn(roads: RoadGraph, flags: Uint8Array): (lonDeg: number, latDeg: number) => number {
  const nodes: number[] = [];
  for (let node = 0; node < roads.nodeCount; node++) if (flags[node] === 1) nodes.push(node);
  const cos = Math.cos(((roads.latDeg[nodes[0] ?? 0] ?? 52) * Math.PI) / 180);
  const tree = new KDBush(nodes.length);
  for (const node of nodes) tree.add(roads.lonDeg[node]! * cos, roads.latDeg[node]!);
  tree.finish();
  return (lonDeg, latDeg) => {
    const x = lonDeg * cos;
    for (let radius = 0.002; radius < 90; radius *= 3) {
      let best = -1;
      let bestD = Infinity;
      for (const i of tree.within(x, latDeg, radius)) {
        const node = nodes[i]!;
        const d = (roads.lonDeg[node]! * cos - x) ** 2 + (roads.latDeg[node]! - latDeg) ** 2;
        if (d < bestD || (d === bestD && node < best)) {
          bestD = d;
          best = node;
        }
      }
      if (best >= 0) return best;
    }
    return nodes[0] ?? 0;
  };
}
