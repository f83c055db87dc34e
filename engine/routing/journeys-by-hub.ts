/** Journeys with a shared car or bicycle that stands at a hub, or why there is none: walk to the hub, drive or cycle, and for one-way cars leave
 *  it at a hub with a free place and walk on. In: the planner's streets, the question. */
import { distanceM } from '../core/units.ts';
import type { Journey, JourneyAsk, JourneyHub, JourneyLeg, JourneyPlace, NoJourneyReason } from './journey.ts';
import { firstHubs, journeyOf } from './journey-parts.ts';
import { PARKING_S, type PlannerStreets } from './planner-streets.ts';

/** Furthest hub on foot [m, straight]. */
const HUB_REACH_M = 1200;
/** Getting into a shared vehicle [s] (assumption). */
const UNLOCK_S = 120;

/** The best of the near hubs by arrival. */
export function withSharedVehicle(
  streets: PlannerStreets,
  mode: 'shared-car' | 'shared-bike',
  ask: JourneyAsk,
): readonly Journey[] | NoJourneyReason {
  const { hubs, tariff, sharedCarOneWay } = streets.input;
  const near = (place: JourneyPlace, usable: (hub: JourneyHub) => boolean): readonly JourneyHub[] => {
    const awayM = (hub: JourneyHub): number => distanceM(...hub.lonLat, ...place.lonLat);
    return firstHubs(
      hubs.filter((hub) => usable(hub) && awayM(hub) <= HUB_REACH_M),
      awayM,
    );
  };
  const starts = near(ask.from, (hub) => (mode === 'shared-car' ? hub.sharedCars : hub.sharedBikes));
  if (starts.length === 0) return 'no-hub-start';
  const oneWay = mode === 'shared-car' && sharedCarOneWay === true;
  const ends = oneWay ? near(ask.to, ({ sharedCars }) => sharedCars) : [];
  const open = ends.filter(({ freeSharedCarPlaces }) => freeSharedCarPlaces === undefined || freeSharedCarPlaces > 0);
  if (oneWay && open.length === 0) return ends.length === 0 ? 'no-hub-end' : 'hubs-full';
  let best: Journey | null = null;
  for (const start of starts)
    for (const end of oneWay ? open : [null]) {
      if (end === start) continue;
      const legs = legsOver(streets, mode, ask, start, end);
      if (legs === null) continue;
      const journey = journeyOf(tariff, mode, ask.departureS, legs, 0, UNLOCK_S);
      if (best === null || journey.arrivalS < best.arrivalS) best = journey;
    }
  return best === null ? 'no-way' : [best];
}

function legsOver(
  streets: PlannerStreets,
  mode: 'shared-car' | 'shared-bike',
  ask: JourneyAsk,
  start: JourneyHub,
  end: JourneyHub | null,
): JourneyLeg[] | null {
  const road = mode === 'shared-car' ? 'car' : 'bike';
  const walk = streets.road('walk', 'walk', ask.from, start, ask.departureS, 0);
  if (walk === null) return null;
  const parkS = road === 'car' ? PARKING_S : 0;
  const ride = streets.road(road, mode, start, end ?? ask.to, walk.arrivalS + UNLOCK_S, parkS);
  if (ride === null) return null;
  if (end === null) return [walk, ride];
  const on = streets.road('walk', 'walk', end, ask.to, ride.arrivalS, 0);
  return on === null ? null : [walk, ride, on];
}
