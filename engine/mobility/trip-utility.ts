/** How long a trip takes and what it is worth by each mode, for the traveller of its tour. Scratch state of one thread.
 *  In: level of service, prices, persons. Out: seconds and utility; -Infinity where it cannot be. */
import { distanceClass, TARGET_OF_MODE } from '../demand/mode-targets.ts';
import type { Population } from '../demand/population.ts';
import type { AlternativesInput } from './alternatives.ts';
import type { TransitColumns } from './level-of-service.ts';
import {
  BIKE,
  BUS,
  CAR,
  E_BIKE,
  NO_HUB,
  NOT_POSSIBLE,
  PARK_AND_RIDE,
  PASSENGER,
  purposeOf,
  roadM,
  SHARED_CAR,
  TRAIN,
  WALK,
} from './modes.ts';
import type { Traveller } from './traveller.ts';
import type { TripCosts } from './trip-cost.ts';

/** Without a driver at home one rides along with others: rarer. Assumption. */
const NO_DRIVER_AT_HOME = -1.3;
/** Children are taken along by their family more than adults are. Assumption. */
const TAKEN_ALONG = 1.5;
const CHILD_UNTIL = 16;
/** Ages at which children go alone by public transport, and may use an e-bike or shared vehicles. */
const ALONE_BY_TRANSIT = 10;
const E_BIKE_AGE = 16;
const SHARED_BIKE_AGE = 14;

export class TripUtility {
  private readonly input: AlternativesInput;
  private readonly traveller: Traveller;
  private readonly costs: TripCosts;
  /** [target mode, the car left out][distance class] */
  private readonly byDistance: ReadonlyArray<readonly number[]>;
  /** [target mode, the car left out][purpose] */
  private readonly byPurpose: ReadonlyArray<readonly number[]>;
  private readonly driverAtHome: Uint8Array;

  constructor(input: AlternativesInput, traveller: Traveller, costs: TripCosts) {
    this.input = input;
    this.traveller = traveller;
    this.costs = costs;
    const { walk, bicycle, publicTransport } = input.scenario.choice.byDistance;
    this.byDistance = [walk, bicycle, publicTransport];
    const purpose = input.scenario.choice.byPurpose;
    this.byPurpose = [purpose.walk, purpose.bicycle, purpose.publicTransport];
    this.driverAtHome = driversAtHome(input.population);
  }

  /** Seconds a trip takes by a mode, door to door. */
  timeOf(mode: number, t: number, first: number, last: number): number {
    const { los, carS, scenario, trips, network } = this.input;
    switch (mode) {
      case WALK:
        return los.walkS[t]!;
      case BIKE:
        return los.bikeS[t]!;
      case E_BIKE:
        return (los.bikeS[t]! * scenario.travel.bikeSpeedKmh) / scenario.travel.eBikeSpeedKmh;
      case CAR:
        return carS[t]! + 60 * (this.costs.searchMin(t) + this.costs.permitWalkMin(t, first, last));
      case PASSENGER:
        return carS[t]!;
      case BUS:
        return los.bus.timeS[t]!;
      case TRAIN:
        return this.costs.train(t, first, last).timeS[t]!;
      case PARK_AND_RIDE:
        return los.parkAndRide.timeS[t]! + this.driveToHub(t, first).seconds;
      case SHARED_CAR: {
        if (!this.traveller.keepsCar) return carS[t]! + this.carHubWalkS(t);
        const home = trips.fromNode[first]!;
        return carS[t]! + (t === first ? network.sharedCarHub.walkS[home]! : 0);
      }
      default:
        return los.bikeS[t]! + this.bikeHubWalkS(t);
    }
  }

  of(mode: number, t: number, first: number, last: number, carDriveType: number): number {
    const u = this.plainUtility(mode, t, first, last, carDriveType);
    if (u === NOT_POSSIBLE) return u;
    const target = TARGET_OF_MODE[mode]!;
    return (
      u +
      (this.byDistance[target]?.[distanceClass(roadM(this.input, t))] ?? 0) +
      (this.byPurpose[target]?.[purposeOf(this.input.trips, t)] ?? 0)
    );
  }

