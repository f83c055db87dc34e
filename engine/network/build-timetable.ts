/** From single trips to the timetable that RAPTOR scans: trips with the same line and stops become a pattern, split where trips overtake.
 *  In: stops, lines, trips in any order, transfers. Out: timetable in shared memory and a count of what was done. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import { sharedF32, sharedF64, sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import { PackedColumn } from './packed-column.ts';
import {
  NO_TRANSFER_S,
  STOP_ALIGHT,
  STOP_BOARD,
  type Timetable,
  TRANSIT_MODES,
  type TransitMode,
} from './timetable.ts';

export interface StopDraft {
  readonly id: string;
  readonly name: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Index of the station the stop belongs to, -1 for none. */
  readonly parent?: number;
  /** 0 unknown, 1 accessible, 2 not. */
  readonly wheelchair?: 0 | 1 | 2;
}

export interface LineDraft {
  readonly id: string;
  readonly name: string;
  readonly mode: TransitMode;
}

/** WGS 84 [lon, lat]. */
export type Point = readonly [number, number];

export interface TripDraft {
  readonly id: string;
  readonly line: number;
  /** Stops in order, at least two. */
  readonly stops: ArrayLike<number>;
  /** Seconds after local midnight of the service day, never decreasing along the trip. */
  readonly arrivalS: ArrayLike<number>;
  readonly departureS: ArrayLike<number>;
  /** Day types: bit 0 weekday, bit 1 Saturday, bit 2 Sunday. */
  readonly dayMask: number;
  /** Whether a wheelchair fits: 0 unknown, 1 yes, 2 no. */
  readonly wheelchair?: number;
  /** Per stop STOP_BOARD | STOP_ALIGHT; both everywhere when absent. */
  readonly use?: ArrayLike<number>;
  /** Per stop distance from the first stop [m]; straight lines between stops when absent. */
  readonly distanceM?: ArrayLike<number>;
  /** [stop but the last] points on the way to the next stop; asked for once a pattern. Straight lines when absent. */
  readonly shape?: () => ReadonlyArray<readonly Point[]> | undefined;
  /** Where one vehicle makes several trips that riders stay seated through; ids of the trips stand in `id`, one a line. */
  readonly sections?: readonly TripSection[];
}

/** A part of a joined trip: which line it is, and its first and last position. */
export interface TripSection {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface TransferDraft {
  readonly from: number;
  readonly to: number;
  /** Least time between arriving and departing [s]. */
  readonly timeS: number;
  /** The same without steps, null where there is no such way; as timeS when absent. */
  readonly stepFreeS?: number | null;
}

export interface TimetableBuild {
  readonly timetable: Timetable;
  readonly report: {
    readonly trips: number;
    /** Trips without a day on which they run. */
    readonly tripsWithoutDay: number;
    readonly patterns: number;
    /** Patterns that exist only because trips overtake one another. */
    readonly patternsSplit: number;
  };
}

const MAX_PROBLEMS = 20;

interface Group {
  readonly line: number;
  readonly stops: Uint32Array;
  readonly use: Uint8Array;
  readonly alongM: Float32Array;
  readonly shape: PackedShape | undefined;
  readonly sections: readonly TripSection[];
  readonly trips: number[];
}

/** Points between stops without an object each: a national feed has millions. */
interface PackedShape {
  /** [stop] into the points. */
  readonly first: Uint32Array;
  readonly lonDeg: Float32Array;
  readonly latDeg: Float32Array;
}

interface Pattern {
  readonly group: Group;
  readonly trips: readonly number[];
}

/** Takes trips one at a time, so that a feed larger than memory's comfort can stream into it. */
export class TimetableBuilder {
  private readonly stops: readonly StopDraft[];
  private readonly lines: readonly LineDraft[];
  private readonly file: string;
  private readonly groups = new Map<string, Group>();
  private readonly tripIds: string[] = [];
  private readonly masks = new PackedColumn();
  private readonly wheelchair = new PackedColumn();
  private readonly firstTime = new PackedColumn();
  /** Of all trips one after another: a national timetable stands here and in its final order at once, so here as small as can be. */
  private readonly arrivalS = new PackedColumn();
  private readonly dwellS = new PackedColumn();
  private readonly problems: Problem[] = [];
  private withoutDay = 0;

