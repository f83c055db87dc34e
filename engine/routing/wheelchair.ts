/** Streets and timetable as a traveller in a wheelchair can use them: no steps, no stops or trips that are known to be closed to them. What is
 *  unknown stays in and is told as such. Pure. Source of the codes: GTFS reference, wheelchair_boarding and wheelchair_accessible. */
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import type { Timetable } from '../network/timetable.ts';
import type { RideLeg } from './transit-journey.ts';

const NOT_ACCESSIBLE = 2;
const ACCESSIBLE = 1;

/** The same indices; no boarding or alighting at closed stops, closed trips run on no day, transfers
 *  without steps. */
export function wheelchairTimetable(timetable: Timetable): Timetable {
  const { wheelchair, tripWheelchair, patternStop } = timetable;
  return {
    ...timetable,
    patternStopUse: timetable.patternStopUse.map((use, i) =>
      wheelchair[patternStop[i]!] === NOT_ACCESSIBLE ? 0 : use,
    ),
    transferS: timetable.transferStepFreeS ?? timetable.transferS,
    tripDayMask: timetable.tripDayMask.map((mask, trip) => (tripWheelchair?.[trip] === NOT_ACCESSIBLE ? 0 : mask)),
  };
}

/** Walking times with steps closed. */
export function wheelchairTimesMs(roads: RoadGraph, walkMs: Uint32Array): Uint32Array {
  const steps = ROAD_CLASSES.indexOf('steps');
  return walkMs.map((timeMs, arc) => (roads.roadClass[arc] === steps ? NO_ACCESS : timeMs));
}

/** Whether vehicle and both stops of a ride are known to be accessible. */
export function rideAccessible({ wheelchair, tripWheelchair }: Timetable, ride: RideLeg): 'yes' | 'unknown' {
  return tripWheelchair?.[ride.trip] === ACCESSIBLE &&
    wheelchair[ride.boardStop] === ACCESSIBLE &&
    wheelchair[ride.alightStop] === ACCESSIBLE
    ? 'yes'
    : 'unknown';
}
