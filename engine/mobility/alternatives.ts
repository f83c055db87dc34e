/** The worth of every way to make a tour. The vehicle that leaves home comes back: car, bicycle, e-bike and shared car serve whole tours, P+R the
 *  way out and back; with the other modes single trips may be walked. Utility of a tour is the mean over its trips, so that preferences weigh the
 *  same in long and short tours. Scratch state of one thread.
 *  In: level of service, prices, persons. Method: nested logit, see nested-gumbel.ts. */
import type { Population } from '../demand/population.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { LevelOfService } from './level-of-service.ts';
import {
  BIKE,
  BUS,
  CAR,
  E_BIKE,
  MODE_COUNT,
  NO_HUB,
  NOT_POSSIBLE,
  PARK_AND_RIDE,
  PASSENGER,
  SHARED_BIKE,
  SHARED_CAR,
  TRAIN,
  WALK,
} from './modes.ts';
import type { PlannedTrips } from './planned-trips.ts';
import type { Subscriptions } from './stores.ts';
import type { TravelNetwork } from './travel-network.ts';
import { Traveller } from './traveller.ts';
import { type Allowance, type TripCost, TripCosts } from './trip-cost.ts';
import { TripUtility } from './trip-utility.ts';

/** Longest walk between two stops of a tour for which car or bicycle stay where they are [s]. */
const HOP_S = 420;

/** Youngest who may hire a bicycle at a station. */
const HIRES_FROM_AGE = 16;

const NO_CAR = -1;

const always = (): boolean => true;

export interface AlternativesInput {
  readonly scenario: Scenario;
  readonly population: Population;
  readonly zones: Zones;
  readonly network: TravelNetwork;
  readonly trips: PlannedTrips;
  readonly los: LevelOfService;
  readonly carS: Float32Array;
  readonly carM: Float32Array;
  readonly subscriptions: Subscriptions;
  readonly dayType: number;
}

export class Alternatives {
  /** [mode] utility of the tour, -Infinity where it cannot be made that way. */
  readonly utility = new Float64Array(MODE_COUNT);
  private readonly input: AlternativesInput;
  private readonly traveller = new Traveller();
  private readonly costs: TripCosts;
  private readonly worth: TripUtility;
  private readonly oneWay: boolean;
  /** [trip of the tour × mode] */
  private tripU = new Float64Array(16 * MODE_COUNT);
  private first = 0;
  private leftApart: { readonly tripU: readonly number[]; readonly utility: number } = { tripU: [], utility: 0 };
  private plainTrain: { readonly tripU: readonly number[]; readonly utility: number } = { tripU: [], utility: 0 };
  /** Station where the tour last evaluated would hire a bicycle when made by train, NO_HUB when it would not. */
  hireStation = NO_HUB;

  constructor(input: AlternativesInput) {
    this.input = input;
    this.costs = new TripCosts(input, this.traveller);
    this.worth = new TripUtility(input, this.traveller, this.costs);
    this.oneWay = input.scenario.fleets.sharedCarOneWay;
  }

  /** What the person looked at has left of bundle and cap; the day's keeper changes it. */
  get allowance(): Allowance {
    return this.costs.allowance;
  }

  /** Seconds a trip takes by a mode, door to door. Needs `evaluate` of the tour before, as does the next. */
  timeOf(mode: number, t: number, first: number, last: number): number {
    return this.worth.timeOf(mode, t, first, last);
  }

  /** Price of parking at the end of a trip by car, were it in another zone [EUR]. */
  parkingEur(t: number, zone: number): number {
    return this.costs.parkingEur(t, zone);
  }

  /** True when the traveller parks free on a place of the employer or of the premises a trip leads to. */
  hasOwnPlace(t: number): boolean {
    return this.costs.hasOwnPlace(t);
  }

  /** Money of a trip by a mode; the object is reused. */
  costOf(mode: number, t: number, first: number, last: number, carDriveType: number): TripCost {
    return this.costs.of(mode, t, first, last, carDriveType);
  }

