/** What a turn costs a car beside the stretches before and after it. Only junctions of main roads, ends of ramps with lights and places with
 *  forbidden turns have turns that differ; everywhere else a node is one state and costs nothing (delays of approaches stand in the arc times).
 *  Routes and queues count the same turns. Pure. */

import { rankOfArc } from './car-junctions.ts';
import { GREEN_SHARE, greenShareOf, LEFT_GREEN_SHARE, uniformDelayS } from './junction-defaults.ts';
import { isLowerAtLights } from './road-defaults.ts';
import { ARC_SIGNAL, NO_ACCESS, type RoadGraph } from './road-graph.ts';

/** Extra delay of crossing the opposite stream when leaving or entering a main road, driving on the right [s] (assumption; half of the
 *  8 to 10 s of control delay at which the Highway Capacity Manual's level of service A ends, as arcs hold the approach's own delay). */
const LEFT_TURN_MS = 4000;
/** Wait at the lights at the end of a ramp, which the arc of the motorway does not hold. */
const RAMP_LIGHTS_MS = 1000 * Math.round(uniformDelayS(GREEN_SHARE));
/** Classes with a stream worth waiting for: tertiary and above. Motorways and trunk roads have ramps instead. */
const MAIN_RANK_FROM = 2;
const MAIN_RANK_TO = 4;
/** A left turn bends more than this and less than a U-turn [degrees]. */
const LEFT_FROM_DEG = 45;
const LEFT_TO_DEG = 160;

/** True where turns are told apart: junctions of three or more streets on a main road without ramps, and ramps that end at lights. */
export function isMainJunction(graph: RoadGraph, arcsIn: ArrayLike<number>, arcsOut: ArrayLike<number>): boolean {
  const links = new Set<number>();
  let main = false;
  let fast = false;
  let lights = false;
  for (const arcs of [arcsIn, arcsOut])
    for (let i = 0; i < arcs.length; i++) {
      const arc = arcs[i]!;
      links.add(graph.linkOfArc[arc]!);
      const rank = rankOfArc(graph, arc);
      if (arcs === arcsIn && hasLights(graph, arc)) lights = true;
      if (rank < MAIN_RANK_FROM) fast = true;
      else if (rank <= MAIN_RANK_TO) main = true;
    }
  return main && (!fast || lights) && links.size >= 3;
}

/** Cost of a turn at a main junction [ms]. */
export function turnCostMs(graph: RoadGraph, inArc: number, outArc: number): number {
  const rank = rankOfArc(graph, inArc);
  // The motorway itself passes; who leaves it meets the lights at the end of the ramp.
  if (rank < MAIN_RANK_FROM && !hasLights(graph, inArc))
    return rankOfArc(graph, outArc) < MAIN_RANK_FROM ? 0 : RAMP_LIGHTS_MS;
  const bend = bendDeg(graph, inArc, outArc);
  if (bend <= LEFT_FROM_DEG || bend >= LEFT_TO_DEG) return 0;
  if (!hasLights(graph, inArc)) return rankOfArc(graph, outArc) < MAIN_RANK_FROM ? 0 : LEFT_TURN_MS;
  return leftPhaseMs(graph, inArc);
}

const hasLights = (graph: RoadGraph, arc: number): boolean => (graph.arcFlags[arc]! & ARC_SIGNAL) !== 0;

/** What the phase of left turns waits beyond that of the approach [ms]. */
function leftPhaseMs(graph: RoadGraph, inArc: number): number {
  const best = Math.min(rankOfArc(graph, inArc), bestRankBehind(graph, inArc));
  const green = greenShareOf(isLowerAtLights(rankOfArc(graph, inArc), best));
  return 1000 * Math.round(uniformDelayS(LEFT_GREEN_SHARE) - uniformDelayS(green));
}

/** Best (lowest) CLASS_RANK of the streets that cars may take at the end of an arc; 255 where there is none. */
function bestRankBehind(graph: RoadGraph, inArc: number): number {
  const node = graph.head[inArc]!;
  let best = 255;
  for (let out = graph.firstOut[node]!; out < graph.firstOut[node + 1]!; out++)
    if (graph.carTimeMs[out] !== NO_ACCESS) best = Math.min(best, rankOfArc(graph, out));
  return best;
}

/** What turns cost cars along a route, as car searches see it [ms]. Keeps what it has worked out. */
export function carTurns(graph: RoadGraph): (inArc: number, outArc: number) => number {
  const ins: number[][] = Array.from({ length: graph.nodeCount }, () => []);
  const outs: number[][] = Array.from({ length: graph.nodeCount }, () => []);
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (graph.carTimeMs[arc] === NO_ACCESS || graph.head[arc] === graph.tail[arc]) continue;
    outs[graph.tail[arc]!]!.push(arc);
    ins[graph.head[arc]!]!.push(arc);
  }
  const main = Uint8Array.from(ins, (arcs, node) => (isMainJunction(graph, arcs, outs[node]!) ? 1 : 0));
  const known = new Map<number, number>();
  return (inArc, outArc) => {
    if (main[graph.head[inArc]!] === 0) return 0;
    const key = inArc * graph.arcCount + outArc;
    let costMs = known.get(key);
    if (costMs === undefined) {
      costMs = turnCostMs(graph, inArc, outArc);
      known.set(key, costMs);
    }
    return costMs;
  };
}

/** Angle of a turn [degrees], left positive, straight on 0, ±180 back. */
export function bendDeg(graph: RoadGraph, inArc: number, outArc: number): number {
  const bend = headingDeg(graph, outArc, false) - headingDeg(graph, inArc, true);
  return ((((bend + 180) % 360) + 360) % 360) - 180;
}

/** Mathematical angle of an arc at its end (or start), counter-clockwise from east [degrees]. */
function headingDeg(graph: RoadGraph, arc: number, atEnd: boolean): number {
  const { shapeFirst, shapeLonDeg, shapeLatDeg } = graph;
  const link = graph.linkOfArc[arc]!;
  const first = shapeFirst[link]!;
  const last = shapeFirst[link + 1]! - 1;
  const tail = graph.tail[arc]!;
  // A loop runs in shape order first; both directions of a loop bend alike for this purpose.
  const forward = shapeLonDeg[first] === graph.lonDeg[tail] && shapeLatDeg[first] === graph.latDeg[tail];
  const step = forward ? 1 : -1;
  const end = forward ? last : first;
  const start = forward ? first : last;
  const a = atEnd ? end - step : start;
  const b = a + step;
  const scale = Math.cos((shapeLatDeg[a]! * Math.PI) / 180);
  const dx = (shapeLonDeg[b]! - shapeLonDeg[a]!) * scale;
  const dy = shapeLatDeg[b]! - shapeLatDeg[a]!;
  return (Math.atan2(dy, dx) * 180) / Math.PI;
}
