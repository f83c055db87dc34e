/** Times of trips stored once for all trips that run alike: most trips of a pattern differ only in when they start, and what a search reads all
 *  the time then fits the processor's nearest memory. In: timetable. Out: profiles, and each trip's profile and start. Pure. */
import { sharedI32 } from '../core/shared.ts';
import type { Timetable } from '../network/timetable.ts';

export interface TripProfiles {
  /** [entry × 2] arrival and departure after the departure from the first stop [s]. */
  readonly timeS: Int32Array;
  /** [trip] first entry of its profile, and departure from its first stop [s after midnight]. */
  readonly first: Int32Array;
  readonly startS: Int32Array;
}

export function tripProfiles(timetable: Timetable): TripProfiles {
  const { patternCount, patternFirstStop, patternFirstTrip, tripFirstTime, arrivalS, departureS } = timetable;
  const first = sharedI32(timetable.tripCount);
  const startS = sharedI32(timetable.tripCount);
  const firstTime: number[] = [];
  const sizes: number[] = [];
  let entries = 0;
  for (let pattern = 0; pattern < patternCount; pattern++) {
    const stops = patternFirstStop[pattern + 1]! - patternFirstStop[pattern]!;
    const known = new Map<number, { entry: number; base: number }[]>();
    for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
      const base = tripFirstTime[trip]!;
      startS[trip] = departureS[base]!;
      const alike = (other: number): boolean => {
        const shiftS = departureS[base]! - departureS[other]!;
        for (let i = 0; i < stops; i++)
          if (
            arrivalS[base + i]! - arrivalS[other + i]! !== shiftS ||
            departureS[base + i]! - departureS[other + i]! !== shiftS
          )
            return false;
        return true;
      };
      const list = known.get(hashOf(arrivalS, departureS, base, stops)) ?? [];
      const same = list.find((profile) => alike(profile.base));
      if (same !== undefined) {
        first[trip] = same.entry;
        continue;
      }
      first[trip] = entries;
      known.set(hashOf(arrivalS, departureS, base, stops), [...list, { entry: entries, base }]);
      firstTime.push(base);
      sizes.push(stops);
      entries += stops;
    }
  }
  const timeS = sharedI32(2 * entries);
  let at = 0;
  firstTime.forEach((base, p) => {
    for (let i = base; i < base + sizes[p]!; i++) {
      timeS[at++] = arrivalS[i]! - departureS[base]!;
      timeS[at++] = departureS[i]! - departureS[base]!;
    }
  });
  return { timeS, first, startS };
}

/** FNV-1a over the times after the first departure. @source Fowler, Noll, Vo, 32 bit */
function hashOf(arrivalS: Int32Array, departureS: Int32Array, base: number, stops: number): number {
  let hash = 0x811c9dc5;
  for (let i = base; i < base + stops; i++) {
    hash = Math.imul(hash ^ (arrivalS[i]! - departureS[base]!), 0x01000193);
    hash = Math.imul(hash ^ (departureS[i]! - departureS[base]!), 0x01000193);
  }
  return hash;
}
