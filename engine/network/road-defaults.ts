/** What a street is worth when nothing better is known: capacity, free speed and delay at its end, by road class and mode.
 *  Pure. Sources stand at each table. */
import { greenShareOf, uniformDelayS } from './junction-defaults.ts';
import { ARC_BIKE_PUSHED, ARC_SIGNAL, type RoadClass, type RoadMode } from './road-graph.ts';

/** Passenger-car units an hour and lane.
 *  @source motorway: Rijkswaterstaat, Capaciteitswaarden Infrastructuur Autosnelwegen (2,100 a lane); other classes: usual link capacities
 *  of Dutch urban static models with junctions inside the link (assumption, rounded to 100) */
export const CAPACITY_PCU_PER_LANE_H: Readonly<Record<RoadClass, number>> = {
  motorway: 2100,
  trunk: 1800,
  primary: 1200,
  secondary: 1000,
  tertiary: 800,
  unclassified: 600,
  residential: 500,
  living_street: 300,
  service: 300,
  cycleway: 0,
  footway: 0,
  steps: 0,
  busway: 800,
  ferry: 60,
};

/** Mean free driving speed as a share of the limit, bends and parked cars included, junctions apart (assumption). */
const CAR_SPEED_SHARE: Readonly<Partial<Record<RoadClass, number>>> = { motorway: 0.97, trunk: 0.95 };
const CAR_SPEED_SHARE_ELSEWHERE = 0.9;

/** Share of the ordinary speed of cyclists and walkers where they cannot keep it: shared footpaths, stairs (assumption). */
const BIKE_SPEED_SHARE: Readonly<Partial<Record<RoadClass, number>>> = {
  footway: 0.7,
  steps: 0.15,
  living_street: 0.95,
};
const WALK_SPEED_SHARE: Readonly<Partial<Record<RoadClass, number>>> = { steps: 0.5 };

/** Mean wait for a ferry: half of a headway of ten minutes (assumption). */
const FERRY_WAIT_S = 300;

/** Mean delay of cyclists and walkers at traffic lights [s]: as a car's on the main road; people on foot cross on part of their arrivals. */
const SIGNAL_DELAY_S: Readonly<Record<'bike' | 'walk', number>> = { bike: 10, walk: 5 };
/** Mean delay where a street of lower rank meets a main road, and slowing down at a junction of equals (assumption). */
const YIELD_DELAY_S: Readonly<Record<RoadMode, number>> = { car: 5, bike: 3, walk: 2 };
const EQUAL_DELAY_S: Readonly<Record<RoadMode, number>> = { car: 2, bike: 0, walk: 0 };

/** Rank of a class among streets with cars, 0 the highest; 255 for streets without. */
export const CLASS_RANK: Readonly<Record<RoadClass, number>> = {
  motorway: 0,
  trunk: 1,
  primary: 2,
  secondary: 3,
  tertiary: 4,
  unclassified: 5,
  residential: 6,
  living_street: 7,
  service: 8,
  ferry: 8,
  busway: 255,
  cycleway: 255,
  footway: 255,
  steps: 255,
};
export const MAIN_ROAD_RANK = 4;
const PRIMARY_RANK = 2;

/** Whether an approach gets the smaller part of green: a road of a higher class meets there. Motorways do not count, they pass. */
export const isLowerAtLights = (rank: number, bestRank: number): boolean => rank > Math.max(bestRank, PRIMARY_RANK);

/** What meets at the end of an arc. */
export interface JunctionView {
  /** Links with car access at the node. */
  readonly carLinks: number;
  /** Best (lowest) CLASS_RANK among them. */
  readonly bestRank: number;
}

/** Speed on the stretch itself [km/h]. @param flags ARC_* bits */
export function stretchSpeedKmh(
  mode: RoadMode,
  roadClass: RoadClass,
  limitKmh: number,
  bikeSpeedKmh: number,
  walkSpeedKmh: number,
  flags = 0,
): number {
  if (roadClass === 'ferry') return limitKmh;
  if (mode === 'bike' && (flags & ARC_BIKE_PUSHED) !== 0)
    return stretchSpeedKmh('walk', roadClass, limitKmh, bikeSpeedKmh, walkSpeedKmh);
  if (mode === 'car') return limitKmh * (CAR_SPEED_SHARE[roadClass] ?? CAR_SPEED_SHARE_ELSEWHERE);
  if (mode === 'bike') return bikeSpeedKmh * (BIKE_SPEED_SHARE[roadClass] ?? 1);
  return walkSpeedKmh * (WALK_SPEED_SHARE[roadClass] ?? 1);
}

/** Mean delay at the end of an arc, and before a ferry [s]. */
export function nodeDelayS(mode: RoadMode, roadClass: RoadClass, flags: number, end: JunctionView): number {
  const boarding = roadClass === 'ferry' ? FERRY_WAIT_S : 0;
  if ((flags & ARC_SIGNAL) !== 0)
    return boarding + signalDelayS(mode, isLowerAtLights(CLASS_RANK[roadClass], end.bestRank));
  if (end.carLinks < 3) return boarding;
  const rank = CLASS_RANK[roadClass];
  // Motorways and trunk roads merge and part: their delays come from congestion, not from the node.
  if (end.bestRank <= 1) return boarding;
  if (rank > end.bestRank && end.bestRank <= MAIN_ROAD_RANK) return boarding + YIELD_DELAY_S[mode];
  return boarding + (rank > MAIN_ROAD_RANK ? EQUAL_DELAY_S[mode] : 0);
}

/** Mean delay at traffic lights without a queue [s]. @param lower true when a road of a higher class meets there */
function signalDelayS(mode: RoadMode, lower: boolean): number {
  return mode === 'car' ? Math.round(uniformDelayS(greenShareOf(lower))) : SIGNAL_DELAY_S[mode];
}
