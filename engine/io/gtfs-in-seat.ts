/** Trips that one vehicle makes after another and that riders may stay seated through: in-seat transfers of transfers.txt (types 4 and 5) and
 *  blocks of trips.txt. In: the feed. Out: which trips are ridden as one, on which days; a joined trip makes search by rounds exact, as it needs
 *  no rule of its own. Pure. Source: GTFS reference, transfers.txt (linked trips), trips.txt (block_id): between different routes, or on a loop. */
import { distanceM } from '../core/units.ts';
import type { StopDraft, TripDraft, TripSection } from '../network/build-timetable.ts';
import { STOP_ALIGHT, STOP_BOARD } from '../network/timetable.ts';

/** A row of transfers.txt of type 4 (allowed) or 5. */
export interface InSeatRow {
  readonly from: number;
  readonly to: number;
  readonly allowed: boolean;
}

/** What links are judged by; times are seconds of the service day, stops those of the timetable. */
export interface TripEnds {
  readonly route: number;
  readonly block: number;
  readonly dayMask: number;
  readonly firstStop: number;
  readonly lastStop: number;
  readonly startS: number;
  readonly endS: number;
  readonly calls: number;
}

/** One vehicle: the trips it makes one after another, on days of these types. */
export interface VehicleRun {
  readonly trips: readonly number[];
  readonly dayMask: number;
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly dayMask: number;
}

export interface InSeatLinks {
  readonly links: readonly Link[];
  /** Rows of type 4 whose trips do not follow each other on one service day. */
  readonly unfit: readonly InSeatRow[];
}

/** Of a block: as far apart as one stop is from the other side of the street, and no longer than a break at the end of the line (assumption). */
const BLOCK_APART_M = 200;
const BLOCK_WAIT_S = 1800;
/** A run is cut where it gets longer, where coupled vehicles part more often, and where all runs together call so many times as often as their
 *  trips do: a feed that links everything to everything may not grow without bound. */
const MOST_CALLS = 1000;
const MOST_PARTINGS = 16;
const MOST_TIMES_THE_CALLS = 3;

const DAY_BITS = [1, 2, 4];

/** Which trips go on as which others. @param ends of every trip that has a block or a row */
export function inSeatLinks(
  ends: ReadonlyMap<number, TripEnds>,
  rows: readonly InSeatRow[],
  stops: readonly StopDraft[],
): InSeatLinks {
  const links = new Map<string, Link>();
  const forbidden = new Set(rows.filter(({ allowed }) => !allowed).map(({ from, to }) => `${from} ${to}`));
  const add = (from: number, to: number, dayMask: number): void => {
    const key = `${from} ${to}`;
    if (!forbidden.has(key)) links.set(key, { from, to, dayMask: dayMask | (links.get(key)?.dayMask ?? 0) });
  };
  const unfit: InSeatRow[] = [];
  for (const row of rows) {
    if (!row.allowed) continue;
    const a = ends.get(row.from);
    const b = ends.get(row.to);
    if (a === undefined || b === undefined || !follows(a, b) || (a.dayMask & b.dayMask) === 0) unfit.push(row);
    else add(row.from, row.to, a.dayMask & b.dayMask);
  }
  const blocks = new Map<number, number[]>();
  for (const [trip, { block }] of ends) {
    if (block < 0) continue;
    const list = blocks.get(block);
    if (list === undefined) blocks.set(block, [trip]);
    else list.push(trip);
  }
  for (const trips of blocks.values()) {
    trips.sort((a, b) => ends.get(a)!.startS - ends.get(b)!.startS || a - b);
    for (const day of DAY_BITS) {
      const today = trips.filter((trip) => (ends.get(trip)!.dayMask & day) !== 0);
      for (let i = 1; i < today.length; i++)
        if (goesOn(ends.get(today[i - 1]!)!, ends.get(today[i]!)!, stops)) add(today[i - 1]!, today[i]!, day);
    }
  }
  return { links: [...links.values()], unfit };
}

/** Later by the clock, so that no chain of links comes back to its start. */
const follows = (a: TripEnds, b: TripEnds): boolean => b.startS >= a.endS && b.startS > a.startS;

/** Whether riders of a block's trip may stay for the next: not on the way back along the same route. */
function goesOn(a: TripEnds, b: TripEnds, stops: readonly StopDraft[]): boolean {
  const loop = a.firstStop === a.lastStop && b.firstStop === a.lastStop;
  if (a.route === b.route && !loop) return false;
  if (!follows(a, b) || b.startS - a.endS > BLOCK_WAIT_S) return false;
  if (a.lastStop === b.firstStop) return true;
  const x = stops[a.lastStop]!;
  const y = stops[b.firstStop]!;
  const station = x.parent ?? -1;
  return (station >= 0 && station === y.parent) || apartM(x, y) <= BLOCK_APART_M;
}

const apartM = (x: StopDraft, y: StopDraft): number => distanceM(x.lonDeg, x.latDeg, y.lonDeg, y.latDeg);

