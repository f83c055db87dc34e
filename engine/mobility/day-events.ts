/** The day as it unfolds: tours start in order of time, take a car, a shared vehicle or a place when there is one, and give it back.
 *  Who finds none takes the next best alternative and is counted. Scratch state of one day on one thread; the order of events is fixed by time,
 *  then by trip, so the outcome does not depend on threads.
 *  In: alternatives with level of service, supply. Out: choice and times per trip, parking stays, hub use. */
import TinyQueue from 'tinyqueue';
import { purposeId } from '../core/random.ts';
import { sharedF32, sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import { Allowances } from './allowances.ts';
import {
  Alternatives,
  type AlternativesInput,
  CAR,
  MODE_COUNT,
  NEST_OF,
  NESTS,
  PARK_AND_RIDE,
  SHARED_BIKE,
  SHARED_CAR,
} from './alternatives.ts';
import { drawPreferences, nestedLogsum } from './nested-gumbel.ts';
import { ParkingStays } from './parking-stays.ts';
import { STAY_HOME, STAY_HUB, STAY_OUTSIDE, STAY_PUBLIC, STAY_WORK } from './stores.ts';
import { Stock, type Supply } from './supply.ts';

const PREFERENCE = purposeId('mode preference');
const NONE = 0xffffffff;
const NO_MODE = 255;
/** Shortest activity when one arrives late [s]. */
const SHORTEST_STAY_S = 300;
const WORK = 1;

const NO_ALTERNATIVE = 1;
const TURNED_AWAY = 3;

const START = 0;
const TRIP = 1;
const BIKE_BACK = 2;
const END = 3;
const CAR_BACK = 4;
/** One-way cars are brought back to their hubs from then on [s]. */
const RELOCATION_S = 23 * 3600;

interface Event {
  readonly timeS: number;
  /** Ties are broken by trip, then kind. */
  readonly trip: number;
  readonly kind: number;
  readonly tour: number;
}

/** What became of every planned trip. All [trip]. */
export interface Outcome {
  readonly mode: Uint8Array;
  readonly failure: Uint8Array;
  readonly turnedAwayFrom: Uint8Array;
  readonly departureS: Int32Array;
  readonly timeS: Float32Array;
  readonly costEur: Float32Array;
  readonly parkingEur: Float32Array;
  readonly discountEur: Float32Array;
  readonly employerEur: Float32Array;
  readonly car: Uint32Array;
  readonly logsumEur: Float32Array;
}

export interface DayRecord {
  readonly outcome: Outcome;
  readonly stays: ParkingStays;
  readonly sharedCars: Stock;
  readonly sharedBikes: Stock;
  readonly parkAndRide: Stock;
  /** One-way cars brought back at night. */
  readonly relocated: number;
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
    stays: day.stays,
    sharedCars: day.sharedCars,
    sharedBikes: day.sharedBikes,
    parkAndRide: day.parkAndRide,
    relocated: day.relocated,
  };
}

class Day {
  readonly outcome: Outcome;
  readonly stays: ParkingStays;
  readonly sharedCars: Stock;
  readonly sharedBikes: Stock;
  readonly parkAndRide: Stock;
  private readonly input: DayInput;
  private readonly alternatives: Alternatives;
  private readonly queue: TinyQueue<Event>;
  private readonly preference = new Float64Array(MODE_COUNT);
  /** [tour] main mode once chosen. */
  private readonly mainMode: Uint8Array;
  /** [tour] car in use. */
  private readonly carOfTour: Uint32Array;
  /** [tour] hub whose P+R place or shared car is in use. */
  private readonly hubOfTour: Uint32Array;
  /** [car] 1 while at home or at its hub. */
  private readonly present: Uint8Array;
  /** [household] first private car. */
  private readonly firstCar: Uint32Array;
  /** [pool] shared cars that are simulated. */
  private readonly poolCars: number[][];
  private readonly allowances: Allowances;
  private readonly oneWay: boolean;
  relocated = 0;

