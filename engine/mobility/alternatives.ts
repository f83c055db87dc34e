/** The worth of every way to make a tour. The vehicle that leaves home comes back: car, bicycle, e-bike and shared car serve whole tours, P+R the
 *  way out and back; with the other modes single trips may be walked. Utility of a tour is the mean over its trips, so that preferences weigh the
 *  same in long and short tours. Scratch state of one thread.
 *  In: level of service, prices, persons. Method: nested logit, see nested-gumbel.ts. */
import { InputError } from '../core/errors.ts';
import { purposeId, uniform } from '../core/random.ts';
import { distanceClass, TARGET_OF_MODE, targetPurpose } from '../demand/mode-targets.ts';
import type { Population } from '../demand/population.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { carEur, sharedBikeEur, sharedCarEur } from './fares.ts';
import type { LevelOfService, TransitColumns } from './level-of-service.ts';
import type { PlannedTrips } from './planned-trips.ts';
import { MODES, type Subscriptions } from './stores.ts';
import type { TravelNetwork } from './travel-network.ts';

export const WALK = 0;
export const BIKE = 1;
export const E_BIKE = 2;
export const CAR = 3;
export const PASSENGER = 4;
export const BUS = 5;
export const TRAIN = 6;
export const PARK_AND_RIDE = 7;
export const SHARED_CAR = 8;
export const SHARED_BIKE = 9;
export const MODE_COUNT = MODES.length;

/** [mode] nest: 0 active, 1 motorised, 2 public. */
export const NEST_OF: readonly number[] = [0, 0, 0, 1, 1, 2, 2, 2, 1, 0];
export const NESTS = 3;

const NOT_POSSIBLE = -Infinity;
/** Time weights for people with reduced mobility; assumption. */
const REDUCED_WALK = 1.8;
const REDUCED_BIKE = 1.6;
/** Without a driver at home one rides along with others: rarer. Assumption. */
const NO_DRIVER_AT_HOME = -1.3;
/** Children are taken along by their family more than adults are. Assumption. */
const TAKEN_ALONG = 1.5;
const CHILD_UNTIL = 16;
/** Ages at which children go alone by public transport, and may use an e-bike or shared vehicles. */
const ALONE_BY_TRANSIT = 10;
const E_BIKE_AGE = 16;
const SHARED_BIKE_AGE = 14;
const WORKER = 2;
const HUB_NONE = 0xffffffff;
/** Longest walk between two stops of a tour for which car or bicycle stay where they are [s]. */
const HOP_S = 420;

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

