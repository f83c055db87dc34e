/** Fills the level of service of trips: streets on foot and by bicycle, the timetable, park-and-ride and bicycles at stations.
 *  In: planned trips and network. Out: its own trips' places in the columns. Tours are independent, so chunks may go to any thread. */
import type { Job } from '../core/parallel.ts';
import { distanceM } from '../core/units.ts';
import { RoadQuery } from '../routing/road-query.ts';
import { type ReachRange, type ReachTable, reachesOf, type StopReach } from '../routing/stop-access.ts';
import type { TransitJourney } from '../routing/transit-journey.ts';
import { TransitQuery } from '../routing/transit-query.ts';
import type { Scenario } from '../scenario/schema.ts';
import { FromPlaces } from './from-places.ts';
import { firstStop, isByTrain, keepJourney, lastStop } from './kept-journeys.ts';
import type { LevelOfService } from './level-of-service.ts';
import type { PlannedTrips } from './planned-trips.ts';
import type { StepFree } from './step-free.ts';
import type { TravelNetwork } from './travel-network.ts';

/** Walking further than this is nobody's choice; below the second, transit is not looked at [s]. */
const LONGEST_WALK_S = 1.6 * 3600;
const SHORT_WALK_S = 9 * 60;
const LONGEST_BIKE_M = 22_000;
/** Shortest trip for which a bicycle to the station or P+R is considered [m, beeline]. */
const COMBINED_FROM_M = 3_500;
const PARK_AND_RIDE_DETOUR = 1.6;
const PARK_AND_RIDE_CANDIDATES = 2;

export interface ServicePayload {
  readonly trips: PlannedTrips;
  readonly network: Omit<TravelNetwork, 'roads'>;
  readonly nodeLonDeg: Float64Array;
  readonly nodeLatDeg: Float64Array;
  /** [arc] */
  readonly lengthM: Float32Array;
  readonly los: LevelOfService;
  readonly choice: Scenario['choice'];
  readonly prices: Scenario['prices'];
  readonly bikeMps: number;
  readonly walkMps: number;
  readonly dayType: number;
  /** True when stations rent bicycles. */
  readonly stationBikes: boolean;
  /** [person] 1 for people in a wheelchair. */
  readonly inWheelchair: Uint8Array;
  /** [person] 1 when the person has a licence and the household a car. */
  readonly mayDrive: Uint8Array;
  readonly placeLonDeg: Float64Array;
  readonly placeLatDeg: Float64Array;
  readonly chunkTours: number;
}

export const levelOfServiceJob: Job<ServicePayload> = (payload) => {
  const worker = new ServiceWorker(payload);
  const { trips, chunkTours } = payload;
  return (chunk) => {
    const to = Math.min(trips.tourCount, (chunk + 1) * chunkTours);
    for (let tour = chunk * chunkTours; tour < to; tour++) worker.tour(tour);
  };
};

class ServiceWorker {
  private readonly payload: ServicePayload;
  /** What the present traveller walks and rides on. */
  private foot: Foot;
  private readonly anyone: Foot;
  private readonly inWheelchair: Foot | null;
  private readonly bike: RoadQuery;
  private readonly car: RoadQuery;
  private readonly bikeFrom: FromPlaces;

  constructor(payload: ServicePayload) {
    this.payload = payload;
    const { network } = payload;
    const nodeCount = payload.nodeLonDeg.length;
    this.anyone = footOf(network, nodeCount);
    this.inWheelchair =
      network.stepFree === null || !payload.inWheelchair.includes(1) ? null : footOf(network.stepFree, nodeCount);
    this.foot = this.anyone;
    this.bike = new RoadQuery(payload.network.bike);
    this.car = new RoadQuery(payload.network.car);
    this.bikeFrom = new FromPlaces(this.bike, payload.nodeLonDeg.length);
  }

  tour(tour: number): void {
    const { trips, los, mayDrive, inWheelchair } = this.payload;
    const flat = inWheelchair[trips.tourPerson[tour]!] === 1 ? this.inWheelchair : null;
    this.foot = flat ?? this.anyone;
    const first = trips.firstTrip[tour]!;
    const last = trips.firstTrip[tour + 1]! - 1;
    for (let t = first; t <= last; t++) this.trip(t, t === first, t === last);
    if (mayDrive[trips.tourPerson[tour]!] === 1 && last > first) {
      this.parkAndRideThere(first);
      const hub = los.parkAndRideHub[first]!;
      if (hub !== 0xffffffff) this.parkAndRideBack(last, hub);
    }
  }

