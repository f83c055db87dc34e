/** What the report is made of: values only, read from two result folders. */

import type { DistrictBasis } from '../../district/basis.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Comparison } from '../compare.ts';
import type { Language } from '../format.ts';
import type { CallRow } from '../berths.ts';
import type { Manifest } from '../result.ts';
import type { ServiceLevelRow } from './service-levels.ts';
import type { TimeReliability } from './time-reliability.ts';
import type { WorstStreet } from './worst-streets.ts';

export interface ReportInput {
  readonly comparison: Comparison;
  /** Base and alternative. */
  readonly sides: readonly [ReportSide, ReportSide];
  /** Results between the base and the last one, where more than two are compared: maps and curves show them too. */
  readonly between?: readonly ReportSide[];
  /** Language it opens in. */
  readonly language: Language;
  /** More sections as HTML in both languages, after "for whom". */
  readonly sections?: readonly string[];
}

/** One result, cut down to what the report shows. */
export interface ReportSide {
  readonly scenario: Scenario;
  readonly manifest: Manifest;
  readonly notes: readonly string[];
  /** The same in Dutch, in the same order; English where one is missing. */
  readonly notesNl?: readonly string[] | undefined;
  /** `table.column` → what it holds, as the result says. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Absent in results of older versions. */
  readonly basis?: DistrictBasis;
  readonly zones: readonly ZoneRow[];
  readonly transformers: readonly TransformerRow[];
  readonly links: readonly LinkRow[];
  readonly hubs: readonly HubRow[];
  readonly worstStreets?: readonly WorstStreet[];
  /** Absent in results of older versions. */
  readonly serviceLevels?: readonly ServiceLevelRow[];
  /** Only where the scenario was run with several seeds. */
  readonly reliability?: TimeReliability;
  readonly groups: readonly GroupRow[];
  readonly modes: readonly ModeRow[];
  /** Absent in results of older versions. */
  readonly travellers?: readonly TravellerRow[];
  readonly access?: readonly AccessRow[];
  readonly accounts?: readonly AccountRow[];
  readonly seasons: readonly SeasonRow[];
  /** The week of the base's highest demand. */
  readonly week: readonly WeekRow[];
  /** Loading of the most loaded transformer, highest first, at equal distances over the period. */
  readonly durationShare: readonly number[];
  /** Absent in results of older versions. */
  readonly grid?: GridSide;
  /** Ships at berths; absent without a harbour. */
  readonly calls?: readonly CallRow[];
}

/** What a result says of its grid beyond transformers. */
export interface GridSide {
  readonly hosting: readonly HostingRow[];
  /** Loading of a transformer that is exceeded for a share of the time: of the middle transformer, the one in ten, the one in a hundred. */
  readonly durations: ReadonlyArray<{
    readonly timeShare: number;
    readonly middle: number;
    readonly tenth: number;
    readonly hundredth: number;
  }>;
  readonly violations: ReadonlyArray<{ readonly kind: string; readonly count: number; readonly hours: number | null }>;
}

export interface HostingRow {
  readonly technology: string;
  readonly zone: string;
  readonly homes: number;
  readonly homesP10: number;
  readonly homesMedian: number;
  readonly homesP90: number;
  readonly limit: string;
}

/** A number about a group; null where the group is too small to show. */
type Value = number | null;

export interface ZoneRow {
  readonly zone: string;
  readonly name: string;
  readonly external: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly geometry: string;
  readonly persons: Value;
  readonly carTripShare: Value;
  readonly travelTimeMinPerTrip: Value;
  readonly co2KgPerPersonPerDay: Value;
  readonly mobilityEurPerMonth: Value;
  readonly energyEurPerMonth: Value;
  readonly peakLoadingShare: Value;
  readonly overloadHours: Value;
  readonly chargedMwh: Value;
  /** Absent in results of older versions. */
  readonly cableJoints?: Value;
  readonly jointsOutsideNorm?: Value;
  readonly homesOutsideNorm?: Value;
  readonly worstWeekShare?: Value;
  readonly jointsUnbalanced?: Value;
  readonly reverseFlowHours?: Value;
  readonly transformerLifeHours?: Value;
  readonly unservedByGridKwhPerYear?: Value;
  readonly withheldKwhPerYear?: Value;
  /** Present where some zone has few places for visitors. */
  readonly parkingPlaces?: Value;
  readonly parkingMostTaken?: Value;
  readonly turnedAwayParking?: Value;
}

