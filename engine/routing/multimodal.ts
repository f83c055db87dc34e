/** Journeys from door to door for a single question: walk, bicycle, car, public transport reached on foot or by bicycle, park-and-ride, shared
 *  car and shared bicycle from a hub. In: a planner over roads, timetable and hubs; the question. Out: journeys with legs, totals by a tariff,
 *  and the reason for each way to travel that has none. The batch of a travel day uses RoadQuery and TransitQuery on the same weights. */
import { distanceM } from '../core/units.ts';
import { freeTimeMs, type RoadMode } from '../network/road-graph.ts';
import type {
  Journey,
  JourneyAnswer,
  JourneyAsk,
  JourneyMode,
  MissingJourney,
  NoJourneyReason,
  PlannerInput,
} from './journey.ts';
import { journeyOf } from './journey-parts.ts';
import { withSharedVehicle } from './journeys-by-hub.ts';
import { byTransit, parkAndRide } from './journeys-by-transit.ts';
import { OffNetworkError } from './join-streets.ts';
import { BIKE_HANDLING_S, PARKING_S, PlannerStreets } from './planner-streets.ts';
import { wheelchairTimesMs, wheelchairTimetable } from './wheelchair.ts';

export { OffNetworkError } from './join-streets.ts';

/** Time lost at the vehicle [s]. */
const EXTRA_S: Readonly<Record<RoadMode, number>> = { walk: 0, bike: BIKE_HANDLING_S, car: PARKING_S };
/** Start and destination this near are one place [m]. */
const SAME_PLACE_M = 1;

export class JourneyPlanner {
  private readonly streets: PlannerStreets;

  constructor(input: PlannerInput) {
    this.streets = new PlannerStreets(input.wheelchair === true ? inWheelchair(input) : input);
  }

  /** Journeys for the modes asked for, earliest arrival first. @throws OffNetworkError when no street one may walk is near */
  plan(ask: JourneyAsk): readonly Journey[] {
    return this.answer(ask).journeys;
  }

  /** Journeys, and why the other modes give none. @throws OffNetworkError when no street one may walk is near */
  answer(ask: JourneyAsk): JourneyAnswer {
    const { streets } = this;
    const startToStreetM = streets.join(ask.from, 'walk', 'from').offM;
    const endToStreetM = streets.join(ask.to, 'walk', 'to').offM;
    const journeys: Journey[] = [];
    const missing: MissingJourney[] = [];
    for (const mode of new Set(ask.modes)) {
      const found = samePlace(ask) ? 'same-place' : this.ofMode(mode, ask);
      if (typeof found === 'string') missing.push({ mode, reason: found });
      else journeys.push(...found);
    }
    journeys.sort((a, b) => a.arrivalS - b.arrivalS || b.departureS - a.departureS || a.transfers - b.transfers);
    return { journeys, missing, startToStreetM, endToStreetM };
  }

  private ofMode(mode: JourneyMode, ask: JourneyAsk): readonly Journey[] | NoJourneyReason {
    const { streets } = this;
    try {
      switch (mode) {
        case 'walk':
        case 'bike':
        case 'car': {
          const leg = streets.road(mode, mode, ask.from, ask.to, ask.departureS, EXTRA_S[mode]);
          return leg === null ? 'no-way' : [journeyOf(streets.input.tariff, mode, ask.departureS, [leg], 0, 0)];
        }
        case 'transit':
          return byTransit(streets, mode, ask, 'walk');
        case 'bike-transit':
          return byTransit(streets, mode, ask, 'bike');
        case 'park-and-ride':
          return parkAndRide(streets, ask);
        case 'shared-car':
        case 'shared-bike':
          return withSharedVehicle(streets, mode, ask);
      }
    } catch (error) {
      if (!(error instanceof OffNetworkError)) throw error;
      return error.end === 'from' ? 'off-network-start' : 'off-network-end';
    }
  }
}

const samePlace = ({ from, to }: JourneyAsk): boolean => distanceM(...from.lonLat, ...to.lonLat) < SAME_PLACE_M;

function inWheelchair(input: PlannerInput): PlannerInput {
  const walkMs = input.weightMs?.walk ?? freeTimeMs(input.roads, 'walk');
  return {
    ...input,
    timetable: wheelchairTimetable(input.timetable),
    weightMs: { ...input.weightMs, walk: wheelchairTimesMs(input.roads, walkMs) },
  };
}
