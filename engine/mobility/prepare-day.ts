/** A travel day before people choose: trips, routes of all modes, subscriptions and supply. Car times are still to come.
 *  In: scenario, district, population, plans, network. Out: DayInput. Deterministic for any number of threads. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedF32 } from '../core/shared.ts';
import type { Plans } from '../demand/plans.ts';
import type { Population } from '../demand/population.ts';
import { zoneFinder } from '../demand/zone-finder.ts';
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { DayInput } from './day-record.ts';
import { emptyLevelOfService } from './level-of-service.ts';
import { levelOfServiceJob, type ServicePayload } from './level-of-service-job.ts';
import { type PlannedTrips, planTrips } from './planned-trips.ts';
import { chooseSubscriptions } from './subscriptions.ts';
import { prepareSupply } from './supply.ts';
import { type TravelNetwork, travelNetworkOf } from './travel-network.ts';
import { peopleInWheelchair } from './wheelchair-users.ts';

const CHUNK_TOURS = 128;

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
