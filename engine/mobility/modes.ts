/** Modes by number and nest, as the choice counts them, and what a trip is by distance and purpose. Pure. */
import { targetPurpose } from '../demand/mode-targets.ts';
import type { LevelOfService } from './level-of-service.ts';
import type { PlannedTrips } from './planned-trips.ts';
import { MODES } from './stores.ts';

export const WALK = 0;
export const BIKE = 1;
export const E_BIKE = 2;
export const CAR = 3;
export const PASSENGER = 4;
export const BUS = 5;
export const TRAIN = 6;
export const PARK_AND_RIDE = 7;
export const SHARED_CAR = 8;
export const SHARED_BIKE = 9;
export const MODE_COUNT = MODES.length;

/** [mode] nest: 0 active, 1 motorised, 2 public. */
export const NEST_OF: readonly number[] = [0, 0, 0, 1, 1, 2, 2, 2, 1, 0];
export const NESTS = 3;

/** Utility of what cannot be. */
export const NOT_POSSIBLE = -Infinity;
export const NO_HUB = 0xffffffff;

/** Distance between the ends of a trip along the streets, the same whatever the mode: by bicycle where one can cycle, else by car [m]. */
export function roadM({ los, carM }: { readonly los: LevelOfService; readonly carM: Float32Array }, t: number): number {
  return los.bikeS[t]! < Infinity ? los.bikeM[t]! : carM[t]!;
}

/** Index into TARGET_PURPOSES; the way home has the purpose of the stop before it. */
export const purposeOf = ({ purpose }: PlannedTrips, t: number): number =>
  targetPurpose(purpose[t]!, t > 0 ? purpose[t - 1]! : 0);
