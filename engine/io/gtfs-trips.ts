/** The trips of one feed into a timetable: times mended, frequencies unfolded, trips that riders stay seated between made one.
 *  In: an open feed. Out: trips in the builder, counts in the report. */
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { distanceM } from '../core/units.ts';
import type { StopDraft, TimetableBuilder, TripDraft } from '../network/build-timetable.ts';
import type { Feed } from './gtfs-feed.ts';
import { inSeatLinks, joined, type TripEnds, vehicleRuns } from './gtfs-in-seat.ts';
import { betweenStops, type Shapes } from './gtfs-shapes.ts';
import { distancesAlong, mendTimes } from './gtfs-times.ts';
import type { TripRows } from './gtfs-trip-rows.ts';
import type { ReportBuilder } from './report-builder.ts';

export interface OpenFeed {
  readonly feed: Feed;
  readonly report: ReportBuilder;
  /** [stop of the feed] stop of the timetable, -1 when it is not used. */
  readonly stopIndex: Int32Array;
  readonly firstLine: number;
  readonly prefix: string;
  readonly rows: TripRows;
  /** Trips that can run. */
  readonly trips: Int32Array;
  readonly shapes: Shapes;
}

/** Departures that frequencies.txt may unfold into, all together. */
const MAX_UNFOLDED_TRIPS = 200_000;
const NOT_ACCESSIBLE = 2;

/** Goes through trips, letting events in. @throws CancelledError */
export async function eachTrip(
  trips: Iterable<number>,
  signal: AbortSignal | undefined,
  use: (trip: number) => void,
): Promise<void> {
  let last = performance.now();
  for (const trip of trips) {
    if (performance.now() - last > 100) {
      throwIfCancelled(signal);
      await breathe();
      last = performance.now();
    }
    use(trip);
  }
}

/** @param stops all stops of the timetable */
export async function addTrips(
  open: OpenFeed,
  stops: readonly StopDraft[],
  builder: TimetableBuilder,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { feed, report } = open;
  const headways = new Map<number, Array<Feed['headways'][number]>>();
  for (const headway of feed.headways) {
    const list = headways.get(headway.trip);
    if (list === undefined) headways.set(headway.trip, [headway]);
    else list.push(headway);
  }
  const drafts = new Drafts(open);
  const ends = await linkedEnds(open, drafts, headways, signal);
  const { links, unfit } = inSeatLinks(ends, feed.inSeat, stops);
  const { runs, cuts } = vehicleRuns(links, ends);
  const ridden = new Set(links.flatMap(({ from, to }) => [from, to]));
  let unfolded = 0;
  await eachTrip(open.trips, signal, (trip) => {
    if (ridden.has(trip)) return;
    const draft = drafts.of(trip);
    if (draft === null) return;
    const own = headways.get(trip);
    if (own === undefined) {
      builder.addTrip(draft);
      return;
    }
    const startS = draft.departureS[0]!;
    const departures = own.reduce((sum, { fromS, toS, headwayS }) => sum + Math.ceil((toS - fromS) / headwayS), 0);
    unfolded += departures;
    if (unfolded > MAX_UNFOLDED_TRIPS)
      throw new InputError(report.file, 'frequencies.txt', `must unfold into at most ${MAX_UNFOLDED_TRIPS} departures`);
    report.kept('trips', departures - 1);
    report.kept('calls', (departures - 1) * draft.stops.length);
    for (const { fromS, toS, headwayS } of own)
      for (let at = fromS; at < toS; at += headwayS)
        builder.addTrip({
          ...draft,
          id: `${draft.id}@${at}`,
          arrivalS: draft.arrivalS.map((s) => s - startS + at),
          departureS: draft.departureS.map((s) => s - startS + at),
        });
  });
  await eachTrip(runs.keys(), signal, (r) => {
    const { trips, dayMask } = runs[r]!;
    const parts = trips.map((trip) => drafts.of(trip)!);
    builder.addTrip(joined(parts, dayMask, stops));
    // Who cannot ride on may still ride as far as the vehicle is accessible.
    if (parts.some(({ wheelchair }) => wheelchair === NOT_ACCESSIBLE))
      for (const part of parts)
        if (part.wheelchair !== NOT_ACCESSIBLE && parts.length > 1) builder.addTrip({ ...part, dayMask });
  });
  drafts.tell();
  report.kept('transfers', feed.transfers.length);
  if (links.length > 0) report.kept('in-seat transfers', links.length);
  for (const { from, to } of unfit)
    report.dropped(
      'in-seat transfers whose trips do not follow each other on one service day',
      `${feed.tripIds[from]}, ${feed.tripIds[to]}`,
    );
  report.repaired('in-seat transfers left out of vehicles that go on and on', undefined, cuts);
  report.repaired('departures unfolded from frequencies.txt', undefined, unfolded);
}

