/** The day as it unfolds: tours start in order of time, take a car, a shared vehicle or a place when there is one, and give it back.
 *  Who finds none takes the next best alternative and is counted. Scratch state of one day on one thread; the order of events is fixed by time,
 *  then by trip, so the outcome does not depend on threads.
 *  In: alternatives with level of service, supply. Out: choice and times per trip, parking stays, hub use. */
import type { Alternatives } from './alternatives.ts';
import { ARRIVE, CAR_BACK, dayQueue, END, JOIN, START, TRIP } from './day-queue.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { companionMode, type JointTrips, NOT_WITH_CHILD } from './joint-trips.ts';
import { MODE_COUNT, NO_HUB, NOT_POSSIBLE, TRAIN } from './modes.ts';
import { NO_ALTERNATIVE, NO_MODE, NONE, type Outcome, TURNED_AWAY } from './outcome.ts';
import { TourChoice } from './tour-choice.ts';
import type { TourSupply } from './tour-supply.ts';
import { NOT_YET, SHORTEST_STAY_S, TripsMade } from './trips-made.ts';

export function runDay(input: DayInput): DayRecord {
  const day = new Day(input);
  day.run();
  const { outcome, supply } = day;
  return {
    outcome,
    stays: supply.cars.stays,
    sharedCars: supply.cars.sharedCars,
    sharedBikes: supply.sharedBikes,
    parkAndRide: supply.parkAndRide,
    places: supply.places,
    stationBikes: supply.stationBikes,
    bikePlaces: supply.bikePlaces,
    relocatedTo: supply.cars.relocatedTo,
  };
}

class Day {
  readonly outcome: Outcome;
  readonly supply: TourSupply;
  private readonly input: DayInput;
  private readonly choice: TourChoice;
  private readonly alternatives: Alternatives;
  private readonly joint: JointTrips;
  private readonly travel: TripsMade;
  private readonly queue = dayQueue();
  private readonly oneWay: boolean;

  constructor(input: DayInput) {
    this.input = input;
    this.choice = new TourChoice(input);
    this.alternatives = this.choice.alternatives;
    this.joint = this.choice.joint;
    this.travel = new TripsMade(input, this.choice, this.queue);
    this.outcome = this.travel.outcome;
    this.supply = this.travel.supply;
    this.oneWay = input.scenario.fleets.sharedCarOneWay;
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
      else if (event.kind === ARRIVE) this.travel.park(tour, trip);
      else if (event.kind === CAR_BACK) this.supply.leaveOneWay(this.outcome.car[trip]!, trip);
      else this.supply.leaveBike(trip);
    }
    if (this.oneWay) this.supply.cars.relocate();
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
    const last = this.travel.lastOf(tour);
    const car = this.supply.cars.atHome(population.persons.household[trips.tourPerson[tour]!]!);
    const logsumEur = this.travel.evaluate(tour, car);
    const { utility } = this.alternatives;
    if (this.joint.hasJoint(first, last)) this.choice.evaluateAlone(tour, NO_MODE);
    if (this.joint.hasCompanions(first, last)) for (const mode of NOT_WITH_CHILD) utility[mode] = NOT_POSSIBLE;
    let firstChoice = NO_MODE;
    const tried = new Uint8Array(MODE_COUNT);
    for (;;) {
      const mode = this.choice.best(utility, tried);
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
        this.travel.mainMode[tour] = mode;
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

  /** None of the rest of a tour is made; children who wait for it go alone. */
  private fail(tour: number, from: number, firstChoice: number): void {
    const { trips } = this.input;
    for (let t = from; t <= this.travel.lastOf(tour); t++) {
      this.outcome.failure[t] = firstChoice === NO_MODE ? NO_ALTERNATIVE : TURNED_AWAY;
      this.outcome.departureS[t] = trips.departureS[t]!;
      if (firstChoice !== NO_MODE) this.outcome.turnedAwayFrom[t] = firstChoice;
      this.travel.takeAlong(t);
    }
  }

  /** Trips of a tour one after another. Shared vehicles that are taken trip by trip wait for their turn, children for their escort. */
  private carryOut(tour: number, from: number, timeS: number): void {
    const last = this.travel.lastOf(tour);
    let departureS = timeS;
    for (let t = from; t <= last; t++) {
      if (this.joint.isJoint(t)) {
        this.joint.wait(t, departureS);
        return;
      }
      departureS = this.travel.trip(tour, t, departureS);
      if (departureS === NOT_YET) return;
      if (t < last && this.supply.isStepwise(tour, this.travel.mainMode[tour]!)) {
        this.queue.push({ kind: TRIP, tour, trip: t + 1, timeS: departureS });
        return;
      }
    }
    this.queue.push({ kind: END, tour, trip: last, timeS: departureS });
  }

  /** A later trip of a tour by shared bicycle, or of a child: what is to be had is looked at again. */
  private resume(tour: number, t: number, timeS: number): void {
    this.travel.evaluate(tour, this.supply.carOfTour[tour]!);
    this.alternatives.withoutHire(tour);
    if (this.supply.isApart(tour)) this.alternatives.doNotKeep();
    this.carryOut(tour, t, timeS);
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
    const logsumEur = this.travel.evaluate(tour, NONE);
    this.alternatives.withoutHire(tour);
    if (t === first) {
      for (let other = t; other <= this.travel.lastOf(tour); other++) outcome.logsumEur[other] = logsumEur;
      this.travel.mainMode[tour] = this.choice.mainModeAlone(tour, t, mode);
    }
    const nextS = this.travel.made(tour, t, mode, timeS, outcome.timeS[adultTrip]!, -1, NONE);
    outcome.escortTrip[t] = adultTrip;
    if (this.travel.mainMode[tour] === NO_MODE) {
      this.fail(tour, t + 1, NO_MODE);
      this.next(tour, nextS);
    } else this.carryOut(tour, t + 1, nextS);
  }

  private end(tour: number, timeS: number): void {
    this.supply.giveBack(tour, this.travel.mainMode[tour]!);
    this.next(tour, timeS);
  }

  private next(tour: number, timeS: number): void {
    const { trips } = this.input;
    const following = tour + 1;
    if (following < trips.tourCount && trips.tourPerson[following] === trips.tourPerson[tour])
      this.await(following, timeS + SHORTEST_STAY_S);
  }
}
