/** What crosses between the simulation and a user's strategy: shared memory and one word each way.
 *  main: writes a step, raises signal[0]
 *  thread: writes powers, sets signal[1] to the same number; negative when there are none: then `why` says so, signal[2] its length */

/** Fields of a session that a strategy sees, in the order of the shared memory. */
export const USER_FIELDS = [
  'id',
  'storedKwh',
  'targetKwh',
  'floorKwh',
  'maximumKw',
  'minimumKw',
  'maximumDischargeKw',
  'statedDepartureStep',
  'arrivalStep',
] as const;

/** Room for the reason why there is no answer. */
export const WHY_BYTES = 512;

export interface StrategyChannel {
  readonly url: string;
  /** True for TypeScript source: its types are stripped where this Node.js can. */
  readonly typed: boolean;
  /** [0] step asked, [1] step answered, [2] bytes of why not */
  readonly signal: Int32Array;
  /** active, ahead, step, stepH, localS, loadKw, pvKw, limitKw */
  readonly scalars: Float64Array;
  /** [field × mostSessions + session] */
  readonly sessions: Float64Array;
  /** [price | feed-in | CO2 | net][step ahead] */
  readonly ahead: Float64Array;
  readonly powerKw: Float64Array;
  /** UTF-8 */
  readonly why: Uint8Array;
  readonly mostSessions: number;
  readonly mostAhead: number;
}

export type FromUserStrategy =
  | { readonly kind: 'ready'; readonly discharges: boolean }
  | { readonly kind: 'failed'; readonly message: string };
