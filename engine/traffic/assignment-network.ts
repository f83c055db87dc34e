/** A network for static assignment: links as arrays, a forward star, volume-delay functions, and demand by user class.
 *  Nodes and zones are numbered from 0 here; files number them from 1. */
import { BPR, type VolumeDelay } from './volume-delay.ts';

export interface AssignmentNetwork extends VolumeDelay {
  readonly nodeCount: number;
  readonly linkCount: number;
  /** Zones are the nodes 0 … zoneCount - 1. */
  readonly zoneCount: number;
  /** Nodes below this number may begin or end a path but not lie inside one. */
  readonly firstThroughNode: number;
  /** [link] */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly length: Float64Array;
  readonly toll: Float64Array;
  readonly linkType: Float64Array;
  readonly speed: Float64Array;
  /** [node + 1] into linkOut: links that leave the node. */
  readonly firstOut: Uint32Array;
  readonly linkOut: Uint32Array;
}

/** Travellers who weigh money and distance alike. Cost of a link = travel time + tollFactor · toll + distanceFactor · length. */
export interface UserClass {
  readonly name: string;
  /** [origin × zoneCount + destination] trips, ≥ 0 */
  readonly demand: Float64Array;
  readonly tollFactor: number;
  readonly distanceFactor: number;
  /** Passenger-car units a vehicle, > 0. */
  readonly pcu: number;
}

export interface LinkRow {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly length: number;
  readonly freeTime: number;
  readonly b: number;
  readonly power: number;
  readonly speed: number;
  readonly toll: number;
  readonly linkType: number;
}

/** @param rows links with nodes numbered from 0 */
export function buildAssignmentNetwork(
  nodeCount: number,
  zoneCount: number,
  firstThroughNode: number,
  rows: readonly LinkRow[],
): AssignmentNetwork {
  const linkCount = rows.length;
  const firstOut = new Uint32Array(nodeCount + 1);
  for (const row of rows) firstOut[row.from + 1]!++;
  for (let node = 0; node < nodeCount; node++) firstOut[node + 1]! += firstOut[node]!;
  const next = firstOut.slice();
  const linkOut = new Uint32Array(linkCount);
  rows.forEach((row, link) => {
    linkOut[next[row.from]!++] = link;
  });
  const column = (pick: (row: LinkRow) => number): Float64Array => Float64Array.from(rows, pick);
  return {
    nodeCount,
    linkCount,
    zoneCount,
    firstThroughNode,
    from: Uint32Array.from(rows, (row) => row.from),
    to: Uint32Array.from(rows, (row) => row.to),
    length: column((row) => row.length),
    toll: column((row) => row.toll),
    linkType: column((row) => row.linkType),
    speed: column((row) => row.speed),
    firstOut,
    linkOut,
    kind: new Uint8Array(linkCount).fill(BPR),
    freeTime: column((row) => row.freeTime),
    capacity: column((row) => row.capacity),
    b: column((row) => row.b),
    power: column((row) => row.power),
  };
}

/** The part of a link's cost that does not depend on flow. [link] */
export function fixedCost(network: AssignmentNetwork, userClass: UserClass): Float64Array {
  return Float64Array.from(
    network.length,
    (length, link) => userClass.tollFactor * network.toll[link]! + userClass.distanceFactor * length,
  );
}
