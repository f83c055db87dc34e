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
import { sharedF32 } from '../core/shared.ts';
import type { District } from '../district/district.ts';
import { carTurns } from '../network/turn-costs.ts';
import type { RoadIndex } from '../routing/road-query.ts';
import { queueNetworkOf } from '../traffic/queue-network.ts';
import { type QueueOptions, type QueueResult, simulateQueuesBreathing } from '../traffic/queue-simulation.ts';
import { bicycleDay, CATCH_UP } from './bicycle-queues.ts';
import { type BusHops, sampleOfBuses } from './bus-hops.ts';
import { slotOf } from './car-service.ts';
import { congestedTimes, HOURS } from './congestion.ts';
import { runDay } from './day-events.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { mixRoutes, relativeGap, vehiclesOf } from './driven-routes.ts';
import { delayBuses, delayRiders, onTime, type PlannedService, plannedService, serviceColumns } from './late-buses.ts';
import { BUS, PARK_AND_RIDE, TRAIN } from './modes.ts';
import {
  averageDelays,
  END_MS,
  flat,
  freeShares,
  indices,
  QUARTER_MS,
  QUARTERS,
  quarterCars,
  quarterTimes,
} from './quarter-hours.ts';
import { drivenLegs, type Legs, type Routes, routesOf } from './road-legs.ts';
import type { TrafficOutcome } from './stores.ts';
import { peopleInWheelchair } from './wheelchair-users.ts';

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

function changedShare(before: Uint8Array, now: Uint8Array): number {
  let changed = 0;
  for (let t = 0; t < now.length; t++) if (before[t] !== now[t]) changed++;
  return now.length === 0 ? 0 : changed / now.length;
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
