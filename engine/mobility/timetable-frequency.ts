/** A timetable with more or fewer trips at the same hours: trips are thinned, or added between two others with their running times.
 *  In: timetable, factor. Out: timetable. Pure. */
import { sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import type { Timetable } from '../network/timetable.ts';

/** @param factor trips relative to the timetable, > 0; 1 returns the timetable itself */
export function scaleFrequency(timetable: Timetable, factor: number): Timetable {
  if (factor === 1) return timetable;
  const { patternCount, patternFirstStop, patternFirstTrip, tripFirstTime, departureS, arrivalS, tripDayMask } =
    timetable;
  const firstTrip = [0];
  const base: number[] = [];
  const shiftS: number[] = [];
  const mask: number[] = [];
  for (let pattern = 0; pattern < patternCount; pattern++) {
    const made: Array<{ trip: number; shiftS: number; mask: number }> = [];
    const startS = (trip: number): number => departureS[tripFirstTime[trip]!]!;
    const all = Array.from(
      { length: patternFirstTrip[pattern + 1]! - patternFirstTrip[pattern]! },
      (_, i) => patternFirstTrip[pattern]! + i,
    );
    for (const days of new Set(all.map((trip) => tripDayMask[trip]!))) {
      const trips = all.filter((trip) => tripDayMask[trip] === days);
      const wanted = Math.max(1, Math.round(trips.length * factor));
      for (let j = 0; j < wanted; j++) {
        const at = Math.max(0, Math.min(trips.length - 1, (j + 0.5) / (wanted / trips.length) - 0.5));
        const low = Math.floor(at);
        const trip = trips[low]!;
        const next = trips[Math.min(low + 1, trips.length - 1)]!;
        made.push({ trip, shiftS: Math.round((at - low) * (startS(next) - startS(trip))), mask: days });
      }
    }
    made.sort((a, b) => startS(a.trip) + a.shiftS - startS(b.trip) - b.shiftS || a.trip - b.trip);
    for (const trip of made) {
      base.push(trip.trip);
      shiftS.push(trip.shiftS);
      mask.push(trip.mask);
    }
    firstTrip.push(base.length);
  }
  const stopsOf = (pattern: number): number => patternFirstStop[pattern + 1]! - patternFirstStop[pattern]!;
  let size = 0;
  for (let pattern = 0; pattern < patternCount; pattern++)
    size += stopsOf(pattern) * (firstTrip[pattern + 1]! - firstTrip[pattern]!);
  const scaled = {
    ...timetable,
    tripCount: base.length,
    patternFirstTrip: sharedU32(firstTrip.length),
    tripIds: base.map((trip, i) =>
      shiftS[i] === 0 ? timetable.tripIds[trip]! : timetable.tripIds[trip]!.replaceAll(/$/gm, `+${shiftS[i]}`),
    ),
    tripFirstTime: sharedU32(base.length),
    arrivalS: sharedI32(size),
    departureS: sharedI32(size),
    tripDayMask: sharedU8(base.length),
    ...(timetable.tripWheelchair === undefined
      ? {}
      : { tripWheelchair: Uint8Array.from(base, (trip) => timetable.tripWheelchair![trip]!) }),
  };
  scaled.patternFirstTrip.set(firstTrip);
  scaled.tripDayMask.set(mask);
  let time = 0;
  for (let pattern = 0; pattern < patternCount; pattern++)
    for (let i = firstTrip[pattern]!; i < firstTrip[pattern + 1]!; i++) {
      scaled.tripFirstTime[i] = time;
      const from = tripFirstTime[base[i]!]!;
      for (let s = 0; s < stopsOf(pattern); s++, time++) {
        scaled.arrivalS[time] = arrivalS[from + s]! + shiftS[i]!;
        scaled.departureS[time] = departureS[from + s]! + shiftS[i]!;
      }
    }
  return scaled;
}
