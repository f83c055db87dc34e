/** Answers to single questions of a traveller in a district: journeys from door to door, and the area within reach. What commands and the
 *  application ask. In: scenario (speeds, prices, frequency), district, question. Out: plain values. Keeps what was prepared for the questions
 *  of one district. */
import { type District, HUB_KINDS, type DistrictNetwork } from '../district/district.ts';
import { timesAtSpeed } from '../network/road-speed.ts';
import { JOURNEY_MODES, type JourneyAnswer, type JourneyHub, type JourneyMode } from '../routing/journey.ts';
import { JourneyPlanner } from '../routing/multimodal.ts';
import { ReachPlanner } from '../routing/reach-planner.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type CarKind, journeyTariff } from './journey-tariff.ts';
import { scaleFrequency } from './timetable-frequency.ts';

export type { CarKind } from './journey-tariff.ts';

type LonLat = readonly [number, number];

export interface JourneyQuestion {
  /** WGS 84 degrees. */
  readonly from: LonLat;
  readonly to: LonLat;
  /** Names of the two in the answer. */
  readonly fromName?: string;
  readonly toName?: string;
  /** Seconds after local midnight. */
  readonly departureS: number;
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  /** All when left out. */
  readonly modes?: readonly JourneyMode[];
  readonly maxTransfers?: number;
  readonly wheelchair?: boolean;
  /** Drive of the own car; petrol when left out. */
  readonly car?: CarKind;
  /** Names or ids of hubs without a free place for a car, or for a bicycle. */
  readonly fullForCars?: readonly string[];
  readonly fullForBikes?: readonly string[];
}

export interface ReachQuestion {
  readonly from: LonLat;
  readonly mode: 'walk' | 'bike' | 'car' | 'transit';
  /** Upper times, any order. */
  readonly minutes: readonly number[];
  readonly departureS: number;
  readonly dayType: number;
  readonly maxTransfers?: number;
  readonly wheelchair?: boolean;
}

/** Journeys for a question, and the reason for each way to travel that gives none. @throws OffNetworkError */
export function planJourneys(scenario: Scenario, district: DistrictNetwork, question: JourneyQuestion): JourneyAnswer {
  const { departureS, dayType, maxTransfers, wheelchair = false, car = 'petrol' } = question;
  const full = { cars: question.fullForCars ?? [], bikes: question.fullForBikes ?? [] };
  const { roads } = district;
  const planner = remember(journeyPlanners, district, keyOf(scenario, { wheelchair, car, full }), () => {
    return new JourneyPlanner({
      roads,
      timetable: scaleFrequency(district.timetable, scenario.travel.transitFrequencyFactor),
      hubs: journeyHubs(scenario, district, full.cars, full.bikes),
      weightMs: travelTimes(scenario, district),
      wheelchair,
      sharedCarOneWay: scenario.fleets.sharedCarOneWay,
      tariff: journeyTariff(scenario, car),
    });
  });
  return planner.answer({
    from: { name: question.fromName ?? '', lonLat: question.from },
    to: { name: question.toName ?? '', lonLat: question.to },
    departureS,
    dayType,
    modes: question.modes ?? JOURNEY_MODES,
    ...(maxTransfers === undefined ? {} : { maxTransfers }),
  });
}

/** Outlines of what is reached within each time, widest first. @throws OffNetworkError */
export function reachableAreas(scenario: Scenario, district: DistrictNetwork, question: ReachQuestion) {
  const { wheelchair = false, ...ask } = question;
  const planner = remember(reachPlanners, district, keyOf(scenario, { wheelchair }), () => {
    return new ReachPlanner({
      roads: district.roads,
      timetable: scaleFrequency(district.timetable, scenario.travel.transitFrequencyFactor),
      weightMs: travelTimes(scenario, district),
      wheelchair,
      walkMps: scenario.travel.walkSpeedKmh / 3.6,
    });
  });
  return planner.areas(ask);
}

/** Hubs of a district as journeys see them. @param fullForCars @param fullForBikes names or ids of hubs with no place left */
export function journeyHubs(
  { fleets }: Pick<Scenario, 'fleets'>,
  { hubs }: Pick<District, 'hubs'>,
  fullForCars: readonly string[] = [],
  fullForBikes: readonly string[] = [],
): JourneyHub[] {
  return Array.from({ length: hubs.count }, (_, hub) => {
    const kind = HUB_KINDS[hubs.kind[hub]!]!;
    const isIn = (list: readonly string[]): boolean => list.includes(hubs.name[hub]!) || list.includes(hubs.id[hub]!);
    const carPlaces = Math.round(hubs.carPlaces[hub]! * fleets.parkAndRidePlacesFactor);
    return {
      name: hubs.name[hub]!,
      lonLat: [hubs.lonDeg[hub]!, hubs.latDeg[hub]!] as const,
      sharedCars: kind === 'neighbourhood' && fleets.sharedCarsPerNeighbourhoodHub > 0,
      sharedBikes:
        (kind === 'neighbourhood' && fleets.sharedBikesPerNeighbourhoodHub > 0) ||
        (kind === 'station' && fleets.sharedBikesPerStation > 0),
      parkAndRide: hubs.carPlaces[hub]! > 0,
      freeCarPlaces: isIn(fullForCars) ? 0 : carPlaces,
      ...(isIn(fullForCars) ? { freeSharedCarPlaces: 0 } : {}),
      ...(isIn(fullForBikes) ? { freeBikePlaces: 0 } : {}),
    };
  });
}

/** Times on foot and by bicycle at the scenario's speeds, also where streets were packed with others. */
function travelTimes({ travel }: Scenario, { roads }: DistrictNetwork): { bike: Uint32Array; walk: Uint32Array } {
  return {
    bike: timesAtSpeed(roads, roads.bikeTimeMs, travel.bikeSpeedKmh),
    walk: timesAtSpeed(roads, roads.walkTimeMs, travel.walkSpeedKmh),
  };
}

const journeyPlanners = new WeakMap<DistrictNetwork, Map<string, JourneyPlanner>>();
const reachPlanners = new WeakMap<DistrictNetwork, Map<string, ReachPlanner>>();
/** Planners kept for a district: questions of one session vary little. */
const KEPT = 4;

function remember<T>(
  kept: WeakMap<DistrictNetwork, Map<string, T>>,
  district: DistrictNetwork,
  key: string,
  make: () => T,
): T {
  const own = kept.get(district) ?? new Map<string, T>();
  kept.set(district, own);
  const known = own.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (own.size >= KEPT) own.delete([...own.keys()][0]!);
  own.set(key, made);
  return made;
}

const keyOf = ({ travel, prices, emissions, fleets }: Scenario, more: unknown): string =>
  JSON.stringify([travel, prices, emissions, fleets, more]);
