/** A timetable from published frequencies: stops, lines with their stops and running times, departures an hour by day type.
 *  In: the checked file `lines.yaml`. Out: stops, lines and trips for `buildTimetable`. Pure.
 *
 *  A line runs its stops in both directions. Running time is `minutes` (one number a stop, counted from the first) or follows from
 *  `speedKmh`, the mean speed with halts included, over the distance between stops times `detour`. `perHour` names bands of the day; within
 *  a band departures are spread evenly, so n an hour leave every 60/n minutes, starting `offsetMin` after the band's first hour. */
import { z } from 'zod';
import { InputError, type Problem } from '../core/errors.ts';
import { distanceM } from '../core/units.ts';
import type { LineDraft, StopDraft, TransferDraft, TripDraft } from '../network/build-timetable.ts';

const clock = z.string().regex(/^([01]\d|2[0-9]):[0-5]\d$/, 'must be a time HH:MM up to 29:59');
const band = z.strictObject({ from: clock, to: clock, perHour: z.number().min(0).max(60) });

export const linesSchema = z.strictObject({
  /** [stop id] name and place. */
  stops: z.record(z.string(), z.tuple([z.string().min(1), z.number().min(-180).max(180), z.number().min(-90).max(90)])),
  /** Bands of departures by name, used by several lines. */
  patterns: z.record(z.string(), z.array(band)).default({}),
  lines: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: z.string().min(1),
        mode: z.enum(['tram', 'metro', 'train', 'bus', 'ferry']),
        stops: z.array(z.string()).min(2),
        minutes: z.array(z.number().min(0).max(600)).optional(),
        speedKmh: z.number().min(3).max(200).optional(),
        detour: z.number().min(1).max(3).default(1),
        offsetMin: z.number().min(0).max(59).default(0),
        /** By day type: name of a pattern, a list of bands, or null when the line does not run. */
        weekday: z.union([z.string(), z.array(band), z.null()]),
        saturday: z.union([z.string(), z.array(band), z.null()]),
        sunday: z.union([z.string(), z.array(band), z.null()]),
        note: z.string().optional(),
      }),
    )
    .min(1),
});

export type LinesFile = z.infer<typeof linesSchema>;
type Line = LinesFile['lines'][number];
type Band = z.infer<typeof band>;

export interface GeneratedTimetable {
  readonly stops: readonly StopDraft[];
  readonly lines: readonly LineDraft[];
  readonly trips: readonly TripDraft[];
  readonly transfers: readonly TransferDraft[];
}

/** Time a vehicle stands at a stop when running times are given [s]. */
const HALT_S: Readonly<Record<Line['mode'], number>> = { train: 60, metro: 30, tram: 20, bus: 15, ferry: 60 };
const DAYS = ['weekday', 'saturday', 'sunday'] as const;

const secondsOf = (text: string): number => Number(text.slice(0, 2)) * 3600 + Number(text.slice(3, 5)) * 60;

/** @throws InputError for stops or patterns that do not exist, and lines without or with two kinds of running time */
export function generateTimetable(file: LinesFile, fileName: string): GeneratedTimetable {
  const ids = Object.keys(file.stops);
  const indexOf = new Map(ids.map((id, at) => [id, at]));
  const problems: Problem[] = [];
  file.lines.forEach((line, at) => {
    const tell = (key: string, rule: string, value: unknown): void => {
      problems.push({ file: fileName, key: `lines[${at}].${key}`, rule, value });
    };
    line.stops.forEach((stop, s) => {
      if (!indexOf.has(stop)) tell(`stops[${s}]`, 'must be the id of a stop', stop);
      if (s > 0 && stop === line.stops[s - 1]) tell(`stops[${s}]`, 'must differ from the stop before', stop);
    });
    if ((line.minutes === undefined) === (line.speedKmh === undefined))
      tell('minutes', 'must be given when speedKmh is not, and only then', line.minutes);
    if (line.minutes !== undefined && line.minutes.length !== line.stops.length)
      tell('minutes', `must have ${line.stops.length} numbers, one a stop`, line.minutes.length);
    if (line.minutes?.some((minutes, m) => m > 0 && minutes <= line.minutes![m - 1]!))
      tell('minutes', 'must rise from stop to stop', line.minutes);
    for (const day of DAYS) {
      const bands = line[day];
      if (typeof bands === 'string' && !Object.hasOwn(file.patterns, bands)) tell(day, 'must name a pattern', bands);
    }
  });
  if (problems.length > 0) throw new InputError(problems);
  const stops = ids.map((id): StopDraft => {
    const [name, lonDeg, latDeg] = file.stops[id]!;
    return { id, name, lonDeg, latDeg, wheelchair: 1 };
  });
  const lines = file.lines.map(({ id, name, mode }): LineDraft => ({ id, name, mode }));
  const trips: TripDraft[] = [];
  file.lines.forEach((line, at) => {
    const there = line.stops.map((id) => indexOf.get(id)!);
    const alongS = runningTimesS(line, there, stops);
    const whole = alongS[alongS.length - 1]!;
    const back = there.toReversed();
    const backS = alongS.map((_, i) => whole - alongS[alongS.length - 1 - i]!);
    DAYS.forEach((day, type) => {
      for (const startS of departuresS(line, day, file)) {
        trips.push(trip(`${line.id}/${day}/1/${startS}`, at, there, alongS, startS, type, HALT_S[line.mode]));
        trips.push(trip(`${line.id}/${day}/2/${startS}`, at, back, backS, startS, type, HALT_S[line.mode]));
      }
    });
  });
  return { stops, lines, trips, transfers: [] };
}

/** [stop] seconds from the first departure to the arrival at each stop. */
function runningTimesS(line: Line, stops: readonly number[], drafts: readonly StopDraft[]): number[] {
  if (line.minutes !== undefined) return line.minutes.map((minutes) => Math.round((minutes - line.minutes![0]!) * 60));
  const timesS = [0];
  for (let i = 1; i < stops.length; i++) {
    const a = drafts[stops[i - 1]!]!;
    const b = drafts[stops[i]!]!;
    const metres = distanceM(a.lonDeg, a.latDeg, b.lonDeg, b.latDeg) * line.detour;
    timesS.push(timesS[i - 1]! + Math.max(30, Math.round(metres / (line.speedKmh! / 3.6))));
  }
  return timesS;
}

function departuresS(line: Line, day: (typeof DAYS)[number], file: LinesFile): number[] {
  const named = line[day];
  if (named === null) return [];
  const bands: readonly Band[] = typeof named === 'string' ? file.patterns[named]! : named;
  const timesS: number[] = [];
  for (const { from, to, perHour } of bands) {
    if (perHour === 0) continue;
    const endS = secondsOf(to);
    for (let i = 0; ; i++) {
      const timeS = secondsOf(from) + Math.round((line.offsetMin % (60 / perHour)) * 60 + (i * 3600) / perHour);
      if (timeS >= endS) break;
      timesS.push(timeS);
    }
  }
  return timesS;
}

function trip(
  id: string,
  line: number,
  stops: readonly number[],
  alongS: readonly number[],
  startS: number,
  dayType: number,
  haltS: number,
): TripDraft {
  const last = stops.length - 1;
  const arrivalS = alongS.map((timeS) => startS + timeS);
  return {
    id,
    line,
    stops,
    arrivalS,
    // A halt never outlasts half of the run to the next stop.
    departureS: arrivalS.map((timeS, i) =>
      i === 0 || i === last ? timeS : timeS + Math.min(haltS, Math.floor((alongS[i + 1]! - alongS[i]!) / 2)),
    ),
    dayMask: 1 << dayType,
  };
}
