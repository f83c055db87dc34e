/** The network of people in a wheelchair: streets without steps, the timetable without stops, trips and transfers that are closed to them.
 *  In: streets, timetable, walking times. Out: indices beside those of everybody, null where nothing is closed. Pure.
 *  What a feed does not tell is taken as open. */
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import type { StreetIndex } from '../network/street-index.ts';
import type { Timetable } from '../network/timetable.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import { buildFootpaths, buildStopAccess, type ReachTable } from '../routing/stop-access.ts';
import { prepareTransit, type TransitIndex } from '../routing/transit-index.ts';
import { wheelchairTimesMs, wheelchairTimetable } from '../routing/wheelchair.ts';

export interface StepFree {
  readonly walk: RoadIndex;
  readonly transit: TransitIndex;
  readonly stopAccess: ReachTable;
  readonly stopEgress: ReachTable;
}

export interface WalkLimits {
  readonly toStopS: number;
  readonly betweenStopsS: number;
  readonly maxStops: number;
}

export function stepFreeNetwork(
  roads: RoadGraph,
  timetable: Timetable,
  streets: StreetIndex,
  walkMs: Uint32Array,
  limits: WalkLimits,
): StepFree | null {
  if (!closesAnything(roads, timetable, walkMs)) return null;
  const weightMs = wheelchairTimesMs(roads, walkMs);
  const open = wheelchairTimetable(timetable);
  const reach = buildStopAccess(roads, open, streets, {
    mode: 'walk',
    maxTimeS: limits.toStopS,
    maxStops: limits.maxStops,
    weightMs,
  });
  return {
    walk: prepareRoads(roads, weightMs, 'walk'),
    transit: prepareTransit(open, buildFootpaths(reach, limits.betweenStopsS)),
    stopAccess: reach.access,
    stopEgress: reach.egress,
  };
}

function closesAnything(roads: RoadGraph, timetable: Timetable, walkMs: Uint32Array): boolean {
  const steps = ROAD_CLASSES.indexOf('steps');
  return (
    timetable.transferStepFreeS !== undefined ||
    (timetable.tripWheelchair?.includes(2) ?? false) ||
    timetable.patternStop.some((stop) => timetable.wheelchair[stop] === 2) ||
    walkMs.some((timeMs, arc) => timeMs !== NO_ACCESS && roads.roadClass[arc] === steps)
  );
}
