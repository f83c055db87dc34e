/** The trips of a day type in the layout that transit searches scan, those of the neighbouring nights included.
 *  In: timetable. Out: shared arrays. Pure. */
import { sharedI32 } from '../core/shared.ts';
import { DAY_S, SATURDAY, SUNDAY, WEEKDAY } from '../core/time.ts';
import { STOP_ALIGHT, STOP_BOARD, type Timetable } from '../network/timetable.ts';
import type { TripProfiles } from './transit-profiles.ts';

/** Patterns and trips of one day type. Signed, as searches add and compare these with times: V8 keeps signed 32-bit numbers in registers. What a
 *  search reads together lies together. A row is a timetable pattern, or a part of it where night trips overtake; a place is a stop of a row. */
export interface TransitDay {
  readonly rowCount: number;
  /** [row + 1] places of the rows, one after another. */
  readonly rowFirst: Int32Array;
  /** [row] pattern of the timetable. */
  readonly pattern: Int32Array;
  /** [row × 4] first place, first entry of the index's `call`, stops, first trip of the day. */
  readonly row: Int32Array;
  /** [row] first entry of the profile that all its trips share, -1 where they differ. */
  readonly rowProfile: Int32Array;
  /** [trip of the day] departure from the first stop [s after midnight]. */
  readonly startS: Int32Array;
  /** [trip of the day] trip of the timetable, and row. */
  readonly tripId: Int32Array;
  readonly tripRow: Int32Array;
  /** [trip of the day × 2] first entry of the trip's profile, and seconds to add to its times. */
  readonly trip: Int32Array;
  /** [stop + 1] boardings: where a rider may board, last stops left out. */
  readonly stopFirst: Int32Array;
  /** [boarding × 4] row, position in it, first entry of boardS, place; one more boarding at the end tells where boardS ends. */
  readonly boarding: Int32Array;
  /** [entry] departures of a boarding, one a trip of the row in their order, shifts included: what a rider at the stop looks up. */
  readonly boardS: Int32Array;
  /** [stop + 1] alightings: where a ride may end, first stops left out; [alighting × 2] row and position. */
  readonly endFirst: Int32Array;
  readonly alighting: Int32Array;
  /** [place] boarding there, -1 where there is none. */
  readonly placeBoarding: Int32Array;
}

/** Trips of the next service day that start before this hour belong to the night of the day before as well. */
const NEXT_DAY_UNTIL_S = 8 * 3600;
/** Day type of yesterday and of tomorrow, as most days have them. */
const YESTERDAY: readonly number[] = [WEEKDAY, WEEKDAY, SATURDAY];
const TOMORROW: readonly number[] = [WEEKDAY, SUNDAY, WEEKDAY];

interface DayTrip {
  readonly trip: number;
  readonly shiftS: number;
}

export function transitDay(timetable: Timetable, profiles: TripProfiles, dayType: number): TransitDay {
  const { patternFirstStop, patternFirstTrip, tripFirstTime, arrivalS, departureS, tripDayMask } = timetable;
  const rows: { pattern: number; trips: DayTrip[] }[] = [];
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const stops = patternFirstStop[pattern + 1]! - patternFirstStop[pattern]!;
    const trips: DayTrip[] = [];
    for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
      const mask = tripDayMask[trip]!;
      const base = tripFirstTime[trip]!;
      if ((mask & (1 << dayType)) !== 0) trips.push({ trip, shiftS: 0 });
      if ((mask & (1 << YESTERDAY[dayType]!)) !== 0 && arrivalS[base + stops - 1]! >= DAY_S)
        trips.push({ trip, shiftS: -DAY_S });
      if ((mask & (1 << TOMORROW[dayType]!)) !== 0 && departureS[base]! < NEXT_DAY_UNTIL_S)
        trips.push({ trip, shiftS: DAY_S });
    }
    const sortS = ({ trip, shiftS }: DayTrip): number => departureS[tripFirstTime[trip]!]! + shiftS;
    trips.sort((a, b) => sortS(a) - sortS(b) || a.shiftS - b.shiftS || a.trip - b.trip);
    for (const row of inSequence(timetable, trips, stops)) rows.push({ pattern, trips: row });
  }
  return lay(timetable, profiles, rows);
}

