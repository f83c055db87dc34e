/** Journeys from door to door for a single question: walk, bicycle, car, public transport reached on foot or by bicycle, park-and-ride, shared
 *  car and shared bicycle from a hub. In: a planner over roads, timetable and hubs; the question. Out: journeys with legs, totals by a tariff.
 *  Streets go through ngraph.path (street-paths.ts), timetables through RAPTOR; the batch of a travel day uses RoadQuery on the same weights. */
import { distanceM } from '../core/units.ts';
import { freeTimeMs, NO_ACCESS, type RoadGraph, type RoadMode } from '../network/road-graph.ts';
import { NO_NODE, StreetIndex } from '../network/street-index.ts';
import { type Timetable, TRANSIT_MODES } from '../network/timetable.ts';
import type { Journey, JourneyLeg, JourneyMode, JourneyPlace, JourneyTotals, LegMode } from './journey.ts';
import { arcsLengthM, arcsShape, rideShape } from './leg-shape.ts';
import {
  buildFootpaths,
  buildStopAccess,
  type ReachRange,
  reachesOf,
  type StopAccess,
  type StopReach,
} from './stop-access.ts';
import { StreetPaths } from './street-paths.ts';
import { prepareTransit } from './transit-index.ts';
import type { TransitJourney } from './transit-journey.ts';
import { TransitQuery } from './transit-query.ts';
import { rideAccessible, wheelchairTimesMs, wheelchairTimetable } from './wheelchair.ts';

/** Where vehicles are shared and where a car can be left. */
export interface JourneyHub extends JourneyPlace {
  readonly sharedCars: boolean;
  readonly sharedBikes: boolean;
  readonly parkAndRide: boolean;
  /** Places for cars and for bicycles that are still free; as many as needed when absent. */
  readonly freeCarPlaces?: number;
  readonly freeBikePlaces?: number;
}

export interface PlannerInput {
  readonly roads: RoadGraph;
  readonly timetable: Timetable;
  readonly hubs: readonly JourneyHub[];
  /** Prices a whole journey. */
  readonly tariff: (mode: JourneyMode, legs: readonly JourneyLeg[]) => JourneyTotals;
  /** [arc] times [ms]; the graph's free times when absent. */
  readonly weightMs?: Partial<Readonly<Record<RoadMode, Uint32Array>>>;
  /** Without steps, and without stops and trips that are known to be closed to wheelchairs. */
  readonly wheelchair?: boolean;
}

export interface JourneyAsk {
  readonly from: JourneyPlace;
  readonly to: JourneyPlace;
  readonly departureS: number;
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  readonly modes: readonly JourneyMode[];
  readonly maxTransfers?: number;
}

/** A place with no street of a mode near. */
export class OffNetworkError extends RangeError {
  override readonly name = 'OffNetworkError';
  readonly end: 'from' | 'to';
  constructor(end: 'from' | 'to', mode: RoadMode) {
    super(`no street for ${mode} within ${SNAP_M} m of the ${end === 'from' ? 'start' : 'destination'}`);
    this.end = end;
  }
}

const SNAP_M = 1000;
const WALK_ACCESS_S = 20 * 60;
const BIKE_ACCESS_S = 25 * 60;
const FOOTPATH_S = 8 * 60;
/** Hubs that are tried. */
const HUBS_TRIED = 4;
/** Furthest hub on foot [m, straight]. */
const HUB_REACH_M = 1200;
/** Stops that a hub's bicycle park serves [m, straight]. */
const HUB_STOPS_M = 250;
/** Getting a bicycle out, finding a place for a car and locking up [s] (assumption). */
const BIKE_HANDLING_S = 60;
const PARKING_S = 120;
/** Getting into a shared vehicle [s] (assumption). */
const UNLOCK_S = 120;

/** Keeps what questions share; every part is made when first needed. */
export class JourneyPlanner {
  private readonly input: PlannerInput;
  private readonly streets: StreetIndex;
  private readonly paths: StreetPaths;
  private readonly walkMps: number;
  private reach: Partial<Record<'walk' | 'bike', StopAccess>> = {};
  private transit: TransitQuery | null = null;

  constructor(input: PlannerInput) {
    this.input = input.wheelchair === true ? inWheelchair(input) : input;
    this.streets = new StreetIndex(input.roads);
    this.paths = new StreetPaths(input.roads);
    this.walkMps = meanSpeedMps(input.roads, this.weights('walk'));
  }

