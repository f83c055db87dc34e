/** Which walks between stops can help to board something: the others are left out of the rounds, exactly. Pure.
 *  Walking from a to b to board a pattern there is of no use when the pattern can as well be boarded at a without walking: because it calls
 *  at a next after b, or because it calls at a before b and every trip takes less time from a to b than the walk does. */
import { STOP_BOARD, type Timetable } from '../network/timetable.ts';

interface Boarding {
  readonly pattern: number;
  readonly position: number;
}

/** @param first @param to @param readyS walks in rows by stop, with the time until one may board
 *  @param changeS [stop] time to board at the stop of arrival
 *  @returns [walk] 1 where some boarding is gained */
export function usefulWalks(
  timetable: Timetable,
  first: Uint32Array,
  to: Uint32Array,
  readyS: Uint32Array,
  changeS: Uint32Array,
): Uint8Array {
  const boardings = boardingsByStop(timetable);
  const useful = new Uint8Array(to.length);
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    if (first[stop] === first[stop + 1]) continue;
    const own = new Map<number, number[]>();
    for (const { pattern, position } of boardings[stop]!) own.set(pattern, [...(own.get(pattern) ?? []), position]);
    for (let e = first[stop]!; e < first[stop + 1]!; e++) {
      const spareS = readyS[e]! - changeS[stop]!;
      const gains = ({ pattern, position }: Boarding): boolean => {
        const here = own.get(pattern);
        if (here === undefined || spareS < 0) return true;
        return !here.some(
          (at) => at === position + 1 || (at < position && ridesWithin(timetable, pattern, at, position, spareS)),
        );
      };
      if (boardings[to[e]!]!.some(gains)) useful[e] = 1;
    }
  }
  return useful;
}

/** True when every trip of the pattern gets from one position to a later one in a time, by departures. */
function ridesWithin(timetable: Timetable, pattern: number, from: number, to: number, timeS: number): boolean {
  const { patternFirstTrip, tripFirstTime, departureS } = timetable;
  for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
    const base = tripFirstTime[trip]!;
    if (departureS[base + to]! - departureS[base + from]! > timeS) return false;
  }
  return true;
}

function boardingsByStop(timetable: Timetable): Boarding[][] {
  const { patternFirstStop, patternStop, patternStopUse } = timetable;
  const boardings: Boarding[][] = Array.from({ length: timetable.stopCount }, () => []);
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const first = patternFirstStop[pattern]!;
    for (let i = first; i < patternFirstStop[pattern + 1]! - 1; i++)
      if ((patternStopUse[i]! & STOP_BOARD) !== 0) boardings[patternStop[i]!]!.push({ pattern, position: i - first });
  }
  return boardings;
}
