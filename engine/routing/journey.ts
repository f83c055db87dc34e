/** One person's journey from door to door, whatever it is made of: what `planJourneys` answers and commands print. */

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