export interface TransformerRow {
  readonly area: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly zone: string;
  readonly ratedKva: number;
  readonly homes: number;
  readonly peakLoadKw: number;
  readonly peakFeedInKw: number;
  readonly peakLoadingShare: number;
  readonly overloadHours: number;
  /** Absent in results of older versions, null where fewer than ten cars live. */
  readonly chargingCostEur?: number | null;
  readonly chargingLeastEur?: number | null;
}

export interface LinkRow {
  readonly link: number;
  readonly name: string;
  readonly roadClass: string;
  readonly carsPerWeekday: number;
  readonly geometry: string;
}

export interface HubRow {
  readonly name: string;
  readonly kind: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly carPlaces: number;
  /** Absent in results of older versions. */
  readonly parkAndRideMost?: Value;
  readonly sharedCarsLeast?: Value;
  readonly sharedCarsMost?: Value;
  readonly sharedBikesLeast?: Value;
  readonly sharedBikesMost?: Value;
  readonly stationBikesLeast?: Value;
  readonly turnedAwayCar?: Value;
  readonly turnedAwayBike?: Value;
  readonly turnedAwayParkAndRide?: Value;
  readonly turnedAwayStationBike?: Value;
  readonly bikePlacesMost?: Value;
  readonly turnedAwayBikePlace?: Value;
  readonly relocatedPerDay?: Value;
  readonly chargePoints?: Value;
  readonly bookings?: Value;
  readonly bookingsShort?: Value;
}

export interface GroupRow {
  readonly group: string;
  readonly persons: Value;
  readonly tripsPerPersonPerDay: Value;
  readonly carTripShare: Value;
  readonly travelTimeMinPerTrip: Value;
  readonly mobilityEurPerMonth: Value;
  readonly energyEurPerMonth: Value;
  /** Absent in results of older versions. */
  readonly heatEurPerMonth?: Value;
  readonly co2KgPerPersonPerDay: Value;
  readonly unservedByGridKwhPerYear?: Value;
  readonly withheldKwhPerYear?: Value;
}

export interface ModeRow {
  readonly distanceKm: string;
  readonly mode: string;
  readonly tripsPerDay: Value;
}

/** Mean power of weekdays at an hour of the day in a season. */
export interface SeasonRow {
  /** 0 winter (December–February), 1 spring, 2 summer, 3 autumn. */
  readonly season: number;
  readonly hour: number;
  readonly loadKw: number;
  readonly pvKw: number;
  readonly chargeKw: number;
  readonly dischargeKw: number;
  readonly netKw: number;
}

export interface WeekRow {
  readonly startUtcS: number;
  readonly localDate: string;
  readonly localS: number;
  readonly netKw: number;
}

export interface TravellerRow {
  readonly dimension: string;
  readonly group: string;
  readonly kmPerPersonPerDay: Value;
  readonly travelTimeMinPerPersonPerDay: Value;
  readonly paidEurPerPersonPerDay: Value;
  readonly paidShareOfIncome: Value;
  readonly co2KgPerPersonPerDay: Value;
  readonly activeMinPerPersonPerDay: Value;
  readonly turnedAwayPerDay: Value;
  readonly shareWalk: Value;
  readonly shareBike: Value;
  readonly shareEBike: Value;
  readonly shareCar: Value;
  readonly shareCarPassenger: Value;
  readonly shareBusTram: Value;
  readonly shareTrain: Value;
  readonly shareParkAndRide: Value;
  readonly shareSharedCar: Value;
  readonly shareSharedBike: Value;
}

export interface AccessRow {
  readonly dimension: string;
  readonly group: string;
  readonly mode: string;
  readonly minutes: number;
  readonly jobsShare: Value;
  readonly facilitiesShare: Value;
}

export interface AccountRow {
  readonly kind: string;
  readonly name: string;
  readonly tripsPerYear: Value;
  readonly subscribers: Value;
  readonly paidEurPerYear: Value;
  /** Absent in results of older versions. */
  readonly employerEurPerYear?: Value;
  readonly discountEurPerYear: Value;
  readonly subsidyEurPerYear: Value;
}
