/** What became of every planned trip of a day. In: number of trips. Out: columns in shared memory, all failed until they are made. Pure. */
import { sharedF32, sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';

export const NONE = 0xffffffff;
export const NO_MODE = 255;
export const NO_ALTERNATIVE = 1;
export const TURNED_AWAY = 3;

/** What became of every planned trip. All [trip]. */
export interface Outcome {
  readonly mode: Uint8Array;
  readonly failure: Uint8Array;
  readonly turnedAwayFrom: Uint8Array;
  readonly departureS: Int32Array;
  readonly timeS: Float32Array;
  readonly costEur: Float32Array;
  readonly parkingEur: Float32Array;
  readonly discountEur: Float32Array;
  readonly employerEur: Float32Array;
  readonly car: Uint32Array;
  readonly logsumEur: Float32Array;
  /** 1 for a train trip with a bicycle hired at the station. */
  readonly hired: Uint8Array;
  /** Trip of the adult that a child was taken along on, NONE otherwise. */
  readonly escortTrip: Uint32Array;
}

export function emptyOutcome(count: number): Outcome {
  return {
    mode: sharedU8(count),
    failure: sharedU8(count).fill(NO_ALTERNATIVE),
    turnedAwayFrom: sharedU8(count).fill(NO_MODE),
    departureS: sharedI32(count),
    timeS: sharedF32(count),
    costEur: sharedF32(count),
    parkingEur: sharedF32(count),
    discountEur: sharedF32(count),
    employerEur: sharedF32(count),
    car: sharedU32(count).fill(NONE),
    logsumEur: sharedF32(count),
    hired: sharedU8(count),
    escortTrip: sharedU32(count).fill(NONE),
  };
}
