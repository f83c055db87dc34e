/** Streets on which cars may only begin or end: those signed for destinations, and what cannot be reached but over such streets, as the yard
 *  behind a private road is. So every place stays reachable. In: road graph. Out: the network of the open streets. Pure. */
import { NO_COMPONENT, strongComponents } from './connected.ts';
import { ARC_DESTINATION, NO_ACCESS, type RoadGraph } from './road-graph.ts';

export interface OpenStreets {
  /** [node] 1 on the largest network of streets without the sign. */
  readonly node: Uint8Array;
  /** [arc] 1 on streets of that network, 0 where cars may only begin or end. */
  readonly arc: Uint8Array;
}

/** null when no street is signed. */
export function openStreets(graph: RoadGraph): OpenStreets | null {
  const { carTimeMs, arcFlags, head, tail } = graph;
  const openMs = carTimeMs.slice();
  let signed = false;
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (openMs[arc] === NO_ACCESS || (arcFlags[arc]! & ARC_DESTINATION) === 0) continue;
    signed = true;
    openMs[arc] = NO_ACCESS;
  }
  if (!signed) return null;
  const { component, largest } = strongComponents(graph.nodeCount, graph.firstOut, head, openMs);
  const node = Uint8Array.from(component, (own) => (own === largest && own !== NO_COMPONENT ? 1 : 0));
  const arc = Uint8Array.from(openMs, (timeMs, a) => (timeMs === NO_ACCESS ? 0 : node[tail[a]!]! & node[head[a]!]!));
  return { node, arc };
}
