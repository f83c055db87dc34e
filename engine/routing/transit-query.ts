/** Journeys by public transport: earliest arrival, all trade-offs with transfers, profiles, one-to-all.
 *  A journey is access, ride, (walk at most once, ride)*, egress; the walks come complete from the streets, so none need chaining.
 *  The index is immutable and shared; the query owns the scratch, one per worker. Exact.
 *  Method: RAPTOR and rRAPTOR (transit-rounds.ts), pruned at the target and by lower bounds (transit-bounds.ts). */
import type { ReachRange, StopReach } from './stop-access.ts';
import { DestinationBounds } from './transit-bounds.ts';
import type { TransitDay } from './transit-day.ts';
import { TransitGoals } from './transit-goals.ts';
import type { TransitIndex } from './transit-index.ts';
import type { TransitJourney } from './transit-journey.ts';
import { TransitLabels, UNREACHED } from './transit-labels.ts';
import { runRounds, type TransitAim, type TransitSearch } from './transit-rounds.ts';
import { collectJourneys, type TransitEnds } from './transit-unroll.ts';

/** Arrival at a stop that cannot be reached. */
export const NO_ARRIVAL = UNREACHED;
export const DEFAULT_MAX_TRANSFERS = 5;
/** Departures are taken up to this long before or after midnight of the day. */
const LATEST_S = 4 * 86_400;

type Reaches = readonly StopReach[] | ReachRange;

export interface TransitAsk {
  /** Stops that can be reached from the origin, and stops from which the destination can be reached. */
  readonly access: Reaches;
  readonly egress: Reaches;
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  readonly maxTransfers?: number;
  /** Journeys that arrive no earlier than this long after leaving are of no use (the time of walking all the way). */
  readonly walkOnlyTimeS?: number;
}

export class TransitQuery {
  private readonly index: TransitIndex;
  private readonly labels: TransitLabels;
  private readonly ends: TransitEnds;
  private readonly aim: TransitAim;

  constructor(index: TransitIndex) {
    const stops = index.stopCount;
    this.index = index;
    this.labels = new TransitLabels(index);
    this.ends = {
      accessS: new Int32Array(stops).fill(NO_ARRIVAL),
      accessM: new Float32Array(stops),
      egressS: new Int32Array(stops).fill(NO_ARRIVAL),
      egressM: new Float32Array(stops),
    };
    this.aim = {
      goals: new TransitGoals(Math.max(...index.days.map((day) => day.rowCount))),
      least: new DestinationBounds(index.bounds, stops),
      egressS: this.ends.egressS,
    };
  }

  /** The journey that arrives first, with the fewest transfers among those; null when there is none. */
  journey(ask: TransitAsk & { readonly departureS: number }): TransitJourney | null {
    const all = this.journeys(ask);
    return all[all.length - 1] ?? null;
  }

  /** Every journey that no other beats in both arrival and transfers: fewest transfers first, earliest arrival last. */
  journeys(ask: TransitAsk & { readonly departureS: number }): TransitJourney[] {
    const { departureS } = ask;
    const search = this.open(ask, departureS, 0);
    this.leave(ask.access, departureS);
    runRounds(search, this.useless(ask, departureS));
    const found = this.collect(search, departureS);
    this.close(ask);
    return found;
  }

  /** Every journey that no other beats in departure, arrival and transfers, latest departure first: those that leave in [fromS, toS], and
   *  those one would take when ready at toS. So the earliest arrival for any time t of the window is the least among departures >= t. */
  profile(ask: TransitAsk & { readonly fromS: number; readonly toS: number }): TransitJourney[] {
    const { fromS, toS } = ask;
    const search = this.open(ask, toS, 1);
    const events = this.departures(search.day, ask.access, fromS, toS);
    this.leave(ask.access, toS);
    runRounds(search, this.useless(ask, toS));
    const found = this.collect(search, toS);
    for (let e = 0; e < events.length; ) {
      const leaveS = events[e]!.leaveS;
      this.labels.beginRun();
      for (; e < events.length && events[e]!.leaveS === leaveS; e++) this.board(events[e]!.stop, leaveS);
      runRounds(search, this.useless(ask, leaveS));
      found.push(...this.collect(search, leaveS));
    }
    this.close(ask);
    return found;
  }

