/** A journey by public transport in legs from door to door: the way to the first stop, rides, walks between stops, the way from the last. */
import { type Timetable, TRANSIT_MODES } from '../network/timetable.ts';
import type { JourneyLeg, JourneyPlace } from './journey.ts';
import { rideShape } from './leg-shape.ts';
import type { PlannerStreets } from './planner-streets.ts';
import type { RideLeg, TransitJourney } from './transit-journey.ts';
import { rideAccessible } from './wheelchair.ts';

export function transitLegs(
  streets: PlannerStreets,
  found: TransitJourney,
  from: JourneyPlace,
  to: JourneyPlace,
  accessMode: 'walk' | 'bike',
): JourneyLeg[] {
  const { timetable, wheelchair } = streets.input;
  const place = (stop: number): JourneyPlace => stopPlace(timetable, stop);
  const onStreets = (
    mode: 'walk' | 'bike',
    a: JourneyPlace,
    b: JourneyPlace,
    departureS: number,
    arrivalS: number,
    distanceM: number,
  ): JourneyLeg => ({
    mode,
    from: a,
    to: b,
    departureS,
    arrivalS,
    distanceM,
    shape: streets.road(mode, mode, a, b, departureS, 0)?.shape ?? [a.lonLat, b.lonLat],
  });
  const rides = found.legs.filter((leg) => leg.kind === 'ride');
  const atStopS = found.departureS + found.accessS;
  const offS = found.arrivalS - found.egressS;
  const first = place(rides[0]!.boardStop);
  const last = place(rides[rides.length - 1]!.alightStop);
  return [
    onStreets(accessMode, from, first, found.departureS, atStopS, found.accessM),
    ...found.legs.map((leg) =>
      leg.kind === 'ride'
        ? ridden(timetable, leg, wheelchair === true)
        : onStreets('walk', place(leg.fromStop), place(leg.toStop), leg.departureS, leg.arrivalS, leg.distanceM),
    ),
    onStreets('walk', last, to, offS, found.arrivalS, found.egressM),
  ];
}

function ridden(timetable: Timetable, ride: RideLeg, wheelchair: boolean): JourneyLeg {
  return {
    mode: TRANSIT_MODES[ride.mode]!,
    from: stopPlace(timetable, ride.boardStop),
    to: stopPlace(timetable, ride.alightStop),
    departureS: ride.departureS,
    arrivalS: ride.arrivalS,
    distanceM: ride.distanceM,
    route: timetable.lineNames[ride.line] ?? '',
    trip: timetable.tripIds[ride.trip] ?? '',
    ...(wheelchair ? { wheelchair: rideAccessible(timetable, ride) } : {}),
    shape: rideShape(timetable, ride),
  };
}

function stopPlace(timetable: Timetable, stop: number): JourneyPlace {
  return {
    name: timetable.stopNames[stop] ?? '',
    lonLat: [timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!],
  };
}