  constructor(input: DayInput) {
    const { trips, population, supply } = input;
    const { cars, households } = population;
    this.input = input;
    this.alternatives = new Alternatives(input);
    this.allowances = new Allowances(input);
    this.oneWay = input.scenario.fleets.sharedCarOneWay;
    this.sharedCars = new Stock(supply.cars);
    this.sharedBikes = new Stock(supply.bikes);
    this.parkAndRide = new Stock(supply.parkAndRide);
    this.mainMode = new Uint8Array(trips.tourCount).fill(NO_MODE);
    this.carOfTour = new Uint32Array(trips.tourCount).fill(NONE);
    this.hubOfTour = new Uint32Array(trips.tourCount).fill(NONE);
    this.present = new Uint8Array(cars.count).fill(1);
    this.firstCar = new Uint32Array(households.count + 1);
    for (let h = 0; h < households.count; h++) this.firstCar[h + 1] = this.firstCar[h]! + households.cars[h]!;
    this.outcome = {
      mode: sharedU8(trips.count),
      failure: sharedU8(trips.count).fill(NO_ALTERNATIVE),
      turnedAwayFrom: sharedU8(trips.count).fill(NO_MODE),
      departureS: sharedI32(trips.count),
      timeS: sharedF32(trips.count),
      costEur: sharedF32(trips.count),
      parkingEur: sharedF32(trips.count),
      discountEur: sharedF32(trips.count),
      employerEur: sharedF32(trips.count),
      car: sharedU32(trips.count).fill(NONE),
      logsumEur: sharedF32(trips.count),
    };
    this.stays = new ParkingStays(cars.count, input.dayType);
    this.poolCars = this.beginCars();
    this.queue = new TinyQueue<Event>([], (a, b) => a.timeS - b.timeS || a.trip - b.trip || a.kind - b.kind);
  }

  run(): void {
    const { trips } = this.input;
    for (let tour = 0; tour < trips.tourCount; tour++)
      if (tour === 0 || trips.tourPerson[tour] !== trips.tourPerson[tour - 1]) this.schedule(START, tour, 0);
    for (;;) {
      const event = this.queue.pop();
      if (event === undefined) break;
      this.sharedCars.advance(event.timeS);
      this.sharedBikes.advance(event.timeS);
      this.parkAndRide.advance(event.timeS);
      if (event.kind === START) this.start(event.tour, event.timeS);
      else if (event.kind === TRIP) this.resume(event.tour, event.trip, event.timeS);
      else if (event.kind === END) this.end(event.tour, event.timeS);
      else if (event.kind === CAR_BACK) this.leaveCar(event.trip);
      else this.sharedBikes.giveBack(this.input.network.sharedBikeHub.hub[trips.toNode[event.trip]!]!);
    }
    if (this.oneWay) this.relocate();
  }

  /** A one-way car stands at the hub it was driven to, ready for the next. */
  private leaveCar(trip: number): void {
    const hub = this.input.network.sharedCarHub.hub[this.input.trips.toNode[trip]!]!;
    this.sharedCars.giveBack(hub);
    this.poolCars[this.input.supply.cars.poolOf[hub]!]!.push(this.outcome.car[trip]!);
  }

  /** A one-way car at a hub; NONE when there is none (counted). */
  private takeCar(t: number): number {
    const hub = this.input.network.sharedCarHub.hub[this.input.trips.fromNode[t]!]!;
    if (!this.sharedCars.take(hub)) return NONE;
    return this.poolCars[this.input.supply.cars.poolOf[hub]!]!.shift()!;
  }

  /** Brings one-way cars back to their hubs at night, so that days begin alike. */
  private relocate(): void {
    const { population, supply, network, hubZone } = this.input;
    this.poolCars.forEach((list, pool) => {
      for (const car of list) {
        const home = population.cars.hub[car]!;
        if (supply.cars.poolOf[home] === pool) continue;
        const node = network.hubNode[home]!;
        this.stays.bringBack(car, RELOCATION_S, STAY_HUB, node, hubZone[home]!, (from) =>
          beelineM(network.roads, from, node),
        );
        this.relocated++;
      }
    });
  }

