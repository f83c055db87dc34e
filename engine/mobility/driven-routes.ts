/** Routes of the legs driven in a round: who keeps the old one, vehicles for the queues, and how far from the fastest they are. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { purposeId, uniform } from '../core/random.ts';
import type { RoadIndex } from '../routing/road-query.ts';
import type { Vehicles } from '../traffic/queue-simulation.ts';
import type { BusHops } from './bus-hops.ts';
import { slotOf } from './car-service.ts';
import { BUS_PCU, QUARTERS } from './quarter-hours.ts';
import { type Legs, type Routes, routesOf } from './road-legs.ts';

/** Part of the drivers that looks for a new route in a round: enough to leave a queue, too few to make the next one. The delays are averaged as
 *  well; one in `round`, as plain successive averages have it, came five times less far in eight rounds of a jammed weekday. */
const SEARCHERS = 0.5;
const ROUTE_DRAW = purposeId('new route');

/** Who drove the same trip before keeps the route, but for the searchers. */
export function mixRoutes(
  legs: Legs,
  fresh: Routes,
  previous: { readonly legs: Legs; readonly routes: Routes } | undefined,
  round: number,
  seed: number,
  dayType: number,
): Routes {
  if (previous === undefined) return fresh;
  const count = legs.trip.length;
  const first = new Uint32Array(count + 1);
  const from = new Int32Array(count).fill(-1);
  let old = 0;
  for (let leg = 0; leg < count; leg++) {
    const trip = legs.trip[leg]!;
    while (old < previous.legs.trip.length && previous.legs.trip[old]! < trip) old++;
    const same =
      previous.legs.trip[old] === trip &&
      previous.legs.fromNode[old] === legs.fromNode[leg] &&
      previous.legs.toNode[old] === legs.toNode[leg];
    if (same && uniform(seed, ROUTE_DRAW, trip, dayType, round) >= SEARCHERS) from[leg] = old;
    const source = from[leg]! < 0 ? fresh.first : previous.routes.first;
    const at = from[leg]! < 0 ? leg : old;
    first[leg + 1] = first[leg]! + source[at + 1]! - source[at]!;
  }
  const arcs = new Uint32Array(first[count]!);
  for (let leg = 0; leg < count; leg++) {
    const source = from[leg]! < 0 ? fresh : previous.routes;
    const at = from[leg]! < 0 ? leg : from[leg]!;
    arcs.set(source.arcs.subarray(source.first[at]!, source.first[at + 1]!), first[leg]!);
  }
  return { first, arcs };
}

/** Cars, then buses. @param turnMs what the turns of cars cost; buses have theirs in the timetable */
export function vehiclesOf(
  legs: Legs,
  routes: Routes,
  buses: BusHops,
  turnMs?: (inArc: number, outArc: number) => number,
): Vehicles {
  const cars = legs.trip.length;
  const count = cars + buses.key.length;
  const firstLink = new Uint32Array(count + 1);
  firstLink.set(routes.first);
  for (let hop = 0; hop < buses.key.length; hop++)
    firstLink[cars + hop + 1] = routes.arcs.length + buses.first[hop + 1]!;
  const routeLink = new Uint32Array(routes.arcs.length + buses.arcs.length);
  routeLink.set(routes.arcs);
  routeLink.set(buses.arcs, routes.arcs.length);
  return {
    count,
    departureMs: Float64Array.from(
      { length: count },
      (_, v) => 1000 * Math.max(0, v < cars ? legs.departureS[v]! : buses.departureS[v - cars]!),
    ),
    pcu: new Uint8Array(count).fill(1, 0, cars).fill(BUS_PCU, cars),
    firstLink,
    routeLink,
    ...(turnMs === undefined ? {} : { turnMs: turnDelays(routes, routeLink.length, turnMs) }),
  };
}

/** [place in a route] delay between an arc and the next one [ms]. */
function turnDelays(routes: Routes, places: number, turnMs: (inArc: number, outArc: number) => number): Uint16Array {
  const delays = new Uint16Array(places);
  for (let leg = 0; leg + 1 < routes.first.length; leg++)
    for (let i = routes.first[leg]! + 1; i < routes.first[leg + 1]!; i++)
      delays[i - 1] = turnMs(routes.arcs[i - 1]!, routes.arcs[i]!);
  return delays;
}

export async function relativeGap(
  legs: Legs,
  routes: Routes,
  times: readonly Uint32Array[],
  bySlot: readonly RoadIndex[],
  turnMs: (inArc: number, outArc: number) => number,
  parallel: Parallel,
  context: StageContext,
): Promise<number> {
  const best = await routesOf(legs, bySlot, parallel, context);
  let driven = 0;
  let fastest = 0;
  for (let leg = 0; leg < legs.trip.length; leg++) {
    if (routes.first[leg] === routes.first[leg + 1]) continue;
    const timeMs = times[slotOf(legs.departureS[leg]!, QUARTERS)]!;
    for (let i = routes.first[leg]!; i < routes.first[leg + 1]!; i++) {
      driven += timeMs[routes.arcs[i]!]!;
      if (i > routes.first[leg]!) driven += turnMs(routes.arcs[i - 1]!, routes.arcs[i]!);
    }
    fastest += best.timeMs[leg]!;
  }
  return driven > 0 ? Math.max(0, 1 - fastest / driven) : 0;
}
