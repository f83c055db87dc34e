/** Journeys by public transport: RAPTOR rounds over the patterns, earliest arrival, all trade-offs with transfers, profiles, one-to-all.
 *  A journey is access, ride, (walk at most once, ride)*, egress; the walks come complete from the streets, so none need chaining.
 *  The index is immutable and shared; the query owns the scratch, one per worker. Exact.
 *  Method: Delling, Pajor, Werneck (2015), doi 10.1287/trsc.2014.0534 (RAPTOR, rRAPTOR, pruning at the target); trips ridden before are not
 *  ridden again (Witt 2015, doi 10.1007/978-3-662-48350-3_85, the trip-based view of the same rounds). */
import { STOP_ALIGHT } from '../network/timetable.ts';
import type { ReachRange, StopReach } from './stop-access.ts';
import { DestinationBounds } from './transit-bounds.ts';
import { firstDeparture, type TransitDay } from './transit-day.ts';
import { TransitGoals } from './transit-goals.ts';
import type { TransitIndex } from './transit-index.ts';
import { rideLeg, type TransitJourney, type TransitLeg } from './transit-journey.ts';

/** Arrival at a stop that cannot be reached. */
export const NO_ARRIVAL = 0x7fffffff;
export const DEFAULT_MAX_TRANSFERS = 5;

export interface TransitAsk {
  /** Stops that can be reached from the origin, and stops from which the destination can be reached. */
  readonly access: readonly StopReach[] | ReachRange;
  readonly egress: readonly StopReach[] | ReachRange;
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  readonly maxTransfers?: number;
  /** Journeys that arrive no earlier than this long after leaving are of no use (the time of walking all the way). */
  readonly walkOnlyTimeS?: number;
}

/** Before any departure. */
const NEVER = -0x40000000;

export class TransitQuery {
  private readonly index: TransitIndex;
  private readonly stops: number;
  private levels = 0;
  /** [level × stops + stop] labels; all levels share the first set in a single search (stride 0). */
  private rideS = new Int32Array(0);
  private boardS = new Int32Array(0);
  private targetS = new Int32Array(0);
  /** [level × stops + stop] how a ride label came about, and from which stop one walked to a boarding label. */
  private rideTrip = new Uint32Array(0);
  /** Position of boarding · 65536 + position of alighting. */
  private rideSpan = new Uint32Array(0);
  private walkedFrom = new Uint32Array(0);
  private targetStop = new Uint32Array(0);
  private targetRun = new Uint32Array(0);
  /** Stops improved in the round before and in this one. */
  private readonly marked: Uint32Array;
  private markedCount = 0;
  private readonly mark: Uint32Array;
  private readonly rode: Uint32Array;
  private rodeCount = 0;
  private readonly rodeMark: Uint32Array;
  private round = 0;
  private run = 0;
  /** [level × places + place] latest departure at a place of a pattern of the day that is still news: later ones, or trips they lead to, have
   *  been ridden there. A place is the pattern's rowFirst plus the position. */
  private freshS = new Int32Array(0);
  private readonly places: number;
  private readonly accessS: Int32Array;
  private readonly accessM: Float32Array;
  private readonly egressS: Int32Array;
  private readonly egressM: Float32Array;
  private readonly least: DestinationBounds;
  private readonly goals: TransitGoals;
  /** Whether the search goes to one destination, so that the bounds hold. */
  private aimed = false;

  constructor(index: TransitIndex) {
    this.index = index;
    this.stops = index.stopCount;
    this.marked = new Uint32Array(this.stops);
    this.mark = new Uint32Array(this.stops);
    this.rode = new Uint32Array(this.stops);
    this.rodeMark = new Uint32Array(this.stops);
    this.places = Math.max(...index.days.map((day) => day.rowFirst[day.rowCount]!));
    this.accessS = new Int32Array(this.stops).fill(NO_ARRIVAL);
    this.accessM = new Float32Array(this.stops);
    this.egressS = new Int32Array(this.stops).fill(NO_ARRIVAL);
    this.egressM = new Float32Array(this.stops);
    this.goals = new TransitGoals(Math.max(...index.days.map((day) => day.rowCount)));
    this.least = new DestinationBounds(index.bounds, this.stops);
  }

