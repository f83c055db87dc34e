/** Times on foot and by bicycle at another speed than the one a graph was built with. Pure. */
import { sharedU32 } from '../core/shared.ts';
import { NO_ACCESS, type RoadGraph } from './road-graph.ts';

/** Arcs shorter than this are too much rounded to tell a speed [ms]. */
const TELLING_MS = 20_000;
const SAME_SPEED = 0.001;

/** @param timeMs [arc] times of the graph; the speed they were built with is that of its fastest arcs of some length
 *  @returns the same array when the speed is that one already */
export function timesAtSpeed(roads: RoadGraph, timeMs: Uint32Array, speedKmh: number): Uint32Array {
  let builtKmh = 0;
  for (let arc = 0; arc < roads.arcCount; arc++)
    if (timeMs[arc] !== NO_ACCESS && timeMs[arc]! > TELLING_MS)
      builtKmh = Math.max(builtKmh, (roads.lengthM[arc]! / timeMs[arc]!) * 3600);
  if (builtKmh === 0 || Math.abs(builtKmh / speedKmh - 1) < SAME_SPEED) return timeMs;
  const result = sharedU32(timeMs.length);
  for (let arc = 0; arc < timeMs.length; arc++)
    result[arc] = timeMs[arc] === NO_ACCESS ? NO_ACCESS : Math.round((timeMs[arc]! * builtKmh) / speedKmh);
  return result;
}
