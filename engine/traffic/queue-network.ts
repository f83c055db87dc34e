/** The links of a queue simulation: how long they take when empty, how many may leave an hour, how many fit, how fast a gap travels back.
 *  Derived from the road graph; plain arrays, no state. */
import { carJunctions, rankOfArc } from '../network/car-junctions.ts';
import {
  giveWayLaneCapacityPerH,
  greenShareOf,
  SATURATION_PCU_PER_H,
  TURNING_LANES,
} from '../network/junction-defaults.ts';
import { isLowerAtLights, type JunctionView, MAIN_ROAD_RANK } from '../network/road-defaults.ts';
import { ARC_CYCLE_SEPARATED, ARC_SIGNAL, NO_ACCESS, type RoadGraph } from '../network/road-graph.ts';

export interface QueueNetwork {
  readonly linkCount: number;
  /** [link] time to drive the empty link, turn delay included [ms], > 0 */
  readonly freeTimeMs: Float64Array;
  /** [link] time between two passenger-car units that leave [ms] */
  readonly headwayMs: Float64Array;
  /** [link] passenger-car units that fit, ≥ 1 */
  readonly storagePcu: Uint32Array;
  /** [link] time a gap needs from the exit to the entry [ms] */
  readonly gapTimeMs: Float64Array;
}

/** Space a passenger-car unit takes in a standing queue [m] (SUMO: 5 m vehicle + 2.5 m gap). */
export const JAM_SPACING_M = 7.5;
/** Speed at which a queue dissolves backwards [m/s]: the next driver starts 1.4 s after the one before (SUMO's meso-taujj), 19 km/h. */
export const BACKWARD_WAVE_MPS = JAM_SPACING_M / 1.4;

/** Storage shrinks less than flow in a sample, or single vehicles would block short links.
 *  @source Nicolai (2012), storage factor = flow factor^0.75, as the MATSim book recommends (Horni, Nagel, Axhausen 2016, ch. 4) */
export const STORAGE_EXPONENT = 0.75;

/** Queue links of the cars' arcs; arcs closed to cars get the smallest storage and are never on a route. Free times are the graph's: speed
 *  on the stretch and the mean delay at its end (signals, giving way) without a queue; capacities are the stretch's or its junction's, whichever is less.
 *  A link holds at least what its capacity needs to flow, so that rounding never throttles a short link.
 *  @param scale part of the vehicles that is simulated: capacities and storage shrink with it (≥ 1 vehicle) */
export function queueNetworkOf(graph: RoadGraph, scale = 1): QueueNetwork {
  if (!(scale > 0 && scale <= 1)) throw new RangeError(`scale must be in (0, 1], got ${scale}`);
  const n = graph.arcCount;
  const junctionAt = carJunctions(graph);
  const freeTimeMs = new Float64Array(n);
  const headwayMs = new Float64Array(n);
  const storagePcu = new Uint32Array(n);
  const gapTimeMs = new Float64Array(n);
  const storageScale = scale ** STORAGE_EXPONENT;
  for (let arc = 0; arc < n; arc++) {
    const drivable = graph.carTimeMs[arc] !== NO_ACCESS && graph.capacityPcuPerH[arc]! > 0;
    const capacity = drivable
      ? Math.min(graph.capacityPcuPerH[arc]!, junctionCapacityPcuPerH(graph, arc, junctionAt(graph.head[arc]!))) * scale
      : 1;
    freeTimeMs[arc] = drivable ? Math.max(1, graph.carTimeMs[arc]!) : 1;
    headwayMs[arc] = 3_600_000 / capacity;
    gapTimeMs[arc] = (graph.lengthM[arc]! / BACKWARD_WAVE_MPS) * 1000;
    const room = ((graph.lengthM[arc]! * graph.lanes[arc]!) / JAM_SPACING_M) * storageScale;
    const needed = drivable ? (freeTimeMs[arc]! + gapTimeMs[arc]!) / headwayMs[arc]! : 1;
    storagePcu[arc] = Math.max(1, Math.floor(room), Math.ceil(needed));
  }
  return { linkCount: n, freeTimeMs, headwayMs, storagePcu, gapTimeMs };
}

/** What the junction at the end of an arc passes [pcu/h]: lights their green share of the saturation flow of the
 *  lanes, one more than the street has, a local street what fits between
 *  the traffic of the main road; Infinity elsewhere. */
export function junctionCapacityPcuPerH(graph: RoadGraph, arc: number, end: JunctionView): number {
  const rank = rankOfArc(graph, arc);
  const lanes = graph.lanes[arc]!;
  if ((graph.arcFlags[arc]! & ARC_SIGNAL) !== 0)
    return greenShareOf(isLowerAtLights(rank, end.bestRank)) * SATURATION_PCU_PER_H * (lanes + TURNING_LANES);
  return rank > MAIN_ROAD_RANK && end.carLinks >= 3 ? giveWayLaneCapacityPerH(end.bestRank) * lanes : Infinity;
}

/** The same for bicycles on queues of their own: a track passes 3,000 an hour, a lane among cars half of it, traffic lights 35 % of the time.
 *  @param timeMs [arc] free time at the scenario's speed
 *  @source capacity of a 2 m track: Botma and Papendrecht (1991), Transportation Research Record 1320, rounded down; green share assumption */
export function bicycleNetworkOf(graph: RoadGraph, timeMs: Uint32Array, scale: number): QueueNetwork {
  const n = graph.arcCount;
  const freeTimeMs = new Float64Array(n).fill(1);
  const headwayMs = new Float64Array(n).fill(1);
  const storagePcu = new Uint32Array(n).fill(1);
  const gapTimeMs = new Float64Array(n);
  for (let arc = 0; arc < n; arc++) {
    if (timeMs[arc] === NO_ACCESS) continue;
    const perH = (graph.arcFlags[arc]! & ARC_CYCLE_SEPARATED) !== 0 ? 3000 : 1500;
    const open = (graph.arcFlags[arc]! & ARC_SIGNAL) !== 0 ? 0.35 : 1;
    freeTimeMs[arc] = Math.max(1, timeMs[arc]!);
    headwayMs[arc] = 3_600_000 / (perH * open * scale);
    // Two abreast, 2 m each.
    storagePcu[arc] = Math.max(2, Math.floor(graph.lengthM[arc]! * scale ** STORAGE_EXPONENT));
    gapTimeMs[arc] = (graph.lengthM[arc]! / 2) * 800;
  }
  return { linkCount: n, freeTimeMs, headwayMs, storagePcu, gapTimeMs };
}
