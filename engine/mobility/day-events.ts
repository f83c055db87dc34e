/** The day as it unfolds: tours start in order of time, take a car, a shared vehicle or a place when there is one, and give it back.
 *  Who finds none takes the next best alternative and is counted. Scratch state of one day on one thread; the order of events is fixed by time,
 *  then by trip, so the outcome does not depend on threads.
 *  In: alternatives with level of service, supply. Out: choice and times per trip, parking stays, hub use. */
import TinyQueue from 'tinyqueue';
import { purposeId } from '../core/random.ts';
import { Allowances } from './allowances.ts';
import { Alternatives, type AlternativesInput } from './alternatives.ts';
import { driveOf } from './driven-stays.ts';
import { companionMode, JointTrips, NOT_WITH_CHILD } from './joint-trips.ts';
import {
  CAR,
  MODE_COUNT,
  NEST_OF,
  NESTS,
  NO_HUB,
  NOT_POSSIBLE,
  PARK_AND_RIDE,
  SHARED_BIKE,
  SHARED_CAR,
  TRAIN,
  WALK,
} from './modes.ts';
import { drawPreferences, nestedLogsum } from './nested-gumbel.ts';
import { emptyOutcome, NO_ALTERNATIVE, NO_MODE, NONE, type Outcome, TURNED_AWAY } from './outcome.ts';
import type { ParkingPlaces } from './parking-places.ts';
import type { ParkingStays } from './parking-stays.ts';

import type { StationBikes } from './station-bikes.ts';
import type { Stock, Supply } from './supply.ts';
import { TourSupply } from './tour-supply.ts';

const PREFERENCE = purposeId('mode preference');
/** Shortest activity when one arrives late [s]. */
const SHORTEST_STAY_S = 300;

const START = 0;
const TRIP = 1;
const BIKE_BACK = 2;
const END = 3;
const CAR_BACK = 4;
/** A child goes along with an adult who leaves. */
const JOIN = 5;
/** A driver comes to where places are few. */
const ARRIVE = 6;
/** The next trip's time is known when the driver has found a place. */
const NOT_YET = -1;

interface Event {
  readonly timeS: number;
  /** Ties are broken by trip, then kind. */
  readonly trip: number;
  readonly kind: number;
  readonly tour: number;
}

export interface DayRecord {
  readonly outcome: Outcome;
  readonly stays: ParkingStays;
  readonly sharedCars: Stock;
  readonly sharedBikes: Stock;
  readonly parkAndRide: Stock;
  readonly places: ParkingPlaces;
  readonly stationBikes: StationBikes;
  readonly bikePlaces: StationBikes;
  /** [hub] one-way cars brought back at night. */
  readonly relocatedTo: Uint32Array;
}

export interface DayInput extends AlternativesInput {
  readonly supply: Supply;
  /** [hub] zone the hub lies in. */
  readonly hubZone: Uint32Array;
}

export function runDay(input: DayInput): DayRecord {
  const day = new Day(input);
  day.run();
  return {
    outcome: day.outcome,
    stays: day.supply.cars.stays,
    sharedCars: day.supply.cars.sharedCars,
    sharedBikes: day.supply.sharedBikes,
    parkAndRide: day.supply.parkAndRide,
    places: day.supply.places,
    stationBikes: day.supply.stationBikes,
    bikePlaces: day.supply.bikePlaces,
    relocatedTo: day.supply.cars.relocatedTo,
  };
}

class Day {
  readonly outcome: Outcome;
  readonly supply: TourSupply;
  private readonly input: DayInput;
  private readonly alternatives: Alternatives;
  private readonly joint: JointTrips;
  private readonly queue: TinyQueue<Event>;
  private readonly preference = new Float64Array(MODE_COUNT);
  /** [tour] main mode once chosen. */
  private readonly mainMode: Uint8Array;
  private readonly allowances: Allowances;
  private readonly oneWay: boolean;

  constructor(input: DayInput) {
    const { trips } = input;
    this.input = input;
    this.alternatives = new Alternatives(input);
    this.allowances = new Allowances(input);
    this.joint = new JointTrips(trips);
    this.oneWay = input.scenario.fleets.sharedCarOneWay;
    this.supply = new TourSupply(input, this.alternatives);
    this.mainMode = new Uint8Array(trips.tourCount).fill(NO_MODE);
    this.outcome = emptyOutcome(trips.count);
    this.queue = new TinyQueue<Event>([], (a, b) => a.timeS - b.timeS || a.trip - b.trip || a.kind - b.kind);
  }

  run(): void {
    const { trips } = this.input;
    for (let tour = 0; tour < trips.tourCount; tour++)
      if (tour === 0 || trips.tourPerson[tour] !== trips.tourPerson[tour - 1]) this.await(tour, 0);
    for (;;) {
      const event = this.queue.pop();
      if (event === undefined) break;
      const { tour, trip, timeS } = event;
      this.supply.advance(timeS);
      if (event.kind === START) this.start(tour, timeS);
      else if (event.kind === TRIP) this.resume(tour, trip, timeS);
      else if (event.kind === END) this.end(tour, timeS);
      else if (event.kind === JOIN) this.join(tour, trip, timeS);
      else if (event.kind === ARRIVE) this.park(tour, trip);
      else if (event.kind === CAR_BACK) this.supply.leaveOneWay(this.outcome.car[trip]!, trip);
      else this.supply.leaveBike(trip);
    }
    if (this.oneWay) this.supply.cars.relocate();
  }