  /** The journey that arrives first, with the fewest transfers among those; null when there is none. */
  journey(ask: TransitAsk & { readonly departureS: number }): TransitJourney | null {
    const all = this.journeys(ask);
    return all[all.length - 1] ?? null;
  }

  /** Every journey that no other beats in both arrival and transfers: fewest transfers first, earliest arrival last. */
  journeys(ask: TransitAsk & { readonly departureS: number }): TransitJourney[] {
    const levels = (ask.maxTransfers ?? DEFAULT_MAX_TRANSFERS) + 1;
    const day = this.begin(ask.dayType, levels, 1);
    this.reach(ask.access, this.accessS, this.accessM);
    this.reach(ask.egress, this.egressS, this.egressM);
    this.aim(day, ask.egress);
    this.leave(ask.access, ask.departureS);
    this.rounds(day, levels, 0, ask.departureS + (ask.walkOnlyTimeS ?? NO_ARRIVAL));
    const found = this.collect(day, levels, ask.departureS);
    this.unreach(ask.access, this.accessS);
    this.unreach(ask.egress, this.egressS);
    return found;
  }

  /** Every journey that no other beats in departure, arrival and transfers, latest departure first: those that leave in [fromS, toS], and
   *  those one would take when ready at toS. So the earliest arrival for any time t of the window is the least among departures >= t. */
  profile(ask: TransitAsk & { readonly fromS: number; readonly toS: number }): TransitJourney[] {
    const levels = (ask.maxTransfers ?? DEFAULT_MAX_TRANSFERS) + 1;
    const day = this.begin(ask.dayType, levels, levels + 1);
    this.reach(ask.access, this.accessS, this.accessM);
    this.reach(ask.egress, this.egressS, this.egressM);
    this.aim(day, ask.egress);
    const events = this.departures(day, ask.access, ask.fromS, ask.toS);
    this.leave(ask.access, ask.toS);
    this.rounds(day, levels, 1, ask.toS + (ask.walkOnlyTimeS ?? NO_ARRIVAL));
    const found = this.collect(day, levels, ask.toS);
    for (let e = 0; e < events.length; ) {
      const leaveS = events[e]!.leaveS;
      this.beginRun();
      for (; e < events.length && events[e]!.leaveS === leaveS; e++) this.board(events[e]!.stop, leaveS);
      this.rounds(day, levels, 1, leaveS + (ask.walkOnlyTimeS ?? NO_ARRIVAL));
      found.push(...this.collect(day, levels, leaveS));
    }
    this.unreach(ask.access, this.accessS);
    this.unreach(ask.egress, this.egressS);
    return found;
  }

  /** Earliest arrival at every stop [s], the last walk between stops included; NO_ARRIVAL where there is none. */
  oneToAll(
    access: readonly StopReach[] | ReachRange,
    departureS: number,
    dayType: number,
    outArrivalS: Int32Array,
    maxTransfers = DEFAULT_MAX_TRANSFERS,
  ): void {
    const levels = maxTransfers + 1;
    const day = this.begin(dayType, levels, 1);
    this.reach(access, this.accessS, this.accessM);
    this.aimed = false;
    this.leave(access, departureS);
    this.rounds(day, levels, 0, NO_ARRIVAL);
    const { footFirst, footTo, footS } = this.index;
    for (let stop = 0; stop < this.stops; stop++)
      outArrivalS[stop] = Math.min(
        this.rideS[stop]!,
        this.accessS[stop] === NO_ARRIVAL ? NO_ARRIVAL : departureS + this.accessS[stop]!,
      );
    for (let stop = 0; stop < this.stops; stop++) {
      const rideS = this.rideS[stop]!;
      if (rideS === NO_ARRIVAL) continue;
      for (let e = footFirst[stop]!; e < footFirst[stop + 1]!; e++)
        if (rideS + footS[e]! < outArrivalS[footTo[e]!]!) outArrivalS[footTo[e]!] = rideS + footS[e]!;
    }
    this.unreach(access, this.accessS);
  }

