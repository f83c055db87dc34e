/** How good each alternative of each trip is, as columns by trip in shared memory: times, distances, fares and rides from real routing.
 *  Car times stand apart, as congestion changes them. Filled by the job beside it, which owns its trips. */
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { type PlannedRides, plannedRides } from './late-buses.ts';

/** Alternatives by public transport as columns [trip]; utility is -Infinity where there is none. */
export interface TransitColumns {
  /** Utility of time and transfers, fares apart. */
  readonly utility: Float32Array;
  readonly timeS: Float32Array;
  readonly busEur: Float32Array;
  readonly trainEur: Float32Array;
  /** Bicycles rented at stations. */
  readonly rentEur: Float32Array;
  readonly walkM: Float32Array;
  readonly bikeM: Float32Array;
  readonly busM: Float32Array;
  readonly trainM: Float32Array;
  /** What is ridden, to tell what late buses make of it. */
  readonly rides: PlannedRides;
}

export interface LevelOfService {
  /** [trip] seconds, Infinity where there is no way. */
  readonly walkS: Float32Array;
  readonly bikeS: Float32Array;
  readonly walkM: Float32Array;
  readonly bikeM: Float32Array;
  readonly bus: TransitColumns;
  readonly train: TransitColumns;
  /** By train with a bicycle hired where it ends, or brought back where it begins on the way home; and the station. */
  readonly hired: TransitColumns;
  readonly hiredAt: Uint32Array;
  /** [trip] station where a bicycle from home is left by those who take `train` or `hired`; 0xffffffff where none is. */
  readonly bikeLeftAt: Uint32Array;
  readonly bikeLeftByHirersAt: Uint32Array;
  /** Ride from the P+R of the tour (first trip) or back to it (last trip). */
  readonly parkAndRide: TransitColumns;
  readonly parkAndRideHub: Uint32Array;
  /** [first trip of a tour] car part of P+R, one way. */
  readonly driveToHubS: Float32Array;
  readonly driveToHubM: Float32Array;
}

const transitColumns = (count: number): TransitColumns => ({
  utility: sharedF32(count).fill(-Infinity),
  timeS: sharedF32(count),
  busEur: sharedF32(count),
  trainEur: sharedF32(count),
  rentEur: sharedF32(count),
  walkM: sharedF32(count),
  bikeM: sharedF32(count),
  busM: sharedF32(count),
  trainM: sharedF32(count),
  rides: plannedRides(count),
});

export function emptyLevelOfService(count: number): LevelOfService {
  return {
    walkS: sharedF32(count).fill(Infinity),
    bikeS: sharedF32(count).fill(Infinity),
    walkM: sharedF32(count),
    bikeM: sharedF32(count),
    bus: transitColumns(count),
    train: transitColumns(count),
    hired: transitColumns(count),
    hiredAt: sharedU32(count).fill(0xffffffff),
    bikeLeftAt: sharedU32(count).fill(0xffffffff),
    bikeLeftByHirersAt: sharedU32(count).fill(0xffffffff),
    parkAndRide: transitColumns(count),
    parkAndRideHub: sharedU32(count).fill(0xffffffff),
    driveToHubS: sharedF32(count),
    driveToHubM: sharedF32(count),
  };
}