  private lastOf(tour: number): number {
    return this.input.trips.firstTrip[tour + 1]! - 1;
  }

  /** A tour begins when it is time, or when the adult comes who takes the child along. */
  private await(tour: number, notBeforeS: number): void {
    const { trips } = this.input;
    const trip = trips.firstTrip[tour]!;
    if (this.joint.isJoint(trip)) this.joint.wait(trip, notBeforeS);
    else this.queue.push({ kind: START, tour, trip, timeS: Math.max(notBeforeS, trips.departureS[trip]!) });
  }

  private start(tour: number, timeS: number): void {
    const { trips, population } = this.input;
    const first = trips.firstTrip[tour]!;
    const last = this.lastOf(tour);
    const car = this.supply.cars.atHome(population.persons.household[trips.tourPerson[tour]!]!);
    const logsumEur = this.evaluate(tour, car);
    const { utility } = this.alternatives;
    if (this.joint.hasJoint(first, last)) this.evaluateAlone(tour, NO_MODE);
    if (this.joint.hasCompanions(first, last)) for (const mode of NOT_WITH_CHILD) utility[mode] = NOT_POSSIBLE;
    let firstChoice = NO_MODE;
    const tried = new Uint8Array(MODE_COUNT);
    for (;;) {
      const mode = this.best(utility, tried);
      if (mode < 0) {
        this.fail(tour, first, firstChoice);
        this.next(tour, timeS);
        return;
      }
      if (mode === TRAIN && this.alternatives.hireStation !== NO_HUB && !this.hire(tour)) {
        // The train without the bicycle is still to be had.
        if (firstChoice === NO_MODE) firstChoice = TRAIN;
        continue;
      }
      if (this.supply.claim(tour, mode, first, car)) {
        this.mainMode[tour] = mode;
        if (mode !== TRAIN) this.alternatives.withoutHire(tour);
        break;
      }
      if (firstChoice === NO_MODE) firstChoice = mode;
      tried[mode] = 1;
    }
    for (let t = first; t <= last; t++) {
      if (firstChoice !== NO_MODE) this.outcome.turnedAwayFrom[t] = firstChoice;
      this.outcome.logsumEur[t] = logsumEur;
    }
    this.carryOut(tour, first, timeS);
  }

  /** Takes a bicycle at the station for a tour by train, or does without. @returns false when none is left */
  private hire(tour: number): boolean {
    const { hireStation } = this.alternatives;
    if (this.supply.hire(tour, hireStation)) return true;
    this.alternatives.withoutHire(tour);
    return false;
  }

  /** Utilities of a tour for whoever makes it, and the preferences. @returns its logsum [EUR] */
  private evaluate(tour: number, car: number): number {
    const { trips, scenario, population } = this.input;
    this.allowances.tell(trips.tourPerson[tour]!, this.alternatives.allowance);
    const withoutPermit = car !== NONE && this.supply.withoutPermit[car] === 1;
    this.alternatives.evaluate(tour, car === NONE ? -1 : population.cars.driveType[car]!, withoutPermit);
    this.preferences(tour);
    const logsum = nestedLogsum(this.alternatives.utility, NEST_OF, NESTS, scenario.choice.nestScale);
    return -logsum / this.alternatives.eurWeight;
  }

  /** Leaves the utilities of what a child can do by itself on the trips nobody takes it along. @param outBy mode of its joint first trip */
  private evaluateAlone(tour: number, outBy: number): void {
    this.alternatives.withoutHire(tour);
    const modes = this.joint.mainModes(tour, outBy, this.input.population.persons);
    this.alternatives.evaluatePart(tour, modes, (t) => !this.joint.isJoint(t));
  }

  /** None of the rest of a tour is made; children who wait for it go alone. */
  private fail(tour: number, from: number, firstChoice: number): void {
    const { trips } = this.input;
    for (let t = from; t <= this.lastOf(tour); t++) {
      this.outcome.failure[t] = firstChoice === NO_MODE ? NO_ALTERNATIVE : TURNED_AWAY;
      this.outcome.departureS[t] = trips.departureS[t]!;
      if (firstChoice !== NO_MODE) this.outcome.turnedAwayFrom[t] = firstChoice;
      this.takeAlong(t);
    }
  }

  /** Trips of a tour one after another. Shared vehicles that are taken trip by trip wait for their turn, children for their escort. */
  private carryOut(tour: number, from: number, timeS: number): void {
    const last = this.lastOf(tour);
    let departureS = timeS;
    for (let t = from; t <= last; t++) {
      if (this.joint.isJoint(t)) {
        this.joint.wait(t, departureS);
        return;
      }
      departureS = this.trip(tour, t, departureS);
      if (departureS === NOT_YET) return;
      if (t < last && this.supply.isStepwise(tour, this.mainMode[tour]!)) {
        this.queue.push({ kind: TRIP, tour, trip: t + 1, timeS: departureS });
        return;
      }
    }
    this.queue.push({ kind: END, tour, trip: last, timeS: departureS });
  }

