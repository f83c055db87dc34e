/** What a turn costs a car beside the stretches before and after it. Only junctions of main roads and places with forbidden turns have turns
 *  that differ; everywhere else a node is one state and costs nothing (delays of approaches stand in the arc times). Pure. */
import { CLASS_RANK } from './road-defaults.ts';
import { ARC_SIGNAL, NO_ACCESS, ROAD_CLASSES, type RoadGraph } from './road-graph.ts';

/** Extra delay of crossing the opposite stream when leaving or entering a main road, driving on the right [s] (assumption; half of the
 *  8 to 10 s of control delay at which the Highway Capacity Manual's level of service A ends, as arcs hold the approach's own delay). */
const LEFT_TURN_MS = 4000;
/** Classes with a stream worth waiting for: tertiary and above. Motorways and trunk roads have ramps instead. */
const MAIN_RANK_FROM = 2;
const MAIN_RANK_TO = 4;
/** A left turn bends more than this and less than a U-turn [degrees]. */
const LEFT_FROM_DEG = 45;
const LEFT_TO_DEG = 160;

/** True where turns are told apart: junctions of three or more streets on a main road without ramps. */
export function isMainJunction(graph: RoadGraph, arcsIn: ArrayLike<number>, arcsOut: ArrayLike<number>): boolean {
  const links = new Set<number>();
  let main = false;
  let fast = false;
  for (const arcs of [arcsIn, arcsOut])
    for (let i = 0; i < arcs.length; i++) {
      const arc = arcs[i]!;
      links.add(graph.linkOfArc[arc]!);
      const rank = CLASS_RANK[ROAD_CLASSES[graph.roadClass[arc]!]!];
      if (rank < MAIN_RANK_FROM) fast = true;
      else if (rank <= MAIN_RANK_TO) main = true;
    }
  return main && !fast && links.size >= 3;
}

/** Cost of a turn at a main junction [ms]. */
export function turnCostMs(graph: RoadGraph, inArc: number, outArc: number): number {
  // Lights give left turns their own phase; their mean wait stands in the arc.
  if ((graph.arcFlags[inArc]! & ARC_SIGNAL) !== 0) return 0;
  const bend = bendDeg(graph, inArc, outArc);
  return bend > LEFT_FROM_DEG && bend < LEFT_TO_DEG ? LEFT_TURN_MS : 0;
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
