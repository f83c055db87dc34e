/** Late buses and who sits in them: queues delay buses, buses delay riders, and a late bus may miss a train.
 *  A bus never leaves before its time and needs no longer than planned on empty streets: what its ride needs is the street's empty time and
 *  STOP_LOSS_S, or the planned time where that is shorter. What is left of the planned time catches up with lateness. A rider boards the planned vehicle or, when it has gone, the next one of the line that stops there; trains keep their time.
 *  In: buses of the day, times of the streets by quarter-hour, planned rides of the trips. Out: lateness at stops; the service that riders meet.
 *  Writes the columns of the level of service. Deterministic. */
import { sharedU32 } from '../core/shared.ts';
import type { TransitIndex } from '../routing/transit-index.ts';
import type { TransitJourney } from '../routing/transit-journey.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { BusHops } from './bus-hops.ts';
import { slotOf } from './car-service.ts';
import type { LevelOfService, TransitColumns } from './level-of-service.ts';

/** Braking, doors and setting off at a stop, beyond driving past. Assumption, about 20 s in Dutch city service. */
export const STOP_LOSS_S = 20;
export const RIDES = 4;
const NONE = 0xffffffff;
const MOST_NEED_S = 4095;

/** What a journey rides, packed: [trip × RIDES + ride] trip of the day (NONE after the last), and stops of its pattern with the time that the
 *  change before it needs: board · 2²² + alight · 2¹² + seconds. */
export interface PlannedRides {
  readonly vehicle: Uint32Array;
  readonly stops: Uint32Array;
}

export const plannedRides = (count: number): PlannedRides => ({
  vehicle: sharedU32(count * RIDES).fill(NONE),
  stops: sharedU32(count * RIDES),
});

/** Keeps the rides of a journey. @param changeS least time between two vehicles at a stop */
export function keepRides(to: PlannedRides, t: number, journey: TransitJourney, changeS: number): void {
  let ride = 0;
  let walkS = 0;
  for (const leg of journey.legs) {
    if (leg.kind === 'walk') walkS += leg.arrivalS - leg.departureS;
    else if (ride < RIDES) {
      const needS = Math.min(MOST_NEED_S, ride === 0 ? 0 : Math.max(changeS, walkS));
      to.vehicle[t * RIDES + ride] = leg.dayTrip;
      to.stops[t * RIDES + ride] = leg.boardPosition * 2 ** 22 + leg.alightPosition * 2 ** 12 + needS;
      ride++;
      walkS = 0;
    }
  }
  if (ride < RIDES) to.vehicle[t * RIDES + ride] = NONE;
}

/** Lateness of the vehicles of a day type at their stops. */
export interface Lateness {
  /** [trip of the day] first call; call + stop of the pattern is a place in the other two */
  readonly firstCall: Uint32Array;
  /** [call] seconds after the timetable, ≥ 0 */
  readonly arrivalS: Float32Array;
  readonly departureS: Float32Array;
}

export function onTime(transit: TransitIndex, dayType: number): Lateness {
  const day = transit.days[dayType]!;
  const firstCall = new Uint32Array(day.tripId.length + 1);
  for (let trip = 0; trip < day.tripId.length; trip++)
    firstCall[trip + 1] = firstCall[trip]! + day.row[4 * day.tripRow[trip]! + 2]!;
  const calls = firstCall[day.tripId.length]!;
  return { firstCall, arrivalS: new Float32Array(calls), departureS: new Float32Array(calls) };
}

/** Fills `late` from the streets' times. @param times [quarter][arc] with traffic [ms]  @param freeMs [arc] empty */
export function delayBuses(
  late: Lateness,
  transit: TransitIndex,
  dayType: number,
  hops: BusHops,
  times: readonly Uint32Array[],
  freeMs: Uint32Array,
): void {
  const day = transit.days[dayType]!;
  late.arrivalS.fill(0);
  late.departureS.fill(0);
  for (let hop = 0; hop < hops.key.length; ) {
    const trip = hops.dayTrip[hop]!;
    const base = day.trip[2 * trip]!;
    const call = late.firstCall[trip]!;
    const stops = late.firstCall[trip + 1]! - call;
    let lateS = 0;
    for (let s = 0; s + 1 < stops; s++) {
      late.departureS[call + s] = lateS;
      if (hop < hops.key.length && hops.dayTrip[hop] === trip && hops.position[hop] === s) {
        const quarter = times[slotOf(hops.departureS[hop]! + lateS, times.length)]!;
        let emptyMs = 0;
        let lostMs = 0;
        for (let i = hops.first[hop]!; i < hops.first[hop + 1]!; i++) {
          const arc = hops.arcs[i]!;
          emptyMs += freeMs[arc]!;
          lostMs += quarter[arc]! - freeMs[arc]!;
        }
        const spareS = Math.max(0, hops.rideS[hop]! - emptyMs / 1000 - STOP_LOSS_S);
        lateS = Math.max(0, lateS + lostMs / 1000 - spareS);
        hop++;
      }
      late.arrivalS[call + s + 1] = lateS;
      const entry = 2 * (base + s + 1);
      lateS = Math.max(0, lateS - (transit.timeS[entry + 1]! - transit.timeS[entry]!));
    }
  }
}

