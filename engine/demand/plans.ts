/** Day plans: what each person wants to do where and when, for one day type. A plan starts and ends at home. */

import type { DemandNote } from './destination-notes.ts';

export const ACTIVITIES = ['home', 'work', 'school', 'shop', 'leisure', 'visit', 'escort', 'business'] as const;
export const ACTIVITY_HOME = 0;

export interface Plans {
  readonly dayType: number;
  /** [person + 1] activities firstActivity[p] … firstActivity[p + 1] - 1; an empty range is a day at home. */
  readonly firstActivity: Uint32Array;
  /** [activity] index into ACTIVITIES */
  readonly kind: Uint8Array;
  /** [activity] road node, zone and place (0xffffffff: no listed place). */
  readonly node: Uint32Array;
  readonly zone: Uint32Array;
  readonly place: Uint32Array;
  /** [activity] wanted start and end, seconds after local midnight; may exceed 86400 for the last. */
  readonly startS: Int32Array;
  readonly endS: Int32Array;
  /** [activity] of a child that leaves together with an adult: the activity the adult leaves from then (same place, same end); 0xffffffff otherwise. */
  readonly escort?: Uint32Array;
  /** What a reader should know of the destinations. */
  readonly notes?: readonly DemandNote[];
}