/** Trips sorted by departure, in sequences where none is overtaken by a later one. */
function inSequence(timetable: Timetable, trips: readonly DayTrip[], stops: number): DayTrip[][] {
  const { tripFirstTime, arrivalS, departureS } = timetable;
  const follows = (a: DayTrip, b: DayTrip): boolean => {
    const shiftS = b.shiftS - a.shiftS;
    const baseA = tripFirstTime[a.trip]!;
    const baseB = tripFirstTime[b.trip]!;
    for (let i = 0; i < stops; i++)
      if (
        arrivalS[baseB + i]! + shiftS < arrivalS[baseA + i]! ||
        departureS[baseB + i]! + shiftS < departureS[baseA + i]!
      )
        return false;
    return true;
  };
  const rows: DayTrip[][] = [];
  for (const trip of trips) {
    const row = rows.find((candidate) => follows(candidate[candidate.length - 1]!, trip));
    if (row === undefined) rows.push([trip]);
    else row.push(trip);
  }
  return rows;
}

function lay(
  timetable: Timetable,
  profiles: TripProfiles,
  rows: ReadonlyArray<{ pattern: number; trips: readonly DayTrip[] }>,
): TransitDay {
  const { patternFirstStop } = timetable;
  const tripCount = rows.reduce((sum, row) => sum + row.trips.length, 0);
  const pattern = sharedI32(rows.length);
  const rowFirst = sharedI32(rows.length + 1);
  const row = sharedI32(4 * rows.length);
  const tripId = sharedI32(tripCount);
  const tripRow = sharedI32(tripCount);
  const trip = sharedI32(2 * tripCount);
  const rowProfile = sharedI32(rows.length);
  const startS = sharedI32(tripCount);
  let at = 0;
  rows.forEach((one, r) => {
    const first = patternFirstStop[one.pattern]!;
    const stops = patternFirstStop[one.pattern + 1]! - first;
    pattern[r] = one.pattern;
    rowFirst[r + 1] = rowFirst[r]! + stops;
    row.set([rowFirst[r]!, first, stops, at], 4 * r);
    const profile = profiles.first[one.trips[0]!.trip]!;
    rowProfile[r] = one.trips.every(({ trip: id }) => profiles.first[id] === profile) ? profile : -1;
    for (const { trip: id, shiftS } of one.trips) {
      tripId[at] = id;
      startS[at] = profiles.startS[id]! + shiftS;
      tripRow[at] = r;
      trip[2 * at] = profiles.first[id]!;
      trip[2 * at + 1] = startS[at++]!;
    }
  });
  return {
    rowCount: rows.length,
    rowFirst,
    pattern,
    row,
    rowProfile,
    startS,
    tripId,
    tripRow,
    trip,
    ...boardings(timetable, profiles, rows, row, trip),
    ...alightings(timetable, row),
  };
}

