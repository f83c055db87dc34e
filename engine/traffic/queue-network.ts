/** The links of a queue simulation: how long they take when empty, how many may leave an hour, how many fit, how fast a gap travels back.
 *  Derived from the road graph; plain arrays, no state. */
import { ARC_SIGNAL, NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';

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
/** Share of green that a signalled approach has where nothing else is known. */
export const GREEN_SHARE = 0.45;
/** Flow out of a queue per lane and hour of green (HCM saturation flow, rounded down for Dutch signals). */
export const SATURATION_PCU_PER_H = 1800;

/** Mean delay at the end of a link without a queue [ms], by road class of the link: giving way, or half of the red phase squared over the
 *  cycle (Webster 1958 without its random term: C (1 − g)² / 2 with C = 80 s). */
function turnDelayMs(graph: RoadGraph, arc: number): number {
  if ((graph.arcFlags[arc]! & ARC_SIGNAL) !== 0) return (80_000 * (1 - GREEN_SHARE) ** 2) / 2;
  const name = ROAD_CLASSES[graph.roadClass[arc]!]!;
  if (name === 'motorway' || name === 'trunk') return 0;
  return name === 'residential' || name === 'living_street' || name === 'service' ? 2_000 : 1_000;
}

/** Queue links of the cars' arcs; arcs closed to cars get the smallest storage and are never on a route.
 *  @param scale part of the vehicles that is simulated: capacities and storage shrink with it (≥ 1 vehicle) */
export function queueNetworkOf(graph: RoadGraph, scale = 1): QueueNetwork {
  if (!(scale > 0 && scale <= 1)) throw new RangeError(`scale must be in (0, 1], got ${scale}`);
  const n = graph.arcCount;
  const freeTimeMs = new Float64Array(n);
  const headwayMs = new Float64Array(n);
  const storagePcu = new Uint32Array(n);
  const gapTimeMs = new Float64Array(n);
  for (let arc = 0; arc < n; arc++) {
    const drivable = graph.carTimeMs[arc] !== NO_ACCESS && graph.capacityPcuPerH[arc]! > 0;
    const green =
      (graph.arcFlags[arc]! & ARC_SIGNAL) !== 0 ? GREEN_SHARE * SATURATION_PCU_PER_H * graph.lanes[arc]! : Infinity;
    const capacity = drivable ? Math.min(graph.capacityPcuPerH[arc]!, green) * scale : 1;
    freeTimeMs[arc] = Math.max(
      1,
      (graph.lengthM[arc]! / Math.max(1, graph.freeSpeedKmh[arc]!)) * 3600 + turnDelayMs(graph, arc),
    );
    headwayMs[arc] = 3_600_000 / capacity;
    storagePcu[arc] = Math.max(1, Math.floor(((graph.lengthM[arc]! * graph.lanes[arc]!) / JAM_SPACING_M) * scale));
    gapTimeMs[arc] = (graph.lengthM[arc]! / BACKWARD_WAVE_MPS) * 1000;
  }
  return { linkCount: n, freeTimeMs, headwayMs, storagePcu, gapTimeMs };
}
