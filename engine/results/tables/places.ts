/** Tables of what stands still in the district: stops and lines of public transport, public charge points. For maps. Pure. */
import type { Table } from '../../core/table.ts';
import { patternSections, STOP_BOARD, TRANSIT_MODES, type Timetable } from '../../network/timetable.ts';
import type { RunParts } from '../parts.ts';
import { linesWkt } from '../wkt.ts';
import { coded, column, table } from './column.ts';

const WEEKDAY = 1;

interface WeekdayRun {
  readonly line: number;
  readonly mode: number;
  /** First and last entry of patternStop. */
  readonly from: number;
  readonly to: number;
  readonly trips: number;
}

/** Trips on a weekday, one entry a line that a pattern's vehicle serves. A trip that stands in several patterns, as vehicles part or join behind
 *  or before it, counts once. */
function weekdayRuns(timetable: Timetable): WeekdayRun[] {
  const { patternFirstTrip, patternFirstStop, patternMode, tripDayMask, tripIds } = timetable;
  const counted = new Set<string>();
  const runs: WeekdayRun[] = [];
  for (let pattern = 0; pattern < timetable.patternCount; pattern++)
    patternSections(timetable, pattern).forEach(({ line, from, to }, s) => {
      let trips = 0;
      for (let trip = patternFirstTrip[pattern]!; trip < patternFirstTrip[pattern + 1]!; trip++) {
        if ((tripDayMask[trip]! & WEEKDAY) === 0) continue;
        if (timetable.sectionFirst !== undefined) {
          const id = tripIds[trip]!.split('\n')[s]!;
          if (counted.has(id)) continue;
          counted.add(id);
        }
        trips++;
      }
      const first = patternFirstStop[pattern]!;
      runs.push({ line, mode: patternMode[pattern]!, from: first + from, to: first + to, trips });
    });
  return runs;
}

export function stopsTable({ district }: RunParts): Table {
  const { timetable } = district;
  const departures = new Uint32Array(timetable.stopCount);
  for (const { from, to, trips } of weekdayRuns(timetable))
    for (let p = from; p < to; p++)
      if ((timetable.patternStopUse[p]! & STOP_BOARD) !== 0)
        departures[timetable.patternStop[p]!] = departures[timetable.patternStop[p]!]! + trips;
  return table('stops', timetable.stopCount, [
    column('stop', '', 'id', [...timetable.stopIds]),
    column('name', '', 'name', [...timetable.stopNames]),
    column('lonDeg', '°', 'longitude, WGS 84', timetable.stopLonDeg.slice()),
    column('latDeg', '°', 'latitude, WGS 84', timetable.stopLatDeg.slice()),
    column('departuresPerWeekday', 'departures/day', 'departures on a weekday', departures),
  ]);
}

/** One row a line; drawn along its way where the timetable has it, else straight from stop to stop. */
export function transitLinesTable({ district }: RunParts): Table {
  const { timetable } = district;
  const lineCount = timetable.lineNames.length;
  const trips = new Uint32Array(lineCount);
  const modeOf = new Uint8Array(lineCount);
  const hops: Array<Map<string, Array<readonly [number, number]>>> = Array.from({ length: lineCount }, () => new Map());
  const place = (stop: number): readonly [number, number] => [timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!];
  for (const { line, mode, from, to, trips: runTrips } of weekdayRuns(timetable)) {
    modeOf[line] = mode;
    trips[line] = trips[line]! + runTrips;
    for (let p = from + 1; p <= to; p++) {
      const [a, b] = [timetable.patternStop[p - 1]!, timetable.patternStop[p]!];
      // There and back are one line on a map.
      hops[line]!.set(a < b ? `${a} ${b}` : `${b} ${a}`, [place(a), ...pointsBetween(timetable, p - 1), place(b)]);
    }
  }
  return table('transitLines', lineCount, [
    column('line', '', 'id', [...timetable.lineIds]),
    column('name', '', 'name', [...timetable.lineNames]),
    coded('mode', 'kind of vehicle', modeOf, TRANSIT_MODES),
    column('tripsPerWeekday', 'trips/day', 'trips on a weekday, both directions', trips),
    column(
      'geometry',
      'WKT, WGS 84',
      'the way of the line where it is known, else straight from stop to stop',
      hops.map((own) => linesWkt([...own.values()])),
    ),
  ]);
}

/** Points on the way from a stop of a pattern to the next. @param entry of patternStop */
function pointsBetween({ shapeFirst, shapeLonDeg, shapeLatDeg }: Timetable, entry: number): Array<[number, number]> {
  const first = shapeFirst?.[entry] ?? 0;
  const count = (shapeFirst?.[entry + 1] ?? 0) - first;
  return Array.from({ length: count }, (_, i) => [shapeLonDeg![first + i]!, shapeLatDeg![first + i]!]);
}

export function chargePointsTable({ district }: RunParts): Table {
  const { chargePoints } = district;
  return table('chargePoints', chargePoints.count, [
    column('chargePoint', '', 'id', [...chargePoints.id]),
    column('lonDeg', '°', 'longitude, WGS 84', chargePoints.lonDeg.slice()),
    column('latDeg', '°', 'latitude, WGS 84', chargePoints.latDeg.slice()),
    column('sockets', 'sockets', 'sockets', chargePoints.sockets.slice()),
    column('socketKw', 'kW', 'highest power of a socket', chargePoints.socketKw.slice()),
  ]);
}