/** Ends of the trips that may be linked to others: those by headway never leave at a known time. */
async function linkedEnds(
  { feed, trips }: OpenFeed,
  drafts: Drafts,
  headways: ReadonlyMap<number, unknown>,
  signal: AbortSignal | undefined,
): Promise<Map<number, TripEnds>> {
  const ends = new Map<number, TripEnds>();
  const blockTrips = new Uint32Array(feed.tripBlock.reduce((most, block) => Math.max(most, block), -1) + 1);
  for (const block of feed.tripBlock) if (block >= 0) blockTrips[block]!++;
  const named = new Set(feed.inSeat.flatMap(({ from, to }) => [from, to]));
  await eachTrip(trips, signal, (trip) => {
    const block = feed.tripBlock[trip]!;
    if (!named.has(trip) && !(block >= 0 && blockTrips[block]! > 1)) return;
    const draft = headways.has(trip) ? null : drafts.of(trip);
    if (draft === null) return;
    const { stops, arrivalS, departureS, dayMask, line } = draft;
    const last = stops.length - 1;
    ends.set(trip, {
      route: line,
      block,
      dayMask,
      firstStop: stops[0]!,
      lastStop: stops[last]!,
      startS: departureS[0]!,
      endS: arrivalS[last]!,
      calls: stops.length,
    });
  });
  return ends;
}

/** A trip as its feed has it, in numbers of the timetable. */
type WholeDraft = TripDraft & { readonly stops: number[]; readonly arrivalS: number[]; readonly departureS: number[] };

/** Makes trips whole when they are asked for; what was mended is counted once a trip, however often it is asked for. */
class Drafts {
  private readonly open: OpenFeed;
  private readonly told: Uint8Array;
  private readonly usedStops = new Set<number>();
  private readonly mended = { interpolated: 0, backwards: 0 };
  private readonly rows: number[] = [];

  constructor(open: OpenFeed) {
    this.open = open;
    this.told = new Uint8Array(open.feed.tripIds.length);
  }

  /** null when the trip has no times at its ends. */
  of(trip: number): WholeDraft | null {
    const { open, rows } = this;
    const { feed, report, stopIndex } = open;
    const { calls } = feed;
    const first = this.told[trip] === 0;
    this.told[trip] = 1;
    open.rows.read(trip, rows);
    const arrivalS = rows.map((row) => calls.arrivalS.at(row));
    const departureS = rows.map((row, i) => arrivalS[i]! + calls.dwellS.at(row));
    const stops = rows.map((row) => calls.stop.at(row));
    const alongM = distancesAlong(
      rows.map((row) => calls.along.at(row) / 100),
      straightLines(feed, stops),
    );
    const mended = first ? this.mended : { interpolated: 0, backwards: 0 };
    if (!mendTimes({ arrivalS, departureS, alongM }, mended)) {
      if (first) report.dropped('trips without a time at the first or last stop', feed.tripIds[trip]);
      return null;
    }
    if (first) {
      for (const stop of stops) this.usedStops.add(stop);
      report.kept('trips');
      report.kept('calls', rows.length);
    }
    return {
      id: open.prefix + feed.tripIds[trip]!,
      line: open.firstLine + feed.tripLine[trip]!,
      stops: stops.map((stop) => stopIndex[stop]!),
      arrivalS,
      departureS,
      dayMask: feed.tripDayMask[trip]!,
      wheelchair: feed.tripWheelchair[trip]!,
      use: rows.map((row) => calls.use.at(row)),
      distanceM: alongM,
      shape: () => shapeBetween(open, trip, stops),
    };
  }

  tell(): void {
    const { report } = this.open;
    report.kept('stops', this.usedStops.size);
    report.repaired('empty times filled in between timepoints', undefined, this.mended.interpolated);
    report.repaired('times that go back along the trip', undefined, this.mended.backwards);
  }
}

/** The way of a trip between its stops, where the feed tells it. */
function shapeBetween({ feed, shapes, report }: OpenFeed, trip: number, stops: readonly number[]) {
  const shape = feed.tripShape[trip]!;
  const line = shape < 0 ? [] : shapes.line(shape);
  if (line.length === 0) return undefined;
  const between = betweenStops(
    line,
    stops.map((stop) => [feed.stops[stop]!.lonDeg, feed.stops[stop]!.latDeg] as const),
  );
  if (between === undefined)
    report.repaired('lines whose shape does not pass their stops, drawn straight', feed.tripIds[trip]);
  else report.kept('lines drawn along their shape');
  return between;
}

function straightLines(feed: Feed, stops: readonly number[]): number[] {
  const along = [0];
  for (let i = 1; i < stops.length; i++) {
    const a = feed.stops[stops[i - 1]!]!;
    const b = feed.stops[stops[i]!]!;
    along.push(along[i - 1]! + distanceM(a.lonDeg, a.latDeg, b.lonDeg, b.latDeg));
  }
  return along;
}