/** Columns as the timetable has them, to come back to. */
export interface PlannedService {
  readonly utility: Float32Array;
  readonly timeS: Float32Array;
}

export const plannedService = ({ utility, timeS }: TransitColumns): PlannedService => ({
  utility: Float32Array.from(utility),
  timeS: Float32Array.from(timeS),
});

/** What late buses may delay. */
export const serviceColumns = ({ bus, train, parkAndRide, hired }: LevelOfService): readonly TransitColumns[] => [
  bus,
  train,
  parkAndRide,
  hired,
];

/** Sets time and utility of all journeys by bus, train and P+R to what late buses make of them.
 *  @param byOther true for trips whose rides are of another timetable (people in a wheelchair may have their own): they stay as planned */
export function delayRiders(
  los: LevelOfService,
  planned: readonly PlannedService[],
  late: Lateness,
  transit: TransitIndex,
  dayType: number,
  choice: Scenario['choice'],
  byOther: (trip: number) => boolean = () => false,
): void {
  const rider = new DelayedRider(late, transit, dayType);
  serviceColumns(los).forEach((columns, kind) => {
    const { utility, timeS } = planned[kind]!;
    for (let t = 0; t < utility.length; t++) {
      if (byOther(t)) continue;
      if (utility[t] === -Infinity || !rider.travel(columns.rides, t)) {
        columns.utility[t] = -Infinity;
        continue;
      }
      const { rideS, waitS } = rider;
      columns.timeS[t] = timeS[t]! + rideS + waitS;
      columns.utility[t] = utility[t]! + (choice.transitPerMin * rideS + choice.waitPerMin * waitS) / 60;
    }
  });
}

/** What a journey takes longer than planned. Scratch state. */
class DelayedRider {
  rideS = 0;
  waitS = 0;
  private readonly late: Lateness;
  private readonly transit: TransitIndex;
  private readonly dayType: number;

  constructor(late: Lateness, transit: TransitIndex, dayType: number) {
    this.late = late;
    this.transit = transit;
    this.dayType = dayType;
  }

  /** @returns false when a missed vehicle was the last one */
  travel(rides: PlannedRides, t: number): boolean {
    const { late, transit } = this;
    const day = transit.days[this.dayType]!;
    this.rideS = 0;
    this.waitS = 0;
    let readyS = -Infinity;
    let plannedS = 0;
    for (let ride = t * RIDES; ride < (t + 1) * RIDES && rides.vehicle[ride] !== NONE; ride++) {
      const stops = rides.stops[ride]!;
      const board = Math.floor(stops / 2 ** 22);
      const alight = Math.floor(stops / 2 ** 12) % 2 ** 10;
      const row = day.tripRow[rides.vehicle[ride]!]!;
      let trip = rides.vehicle[ride]!;
      plannedS = this.timeS(trip, alight, 0);
      const plannedRideS = plannedS - this.timeS(trip, board, 1);
      readyS += stops % 2 ** 12;
      const leaveS = (): number => this.timeS(trip, board, 1) + late.departureS[late.firstCall[trip]! + board]!;
      while (leaveS() < readyS) if (++trip >= day.tripId.length || day.tripRow[trip] !== row) return false;
      const departS = leaveS();
      readyS = this.timeS(trip, alight, 0) + late.arrivalS[late.firstCall[trip]! + alight]!;
      this.rideS += readyS - departS - plannedRideS;
    }
    if (readyS > -Infinity) this.waitS = readyS - plannedS - this.rideS;
    return true;
  }

  /** @param side 0 arrival, 1 departure */
  private timeS(trip: number, position: number, side: 0 | 1): number {
    const { trip: trips } = this.transit.days[this.dayType]!;
    return this.transit.timeS[2 * (trips[2 * trip]! + position) + side]! + trips[2 * trip + 1]!;
  }
}
