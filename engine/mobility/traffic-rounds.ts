/** The travel day with roads that fill up: people choose by the times of the last round, drive their routes through queues, and learn.
 *  A round: choices by the times so far → routes by quarter-hour → queue simulation → delays, averaged over the rounds →
 *  late buses and the service their riders meet. Of the drivers who
 *  drove before, half look for a new route. It ends when the routes driven are within a relative gap of the fastest ones and as few
 *  trips change their mode, or after the last round; it tells how far it came.
 *  Gap = 1 − Σ fastest times / Σ times of the routes driven, both by the averaged times of the quarter-hour in which the leg starts, turns included.
 *  In: a prepared day. Out: record of the last round, link times and flows by quarter-hour, what happened. Deterministic for any number of threads.
 *  Method: successive averages (Robbins and Monro 1951; Sheffi 1985 ch. 5), gap of dynamic assignment (Chiu et al. 2011, TRB Circular E-C153). */
import { throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { purposeId, uniform } from '../core/random.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import type { District } from '../district/district.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { carTurns } from '../network/turn-costs.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import { bicycleNetworkOf, queueNetworkOf } from '../traffic/queue-network.ts';
import {
  type QueueOptions,
  type QueueResult,
  simulateQueuesBreathing,
  type Vehicles,
} from '../traffic/queue-simulation.ts';
import { type BusHops, sampleOfBuses } from './bus-hops.ts';
import { slotOf } from './car-service.ts';
import { capacityTaken, congestedTimes, HOURS } from './congestion.ts';
import { type DayInput, type DayRecord, runDay } from './day-events.ts';
import { delayBuses, delayRiders, onTime, type PlannedService, plannedService, serviceColumns } from './late-buses.ts';
import { BUS, PARK_AND_RIDE, TRAIN } from './modes.ts';
import { drivenLegs, type Legs, legsByMode, type Routes, routesOf } from './road-legs.ts';
import type { TrafficOutcome } from './stores.ts';
import { peopleInWheelchair } from './wheelchair-users.ts';

export const QUARTERS = 96;
const QUARTER_MS = 900_000;
/** Simulated time: the day and six hours, so that those who leave late arrive; the rest wraps around midnight. */
const END_MS = 30 * 3_600_000;
const BUS_PCU = 2;
/** Delays nobody takes another route for; leaving them out saves customizations of quiet quarter-hours. */
const LEAST_DELAY_MS = 500;
/** Headways an idle link may catch up in a sample: keeps the delay of sampled traffic near that of all traffic (see QueueOptions). */
const CATCH_UP = 2;
/** Part of the drivers that looks for a new route in a round: enough to leave a queue, too few to make the next one. The delays are averaged as
 *  well; one in `round`, as plain successive averages have it, came five times less far in eight rounds of a jammed weekday. */
const SEARCHERS = 0.5;
const ROUTE_DRAW = purposeId('new route');
const BIKES = [1, 2];
const RIDDEN = [BUS, TRAIN, PARK_AND_RIDE];

export interface TrafficDay {
  readonly record: DayRecord;
  readonly traffic: TrafficOutcome;
  /** [quarter × arcs + arc] */
  readonly bicycles: Routes;
}

export interface RoundsInput {
  readonly day: DayInput;
  readonly district: District;
  /** All buses of the day. */
  readonly hops: BusHops;
  readonly parallel: Parallel;
  readonly context: StageContext;
  /** Writes car times of the trips. */
  readonly serve: (bySlot: readonly RoadIndex[], timesOnly: boolean) => Promise<void>;
}

export async function trafficRounds(input: RoundsInput): Promise<TrafficDay> {
  const { day, district, parallel, context, serve } = input;
  const { scenario, trips, dayType, network, population } = day;
  const { roads } = district;
  const { congestionIterations, congestionGap, throughTrafficShare, gridlockRemoveMin } = scenario.travel;
  const scale = population.sampleShare;
  const base = congestedTimes(roads, new Float64Array(HOURS * roads.arcCount), throughTrafficShare, dayType);
  const known = new Map<Uint32Array, RoadIndex>([[roads.carTimeMs, network.car]]);
  const lasting = new Set(base);
  const queues = queueNetworkOf(roads, scale);
  const options: QueueOptions = {
    startMs: 0,
    endMs: END_MS,
    binMs: QUARTER_MS,
    removeAfterMs: gridlockRemoveMin * 60_000,
    catchUpHeadways: scale < 1 ? CATCH_UP : 0,
    freeShare: freeShares(roads, throughTrafficShare, dayType),
    signal: context.signal,
  };
  const buses = sampleOfBuses(input.hops, scenario.seed, scale, dayType);
  const { los } = day;
  const turnMs = carTurns(roads);
  const late = onTime(network.transit, dayType);
  const planned = serviceColumns(los).map(plannedService);
  // People in a wheelchair ride by a timetable of their own where something is closed to them.
  const seated = network.stepFree === null ? null : peopleInWheelchair(scenario, population.persons);
  const byOther = (t: number): boolean => seated !== null && seated[trips.tourPerson[trips.tour[t]!]!] === 1;
  const delayMs = sharedF32(QUARTERS * roads.arcCount);
  let times = quarterTimes(base, delayMs, roads.arcCount);
  let bySlot = await indices(times, known, lasting, roads, context);
  const gaps: number[] = [];
  let record: DayRecord | undefined;
  let previous: { readonly legs: Legs; readonly routes: Routes } | undefined;
  let modeBefore: Uint8Array | undefined;
  let modeChangeShare = 1;
  let result: QueueResult | undefined;
  let events = 0;
  for (let round = 1; ; round++) {
    throwIfCancelled(context.signal);
    await serve(bySlot, round > 1);
    await breathe();
    record = runDay(day);
    await breathe();
    const { mode } = record.outcome;
    if (modeBefore !== undefined) modeChangeShare = changedShare(modeBefore, mode);
    modeBefore = mode;
    const legs = drivenLegs(trips, record, day);
    const fresh = await routesOf(legs, bySlot, parallel, context);
    const routes = mixRoutes(legs, fresh, previous, round, scenario.seed, dayType);
    previous = { legs, routes };
    context.onProgress({ stage: 'queues', fraction: Math.min(1, round / congestionIterations) });
    await breathe();
    result = await simulateQueuesBreathing(queues, vehiclesOf(legs, routes, buses, turnMs), options);
    events += result.linkEvents;
    await breathe();
    averageDelays(delayMs, result, queues.freeTimeMs, roads.arcCount, round);
    times = quarterTimes(base, delayMs, roads.arcCount);
    bySlot = await indices(times, known, lasting, roads, context);
    const riders = riderDelayH(day, record, planned) / scale;
    delayBuses(late, network.transit, dayType, input.hops, times, roads.carTimeMs);
    delayRiders(los, planned, late, network.transit, dayType, scenario.choice, byOther);
    gaps.push(await relativeGap(legs, routes, times, bySlot, turnMs, parallel, context));
    const settled = gaps[round - 1]! <= congestionGap && modeChangeShare <= congestionGap;
    if (settled || round >= congestionIterations) {
      const bicycles = await bicycleDay(day, record, roads, scale, parallel, context);
      return {
        record,
        bicycles: bicycles.routes,
        traffic: {
          rounds: round,
          gaps: Float64Array.from(gaps),
          gapWanted: congestionGap,
          modeChangeShare,
          settled,
          linkEvents: events,
          vehicles: legs.trip.length / scale,
          arrivedVehicles: result.arrivedCount / scale,
          removedVehicles: result.removedCount / scale,
          insideVehicles: (result.insideCount + result.waitingToStartCount) / scale,
          stuckVehicles: (result.removedCount + result.stuckCount) / scale,
          gridlockedArcs: Uint32Array.from(result.gridlocks.flatMap(({ links }) => links)),
          busDelayH: busDelayH(buses, delayMs, roads.arcCount) / scale,
          busHopsOffStreet: buses.offStreet,
          riderDelayH: riders,
          bikeDelayH: bicycles.delayH,
          quarterTimeMs: flat(times, roads.arcCount),
          quarterCars: quarterCars(result, buses, roads.arcCount, scale),
        },
      };
    }
  }
}

/** [quarter × classes + class] capacity that passing traffic leaves. */
function freeShares(roads: RoadGraph, through: number, dayType: number): NonNullable<QueueOptions['freeShare']> {
  const classCount = ROAD_CLASSES.length;
  const bins = Math.ceil(END_MS / QUARTER_MS);
  const share = new Float32Array(bins * classCount);
  for (let bin = 0; bin < bins; bin++)
    for (let c = 0; c < classCount; c++)
      share[bin * classCount + c] = Math.max(0.05, 1 - capacityTaken(c, Math.floor(bin / 4) % 24, through, dayType));
  return { classOfLink: roads.roadClass, classCount, share };
}

/** Times of each quarter-hour [ms]; a quarter like the one before shares its array. */
function quarterTimes(base: readonly Uint32Array[], delayMs: Float32Array, arcCount: number): Uint32Array[] {
  const all: Uint32Array[] = [];
  for (let q = 0; q < QUARTERS; q++) {
    const hour = base[Math.floor(q / 4)]!;
    let times: Uint32Array | undefined;
    for (let arc = 0; arc < arcCount; arc++) {
      const delay = Math.round(delayMs[q * arcCount + arc]!);
      if (delay < LEAST_DELAY_MS || hour[arc] === NO_ACCESS) continue;
      if (times === undefined) {
        times = sharedU32(arcCount);
        times.set(hour);
      }
      times[arc] = hour[arc]! + delay;
    }
    all.push(times ?? hour);
  }
  return all;
}

/** One index a distinct set of times. @param known indices that last over the rounds, filled with those of `lasting` times */
async function indices(
  times: readonly Uint32Array[],
  known: Map<Uint32Array, RoadIndex>,
  lasting: ReadonlySet<Uint32Array>,
  roads: RoadGraph,
  context: StageContext,
): Promise<RoadIndex[]> {
  const made = new Map<Uint32Array, RoadIndex>();
  const result: RoadIndex[] = [];
  for (const weightMs of times) {
    let index = known.get(weightMs) ?? made.get(weightMs);
    if (index === undefined) {
      throwIfCancelled(context.signal);
      index = prepareRoads(roads, weightMs, 'car');
      (lasting.has(weightMs) ? known : made).set(weightMs, index);
      await breathe();
    }
    result.push(index);
  }
  return result;
}

function changedShare(before: Uint8Array, now: Uint8Array): number {
  let changed = 0;
  for (let t = 0; t < now.length; t++) if (before[t] !== now[t]) changed++;
  return now.length === 0 ? 0 : changed / now.length;
}

/** Who drove the same trip before keeps the route, but for the searchers. */
function mixRoutes(
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
function vehiclesOf(
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

/** delay += (seen − delay) / round; what happens after midnight falls into the first quarters. */
function averageDelays(
  delayMs: Float32Array,
  result: QueueResult,
  freeMs: Float64Array,
  arcCount: number,
  round: number,
): void {
  for (let q = 0; q < QUARTERS; q++)
    for (let arc = 0; arc < arcCount; arc++) {
      let units = 0;
      let lostMs = 0;
      for (let bin = q; bin < result.binCount; bin += QUARTERS) {
        const n = result.entered[bin * arcCount + arc]!;
        if (n === 0) continue;
        units += n;
        lostMs += n * Math.max(0, result.meanTimeMs[bin * arcCount + arc]! - freeMs[arc]!);
      }
      const seen = units > 0 ? lostMs / units : 0;
      const at = q * arcCount + arc;
      delayMs[at] = delayMs[at]! + (seen - delayMs[at]!) / round;
    }
}

async function relativeGap(
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

/** Bicycles on their own queues, once choices are settled. */
async function bicycleDay(
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

/** What late buses cost those who made the trips of a round, by the service they met [h]. */
function riderDelayH({ los }: DayInput, { outcome }: DayRecord, planned: readonly PlannedService[]): number {
  let lostS = 0;
  for (let t = 0; t < outcome.mode.length; t++) {
    const kind = RIDDEN.indexOf(outcome.mode[t]!);
    if (kind < 0 || outcome.failure[t] !== 0) continue;
    lostS += [los.bus, los.train, los.parkAndRide][kind]!.timeS[t]! - planned[kind]!.timeS[t]!;
  }
  return lostS / 3600;
}

function busDelayH(buses: BusHops, delayMs: Float32Array, arcCount: number): number {
  let lostMs = 0;
  for (let hop = 0; hop < buses.key.length; hop++) {
    const q = slotOf(buses.departureS[hop]!, QUARTERS);
    for (let i = buses.first[hop]!; i < buses.first[hop + 1]!; i++) lostMs += delayMs[q * arcCount + buses.arcs[i]!]!;
  }
  return lostMs / 3_600_000;
}

/** Cars that entered by quarter-hour, all residents; buses, which the queues count by size, are taken off again. */
function quarterCars(result: QueueResult, buses: BusHops, arcCount: number, scale: number): Float32Array {
  const cars = sharedF32(QUARTERS * arcCount);
  for (let bin = 0; bin < result.binCount; bin++)
    for (let arc = 0; arc < arcCount; arc++)
      cars[(bin % QUARTERS) * arcCount + arc]! += result.entered[bin * arcCount + arc]! / scale;
  for (let hop = 0; hop < buses.key.length; hop++) {
    const q = slotOf(buses.departureS[hop]!, QUARTERS);
    for (let i = buses.first[hop]!; i < buses.first[hop + 1]!; i++) {
      const at = q * arcCount + buses.arcs[i]!;
      cars[at] = Math.max(0, cars[at]! - BUS_PCU / scale);
    }
  }
  return cars;
}

function flat(times: readonly Uint32Array[], arcCount: number): Uint32Array {
  const all = sharedU32(times.length * arcCount);
  times.forEach((quarter, q) => {
    all.set(quarter, q * arcCount);
  });
  return all;
}
