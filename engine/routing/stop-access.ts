/** Which stops are within reach of each road node on foot (or by bicycle), and how far stops lie apart: what transit searches start from.
 *  In: road graph, timetable, street index. Out: shared arrays by node. Pure. Method: one bounded Dijkstra a stop. */
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { freeTimeMs, type RoadGraph } from '../network/road-graph.ts';
import type { StreetIndex } from '../network/street-index.ts';
import type { Timetable } from '../network/timetable.ts';
import { type ArcView, Dijkstra, reverseView } from './dijkstra.ts';

/** A stop within reach, with the time and distance to or from it. */
export interface StopReach {
  readonly stop: number;
  readonly timeS: number;
  readonly distanceM: number;
}

/** Entries first … last - 1 of parallel arrays: the reaches of one node without copying. */
export interface ReachRange {
  readonly first: number;
  readonly last: number;
  readonly stop: Uint32Array;
  readonly timeS: Uint32Array;
  readonly distanceM: Float32Array;
}

/** Reaches of every node, nearest stop first. Entries of node n: first[n] … first[n + 1] - 1. */
export interface ReachTable {
  readonly first: Uint32Array;
  readonly stop: Uint32Array;
  readonly timeS: Uint32Array;
  readonly distanceM: Float32Array;
}

export interface StopAccess {
  /** From the node to stops, and from stops to the node. */
  readonly access: ReachTable;
  readonly egress: ReachTable;
  /** [stop] road node of the stop, 0xffffffff when no trip serves it or no street is near. */
  readonly stopNode: Uint32Array;
  /** [stop] time from the stop to its node [s]. */
  readonly stopSnapS: Float32Array;
  readonly stopSnapM: Float32Array;
  /** Served stops with no street near: they can be ridden through but not walked to. */
  readonly stopsOutside: number;
}

export interface StopAccessOptions {
  readonly mode: 'walk' | 'bike';
  /** Longest time to a stop [s]. */
  readonly maxTimeS: number;
  /** Nearest stops kept at a node. */
  readonly maxStops?: number;
  /** Furthest street from a stop [m]. */
  readonly maxSnapM?: number;
  /** [arc] time [ms]; the graph's free time of the mode when absent. */
  readonly weightMs?: Uint32Array;
  /** [stop] 1 for the stops that count; all that are served when absent. */
  readonly only?: Uint8Array;
}

const NO_NODE = 0xffffffff;

export function buildStopAccess(
  graph: RoadGraph,
  timetable: Timetable,
  streets: StreetIndex,
  options: StopAccessOptions,
): StopAccess {
  const { mode, maxTimeS, maxStops = 50, maxSnapM = 500 } = options;
  const forward: ArcView = {
    nodeCount: graph.nodeCount,
    firstOut: graph.firstOut,
    head: graph.head,
    weightMs: options.weightMs ?? freeTimeMs(graph, mode),
  };
  const backward = reverseView(forward);
  const lengthBack = Float32Array.from(backward.arc, (arc) => graph.lengthM[arc]!);
  const served = new Uint8Array(timetable.stopCount);
  for (const stop of timetable.patternStop) served[stop] = 1;
  const stopNode = sharedU32(timetable.stopCount).fill(NO_NODE);
  const stopSnapS = sharedF32(timetable.stopCount);
  const stopSnapM = sharedF32(timetable.stopCount);
  const speedMps = typicalSpeedMps(graph, forward.weightMs);
  let stopsOutside = 0;
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    if (served[stop] === 0 || options.only?.[stop] === 0) continue;
    const lon = timetable.stopLonDeg[stop]!;
    const lat = timetable.stopLatDeg[stop]!;
    const node = streets.nearestNode(lon, lat, mode, maxSnapM);
    if (node < 0) {
      stopsOutside++;
      continue;
    }
    stopNode[stop] = node;
    stopSnapM[stop] = streets.distanceToNodeM(lon, lat, node);
    stopSnapS[stop] = stopSnapM[stop]! / speedMps;
  }
  const access = table(backward, lengthBack, stopNode, stopSnapS, stopSnapM, maxTimeS, maxStops);
  const egress = table(forward, graph.lengthM, stopNode, stopSnapS, stopSnapM, maxTimeS, maxStops);
  return { access, egress, stopNode, stopSnapS, stopSnapM, stopsOutside };
}

/** The reaches of one node. */
export function reachesOf(table: ReachTable, node: number): ReachRange {
  return {
    first: table.first[node]!,
    last: table.first[node + 1]!,
    stop: table.stop,
    timeS: table.timeS,
    distanceM: table.distanceM,
  };
}

