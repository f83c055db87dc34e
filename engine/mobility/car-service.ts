/** Car times and distances of trips by hour of departure, and the flows of driven legs: the jobs that congestion repeats.
 *  In: road index by hour. Out: columns by trip; counts by arc and hour. Sums are whole numbers, so that their order does not matter. */
import type { Job } from '../core/parallel.ts';
import { NO_PATH, type RoadIndex, RoadQuery } from '../routing/road-query.ts';

/** Speed outside the street network, motorways in between [m/s]; and time to walk to, start and park a car [s]. Assumptions. */
export const BEYOND_MPS = 85 / 3.6;
const START_AND_PARK_S = 210;

/** Slot of the day a time falls into when the day has `slots` equal ones. */
export const slotOf = (timeS: number, slots: number): number => Math.floor((timeS * slots) / 86_400) % slots;

export interface CarServicePayload {
  /** [hour or quarter] index; slots with equal times share one. */
  readonly byHour: readonly RoadIndex[];
  readonly lengthM: Float32Array;
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly beyondM: Float32Array;
  readonly departureS: Int32Array;
  /** [trip] Infinity where no car can go. */
  readonly timeS: Float32Array;
  readonly distanceM: Float32Array;
  /** Later rounds of congestion look for times only: a detour around a queue hardly changes the length. */
  readonly timesOnly: boolean;
  readonly chunkTrips: number;
}

/** One query per distinct index, all on one scratch. */
function queries(byHour: readonly RoadIndex[]): RoadQuery[] {
  const made = new Map<RoadIndex, RoadQuery>();
  let first: RoadQuery | undefined;
  return byHour.map((index) => {
    let query = made.get(index);
    if (query === undefined) {
      query = new RoadQuery(index, first);
      first ??= query;
      made.set(index, query);
    }
    return query;
  });
}

export const carServiceJob: Job<CarServicePayload> = (payload) => {
  const { lengthM, fromNode, toNode, beyondM, departureS, timeS, distanceM, timesOnly, chunkTrips } = payload;
  const doorToDoorS = (timeMs: number, beyond: number): number =>
    START_AND_PARK_S + timeMs / 1000 + beyond / BEYOND_MPS;
  const query = queries(payload.byHour);
  return (chunk) => {
    const to = Math.min(timeS.length, (chunk + 1) * chunkTrips);
    for (let t = chunk * chunkTrips; t < to; t++) {
      const search = query[slotOf(departureS[t]!, query.length)]!;
      if (timesOnly) {
        const timeMs = search.timeMs(fromNode[t]!, toNode[t]!);
        timeS[t] = timeMs === NO_PATH ? Infinity : doorToDoorS(timeMs, beyondM[t]!);
        continue;
      }
      const path = search.path(fromNode[t]!, toNode[t]!);
      if (path === null) {
        timeS[t] = Infinity;
        continue;
      }
      let metres = beyondM[t]!;
      for (const arc of path.arcs) metres += lengthM[arc]!;
      timeS[t] = doorToDoorS(path.timeMs, beyondM[t]!);
      distanceM[t] = metres;
    }
  };
};

export interface FlowPayload {
  readonly byHour: readonly RoadIndex[];
  readonly arcCount: number;
  /** Driven legs. */
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly departureS: Int32Array;
  /** [hour × arcs + arc] sampled vehicles, or [arc] when there is one index. */
  readonly count: Uint32Array;
  readonly chunkLegs: number;
}

export const flowJob: Job<FlowPayload> = ({ byHour, arcCount, fromNode, toNode, departureS, count, chunkLegs }) => {
  const query = queries(byHour);
  const one = byHour.length === 1;
  return (chunk) => {
    const to = Math.min(fromNode.length, (chunk + 1) * chunkLegs);
    for (let leg = chunk * chunkLegs; leg < to; leg++) {
      if (fromNode[leg] === toNode[leg]) continue;
      const hour = one ? 0 : slotOf(departureS[leg]!, query.length);
      const path = query[hour]!.path(fromNode[leg]!, toNode[leg]!);
      if (path === null) continue;
      for (const arc of path.arcs) Atomics.add(count, hour * arcCount + arc, 1);
    }
  };
};

/** Routes of legs, each by the times of the slot it leaves in. */
export interface RoutePayload {
  readonly byHour: readonly RoadIndex[];
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly departureS: Int32Array;
  /** [leg + 1 within its chunk's room] first place of the leg's arcs within the room; [chunk × room] arcs */
  readonly arcCount: Uint32Array;
  readonly arcs: Uint32Array;
  readonly room: number;
  /** [leg] time of the route [ms], NO_PATH where there is none */
  readonly timeMs: Uint32Array;
  readonly chunkLegs: number;
}

/** Writes arcs one leg after another into the chunk's room; what does not fit is counted only, and the caller comes again with more room. */
export const routeJob: Job<RoutePayload> = (payload) => {
  const { fromNode, toNode, departureS, arcCount, arcs, room, timeMs, chunkLegs } = payload;
  const query = queries(payload.byHour);
  return (chunk) => {
    const to = Math.min(fromNode.length, (chunk + 1) * chunkLegs);
    let at = chunk * room;
    const end = at + room;
    const put = (arc: number): void => {
      if (at < end) arcs[at] = arc;
      at++;
    };
    for (let leg = chunk * chunkLegs; leg < to; leg++) {
      const before = at;
      timeMs[leg] = query[slotOf(departureS[leg]!, query.length)]!.walk(fromNode[leg]!, toNode[leg]!, put);
      arcCount[leg] = at - before;
    }
  };
};