  private trip(t: number, fromHome: boolean, toHome: boolean): void {
    const { trips, los, network, bikeMps, walkMps } = this.payload;
    const from = trips.fromNode[t]!;
    const to = trips.toNode[t]!;
    const beyondM = trips.beyondM[t]!;
    const beelineM = this.beelineM(t);
    if (beyondM < 5_000 && beelineM < LONGEST_WALK_S * walkMps) {
      const seconds = this.foot.from.seconds(trips.fromPlace[t]!, from, to) + beyondM / walkMps;
      if (seconds <= LONGEST_WALK_S) {
        los.walkS[t] = Math.max(30, seconds);
        los.walkM[t] = Math.max(30, seconds) * walkMps;
      }
    }
    if (beelineM < LONGEST_BIKE_M) {
      const seconds = this.bikeFrom.seconds(trips.fromPlace[t]!, from, to) + beyondM / bikeMps;
      if (seconds * bikeMps < 1.4 * LONGEST_BIKE_M) {
        los.bikeS[t] = 60 + seconds;
        los.bikeM[t] = seconds * bikeMps;
      }
    }
    if (los.walkS[t]! < SHORT_WALK_S) return;
    const access = this.stops(trips.fromPlace[t]!, from, this.foot.stopAccess);
    const egress = this.stops(trips.toPlace[t]!, to, this.foot.stopEgress);
    if (!isEmpty(access) && !isEmpty(egress))
      for (const journey of this.journeys(t, access, egress))
        keepJourney(this.payload, isByTrain(journey) ? los.train : los.bus, t, journey);
    if (beelineM < COMBINED_FROM_M) return;
    // The bicycle stands at home, so it reaches the station from home only.
    const bikeAccess = fromHome ? reachesOf(network.stationAccess, from) : access;
    const bikeEgress = toHome ? reachesOf(network.stationEgress, to) : egress;
    if ((fromHome || toHome) && !isEmpty(bikeAccess) && !isEmpty(bikeEgress))
      for (const journey of this.journeys(t, bikeAccess, bikeEgress))
        if (
          isByTrain(journey) &&
          keepJourney(
            this.payload,
            los.train,
            t,
            journey,
            fromHome ? journey.accessM : 0,
            toHome ? journey.egressM : 0,
          ) &&
          fromHome
        )
          los.bikeLeftAt[t] = network.stationOf[firstStop(journey)]!;
    if (this.payload.stationBikes) this.withRentedBike(t, fromHome, toHome);
  }

  /** By train with a bicycle rented at the station where it ends; on the way back it is returned there. Away from home only, and only on the
   *  network: beyond it there are no streets to ride on. */
  private withRentedBike(t: number, fromHome: boolean, toHome: boolean): void {
    const { trips, los, network, prices } = this.payload;
    if (fromHome === toHome) return;
    if (this.isBeyond(trips.fromPlace[t]!) || this.isBeyond(trips.toPlace[t]!)) return;
    const access = reachesOf(network.stationAccess, trips.fromNode[t]!);
    const egress = reachesOf(network.stationEgress, trips.toNode[t]!);
    if (isEmpty(access) || isEmpty(egress)) return;
    for (const journey of this.journeys(t, access, egress)) {
      if (!isByTrain(journey)) continue;
      if (
        !keepJourney(
          this.payload,
          los.hired,
          t,
          journey,
          journey.accessM,
          journey.egressM,
          prices.stationBikeEurPerDay / 2,
        )
      )
        continue;
      los.hiredAt[t] = network.stationOf[fromHome ? lastStop(journey) : firstStop(journey)]!;
      if (fromHome) los.bikeLeftByHirersAt[t] = network.stationOf[firstStop(journey)]!;
    }
  }

  private isBeyond(place: number): boolean {
    return place !== 0xffffffff && this.payload.network.beyondStops[place]!.length > 0;
  }

  private journeys(t: number, access: Reaches, egress: Reaches): TransitJourney[] {
    const { trips, los, dayType } = this.payload;
    const walkS = los.walkS[t]!;
    return this.foot.transit.journeys({
      access,
      egress,
      departureS: trips.departureS[t]!,
      dayType,
      maxTransfers: 3,
      ...(walkS < Infinity ? { walkOnlyTimeS: Math.round(walkS) } : {}),
    });
  }

