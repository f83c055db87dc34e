/** Which walks between stops can help to board something: the others are left out of the rounds, exactly. Pure.
 *  Walking from a to b to board a pattern there is of no use when the pattern calls at a next after b, or when it calls before b at a, or at
 *  another stop within a walk of a, and every trip takes no more time from there to b than the walk to b takes longer. */
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
    const from = first[stop]!;
    const end = first[stop + 1]!;
    if (from === end) continue;
    const choices = new Map<number, Choice[]>();
    const add = (at: number, waitS: number, own: boolean): void => {
      for (const { pattern, position } of boardings[at]!) {
        const known = choices.get(pattern);
        if (known === undefined) choices.set(pattern, [{ position, waitS, own }]);
        else known.push({ position, waitS, own });
      }
    };
    add(stop, changeS[stop]!, true);
    for (let e = from; e < end; e++) add(to[e]!, readyS[e]!, false);
    for (let e = from; e < end; e++) {
      const walkS = readyS[e]!;
      const gains = ({ pattern, position }: Boarding): boolean =>
        !choices
          .get(pattern)!
          .some(
            (other) =>
              (other.own && other.position === position + 1 && other.waitS <= walkS) ||
              (other.position < position &&
                other.waitS <= walkS &&
                ridesWithin(timetable, pattern, other.position, position, walkS - other.waitS)),
          );
      if (boardings[to[e]!]!.some(gains)) useful[e] = 1;
    }
  }
  return useful;
}

/** A place where a pattern can be boarded after alighting at a stop, and how long after. */
interface Choice {
  readonly position: number;
  readonly waitS: number;
  /** At the stop itself. */
  readonly own: boolean;
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
