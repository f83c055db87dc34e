/** The road network of a district as arrays (compressed sparse rows), immutable and in shared memory.
 *  A link is a stretch of street between two nodes with a shape; an arc is one direction of a link. */

/** Travel time of an arc that a mode may not use. */
export const NO_ACCESS = 0xffffffff;

export const ROAD_MODES = ['car', 'bike', 'walk'] as const;
export type RoadMode = (typeof ROAD_MODES)[number];

export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'cycleway',
  'footway',
  'steps',
  'busway',
  'ferry',
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** Bits of `arcFlags`. */
export const ARC_BRIDGE = 1;
export const ARC_TUNNEL = 2;
/** The cyclist is apart from cars here (cycle track, cycleway, car-free path). */
export const ARC_CYCLE_SEPARATED = 4;
/** The arc ends at traffic lights. */
export const ARC_SIGNAL = 8;
export const ARC_BUS_LANE = 16;
/** Cars may come here only on their way from or to a place on it. */
export const ARC_DESTINATION = 32;
/** Cyclists get off here and push the bicycle. */
export const ARC_BIKE_PUSHED = 64;

export interface RoadGraph {
  readonly nodeCount: number;
  readonly arcCount: number;
  readonly linkCount: number;
  /** [node] WGS 84 degrees. */
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** [node + 1] arcs that leave node u: firstOut[u] … firstOut[u + 1] - 1 */
  readonly firstOut: Uint32Array;
  /** [arc] node the arc leads to, and the node it comes from. */
  readonly head: Uint32Array;
  readonly tail: Uint32Array;
  readonly lengthM: Float32Array;
  /** [arc] free-flow travel time [ms] by mode, NO_ACCESS where the mode may not go. */
  readonly carTimeMs: Uint32Array;
  readonly bikeTimeMs: Uint32Array;
  readonly walkTimeMs: Uint32Array;
  /** [arc] index into ROAD_CLASSES. */
  readonly roadClass: Uint8Array;
  /** [arc] lanes in this direction, ≥ 1. */
  readonly lanes: Uint8Array;
  readonly freeSpeedKmh: Uint8Array;
  /** [arc] passenger-car units an hour over all lanes; 0 where no car may go. */
  readonly capacityPcuPerH: Float32Array;
  readonly arcFlags: Uint8Array;
  /** [arc] the link it runs along. */
  readonly linkOfArc: Uint32Array;
  /** [link + 1] shape points of link l: shapeFirst[l] … shapeFirst[l + 1] - 1, end nodes included. */
  readonly shapeFirst: Uint32Array;
  readonly shapeLonDeg: Float64Array;
  readonly shapeLatDeg: Float64Array;
  /** [link] index into names; 0 is "". */
  readonly linkName: Uint32Array;
  readonly names: readonly string[];
  /** Forbidden turns for cars: the arcs forbiddenArc[forbiddenFirst[r]] … forbiddenArc[forbiddenFirst[r + 1] - 1] (two, or more with
   *  via-ways between) may not be driven one right after the other. [restriction + 1] and [Σ arcs]. */
  readonly forbiddenFirst: Uint32Array;
  readonly forbiddenArc: Uint32Array;
}

/** Free-flow travel time by arc [ms] of a mode. */
export function freeTimeMs(graph: RoadGraph, mode: RoadMode): Uint32Array {
  return mode === 'car' ? graph.carTimeMs : mode === 'bike' ? graph.bikeTimeMs : graph.walkTimeMs;
}

/** One street between two nodes before it becomes arcs; what readers and generators hand to `buildRoadGraph`. */
export interface LinkDraft {
  readonly fromNode: number;
  readonly toNode: number;
  /** Points between the end nodes, [lon, lat]; may be empty. */
  readonly via: ReadonlyArray<readonly [number, number]>;
  readonly roadClass: RoadClass;
  readonly name: string;
  readonly speedKmh: number;
  /** Lanes per direction, ≥ 1. */
  readonly lanes: number;
  /** Access per mode: 0 none, 1 forward only, 2 backward only, 3 both. */
  readonly car: 0 | 1 | 2 | 3;
  readonly bike: 0 | 1 | 2 | 3;
  readonly walk: 0 | 1 | 2 | 3;
  /** ARC_* bits. ARC_SIGNAL here means lights at `toNode`; see also `signalNodes` of the build options. */
  readonly flags: number;
  /** Lights at an end are not for it, as it passes above or below them or lies inside their junction: 1 those at `toNode`, 2 those at
   *  `fromNode`, 3 both. */
  readonly passesLights?: 0 | 1 | 2 | 3;
  /** Passenger-car units an hour and lane; the default of the road class when absent. */
  readonly capacityPcuPerLaneH?: number;
}