  /** A later trip of a tour by shared bicycle, or of a child: what is to be had is looked at again. */
  private resume(tour: number, t: number, timeS: number): void {
    this.evaluate(tour, this.supply.carOfTour[tour]!);
    this.alternatives.withoutHire(tour);
    if (this.supply.isApart(tour)) this.alternatives.doNotKeep();
    this.carryOut(tour, t, timeS);
  }

  /** Whoever waits to be taken along on a trip hears when it leaves, or that it does not. */
  private takeAlong(t: number): void {
    if (!this.joint.any) return;
    for (const trip of this.joint.of(t))
      this.queue.push({ kind: JOIN, tour: this.input.trips.tour[trip]!, trip, timeS: this.outcome.departureS[t]! });
  }

  /** The adult leaves now: the child goes along, or alone when it is not there or cannot. */
  private join(tour: number, t: number, timeS: number): void {
    const { trips } = this.input;
    const { outcome, joint } = this;
    const adultTrip = trips.escortTrip[t]!;
    const first = trips.firstTrip[tour]!;
    const mode = outcome.failure[adultTrip] === 0 ? companionMode(outcome.mode[adultTrip]!) : NO_MODE;
    const readyS = joint.readyAt(t);
    if (mode === NO_MODE || readyS > timeS) {
      joint.release(t);
      if (readyS === Infinity) return;
      if (t === first) this.await(tour, Math.max(timeS, readyS));
      else this.queue.push({ kind: TRIP, tour, trip: t, timeS: Math.max(timeS, readyS) });
      return;
    }
    const logsumEur = this.evaluate(tour, NONE);
    this.alternatives.withoutHire(tour);
    if (t === first) {
      for (let other = t; other <= this.lastOf(tour); other++) outcome.logsumEur[other] = logsumEur;
      this.mainMode[tour] = this.mainModeAlone(tour, t, mode);
    }
    const nextS = this.made(tour, t, mode, timeS, outcome.timeS[adultTrip]!, -1, NONE);
    outcome.escortTrip[t] = adultTrip;
    if (this.mainMode[tour] === NO_MODE) {
      this.fail(tour, t + 1, NO_MODE);
      this.next(tour, nextS);
    } else this.carryOut(tour, t + 1, nextS);
  }

  /** How a child makes the trips alone that follow a joint first one; any mode when there are none, NO_MODE when it cannot. */
  private mainModeAlone(tour: number, first: number, outBy: number): number {
    const last = this.lastOf(tour);
    let alone = false;
    for (let t = first + 1; t <= last; t++) if (!this.joint.isJoint(t)) alone = true;
    if (!alone) return WALK;
    this.evaluateAlone(tour, outBy);
    const best = this.best(this.alternatives.utility, new Uint8Array(MODE_COUNT));
    return best < 0 ? NO_MODE : best;
  }

  private best(utility: Float64Array, tried: Uint8Array): number {
    let best = -1;
    let bestU = -Infinity;
    for (let mode = 0; mode < MODE_COUNT; mode++) {
      if (tried[mode] === 1) continue;
      const u = utility[mode]! + this.preference[mode]!;
      if (u > bestU) {
        bestU = u;
        best = mode;
      }
    }
    return best;
  }

  private preferences(tour: number): void {
    const { trips, scenario, population, dayType } = this.input;
    const key = population.persons.key[trips.tourPerson[tour]!]!;
    const ofDay = trips.tourOfDay[trips.firstTrip[tour]!]!;
    drawPreferences(
      this.preference,
      NEST_OF,
      scenario.choice.nestScale,
      scenario.seed,
      PREFERENCE,
      key,
      dayType * 256 + ofDay,
    );
  }

  /** @returns when the next trip leaves, or when the last one ends; NOT_YET while a place is still to be found */
  private trip(tour: number, t: number, timeS: number): number {
    const { trips, population } = this.input;
    const first = trips.firstTrip[tour]!;
    this.allowances.tell(trips.tourPerson[tour]!, this.alternatives.allowance);
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
    this.preferences(tour);
    const gone = [without];
    for (;;) {
      const mode = this.alternatives.fallback(t, gone, this.preference);
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
  private park(tour: number, t: number): void {
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
  private made(
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
    this.allowances.use(trips.tourPerson[tour]!, mode, cost, carM[t]!, los.bikeS[t]!);
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

  private end(tour: number, timeS: number): void {
    this.supply.giveBack(tour, this.mainMode[tour]!);
    this.next(tour, timeS);
  }

  private next(tour: number, timeS: number): void {
    const { trips } = this.input;
    const following = tour + 1;
    if (following < trips.tourCount && trips.tourPerson[following] === trips.tourPerson[tour])
      this.await(following, timeS + SHORTEST_STAY_S);
  }
}
