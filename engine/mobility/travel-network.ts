/** Everything a travel day routes on: road indices by mode, the timetable ready for searching, which stops and hubs are within reach.
 *  In: scenario speeds, district. Out: shared arrays; one for all day types of a run. Pure. */
import { breathe } from '../core/progress.ts';
import { sharedF32, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import { DETOUR, destinationPoints } from '../demand/destination-points.ts';
import { type District, HUB_KINDS } from '../district/district.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import { timesAtSpeed } from '../network/road-speed.ts';
import { StreetIndex } from '../network/street-index.ts';
import { type ArcView, Dijkstra } from '../routing/dijkstra.ts';
import { prepareRoads, type RoadIndex } from '../routing/road-query.ts';
import { buildFootpaths, buildStopAccess, type ReachTable, type StopReach } from '../routing/stop-access.ts';
import { prepareTransit, type TransitIndex } from '../routing/transit-index.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type StepFree, stepFreeNetwork } from './step-free.ts';
import { scaleFrequency } from './timetable-frequency.ts';

/** Longest walk to a stop, between stops and to a hub; longest ride to a station by bicycle [s]. Assumptions. */
const WALK_TO_STOP_S = 15 * 60;
const WALK_BETWEEN_STOPS_S = 6 * 60;
const WALK_TO_HUB_S = 12 * 60;
const BIKE_TO_STATION_S = 20 * 60;
/** Stops and stations that people consider. */
const STOPS_ON_FOOT = 8;
const STATIONS_BY_BIKE = 3;
/** Outside the network: furthest stop from a destination, and speed and waiting of the city transport that closes the gap. */
const STOP_BEYOND_M = 12_000;
const WALK_BEYOND_M = 1_500;
const CITY_TRANSPORT_MPS = 4.2;
const CITY_TRANSPORT_WAIT_S = 480;
/** A point this far outside stands for a region: from its station one still travels on for a while. */
const REGION_FROM_M = 5_000;
const REGION_EGRESS_S = 900;
const TRAIN = 2;

/** Nearest hub of a kind by node. */
export interface NearestHub {
  /** [node] hub, 0xffffffff when none is within reach. */
  readonly hub: Uint32Array;
  readonly walkS: Float32Array;
}

export interface TravelNetwork {
  readonly roads: RoadGraph;
  /** Car times without traffic. */
  readonly car: RoadIndex;
  readonly bike: RoadIndex;
  readonly walk: RoadIndex;
  readonly transit: TransitIndex;
  readonly stopAccess: ReachTable;
  readonly stopEgress: ReachTable;
  /** Stations by bicycle from home, and home from stations. */
  readonly stationAccess: ReachTable;
  readonly stationEgress: ReachTable;
  /** [stop] station it belongs to, 0xffffffff for other stops: where bicycles are for hire. */
  readonly stationOf: Uint32Array;
  /** [place] stops near a place outside the network; empty inside. */
  readonly beyondStops: ReadonlyArray<readonly StopReach[]>;
  /** [hub] node on foot. */
  readonly hubNode: Uint32Array;
  readonly sharedCarHub: NearestHub;
  readonly sharedBikeHub: NearestHub;
  /** Hubs with P+R places. */
  readonly parkAndRideHubs: readonly number[];
  /** Streets and timetable for people in a wheelchair; null where nothing is closed to them. */
  readonly stepFree: StepFree | null;
}

const remembered = new WeakMap<District, { readonly speeds: string; readonly network: TravelNetwork }>();

/** The network of a district at the scenario's speeds and frequency, prepared once for the days of a run. */
export async function travelNetworkOf(scenario: Scenario, district: District): Promise<TravelNetwork> {
  const { bikeSpeedKmh, walkSpeedKmh, transitFrequencyFactor } = scenario.travel;
  const speeds = `${bikeSpeedKmh} ${walkSpeedKmh} ${transitFrequencyFactor}`;
  const known = remembered.get(district);
  if (known?.speeds === speeds) return known.network;
  const network = await prepareTravel(scenario, district);
  remembered.set(district, { speeds, network });
  return network;
}

/** Lets others in between its parts; hierarchies that are kept (io/kept-roads.ts) are the caller's to bring in before. */
export async function prepareTravel(scenario: Scenario, district: District): Promise<TravelNetwork> {
  const { roads, hubs } = district;
  const { travel } = scenario;
  const streets = new StreetIndex(roads);
  const bikeMs = timesAtSpeed(roads, roads.bikeTimeMs, travel.bikeSpeedKmh);
  const walkMs = timesAtSpeed(roads, roads.walkTimeMs, travel.walkSpeedKmh);
  const walk = prepareRoads(roads, walkMs, 'walk');
  await breathe();
  const bike = prepareRoads(roads, bikeMs, 'bike');
  await breathe();
  const car = prepareRoads(roads, roads.carTimeMs, 'car');
  await breathe();
  const timetable = scaleFrequency(district.timetable, travel.transitFrequencyFactor);
  const onFoot = buildStopAccess(roads, timetable, streets, {
    mode: 'walk',
    maxTimeS: WALK_TO_STOP_S,
    maxStops: STOPS_ON_FOOT,
    weightMs: walkMs,
  });
  await breathe();
  const isStation = stationFlags(timetable);
  const byBike = buildStopAccess(roads, timetable, streets, {
    mode: 'bike',
    maxTimeS: BIKE_TO_STATION_S,
    maxStops: STATIONS_BY_BIKE,
    weightMs: bikeMs,
    only: isStation,
  });
  await breathe();
  const hubNode = sharedU32(hubs.count);
  for (let hub = 0; hub < hubs.count; hub++)
    hubNode[hub] = Math.max(0, streets.nearestNode(hubs.lonDeg[hub]!, hubs.latDeg[hub]!, 'walk'));
  const onStreets: ArcView = {
    nodeCount: roads.nodeCount,
    firstOut: roads.firstOut,
    head: roads.head,
    weightMs: walkMs,
  };
  const neighbourhood = HUB_KINDS.indexOf('neighbourhood');
  const station = HUB_KINDS.indexOf('station');
  const ofKind = (...kinds: number[]): number[] =>
    Array.from({ length: hubs.count }, (_, hub) => hub).filter((hub) => kinds.includes(hubs.kind[hub]!));
  return {
    roads,
    car,
    bike,
    walk,
    transit: prepareTransit(timetable, buildFootpaths(onFoot, WALK_BETWEEN_STOPS_S)),
    stopAccess: onFoot.access,
    stopEgress: onFoot.egress,
    stationAccess: byBike.access,
    stationEgress: byBike.egress,
    stationOf: stations(timetable, isStation),
    beyondStops: beyondStops(district, timetable, isStation),
    hubNode,
    sharedCarHub: nearestHub(onStreets, hubNode, ofKind(neighbourhood)),
    sharedBikeHub: nearestHub(onStreets, hubNode, ofKind(neighbourhood, station)),
    parkAndRideHubs: Array.from({ length: hubs.count }, (_, hub) => hub).filter((hub) => hubs.carPlaces[hub]! > 0),
    stepFree: stepFreeNetwork(roads, timetable, streets, walkMs, {
      toStopS: WALK_TO_STOP_S,
      betweenStopsS: WALK_BETWEEN_STOPS_S,
      maxStops: STOPS_ON_FOOT,
    }),
  };
}

/** [stop] 1 when a train stops there. */
function stationFlags(timetable: District['timetable']): Uint8Array {
  const flags = new Uint8Array(timetable.stopCount);
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    if (timetable.patternMode[pattern] !== TRAIN) continue;
    for (let i = timetable.patternFirstStop[pattern]!; i < timetable.patternFirstStop[pattern + 1]!; i++)
      flags[timetable.patternStop[i]!] = 1;
  }
  return flags;
}

