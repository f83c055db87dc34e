/** What a travel day leaves behind: trips, where cars stood, and flows on arcs. The charging stage reads `ParkingStore`. */

import type { DemandNote } from '../demand/destination-notes.ts';

export const MODES = [
  'walk',
  'bike',
  'e-bike',
  'car',
  'car-passenger',
  'bus-tram',
  'train',
  'park-and-ride',
  'shared-car',
  'shared-bike',
] as const;
export type Mode = (typeof MODES)[number];

/** Why a planned trip was not made; 0 means it was. */
export const FAILURES = ['none', 'no alternative', 'no route', 'turned away everywhere'] as const;

/** Trips of one day type, in order of person and departure. All arrays [trip]. */
export interface TripStore {
  readonly dayType: number;
  readonly count: number;
  readonly person: Uint32Array;
  /** Tour within the day of the person (home to home). */
  readonly tour: Uint8Array;
  /** index into ACTIVITIES: what the trip is for (activity at its end; home for the way back). */
  readonly purpose: Uint8Array;
  readonly fromZone: Uint32Array;
  readonly toZone: Uint32Array;
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  /** index into MODES */
  readonly mode: Uint8Array;
  /** index into FAILURES */
  readonly failure: Uint8Array;
  /** index into MODES of the first choice when the person was turned away from it, 255 otherwise */
  readonly turnedAwayFrom: Uint8Array;
  readonly departureS: Int32Array;
  readonly travelTimeS: Float32Array;
  readonly distanceM: Float32Array;
  /** Distance between the ends along the streets, the same whatever the mode: what shares by distance class refer to. */
  readonly roadM?: Float32Array;
  /** Distance on foot or by bicycle within the trip (active travel). */
  readonly walkM: Float32Array;
  readonly bikeM: Float32Array;
  /** Distance driven by car within the trip (own, shared, P+R leg); 0 for passengers. */
  readonly carM: Float32Array;
  readonly costEur: Float32Array;
  readonly parkingEur: Float32Array;
  /** What a bundle takes off the price; costEur is what is paid. */
  readonly discountEur?: Float32Array;
  /** What an employer's mobility budget pays of the price; costEur is what is left. */
  readonly employerEur?: Float32Array;
  readonly co2G: Float32Array;
  /** Car used (own or shared), 0xffffffff otherwise. */
  readonly car: Uint32Array;
  /** Trip of the adult together with whom a child made this one, 0xffffffff otherwise. */
  readonly escortTrip?: Uint32Array;
  /** Utility logsum of the choice in euros: the expected gain of having these alternatives [EUR]. */
  readonly logsumEur: Float32Array;
}

export const STAY_KINDS = ['home', 'work', 'public', 'hub', 'outside'] as const;
export const STAY_HOME = 0;
export const STAY_WORK = 1;
export const STAY_PUBLIC = 2;
export const STAY_HUB = 3;
export const STAY_OUTSIDE = 4;

/** Where each car stood during one day of a type: stays in time order, the first begins at 0, the last ends at 86400.
 *  A car without trips has one stay. */
export interface ParkingStore {
  readonly dayType: number;
  readonly stayCount: number;
  /** [car + 1] */
  readonly firstStay: Uint32Array;
  /** [stay] index into STAY_KINDS */
  readonly kind: Uint8Array;
  readonly node: Uint32Array;
  readonly zone: Uint32Array;
  /** Seconds after local midnight. Between departure and the next arrival the car drives. */
  readonly arrivalS: Int32Array;
  readonly departureS: Int32Array;
  /** [stay] metres driven just before the stay (0 for the first). */
  readonly drivenM: Float32Array;
}

/** Car flow per arc and hour of one day type, scaled to all residents: [hour × arcCount + arc] vehicles. */
export interface LinkFlows {
  readonly dayType: number;
  readonly carPerH: Float32Array;
  readonly bikePerDay: Float32Array;
  readonly walkPerDay: Float32Array;
  /** [hour × arcCount + arc] buses of the timetable that ride on streets; absent in results of older versions. */
  readonly busPerH?: Float32Array;
  /** [hour × arcCount + arc] congested car time [ms]. */
  readonly carTimeMs: Uint32Array;
}