  /** Whether the one-to-all search before rode at all. */
  rodeAnywhere(): boolean {
    return this.rideS.subarray(0, this.stops).some((timeS) => timeS !== NO_ARRIVAL);
  }

  /** Clears labels. @param bounds levels of labels kept apart: 1 in a single search, one a level in a profile */
  private begin(dayType: number, levels: number, bounds: number): TransitDay {
    const day = this.index.days[dayType];
    if (day === undefined) throw new RangeError(`dayType must be 0, 1 or 2, got ${dayType}`);
    if (!(levels >= 1)) throw new RangeError(`maxTransfers must be >= 0, got ${levels - 1}`);
    if (levels > this.levels) {
      this.levels = levels;
      const size = (levels + 1) * this.stops;
      this.rideS = new Int32Array(size);
      this.boardS = new Int32Array(size);
      this.rideTrip = new Uint32Array(size);
      this.rideSpan = new Uint32Array(size);
      this.walkedFrom = new Uint32Array(size);
      this.targetS = new Int32Array(levels + 1);
      this.targetStop = new Uint32Array(levels + 1);
      this.targetRun = new Uint32Array(levels + 1);
    }
    this.rideS.fill(NO_ARRIVAL, 0, bounds * this.stops);
    this.boardS.fill(NO_ARRIVAL, 0, bounds * this.stops);
    this.targetS.fill(NO_ARRIVAL);
    if (this.freshS.length < bounds * this.places) this.freshS = new Int32Array(bounds * this.places);
    for (let bound = 0; bound < bounds; bound++) this.freshS.set(day.lastS, bound * this.places);
    this.beginRun();
    return day;
  }

  private beginRun(): void {
    this.run++;
    this.round++;
    this.markedCount = 0;
  }

  private reach(list: readonly StopReach[] | ReachRange, timeS: Int32Array, lengthM: Float32Array): void {
    each(list, (stop, reachS, reachM) => {
      if (reachS >= timeS[stop]!) return;
      timeS[stop] = reachS;
      lengthM[stop] = reachM;
    });
  }

  private aim(day: TransitDay, egress: readonly StopReach[] | ReachRange): void {
    this.aimed = true;
    this.goals.aim(day, egress);
    this.least.aim(egress);
  }

  private unreach(list: readonly StopReach[] | ReachRange, timeS: Int32Array): void {
    each(list, (stop) => {
      timeS[stop] = NO_ARRIVAL;
    });
  }

  private leave(access: readonly StopReach[] | ReachRange, departureS: number): void {
    each(access, (stop) => this.board(stop, departureS));
  }

  private board(stop: number, leaveS: number): void {
    const readyS = leaveS + this.accessS[stop]!;
    if (readyS >= this.boardS[stop]!) return;
    this.boardS[stop] = readyS;
    if (this.mark[stop] === this.round) return;
    this.mark[stop] = this.round;
    this.marked[this.markedCount++] = stop;
  }