/** Platforms this near each other are one station [m]. */
const ONE_STATION_M = 250;

/** [stop] the first stop of its station; 0xffffffff where no train stops. */
function stations({ stopCount, stopLonDeg, stopLatDeg }: District['timetable'], isStation: Uint8Array): Uint32Array {
  const of = sharedU32(stopCount).fill(0xffffffff);
  const firsts: number[] = [];
  for (let stop = 0; stop < stopCount; stop++) {
    if (isStation[stop] === 0) continue;
    const known = firsts.find(
      (first) =>
        distanceM(stopLonDeg[stop]!, stopLatDeg[stop]!, stopLonDeg[first]!, stopLatDeg[first]!) <= ONE_STATION_M,
    );
    of[stop] = known ?? stop;
    if (known === undefined) firsts.push(stop);
  }
  return of;
}

/** Stops around places that lie outside the street network: on foot when near, otherwise by the city's own transport from a station. */
function beyondStops(district: District, timetable: District['timetable'], isStation: Uint8Array): StopReach[][] {
  const { places } = district;
  const points = destinationPoints(district);
  return Array.from({ length: places.count }, (_, place) => {
    if (points.beyondM[place] === 0) return [];
    const onwardS = points.beyondM[place]! > REGION_FROM_M ? REGION_EGRESS_S : 0;
    const reach: StopReach[] = [];
    for (let stop = 0; stop < timetable.stopCount; stop++) {
      const metres =
        DETOUR *
        distanceM(
          places.lonDeg[place]!,
          places.latDeg[place]!,
          timetable.stopLonDeg[stop]!,
          timetable.stopLatDeg[stop]!,
        );
      if (metres <= WALK_BEYOND_M) reach.push({ stop, timeS: Math.round(onwardS + metres / 1.25), distanceM: metres });
      else if (metres <= STOP_BEYOND_M && isStation[stop] === 1)
        reach.push({
          stop,
          timeS: Math.round(onwardS + CITY_TRANSPORT_WAIT_S + metres / CITY_TRANSPORT_MPS),
          distanceM: 400,
        });
    }
    return reach.sort((a, b) => a.timeS - b.timeS || a.stop - b.stop).slice(0, STOPS_ON_FOOT);
  });
}

function nearestHub(walk: ArcView, hubNode: Uint32Array, hubs: readonly number[]): NearestHub {
  const hub = sharedU32(walk.nodeCount).fill(0xffffffff);
  const walkS = sharedF32(walk.nodeCount).fill(Infinity);
  // One walks as fast to a hub as from it.
  const search = new Dijkstra(walk);
  for (const candidate of hubs) {
    search.run(hubNode[candidate]!, -1, WALK_TO_HUB_S * 1000);
    for (let i = 0; i < search.settledCount; i++) {
      const node = search.settled[i]!;
      const seconds = search.timeMs(node) / 1000;
      if (seconds < walkS[node]!) {
        walkS[node] = seconds;
        hub[node] = candidate;
      }
    }
  }
  return { hub, walkS };
}
