/** The timetable made ready for searching: the trips of each day type with those of the neighbouring nights, patterns by stop, walks between
 *  stops. In: timetable, footpaths. Out: shared arrays that cross threads without copying. Pure. */
import { sharedF32, sharedI32, sharedU32 } from '../core/shared.ts';
import { DAY_S, SATURDAY, SUNDAY, WEEKDAY } from '../core/time.ts';
import { distanceM } from '../core/units.ts';
import { STOP_BOARD, type Timetable } from '../network/timetable.ts';
import type { StopFootpaths } from './stop-access.ts';
import { type TransitBounds, transitBounds } from './transit-bounds.ts';
import { usefulWalks } from './useful-walks.ts';

/** Patterns and trips of one day type. Signed, as searches add and compare these with times: V8 keeps signed 32-bit numbers in registers. Pattern d is a timetable pattern, or a part of it where night trips overtake. */
export interface TransitDay {
  readonly patternCount: number;
  /** [pattern] pattern of the timetable. */
  readonly pattern: Int32Array;
  /** [pattern + 1] places of the patterns of the day, one after another. */
  readonly rowFirst: Int32Array;
  /** [pattern + 1] entries of tripId / tripBase / tripShiftS. */
  readonly firstTrip: Int32Array;
  /** [trip of the day] trip of the timetable, first entry of its times, and seconds to add to them. */
  readonly tripId: Int32Array;
  readonly tripBase: Int32Array;
  readonly tripShiftS: Int32Array;
  /** [trip of the day] pattern of the day. */
  readonly tripRow: Int32Array;
  /** [stop + 1] where a rider may board: pattern and position in it, last stops left out. */
  readonly stopFirst: Int32Array;
  readonly stopPattern: Int32Array;
  readonly stopPosition: Int32Array;
  /** [boarding + 1] departures there, one a trip of the pattern in their order, shifts included: what a rider at the stop looks up. */
  readonly boardFirst: Int32Array;
  readonly boardS: Int32Array;
  /** [boarding] its place among the patterns of the day: rowFirst plus position. */
  readonly boardPlace: Int32Array;
  /** [place] last departure of the day there. */
  readonly lastS: Int32Array;
}

export interface TransitIndex {
  readonly stopCount: number;
  /** [day type] */
  readonly days: readonly TransitDay[];
  readonly patternFirstStop: Uint32Array;
  readonly patternStop: Uint32Array;
  readonly patternStopUse: Uint8Array;
  readonly patternStopDistanceM: Float32Array;
  readonly patternLine: Uint32Array;
  readonly patternMode: Uint8Array;
  readonly arrivalS: Int32Array;
  readonly departureS: Int32Array;
  /** [stop + 1] walks to other stops: time on foot, and time until one may board there. */
  readonly footFirst: Uint32Array;
  readonly footTo: Uint32Array;
  readonly footS: Uint32Array;
  readonly footReadyS: Uint32Array;
  readonly footM: Float32Array;
  /** [stop + 1] where to board after alighting, and how long after: the stop itself, and walks that gain a boarding. Soonest first. */
  readonly changeFirst: Int32Array;
  readonly changeTo: Int32Array;
  readonly changeReadyS: Int32Array;
  /** Least times between stops, for searches to one destination. */
  readonly bounds: TransitBounds;
  /** [stop] least time between arriving and boarding at the same stop [s]. */
  readonly changeS: Uint32Array;
}

export interface TransitOptions {
  /** Least time for a change of vehicle where the feed names none [s]. */
  readonly changeS?: number;
}

/** Trips of the next service day that start before this hour belong to the night of the day before as well. */
const NEXT_DAY_UNTIL_S = 8 * 3600;
/** Day type of yesterday and of tomorrow, as most days have them. */
const YESTERDAY: readonly number[] = [WEEKDAY, WEEKDAY, SATURDAY];
const TOMORROW: readonly number[] = [WEEKDAY, SUNDAY, WEEKDAY];

