/** Bicycles of a day on queues of their own, once choices are settled. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { bicycleNetworkOf } from '../traffic/queue-network.ts';
import { simulateQueuesBreathing } from '../traffic/queue-simulation.ts';
import type { BusHops } from './bus-hops.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { vehiclesOf } from './driven-routes.ts';
import { END_MS } from './quarter-hours.ts';
import { legsByMode, type Routes, routesOf } from './road-legs.ts';

/** Headways an idle link may catch up in a sample: keeps the delay of sampled traffic near that of all traffic (see QueueOptions). */
export const CATCH_UP = 2;
const BIKES = [1, 2];

/** Bicycles on their own queues, once choices are settled. */
export async function bicycleDay(
  day: DayInput,
  record: DayRecord,
  roads: RoadGraph,
  scale: number,
  parallel: Parallel,
  context: StageContext,
): Promise<{ readonly routes: Routes; readonly delayH: number }> {
  const legs = legsByMode(day.trips, record, BIKES);
  const routes = await routesOf(legs, [day.network.bike], parallel, context);
  const none: BusHops = {
    departureS: new Int32Array(0),
    rideS: new Int32Array(0),
    dayTrip: new Uint32Array(0),
    position: new Uint16Array(0),
    key: new Uint32Array(0),
    first: new Uint32Array(1),
    arcs: new Uint32Array(0),
    offStreet: 0,
  };
  const network = bicycleNetworkOf(roads, roads.bikeTimeMs, scale);
  const result = await simulateQueuesBreathing(network, vehiclesOf(legs, routes, none), {
    ...{ startMs: 0, endMs: END_MS, binMs: END_MS, removeAfterMs: Infinity, signal: context.signal },
    catchUpHeadways: scale < 1 ? CATCH_UP : 0,
  });
  let lostMs = 0;
  for (let leg = 0; leg < legs.trip.length; leg++) {
    if (Number.isNaN(result.arrivalMs[leg]!)) continue;
    let freeMs = 0;
    for (let i = routes.first[leg]!; i < routes.first[leg + 1]!; i++) freeMs += network.freeTimeMs[routes.arcs[i]!]!;
    lostMs += Math.max(0, result.arrivalMs[leg]! - 1000 * Math.max(0, legs.departureS[leg]!) - freeMs);
  }
  return { routes, delayH: lostMs / 3_600_000 / scale };
}