  private plainUtility(mode: number, t: number, first: number, last: number, carDriveType: number): number {
    const { scenario, population, trips, los, carS, network } = this.input;
    const { choice, maas } = scenario;
    const { constants } = choice;
    const p = trips.person[t]!;
    const { persons, households } = population;
    const age = persons.ageYears[p]!;
    const bookable = maas.alternativeBooking || persons.lowDigitalSkill[p] === 0;
    const ease = maas.enabled && this.traveller.usesApp ? maas.transferEase : 0;
    const minutes = this.timeOf(mode, t, first, last) / 60;
    switch (mode) {
      case WALK:
        return minutes < Infinity
          ? constants.walk + choice.walkPerMin * this.traveller.walkFactor * minutes
          : NOT_POSSIBLE;
      case BIKE:
        return persons.bike[p] === 1 && minutes < Infinity
          ? constants.bike + choice.bikePerMin * this.traveller.bikeFactor * minutes
          : NOT_POSSIBLE;
      case E_BIKE:
        return persons.eBike[p] === 1 && age >= E_BIKE_AGE && minutes < Infinity
          ? constants.eBike + choice.eBikePerMin * this.traveller.bikeFactor * minutes
          : NOT_POSSIBLE;
      case CAR: {
        if (carDriveType < 0 || persons.licence[p] === 0 || carS[t]! === Infinity) return NOT_POSSIBLE;
        // Looking for a place and walking from it weigh as walking does: about twice the ride (KiM, IKOB).
        const onFootMin = this.costs.searchMin(t) + this.costs.permitWalkMin(t, first, last);
        return (
          choice.carPerMin * (minutes - onFootMin) +
          choice.walkPerMin * this.traveller.walkFactor * onFootMin +
          this.costU(mode, t, first, last, carDriveType)
        );
      }
      case PASSENGER: {
        if (carS[t]! === Infinity) return NOT_POSSIBLE;
        const h = persons.household[p]!;
        const others = this.driverAtHome[h]! - persons.licence[p]!;
        const driven =
          households.cars[h]! > 0 && others > 0 ? (age < CHILD_UNTIL ? TAKEN_ALONG : 0) : NO_DRIVER_AT_HOME;
        return constants.carPassenger + driven + choice.carPerMin * minutes;
      }
      case BUS:
        return age >= ALONE_BY_TRANSIT || this.driverAtHome[persons.household[p]!]! > 0
          ? constants.busTram + ease + this.transitU(los.bus, mode, t, first, last)
          : NOT_POSSIBLE;
      case TRAIN:
        return constants.train + ease + this.transitU(this.costs.train(t, first, last), mode, t, first, last);
      case PARK_AND_RIDE: {
        const hub = los.parkAndRideHub[t]!;
        if (hub === NO_HUB || carDriveType < 0 || persons.licence[p] === 0 || (t !== first && t !== last))
          return NOT_POSSIBLE;
        const drive = this.driveToHub(t, first);
        return (
          constants.parkAndRide +
          ease +
          (choice.carPerMin * drive.seconds) / 60 +
          this.transitU(los.parkAndRide, mode, t, first, last, carDriveType)
        );
      }
      case SHARED_CAR: {
        const home = trips.fromNode[first]!;
        const { hub, walkS } = network.sharedCarHub;
        if (!bookable || age < 18 || persons.licence[p] === 0 || carS[t]! === Infinity) return NOT_POSSIBLE;
        const { keepsCar } = this.traveller;
        if (!keepsCar) {
          const from = hub[trips.fromNode[t]!]!;
          const to = hub[trips.toNode[t]!]!;
          if (from === NO_HUB || to === NO_HUB || from === to) return NOT_POSSIBLE;
        } else if (hub[home] === NO_HUB) return NOT_POSSIBLE;
        const walkMin = !keepsCar ? this.carHubWalkS(t) / 60 : t === first || t === last ? walkS[home]! / 60 : 0;
        return (
          constants.sharedCar +
          ease +
          (choice.carPerMin * carS[t]!) / 60 +
          choice.walkPerMin * this.traveller.walkFactor * walkMin +
          this.costU(mode, t, first, last, carDriveType)
        );
      }
      default: {
        const { hub } = network.sharedBikeHub;
        if (!bookable || age < SHARED_BIKE_AGE || minutes === Infinity) return NOT_POSSIBLE;
        const from = hub[trips.fromNode[t]!]!;
        const to = hub[trips.toNode[t]!]!;
        if (from === NO_HUB || to === NO_HUB || from === to) return NOT_POSSIBLE;
        return (
          constants.sharedBike +
          ease +
          (choice.bikePerMin * this.traveller.bikeFactor * los.bikeS[t]!) / 60 +
          (choice.walkPerMin * this.traveller.walkFactor * this.bikeHubWalkS(t)) / 60 +
          this.costU(mode, t, first, last, carDriveType)
        );
      }
    }
  }

  private transitU(
    columns: TransitColumns,
    mode: number,
    t: number,
    first: number,
    last: number,
    carDriveType = -1,
  ): number {
    const u = columns.utility[t]!;
    // Slow walkers feel the walk to the stop more.
    const slow =
      this.traveller.walkFactor > 1
        ? (this.input.scenario.choice.walkPerMin * (this.traveller.walkFactor - 1) * columns.walkM[t]!) / 75
        : 0;
    return u === NOT_POSSIBLE ? u : u + slow + this.costU(mode, t, first, last, carDriveType);
  }

  private costU(mode: number, t: number, first: number, last: number, carDriveType: number): number {
    const { travelEur, parkingEur } = this.costs.of(mode, t, first, last, carDriveType);
    return this.traveller.costWeight * (travelEur + parkingEur);
  }

  private carHubWalkS(t: number): number {
    const { walkS } = this.input.network.sharedCarHub;
    const { fromNode, toNode } = this.input.trips;
    return walkS[fromNode[t]!]! + walkS[toNode[t]!]!;
  }

  private bikeHubWalkS(t: number): number {
    const { walkS } = this.input.network.sharedBikeHub;
    const { fromNode, toNode } = this.input.trips;
    return walkS[fromNode[t]!]! + walkS[toNode[t]!]!;
  }

  /** Car part of a P+R trip: home to hub on the first trip, hub to home on the last. */
  private driveToHub(t: number, first: number): { seconds: number; metres: number } {
    const { los } = this.input;
    const at = t === first ? t : first;
    return { seconds: los.driveToHubS[at]!, metres: los.driveToHubM[at]! };
  }
}

/** [household] licences among its members. */
function driversAtHome(population: Population): Uint8Array {
  const drivers = new Uint8Array(population.households.count);
  const { household, licence, count } = population.persons;
  for (let p = 0; p < count; p++) drivers[household[p]!]! += licence[p]!;
  return drivers;
}
