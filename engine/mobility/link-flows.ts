/** Flows and times of roads over a day, scaled to all residents: cars by hour, bicycles and walkers by day. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import type { RoadIndex } from '../routing/road-query.ts';
import { type FlowPayload, flowJob } from './car-service.ts';
import { CHUNK_TRIPS, chunks } from './car-times.ts';
import { HOURS } from './congestion.ts';
import type { PlannedTrips } from './planned-trips.ts';
import { type Legs, legsOf } from './road-legs.ts';
import type { LinkFlows, TrafficOutcome } from './stores.ts';

/** Flows and times by hour from those by quarter: sums, and means weighted by cars (plain where no car came). */
export function hourlyFlows(
  dayType: number,
  { quarterCars, quarterTimeMs }: TrafficOutcome,
  arcCount: number,
  bikePerDay: Float32Array,
  walkPerDay: Float32Array,
): LinkFlows {
  const carPerH = sharedF32(HOURS * arcCount);
  const carTimeMs = sharedU32(HOURS * arcCount);
  for (let hour = 0; hour < HOURS; hour++)
    for (let arc = 0; arc < arcCount; arc++) {
      let cars = 0;
      let weighted = 0;
      let plain = 0;
      for (let q = 4 * hour; q < 4 * hour + 4; q++) {
        const at = q * arcCount + arc;
        cars += quarterCars[at]!;
        weighted += quarterCars[at]! * quarterTimeMs[at]!;
        plain += quarterTimeMs[at]!;
      }
      carPerH[hour * arcCount + arc] = cars;
      carTimeMs[hour * arcCount + arc] = Math.round(cars > 0 ? weighted / cars : plain / 4);
    }
  return { dayType, carPerH, bikePerDay, walkPerDay, carTimeMs };
}

export function linkFlows(
  dayType: number,
  flow: Float64Array,
  times: readonly Uint32Array[],
  arcCount: number,
  bikePerDay: Float32Array,
  walkPerDay: Float32Array,
): LinkFlows {
  const carPerH = sharedF32(flow.length);
  const carTimeMs = sharedU32(flow.length);
  carPerH.set(flow);
  for (const [h, hour] of times.entries()) carTimeMs.set(hour, h * arcCount);
  return { dayType, carPerH, bikePerDay, walkPerDay, carTimeMs };
}

/** Flow of trips by some modes over a day [per arc], scaled to all residents. */
export async function pathFlows(
  trips: PlannedTrips,
  mode: Uint8Array,
  modes: readonly number[],
  index: RoadIndex,
  sampleShare: number,
  arcCount: number,
  parallel: Parallel,
  context: StageContext,
): Promise<Float32Array> {
  const list: number[] = [];
  for (let t = 0; t < trips.count; t++) if (modes.includes(mode[t]!)) list.push(t);
  const legs = legsOf(list.map((t) => [trips.fromNode[t]!, trips.toNode[t]!, trips.departureS[t]!, t]));
  const count = sharedU32(arcCount);
  await countLegs(legs, [index], count, arcCount, parallel, context);
  const flow = sharedF32(arcCount);
  for (let arc = 0; arc < arcCount; arc++) flow[arc] = count[arc]! / sampleShare;
  return flow;
}

export function countLegs(
  legs: Legs,
  byHour: readonly RoadIndex[],
  count: Uint32Array,
  arcCount: number,
  parallel: Parallel,
  context: StageContext,
): Promise<void> {
  const { fromNode, toNode, departureS } = legs;
  const payload: FlowPayload = { fromNode, toNode, departureS, byHour, arcCount, count, chunkLegs: CHUNK_TRIPS };
  return parallel.run('flows', flowJob, payload, chunks(fromNode.length), context, 'flows');
}