/** @param footpaths walks between stops; null when only the feed's own transfers count */
export function prepareTransit(
  timetable: Timetable,
  footpaths: StopFootpaths | null,
  options: TransitOptions = {},
): TransitIndex {
  const foot = walks(timetable, footpaths, options.changeS ?? 60);
  return {
    stopCount: timetable.stopCount,
    days: [WEEKDAY, SATURDAY, SUNDAY].map((dayType) => dayOf(timetable, dayType)),
    patternFirstStop: timetable.patternFirstStop,
    patternStop: timetable.patternStop,
    patternStopUse: timetable.patternStopUse,
    patternStopDistanceM: timetable.patternStopDistanceM,
    patternLine: timetable.patternLine,
    patternMode: timetable.patternMode,
    arrivalS: timetable.arrivalS,
    departureS: timetable.departureS,
    ...foot,
    ...changes(timetable, foot),
    bounds: transitBounds(timetable, foot),
  };
}

interface DayTrip {
  readonly trip: number;
  readonly shiftS: number;
}

function dayOf(timetable: Timetable, dayType: number): TransitDay {
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
  return lay(timetable, rows);
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

function lay(timetable: Timetable, rows: ReadonlyArray<{ pattern: number; trips: readonly DayTrip[] }>): TransitDay {
  const { patternFirstStop, patternStop, patternStopUse, tripFirstTime, stopCount } = timetable;
  const tripCount = rows.reduce((sum, row) => sum + row.trips.length, 0);
  const pattern = sharedI32(rows.length);
  const firstTrip = sharedI32(rows.length + 1);
  const rowFirst = sharedI32(rows.length + 1);
  const tripId = sharedI32(tripCount);
  const tripBase = sharedI32(tripCount);
  const tripShiftS = sharedI32(tripCount);
  const tripRow = sharedI32(tripCount);
  const stopFirst = sharedI32(stopCount + 1);
  const eachBoarding = (use: (stop: number, row: number, position: number) => void): void => {
    rows.forEach((row, r) => {
      const first = patternFirstStop[row.pattern]!;
      const last = patternFirstStop[row.pattern + 1]! - 1;
      for (let i = first; i < last; i++)
        if ((patternStopUse[i]! & STOP_BOARD) !== 0) use(patternStop[i]!, r, i - first);
    });
  };
  let at = 0;
  rows.forEach((row, r) => {
    pattern[r] = row.pattern;
    rowFirst[r + 1] = rowFirst[r]! + patternFirstStop[row.pattern + 1]! - patternFirstStop[row.pattern]!;
    for (const { trip, shiftS } of row.trips) {
      tripId[at] = trip;
      tripRow[at] = r;
      tripBase[at] = tripFirstTime[trip]!;
      tripShiftS[at++] = shiftS;
    }
    firstTrip[r + 1] = at;
  });
  eachBoarding((stop) => void stopFirst[stop + 1]!++);
  for (let stop = 0; stop < stopCount; stop++) stopFirst[stop + 1]! += stopFirst[stop]!;
  const next = stopFirst.slice(0, stopCount);
  const stopPattern = sharedI32(stopFirst[stopCount]!);
  const stopPosition = sharedI32(stopFirst[stopCount]!);
  eachBoarding((stop, row, position) => {
    stopPattern[next[stop]!] = row;
    stopPosition[next[stop]!++] = position;
  });
  const boardFirst = sharedI32(stopPattern.length + 1);
  stopPattern.forEach((row, b) => {
    boardFirst[b + 1] = boardFirst[b]! + firstTrip[row + 1]! - firstTrip[row]!;
  });
  const boardS = sharedI32(boardFirst[stopPattern.length]!);
  for (let b = 0; b < stopPattern.length; b++)
    for (let t = firstTrip[stopPattern[b]!]!, i = boardFirst[b]!; i < boardFirst[b + 1]!; t++, i++)
      boardS[i] = timetable.departureS[tripBase[t]! + stopPosition[b]!]! + tripShiftS[t]!;
  const boardPlace = sharedI32(stopPattern.length);
  for (let b = 0; b < stopPattern.length; b++) boardPlace[b] = rowFirst[stopPattern[b]!]! + stopPosition[b]!;
  const lastS = sharedI32(rowFirst[rows.length]!);
  rows.forEach((row, r) => {
    const { trip, shiftS } = row.trips[row.trips.length - 1]!;
    for (let place = rowFirst[r]!, i = tripFirstTime[trip]!; place < rowFirst[r + 1]!; place++, i++)
      lastS[place] = timetable.departureS[i]! + shiftS;
  });
  return {
    patternCount: rows.length,
    pattern,
    rowFirst,
    firstTrip,
    tripId,
    tripBase,
    tripShiftS,
    tripRow,
    stopFirst,
    stopPattern,
    stopPosition,
    boardFirst,
    boardS,
    boardPlace,
    lastS,
  };
}

interface Walk {
  readonly to: number;
  readonly walkS: number;
  readonly readyS: number;
  readonly walkM: number;
}

/** Walks over the streets, overruled by what the feed says about a transfer. */
function walks(timetable: Timetable, footpaths: StopFootpaths | null, changeS: number) {
  const { stopCount } = timetable;
  const rows = Array.from({ length: stopCount }, () => new Map<number, Walk>());
  const change = sharedU32(stopCount).fill(changeS);
  if (footpaths !== null)
    for (let stop = 0; stop < stopCount; stop++)
      for (let e = footpaths.first[stop]!; e < footpaths.first[stop + 1]!; e++) {
        const walkS = footpaths.timeS[e]!;
        const to = footpaths.to[e]!;
        rows[stop]!.set(to, { to, walkS, readyS: walkS + changeS, walkM: footpaths.distanceM[e]! });
      }
  const children = childrenOf(timetable);
  for (let t = 0; t < timetable.transferFrom.length; t++)
    for (const from of children[timetable.transferFrom[t]!]!)
      for (const to of children[timetable.transferTo[t]!]!) {
        const timeS = timetable.transferS[t]!;
        if (from === to) change[from] = timeS;
        else {
          const known = rows[from]!.get(to);
          const walkM =
            known?.walkM ??
            distanceM(
              timetable.stopLonDeg[from]!,
              timetable.stopLatDeg[from]!,
              timetable.stopLonDeg[to]!,
              timetable.stopLatDeg[to]!,
            );
          rows[from]!.set(to, { to, walkS: Math.min(timeS, known?.walkS ?? timeS), readyS: timeS, walkM });
        }
      }
  const count = rows.reduce((sum, row) => sum + row.size, 0);
  const result = {
    footFirst: sharedU32(stopCount + 1),
    footTo: sharedU32(count),
    footS: sharedU32(count),
    footReadyS: sharedU32(count),
    footM: sharedF32(count),
    changeS: change,
  };
  let at = 0;
  rows.forEach((row, stop) => {
    for (const walk of [...row.values()].sort((a, b) => a.readyS - b.readyS || a.to - b.to)) {
      result.footTo[at] = walk.to;
      result.footS[at] = walk.walkS;
      result.footReadyS[at] = walk.readyS;
      result.footM[at++] = walk.walkM;
    }
    result.footFirst[stop + 1] = at;
  });
  return result;
}

/** Boardings after alighting: at the stop itself and over useful walks. */
function changes(timetable: Timetable, foot: ReturnType<typeof walks>) {
  const { footFirst, footTo, footReadyS, changeS } = foot;
  const useful = usefulWalks(timetable, footFirst, footTo, footReadyS, changeS);
  const count = timetable.stopCount + useful.reduce((sum, one) => sum + one, 0);
  const changeFirst = sharedI32(timetable.stopCount + 1);
  const changeTo = sharedI32(count);
  const changeReadyS = sharedI32(count);
  let at = 0;
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    const row = [{ to: stop, readyS: changeS[stop]! }];
    for (let e = footFirst[stop]!; e < footFirst[stop + 1]!; e++)
      if (useful[e] === 1) row.push({ to: footTo[e]!, readyS: footReadyS[e]! });
    for (const { to, readyS } of row.sort((a, b) => a.readyS - b.readyS || a.to - b.to)) {
      changeTo[at] = to;
      changeReadyS[at++] = readyS;
    }
    changeFirst[stop + 1] = at;
  }
  return { changeFirst, changeTo, changeReadyS };
}

/** A stop itself, and the stops of a station: a transfer between stations holds between all their platforms. */
function childrenOf(timetable: Timetable): number[][] {
  const children = Array.from({ length: timetable.stopCount }, (_, stop) => [stop]);
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    const parent = timetable.parentStation[stop]!;
    if (parent >= 0 && parent < timetable.stopCount) children[parent]!.push(stop);
  }
  return children;
}