  constructor(stops: readonly StopDraft[], lines: readonly LineDraft[], file = 'timetable') {
    this.stops = stops;
    this.lines = lines;
    this.file = file;
    stops.forEach((stop, s) => {
      if (!(Math.abs(stop.lonDeg) <= 180 && Math.abs(stop.latDeg) <= 90))
        this.tell(`stops[${s}]`, 'must have WGS 84 degrees', [stop.lonDeg, stop.latDeg]);
    });
  }

  /** Adds a trip; what is wrong with it is told by `finish`. */
  addTrip(trip: TripDraft): void {
    if ((trip.dayMask & 7) === 0) {
      this.withoutDay++;
      return;
    }
    if (!this.sound(trip)) return;
    const n = trip.stops.length;
    let key = `${trip.line}`;
    for (let i = 0; i < n; i++) key += `,${trip.stops[i]}`;
    if (trip.use !== undefined) for (let i = 0; i < n; i++) key += `;${trip.use[i]}`;
    for (const { line, from, to } of trip.sections ?? []) key += `/${line} ${from} ${to}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = {
        line: trip.line,
        stops: Uint32Array.from(trip.stops),
        use: trip.use === undefined ? new Uint8Array(n).fill(STOP_BOARD | STOP_ALIGHT) : Uint8Array.from(trip.use),
        alongM: trip.distanceM === undefined ? this.straightM(trip.stops) : Float32Array.from(trip.distanceM),
        shape: packShape(trip.shape?.()),
        sections: trip.sections ?? [],
        trips: [],
      };
      this.groups.set(key, group);
    }
    group.trips.push(this.tripIds.length);
    this.tripIds.push(trip.id);
    this.masks.push(trip.dayMask & 7);
    this.wheelchair.push(trip.wheelchair ?? 0);
    this.firstTime.push(this.arrivalS.length);
    for (let i = 0; i < n; i++) {
      this.arrivalS.push(trip.arrivalS[i]!);
      this.dwellS.push(trip.departureS[i]! - trip.arrivalS[i]!);
    }
  }

  /** @throws InputError with what was wrong, up to twenty problems */
  finish(transfers: readonly TransferDraft[] = []): TimetableBuild {
    transfers.forEach((transfer, t) => {
      if (this.stops[transfer.from] === undefined) this.tell(`transfers[${t}].from`, 'must be a stop', transfer.from);
      if (this.stops[transfer.to] === undefined) this.tell(`transfers[${t}].to`, 'must be a stop', transfer.to);
      if (!(transfer.timeS >= 0)) this.tell(`transfers[${t}].timeS`, 'must be >= 0', transfer.timeS);
    });
    if (this.problems.length > 0) throw new InputError(this.problems);
    const patterns: Pattern[] = [];
    for (const group of this.groups.values()) for (const trips of this.split(group)) patterns.push({ group, trips });
    return {
      timetable: this.lay(patterns, transfers),
      report: {
        trips: this.tripIds.length,
        tripsWithoutDay: this.withoutDay,
        patterns: patterns.length,
        patternsSplit: patterns.length - this.groups.size,
      },
    };
  }

  private tell(key: string, rule: string, value: unknown): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ file: this.file, key, rule, value });
  }

  private sound(trip: TripDraft): boolean {
    const before = this.problems.length;
    const n = trip.stops.length;
    const key = `trip ${trip.id}`;
    if (n < 2) this.tell(key, 'must call at two stops at least', n);
    if (trip.arrivalS.length !== n || trip.departureS.length !== n)
      this.tell(key, `must have ${n} arrivals and departures`, [trip.arrivalS.length, trip.departureS.length]);
    if (this.lines[trip.line] === undefined) this.tell(key, 'must name a line that exists', trip.line);
    for (const { line, from, to } of trip.sections ?? [])
      if (this.lines[line] === undefined || !(from >= 0 && from < to && to < n))
        this.tell(key, 'must have sections along its stops, each of a line that exists', [line, from, to]);
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      if (this.stops[trip.stops[i]!] === undefined) this.tell(key, 'must name stops that exist', trip.stops[i]);
      const arrivalS = trip.arrivalS[i]!;
      const departureS = trip.departureS[i]!;
      if (!(arrivalS >= last && departureS >= arrivalS)) {
        this.tell(key, `must have times that never go back (stop ${i})`, [last, arrivalS, departureS]);
        break;
      }
      last = departureS;
    }
    return this.problems.length === before;
  }

  private straightM(stops: ArrayLike<number>): Float32Array {
    const alongM = new Float32Array(stops.length);
    for (let i = 1; i < stops.length; i++) {
      const a = this.stops[stops[i - 1]!]!;
      const b = this.stops[stops[i]!]!;
      alongM[i] = alongM[i - 1]! + distanceM(a.lonDeg, a.latDeg, b.lonDeg, b.latDeg);
    }
    return alongM;
  }

  /** Trips of a group in sequences where each is at no stop earlier than the one before it. */
  private split(group: Group): number[][] {
    const n = group.stops.length;
    const ids = group.trips;
    const arrivalS = new Int32Array(n * ids.length);
    const departureS = new Int32Array(n * ids.length);
    ids.forEach((trip, t) => {
      const from = this.firstTime.at(trip);
      for (let i = 0; i < n; i++) {
        arrivalS[n * t + i] = this.arrivalS.at(from + i);
        departureS[n * t + i] = arrivalS[n * t + i]! + this.dwellS.at(from + i);
      }
    });
    const trips = ids
      .map((_, t) => t)
      .sort((a, b) => {
        for (let i = 0; i < n; i++) {
          const d = departureS[n * a + i]! - departureS[n * b + i]!;
          if (d !== 0) return d;
          const e = arrivalS[n * a + i]! - arrivalS[n * b + i]!;
          if (e !== 0) return e;
        }
        return a - b;
      });
    const follows = (a: number, b: number): boolean => {
      for (let i = 0; i < n; i++)
        if (arrivalS[n * b + i]! < arrivalS[n * a + i]! || departureS[n * b + i]! < departureS[n * a + i]!)
          return false;
      return true;
    };
    const rows: number[][] = [];
    for (const trip of trips) {
      const row = rows.find((candidate) => follows(candidate[candidate.length - 1]!, trip));
      if (row === undefined) rows.push([trip]);
      else row.push(trip);
    }
    return rows.map((row) => row.map((t) => ids[t]!));
  }

  private lay(patterns: readonly Pattern[], transfers: readonly TransferDraft[]): Timetable {
    const stopCount = this.stops.length;
    const tripCount = this.tripIds.length;
    const stopEntries = patterns.reduce((sum, { group }) => sum + group.stops.length, 0);
    const timetable = {
      stopCount,
      patternCount: patterns.length,
      tripCount,
      stopLonDeg: sharedF64(stopCount),
      stopLatDeg: sharedF64(stopCount),
      stopIds: this.stops.map((stop) => stop.id),
      stopNames: this.stops.map((stop) => stop.name),
      parentStation: sharedI32(stopCount),
      wheelchair: sharedU8(stopCount),
      patternFirstStop: sharedU32(patterns.length + 1),
      patternStop: sharedU32(stopEntries),
      patternStopUse: sharedU8(stopEntries),
      patternStopDistanceM: sharedF32(stopEntries),
      patternFirstTrip: sharedU32(patterns.length + 1),
      patternMode: sharedU8(patterns.length),
      patternLine: sharedU32(patterns.length),
      lineIds: this.lines.map((line) => line.id),
      lineNames: this.lines.map((line) => line.name),
      tripIds: [] as string[],
      tripFirstTime: sharedU32(tripCount),
      arrivalS: sharedI32(this.arrivalS.length),
      departureS: sharedI32(this.arrivalS.length),
      tripDayMask: sharedU8(tripCount),
      tripWheelchair: sharedU8(tripCount),
      transferFrom: sharedU32(transfers.length),
      transferTo: sharedU32(transfers.length),
      transferS: sharedU32(transfers.length),
      ...shapesOf(patterns, stopEntries),
      ...sectionsOf(patterns),
      ...(transfers.some(({ stepFreeS }) => stepFreeS !== undefined)
        ? { transferStepFreeS: sharedU32(transfers.length) }
        : {}),
    };
    this.stops.forEach((stop, s) => {
      timetable.stopLonDeg[s] = stop.lonDeg;
      timetable.stopLatDeg[s] = stop.latDeg;
      timetable.parentStation[s] = stop.parent ?? -1;
      timetable.wheelchair[s] = stop.wheelchair ?? 0;
    });
    let stopAt = 0;
    let tripAt = 0;
    let timeAt = 0;
    patterns.forEach(({ group, trips }, p) => {
      const n = group.stops.length;
      timetable.patternStop.set(group.stops, stopAt);
      timetable.patternStopUse.set(group.use, stopAt);
      timetable.patternStopDistanceM.set(group.alongM, stopAt);
      stopAt += n;
      timetable.patternFirstStop[p + 1] = stopAt;
      timetable.patternLine[p] = group.line;
      timetable.patternMode[p] = TRANSIT_MODES.indexOf(this.lines[group.line]!.mode);
      for (const trip of trips) {
        const from = this.firstTime.at(trip);
        timetable.tripFirstTime[tripAt] = timeAt;
        for (let i = from; i < from + n; i++) {
          timetable.arrivalS[timeAt] = this.arrivalS.at(i);
          timetable.departureS[timeAt] = timetable.arrivalS[timeAt]! + this.dwellS.at(i);
          timeAt++;
        }
        timetable.tripDayMask[tripAt] = this.masks.at(trip);
        timetable.tripWheelchair[tripAt] = this.wheelchair.at(trip);
        timetable.tripIds.push(this.tripIds[trip]!);
        tripAt++;
      }
      timetable.patternFirstTrip[p + 1] = tripAt;
    });
    transfers.forEach((transfer, t) => {
      timetable.transferFrom[t] = transfer.from;
      timetable.transferTo[t] = transfer.to;
      timetable.transferS[t] = Math.ceil(transfer.timeS);
      const stepFreeS = transfer.stepFreeS === undefined ? transfer.timeS : (transfer.stepFreeS ?? NO_TRANSFER_S);
      if (timetable.transferStepFreeS !== undefined) timetable.transferStepFreeS[t] = Math.ceil(stepFreeS);
    });
    return timetable;
  }
}

function packShape(between: ReadonlyArray<readonly Point[]> | undefined): PackedShape | undefined {
  if (between === undefined) return undefined;
  const first = new Uint32Array(between.length + 1);
  between.forEach((points, i) => {
    first[i + 1] = first[i]! + points.length;
  });
  const all = between.flat();
  return { first, lonDeg: Float32Array.from(all, ([lon]) => lon), latDeg: Float32Array.from(all, ([, lat]) => lat) };
}

/** Points between the stops of all patterns; nothing where no pattern has any. */
function shapesOf(
  patterns: readonly Pattern[],
  stopEntries: number,
): Pick<Timetable, 'shapeFirst' | 'shapeLonDeg' | 'shapeLatDeg'> {
  const points = patterns.reduce((sum, { group }) => sum + (group.shape?.lonDeg.length ?? 0), 0);
  if (points === 0) return {};
  const shapeFirst = sharedU32(stopEntries + 1);
  const shapeLonDeg = sharedF32(points);
  const shapeLatDeg = sharedF32(points);
  let at = 0;
  let entry = 0;
  for (const { group } of patterns) {
    const { shape } = group;
    if (shape !== undefined) {
      shapeLonDeg.set(shape.lonDeg, at);
      shapeLatDeg.set(shape.latDeg, at);
    }
    for (let i = 1; i <= group.stops.length; i++)
      shapeFirst[++entry] = at + (shape?.first[Math.min(i, group.stops.length - 1)] ?? 0);
    at += shape?.lonDeg.length ?? 0;
  }
  return { shapeFirst, shapeLonDeg, shapeLatDeg };
}

/** Sections of the patterns that have any; nothing where none has. */
function sectionsOf(
  patterns: readonly Pattern[],
): Pick<Timetable, 'sectionFirst' | 'sectionLine' | 'sectionFrom' | 'sectionTo'> {
  const all = patterns.flatMap(({ group }) => group.sections);
  if (all.length === 0) return {};
  const sectionFirst = sharedU32(patterns.length + 1);
  patterns.forEach(({ group }, p) => {
    sectionFirst[p + 1] = sectionFirst[p]! + group.sections.length;
  });
  const column = (of: (section: TripSection) => number): Uint32Array => {
    const values = sharedU32(all.length);
    values.set(all.map(of));
    return values;
  };
  return {
    sectionFirst,
    sectionLine: column(({ line }) => line),
    sectionFrom: column(({ from }) => from),
    sectionTo: column(({ to }) => to),
  };
}

/** All at once. @throws InputError */
export function buildTimetable(
  feed: {
    readonly stops: readonly StopDraft[];
    readonly lines: readonly LineDraft[];
    readonly trips: Iterable<TripDraft>;
    readonly transfers?: readonly TransferDraft[];
  },
  file = 'timetable',
): TimetableBuild {
  const builder = new TimetableBuilder(feed.stops, feed.lines, file);
  for (const trip of feed.trips) builder.addTrip(trip);
  return builder.finish(feed.transfers);
}