  /** Journeys for the modes asked for, earliest arrival first. @throws OffNetworkError */
  plan(ask: JourneyAsk): Journey[] {
    const journeys = [...new Set(ask.modes)].flatMap((mode) => this.ofMode(mode, ask));
    return journeys.sort((a, b) => a.arrivalS - b.arrivalS || b.departureS - a.departureS || a.transfers - b.transfers);
  }

  private ofMode(mode: JourneyMode, ask: JourneyAsk): Journey[] {
    switch (mode) {
      case 'walk':
        return this.direct(mode, ask, this.road('walk', 'walk', ask.from, ask.to, ask.departureS, 0));
      case 'bike':
        return this.direct(mode, ask, this.road('bike', 'bike', ask.from, ask.to, ask.departureS, BIKE_HANDLING_S));
      case 'car':
        return this.direct(mode, ask, this.road('car', 'car', ask.from, ask.to, ask.departureS, PARKING_S));
      case 'transit':
        return this.byTransit(mode, ask, 'walk');
      case 'bike-transit':
        return this.byTransit(mode, ask, 'bike');
      case 'park-and-ride':
        return this.parkAndRide(ask);
      case 'shared-car':
        return this.shared(mode, 'car', ask);
      case 'shared-bike':
        return this.shared(mode, 'bike', ask);
    }
  }

  /** A stop whose hub has no free place for a bicycle cannot be cycled to. */
  private holdsBikes(stop: number): boolean {
    const { timetable, hubs } = this.input;
    const full = (hub: JourneyHub): boolean => hub.freeBikePlaces !== undefined && hub.freeBikePlaces <= 0;
    return !hubs.some(
      (hub) =>
        full(hub) && distanceM(...hub.lonLat, timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!) <= HUB_STOPS_M,
    );
  }

  private direct(mode: JourneyMode, ask: JourneyAsk, legs: readonly JourneyLeg[] | null): Journey[] {
    return legs === null ? [] : [this.journey(mode, ask.departureS, legs, 0, 0)];
  }

  private journey(
    mode: JourneyMode,
    departureS: number,
    legs: readonly JourneyLeg[],
    transfers: number,
    waitS: number,
  ): Journey {
    return {
      mode,
      departureS,
      arrivalS: legs[legs.length - 1]!.arrivalS,
      transfers,
      legs,
      walkM: legs.reduce((sum, leg) => sum + (leg.mode === 'walk' ? leg.distanceM : 0), 0),
      waitS,
      ...this.input.tariff(mode, legs),
    };
  }

  /** Legs over the streets with the steps from and to the door; null when there is no way. @param extraS time lost at the vehicle */
  private road(
    mode: RoadMode,
    legMode: LegMode,
    from: JourneyPlace,
    to: JourneyPlace,
    departureS: number,
    extraS: number,
  ): JourneyLeg[] | null {
    const { roads } = this.input;
    const a = this.node(from, mode, 'from');
    const b = this.node(to, mode, 'to');
    const path = this.paths.path(mode, this.weights(mode), a, b);
    if (path === null) return null;
    const stepsM = this.streets.distanceToNodeM(...from.lonLat, a) + this.streets.distanceToNodeM(...to.lonLat, b);
    const lengthM = arcsLengthM(roads, path.arcs);
    const seconds = Math.round(path.timeMs / 1000 + stepsM / this.walkMps) + extraS;
    return [
      {
        mode: legMode,
        from,
        to,
        departureS,
        arrivalS: departureS + seconds,
        distanceM: lengthM + stepsM,
        shape: [from.lonLat, ...arcsShape(roads, path.arcs), to.lonLat],
      },
    ];
  }

  private byTransit(mode: JourneyMode, ask: JourneyAsk, accessMode: 'walk' | 'bike'): Journey[] {
    const reached = this.reaches('access', accessMode, ask.from, 'from');
    const access = accessMode === 'bike' ? reached.filter(({ stop }) => this.holdsBikes(stop)) : reached;
    const egress = this.reaches('egress', 'walk', ask.to, 'to');
    const walk = this.road('walk', 'walk', ask.from, ask.to, ask.departureS, 0);
    return this.query()
      .journeys({
        access,
        egress,
        departureS: ask.departureS,
        dayType: ask.dayType,
        ...(ask.maxTransfers === undefined ? {} : { maxTransfers: ask.maxTransfers }),
        ...(walk === null ? {} : { walkOnlyTimeS: walk[0]!.arrivalS - ask.departureS }),
      })
      .flatMap((found) => {
        const legs = this.transitLegs(found, ask.from, ask.to, accessMode);
        return legs === null ? [] : [this.journey(mode, found.departureS, legs, found.transfers, found.waitS)];
      });
  }

