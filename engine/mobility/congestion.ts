/** Car times that follow from flows: the BPR function by hour, flows averaged over the rounds so that choices and times settle.
 *  In: counted vehicles of the sample, capacities. Out: times by hour and arc. Pure.
 *  Source: US Bureau of Public Roads (1964); successive averages: Robbins and Monro (1951), Sheffi (1985) ch. 5. */
import { sharedU32 } from '../core/shared.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';

export const HOURS = 24;
const ALPHA = 0.15;
const BETA = 4;
/** Cars cannot stand still for ever: demand beyond this multiple of capacity leaves in another hour. Assumption. */
const HIGHEST_RATIO = 1.6;

/** Through traffic by hour relative to its peak. Source: hourly pattern of Dutch motorways, rounded (assumption). */
const HOURLY = [
  0.12, 0.08, 0.07, 0.08, 0.15, 0.4, 0.8, 1, 0.97, 0.78, 0.7, 0.7, 0.73, 0.75, 0.8, 0.9, 1, 1, 0.82, 0.6, 0.45, 0.38,
  0.3, 0.2,
];
/** [day type] level of through traffic. */
const DAY_LEVEL = [1, 0.62, 0.55];
/** Share of the motorway's through traffic that other classes of road carry, relative to capacity. */
const CLASS_SHARE: Readonly<Record<string, number>> = {
  motorway: 1,
  trunk: 0.8,
  primary: 0.45,
  secondary: 0.3,
  tertiary: 0.1,
};

/** Part of the capacity of a class of road that passing traffic takes in an hour, 0 … 1. @param throughShare lever `travel.throughTrafficShare` */
export function capacityTaken(roadClass: number, hour: number, throughShare: number, dayType: number): number {
  return (CLASS_SHARE[ROAD_CLASSES[roadClass]!] ?? 0) * throughShare * DAY_LEVEL[dayType]! * HOURLY[hour]!;
}

/** Passing traffic on an arc in an hour [vehicles/h]. */
export function passingPerH(
  roads: RoadGraph,
  arc: number,
  hour: number,
  throughShare: number,
  dayType: number,
): number {
  return capacityTaken(roads.roadClass[arc]!, hour, throughShare, dayType) * roads.capacityPcuPerH[arc]!;
}

/** [hour × arcs + arc] flow averaged over rounds: old + (new − old) / round. */
export function averageFlows(old: Float64Array, count: Uint32Array, scale: number, round: number): void {
  for (let i = 0; i < old.length; i++) old[i]! += (count[i]! * scale - old[i]!) / round;
}

/** Congested times of each hour [ms]; an hour in which nothing changes shares the free-flow array. */
export function congestedTimes(
  roads: RoadGraph,
  flow: Float64Array,
  throughShare: number,
  dayType: number,
): Uint32Array[] {
  const share = Float64Array.from(
    ROAD_CLASSES,
    (name) => (CLASS_SHARE[name] ?? 0) * throughShare * DAY_LEVEL[dayType]!,
  );
  return Array.from({ length: HOURS }, (_, hour) => {
    const times = sharedU32(roads.arcCount);
    let changed = false;
    for (let arc = 0; arc < roads.arcCount; arc++) {
      const freeMs = roads.carTimeMs[arc]!;
      const capacity = roads.capacityPcuPerH[arc]!;
      if (freeMs === NO_ACCESS || !(capacity > 0)) {
        times[arc] = freeMs;
        continue;
      }
      const through = share[roads.roadClass[arc]!]! * HOURLY[hour]!;
      const ratio = Math.min(HIGHEST_RATIO, flow[hour * roads.arcCount + arc]! / capacity + through);
      times[arc] = Math.round(freeMs * (1 + ALPHA * ratio ** BETA));
      if (times[arc] !== freeMs) changed = true;
    }
    return changed ? times : roads.carTimeMs;
  });
}
