/** The rounds of RAPTOR: rides from every stop that got better, then walks and changes, until no stop gets better or no ride is left.
 *  Works on the labels of a search; all times here are labels (midnight of the search plus seconds). Exact.
 *  Method: Delling, Pajor, Werneck (2015), doi 10.1287/trsc.2014.0534; trips ridden before are not ridden again (Witt 2015,
 *  doi 10.1007/978-3-662-48350-3_85). */
import { STOP_ALIGHT } from '../network/timetable.ts';
import { arrive } from './transit-arrive.ts';
import { type DestinationBounds, NEVER_S } from './transit-bounds.ts';
import { firstTrip, type TransitDay } from './transit-day.ts';
import type { TransitGoals } from './transit-goals.ts';
import type { TransitIndex } from './transit-index.ts';
import { type TransitLabels, UNREACHED } from './transit-labels.ts';

export interface TransitSearch {
  readonly index: TransitIndex;
  readonly day: TransitDay;
  readonly labels: TransitLabels;
  /** Rides at most. */
  readonly levels: number;
  /** 1 where each level has its own labels (a profile), 0 where all share one set. */
  readonly stride: 0 | 1;
  /** The destination; null in a search to all stops. */
  readonly aim: TransitAim | null;
}

export interface TransitAim {
  readonly goals: TransitGoals;
  readonly least: DestinationBounds;
  /** [stop] seconds from a stop of the destination on. */
  readonly egressS: Int32Array;
}

/** Rounds from the marked stops. @param uselessS label from which an arrival is of no use */
export function runRounds(search: TransitSearch, uselessS: number): void {
  const { labels, levels, aim } = search;
  if (aim !== null && !canArrive(labels, aim.least)) return;
  for (let level = 1; level <= levels && labels.markedCount > 0; level++) {
    labels.rodeCount = 0;
    if (aim !== null) arrive(search, aim, level, uselessS);
    if (level === levels) {
      // The last ride either ends at the destination or is of no use.
      if (aim === null) ride(search, level, uselessS);
      return;
    }
    ride(search, level, uselessS);
    change(search, level, uselessS);
  }
}

/** Whether the destination can be reached at all from a marked stop. */
function canArrive({ marked, markedCount }: TransitLabels, least: DestinationBounds): boolean {
  for (let m = 0; m < markedCount; m++) if (least.fromStopS(marked[m]!) < NEVER_S) return true;
  return false;
}

/** Rides from every marked stop: the first trip of each pattern there, along the pattern, until it comes upon riders of the same or an
 *  earlier trip. */
function ride(search: TransitSearch, level: number, uselessS: number): void {
  const { labels, levels, stride } = search;
  const { call, timeS } = search.index;
  const { day } = search;
  const { row, trip: tripTimes, stopFirst, boarding } = day;
  const { marked, markedCount, boardS, rideS, rodeMark, rode, stops, places, freshS, rideTrip, rideSpan } = labels;
  const zero = labels.zero | 0;
  const never = labels.never | 0;
  const round = labels.round;
  const bound = level * stride;
  const before = (level - 1) * stride * stops;
  const last = stride === 0 ? 0 : levels;
  let rodeCount = labels.rodeCount;
  const limitS = Math.min(labels.targetS[bound]!, uselessS);
  const least = limitS < UNREACHED && search.aim !== null ? search.aim.least : null;
  for (let m = 0; m < markedCount; m++) {
    const readyS = boardS[before + marked[m]!]!;
    if (least !== null && readyS + least.fromStopS(marked[m]!) >= limitS) continue;
    const lastBoarding = stopFirst[marked[m]! + 1]!;
    for (let b = stopFirst[marked[m]!]!; b < lastBoarding; b++) {
      if (freshS[bound * places + boarding[4 * b + 3]!]! < readyS) continue;
      const trip = firstTrip(day, timeS, b, readyS - zero);
      if (trip < 0) continue;
      const r = 4 * boarding[4 * b]!;
      const boarded = boarding[4 * b + 1]!;
      const place = bound * places + row[r]!;
      const first = row[r + 1]!;
      const end = row[r + 2]!;
      const tripOfDay = row[r + 3]! + trip;
      const base = tripTimes[2 * tripOfDay]!;
      const shiftS = tripTimes[2 * tripOfDay + 1]! + zero;
      const baseBefore = trip === 0 ? 0 : tripTimes[2 * tripOfDay - 2]!;
      const shiftBeforeS = trip === 0 ? 0 : tripTimes[2 * tripOfDay - 1]! + zero;
      for (let i = boarded; ; ) {
        // From here on only trips before this one are news: those that leave no later than the one just before it.
        const beforeS = trip === 0 ? never : timeS[2 * (baseBefore + i) + 1]! + shiftBeforeS;
        freshS[place + i] = beforeS;
        for (let l = bound + 1, p = place + places + i; l <= last && beforeS < freshS[p]!; l++, p += places)
          freshS[p] = beforeS;
        if (++i === end) break;
        const atS = timeS[2 * (base + i)]! + shiftS;
        if (atS >= limitS) break;
        const stop = call[first + i]! >> 2;
        if (atS < rideS[bound * stops + stop]! && (call[first + i]! & STOP_ALIGHT) !== 0) {
          if (least !== null && atS + least.fromStopS(stop) >= limitS) break;
          rideS[bound * stops + stop] = atS;
          for (let l = bound + 1; l <= last && atS < rideS[l * stops + stop]!; l++) rideS[l * stops + stop] = atS;
          const label = level * stops + stop;
          rideTrip[label] = tripOfDay;
          rideSpan[label] = (boarded << 16) | i;
          if (rodeMark[stop] !== round) {
            rodeMark[stop] = round;
            rode[rodeCount++] = stop;
          }
        }
        if (timeS[2 * (base + i) + 1]! + shiftS > freshS[place + i]!) break;
      }
    }
  }
  labels.rodeCount = rodeCount;
}

/** Walks and changes: from ride labels of this round to boarding labels for the next. */
function change(search: TransitSearch, level: number, uselessS: number): void {
  const { labels, levels, stride } = search;
  const { changeFirst, changeTo, changeReadyS } = search.index;
  const { boardS, rideS, walkedFrom, mark, marked, markPlace, rode, rodeCount, stops } = labels;
  const bound = level * stride;
  const round = ++labels.round;
  const limitS = Math.min(labels.targetS[bound]!, uselessS);
  const least = limitS < UNREACHED && search.aim !== null ? search.aim.least : null;
  const last = stride === 0 ? 0 : levels;
  let markedCount = 0;
  for (let r = 0; r < rodeCount; r++) {
    const stop = rode[r]!;
    const arrivalS = rideS[bound * stops + stop]!;
    if (least !== null && arrivalS + least.fromStopS(stop) >= limitS) continue;
    for (let e = changeFirst[stop]!, end = changeFirst[stop + 1]!; e < end; e++) {
      const readyS = arrivalS + changeReadyS[e]!;
      if (readyS >= limitS) break; // sorted by time
      const to = changeTo[e]!;
      if (readyS >= boardS[bound * stops + to]!) continue;
      if (least !== null && readyS + least.fromStopS(to) >= limitS) continue;
      boardS[bound * stops + to] = readyS;
      for (let l = bound + 1; l <= last && readyS < boardS[l * stops + to]!; l++) boardS[l * stops + to] = readyS;
      walkedFrom[level * stops + to] = stop;
      if (mark[to] === round) continue;
      mark[to] = round;
      markPlace[to] = markedCount;
      marked[markedCount++] = to;
    }
  }
  labels.markedCount = markedCount;
}
