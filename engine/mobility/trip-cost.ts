/** What a trip costs whom: the traveller, a bundle or cap, an employer. Scratch state of one thread.
 *  In: prices, distances, the traveller, what is left of bundle and cap. Out: one object, filled anew for each trip. */
import type { Zones } from '../district/district.ts';
import type { AlternativesInput } from './alternatives.ts';
import { carEur, sharedBikeEur, sharedCarEur } from './fares.ts';
import type { TransitColumns } from './level-of-service.ts';
import { BUS, CAR, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from './modes.ts';
import { type ParkingPrice, parkingPrice } from './parking-price.ts';
import type { Traveller } from './traveller.ts';

/** What a trip costs: travel and parking apart [EUR]. */
export interface TripCost {
  travelEur: number;
  parkingEur: number;
  /** What a bundle or the household's cap takes off; not part of the other two. */
  discountEur: number;
  /** What the employer's budget pays; not part of the others. */
  employerEur: number;
  /** Part of the price that the household pays for services, its own car apart. */
  serviceEur: number;
}

/** What a traveller still has to spend or to use on the day. */
export interface Allowance {
  /** What the household still pays before its cap. */
  capEur: number;
  /** Left of what the bundle includes. */
  transitTrips: number;
  sharedCarKm: number;
  sharedBikeMin: number;
}

export class TripCosts {
  /** Of the person looked at; the day's keeper changes it. */
  readonly allowance: Allowance = { capEur: Infinity, transitTrips: 0, sharedCarKm: 0, sharedBikeMin: 0 };
  private readonly input: AlternativesInput;
  private readonly traveller: Traveller;
  private readonly parking: ParkingPrice;
  private readonly cost: TripCost = { travelEur: 0, parkingEur: 0, discountEur: 0, employerEur: 0, serviceEur: 0 };

  constructor(input: AlternativesInput & { readonly zones: Zones }, traveller: Traveller) {
    this.input = input;
    this.traveller = traveller;
    this.parking = parkingPrice(input.scenario, input.zones, input.dayType);
  }

  /** Money of a trip by a mode; the object is reused. The traveller must be known. */
  of(mode: number, t: number, first: number, last: number, carDriveType: number): TripCost {
    const { scenario, los, trips, carS, carM } = this.input;
    const { prices, maas } = scenario;
    const { traveller } = this;
    const bundle = traveller.bundle >= 0 ? maas.bundles[traveller.bundle]! : null;
    const cost = this.cost;
    cost.travelEur = 0;
    cost.parkingEur = 0;
    cost.discountEur = 0;
    cost.employerEur = 0;
    cost.serviceEur = 0;
    const { allowance } = this;
    let capEur = allowance.capEur;
    let employerEur = traveller.employerEurPerTrip;
    const transitEur = (columns: TransitColumns): number =>
      columns.busEur[t]! * traveller.busFareShare +
      columns.trainEur[t]! * traveller.trainFareShare +
      columns.rentEur[t]!;
    /** Price less what the bundle includes and takes off, less the employer's part, up to the household's cap. */
    const pay = (eur: number, offShare = 0, includedShare = 0): number => {
      const own = eur * (1 - includedShare) * (1 - offShare);
      const byEmployer = Math.min(own, employerEur);
      const byHousehold = Math.min(own - byEmployer, capEur);
      employerEur -= byEmployer;
      capEur -= byHousehold;
      cost.employerEur += byEmployer;
      cost.serviceEur += byHousehold;
      cost.discountEur += eur - byEmployer - byHousehold;
      return byHousehold;
    };
    const included = (left: number, amount: number): number =>
      left > 0 ? Math.min(1, left / Math.max(1e-9, amount)) : 0;
    switch (mode) {
      case CAR:
        cost.travelEur = carEur(prices, carDriveType, carM[t]!);
        cost.parkingEur = t === last ? 0 : this.parkingEur(t, trips.toZone[t]!);
        break;
      case BUS:
        cost.travelEur = pay(transitEur(los.bus), bundle?.transitDiscountShare, included(allowance.transitTrips, 1));
        break;
      case TRAIN:
        cost.travelEur = pay(
          transitEur(this.train(t, first, last)),
          bundle?.transitDiscountShare,
          included(allowance.transitTrips, 1),
        );
        break;
      case PARK_AND_RIDE:
        cost.travelEur =
          pay(transitEur(los.parkAndRide), bundle?.transitDiscountShare, included(allowance.transitTrips, 1)) +
          carEur(prices, carDriveType, los.driveToHubM[first]!);
        cost.parkingEur = pay(prices.parkAndRideEurPerDay / 2, bundle?.parkAndRideDiscountShare);
        break;
      case SHARED_CAR: {
        let rentEur = 0;
        if (!traveller.keepsCar) rentEur = sharedCarEur(prices, carS[t]!, carM[t]!);
        else {
          let metres = 0;
          for (let i = first; i <= last; i++) metres += carM[i]!;
          const heldS = trips.departureS[last]! + carS[last]! - trips.departureS[first]!;
          rentEur = sharedCarEur(prices, heldS, metres) / (last - first + 1);
        }
        cost.travelEur = pay(rentEur, bundle?.sharedCarDiscountShare, included(allowance.sharedCarKm, carM[t]! / 1000));
        break;
      }
      case SHARED_BIKE:
        cost.travelEur = pay(
          sharedBikeEur(prices, los.bikeS[t]!),
          bundle?.sharedBikeDiscountShare,
          included(allowance.sharedBikeMin, los.bikeS[t]! / 60),
        );
        break;
    }
    return cost;
  }

  /** Parking after a trip, in the zone it leads to or another; free around home with a permit, and on a place of employer or premises. */
  parkingEur(t: number, zone: number): number {
    const { trips, carS } = this.input;
    const { homeZone, carWithoutPermit } = this.traveller;
    if (this.parking.eurPerH[zone] === 0 || (zone === homeZone && !carWithoutPermit)) return 0;
    if (zone === trips.toZone[t] && this.hasOwnPlace(t)) return 0;
    return this.parking.eur(trips.purpose[t]!, zone, trips.departureS[t]! + carS[t]!, trips.stayS[t]!);
  }

  /** A free place where a trip leads to. */
  hasOwnPlace(t: number): boolean {
    const { trips, population } = this.input;
    return this.parking.hasOwnPlace(population.persons.key[trips.person[t]!]!, trips.purpose[t]!, trips.toZone[t]!);
  }

  /** The train, with or without a hired bicycle. */
  train(t: number, first: number, last: number): TransitColumns {
    const { los } = this.input;
    return this.traveller.hires && (t === first || t === last) ? los.hired : los.train;
  }

  /** Minutes of looking for a public place and walking from it. */
  searchMin(t: number): number {
    const minutes = this.parking.searchMin[this.input.trips.toZone[t]!]!;
    return minutes > 0 && !this.hasOwnPlace(t) ? minutes : 0;
  }

  /** Minutes on foot between home and a car that has no permit there. */
  permitWalkMin(t: number, first: number, last: number): number {
    return this.traveller.carWithoutPermit && (t === first || t === last)
      ? this.input.scenario.parking.withoutPermitWalkMin
      : 0;
  }
}
