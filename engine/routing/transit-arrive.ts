/** Rides of a round that end at the destination, before any other: the best of them bounds the rest. Works on the labels of a search. */
import { firstTrip } from './transit-day.ts';
import { UNREACHED } from './transit-labels.ts';
import type { TransitAim, TransitSearch } from './transit-rounds.ts';

/** Boardings that are tried come in the order of the marked stops, whichever way they are found. */
export function arrive(search: TransitSearch, aim: TransitAim, level: number, uselessS: number): void {
  const { labels } = search;
  const { stopFirst, boarding } = search.day;
  const { marked, markedCount, boardS, stops } = labels;
  const { goals, least } = aim;
  const bound = level * search.stride;
  const before = (level - 1) * search.stride * stops;
  let limitS = Math.min(labels.targetS[bound]!, uselessS);
  if (goals.placeCount < 4 * markedCount) {
    const count = boardingsBeforeGoals(search, aim, level, limitS);
    for (let f = 0; f < count; f++) {
      const b = goals.found[f]! % goals.boardings;
      limitS = rideToGoals(search, aim, level, b, boardS[before + goals.foundStop(f, marked)]!, limitS);
    }
    return;
  }
  const hurried = limitS < UNREACHED;
  for (let m = 0; m < markedCount; m++) {
    const stop = marked[m]!;
    const readyS = boardS[before + stop]!;
    if (hurried && readyS + least.fromStopS(stop) >= limitS) continue;
    for (let b = stopFirst[stop]!, end = stopFirst[stop + 1]!; b < end; b++)
      if (goals.first[boarding[4 * b]!]! >= 0) limitS = rideToGoals(search, aim, level, b, readyS, limitS);
  }
}

/** Looks along the rows that end at the destination for marked stops: quicker than along the boardings of the marked stops when these are many.
 *  @returns how many stand in goals.found, sorted */
function boardingsBeforeGoals(search: TransitSearch, aim: TransitAim, level: number, limitS: number): number {
  const { labels, day } = search;
  const { call } = search.index;
  const { row, placeBoarding } = day;
  const { mark, markPlace, round, boardS, freshS, places, stops } = labels;
  const { goals, least } = aim;
  const freshFirst = level * search.stride * places;
  const before = (level - 1) * search.stride * stops;
  const hurried = limitS < UNREACHED;
  goals.foundCount = 0;
  for (let g = 0; g < goals.rowCount; g++) {
    const r = 4 * goals.rows[g]!;
    const firstPlace = row[r]!;
    const firstCall = row[r + 1]!;
    const end = goals.lastPosition[goals.rows[g]!]!;
    for (let i = 0; i < end; i++) {
      const stop = call[firstCall + i]! >> 2;
      if (mark[stop] !== round) continue;
      const b = placeBoarding[firstPlace + i]!;
      if (b < 0) continue;
      const readyS = boardS[before + stop]!;
      if (freshS[freshFirst + firstPlace + i]! < readyS) continue;
      if (hurried && readyS + least.fromStopS(stop) >= limitS) continue;
      goals.find(markPlace[stop]!, b);
    }
  }
  return goals.foundCount;
}

/** Tries a boarding. @returns label of the best arrival at the destination so far */
function rideToGoals(
  search: TransitSearch,
  aim: TransitAim,
  level: number,
  b: number,
  readyS: number,
  limitS: number,
): number {
  const { labels, levels, stride, day } = search;
  const { timeS } = search.index;
  const { boarding, row, trip: tripTimes } = day;
  const { rideS, freshS, places, rodeMark, rode, stops, targetS, zero } = labels;
  const { goals, egressS } = aim;
  const bound = level * stride;
  if (freshS[bound * places + boarding[4 * b + 3]!]! < readyS) return limitS;
  const trip = firstTrip(day, timeS, b, readyS - zero);
  if (trip < 0) return limitS;
  const last = stride === 0 ? 0 : levels;
  const boarded = boarding[4 * b + 1]!;
  const tripOfDay = row[4 * boarding[4 * b]! + 3]! + trip;
  const base = tripTimes[2 * tripOfDay]!;
  const shiftS = tripTimes[2 * tripOfDay + 1]! + zero;
  let best = limitS;
  for (let goal = goals.first[boarding[4 * b]!]!; goal >= 0; goal = goals.next[goal]!) {
    const i = goals.position[goal]!;
    if (i <= boarded) continue;
    const stop = goals.stop[goal]!;
    const atS = timeS[2 * (base + i)]! + shiftS;
    const endS = atS + egressS[stop]!;
    if (endS >= best || atS >= rideS[bound * stops + stop]!) continue;
    best = endS;
    rideS[bound * stops + stop] = atS;
    for (let l = bound + 1; l <= last && atS < rideS[l * stops + stop]!; l++) rideS[l * stops + stop] = atS;
    for (let l = bound; l <= last; l++) if (endS < targetS[l]!) targetS[l] = endS;
    const label = level * stops + stop;
    labels.rideTrip[label] = tripOfDay;
    labels.rideSpan[label] = (boarded << 16) | i;
    labels.targetStop[level] = stop;
    labels.targetRun[level] = labels.run;
    if (rodeMark[stop] === labels.round) continue;
    rodeMark[stop] = labels.round;
    rode[labels.rodeCount++] = stop;
  }
  return best;
}