/** Walks between stops. Entries of stop s: first[s] … first[s + 1] - 1, nearest first, the stop itself left out. */
export interface StopFootpaths {
  readonly first: Uint32Array;
  readonly to: Uint32Array;
  readonly timeS: Uint32Array;
  readonly distanceM: Float32Array;
}

/** Footpaths between stops over the streets, no longer than a time. Complete: no two need to be chained within that time. */
export function buildFootpaths(reach: StopAccess, maxTimeS: number): StopFootpaths {
  const { access, stopNode, stopSnapS, stopSnapM } = reach;
  const stopCount = stopNode.length;
  const first = sharedU32(stopCount + 1);
  const to: number[] = [];
  const timeS: number[] = [];
  const lengthM: number[] = [];
  for (let stop = 0; stop < stopCount; stop++) {
    const node = stopNode[stop]!;
    if (node !== NO_NODE)
      for (let e = access.first[node]!; e < access.first[node + 1]!; e++) {
        if (access.stop[e] === stop) continue;
        const time = Math.ceil(access.timeS[e]! + stopSnapS[stop]!);
        if (time > maxTimeS) continue;
        to.push(access.stop[e]!);
        timeS.push(time);
        lengthM.push(access.distanceM[e]! + stopSnapM[stop]!);
      }
    first[stop + 1] = to.length;
  }
  const paths = { first, to: sharedU32(to.length), timeS: sharedU32(to.length), distanceM: sharedF32(to.length) };
  paths.to.set(to);
  paths.timeS.set(timeS);
  paths.distanceM.set(lengthM);
  return paths;
}

/** Mean speed over the open arcs, for the last metres off the streets. */
function typicalSpeedMps(graph: RoadGraph, weightMs: Uint32Array): number {
  let lengthM = 0;
  let timeMs = 0;
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (weightMs[arc] === 0xffffffff) continue;
    lengthM += graph.lengthM[arc]!;
    timeMs += weightMs[arc]!;
  }
  return timeMs > 0 && lengthM > 0 ? (1000 * lengthM) / timeMs : 1.25;
}

function table(
  view: ArcView,
  lengthM: Float32Array,
  stopNode: Uint32Array,
  snapS: Float32Array,
  snapM: Float32Array,
  maxTimeS: number,
  maxStops: number,
): ReachTable {
  const search = new Dijkstra(view);
  const nodes: number[] = [];
  const stops: number[] = [];
  const times: number[] = [];
  const distances: number[] = [];
  const along = new Float64Array(view.nodeCount);
  for (let stop = 0; stop < stopNode.length; stop++) {
    if (stopNode[stop] === NO_NODE) continue;
    search.run(stopNode[stop]!, -1, (maxTimeS - snapS[stop]!) * 1000);
    for (let i = 0; i < search.settledCount; i++) {
      const node = search.settled[i]!;
      const arc = search.lastArc(node);
      along[node] = arc === 0xffffffff ? snapM[stop]! : along[search.predecessor(node)]! + lengthM[arc]!;
      nodes.push(node);
      stops.push(stop);
      times.push(Math.ceil(search.timeMs(node) / 1000 + snapS[stop]!));
      distances.push(along[node]!);
    }
  }
  return byNode(view.nodeCount, nodes, stops, times, distances, maxStops);
}

function byNode(
  nodeCount: number,
  nodes: readonly number[],
  stops: readonly number[],
  times: readonly number[],
  distances: readonly number[],
  maxStops: number,
): ReachTable {
  const start = new Uint32Array(nodeCount + 1);
  for (const node of nodes) start[node + 1]!++;
  for (let node = 0; node < nodeCount; node++) start[node + 1]! += start[node]!;
  const order = new Uint32Array(nodes.length);
  const next = start.slice(0, nodeCount);
  for (let e = 0; e < nodes.length; e++) order[next[nodes[e]!]!++] = e;
  const first = sharedU32(nodeCount + 1);
  for (let node = 0; node < nodeCount; node++) {
    order.subarray(start[node], start[node + 1]).sort((a, b) => times[a]! - times[b]! || stops[a]! - stops[b]!);
    first[node + 1] = first[node]! + Math.min(maxStops, start[node + 1]! - start[node]!);
  }
  const count = first[nodeCount]!;
  const result = { first, stop: sharedU32(count), timeS: sharedU32(count), distanceM: sharedF32(count) };
  for (let node = 0; node < nodeCount; node++)
    for (let i = 0; i < first[node + 1]! - first[node]!; i++) {
      const e = order[start[node]! + i]!;
      result.stop[first[node]! + i] = stops[e]!;
      result.timeS[first[node]! + i] = times[e]!;
      result.distanceM[first[node]! + i] = distances[e]!;
    }
  return result;
}
