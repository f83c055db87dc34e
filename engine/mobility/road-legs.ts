/** What vehicles drive or ride on a day: legs between nodes, and their routes as arcs one after another.
 *  In: outcome of the day, road indices by slot. Out: legs and routes, in the order of trips. Deterministic for any number of threads. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedI32, sharedU32 } from '../core/shared.ts';
import type { RoadIndex } from '../routing/road-query.ts';
import { type RoutePayload, routeJob } from './car-service.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { CAR, PARK_AND_RIDE, SHARED_CAR } from './modes.ts';
import type { PlannedTrips } from './planned-trips.ts';

export interface Legs {
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly departureS: Int32Array;
  /** [leg] trip it belongs to; at most one leg a trip */
  readonly trip: Uint32Array;
}

export interface Routes {
  /** [leg + 1] into arcs */
  readonly first: Uint32Array;
  readonly arcs: Uint32Array;
}

/** What cars drive: whole trips, and to and from P+R. Passengers sit in cars that are counted or not simulated. */
export function drivenLegs(trips: PlannedTrips, { outcome }: DayRecord, day: DayInput): Legs {
  const list: [from: number, to: number, atS: number, trip: number][] = [];
  for (let t = 0; t < trips.count; t++) {
    if (outcome.failure[t] !== 0) continue;
    const mode = outcome.mode[t]!;
    if (mode === CAR || mode === SHARED_CAR)
      list.push([trips.fromNode[t]!, trips.toNode[t]!, outcome.departureS[t]!, t]);
    else if (mode === PARK_AND_RIDE) {
      const first = trips.firstTrip[trips.tour[t]!]!;
      const hub = day.network.hubNode[day.los.parkAndRideHub[first]!]!;
      const driveS = t === first ? 0 : Math.max(0, outcome.timeS[t]! - day.los.driveToHubS[first]!);
      list.push([
        t === first ? trips.fromNode[t]! : hub,
        t === first ? hub : trips.toNode[t]!,
        outcome.departureS[t]! + Math.round(driveS),
        t,
      ]);
    }
  }
  return legsOf(list);
}

/** Legs of the trips made by some modes. */
export function legsByMode(trips: PlannedTrips, { outcome }: DayRecord, modes: readonly number[]): Legs {
  const list: [number, number, number, number][] = [];
  for (let t = 0; t < trips.count; t++)
    if (outcome.failure[t] === 0 && modes.includes(outcome.mode[t]!))
      list.push([trips.fromNode[t]!, trips.toNode[t]!, outcome.departureS[t]!, t]);
  return legsOf(list);
}

export function legsOf(list: readonly (readonly [number, number, number, number])[]): Legs {
  const legs = {
    fromNode: sharedU32(list.length),
    toNode: sharedU32(list.length),
    departureS: sharedI32(list.length),
    trip: sharedU32(list.length),
  };
  list.forEach(([from, to, atS, trip], leg) => {
    legs.fromNode[leg] = from;
    legs.toNode[leg] = to;
    legs.departureS[leg] = atS;
    legs.trip[leg] = trip;
  });
  return legs;
}

const CHUNK_LEGS = 512;
/** Arcs of a leg that room is made for at first. */
const ROOM_ARCS = 64;

/** Fastest routes by the slot of departure. @returns routes, and their times [ms] (NO_PATH where there is none; such legs have no arcs) */
export async function routesOf(
  legs: Legs,
  bySlot: readonly RoadIndex[],
  parallel: Parallel,
  context: StageContext,
): Promise<Routes & { readonly timeMs: Uint32Array }> {
  const count = legs.fromNode.length;
  const chunks = Math.ceil(count / CHUNK_LEGS);
  const { fromNode, toNode, departureS } = legs;
  const arcCount = sharedU32(count);
  const timeMs = sharedU32(count);
  let room = CHUNK_LEGS * ROOM_ARCS;
  for (;;) {
    const payload: RoutePayload = {
      ...{ byHour: bySlot, fromNode, toNode, departureS, arcCount, timeMs, room },
      arcs: sharedU32(chunks * room),
      chunkLegs: CHUNK_LEGS,
    };
    await parallel.run('car routes', routeJob, payload, chunks, context, 'car routes');
    const first = new Uint32Array(count + 1);
    let most = 0;
    for (let chunk = 0; chunk < chunks; chunk++) {
      const end = Math.min(count, (chunk + 1) * CHUNK_LEGS);
      for (let leg = chunk * CHUNK_LEGS; leg < end; leg++) first[leg + 1] = first[leg]! + arcCount[leg]!;
      most = Math.max(most, first[end]! - first[chunk * CHUNK_LEGS]!);
    }
    if (most > room) {
      room = most;
      continue;
    }
    const arcs = new Uint32Array(first[count]!);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = first[chunk * CHUNK_LEGS]!;
      const to = first[Math.min(count, (chunk + 1) * CHUNK_LEGS)]!;
      arcs.set(payload.arcs.subarray(chunk * room, chunk * room + to - from), from);
    }
    return { first, arcs, timeMs };
  }
}