/** Days of a month that a working day's budget and a bundle's content are spread over. */
const WORKING_DAYS_PER_MONTH = 253 / 12;
const EMPLOYER = purposeId('employer budget');

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
  /** [target mode, the car left out][distance class] */
  private readonly byDistance: ReadonlyArray<readonly number[]>;
  /** [target mode, the car left out][purpose] */
  private readonly byPurpose: ReadonlyArray<readonly number[]>;
  private readonly parkingEurPerH: Float64Array;
  private readonly driverAtHome: Uint8Array;
  private readonly cost: TripCost = { travelEur: 0, parkingEur: 0, discountEur: 0, employerEur: 0, serviceEur: 0 };
  /** Of the person looked at; the day's keeper changes it. */
  readonly allowance: Allowance = { capEur: Infinity, transitTrips: 0, sharedCarKm: 0, sharedBikeMin: 0 };
  private employerEurPerTrip = 0;
  /** [trip of the tour × mode] */
  private tripU = new Float64Array(16 * MODE_COUNT);
  private first = 0;
  private costWeight = 0;
  private walkFactor = 1;
  private bikeFactor = 1;
  private busFareShare = 1;
  private trainFareShare = 1;
  private usesApp = false;
  /** Shared cars may stay at the hub where they arrive. */
  private readonly oneWay: boolean;
  private bundle = -1;

  constructor(input: AlternativesInput) {
    this.input = input;
    const { walk, bicycle, publicTransport } = input.scenario.choice.byDistance;
    this.byDistance = [walk, bicycle, publicTransport];
    const purpose = input.scenario.choice.byPurpose;
    this.byPurpose = [purpose.walk, purpose.bicycle, purpose.publicTransport];
    this.parkingEurPerH = parkingTariffs(input.scenario, input.zones);
    this.oneWay = input.scenario.fleets.sharedCarOneWay;
    this.driverAtHome = driversAtHome(input.population);
  }

  /** Fills `utility` for a tour. @param carDriveType drive type of the household car that could be used, -1 when none is at home */
  evaluate(tour: number, carDriveType: number): void {
    const { trips } = this.input;
    const first = trips.firstTrip[tour]!;
    const last = trips.firstTrip[tour + 1]! - 1;
    this.knowPerson(tour, first, last);
    this.first = first;
    const size = (last - first + 1) * MODE_COUNT;
    if (this.tripU.length < size) this.tripU = new Float64Array(2 * size);
    for (let t = first; t <= last; t++)
      for (let mode = 0; mode < MODE_COUNT; mode++)
        this.tripU[(t - first) * MODE_COUNT + mode] = this.utilityOf(mode, t, first, last, carDriveType);
    for (let mode = 0; mode < MODE_COUNT; mode++) {
      let sum = 0;
      let used = 0;
      for (let t = first; t <= last; t++) {
        const made = this.modeOfTrip(mode, t, first, last);
        if (made < 0) {
          sum = NOT_POSSIBLE;
          break;
        }
        if (made === mode) used++;
        sum += this.tripUtility(made, t);
      }
      this.utility[mode] = used > 0 ? sum / (last - first + 1) : NOT_POSSIBLE;
    }
  }

  /** Weight of a euro for the person of the tour last evaluated (negative). */
  get eurWeight(): number {
    return this.costWeight;
  }

  /** How a trip is made within a tour of a main mode; -1 when it cannot be. Needs `evaluate` of the tour before. */
  modeOfTrip(main: number, t: number, first: number, last: number): number {
    const able = (mode: number): boolean => this.tripUtility(mode, t) > NOT_POSSIBLE;
    switch (main) {
      case BIKE:
      case E_BIKE:
      case CAR:
      case SHARED_CAR:
        if (main === SHARED_CAR && this.oneWay) return this.oneOfMany(main, t);
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

  /** The best single-trip mode besides one that is not to be had; preferences are those of the tour. */
  fallback(t: number, without: number, preference: Float64Array): number {
    let best = -1;
    let bestU = NOT_POSSIBLE;
    for (const mode of [WALK, PASSENGER, BUS, TRAIN, SHARED_BIKE]) {
      if (mode === without) continue;
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

  private knowPerson(tour: number, first: number, last: number): void {
    const { scenario, population, trips, subscriptions, dayType } = this.input;
    const { choice } = scenario;
    const p = trips.tourPerson[tour]!;
    const { persons, households } = population;
    const income = households.incomeClass[persons.household[p]!]!;
    let purposeFactor = 1;
    let works = false;
    for (let t = first; t < last; t++) {
      if (trips.purpose[t] === 7 || trips.purpose[t] === 1) works = true;
      if (trips.purpose[t] === 7) purposeFactor = Math.min(purposeFactor, choice.businessCostFactor);
      if (trips.purpose[t] === 1) purposeFactor = Math.min(purposeFactor, choice.commuteCostFactor);
    }
    this.costWeight =
      choice.costPerEur *
      purposeFactor *
      (income === 0 ? choice.lowIncomeCostFactor : income === 2 ? choice.highIncomeCostFactor : 1);
    const reduced = persons.reducedMobility[p] === 1;
    this.walkFactor = reduced ? REDUCED_WALK : 1;
    this.bikeFactor = reduced ? REDUCED_BIKE : 1;
    const age = persons.ageYears[p]!;
    const free = age < 4 || (persons.studentCard[p] === 1 && dayType === 0);
    this.busFareShare = free ? 0 : age < 12 || age >= 65 ? 0.66 : 1;
    this.trainFareShare = free ? 0 : age < 12 ? 0.15 : age >= 65 ? 0.8 : 1;
    const { employerBudgetEurPerMonth, employerBudgetShare } = scenario.maas;
    this.employerEurPerTrip =
      employerBudgetEurPerMonth > 0 &&
      works &&
      persons.group[p] === WORKER &&
      dayType === 0 &&
      uniform(scenario.seed, EMPLOYER, persons.key[p]!) < employerBudgetShare
        ? employerBudgetEurPerMonth / WORKING_DAYS_PER_MONTH / (last - first + 1)
        : 0;
    this.usesApp = subscriptions.usesApp[p] === 1;
    this.bundle = subscriptions.bundleOf[p] === 255 ? -1 : subscriptions.bundleOf[p]!;
  }

  /** Money of a trip by a mode; the object is reused. Needs `evaluate` of the tour before. */
  costOf(mode: number, t: number, first: number, last: number, carDriveType: number): TripCost {
    const { scenario, los, trips, carS, carM } = this.input;
    const { prices, maas } = scenario;
    const bundle = this.bundle >= 0 ? maas.bundles[this.bundle]! : null;
    const cost = this.cost;
    cost.travelEur = 0;
    cost.parkingEur = 0;
    cost.discountEur = 0;
    cost.employerEur = 0;
    cost.serviceEur = 0;
    const { allowance } = this;
    let capEur = allowance.capEur;
    let employerEur = this.employerEurPerTrip;
    const transitEur = (columns: TransitColumns): number =>
      columns.busEur[t]! * this.busFareShare + columns.trainEur[t]! * this.trainFareShare + columns.rentEur[t]!;
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
        cost.parkingEur = t === last ? 0 : this.parkingEur(t);
        break;
      case BUS:
        cost.travelEur = pay(transitEur(los.bus), bundle?.transitDiscountShare, included(allowance.transitTrips, 1));
        break;
      case TRAIN:
        cost.travelEur = pay(transitEur(los.train), bundle?.transitDiscountShare, included(allowance.transitTrips, 1));
        break;
      case PARK_AND_RIDE:
        cost.travelEur =
          pay(transitEur(los.parkAndRide), bundle?.transitDiscountShare, included(allowance.transitTrips, 1)) +
          carEur(prices, carDriveType, this.driveToHub(t, first).metres);
        cost.parkingEur = pay(prices.parkAndRideEurPerDay / 2, bundle?.parkAndRideDiscountShare);
        break;
      case SHARED_CAR: {
        let rentEur = 0;
        if (this.oneWay) rentEur = sharedCarEur(prices, carS[t]!, carM[t]!);
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

  /** Seconds a trip takes by a mode, door to door. */
  timeOf(mode: number, t: number, first: number): number {
    const { los, carS, scenario, trips, network } = this.input;
    switch (mode) {
      case WALK:
        return los.walkS[t]!;
      case BIKE:
        return los.bikeS[t]!;
      case E_BIKE:
        return (los.bikeS[t]! * scenario.travel.bikeSpeedKmh) / scenario.travel.eBikeSpeedKmh;
      case CAR:
        return carS[t]! + 60 * this.searchMin(t);
      case PASSENGER:
        return carS[t]!;
      case BUS:
        return los.bus.timeS[t]!;
      case TRAIN:
        return los.train.timeS[t]!;
      case PARK_AND_RIDE:
        return los.parkAndRide.timeS[t]! + this.driveToHub(t, first).seconds;
      case SHARED_CAR: {
        if (this.oneWay) return carS[t]! + this.carHubWalkS(t);
        const home = trips.fromNode[first]!;
        return carS[t]! + (t === first ? network.sharedCarHub.walkS[home]! : 0);
      }
      default:
        return los.bikeS[t]! + this.bikeHubWalkS(t);
    }
  }

  private utilityOf(mode: number, t: number, first: number, last: number, carDriveType: number): number {
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
    const ease = maas.enabled && this.usesApp ? maas.transferEase : 0;
    const minutes = this.timeOf(mode, t, first) / 60;
    switch (mode) {
      case WALK:
        return minutes < Infinity ? constants.walk + choice.walkPerMin * this.walkFactor * minutes : NOT_POSSIBLE;
      case BIKE:
        return persons.bike[p] === 1 && minutes < Infinity
          ? constants.bike + choice.bikePerMin * this.bikeFactor * minutes
          : NOT_POSSIBLE;
      case E_BIKE:
        return persons.eBike[p] === 1 && age >= E_BIKE_AGE && minutes < Infinity
          ? constants.eBike + choice.eBikePerMin * this.bikeFactor * minutes
          : NOT_POSSIBLE;
      case CAR:
        return carDriveType >= 0 && persons.licence[p] === 1 && carS[t]! < Infinity
          ? choice.carPerMin * minutes + this.costU(mode, t, first, last, carDriveType)
          : NOT_POSSIBLE;
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
        return constants.train + ease + this.transitU(los.train, mode, t, first, last);
      case PARK_AND_RIDE: {
        const hub = los.parkAndRideHub[t]!;
        if (hub === HUB_NONE || carDriveType < 0 || persons.licence[p] === 0 || (t !== first && t !== last))
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
        if (this.oneWay) {
          const from = hub[trips.fromNode[t]!]!;
          const to = hub[trips.toNode[t]!]!;
          if (from === HUB_NONE || to === HUB_NONE || from === to) return NOT_POSSIBLE;
        } else if (hub[home] === HUB_NONE) return NOT_POSSIBLE;
        const walkMin = this.oneWay ? this.carHubWalkS(t) / 60 : t === first || t === last ? walkS[home]! / 60 : 0;
        return (
          constants.sharedCar +
          ease +
          (choice.carPerMin * carS[t]!) / 60 +
          choice.walkPerMin * this.walkFactor * walkMin +
          this.costU(mode, t, first, last, carDriveType)
        );
      }
      default: {
        const { hub } = network.sharedBikeHub;
        if (!bookable || age < SHARED_BIKE_AGE || minutes === Infinity) return NOT_POSSIBLE;
        const from = hub[trips.fromNode[t]!]!;
        const to = hub[trips.toNode[t]!]!;
        if (from === HUB_NONE || to === HUB_NONE || from === to) return NOT_POSSIBLE;
        return (
          constants.sharedBike +
          ease +
          (choice.bikePerMin * this.bikeFactor * los.bikeS[t]!) / 60 +
          (choice.walkPerMin * this.walkFactor * this.bikeHubWalkS(t)) / 60 +
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
      this.walkFactor > 1
        ? (this.input.scenario.choice.walkPerMin * (this.walkFactor - 1) * columns.walkM[t]!) / 75
        : 0;
    return u === NOT_POSSIBLE ? u : u + slow + this.costU(mode, t, first, last, carDriveType);
  }

  private costU(mode: number, t: number, first: number, last: number, carDriveType: number): number {
    const { travelEur, parkingEur } = this.costOf(mode, t, first, last, carDriveType);
    return this.costWeight * (travelEur + parkingEur);
  }

  private parkingEur(t: number): number {
    const { trips, scenario } = this.input;
    const eurPerH = this.parkingEurPerH[trips.toZone[t]!]!;
    return Math.min(scenario.prices.parkingMaxEurPerDay, (eurPerH * trips.stayS[t]!) / 3600);
  }

  private searchMin(t: number): number {
    const { trips, scenario } = this.input;
    return this.parkingEurPerH[trips.toZone[t]!]! > 0 ? scenario.prices.parkingSearchMin : 0;
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

/** Distance between the ends of a trip along the streets, the same whatever the mode: by bicycle where one can cycle, else by car [m]. */
export function roadM({ los, carM }: Pick<AlternativesInput, 'los' | 'carM'>, t: number): number {
  return los.bikeS[t]! < Infinity ? los.bikeM[t]! : carM[t]!;
}

/** Index into TARGET_PURPOSES; the way home has the purpose of the stop before it. */
export const purposeOf = ({ purpose }: PlannedTrips, t: number): number =>
  targetPurpose(purpose[t]!, t > 0 ? purpose[t - 1]! : 0);

/** [zone] tariff by code or name, else the general one.
 *  @throws InputError for a tariff of a zone that the district does not have, with the names it has */
export function parkingTariffs(scenario: Scenario, zones: Zones): Float64Array {
  const { parkingEurPerHour, parkingEurPerHourByZone } = scenario.prices;
  requireZones('prices.parkingEurPerHourByZone', Object.keys(parkingEurPerHourByZone), zones);
  return Float64Array.from(
    { length: zones.count },
    (_, zone) =>
      parkingEurPerHourByZone[zones.code[zone]!] ?? parkingEurPerHourByZone[zones.name[zone]!] ?? parkingEurPerHour,
  );
}

/** A list of which no zone is in the district belongs to another one (a base scenario's, on an imported district) and says nothing here.
 *  @throws InputError naming every zone that is not in the district, and those that are */
export function requireZones(key: string, names: readonly string[], { code, name }: Zones): void {
  const known = new Set([...code, ...name]);
  if (names.length > 1 && !names.some((one) => known.has(one))) return;
  const problems = names
    .filter((one) => !known.has(one))
    .map((one) => ({
      file: 'scenario',
      key: `${key}.${one}`,
      rule: `must be the code or name of a zone of the district: ${name.join(', ')}`,
      value: one,
    }));
  if (problems.length > 0) throw new InputError(problems);
}

/** [household] licences among its members. */
function driversAtHome(population: Population): Uint8Array {
  const drivers = new Uint8Array(population.households.count);
  const { household, licence, count } = population.persons;
  for (let p = 0; p < count; p++) drivers[household[p]!]! += licence[p]!;
  return drivers;
}
