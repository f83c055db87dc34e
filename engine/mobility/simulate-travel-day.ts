/** One travel day of the sampled residents: routes, choices, limited supply, congestion; what it leaves to the stages after it.
 *  In: scenario, district, population, plans, network. Out: TravelDay. Deterministic for any number of threads. */
import { RunError, throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import type { Plans } from '../demand/plans.ts';
import type { Population } from '../demand/population.ts';
import { zoneFinder } from '../demand/zone-finder.ts';
import type { District } from '../district/district.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import type { Scenario } from '../scenario/schema.ts';
import { CAR, PARK_AND_RIDE, SHARED_CAR } from './alternatives.ts';
import { type CarServicePayload, carServiceJob, type FlowPayload, flowJob } from './car-service.ts';
import { averageFlows, congestedTimes, HOURS } from './congestion.ts';
import { type DayInput, type DayRecord, runDay } from './day-events.ts';
import { emptyLevelOfService, levelOfServiceJob, type ServicePayload } from './level-of-service.ts';
import { type PlannedTrips, planTrips } from './planned-trips.ts';
import type { HubUse, LinkFlows, TravelDay } from './stores.ts';
import { chooseSubscriptions } from './subscriptions.ts';
import { prepareSupply } from './supply.ts';
import { type TravelNetwork, travelNetworkOf } from './travel-network.ts';
import { tripStore } from './trip-store.ts';

const CHUNK_TOURS = 128;
const CHUNK_TRIPS = 512;

export interface TravelDayInput {
  readonly scenario: Scenario;
  readonly district: District;
  readonly population: Population;
  readonly plans: Plans;
  readonly dayType: number;
  /** Prepared once for all day types; prepared (and remembered) here when absent. */
  readonly routing?: TravelNetwork;
  readonly parallel: Parallel;
  readonly context: StageContext;
}

/** A day with everything that does not change while people choose: trips, routes of all modes, supply. Car times are still to come. */
export async function prepareDay(input: TravelDayInput): Promise<DayInput> {
  const { scenario, district, population, plans, dayType, parallel, context } = input;
  const network = input.routing ?? (await travelNetworkOf(scenario, district));
  const trips = planTrips(plans, population, district);
  const los = emptyLevelOfService(trips.count);
  await parallel.run(
    'level of service',
    levelOfServiceJob,
    servicePayload(input, network, trips, los),
    Math.ceil(trips.tourCount / CHUNK_TOURS),
    context,
    'routes',
  );
  return {
    scenario,
    population,
    zones: district.zones,
    network,
    trips,
    los,
    carS: sharedF32(trips.count),
    carM: sharedF32(trips.count),
    subscriptions: chooseSubscriptions(scenario, population),
    dayType,
    supply: prepareSupply(scenario, district, population.sampleShare),
    hubZone: hubZones(district),
  };
}

/** Writes car times (and distances, unless `timesOnly`) of the day's trips. @returns the road index of each hour */
export async function serveCars(
  day: DayInput,
  times: readonly Uint32Array[],
  timesOnly: boolean,
  parallel: Parallel,
  context: StageContext,
): Promise<RoadIndex[]> {
  const { trips, network } = day;
  const byHour = indices(times, network, network.roads);
  const payload: CarServicePayload = {
    byHour,
    lengthM: network.roads.lengthM,
    fromNode: trips.fromNode,
    toNode: trips.toNode,
    beyondM: trips.beyondM,
    departureS: trips.departureS,
    timeS: day.carS,
    distanceM: day.carM,
    timesOnly,
    chunkTrips: CHUNK_TRIPS,
  };
  await parallel.run('car service', carServiceJob, payload, chunks(trips.count), context, 'car times');
  return byHour;
}

/** A day ready for calibration: its trips, with car times under through traffic only. */
export async function prepareCalibration(input: TravelDayInput): Promise<DayInput> {
  const { scenario, district, dayType, parallel, context } = input;
  const day = await prepareDay(input);
  const empty = new Float64Array(HOURS * district.roads.arcCount);
  await serveCars(
    day,
    congestedTimes(district.roads, empty, scenario.travel.throughTrafficShare, dayType),
    false,
    parallel,
    context,
  );
  return day;
}

/** @throws RunError when trips planned are not trips made and failed */
export async function simulateTravelDay(input: TravelDayInput): Promise<TravelDay> {
  const { scenario, district, population, dayType, parallel, context } = input;
  const { roads } = district;
  const day = await prepareDay(input);
  const { trips, network } = day;
  const flow = new Float64Array(HOURS * roads.arcCount);
  const through = scenario.travel.throughTrafficShare;
  let record: DayRecord | undefined;
  let times: Uint32Array[] = [];
  for (let round = 1; round <= scenario.travel.congestionIterations; round++) {
    throwIfCancelled(context.signal);
    times = congestedTimes(roads, flow, through, dayType);
    const byHour = await serveCars(day, times, round > 1, parallel, context);
    await breathe();
    record = runDay(day);
    await breathe();
    const count = sharedU32(HOURS * roads.arcCount);
    await countLegs(drivenLegs(trips, record, day), byHour, count, roads.arcCount, parallel, context);
    averageFlows(flow, count, 1 / population.sampleShare, round);
  }
  if (record === undefined) throw new RunError('a travel day needs at least one round');
  const { outcome } = record;
  const bikes = await pathFlows(
    trips,
    outcome.mode,
    [1, 2],
    network.bike,
    population.sampleShare,
    roads.arcCount,
    parallel,
    context,
  );
  const walks = await pathFlows(
    trips,
    outcome.mode,
    [0],
    network.walk,
    population.sampleShare,
    roads.arcCount,
    parallel,
    context,
  );
  const store = tripStore(day, outcome);
  let made = 0;
  let failed = 0;
  for (let t = 0; t < store.count; t++) store.failure[t] === 0 ? made++ : failed++;
  if (made + failed !== trips.count)
    throw new RunError(`trips planned ${trips.count}, made ${made} and failed ${failed}`);
  return {
    dayType,
    trips: store,
    parking: record.stays.store(),
    flows: linkFlows(dayType, flow, congestedTimes(roads, flow, through, dayType), roads.arcCount, bikes, walks),
    hubs: hubUse(dayType, record, population.sampleShare, district.hubs.count),
    subscriptions: day.subscriptions,
  };
}

const chunks = (count: number): number => Math.ceil(count / CHUNK_TRIPS);

function servicePayload(
  { scenario, district, population, dayType }: TravelDayInput,
  routing: TravelNetwork,
  trips: PlannedTrips,
  los: ServicePayload['los'],
): ServicePayload {
  const { persons, households } = population;
  // Names and shapes of streets stay behind: only arrays cross to the threads.
  const { roads, ...network } = routing;
  return {
    trips,
    network,
    nodeLonDeg: roads.lonDeg,
    nodeLatDeg: roads.latDeg,
    lengthM: roads.lengthM,
    los,
    choice: scenario.choice,
    prices: scenario.prices,
    bikeMps: scenario.travel.bikeSpeedKmh / 3.6,
    walkMps: scenario.travel.walkSpeedKmh / 3.6,
    dayType,
    mayDrive: Uint8Array.from({ length: persons.count }, (_, p) =>
      persons.licence[p] === 1 && households.cars[persons.household[p]!]! > 0 ? 1 : 0,
    ),
    placeLonDeg: district.places.lonDeg,
    placeLatDeg: district.places.latDeg,
    chunkTours: CHUNK_TOURS,
  };
}

function hubZones({ hubs, zones }: District): Uint32Array {
  const zoneOf = zoneFinder(zones);
  return Uint32Array.from({ length: hubs.count }, (_, hub) => {
    const zone = zoneOf(hubs.lonDeg[hub]!, hubs.latDeg[hub]!);
    return zone < zones.count ? zone : 0;
  });
}

/** One index per distinct set of times. */
function indices(times: readonly Uint32Array[], routing: TravelNetwork, roads: District['roads']): RoadIndex[] {
  return times.map((weightMs) => (weightMs === roads.carTimeMs ? routing.car : prepareRoads(roads, weightMs, 'car')));
}

interface Legs {
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly departureS: Int32Array;
}

/** What cars drive: whole trips, and to and from P+R. Passengers sit in cars that are counted or not simulated. */
function drivenLegs(trips: PlannedTrips, { outcome }: DayRecord, day: DayInput): Legs {
  const from: number[] = [];
  const to: number[] = [];
  const at: number[] = [];
  for (let t = 0; t < trips.count; t++) {
    if (outcome.failure[t] !== 0) continue;
    const mode = outcome.mode[t]!;
    if (mode === CAR || mode === SHARED_CAR) {
      from.push(trips.fromNode[t]!);
      to.push(trips.toNode[t]!);
      at.push(outcome.departureS[t]!);
    } else if (mode === PARK_AND_RIDE) {
      const first = trips.firstTrip[trips.tour[t]!]!;
      const hub = day.network.hubNode[day.los.parkAndRideHub[first]!]!;
      from.push(t === first ? trips.fromNode[t]! : hub);
      to.push(t === first ? hub : trips.toNode[t]!);
      const driveS = t === first ? 0 : Math.max(0, outcome.timeS[t]! - day.los.driveToHubS[first]!);
      at.push(outcome.departureS[t]! + Math.round(driveS));
    }
  }
  return sharedLegs(from, to, at);
}

function sharedLegs(from: readonly number[], to: readonly number[], at: readonly number[]): Legs {
  const fromNode = sharedU32(from.length);
  const toNode = sharedU32(from.length);
  const departureS = new Int32Array(new SharedArrayBuffer(from.length * 4));
  fromNode.set(from);
  toNode.set(to);
  departureS.set(at);
  return { fromNode, toNode, departureS };
}

function countLegs(
  legs: Legs,
  byHour: readonly RoadIndex[],
  count: Uint32Array,
  arcCount: number,
  parallel: Parallel,
  context: StageContext,
): Promise<void> {
  const payload: FlowPayload = { ...legs, byHour, arcCount, count, chunkLegs: CHUNK_TRIPS };
  return parallel.run('flows', flowJob, payload, chunks(legs.fromNode.length), context, 'flows');
}

/** Flow of trips by some modes over a day [per arc], scaled to all residents. */
async function pathFlows(
  trips: PlannedTrips,
  mode: Uint8Array,
  modes: readonly number[],
  index: RoadIndex,
  sampleShare: number,
  arcCount: number,
  parallel: Parallel,
  context: StageContext,
): Promise<Float32Array> {
  const list: number[] = [];
  for (let t = 0; t < trips.count; t++) if (modes.includes(mode[t]!)) list.push(t);
  const legs = sharedLegs(
    list.map((t) => trips.fromNode[t]!),
    list.map((t) => trips.toNode[t]!),
    list.map((t) => trips.departureS[t]!),
  );
  const count = sharedU32(arcCount);
  await countLegs(legs, [index], count, arcCount, parallel, context);
  const flow = sharedF32(arcCount);
  for (let arc = 0; arc < arcCount; arc++) flow[arc] = count[arc]! / sampleShare;
  return flow;
}

function linkFlows(
  dayType: number,
  flow: Float64Array,
  times: readonly Uint32Array[],
  arcCount: number,
  bikePerDay: Float32Array,
  walkPerDay: Float32Array,
): LinkFlows {
  const carPerH = sharedF32(flow.length);
  const carTimeMs = sharedU32(flow.length);
  carPerH.set(flow);
  for (const [h, hour] of times.entries()) carTimeMs.set(hour, h * arcCount);
  return { dayType, carPerH, bikePerDay, walkPerDay, carTimeMs };
}

function hubUse(dayType: number, record: DayRecord, sampleShare: number, hubCount: number): HubUse {
  const scaled = (count: Uint32Array): Uint32Array => count.map((n) => Math.round(n / sampleShare));
  const free = record.parkAndRide.standing();
  const places = record.parkAndRide.placesAtHub();
  const taken = free.map((n, i) => (i < hubCount * 96 ? places[Math.floor(i / 96)]! - n : 0));
  return {
    dayType,
    sharedCars: record.sharedCars.standing(),
    sharedBikes: record.sharedBikes.standing(),
    parkAndRide: taken,
    turnedAwayCar: scaled(record.sharedCars.turnedAway),
    turnedAwayBike: scaled(record.sharedBikes.turnedAway),
    turnedAwayParkAndRide: scaled(record.parkAndRide.turnedAway),
    relocatedCars: record.relocated / sampleShare,
  };
}
