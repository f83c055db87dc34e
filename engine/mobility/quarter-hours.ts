/** Quarter-hours of a day of traffic: times of links with their averaged delays, indices by those times, cars that entered. */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import type { QueueOptions, QueueResult } from '../traffic/queue-simulation.ts';
import type { BusHops } from './bus-hops.ts';
import { slotOf } from './car-service.ts';
import { capacityTaken } from './congestion.ts';

export const QUARTERS = 96;
export const QUARTER_MS = 900_000;
/** Simulated time: the day and six hours, so that those who leave late arrive; the rest wraps around midnight. */
export const END_MS = 30 * 3_600_000;
export const BUS_PCU = 2;
/** Delays nobody takes another route for; leaving them out saves customizations of quiet quarter-hours. */
const LEAST_DELAY_MS = 500;

/** Times of each quarter-hour [ms]; a quarter like the one before shares its array. */
export function quarterTimes(base: readonly Uint32Array[], delayMs: Float32Array, arcCount: number): Uint32Array[] {
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
export async function indices(
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

/** delay += (seen − delay) / round; what happens after midnight falls into the first quarters. */
export function averageDelays(
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

/** [quarter × classes + class] capacity that passing traffic leaves. */
export function freeShares(roads: RoadGraph, through: number, dayType: number): NonNullable<QueueOptions['freeShare']> {
  const classCount = ROAD_CLASSES.length;
  const bins = Math.ceil(END_MS / QUARTER_MS);
  const share = new Float32Array(bins * classCount);
  for (let bin = 0; bin < bins; bin++)
    for (let c = 0; c < classCount; c++)
      share[bin * classCount + c] = Math.max(0.05, 1 - capacityTaken(c, Math.floor(bin / 4) % 24, through, dayType));
  return { classOfLink: roads.roadClass, classCount, share };
}

/** Cars that entered by quarter-hour, all residents; buses, which the queues count by size, are taken off again. */
export function quarterCars(result: QueueResult, buses: BusHops, arcCount: number, scale: number): Float32Array {
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

export function flat(times: readonly Uint32Array[], arcCount: number): Uint32Array {
  const all = sharedU32(times.length * arcCount);
  times.forEach((quarter, q) => {
    all.set(quarter, q * arcCount);
  });
  return all;
}
