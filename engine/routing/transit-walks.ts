/** Walks between stops, and where to board after alighting. In: timetable, footpaths over the streets. Out: shared arrays. Pure. */
import { sharedF32, sharedI32, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import { NO_TRANSFER_S, type Timetable } from '../network/timetable.ts';
import type { StopFootpaths } from './stop-access.ts';
import { usefulWalks } from './useful-walks.ts';

interface Walk {
  readonly to: number;
  readonly walkS: number;
  readonly readyS: number;
  readonly walkM: number;
  /** Time over the streets, Infinity where they are not known. */
  readonly streetS: number;
}

/** Walks over the streets, overruled by what the feed says about a transfer. */
export function transitWalks(timetable: Timetable, footpaths: StopFootpaths | null, changeS: number) {
  const { stopCount } = timetable;
  const rows = Array.from({ length: stopCount }, () => new Map<number, Walk>());
  const change = sharedU32(stopCount).fill(changeS);
  if (footpaths !== null)
    for (let stop = 0; stop < stopCount; stop++)
      for (let e = footpaths.first[stop]!; e < footpaths.first[stop + 1]!; e++) {
        const walkS = footpaths.timeS[e]!;
        const to = footpaths.to[e]!;
        rows[stop]!.set(to, { to, walkS, readyS: walkS + changeS, walkM: footpaths.distanceM[e]!, streetS: walkS });
      }
  const children = childrenOf(timetable);
  for (let t = 0; t < timetable.transferFrom.length; t++)
    for (const from of children[timetable.transferFrom[t]!]!)
      for (const to of children[timetable.transferTo[t]!]!) {
        const timeS = timetable.transferS[t]!;
        if (from === to) change[from] = timeS;
        else if (timeS >= NO_TRANSFER_S) rows[from]!.delete(to);
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
          const streetS = known?.streetS ?? Number.POSITIVE_INFINITY;
          rows[from]!.set(to, { to, walkS: Math.min(timeS, streetS), readyS: timeS, walkM, streetS });
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
export function transitChanges(timetable: Timetable, foot: ReturnType<typeof transitWalks>) {
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
