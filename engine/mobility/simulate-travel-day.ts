/** One travel day of the sampled residents: routes, choices, limited supply, congestion; what it leaves to the stages after it.
 *  In: scenario, district, population, plans, network. Out: TravelDay. Deterministic for any number of threads. */
import { RunError, throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import type { Plans } from '../demand/plans.ts';
import type { Population } from '../demand/population.ts';
import { zoneFinder } from '../demand/zone-finder.ts';
import { type District, HUB_KINDS } from '../district/district.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type BusHops, busesPerSlot, busHops } from './bus-hops.ts';
import { type CarServicePayload, carServiceJob, type FlowPayload, flowJob } from './car-service.ts';
import { averageFlows, congestedTimes, HOURS } from './congestion.ts';
import { type DayInput, type DayRecord, runDay } from './day-events.ts';
import { emptyLevelOfService } from './level-of-service.ts';
import { levelOfServiceJob, type ServicePayload } from './level-of-service-job.ts';
import { visitorPlaces } from './parking-price.ts';
import { type PlannedTrips, planTrips } from './planned-trips.ts';
import { drivenLegs, type Legs, legsOf } from './road-legs.ts';
import type { StationBikes } from './station-bikes.ts';
import type { HubUse, LinkFlows, PlacesUse, TrafficOutcome, TravelDay } from './stores.ts';
import { chooseSubscriptions } from './subscriptions.ts';
import { prepareSupply } from './supply.ts';
import { type TrafficDay, trafficRounds } from './traffic-rounds.ts';
import { type TravelNetwork, travelNetworkOf } from './travel-network.ts';
import { tripStore } from './trip-store.ts';
import { peopleInWheelchair } from './wheelchair-users.ts';

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
  const byHour = indices(times, day.network, day.network.roads);
  await writeCarTimes(day, byHour, timesOnly, parallel, context);
  return byHour;
}

async function writeCarTimes(
  day: DayInput,
  byHour: readonly RoadIndex[],
  timesOnly: boolean,
  parallel: Parallel,
  context: StageContext,
): Promise<void> {
  const { trips, network } = day;
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

/** A day ready for calibration with the car times and late buses of a coupled day: people chose, queues grew, people chose again.
 *  Without queues (`travel.traffic`) as `prepareCalibration`. */
export async function prepareCoupled(input: TravelDayInput): Promise<DayInput> {
  if (input.scenario.travel.traffic !== 'queue') return prepareCalibration(input);
  const day = await prepareDay(input);
  await queuedDay(input, day, busHops(input.district, day.network, input.dayType));
  return day;
}

/** @throws RunError when trips planned are not trips made and failed */
export async function simulateTravelDay(input: TravelDayInput): Promise<TravelDay> {
  const { scenario, district, population, dayType, parallel, context } = input;
  const { roads } = district;
  const day = await prepareDay(input);
  const { trips, network } = day;
  const through = scenario.travel.throughTrafficShare;
  const hops = busHops(district, network, dayType);
  const queued = scenario.travel.traffic === 'queue' ? await queuedDay(input, day, hops) : undefined;
  const volumes = queued === undefined ? await volumeDay(input, day) : undefined;
  const record = (queued ?? volumes)!.record;
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
    flows: {
      ...(queued === undefined
        ? linkFlows(
            dayType,
            volumes!.flow,
            congestedTimes(roads, volumes!.flow, through, dayType),
            roads.arcCount,
            bikes,
            walks,
          )
        : hourlyFlows(dayType, queued.traffic, roads.arcCount, bikes, walks)),
      busPerH: busesPerSlot(hops, HOURS, roads.arcCount),
    },
    hubs: hubUse(dayType, record, population.sampleShare, district),
    ...(record.places.any ? { places: placesUse(day, record) } : {}),
    subscriptions: day.subscriptions,
    ...(queued === undefined ? {} : { traffic: queued.traffic }),
    ...(input.plans.notes === undefined ? {} : { notes: input.plans.notes }),
  };
}

function queuedDay({ district, parallel, context }: TravelDayInput, day: DayInput, hops: BusHops): Promise<TrafficDay> {
  return trafficRounds({
    ...{ day, district, hops, parallel, context },
    serve: (bySlot, timesOnly) => writeCarTimes(day, bySlot, timesOnly, parallel, context),
  });
}

/** Times by the volume of the hour; `none` leaves them as passing traffic makes them. */
async function volumeDay(
  { scenario, district, population, dayType, parallel, context }: TravelDayInput,
  day: DayInput,
): Promise<{ readonly record: DayRecord; readonly flow: Float64Array }> {
  const { roads } = district;
  const flow = new Float64Array(HOURS * roads.arcCount);
  const { throughTrafficShare, congestionIterations, traffic } = scenario.travel;
  const rounds = traffic === 'none' ? 1 : congestionIterations;
  let record: DayRecord | undefined;
  for (let round = 1; round <= rounds; round++) {
    throwIfCancelled(context.signal);
    const felt = traffic === 'none' ? new Float64Array(flow.length) : flow;
    const byHour = await serveCars(
      day,
      congestedTimes(roads, felt, throughTrafficShare, dayType),
      round > 1,
      parallel,
      context,
    );
    await breathe();
    record = runDay(day);
    await breathe();
    const count = sharedU32(HOURS * roads.arcCount);
    await countLegs(drivenLegs(day.trips, record, day), byHour, count, roads.arcCount, parallel, context);
    averageFlows(flow, count, 1 / population.sampleShare, round);
  }
  if (record === undefined) throw new RunError('a travel day needs at least one round');
  return { record, flow };
}

