/** Journeys by public transport reached on foot, by bicycle or by car (park-and-ride), or why there is none. In: the planner's streets, the
 *  question. Timetables go through RAPTOR (transit-query.ts). */
import { distanceM } from '../core/units.ts';
import type { Timetable } from '../network/timetable.ts';
import type { Journey, JourneyAsk, JourneyHub, JourneyLeg, JourneyMode, NoJourneyReason } from './journey.ts';
import { firstHubs, journeyOf, shifted } from './journey-parts.ts';
import { PARKING_S, type PlannerStreets } from './planner-streets.ts';
import type { StopReach } from './stop-access.ts';
import { transitLegs } from './transit-legs.ts';
import type { TransitAsk } from './transit-query.ts';

/** Stops that a hub's bicycle park serves [m, straight]. */
const HUB_STOPS_M = 250;

/** Every journey that no other beats in arrival and transfers. */
export function byTransit(
  streets: PlannerStreets,
  mode: JourneyMode,
  ask: JourneyAsk,
  accessMode: 'walk' | 'bike',
): readonly Journey[] | NoJourneyReason {
  const { hubs, timetable, tariff } = streets.input;
  if (!runsOn(timetable, ask.dayType)) return 'no-service';
  const reached = streets.stops('access', accessMode, ask.from);
  const access = accessMode === 'bike' ? reached.filter(({ stop }) => holdsBikes(hubs, timetable, stop)) : reached;
  const egress = streets.stops('egress', 'walk', ask.to);
  if (reached.length === 0) return 'no-stop-start';
  if (access.length === 0) return 'hubs-full';
  if (egress.length === 0) return 'no-stop-end';
  const walk = streets.road('walk', 'walk', ask.from, ask.to, ask.departureS, 0);
  const question = transitAsk(ask, access, egress);
  const found = streets.query().journeys({
    ...question,
    departureS: ask.departureS,
    ...(walk === null ? {} : { walkOnlyTimeS: walk.arrivalS - ask.departureS }),
  });
  if (found.length === 0) {
    const slower = streets.query().journey({ ...question, departureS: ask.departureS });
    return slower === null ? 'no-connection' : 'walking-is-quicker';
  }
  return found.map((journey) =>
    journeyOf(
      tariff,
      mode,
      journey.departureS,
      transitLegs(streets, journey, ask.from, ask.to, accessMode),
      journey.transfers,
      journey.waitS,
    ),
  );
}

/** Drive to a P+R hub, walk to its stops, ride on. The best of the hubs by arrival. */
export function parkAndRide(streets: PlannerStreets, ask: JourneyAsk): readonly Journey[] | NoJourneyReason {
  const { hubs, timetable, tariff } = streets.input;
  if (!runsOn(timetable, ask.dayType)) return 'no-service';
  const all = hubs.filter((hub) => hub.parkAndRide);
  const open = all.filter((hub) => hub.freeCarPlaces === undefined || hub.freeCarPlaces > 0);
  if (open.length === 0) return all.length === 0 ? 'no-park-and-ride' : 'hubs-full';
  const egress = streets.stops('egress', 'walk', ask.to);
  if (egress.length === 0) return 'no-stop-end';
  let best: Journey | null = null;
  const detourM = (hub: JourneyHub): number =>
    distanceM(...hub.lonLat, ...ask.from.lonLat) + distanceM(...hub.lonLat, ...ask.to.lonLat);
  for (const hub of firstHubs(open, detourM)) {
    const drive = streets.road('car', 'car', ask.from, hub, ask.departureS, PARKING_S);
    if (drive === null) continue;
    const access = streets.stops('access', 'walk', hub);
    const found = streets.query().journey({ ...transitAsk(ask, access, egress), departureS: drive.arrivalS });
    if (found === null) continue;
    // Leave home as late as the first ride allows.
    const laterS = found.departureS - found.leaveS;
    const legs: JourneyLeg[] = [shifted(drive, laterS), ...transitLegs(streets, found, hub, ask.to, 'walk')];
    const journey = journeyOf(tariff, 'park-and-ride', ask.departureS + laterS, legs, found.transfers, found.waitS);
    if (best === null || journey.arrivalS < best.arrivalS) best = journey;
  }
  return best === null ? 'no-connection' : [best];
}

function transitAsk(ask: JourneyAsk, access: readonly StopReach[], egress: readonly StopReach[]): TransitAsk {
  return {
    access,
    egress,
    dayType: ask.dayType,
    ...(ask.maxTransfers === undefined ? {} : { maxTransfers: ask.maxTransfers }),
  };
}

/** Whether any trip runs on a kind of day. */
function runsOn({ tripDayMask }: Timetable, dayType: number): boolean {
  return tripDayMask.some((mask) => (mask & (1 << dayType)) !== 0);
}

/** A stop whose hub has no free place for a bicycle cannot be cycled to. */
function holdsBikes(hubs: readonly JourneyHub[], timetable: Timetable, stop: number): boolean {
  return !hubs.some(
    (hub) =>
      hub.freeBikePlaces !== undefined &&
      hub.freeBikePlaces <= 0 &&
      distanceM(...hub.lonLat, timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!) <= HUB_STOPS_M,
  );
}
