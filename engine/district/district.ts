/** What a district is: zones, places, hubs, roads, timetable, weather and prices. Read-only; built by `district/load.ts`
 *  from a built-in folder (facts from which streets are generated) or an imported one (packed stores). */
import type { Prices, Weather } from '../energy/stores.ts';
import type { OperatorGrid } from '../grid/operator/areas.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import type { Timetable } from '../network/timetable.ts';

/** A source of data, named in manifest and report. */
export interface SourceRecord {
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  readonly licence: string;
  readonly attribution: string;
}

/** What an import of streets or a timetable told, kept with the district it made. */
export interface ImportRecord {
  readonly kind: string;
  readonly file: string;
  /** What was chosen or assumed: service dates, default speeds. */
  readonly notes: readonly string[];
  readonly repaired: readonly ImportCount[];
  readonly dropped: readonly ImportCount[];
}

export interface ImportCount {
  readonly what: string;
  readonly count: number;
}

/** Zones: neighbourhoods inside, regions outside. All arrays [zone]. Shares are fractions 0..1. */
export interface Zones {
  readonly count: number;
  readonly code: readonly string[];
  readonly name: readonly string[];
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** 1 for a zone outside the district: it attracts trips but has no residents here. */
  readonly external: Uint8Array;
  readonly residents: Float64Array;
  readonly households: Float64Array;
  readonly dwellings: Float64Array;
  readonly flatShare: Float64Array;
  readonly socialRentShare: Float64Array;
  readonly onePersonShare: Float64Array;
  readonly withChildrenShare: Float64Array;
  readonly under15Share: Float64Array;
  readonly over65Share: Float64Array;
  readonly carsPerHousehold: Float64Array;
  readonly licencesPerAdult: Float64Array;
  readonly incomeKeurPerHousehold: Float64Array;
  readonly lowIncomeShare: Float64Array;
  readonly highIncomeShare: Float64Array;
  readonly electricityKwhPerDwelling: Float64Array;
  readonly gasM3PerDwelling: Float64Array;
  readonly districtHeatingShare: Float64Array;
  readonly pvDwellingShare: Float64Array;
  readonly jobs: Float64Array;
  /** Outline, [ring][point][lon, lat], first ring outer; empty when unknown. */
  readonly outline: ReadonlyArray<ReadonlyArray<ReadonlyArray<readonly [number, number]>>>;
}

export const PLACE_KINDS = ['work', 'school', 'university', 'shop', 'leisure', 'health', 'other'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Destinations other than homes: attraction by purpose at a point. All arrays [place]. */
export interface Places {
  readonly count: number;
  readonly name: readonly string[];
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  readonly zone: Uint32Array;
  readonly jobs: Float64Array;
  readonly pupils: Float64Array;
  readonly students: Float64Array;
  /** Relative size for shopping and for leisure trips (visits a weekday). */
  readonly shopVisits: Float64Array;
  readonly leisureVisits: Float64Array;
}

export const HUB_KINDS = ['station', 'park-and-ride', 'neighbourhood'] as const;
export type HubKind = (typeof HUB_KINDS)[number];

/** Where shared vehicles stand and where people change between car and transit. All arrays [hub]. */
export interface Hubs {
  readonly count: number;
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** [hub] index into HUB_KINDS. */
  readonly kind: Uint8Array;
  /** [hub] places for cars of P+R users; 0 where there are none. */
  readonly carPlaces: Uint32Array;
}

/** Public charge points. All arrays [charge point]. */
export interface ChargePoints {
  readonly count: number;
  readonly id: readonly string[];
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  readonly sockets: Uint8Array;
  /** [charge point] maximum power of one socket. */
  readonly socketKw: Float64Array;
}

export type { Prices, Weather } from '../energy/stores.ts';

export interface District {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** [west, south, east, north] of the district itself. */
  readonly bbox: readonly [number, number, number, number];
  readonly zones: Zones;
  readonly places: Places;
  readonly hubs: Hubs;
  readonly chargePoints: ChargePoints;
  readonly roads: RoadGraph;
  readonly timetable: Timetable;
  /** First and last ISO date of the timetable's calendar; absent where it holds for any date. */
  readonly timetableDates?: readonly [string, string];
  readonly weather: Weather;
  readonly prices: Prices;
  /** The operator's grid, where the district has a file of it; elsewhere the grid is made by rule. */
  readonly grid?: OperatorGrid | undefined;
  readonly sources: readonly SourceRecord[];
  /** Imports that made its streets and timetable; none for a built-in district. */
  readonly imports?: readonly ImportRecord[];
}

/** What single journeys need of a district: streets, timetable, hubs, and where they come from. */
export type DistrictNetwork = Pick<
  District,
  'name' | 'hubs' | 'roads' | 'timetable' | 'timetableDates' | 'sources' | 'imports'
>;
