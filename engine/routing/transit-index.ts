/** The timetable made ready for searching: the trips of each day type with those of the neighbouring nights, patterns by stop, walks between
 *  stops. In: timetable, footpaths. Out: shared arrays that cross threads without copying. Pure. */
import { sharedI32 } from '../core/shared.ts';
import { SATURDAY, SUNDAY, WEEKDAY } from '../core/time.ts';
import type { Timetable } from '../network/timetable.ts';
import type { StopFootpaths } from './stop-access.ts';
import { type TransitBounds, transitBounds } from './transit-bounds.ts';
import { type TransitDay, transitDay } from './transit-day.ts';
import { tripProfiles } from './transit-profiles.ts';
import { transitChanges, transitWalks } from './transit-walks.ts';

export interface TransitIndex {
  readonly stopCount: number;
  /** [day type] */
  readonly days: readonly TransitDay[];
  readonly patternFirstStop: Uint32Array;
  readonly patternStop: Uint32Array;
  readonly patternStopDistanceM: Float32Array;
  readonly patternLine: Uint32Array;
  readonly patternMode: Uint8Array;
  /** [pattern stop] stop · 4 + bits of its use. */
  readonly call: Int32Array;
  /** [entry of a profile × 2] arrival and departure after the departure from a trip's first stop. */
  readonly timeS: Int32Array;
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
  /** Cells of the lower bounds at most: fewer make searches slower, never different. */
  readonly boundCells?: number;
}

/** @param footpaths walks between stops; null when only the feed's own transfers count */
export function prepareTransit(
  timetable: Timetable,
  footpaths: StopFootpaths | null,
  options: TransitOptions = {},
): TransitIndex {
  const profiles = tripProfiles(timetable);
  const foot = transitWalks(timetable, footpaths, options.changeS ?? 60);
  return {
    stopCount: timetable.stopCount,
    days: [WEEKDAY, SATURDAY, SUNDAY].map((dayType) => transitDay(timetable, profiles, dayType)),
    patternFirstStop: timetable.patternFirstStop,
    patternStop: timetable.patternStop,
    patternStopDistanceM: timetable.patternStopDistanceM,
    patternLine: timetable.patternLine,
    patternMode: timetable.patternMode,
    call: calls(timetable),
    timeS: profiles.timeS,
    ...foot,
    ...transitChanges(timetable, foot),
    bounds: transitBounds(timetable, foot, options.boundCells),
  };
}

function calls({ patternStop, patternStopUse }: Timetable): Int32Array {
  const call = sharedI32(patternStop.length);
  for (let i = 0; i < call.length; i++) call[i] = patternStop[i]! * 4 + patternStopUse[i]!;
  return call;
}
