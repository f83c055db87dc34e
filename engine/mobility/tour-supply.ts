/** What tours take from what there is, and give back: household cars, shared vehicles, P+R and parking places, bicycles at stations. Who finds none
 *  is counted where it is. Scratch state of one day on one thread.
 *  In: the day's supply. Out: what each tour holds. */
import { carsWithoutPermit } from '../demand/parking-permits.ts';
import type { Alternatives } from './alternatives.ts';
import { CarPark } from './car-park.ts';
import type { DayInput } from './day-record.ts';
import { CAR, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from './modes.ts';
import { NONE } from './outcome.ts';
import { ParkingPlaces } from './parking-places.ts';
import { visitorPlaces } from './parking-price.ts';
import { StationBikes } from './station-bikes.ts';
import { Stock } from './supply.ts';

export class TourSupply {
  readonly cars: CarPark;
  readonly sharedBikes: Stock;
  readonly parkAndRide: Stock;
  readonly places: ParkingPlaces;
  readonly stationBikes: StationBikes;
  /** Parking places for the bicycles of those who cycle to a train. */
  readonly bikePlaces: StationBikes;
  /** [car] 1 for a household's car without a resident permit. */
  readonly withoutPermit: Uint8Array;
  /** [tour] car in use. */
  readonly carOfTour: Uint32Array;
  /** [tour] hub whose P+R place or shared car is in use. */
  readonly hubOfTour: Uint32Array;
  /** [tour] station where its bicycle was hired. */
  readonly stationOfTour: Uint32Array;
  /** [tour] station where its own bicycle stands. */
  private readonly bikeStandsAt: Uint32Array;
  /** [tour] zone whose limited place its car stands on. */
  private readonly placeOfTour: Uint32Array;
  private readonly input: DayInput;
  private readonly alternatives: Alternatives;
  private readonly oneWay: boolean;

  constructor(input: DayInput, alternatives: Alternatives) {
    const { trips, supply, scenario, zones, population } = input;
    const none = (): Uint32Array => new Uint32Array(trips.tourCount).fill(NONE);
    this.input = input;
    this.alternatives = alternatives;
    this.oneWay = scenario.fleets.sharedCarOneWay;
    this.cars = new CarPark(input);
    this.sharedBikes = new Stock(supply.bikes);
    this.parkAndRide = new Stock(supply.parkAndRide);
    this.places = new ParkingPlaces(visitorPlaces(scenario, zones), zones, population.sampleShare);
    this.stationBikes = new StationBikes(scenario.fleets.stationBikesPerStation, population.sampleShare);
    this.bikePlaces = new StationBikes(scenario.fleets.bikePlacesPerStation, population.sampleShare);
    this.withoutPermit = carsWithoutPermit(scenario, population.households, population.cars, zones);
    this.carOfTour = none();
    this.hubOfTour = none();
    this.stationOfTour = none();
    this.bikeStandsAt = none();
    this.placeOfTour = none();
  }

  /** Lets time pass up to an event. */
  advance(timeS: number): void {
    this.cars.sharedCars.advance(timeS);
    this.sharedBikes.advance(timeS);
    this.parkAndRide.advance(timeS);
  }

  /** Takes what the mode needs. @returns false when there is none left */
  claim(tour: number, mode: number, first: number, car: number): boolean {
    // Whoever cycles to a train holds nothing else that would have to be given back.
    return this.claimVehicle(tour, mode, first, car) && this.claimBikePlace(tour, mode, first);
  }

  private claimVehicle(tour: number, mode: number, first: number, car: number): boolean {
    const { trips, los } = this.input;
    const home = trips.fromNode[first]!;
    if (mode === SHARED_CAR && !this.alternatives.keepsCar) {
      if (this.alternatives.modeOfTrip(SHARED_CAR, first, first, this.lastOf(tour)) !== SHARED_CAR) return true;
      return isThere(this.cars.sharedCars, this.carHubAt(home));
    }
    if (mode === SHARED_CAR) {
      const hub = this.carHubAt(home);
      const taken = this.oneWay ? this.cars.takeOneWay(hub) : this.cars.takeForTour(hub);
      if (taken === NONE) return false;
      this.carOfTour[tour] = taken;
      this.hubOfTour[tour] = hub;
      return true;
    }
    if (mode === PARK_AND_RIDE) {
      const hub = los.parkAndRideHub[first]!;
      if (!this.parkAndRide.take(hub)) return false;
      this.hubOfTour[tour] = hub;
    }
    if (mode === CAR && this.needsPlace(first) && !this.places.hasRoom(trips.toZone[first]!)) {
      this.places.turnAway(trips.toZone[first]!);
      return false;
    }
    if (mode === CAR || mode === PARK_AND_RIDE) {
      this.cars.leave(car);
      this.carOfTour[tour] = car;
    }
    if (
      mode === SHARED_BIKE &&
      this.alternatives.modeOfTrip(SHARED_BIKE, first, first, this.lastOf(tour)) === SHARED_BIKE
    )
      return isThere(this.sharedBikes, this.bikeHubAt(home));
    return true;
  }

  /** A place for the bicycle of a tour that begins by cycling to a train. @returns false (and counts) when the station has none left */
  private claimBikePlace(tour: number, mode: number, first: number): boolean {
    const { los } = this.input;
    if (this.alternatives.modeOfTrip(mode, first, first, this.lastOf(tour)) !== TRAIN) return true;
    const hires = mode === TRAIN && this.alternatives.hireStation !== NONE;
    const station = (hires ? los.bikeLeftByHirersAt : los.bikeLeftAt)[first]!;
    if (this.parkBike(tour, station)) return true;
    if (this.stationOfTour[tour] !== NONE) this.stationBikes.giveBack(this.stationOfTour[tour]!);
    this.stationOfTour[tour] = NONE;
    return false;
  }

  /** Whether the bicycle is at hand that a journey by train reckons with: at home when the tour begins, with a place at the station that is taken
   *  here, or at the station where the tour left it. */
  bikeForTrain(tour: number, t: number): boolean {
    const { trips, los } = this.input;
    if (!(los.train.bikeM[t]! > 0)) return true;
    return t === trips.firstTrip[tour] ? this.parkBike(tour, los.bikeLeftAt[t]!) : this.bikeStandsAt[tour] !== NONE;
  }

  /** A place at a station; none is needed at NONE. @returns false (and counts) when there is none left */
  private parkBike(tour: number, station: number): boolean {
    if (station === NONE) return true;
    if (!this.bikePlaces.take(station)) return false;
    this.bikeStandsAt[tour] = station;
    return true;
  }

  /** A tour by shared car that leaves it at a hub after each trip. */
  isApart(tour: number): boolean {
    return this.oneWay && this.carOfTour[tour] === NONE;
  }

  /** What a tour needs is taken and given back trip by trip. */
  isStepwise(tour: number, mode: number): boolean {
    return mode === SHARED_BIKE || (mode === SHARED_CAR && this.isApart(tour)) || (mode === CAR && this.places.any);
  }

  /** A car trip that ends at a limited place: away from home, not where the car has a permit, and not on a place of employer or premises. */
  needsPlace(t: number): boolean {
    const { trips } = this.input;
    const tour = trips.tour[t]!;
    const zone = trips.toZone[t]!;
    return (
      t < this.lastOf(tour) &&
      this.places.isLimited(zone) &&
      zone !== trips.fromZone[trips.firstTrip[tour]!] &&
      !this.alternatives.hasOwnPlace(t)
    );
  }

  leavePlace(tour: number): void {
    const zone = this.placeOfTour[tour]!;
    if (zone === NONE) return;
    this.places.giveBack(zone);
    this.placeOfTour[tour] = NONE;
  }

  /** A place for a car trip, counted when it is in another zone. @returns the zone where the car stands */
  takePlace(tour: number, zone: number): number {
    const at = this.places.take(zone);
    this.placeOfTour[tour] = at;
    return at;
  }

  /** @returns false (and counts) when no bicycle is left at the station */
  hire(tour: number, station: number): boolean {
    if (!this.stationBikes.take(station)) return false;
    this.stationOfTour[tour] = station;
    return true;
  }

  /** A shared bicycle where a trip begins. */
  takeBike(t: number): boolean {
    return this.sharedBikes.take(this.bikeHubAt(this.input.trips.fromNode[t]!));
  }

  /** It stands where the trip ended. */
  leaveBike(t: number): void {
    this.sharedBikes.giveBack(this.bikeHubAt(this.input.trips.toNode[t]!));
  }

  /** A one-way shared car where a trip begins; NONE when there is none (counted). */
  takeOneWay(t: number): number {
    return this.cars.takeOneWay(this.carHubAt(this.input.trips.fromNode[t]!));
  }

  leaveOneWay(car: number, t: number): void {
    this.cars.leaveOneWay(car, this.carHubAt(this.input.trips.toNode[t]!));
  }

  /** Gives back what a tour by a main mode held to its end. */
  giveBack(tour: number, mainMode: number): void {
    const car = this.carOfTour[tour]!;
    const hub = this.hubOfTour[tour]!;
    this.leavePlace(tour);
    if (this.bikeStandsAt[tour] !== NONE) this.bikePlaces.giveBack(this.bikeStandsAt[tour]!);
    if (this.stationOfTour[tour] !== NONE) this.stationBikes.giveBack(this.stationOfTour[tour]!);
    if (car !== NONE) this.cars.comeBack(car);
    if (mainMode === SHARED_CAR && !this.oneWay) this.cars.sharedCars.giveBack(hub);
    if (mainMode === SHARED_CAR && this.oneWay && car !== NONE) this.cars.leaveOneWay(car, hub);
    if (mainMode === PARK_AND_RIDE) this.parkAndRide.giveBack(hub);
  }

  private carHubAt(node: number): number {
    return this.input.network.sharedCarHub.hub[node]!;
  }

  private bikeHubAt(node: number): number {
    return this.input.network.sharedBikeHub.hub[node]!;
  }

  private lastOf(tour: number): number {
    return this.input.trips.firstTrip[tour + 1]! - 1;
  }
}

/** Taken for good at the trip itself; here only seen to be there (counted when not). */
function isThere(stock: Stock, hub: number): boolean {
  if (!stock.take(hub)) return false;
  stock.giveBack(hub);
  return true;
}
