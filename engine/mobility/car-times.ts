/** Car times of the day's trips by hour or quarter-hour, written by jobs that own their trips. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import type { District } from '../district/district.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import { type CarServicePayload, carServiceJob } from './car-service.ts';
import type { DayInput } from './day-record.ts';
import type { TravelNetwork } from './travel-network.ts';

export const CHUNK_TRIPS = 512;
export const chunks = (count: number): number => Math.ceil(count / CHUNK_TRIPS);

/** Writes car times (and distances, unless `timesOnly`) of the day's trips. @returns the road index of each hour */
export async function serveCars(
  day: DayInput,
  times: readonly Uint32Array[],
  timesOnly: boolean,
  parallel: Parallel,
  context: StageContext,
): Promise<RoadIndex[]> {
  const byHour = indices(times, day.network, day.network.roads);
  await writeCarTimes(day, byHour, timesOnly, parallel, context);
  return byHour;
}

export async function writeCarTimes(
  day: DayInput,
  byHour: readonly RoadIndex[],
  timesOnly: boolean,
  parallel: Parallel,
  context: StageContext,
): Promise<void> {
  const { trips, network } = day;
  const payload: CarServicePayload = {
    byHour,
    lengthM: network.roads.lengthM,
    fromNode: trips.fromNode,
    toNode: trips.toNode,
    beyondM: trips.beyondM,
    departureS: trips.departureS,
    timeS: day.carS,
    distanceM: day.carM,
    timesOnly,
    chunkTrips: CHUNK_TRIPS,
  };
  await parallel.run('car service', carServiceJob, payload, chunks(trips.count), context, 'car times');
}

/** One index per distinct set of times. */
function indices(times: readonly Uint32Array[], routing: TravelNetwork, roads: District['roads']): RoadIndex[] {
  return times.map((weightMs) => (weightMs === roads.carTimeMs ? routing.car : prepareRoads(roads, weightMs, 'car')));
}
