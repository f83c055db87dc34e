/** What a transit search answers: legs and totals, in indices of the timetable. */
import type { TransitDay } from './transit-day.ts';
import type { TransitIndex } from './transit-index.ts';

export interface RideLeg {
  readonly kind: 'ride';
  /** index into TRANSIT_MODES */
  readonly mode: number;
  readonly line: number;
  readonly pattern: number;
  readonly trip: number;
  /** Trip of the day (transit-day.ts): those of a row follow each other. */
  readonly dayTrip: number;
  /** Positions in the pattern. */
  readonly boardPosition: number;
  readonly alightPosition: number;
  readonly boardStop: number;
  readonly alightStop: number;
  readonly departureS: number;
  readonly arrivalS: number;
  readonly distanceM: number;
}

export interface TransferWalkLeg {
  readonly kind: 'walk';
  readonly fromStop: number;
  readonly toStop: number;
  readonly departureS: number;
  readonly arrivalS: number;
  readonly distanceM: number;
}

export type TransitLeg = RideLeg | TransferWalkLeg;

export interface TransitJourney {
  /** When the traveller was ready to leave, and when it suffices to leave to catch the first ride. */
  readonly leaveS: number;
  readonly departureS: number;
  readonly arrivalS: number;
  readonly transfers: number;
  /** Rides, and walks between them; access and egress stand beside. */
  readonly legs: readonly TransitLeg[];
  readonly accessS: number;
  readonly accessM: number;
  readonly egressS: number;
  readonly egressM: number;
  readonly transferWalkS: number;
  readonly transferWalkM: number;
  readonly rideS: number;
  readonly rideM: number;
  /** Waiting between the first boarding and the last alighting; departureS - leaveS comes on top, at the origin. */
  readonly waitS: number;
}

/** @param trip trip of the day */
export function rideLeg(
  index: TransitIndex,
  day: TransitDay,
  trip: number,
  boardPosition: number,
  alightPosition: number,
): RideLeg {
  const pattern = day.pattern[day.tripRow[trip]!]!;
  const first = index.patternFirstStop[pattern]!;
  const base = day.trip[2 * trip]!;
  const shiftS = day.trip[2 * trip + 1]!;
  return {
    kind: 'ride',
    mode: index.patternMode[pattern]!,
    line: index.patternLine[pattern]!,
    pattern,
    trip: day.tripId[trip]!,
    dayTrip: trip,
    boardPosition,
    alightPosition,
    boardStop: index.patternStop[first + boardPosition]!,
    alightStop: index.patternStop[first + alightPosition]!,
    departureS: index.timeS[2 * (base + boardPosition) + 1]! + shiftS,
    arrivalS: index.timeS[2 * (base + alightPosition)]! + shiftS,
    distanceM: index.patternStopDistanceM[first + alightPosition]! - index.patternStopDistanceM[first + boardPosition]!,
  };
}