  /** Cars of sampled households at home; of the shared cars those that stand for the sample. */
  private beginCars(): number[][] {
    const { population, supply, network } = this.input;
    const { cars, households } = population;
    const hubCars: number[][] = Array.from({ length: supply.cars.count }, () => []);
    for (let car = 0; car < cars.count; car++) {
      if (car < cars.privateCount) {
        const h = cars.household[car]!;
        if (households.inSample[h] === 1) this.stays.begin(car, false, households.homeNode[h]!, households.zone[h]!);
        continue;
      }
      const pool = supply.cars.poolOf[cars.hub[car]!]!;
      if (pool !== NONE) hubCars[pool]!.push(car);
    }
    return hubCars.map((list, pool) => {
      const wanted = Math.min(list.length, supply.cars.capacity[pool]!);
      // Evenly over the hubs of the pool.
      const chosen = Array.from({ length: wanted }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / wanted)]!);
      for (const car of chosen) {
        const hub = cars.hub[car]!;
        this.stays.begin(car, true, network.hubNode[hub]!, this.input.hubZone[hub]!);
      }
      return chosen;
    });
  }

  private schedule(kind: number, tour: number, notBeforeS: number): void {
    const { trips } = this.input;
    const trip = trips.firstTrip[tour]!;
    this.queue.push({ kind, tour, trip, timeS: Math.max(notBeforeS, trips.departureS[trip]!) });
  }

  private start(tour: number, timeS: number): void {
    const { trips, scenario, population } = this.input;
    const first = trips.firstTrip[tour]!;
    const p = trips.tourPerson[tour]!;
    const car = this.carAtHome(population.persons.household[p]!);
    const drive = car === NONE ? -1 : population.cars.driveType[car]!;
    this.allowances.tell(p, this.alternatives.allowance);
    this.alternatives.evaluate(tour, drive);
    const { utility } = this.alternatives;
    this.preferences(tour);
    const scale = scenario.choice.nestScale;
    const logsum = nestedLogsum(utility, NEST_OF, NESTS, scale);
    const last = trips.firstTrip[tour + 1]! - 1;
    let firstChoice = NO_MODE;
    const tried = new Uint8Array(MODE_COUNT);
    for (;;) {
      const mode = this.best(utility, tried);
      if (mode < 0) {
        const cause = firstChoice === NO_MODE ? NO_ALTERNATIVE : TURNED_AWAY;
        for (let t = first; t <= last; t++) {
          this.outcome.failure[t] = cause;
          this.outcome.departureS[t] = trips.departureS[t]!;
          if (firstChoice !== NO_MODE) this.outcome.turnedAwayFrom[t] = firstChoice;
        }
        this.next(tour, timeS);
        return;
      }
      if (this.claim(tour, mode, first, car)) {
        this.mainMode[tour] = mode;
        break;
      }
      if (firstChoice === NO_MODE) firstChoice = mode;
      tried[mode] = 1;
    }
    for (let t = first; t <= last; t++) {
      if (firstChoice !== NO_MODE) this.outcome.turnedAwayFrom[t] = firstChoice;
      this.outcome.logsumEur[t] = -logsum / this.alternatives.eurWeight;
    }
    this.carryOut(tour, first, timeS);
  }

  /** Trips of a tour one after another. Only shared bicycles are taken trip by trip, so only those tours wait for their turn. */
  private carryOut(tour: number, from: number, timeS: number): void {
    const last = this.input.trips.firstTrip[tour + 1]! - 1;
    let departureS = timeS;
    for (let t = from; t <= last; t++) {
      departureS = this.trip(tour, t, departureS);
      if (t < last && (this.mainMode[tour] === SHARED_BIKE || (this.oneWay && this.mainMode[tour] === SHARED_CAR))) {
        this.queue.push({ kind: TRIP, tour, trip: t + 1, timeS: departureS });
        return;
      }
    }
    this.queue.push({ kind: END, tour, trip: last, timeS: departureS });
  }

  /** A later trip of a tour by shared bicycle: what is to be had is looked at again. */
  private resume(tour: number, t: number, timeS: number): void {
    this.allowances.tell(this.input.trips.tourPerson[tour]!, this.alternatives.allowance);
    this.alternatives.evaluate(tour, -1);
    this.carryOut(tour, t, timeS);
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

  /** The household car at home with the lowest running cost: battery, then plug-in, then petrol. */
  private carAtHome(household: number): number {
    const { driveType } = this.input.population.cars;
    let best = NONE;
    for (let car = this.firstCar[household]!; car < this.firstCar[household + 1]!; car++)
      if (this.present[car] === 1 && (best === NONE || driveType[car]! > driveType[best]!)) best = car;
    return best;
  }

  /** Takes what the mode needs. @returns false when there is none left */
  private claim(tour: number, mode: number, first: number, car: number): boolean {
    const { network, trips, los, supply } = this.input;
    if (mode === SHARED_CAR && this.oneWay) {
      const last = trips.firstTrip[tour + 1]! - 1;
      if (this.alternatives.modeOfTrip(SHARED_CAR, first, first, last) !== SHARED_CAR) return true;
      const hub = network.sharedCarHub.hub[trips.fromNode[first]!]!;
      // Taken for good at the first trip; here only seen to be there.
      if (!this.sharedCars.take(hub)) return false;
      this.sharedCars.giveBack(hub);
      return true;
    }
    if (mode === SHARED_CAR) {
      const hub = network.sharedCarHub.hub[trips.fromNode[first]!]!;
      const pool = supply.cars.poolOf[hub]!;
      if (!this.sharedCars.take(hub)) return false;
      const taken = this.poolCars[pool]!.find((candidate) => this.present[candidate] === 1);
      if (taken === undefined) {
        this.sharedCars.giveBack(hub);
        return false;
      }
      this.present[taken] = 0;
      this.carOfTour[tour] = taken;
      this.hubOfTour[tour] = hub;
      return true;
    }
    if (mode === PARK_AND_RIDE) {
      const hub = los.parkAndRideHub[first]!;
      if (!this.parkAndRide.take(hub)) return false;
      this.hubOfTour[tour] = hub;
    }
    if (mode === CAR || mode === PARK_AND_RIDE) {
      this.present[car] = 0;
      this.carOfTour[tour] = car;
    }
    if (mode === SHARED_BIKE && this.firstIsShared(tour, first)) {
      const hub = network.sharedBikeHub.hub[trips.fromNode[first]!]!;
      // Taken for good at the first trip; here only seen to be there.
      if (!this.sharedBikes.take(hub)) return false;
      this.sharedBikes.giveBack(hub);
    }
    return true;
  }

  private firstIsShared(tour: number, first: number): boolean {
    const last = this.input.trips.firstTrip[tour + 1]! - 1;
    return this.alternatives.modeOfTrip(SHARED_BIKE, first, first, last) === SHARED_BIKE;
  }

  /** @returns when the next trip leaves, or when the last one ends */
  private trip(tour: number, t: number, timeS: number): number {
    const { trips, population, network, carM, los } = this.input;
    const first = trips.firstTrip[tour]!;
    const last = trips.firstTrip[tour + 1]! - 1;
    const p = trips.tourPerson[tour]!;
    this.allowances.tell(p, this.alternatives.allowance);
    const main = this.mainMode[tour]!;
    let car = this.carOfTour[tour]!;
    const drive = car === NONE ? -1 : population.cars.driveType[car]!;
    let mode = this.alternatives.modeOfTrip(main, t, first, last);
    if (mode === SHARED_BIKE && !this.sharedBikes.take(network.sharedBikeHub.hub[trips.fromNode[t]!]!)) {
      this.outcome.turnedAwayFrom[t] = SHARED_BIKE;
      this.preferences(tour);
      mode = this.alternatives.fallback(t, SHARED_BIKE, this.preference);
    }
    if (mode === SHARED_CAR && this.oneWay) {
      car = this.takeCar(t);
      if (car === NONE) {
        this.outcome.turnedAwayFrom[t] = SHARED_CAR;
        this.preferences(tour);
        mode = this.alternatives.fallback(t, SHARED_CAR, this.preference);
        if (mode === SHARED_BIKE && !this.sharedBikes.take(network.sharedBikeHub.hub[trips.fromNode[t]!]!))
          mode = this.alternatives.fallback(t, SHARED_BIKE, this.preference);
      }
    }
    let arrivalS = timeS;
    this.outcome.departureS[t] = timeS;
    if (mode < 0) {
      this.outcome.failure[t] = this.outcome.turnedAwayFrom[t] === NO_MODE ? NO_ALTERNATIVE : TURNED_AWAY;
    } else {
      const seconds = this.alternatives.timeOf(mode, t, first);
      const cost = this.alternatives.costOf(mode, t, first, last, drive);
      arrivalS = timeS + Math.round(seconds);
      this.outcome.mode[t] = mode;
      this.outcome.failure[t] = 0;
      this.outcome.timeS[t] = seconds;
      this.outcome.costEur[t] = cost.travelEur + cost.parkingEur;
      this.outcome.parkingEur[t] = cost.parkingEur;
      this.outcome.discountEur[t] = cost.discountEur;
      this.outcome.employerEur[t] = cost.employerEur;
      this.allowances.use(p, mode, cost, carM[t]!, los.bikeS[t]!);
      if (mode === SHARED_BIKE) this.queue.push({ kind: BIKE_BACK, tour, trip: t, timeS: Math.max(timeS, arrivalS) });
      if (mode === SHARED_CAR && this.oneWay)
        this.queue.push({ kind: CAR_BACK, tour, trip: t, timeS: Math.max(timeS, arrivalS) });
      if (mode === CAR || mode === SHARED_CAR || mode === PARK_AND_RIDE)
        this.drive(t, first, last, mode, car, timeS, arrivalS);
    }
    if (t === last) return arrivalS;
    const stayS = Math.min(trips.stayS[t]!, SHORTEST_STAY_S);
    return Math.max(trips.departureS[t + 1]!, arrivalS + stayS);
  }

  private drive(
    t: number,
    first: number,
    last: number,
    mode: number,
    car: number,
    timeS: number,
    arrivalS: number,
  ): void {
    const { trips, carM, los, zones, network, population } = this.input;
    this.outcome.car[t] = car;
    if (mode === PARK_AND_RIDE) {
      const hub = this.hubOfTour[this.input.trips.tour[t]!]!;
      const driveS = los.driveToHubS[first]!;
      if (t === first)
        this.stays.drive(
          car,
          timeS,
          timeS + driveS,
          los.driveToHubM[first]!,
          STAY_HUB,
          network.hubNode[hub]!,
          this.input.hubZone[hub]!,
        );
      else
        this.stays.drive(
          car,
          arrivalS - driveS,
          arrivalS,
          los.driveToHubM[first]!,
          STAY_HOME,
          trips.toNode[t]!,
          trips.toZone[t]!,
        );
      return;
    }
    const home = t === last;
    const zone = trips.toZone[t]!;
    if (mode === SHARED_CAR && this.oneWay) {
      const hub = network.sharedCarHub.hub[trips.toNode[t]!]!;
      this.stays.drive(car, timeS, arrivalS, carM[t]!, STAY_HUB, network.hubNode[hub]!, this.input.hubZone[hub]!);
      return;
    }
    if (home && mode === SHARED_CAR) {
      const hub = population.cars.hub[car]!;
      this.stays.drive(car, timeS, arrivalS, carM[t]!, STAY_HUB, network.hubNode[hub]!, this.input.hubZone[hub]!);
      return;
    }
    const kind = home
      ? STAY_HOME
      : zones.external[zone] === 1
        ? STAY_OUTSIDE
        : trips.purpose[t] === WORK
          ? STAY_WORK
          : STAY_PUBLIC;
    this.stays.drive(car, timeS, arrivalS, carM[t]!, kind, trips.toNode[t]!, zone);
  }

  private end(tour: number, timeS: number): void {
    const car = this.carOfTour[tour]!;
    const hub = this.hubOfTour[tour]!;
    if (car !== NONE) this.present[car] = 1;
    if (this.mainMode[tour] === SHARED_CAR && !this.oneWay) this.sharedCars.giveBack(hub);
    if (this.mainMode[tour] === PARK_AND_RIDE) this.parkAndRide.giveBack(hub);
    this.next(tour, timeS);
  }

  private next(tour: number, timeS: number): void {
    const { trips } = this.input;
    const following = tour + 1;
    if (following < trips.tourCount && trips.tourPerson[following] === trips.tourPerson[tour])
      this.schedule(START, following, timeS + SHORTEST_STAY_S);
  }
}

/** Streets are about this much longer than the beeline. */
const DETOUR = 1.3;

const beelineM = ({ lonDeg, latDeg }: { lonDeg: Float64Array; latDeg: Float64Array }, a: number, b: number): number =>
  DETOUR * distanceM(lonDeg[a]!, latDeg[a]!, lonDeg[b]!, latDeg[b]!);