  /** Fills `utility` for a tour. @param carDriveType drive type of the household car that could be used, -1 when none is at home
   *  @param carWithoutPermit that car stands outside the paid area around home */
  evaluate(tour: number, carDriveType: number, carWithoutPermit = false): void {
    const { trips } = this.input;
    const first = trips.firstTrip[tour]!;
    const last = trips.firstTrip[tour + 1]! - 1;
    this.traveller.know(this.input, trips.tourPerson[tour]!, first, last, carWithoutPermit);
    this.first = first;
    const size = (last - first + 1) * MODE_COUNT;
    if (this.tripU.length < size) this.tripU = new Float64Array(2 * size);
    for (let t = first; t <= last; t++)
      for (let mode = 0; mode < MODE_COUNT; mode++)
        this.tripU[(t - first) * MODE_COUNT + mode] = this.worth.of(mode, t, first, last, carDriveType);
    for (let mode = 0; mode < MODE_COUNT; mode++) this.utility[mode] = this.mean(mode, first, last, always);
    this.hireWhereBetter(first, last, carDriveType);
    if (this.oneWay) this.keepWhereBetter(first, last);
  }

  /** A shared car that may be left at another hub may also be kept for the tour: to places without a hub, or where it is cheaper. */
  private keepWhereBetter(first: number, last: number): void {
    const apart: number[] = [];
    this.traveller.keepsCar = true;
    for (let t = first; t <= last; t++) {
      const at = (t - first) * MODE_COUNT + SHARED_CAR;
      apart.push(this.tripU[at]!);
      this.tripU[at] = this.worth.of(SHARED_CAR, t, first, last, NO_CAR);
    }
    const kept = this.mean(SHARED_CAR, first, last, always);
    this.leftApart = { tripU: apart, utility: this.utility[SHARED_CAR]! };
    if (kept > this.leftApart.utility) this.utility[SHARED_CAR] = kept;
    else this.doNotKeep();
  }

  /** True when a tour by shared car, as last evaluated, keeps the car. */
  get keepsCar(): boolean {
    return this.traveller.keepsCar;
  }

  /** The shared car is left at a hub after each trip, as a tour on its way does. */
  doNotKeep(): void {
    if (!this.oneWay || !this.traveller.keepsCar) return;
    this.traveller.keepsCar = false;
    this.utility[SHARED_CAR] = this.leftApart.utility;
    this.leftApart.tripU.forEach((u, i) => {
      this.tripU[i * MODE_COUNT + SHARED_CAR] = u;
    });
  }

  /** The train with a bicycle hired at the station, when that is better for the whole tour: hired on the way out, brought back on the way home. */
  private hireWhereBetter(first: number, last: number, carDriveType: number): void {
    const { los, population } = this.input;
    const { hiredAt } = los;
    this.hireStation = NO_HUB;
    if (population.persons.ageYears[this.traveller.person]! < HIRES_FROM_AGE) return;
    if (hiredAt[first] === NO_HUB || hiredAt[first] !== hiredAt[last]) return;
    const ends = [first, last].map((t) => (t - this.first) * MODE_COUNT + TRAIN);
    const plain = ends.map((at) => this.tripU[at]!);
    this.traveller.hires = true;
    [first, last].forEach((t, i) => {
      this.tripU[ends[i]!] = this.worth.of(TRAIN, t, first, last, carDriveType);
    });
    const hired = this.mean(TRAIN, first, last, always);
    const bothByTrain = [first, last].every((t) => this.modeOfTrip(TRAIN, t, first, last) === TRAIN);
    if (bothByTrain && hired > this.utility[TRAIN]!) {
      this.hireStation = hiredAt[first]!;
      this.plainTrain = { tripU: plain, utility: this.utility[TRAIN]! };
      this.utility[TRAIN] = hired;
      return;
    }
    this.doNotHire(first, last, plain);
  }

  /** None is left, or the tour is not made by train: the train without it. */
  withoutHire(tour: number): void {
    if (this.hireStation === NO_HUB) return;
    const { trips } = this.input;
    this.doNotHire(trips.firstTrip[tour]!, trips.firstTrip[tour + 1]! - 1, this.plainTrain.tripU);
    this.utility[TRAIN] = this.plainTrain.utility;
    this.hireStation = NO_HUB;
  }