  /** Drive to a P+R hub, walk to its stops, ride on. The best of the hubs by arrival. */
  private parkAndRide(ask: JourneyAsk): Journey[] {
    const egress = this.reaches('egress', 'walk', ask.to, 'to');
    let best: Journey | null = null;
    const detourM = (hub: JourneyHub): number =>
      distanceM(...hub.lonLat, ...ask.from.lonLat) + distanceM(...hub.lonLat, ...ask.to.lonLat);
    for (const hub of firstHubs(
      this.input.hubs.filter((one) => one.parkAndRide && one.freeCarPlaces !== 0),
      detourM,
    )) {
      const drive = this.road('car', 'car', ask.from, hub, ask.departureS, PARKING_S);
      if (drive === null) continue;
      const found = this.query().journey({
        access: this.reaches('access', 'walk', hub, 'from'),
        egress,
        departureS: drive[0]!.arrivalS,
        dayType: ask.dayType,
        ...(ask.maxTransfers === undefined ? {} : { maxTransfers: ask.maxTransfers }),
      });
      const ride = found === null ? null : this.transitLegs(found, hub, ask.to, 'walk');
      if (found === null || ride === null) continue;
      // Leave home as late as the first ride allows.
      const laterS = found.departureS - found.leaveS;
      const legs = [...drive.map((leg) => shifted(leg, laterS)), ...ride];
      const journey = this.journey('park-and-ride', ask.departureS + laterS, legs, found.transfers, found.waitS);
      if (best === null || journey.arrivalS < best.arrivalS) best = journey;
    }
    return best === null ? [] : [best];
  }

  /** Walk to a hub, then drive or cycle to the destination. The best of the near hubs by arrival. */
  private shared(mode: 'shared-car' | 'shared-bike', road: 'car' | 'bike', ask: JourneyAsk): Journey[] {
    let best: Journey | null = null;
    const awayM = (hub: JourneyHub): number => distanceM(...hub.lonLat, ...ask.from.lonLat);
    const stands = (hub: JourneyHub): boolean => (road === 'car' ? hub.sharedCars : hub.sharedBikes);
    for (const hub of firstHubs(
      this.input.hubs.filter((one) => stands(one) && awayM(one) <= HUB_REACH_M),
      awayM,
    )) {
      const walk = this.road('walk', 'walk', ask.from, hub, ask.departureS, 0);
      if (walk === null) continue;
      const parkS = road === 'car' ? PARKING_S : 0;
      const ride = this.road(road, mode, hub, ask.to, walk[0]!.arrivalS + UNLOCK_S, parkS);
      if (ride === null) continue;
      const journey = this.journey(mode, ask.departureS, [...walk, ...ride], 0, UNLOCK_S);
      if (best === null || journey.arrivalS < best.arrivalS) best = journey;
    }
    return best === null ? [] : [best];
  }

  /** Access leg, rides and walks between, egress leg. */
  private transitLegs(
    found: TransitJourney,
    from: JourneyPlace,
    to: JourneyPlace,
    accessMode: 'walk' | 'bike',
  ): JourneyLeg[] | null {
    const { timetable } = this.input;
    const rides = found.legs.filter((leg) => leg.kind === 'ride');
    const stop = (s: number): JourneyPlace => ({
      name: timetable.stopNames[s] ?? '',
      lonLat: [timetable.stopLonDeg[s]!, timetable.stopLatDeg[s]!],
    });
    const onStreets = (
      mode: 'walk' | 'bike',
      a: JourneyPlace,
      b: JourneyPlace,
      departureS: number,
      arrivalS: number,
      metres: number,
    ): JourneyLeg => ({
      mode,
      from: a,
      to: b,
      departureS,
      arrivalS,
      distanceM: metres,
      shape: this.road(mode, mode, a, b, departureS, 0)?.[0]?.shape ?? [a.lonLat, b.lonLat],
    });
    const firstStop = stop(rides[0]!.boardStop);
    const lastStop = stop(rides[rides.length - 1]!.alightStop);
    const atStopS = found.departureS + found.accessS;
    const legs = [onStreets(accessMode, from, firstStop, found.departureS, atStopS, found.accessM)];
    for (const leg of found.legs)
      if (leg.kind === 'walk')
        legs.push(onStreets('walk', stop(leg.fromStop), stop(leg.toStop), leg.departureS, leg.arrivalS, leg.distanceM));
      else
        legs.push({
          mode: TRANSIT_MODES[leg.mode]!,
          from: stop(leg.boardStop),
          to: stop(leg.alightStop),
          departureS: leg.departureS,
          arrivalS: leg.arrivalS,
          distanceM: leg.distanceM,
          route: timetable.lineNames[leg.line] ?? '',
          trip: timetable.tripIds[leg.trip] ?? '',
          ...(this.input.wheelchair === true ? { wheelchair: rideAccessible(timetable, leg) } : {}),
          shape: rideShape(timetable, leg),
        });
    const offS = found.arrivalS - found.egressS;
    legs.push(onStreets('walk', lastStop, to, offS, found.arrivalS, found.egressM));
    return legs;
  }