/** Runs that make every linked trip on each of its days. @returns also how often a run was cut */
export function vehicleRuns(
  links: readonly Link[],
  ends: ReadonlyMap<number, TripEnds>,
): { readonly runs: readonly VehicleRun[]; readonly cuts: number } {
  const next = new Map<number, Link[]>();
  const comes = new Map<number, number>();
  const add = <T>(map: Map<number, T[]>, key: number, value: T): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const link of links) {
    add(next, link.from, link);
    comes.set(link.to, (comes.get(link.to) ?? 0) | link.dayMask);
    comes.set(link.from, comes.get(link.from) ?? 0);
  }
  const work = [...comes].map(([trip, mask]) => ({ trip, mask: ends.get(trip)!.dayMask & ~mask }));
  const started = new Map<number, number>();
  const runs: VehicleRun[] = [];
  let cuts = 0;
  let left = MOST_TIMES_THE_CALLS * [...comes.keys()].reduce((sum, trip) => sum + ends.get(trip)!.calls, 0);
  for (let one = work.pop(); one !== undefined; one = work.pop()) {
    const begun = started.get(one.trip) ?? 0;
    const mask = one.mask & ~begun;
    if (mask === 0) continue;
    started.set(one.trip, begun | mask);
    const before = runs.length;
    const extend = (trips: readonly number[], days: number, calls: number): void => {
      let rest = days;
      for (const link of next.get(trips[trips.length - 1]!) ?? []) {
        const shared = days & link.dayMask;
        if (shared === 0) continue;
        const all = calls + ends.get(link.to)!.calls;
        if (all > MOST_CALLS || runs.length - before >= MOST_PARTINGS || all > left) {
          cuts++;
          work.push({ trip: link.to, mask: shared });
        } else {
          rest &= ~shared;
          extend([...trips, link.to], shared, all);
        }
      }
      if (rest === 0) return;
      runs.push({ trips, dayMask: rest });
      left -= calls;
    };
    extend([one.trip], mask, ends.get(one.trip)!.calls);
  }
  return { runs, cuts };
}

/** One trip of several. Where one ends at the stop at which the next begins, the vehicle waits there; riders leave from it as the earlier trip
 *  says and board as the next one says. */
export function joined(drafts: readonly TripDraft[], dayMask: number, stops: readonly StopDraft[]): TripDraft {
  if (drafts.length === 1) return { ...drafts[0]!, dayMask };
  const list = { stops: [] as number[], arrivalS: [] as number[], departureS: [] as number[], use: [] as number[] };
  const alongM: number[] = [];
  const sections: TripSection[] = [];
  for (const draft of drafts) {
    const last = list.stops.length - 1;
    const n = draft.stops.length;
    const waits = last >= 0 && list.stops[last] === draft.stops[0];
    const hopM = last < 0 || waits ? 0 : apartM(stops[list.stops[last]!]!, stops[draft.stops[0]!]!);
    const fromM = last < 0 ? 0 : alongM[last]! + hopM;
    const from = waits ? last : last + 1;
    if (waits) {
      list.departureS[last] = draft.departureS[0]!;
      list.use[last] = (list.use[last]! & STOP_ALIGHT) | (doorsAt(draft, 0) & STOP_BOARD);
    } else if (last >= 0) {
      list.departureS[last] = list.arrivalS[last]!;
      list.use[last]! &= STOP_ALIGHT;
    }
    for (let i = waits ? 1 : 0; i < n; i++) {
      const first = i === 0 && last >= 0;
      list.stops.push(draft.stops[i]!);
      list.arrivalS.push(first ? Math.max(draft.arrivalS[0]!, list.departureS[last]!) : draft.arrivalS[i]!);
      list.departureS.push(draft.departureS[i]!);
      list.use.push(first ? doorsAt(draft, 0) & STOP_BOARD : doorsAt(draft, i));
      alongM.push(fromM + draft.distanceM![i]! - draft.distanceM![0]!);
    }
    sections.push({ line: draft.line, from, to: list.stops.length - 1 });
  }
  return {
    id: drafts.map(({ id }) => id).join('\n'),
    line: drafts[0]!.line,
    ...list,
    dayMask,
    distanceM: alongM,
    wheelchair: accessOf(drafts),
    sections,
    shape: () => shapeOf(drafts, sections),
  };
}

const doorsAt = ({ use }: TripDraft, i: number): number => use?.[i] ?? STOP_BOARD | STOP_ALIGHT;

/** No better than the least accessible of its trips. */
function accessOf(drafts: readonly TripDraft[]): number {
  if (drafts.some(({ wheelchair }) => wheelchair === 2)) return 2;
  return drafts.every(({ wheelchair }) => wheelchair === 1) ? 1 : 0;
}

type Between = ReadonlyArray<ReadonlyArray<readonly [number, number]>>;

function shapeOf(drafts: readonly TripDraft[], sections: readonly TripSection[]): Between | undefined {
  const shapes = drafts.map(({ shape }) => shape?.());
  if (shapes.every((shape) => shape === undefined)) return undefined;
  return shapes.flatMap((shape, d) => {
    const { from, to } = sections[d]!;
    const hop = d > 0 && from > sections[d - 1]!.to ? [[]] : [];
    return [...hop, ...(shape ?? Array.from({ length: to - from }, () => []))];
  });
}
