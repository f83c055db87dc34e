/** Trips as they are made: the vehicle or place they need, times, costs, the stay that follows, and who is told. A trip whose vehicle is gone goes
 *  another way or fails; both are counted. Scratch state of one day on one thread. */
import type { Alternatives } from './alternatives.ts';
import { ARRIVE, BIKE_BACK, CAR_BACK, type DayQueue, JOIN, TRIP } from './day-queue.ts';
import type { DayInput } from './day-record.ts';
import { driveOf } from './driven-stays.ts';
import { CAR, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from './modes.ts';
import { emptyOutcome, NO_ALTERNATIVE, NO_MODE, NONE, type Outcome, TURNED_AWAY } from './outcome.ts';
import type { TourChoice } from './tour-choice.ts';
import { TourSupply } from './tour-supply.ts';

/** Shortest activity when one arrives late [s]. */
export const SHORTEST_STAY_S = 300;
/** The next trip's time is known when the driver has found a place. */
export const NOT_YET = -1;

export class TripsMade {
  readonly outcome: Outcome;
  readonly supply: TourSupply;
  private readonly input: DayInput;
  private readonly choice: TourChoice;
  private readonly alternatives: Alternatives;
  private readonly queue: DayQueue;
  /** [tour] main mode once chosen. */
  readonly mainMode: Uint8Array;

  constructor(input: DayInput, choice: TourChoice, queue: DayQueue) {
    const { trips } = input;
    this.input = input;
    this.choice = choice;
    this.alternatives = choice.alternatives;
    this.queue = queue;
    this.outcome = emptyOutcome(trips.count);
    this.supply = new TourSupply(input, choice.alternatives);
    this.mainMode = new Uint8Array(trips.tourCount).fill(NO_MODE);
  }

  /** Utilities of a tour with this car or NONE, and the preferences. @returns its logsum [EUR] */
  evaluate(tour: number, car: number): number {
    return this.choice.evaluate(tour, car, car !== NONE && this.supply.withoutPermit[car] === 1);
  }

  lastOf(tour: number): number {
    return this.input.trips.firstTrip[tour + 1]! - 1;
  }

  /** @returns when the next trip leaves, or when the last one ends; NOT_YET while a place is still to be found */
  trip(tour: number, t: number, timeS: number): number {
    const { trips, population } = this.input;
    const first = trips.firstTrip[tour]!;
    this.choice.allowances.tell(trips.tourPerson[tour]!, this.alternatives.allowance);
    let car = this.supply.carOfTour[tour]!;
    const drive = car === NONE ? -1 : population.cars.driveType[car]!;
    let mode = this.alternatives.modeOfTrip(this.mainMode[tour]!, t, first, this.lastOf(tour));
    if (mode === SHARED_BIKE && !this.supply.takeBike(t)) {
      this.outcome.turnedAwayFrom[t] = SHARED_BIKE;
      mode = this.otherWay(tour, t, SHARED_BIKE);
    }
    if (mode === SHARED_CAR && this.supply.isApart(tour)) {
      car = this.supply.takeOneWay(t);
      if (car === NONE) {
        this.outcome.turnedAwayFrom[t] = SHARED_CAR;
        mode = this.otherWay(tour, t, SHARED_CAR);
      }
    }
    this.outcome.departureS[t] = timeS;
    // On a hop on foot the car stays where it is.
    if (mode === CAR) this.supply.leavePlace(tour);
    if (mode === CAR && this.supply.needsPlace(t)) return this.driveToPlace(tour, t, timeS);
    if (mode >= 0) {
      const seconds = this.alternatives.timeOf(mode, t, first, this.lastOf(tour));
      const nextS = this.made(tour, t, mode, timeS, seconds, drive, car);
      this.takeAlong(t);
      return nextS;
    }
    this.outcome.failure[t] = this.outcome.turnedAwayFrom[t] === NO_MODE ? NO_ALTERNATIVE : TURNED_AWAY;
    this.takeAlong(t);
    return this.afterStay(tour, t, timeS);
  }

  /** Another way for a trip whose vehicle is not there, with what it needs taken; -1 when there is none. */
  private otherWay(tour: number, t: number, without: number): number {
    this.choice.preferences(tour);
    const gone = [without];
    for (;;) {
      const mode = this.alternatives.fallback(t, gone, this.choice.preference);
      if (mode === SHARED_BIKE ? this.supply.takeBike(t) : mode !== TRAIN || this.supply.bikeForTrain(tour, t))
        return mode;
      gone.push(mode);
    }
  }

  /** By car to where places are few: one is taken on arrival. Children get out at the door, so they arrive with the drive. */
  private driveToPlace(tour: number, t: number, timeS: number): number {
    const { trips } = this.input;
    const { outcome } = this;
    const seconds = this.alternatives.timeOf(CAR, t, trips.firstTrip[tour]!, this.lastOf(tour));
    outcome.mode[t] = CAR;
    outcome.failure[t] = 0;
    outcome.timeS[t] = seconds;
    this.takeAlong(t);
    this.queue.push({ kind: ARRIVE, tour, trip: t, timeS: timeS + Math.round(seconds) });
    return NOT_YET;
  }

  /** A place in the zone, or further on in another one and back on foot; then the tour goes on. */
  park(tour: number, t: number): void {
    const { trips, scenario, population } = this.input;
    const { outcome } = this;
    const car = this.supply.carOfTour[tour]!;
    this.evaluate(tour, car);
    this.alternatives.withoutHire(tour);
    const wanted = trips.toZone[t]!;
    const zone = this.supply.takePlace(tour, wanted);
    let seconds = outcome.timeS[t]!;
    if (zone !== wanted) {
      outcome.turnedAwayFrom[t] = CAR;
      seconds += 60 * scenario.parking.overflowMin;
    }
    const nextS = this.made(tour, t, CAR, outcome.departureS[t]!, seconds, population.cars.driveType[car]!, car, zone);
    this.queue.push({ kind: TRIP, tour, trip: t + 1, timeS: nextS });
  }

  /** A trip is made by a mode in so many seconds. @returns when the next one leaves, or when this one ends */
  made(
    tour: number,
    t: number,
    mode: number,
    timeS: number,
    seconds: number,
    drive: number,
    car: number,
    parkedZone = this.input.trips.toZone[t]!,
  ): number {
    const { trips, carM, los } = this.input;
    const { outcome } = this;
    const first = trips.firstTrip[tour]!;
    const last = this.lastOf(tour);
    const cost = this.alternatives.costOf(mode, t, first, last, drive);
    if (parkedZone !== trips.toZone[t]) cost.parkingEur = this.alternatives.parkingEur(t, parkedZone);
    const arrivalS = timeS + Math.round(seconds);
    outcome.departureS[t] = timeS;
    outcome.mode[t] = mode;
    if (mode === TRAIN && this.supply.stationOfTour[tour] !== NONE && (t === first || t === last)) outcome.hired[t] = 1;
    outcome.failure[t] = 0;
    outcome.timeS[t] = seconds;
    outcome.costEur[t] = cost.travelEur + cost.parkingEur;
    outcome.parkingEur[t] = cost.parkingEur;
    outcome.discountEur[t] = cost.discountEur;
    outcome.employerEur[t] = cost.employerEur;
    this.choice.allowances.use(trips.tourPerson[tour]!, mode, cost, carM[t]!, los.bikeS[t]!);
    if (mode === SHARED_BIKE) this.queue.push({ kind: BIKE_BACK, tour, trip: t, timeS: arrivalS });
    if (mode === SHARED_CAR && this.supply.isApart(tour))
      this.queue.push({ kind: CAR_BACK, tour, trip: t, timeS: arrivalS });
    if (mode === CAR || mode === SHARED_CAR || mode === PARK_AND_RIDE) {
      outcome.car[t] = car;
      const { fromS, toS, drivenM, kind, node, zone } = driveOf(
        this.input,
        t,
        mode,
        car,
        this.supply.hubOfTour[tour]!,
        timeS,
        arrivalS,
        parkedZone,
      );
      this.supply.cars.stays.drive(car, fromS, toS, drivenM, kind, node, zone);
    }
    return this.afterStay(tour, t, arrivalS);
  }

  private afterStay(tour: number, t: number, arrivalS: number): number {
    const { trips } = this.input;
    if (t === this.lastOf(tour)) return arrivalS;
    return Math.max(trips.departureS[t + 1]!, arrivalS + Math.min(trips.stayS[t]!, SHORTEST_STAY_S));
  }

  /** Whoever waits to be taken along on a trip hears when it leaves, or that it does not. */
  takeAlong(t: number): void {
    const { joint } = this.choice;
    if (!joint.any) return;
    for (const trip of joint.of(t))
      this.queue.push({ kind: JOIN, tour: this.input.trips.tour[trip]!, trip, timeS: this.outcome.departureS[t]! });
  }
}