  private weights(mode: RoadMode): Uint32Array {
    return this.input.weightMs?.[mode] ?? freeTimeMs(this.input.roads, mode);
  }

  private node(place: JourneyPlace, mode: RoadMode, end: 'from' | 'to'): number {
    const node = this.streets.nearestNode(...place.lonLat, mode, SNAP_M);
    if (node === NO_NODE) throw new OffNetworkError(end, mode);
    return node;
  }

  /** Stops within reach of a place, its steps to the street included. */
  private reaches(
    table: 'access' | 'egress',
    mode: 'walk' | 'bike',
    place: JourneyPlace,
    end: 'from' | 'to',
  ): StopReach[] {
    const node = this.node(place, mode, end);
    const range: ReachRange = reachesOf(this.stopAccess(mode)[table], node);
    const stepsM = this.streets.distanceToNodeM(...place.lonLat, node);
    const extraS = Math.round(stepsM / this.walkMps) + (mode === 'bike' ? BIKE_HANDLING_S : 0);
    const list: StopReach[] = [];
    for (let e = range.first; e < range.last; e++)
      list.push({
        stop: range.stop[e]!,
        timeS: range.timeS[e]! + extraS,
        distanceM: range.distanceM[e]! + stepsM,
      });
    return list;
  }

  private stopAccess(mode: 'walk' | 'bike'): StopAccess {
    let reach = this.reach[mode];
    if (reach === undefined) {
      const { roads, timetable } = this.input;
      const maxTimeS = mode === 'walk' ? WALK_ACCESS_S : BIKE_ACCESS_S;
      reach = buildStopAccess(roads, timetable, this.streets, { mode, maxTimeS, weightMs: this.weights(mode) });
      this.reach[mode] = reach;
    }
    return reach;
  }

  private query(): TransitQuery {
    this.transit ??= new TransitQuery(
      prepareTransit(this.input.timetable, buildFootpaths(this.stopAccess('walk'), FOOTPATH_S)),
    );
    return this.transit;
  }
}

function inWheelchair(input: PlannerInput): PlannerInput {
  const walkMs = input.weightMs?.walk ?? freeTimeMs(input.roads, 'walk');
  return {
    ...input,
    timetable: wheelchairTimetable(input.timetable),
    weightMs: { ...input.weightMs, walk: wheelchairTimesMs(input.roads, walkMs) },
  };
}

function shifted(leg: JourneyLeg, laterS: number): JourneyLeg {
  return { ...leg, departureS: leg.departureS + laterS, arrivalS: leg.arrivalS + laterS };
}

/** The hubs with the smallest measure, smallest first. */
function firstHubs(hubs: readonly JourneyHub[], measureM: (hub: JourneyHub) => number): readonly JourneyHub[] {
  return [...hubs].sort((a, b) => measureM(a) - measureM(b)).slice(0, HUBS_TRIED);
}

function meanSpeedMps(roads: RoadGraph, weightMs: Uint32Array): number {
  let lengthM = 0;
  let timeMs = 0;
  for (let arc = 0; arc < roads.arcCount; arc++) {
    if (weightMs[arc] === NO_ACCESS) continue;
    lengthM += roads.lengthM[arc]!;
    timeMs += weightMs[arc]!;
  }
  return timeMs > 0 && lengthM > 0 ? (1000 * lengthM) / timeMs : 1.25;
}