/** Boardings by stop, each with its departures. */
function boardings(
  timetable: Timetable,
  { timeS }: TripProfiles,
  rows: ReadonlyArray<{ trips: readonly DayTrip[] }>,
  row: Int32Array,
  trip: Int32Array,
): Pick<TransitDay, 'stopFirst' | 'boarding' | 'boardS' | 'placeBoarding'> {
  const { patternStop, patternStopUse, stopCount } = timetable;
  const each = (use: (stop: number, r: number, position: number) => void): void => {
    for (let r = 0; r < rows.length; r++) {
      const first = row[4 * r + 1]!;
      for (let position = 0; position < row[4 * r + 2]! - 1; position++)
        if ((patternStopUse[first + position]! & STOP_BOARD) !== 0) use(patternStop[first + position]!, r, position);
    }
  };
  const stopFirst = sharedI32(stopCount + 1);
  let departures = 0;
  each((stop, r) => {
    stopFirst[stop + 1]!++;
    departures += rows[r]!.trips.length;
  });
  for (let stop = 0; stop < stopCount; stop++) stopFirst[stop + 1]! += stopFirst[stop]!;
  const count = stopFirst[stopCount]!;
  const next = stopFirst.slice(0, stopCount);
  const boarding = sharedI32(4 * count + 4);
  each((stop, r, position) => boarding.set([r, position, 0, row[4 * r]! + position], 4 * next[stop]!++));
  const boardS = sharedI32(departures);
  const lastRow = row.length - 4;
  const placeBoarding = sharedI32(row.length === 0 ? 0 : row[lastRow]! + row[lastRow + 2]!).fill(-1);
  let at = 0;
  for (let b = 0; b < count; b++) {
    placeBoarding[boarding[4 * b + 3]!] = b;
    boarding[4 * b + 2] = at;
    const r = boarding[4 * b]!;
    const firstTrip = row[4 * r + 3]!;
    for (let t = firstTrip; t < firstTrip + rows[r]!.trips.length; t++)
      boardS[at++] = timeS[2 * (trip[2 * t]! + boarding[4 * b + 1]!) + 1]! + trip[2 * t + 1]!;
  }
  boarding[4 * count + 2] = at;
  return { stopFirst, boarding, boardS, placeBoarding };
}

/** Ends of rides by stop. */
function alightings(
  { patternStop, patternStopUse, stopCount }: Timetable,
  row: Int32Array,
): Pick<TransitDay, 'endFirst' | 'alighting'> {
  const each = (use: (stop: number, r: number, position: number) => void): void => {
    for (let r = 0; 4 * r < row.length; r++) {
      const first = row[4 * r + 1]!;
      for (let position = 1; position < row[4 * r + 2]!; position++)
        if ((patternStopUse[first + position]! & STOP_ALIGHT) !== 0) use(patternStop[first + position]!, r, position);
    }
  };
  const endFirst = sharedI32(stopCount + 1);
  each((stop) => void endFirst[stop + 1]!++);
  for (let stop = 0; stop < stopCount; stop++) endFirst[stop + 1]! += endFirst[stop]!;
  const next = endFirst.slice(0, stopCount);
  const alighting = sharedI32(2 * endFirst[stopCount]!);
  each((stop, r, position) => alighting.set([r, position], 2 * next[stop]!++));
  return { endFirst, alighting };
}

/** The first trip of a row that leaves a boarding at readyS or later, as a number from 0; -1 when all have left.
 *  Trips that share a profile are found by when they start: a few starts a row stay in the processor's nearest memory. */
export function firstTrip(day: TransitDay, timeS: Int32Array, boarding: number, readyS: number): number {
  const at = 4 * boarding;
  const row = day.boarding[at]!;
  const from = day.boarding[at + 2]!;
  const count = day.boarding[at + 6]! - from;
  const profile = day.rowProfile[row]!;
  return profile < 0
    ? firstFrom(day.boardS, from, count, readyS)
    : firstFrom(day.startS, day.row[4 * row + 3]!, count, readyS - timeS[2 * (profile + day.boarding[at + 1]!) + 1]!);
}

/** The first of sorted times from … from + count - 1 that is timeS or later, as a number from 0; -1 when there is none. Without branches on
 *  times, which no processor can foresee. */
function firstFrom(sortedS: Int32Array, from: number, count: number, timeS: number): number {
  let trip = 0;
  for (let left = count - 1; left > 0; ) {
    const half = (left + 1) >> 1;
    trip += half & ((sortedS[from + trip + half - 1]! - timeS) >> 31);
    left -= half;
  }
  return sortedS[from + trip]! < timeS ? -1 : trip;
}