  /** The best P+R on the way to the first stop of a tour. */
  private parkAndRideThere(t: number): void {
    const { trips, network, los } = this.payload;
    const beelineM = this.beelineM(t);
    if (beelineM < COMBINED_FROM_M) return;
    const egress = this.stops(trips.toPlace[t]!, trips.toNode[t]!, this.foot.stopEgress);
    if (isEmpty(egress)) return;
    const candidates = network.parkAndRideHubs
      .map((hub) => ({ hub, ...this.detour(t, hub) }))
      .filter(({ inM, outM }) => inM + outM < PARK_AND_RIDE_DETOUR * beelineM && outM > 800)
      .sort((a, b) => a.inM / 9 + a.outM / 6 - b.inM / 9 - b.outM / 6 || a.hub - b.hub)
      .slice(0, PARK_AND_RIDE_CANDIDATES);
    for (const { hub } of candidates) {
      const node = network.hubNode[hub]!;
      const path = this.car.path(trips.fromNode[t]!, node);
      const access = reachesOf(this.foot.stopAccess, node);
      if (path === null || isEmpty(access)) continue;
      const driveS = 120 + path.timeMs / 1000;
      const before = los.parkAndRide.utility[t]!;
      const departureS = trips.departureS[t]! + Math.round(driveS);
      for (const journey of this.foot.transit.journeys({
        access,
        egress,
        departureS,
        dayType: this.payload.dayType,
        maxTransfers: 2,
      }))
        keepJourney(this.payload, los.parkAndRide, t, journey);
      if (los.parkAndRide.utility[t]! === before) continue;
      los.parkAndRideHub[t] = hub;
      los.driveToHubS[t] = driveS;
      los.driveToHubM[t] = path.arcs.reduce((sum, arc) => sum + this.payload.lengthM[arc]!, 0);
    }
  }

  private parkAndRideBack(t: number, hub: number): void {
    const { trips, network, los } = this.payload;
    const access = this.stops(trips.fromPlace[t]!, trips.fromNode[t]!, this.foot.stopAccess);
    const egress = reachesOf(this.foot.stopEgress, network.hubNode[hub]!);
    if (isEmpty(access) || isEmpty(egress)) return;
    for (const journey of this.foot.transit.journeys({
      access,
      egress,
      departureS: trips.departureS[t]!,
      dayType: this.payload.dayType,
      maxTransfers: 2,
    }))
      keepJourney(this.payload, los.parkAndRide, t, journey);
    los.parkAndRideHub[t] = hub;
  }

  private stops(place: number, node: number, table: ReachTable): Reaches {
    const beyond = place === 0xffffffff ? undefined : this.payload.network.beyondStops[place];
    return beyond !== undefined && beyond.length > 0 ? beyond : reachesOf(table, node);
  }

  private beelineM(t: number): number {
    const { trips } = this.payload;
    const a = this.point(trips.fromPlace[t]!, trips.fromNode[t]!);
    const b = this.point(trips.toPlace[t]!, trips.toNode[t]!);
    return distanceM(a[0], a[1], b[0], b[1]);
  }

  private detour(t: number, hub: number): { inM: number; outM: number } {
    const { trips, network } = this.payload;
    const a = this.point(trips.fromPlace[t]!, trips.fromNode[t]!);
    const b = this.point(trips.toPlace[t]!, trips.toNode[t]!);
    const h = this.point(0xffffffff, network.hubNode[hub]!);
    return { inM: distanceM(a[0], a[1], h[0], h[1]), outM: distanceM(h[0], h[1], b[0], b[1]) };
  }

  private point(place: number, node: number): [lonDeg: number, latDeg: number] {
    const { placeLonDeg, placeLatDeg, nodeLonDeg, nodeLatDeg } = this.payload;
    return place !== 0xffffffff ? [placeLonDeg[place]!, placeLatDeg[place]!] : [nodeLonDeg[node]!, nodeLatDeg[node]!];
  }
}

/** Streets on foot and timetable: of everybody, or of people in a wheelchair. */
interface Foot {
  readonly from: FromPlaces;
  readonly transit: TransitQuery;
  readonly stopAccess: ReachTable;
  readonly stopEgress: ReachTable;
}

const footOf = (network: StepFree, nodeCount: number): Foot => ({
  from: new FromPlaces(new RoadQuery(network.walk), nodeCount),
  transit: new TransitQuery(network.transit),
  stopAccess: network.stopAccess,
  stopEgress: network.stopEgress,
});

type Reaches = readonly StopReach[] | ReachRange;

const isEmpty = (reaches: Reaches): boolean =>
  'first' in reaches ? reaches.first === reaches.last : reaches.length === 0;
