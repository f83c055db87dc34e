/** A journey by public transport in legs from door to door: the way to the first stop, rides, walks between stops, the way from the last. */
import { patternSections, type Timetable, TRANSIT_MODES } from '../network/timetable.ts';
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
    ...found.legs.flatMap((leg) =>
      leg.kind === 'ride'
        ? ridden(timetable, leg, wheelchair === true)
        : [onStreets('walk', place(leg.fromStop), place(leg.toStop), leg.departureS, leg.arrivalS, leg.distanceM)],
    ),
    onStreets('walk', last, to, offS, found.arrivalS, found.egressM),
  ];
}

/** A leg a trip that the vehicle makes: who stays seated from one to the next rides on, on another line perhaps. */
function ridden(timetable: Timetable, ride: RideLeg, wheelchair: boolean): JourneyLeg[] {
  const ids = (timetable.tripIds[ride.trip] ?? '').split('\n');
  const base = timetable.tripFirstTime[ride.trip]!;
  // The day of the ride may be a night before or after that of its trip.
  const shiftS = ride.departureS - timetable.departureS[base + ride.boardPosition]!;
  const first = timetable.patternFirstStop[ride.pattern]!;
  const along = timetable.patternStopDistanceM;
  const access = wheelchair ? { wheelchair: rideAccessible(timetable, ride) } : {};
  const parts = patternSections(timetable, ride.pattern)
    .map((section, s) => ({ ...section, trip: ids[s] ?? '' }))
    .filter(({ from, to }) => from < ride.alightPosition && to > ride.boardPosition);
  return parts.map(({ line, trip, from, to }, part): JourneyLeg => {
    const boardPosition = Math.max(from, ride.boardPosition);
    const alightPosition = Math.min(to, ride.alightPosition);
    // Metres from the end of one trip to the start of the next are ridden too.
    const fromM = along[first + (part === 0 ? boardPosition : parts[part - 1]!.to)]!;
    return {
      mode: TRANSIT_MODES[ride.mode]!,
      from: stopPlace(timetable, timetable.patternStop[first + boardPosition]!),
      to: stopPlace(timetable, timetable.patternStop[first + alightPosition]!),
      departureS: timetable.departureS[base + boardPosition]! + shiftS,
      arrivalS: timetable.arrivalS[base + alightPosition]! + shiftS,
      distanceM: along[first + alightPosition]! - fromM,
      route: timetable.lineNames[line] ?? '',
      trip,
      ...(part > 0 ? { staySeated: true as const } : {}),
      ...access,
      shape: rideShape(timetable, { ...ride, boardPosition, alightPosition }),
    };
  });
}

function stopPlace(timetable: Timetable, stop: number): JourneyPlace {
  return {
    name: timetable.stopNames[stop] ?? '',
    lonLat: [timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!],
  };
}
