/** Trips of a day as the results keep them: distances, active travel, emissions and money beside the choice.
 *  In: what the day decided. Out: TripStore in shared memory. Pure. */
import { sharedF32 } from '../core/shared.ts';
import type { DayInput } from './day-record.ts';
import type { TransitColumns } from './level-of-service.ts';
import {
  BIKE,
  BUS,
  CAR,
  E_BIKE,
  PARK_AND_RIDE,
  PASSENGER,
  roadM,
  SHARED_BIKE,
  SHARED_CAR,
  TRAIN,
  WALK,
} from './modes.ts';
import type { Outcome } from './outcome.ts';
import type { TripStore } from './stores.ts';

/** Share of a plug-in hybrid's kilometres on electricity.
 *  @source ICCT (2022), real-world usage in Europe: 45–49 % for private cars */
const PLUG_IN_ELECTRIC_SHARE = 0.47;

export function tripStore(day: DayInput, outcome: Outcome): TripStore {
  const { trips, los, carM, scenario, dayType, network } = day;
  const store = {
    dayType,
    count: trips.count,
    person: trips.person,
    tour: trips.tourOfDay,
    purpose: trips.purpose,
    fromZone: trips.fromZone,
    toZone: trips.toZone,
    fromNode: trips.fromNode,
    toNode: trips.toNode,
    mode: outcome.mode,
    failure: outcome.failure,
    turnedAwayFrom: outcome.turnedAwayFrom,
    departureS: outcome.departureS,
    travelTimeS: outcome.timeS,
    distanceM: sharedF32(trips.count),
    roadM: sharedF32(trips.count),
    walkM: sharedF32(trips.count),
    bikeM: sharedF32(trips.count),
    carM: sharedF32(trips.count),
    costEur: outcome.costEur,
    parkingEur: outcome.parkingEur,
    discountEur: outcome.discountEur,
    employerEur: outcome.employerEur,
    co2G: sharedF32(trips.count),
    car: outcome.car,
    escortTrip: outcome.escortTrip,
    logsumEur: outcome.logsumEur,
  };
  const walkMps = scenario.travel.walkSpeedKmh / 3.6;
  for (let t = 0; t < trips.count; t++) {
    store.roadM[t] = roadM(day, t);
    if (outcome.failure[t] !== 0) continue;
    const first = trips.firstTrip[trips.tour[t]!]!;
    const ride = (columns: TransitColumns): number => {
      store.walkM[t] = columns.walkM[t]!;
      store.bikeM[t] = columns.bikeM[t]!;
      store.co2G[t] = transitG(columns, t);
      return columns.walkM[t]! + columns.bikeM[t]! + columns.busM[t]! + columns.trainM[t]!;
    };
    switch (outcome.mode[t]) {
      case WALK:
        store.distanceM[t] = store.walkM[t] = los.walkM[t]!;
        break;
      case BIKE:
      case E_BIKE:
        store.distanceM[t] = store.bikeM[t] = los.bikeM[t]!;
        break;
      case SHARED_BIKE: {
        const { walkS } = network.sharedBikeHub;
        store.bikeM[t] = los.bikeM[t]!;
        store.walkM[t] = (walkS[trips.fromNode[t]!]! + walkS[trips.toNode[t]!]!) * walkMps;
        store.distanceM[t] = store.bikeM[t]! + store.walkM[t]!;
        break;
      }
      case CAR:
      case SHARED_CAR:
        store.distanceM[t] = store.carM[t] = carM[t]!;
        store.co2G[t] = drivenG(outcome.car[t]!, carM[t]!);
        break;
      case PASSENGER:
        store.distanceM[t] = carM[t]!;
        break;
      case BUS:
        store.distanceM[t] = ride(los.bus);
        break;
      case TRAIN:
        store.distanceM[t] = ride(outcome.hired[t] === 1 ? los.hired : los.train);
        break;
      case PARK_AND_RIDE: {
        const driven = los.driveToHubM[first]!;
        store.distanceM[t] = ride(los.parkAndRide) + driven;
        store.carM[t] = driven;
        store.co2G[t]! += drivenG(outcome.car[t]!, driven);
        break;
      }
    }
  }
  return store;

  function transitG(columns: TransitColumns, t: number): number {
    const { emissions } = scenario;
    return (
      (emissions.busGPerPassengerKm * columns.busM[t]! + emissions.trainGPerPassengerKm * columns.trainM[t]!) / 1000
    );
  }

  function drivenG(car: number, metres: number): number {
    const { driveType, consumptionKwhPerKm } = day.population.cars;
    const { petrolGPerKm, electricityGPerKwh } = scenario.emissions;
    const electric = driveType[car] === 2 ? 1 : driveType[car] === 1 ? PLUG_IN_ELECTRIC_SHARE : 0;
    const perKm = electric * consumptionKwhPerKm[car]! * electricityGPerKwh + (1 - electric) * petrolGPerKm;
    return (perKm * metres) / 1000;
  }
}