/** What the queues of a day were like, by quarter-hour; all vehicles are scaled to all residents. */
export interface TrafficOutcome {
  readonly rounds: number;
  /** [round] relative gap of the routes driven, 0 … 1 */
  readonly gaps: Float64Array;
  readonly gapWanted: number;
  /** Share of the trips that changed their mode in the last round; 1 after a single round. */
  readonly modeChangeShare: number;
  /** Both within the gap wanted; false when the rounds ended first. */
  readonly settled: boolean;
  readonly linkEvents: number;
  /** Cars that drove; vehicles (buses included) that arrived, gave up in a queue, were still inside at the end. */
  readonly vehicles: number;
  readonly arrivedVehicles: number;
  readonly removedVehicles: number;
  readonly insideVehicles: number;
  /** Those that gave up, and those that stand before a full street at the end; who still drives then is not stuck. */
  readonly stuckVehicles?: number;
  /** Arcs whose queues wait for each other in a circle at the end. */
  readonly gridlockedArcs: Uint32Array;
  readonly busDelayH: number;
  /** What late buses cost their riders, missed connections included [h]; absent in results of older versions. */
  readonly riderDelayH?: number;
  /** Rides between stops that are not on the streets of the network. */
  readonly busHopsOffStreet: number;
  readonly bikeDelayH: number;
  /** [quarter × arcs + arc] car time [ms], and cars that entered */
  readonly quarterTimeMs: Uint32Array;
  readonly quarterCars: Float32Array;
}

/** Use of hubs over the day: shared cars, shared bikes, P+R places. */
export interface HubUse {
  readonly dayType: number;
  /** [hub × 96 + quarter] vehicles standing at the hub or P+R places taken. */
  readonly sharedCars: Float32Array;
  readonly sharedBikes: Float32Array;
  readonly parkAndRide: Float32Array;
  /** [hub] people turned away, by kind. */
  readonly turnedAwayCar: Uint32Array;
  readonly turnedAwayBike: Uint32Array;
  readonly turnedAwayParkAndRide: Uint32Array;
  /** [hub] bicycles for hire at a station: fewest left, travellers who found none; scaled to all residents. */
  readonly stationBikesLeast?: Float64Array;
  readonly turnedAwayStationBike?: Float64Array;
  /** Travellers who found none at any station, those outside the district included. */
  readonly withoutStationBike?: number;
  /** [hub] bicycle parking at a station: most places taken, travellers who found none; scaled. Absent in results of older versions. */
  readonly bikePlacesMost?: Float64Array;
  readonly turnedAwayBikePlace?: Float64Array;
  /** Travellers who found no place for a bicycle at any station. */
  readonly withoutBikePlace?: number;
  /** One-way shared cars brought back at night, scaled to all residents. */
  readonly relocatedCars?: number;
  /** [hub] of them, by the hub they were brought back to. */
  readonly relocatedTo?: Float64Array;
}

/** Zones with few places for visitors, over a day; all scaled to all residents. */
export interface PlacesUse {
  /** [zone] places, Infinity without a limit; most cars at a time; drivers who found none. */
  readonly places: Float64Array;
  readonly mostTaken: Float64Array;
  readonly turnedAway: Float64Array;
}

/** Who uses the app and who subscribes; the same on every day. */
export interface Subscriptions {
  /** [person] 1 for users of the app; 0 for everybody when there is none. */
  readonly usesApp: Uint8Array;
  /** [person] index into maas.bundles, 255 for none. */
  readonly bundleOf: Uint8Array;
  /** [household] what its app users usually pay a month through the app, before any cap [EUR]. */
  readonly usualEurPerMonth?: Float64Array;
}

export interface TravelDay {
  readonly dayType: number;
  readonly trips: TripStore;
  readonly parking: ParkingStore;
  readonly flows: LinkFlows;
  readonly hubs: HubUse;
  /** Present when some zone has a limit. */
  readonly places?: PlacesUse;
  readonly subscriptions?: Subscriptions;
  /** Present when `travel.traffic` is `queue`. */
  readonly traffic?: TrafficOutcome;
  /** What a reader should know of where people went. */
  readonly notes?: readonly DemandNote[];
}