  /** Every time one may leave the origin to catch a trip just in time, latest first, with the stop of the trip. */
  private departures(
    day: TransitDay,
    access: readonly StopReach[] | ReachRange,
    fromS: number,
    toS: number,
  ): { leaveS: number; stop: number }[] {
    const keys = new Set<number>();
    const width = this.stops;
    each(access, (stop) => {
      const accessS = this.accessS[stop]!;
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

  /** Rounds from the marked stops. @param stride 1 where each level has its own labels, 0 where all share one set */
  private rounds(day: TransitDay, levels: number, stride: 0 | 1, uselessS: number): void {
    const { changeFirst, changeTo, changeReadyS } = this.index;
    const { boardS, rideS, walkedFrom, mark, marked, rode, stops, targetS, least, aimed } = this;
    for (let level = 1; level <= levels && this.markedCount > 0; level++) {
      const bound = level * stride;
      this.ride(day, level, levels, stride, uselessS);
      if (level === levels) break;
      // Walks and changes: from ride labels of this round to boarding labels for the next.
      const round = ++this.round;
      const limitS = Math.min(targetS[bound]!, uselessS);
      const hurried = aimed && limitS < NO_ARRIVAL;
      const last = stride === 0 ? 0 : levels;
      let markedCount = 0;
      for (let r = 0; r < this.rodeCount; r++) {
        const stop = rode[r]!;
        const arrivalS = rideS[bound * stops + stop]!;
        for (let e = changeFirst[stop]!, end = changeFirst[stop + 1]!; e < end; e++) {
          const readyS = arrivalS + changeReadyS[e]!;
          if (readyS >= limitS) break; // sorted by time
          const to = changeTo[e]!;
          if (readyS >= boardS[bound * stops + to]!) continue;
          if (hurried && readyS + least.fromStopS(to) >= limitS) continue;
          boardS[bound * stops + to] = readyS;
          for (let l = bound + 1; l <= last && readyS < boardS[l * stops + to]!; l++) boardS[l * stops + to] = readyS;
          walkedFrom[level * stops + to] = stop;
          if (mark[to] === round) continue;
          mark[to] = round;
          marked[markedCount++] = to;
        }
      }
      this.markedCount = markedCount;
    }
  }

  /** Rides from every marked stop: the first trip of each pattern there, along the pattern, until it comes upon riders of the same or an
   *  earlier trip. */
  private ride(day: TransitDay, level: number, levels: number, stride: 0 | 1, uselessS: number): void {
    const { call, timeS } = this.index;
    const { marked, markedCount, boardS, rideS, rodeMark, rode, targetS, stops, places, freshS } = this;
    const { rideTrip, rideSpan, least, aimed } = this;
    const { row, trip: tripTimes, stopFirst, boarding, boardS: leavesS } = day;
    const round = this.round;
    const bound = level * stride;
    const before = (level - 1) * stride * stops;
    const last = stride === 0 ? 0 : levels;
    this.rodeCount = 0;
    if (aimed) this.arrive(day, level, levels, stride, uselessS);
    // The last ride either ends at the destination or is of no use.
    if (aimed && level === levels) return;
    let rodeCount = this.rodeCount;
    const limitS = Math.min(targetS[bound]!, uselessS);
    const hurried = aimed && limitS < NO_ARRIVAL;
    for (let m = 0; m < markedCount; m++) {
      const readyS = boardS[before + marked[m]!]!;
      if (hurried && readyS + least.fromStopS(marked[m]!) >= limitS) continue;
      const lastBoarding = stopFirst[marked[m]! + 1]!;
      for (let b = stopFirst[marked[m]!]!; b < lastBoarding; b++) {
        if (freshS[bound * places + boarding[4 * b + 3]!]! < readyS) continue;
        const r = 4 * boarding[4 * b]!;
        const boarded = boarding[4 * b + 1]!;
        const departure = boarding[4 * b + 2]!;
        const trip = firstDeparture(leavesS, departure, boarding[4 * b + 6]! - departure, readyS);
        const place = bound * places + row[r]!;
        const first = row[r + 1]!;
        const end = row[r + 2]!;
        const tripOfDay = row[r + 3]! + trip;
        const base = tripTimes[2 * tripOfDay]!;
        const shiftS = tripTimes[2 * tripOfDay + 1]!;
        const baseBefore = trip === 0 ? 0 : tripTimes[2 * tripOfDay - 2]!;
        const shiftBeforeS = trip === 0 ? 0 : tripTimes[2 * tripOfDay - 1]!;
        for (let i = boarded; ; ) {
          // From here on only trips before this one are news: those that leave no later than the one just before it.
          const beforeS = trip === 0 ? NEVER : timeS[2 * (baseBefore + i) + 1]! + shiftBeforeS;
          freshS[place + i] = beforeS;
          for (let l = bound + 1, p = place + places + i; l <= last && beforeS < freshS[p]!; l++, p += places)
            freshS[p] = beforeS;
          if (++i === end) break;
          const atS = timeS[2 * (base + i)]! + shiftS;
          if (atS >= limitS) break;
          const stop = call[first + i]! >> 2;
          if (hurried && atS + least.fromStopS(stop) >= limitS) break;
          if (atS < rideS[bound * stops + stop]! && (call[first + i]! & STOP_ALIGHT) !== 0) {
            rideS[bound * stops + stop] = atS;
            for (let l = bound + 1; l <= last && atS < rideS[l * stops + stop]!; l++) rideS[l * stops + stop] = atS;
            const label = level * stops + stop;
            rideTrip[label] = tripOfDay;
            rideSpan[label] = (boarded << 16) | i;
            if (rodeMark[stop] !== round) {
              rodeMark[stop] = round;
              rode[rodeCount++] = stop;
            }
          }
          if (timeS[2 * (base + i) + 1]! + shiftS > freshS[place + i]!) break;
        }
      }
    }
    this.rodeCount = rodeCount;
  }

  /** Rides from the marked stops that end at the destination, before any other: the best of them bounds the rest. */
  private arrive(day: TransitDay, level: number, levels: number, stride: 0 | 1, uselessS: number): void {
    const { timeS } = this.index;
    const { marked, markedCount, boardS, rideS, rodeMark, rode, egressS, targetS, stops, places, freshS, goals } = this;
    const { row, trip: tripTimes, stopFirst, boarding, boardS: leavesS } = day;
    const bound = level * stride;
    const before = (level - 1) * stride * stops;
    const last = stride === 0 ? 0 : levels;
    let limitS = Math.min(targetS[bound]!, uselessS);
    for (let m = 0; m < markedCount; m++) {
      const readyS = boardS[before + marked[m]!]!;
      const lastBoarding = stopFirst[marked[m]! + 1]!;
      for (let b = stopFirst[marked[m]!]!; b < lastBoarding; b++) {
        let goal = goals.first[boarding[4 * b]!]!;
        if (goal < 0 || freshS[bound * places + boarding[4 * b + 3]!]! < readyS) continue;
        const boarded = boarding[4 * b + 1]!;
        const departure = boarding[4 * b + 2]!;
        const trip = firstDeparture(leavesS, departure, boarding[4 * b + 6]! - departure, readyS);
        const tripOfDay = row[4 * boarding[4 * b]! + 3]! + trip;
        const base = tripTimes[2 * tripOfDay]!;
        const shiftS = tripTimes[2 * tripOfDay + 1]!;
        for (; goal >= 0; goal = goals.next[goal]!) {
          const i = goals.position[goal]!;
          if (i <= boarded) continue;
          const stop = goals.stop[goal]!;
          const atS = timeS[2 * (base + i)]! + shiftS;
          const endS = atS + egressS[stop]!;
          if (endS >= limitS || atS >= rideS[bound * stops + stop]!) continue;
          limitS = endS;
          rideS[bound * stops + stop] = atS;
          for (let l = bound + 1; l <= last && atS < rideS[l * stops + stop]!; l++) rideS[l * stops + stop] = atS;
          for (let l = bound; l <= last; l++) if (endS < targetS[l]!) targetS[l] = endS;
          const label = level * stops + stop;
          this.rideTrip[label] = tripOfDay;
          this.rideSpan[label] = (boarded << 16) | i;
          this.targetStop[level] = stop;
          this.targetRun[level] = this.run;
          if (rodeMark[stop] === this.round) continue;
          rodeMark[stop] = this.round;
          rode[this.rodeCount++] = stop;
        }
      }
    }
  }

  /** Journeys of this run, fewest transfers first. */
  private collect(day: TransitDay, levels: number, leaveS: number): TransitJourney[] {
    const found: TransitJourney[] = [];
    let bestS = NO_ARRIVAL;
    for (let level = 1; level <= levels; level++) {
      if (this.targetRun[level] !== this.run) continue;
      const journey = this.unroll(day, level, leaveS);
      if (journey.arrivalS >= bestS) continue;
      bestS = journey.arrivalS;
      found.push(journey);
    }
    return found;
  }

  private unroll(day: TransitDay, level: number, leaveS: number): TransitJourney {
    const { footFirst, footTo, footS, footM } = this.index;
    const legs: TransitLeg[] = [];
    const lastStop = this.targetStop[level]!;
    let stop = lastStop;
    for (let l = level; l >= 1; l--) {
      const label = l * this.stops + stop;
      const span = this.rideSpan[label]!;
      const ride = rideLeg(this.index, day, this.rideTrip[label]!, span >>> 16, span & 0xffff);
      legs.unshift(ride);
      stop = ride.boardStop;
      if (l === 1) break;
      const from = this.walkedFrom[(l - 1) * this.stops + stop]!;
      if (from !== stop) {
        let e = footFirst[from]!;
        while (footTo[e] !== stop) e++;
        const arrivalS = this.arrivalAt(day, l - 1, from);
        legs.unshift({
          kind: 'walk',
          fromStop: from,
          toStop: stop,
          departureS: arrivalS,
          arrivalS: arrivalS + footS[e]!,
          distanceM: footM[e]!,
        });
      }
      stop = from;
    }
    return summary(legs, leaveS, stop, lastStop, this.accessS, this.accessM, this.egressS, this.egressM);
  }

  private arrivalAt(day: TransitDay, level: number, stop: number): number {
    const label = level * this.stops + stop;
    const trip = this.rideTrip[label]!;
    return this.index.timeS[2 * (day.trip[2 * trip]! + (this.rideSpan[label]! & 0xffff))]! + day.trip[2 * trip + 1]!;
  }
}

function each(
  list: readonly StopReach[] | ReachRange,
  use: (stop: number, timeS: number, distanceM: number) => void,
): void {
  if ('first' in list)
    for (let e = list.first; e < list.last; e++) use(list.stop[e]!, list.timeS[e]!, list.distanceM[e]!);
  else for (const reach of list) use(reach.stop, reach.timeS, reach.distanceM);
}

function summary(
  legs: readonly TransitLeg[],
  leaveS: number,
  firstStop: number,
  lastStop: number,
  accessS: Int32Array,
  accessM: Float32Array,
  egressS: Int32Array,
  egressM: Float32Array,
): TransitJourney {
  let rideS = 0;
  let rideM = 0;
  let footS = 0;
  let footM = 0;
  let rides = 0;
  for (const leg of legs) {
    if (leg.kind === 'ride') {
      rides++;
      rideS += leg.arrivalS - leg.departureS;
      rideM += leg.distanceM;
    } else {
      footS += leg.arrivalS - leg.departureS;
      footM += leg.distanceM;
    }
  }
  const departureS = legs[0]!.departureS - accessS[firstStop]!;
  const endS = legs[legs.length - 1]!.arrivalS;
  const arrivalS = endS + egressS[lastStop]!;
  return {
    leaveS,
    departureS,
    arrivalS,
    transfers: rides - 1,
    legs,
    accessS: accessS[firstStop]!,
    accessM: accessM[firstStop]!,
    egressS: egressS[lastStop]!,
    egressM: egressM[lastStop]!,
    transferWalkS: footS,
    transferWalkM: footM,
    rideS,
    rideM,
    waitS: endS - legs[0]!.departureS - rideS - footS,
  };
}