/** Flows and times by hour from those by quarter: sums, and means weighted by cars (plain where no car came). */
function hourlyFlows(
  dayType: number,
  { quarterCars, quarterTimeMs }: TrafficOutcome,
  arcCount: number,
  bikePerDay: Float32Array,
  walkPerDay: Float32Array,
): LinkFlows {
  const carPerH = sharedF32(HOURS * arcCount);
  const carTimeMs = sharedU32(HOURS * arcCount);
  for (let hour = 0; hour < HOURS; hour++)
    for (let arc = 0; arc < arcCount; arc++) {
      let cars = 0;
      let weighted = 0;
      let plain = 0;
      for (let q = 4 * hour; q < 4 * hour + 4; q++) {
        const at = q * arcCount + arc;
        cars += quarterCars[at]!;
        weighted += quarterCars[at]! * quarterTimeMs[at]!;
        plain += quarterTimeMs[at]!;
      }
      carPerH[hour * arcCount + arc] = cars;
      carTimeMs[hour * arcCount + arc] = Math.round(cars > 0 ? weighted / cars : plain / 4);
    }
  return { dayType, carPerH, bikePerDay, walkPerDay, carTimeMs };
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
    stationBikes: scenario.fleets.stationBikes,
    bikeMps: scenario.travel.bikeSpeedKmh / 3.6,
    walkMps: scenario.travel.walkSpeedKmh / 3.6,
    dayType,
    inWheelchair: peopleInWheelchair(scenario, persons),
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

function countLegs(
  legs: Legs,
  byHour: readonly RoadIndex[],
  count: Uint32Array,
  arcCount: number,
  parallel: Parallel,
  context: StageContext,
): Promise<void> {
  const { fromNode, toNode, departureS } = legs;
  const payload: FlowPayload = { fromNode, toNode, departureS, byHour, arcCount, count, chunkLegs: CHUNK_TRIPS };
  return parallel.run('flows', flowJob, payload, chunks(fromNode.length), context, 'flows');
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
  const legs = legsOf(list.map((t) => [trips.fromNode[t]!, trips.toNode[t]!, trips.departureS[t]!, t]));
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

/** A hub is at a station within this distance [m]. */
const HUB_AT_STATION_M = 500;

/** What was left at the stations' hubs at the worst hour, who found none there, and who found none at any station; scaled to all residents. */
function atStations(
  stock: StationBikes,
  sampleShare: number,
  { hubs, timetable }: District,
): { readonly least: Float64Array; readonly turnedAway: Float64Array; readonly without: number } {
  const station = HUB_KINDS.indexOf('station');
  const fewest = new Float64Array(hubs.count);
  const turnedAway = new Float64Array(hubs.count);
  for (let hub = 0; hub < hubs.count; hub++) {
    if (hubs.kind[hub] !== station) continue;
    fewest[hub] = stock.capacity / sampleShare;
    const near = (stop: number): boolean =>
      distanceM(hubs.lonDeg[hub]!, hubs.latDeg[hub]!, timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!) <=
      HUB_AT_STATION_M;
    for (const [stop, least] of stock.least) if (near(stop)) fewest[hub] = least / sampleShare;
    for (const [stop, people] of stock.turnedAway) if (near(stop)) turnedAway[hub] = people / sampleShare;
  }
  let sampled = 0;
  for (const people of stock.turnedAway.values()) sampled += people;
  return { least: fewest, turnedAway, without: sampled / sampleShare };
}

function stationUse({ stationBikes, bikePlaces }: DayRecord, sampleShare: number, district: District): Partial<HubUse> {
  const bikes = atStations(stationBikes, sampleShare, district);
  const places = atStations(bikePlaces, sampleShare, district);
  const station = HUB_KINDS.indexOf('station');
  return {
    stationBikesLeast: bikes.least,
    turnedAwayStationBike: bikes.turnedAway,
    withoutStationBike: bikes.without,
    bikePlacesMost: places.least.map((free, hub) =>
      district.hubs.kind[hub] === station ? bikePlaces.capacity / sampleShare - free : 0,
    ),
    turnedAwayBikePlace: places.turnedAway,
    withoutBikePlace: places.without,
  };
}

function placesUse({ scenario, zones, population }: DayInput, { places }: DayRecord): PlacesUse {
  const scaled = (count: Uint32Array): Float64Array => Float64Array.from(count, (n) => n / population.sampleShare);
  return {
    places: visitorPlaces(scenario, zones),
    mostTaken: scaled(places.most),
    turnedAway: scaled(places.turnedAway),
  };
}

function hubUse(dayType: number, record: DayRecord, sampleShare: number, district: District): HubUse {
  const hubCount = district.hubs.count;
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
    ...stationUse(record, sampleShare, district),
    relocatedCars: record.relocatedTo.reduce((a, b) => a + b, 0) / sampleShare,
    relocatedTo: Float64Array.from(record.relocatedTo, (n) => n / sampleShare),
  };
}
