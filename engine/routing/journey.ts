/** One person's journey from door to door, whatever it is made of: the question, what a planner knows, and what it answers. */
import type { RoadGraph, RoadMode } from '../network/road-graph.ts';
import type { Timetable } from '../network/timetable.ts';

/** Ways to travel that can be asked for. */
export const JOURNEY_MODES = [
  'walk',
  'bike',
  'car',
  'transit',
  'bike-transit',
  'park-and-ride',
  'shared-car',
  'shared-bike',
] as const;
export type JourneyMode = (typeof JOURNEY_MODES)[number];

export type LegMode =
  | 'walk'
  | 'bike'
  | 'car'
  | 'shared-car'
  | 'shared-bike'
  | 'tram'
  | 'metro'
  | 'train'
  | 'bus'
  | 'ferry';

export interface JourneyPlace {
  readonly name: string;
  /** WGS 84 [lon, lat]. */
  readonly lonLat: readonly [number, number];
}

export interface JourneyLeg {
  readonly mode: LegMode;
  readonly from: JourneyPlace;
  readonly to: JourneyPlace;
  /** Seconds after local midnight. */
  readonly departureS: number;
  readonly arrivalS: number;
  readonly distanceM: number;
  /** Line name and trip id of a ride. */
  readonly route?: string;
  readonly trip?: string;
  /** The vehicle of the leg before goes on as this trip: nobody gets off, and it counts as no change. */
  readonly staySeated?: true;
  /** Rides asked for with a wheelchair: whether vehicle and both stops are known to be accessible. */
  readonly wheelchair?: 'yes' | 'unknown';
  /** Points along the way, [lon, lat]. */
  readonly shape: ReadonlyArray<readonly [number, number]>;
}

/** What a journey costs, emits and uses; priced as a whole, as fares have minima and boarding charges. */
export interface JourneyTotals {
  readonly costEur: number;
  readonly co2G: number;
  /** Energy of the vehicle driven by the traveller (electric car, shared car) [kWh]; 0 for passengers and people on foot. */
  readonly energyKwh: number;
}

export interface Journey extends JourneyTotals {
  readonly mode: JourneyMode;
  readonly departureS: number;
  readonly arrivalS: number;
  /** Changes between vehicles of public transport. */
  readonly transfers: number;
  readonly legs: readonly JourneyLeg[];
  readonly walkM: number;
  readonly waitS: number;
}

/** Why a way to travel gives no journey: a question is never answered by silence. */
export const NO_JOURNEY_REASONS = [
  'same-place',
  'off-network-start',
  'off-network-end',
  'no-way',
  'no-service',
  'no-stop-start',
  'no-stop-end',
  'no-connection',
  'walking-is-quicker',
  'no-park-and-ride',
  'no-hub-start',
  'no-hub-end',
  'hubs-full',
] as const;
export type NoJourneyReason = (typeof NO_JOURNEY_REASONS)[number];

export interface MissingJourney {
  readonly mode: JourneyMode;
  readonly reason: NoJourneyReason;
}

export interface JourneyAnswer {
  /** Earliest arrival first. */
  readonly journeys: readonly Journey[];
  readonly missing: readonly MissingJourney[];
  /** From start and destination to the nearest street one may walk [m], straight. */
  readonly startToStreetM: number;
  readonly endToStreetM: number;
}

/** Where vehicles are shared and where a car or bicycle can be left. */
export interface JourneyHub extends JourneyPlace {
  readonly sharedCars: boolean;
  readonly sharedBikes: boolean;
  readonly parkAndRide: boolean;
  /** Places for cars and for bicycles that are still free; as many as needed when absent. */
  readonly freeCarPlaces?: number;
  readonly freeBikePlaces?: number;
  /** Places for a shared car that somebody leaves here; as many as needed when absent. */
  readonly freeSharedCarPlaces?: number;
}

export interface PlannerInput {
  readonly roads: RoadGraph;
  readonly timetable: Timetable;
  readonly hubs: readonly JourneyHub[];
  /** Prices a whole journey. */
  readonly tariff: (mode: JourneyMode, legs: readonly JourneyLeg[]) => JourneyTotals;
  /** [arc] times [ms]; the graph's free times when absent. */
  readonly weightMs?: Partial<Readonly<Record<RoadMode, Uint32Array>>>;
  /** Without steps, and without stops and trips that are known to be closed to wheelchairs. */
  readonly wheelchair?: boolean;
  /** Shared cars are left at a hub near the destination; otherwise one keeps the car and parks at the door. */
  readonly sharedCarOneWay?: boolean;
}

export interface JourneyAsk {
  readonly from: JourneyPlace;
  readonly to: JourneyPlace;
  readonly departureS: number;
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  readonly modes: readonly JourneyMode[];
  readonly maxTransfers?: number;
}