  private doNotHire(first: number, last: number, plain: readonly number[]): void {
    this.traveller.hires = false;
    [first, last].forEach((t, i) => {
      this.tripU[(t - this.first) * MODE_COUNT + TRAIN] = plain[i]!;
    });
  }

  /** Fills `utility` again for some trips of the tour last evaluated, with some main modes only. */
  evaluatePart(tour: number, modes: readonly number[], takesPart: (t: number) => boolean): void {
    const { trips } = this.input;
    const first = trips.firstTrip[tour]!;
    const last = trips.firstTrip[tour + 1]! - 1;
    this.utility.fill(NOT_POSSIBLE);
    for (const mode of modes) this.utility[mode] = this.mean(mode, first, last, takesPart);
  }

  /** Mean utility over the trips of a tour; -Infinity when one cannot be made, or none by the mode itself. */
  private mean(mode: number, first: number, last: number, takesPart: (t: number) => boolean): number {
    let sum = 0;
    let used = 0;
    let trips = 0;
    for (let t = first; t <= last; t++) {
      if (!takesPart(t)) continue;
      const made = this.modeOfTrip(mode, t, first, last);
      if (made < 0) return NOT_POSSIBLE;
      if (made === mode) used++;
      sum += this.tripUtility(made, t);
      trips++;
    }
    return used > 0 ? sum / trips : NOT_POSSIBLE;
  }

  /** Weight of a euro for the person of the tour last evaluated (negative). */
  get eurWeight(): number {
    return this.traveller.costWeight;
  }

  /** How a trip is made within a tour of a main mode; -1 when it cannot be. Needs `evaluate` of the tour before. */
  modeOfTrip(main: number, t: number, first: number, last: number): number {
    const able = (mode: number): boolean => this.tripUtility(mode, t) > NOT_POSSIBLE;
    switch (main) {
      case BIKE:
      case E_BIKE:
      case CAR:
      case SHARED_CAR:
        if (main === SHARED_CAR && !this.traveller.keepsCar) return this.oneOfMany(main, t);
        // A hop on foot from where the vehicle stands; it is ridden on from there.
        if (t !== first && t !== last && this.input.los.walkS[t]! < HOP_S) return WALK;
        return able(main) ? main : -1;
      case WALK:
        return able(main) ? main : -1;
      case PARK_AND_RIDE:
        if (t === first || t === last) return able(main) ? main : -1;
        return this.bestOf([WALK, BUS, TRAIN], t);
      default:
        return this.oneOfMany(main, t);
    }
  }

  /** A trip of a tour that no vehicle has to come back from. */
  private oneOfMany(main: number, t: number): number {
    const own = this.bestOf([main, WALK], t);
    return own >= 0 ? own : this.bestOf([BUS, TRAIN, PASSENGER], t);
  }

  /** The best single-trip mode besides those that are not to be had; preferences are those of the tour. */
  fallback(t: number, without: readonly number[], preference: Float64Array): number {
    let best = -1;
    let bestU = NOT_POSSIBLE;
    for (const mode of [WALK, PASSENGER, BUS, TRAIN, SHARED_BIKE]) {
      if (without.includes(mode)) continue;
      const u = this.tripUtility(mode, t) + preference[mode]!;
      if (u > bestU) {
        bestU = u;
        best = mode;
      }
    }
    return best;
  }

  /** Utility of a trip of the tour last evaluated. */
  private tripUtility(mode: number, t: number): number {
    return this.tripU[(t - this.first) * MODE_COUNT + mode]!;
  }

  private bestOf(modes: readonly number[], t: number): number {
    let best = -1;
    let bestU = NOT_POSSIBLE;
    for (const mode of modes) {
      const u = this.tripUtility(mode, t);
      if (u > bestU) {
        bestU = u;
        best = mode;
      }
    }
    return best;
  }
}
