/** What meets at the nodes of a road graph, for cars. Pure. */
import { CLASS_RANK, type JunctionView } from './road-defaults.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from './road-graph.ts';

/** CLASS_RANK of the street of an arc. */
export const rankOfArc = (graph: RoadGraph, arc: number): number => CLASS_RANK[ROAD_CLASSES[graph.roadClass[arc]!]!];

/** Views of all nodes. */
export function carJunctions(graph: RoadGraph): (node: number) => JunctionView {
  const carLinks = new Uint16Array(graph.nodeCount);
  const bestRank = new Uint8Array(graph.nodeCount).fill(255);
  const seen = new Uint8Array(graph.linkCount);
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const link = graph.linkOfArc[arc]!;
    if (graph.carTimeMs[arc] === NO_ACCESS || seen[link] === 1) continue;
    seen[link] = 1;
    for (const node of [graph.tail[arc]!, graph.head[arc]!]) {
      carLinks[node]!++;
      bestRank[node] = Math.min(bestRank[node]!, rankOfArc(graph, arc));
    }
  }
  return (node) => ({ carLinks: carLinks[node]!, bestRank: bestRank[node]! });
}