  /** Earliest arrival at every stop [s], the last walk between stops included; NO_ARRIVAL where there is none.
   *  @returns earliest arrival by riding at any stop [s]; NO_ARRIVAL when all that is reached is walked to */
  oneToAll(
    access: Reaches,
    departureS: number,
    dayType: number,
    outArrivalS: Int32Array,
    maxTransfers = DEFAULT_MAX_TRANSFERS,
  ): number {
    const { labels } = this;
    const { accessS, accessM } = this.ends;
    const day = this.begin(dayType, maxTransfers + 1, departureS);
    reach(access, accessS, accessM);
    this.leave(access, departureS);
    runRounds({ index: this.index, day, labels, levels: maxTransfers + 1, stride: 0, aim: null }, UNREACHED);
    const { footFirst, footTo, footS, stopCount } = this.index;
    const { rideS, zero, stale } = labels;
    for (let stop = 0; stop < stopCount; stop++)
      outArrivalS[stop] = Math.min(
        rideS[stop]! >= stale ? NO_ARRIVAL : rideS[stop]! - zero,
        accessS[stop] === NO_ARRIVAL ? NO_ARRIVAL : departureS + accessS[stop]!,
      );
    let firstRideS: number = NO_ARRIVAL;
    for (let stop = 0; stop < stopCount; stop++) {
      if (rideS[stop]! >= stale) continue;
      const arrivalS = rideS[stop]! - zero;
      firstRideS = Math.min(firstRideS, arrivalS);
      for (let e = footFirst[stop]!; e < footFirst[stop + 1]!; e++)
        if (arrivalS + footS[e]! < outArrivalS[footTo[e]!]!) outArrivalS[footTo[e]!] = arrivalS + footS[e]!;
    }
    unreach(access, accessS);
    return firstRideS;
  }

  private begin(dayType: number, levels: number, departureS: number): TransitDay {
    const day = this.index.days[dayType];
    if (day === undefined) throw new RangeError(`dayType must be 0, 1 or 2, got ${dayType}`);
    if (!(levels >= 1)) throw new RangeError(`maxTransfers must be >= 0, got ${levels - 1}`);
    if (!(Math.abs(departureS) <= LATEST_S))
      throw new RangeError(`departureS must be within ${LATEST_S} s of midnight, got ${departureS}`);
    this.labels.begin(levels);
    return day;
  }

  /** @param stride 1 when each level keeps its own labels */
  private open(ask: TransitAsk, departureS: number, stride: 0 | 1): TransitSearch {
    const levels = (ask.maxTransfers ?? DEFAULT_MAX_TRANSFERS) + 1;
    const day = this.begin(ask.dayType, levels, departureS);
    reach(ask.access, this.ends.accessS, this.ends.accessM);
    reach(ask.egress, this.ends.egressS, this.ends.egressM);
    this.aim.goals.aim(day, ask.egress);
    this.aim.least.aim(ask.egress);
    return { index: this.index, day, labels: this.labels, levels, stride, aim: this.aim };
  }

  private close(ask: TransitAsk): void {
    unreach(ask.access, this.ends.accessS);
    unreach(ask.egress, this.ends.egressS);
  }

  private collect({ day, levels }: TransitSearch, leaveS: number): TransitJourney[] {
    return collectJourneys(this.index, day, this.labels, this.ends, levels, leaveS);
  }

  private useless({ walkOnlyTimeS }: TransitAsk, leaveS: number): number {
    return walkOnlyTimeS === undefined || !(walkOnlyTimeS < LATEST_S)
      ? UNREACHED
      : Math.ceil(this.labels.zero + leaveS + walkOnlyTimeS);
  }

  private leave(access: Reaches, departureS: number): void {
    each(access, (stop) => this.board(stop, departureS));
  }

  private board(stop: number, leaveS: number): void {
    const { labels } = this;
    const readyS = labels.zero + leaveS + this.ends.accessS[stop]!;
    if (readyS >= labels.boardS[stop]!) return;
    labels.boardS[stop] = readyS;
    if (labels.mark[stop] === labels.round) return;
    labels.mark[stop] = labels.round;
    labels.markPlace[stop] = labels.markedCount;
    labels.marked[labels.markedCount++] = stop;
  }

  /** Every time one may leave the origin to catch a trip just in time, latest first, with the stop of the trip. */
  private departures(day: TransitDay, access: Reaches, fromS: number, toS: number): { leaveS: number; stop: number }[] {
    const keys = new Set<number>();
    const width = this.index.stopCount;
    each(access, (stop) => {
      const accessS = this.ends.accessS[stop]!;
      for (let e = day.stopFirst[stop]!; e < day.stopFirst[stop + 1]!; e++) {
        for (let i = day.boarding[4 * e + 2]!; i < day.boarding[4 * e + 6]!; i++) {
          const leaveS = day.boardS[i]! - accessS;
          if (leaveS > toS) break;
          if (leaveS >= fromS) keys.add((leaveS - fromS) * width + stop);
        }
      }
    });
    return [...keys]
      .sort((a, b) => b - a)
      .map((key) => ({ leaveS: fromS + Math.floor(key / width), stop: key % width }));
  }
}

function each(list: Reaches, use: (stop: number, timeS: number, distanceM: number) => void): void {
  if ('first' in list)
    for (let e = list.first; e < list.last; e++) use(list.stop[e]!, list.timeS[e]!, list.distanceM[e]!);
  else for (const { stop, timeS, distanceM } of list) use(stop, timeS, distanceM);
}

function reach(list: Reaches, timeS: Int32Array, lengthM: Float32Array): void {
  each(list, (stop, reachS, reachM) => {
    if (reachS >= timeS[stop]!) return;
    timeS[stop] = reachS;
    lengthM[stop] = reachM;
  });
}

function unreach(list: Reaches, timeS: Int32Array): void {
  each(list, (stop) => {
    timeS[stop] = NO_ARRIVAL;
  });
}
