/** What can be reached from each zone within a time: jobs and facilities by car, bicycle, on foot and by public transport; and how evenly access
 *  is spread over people. In: scenario, district, network. Out: share of all jobs and facilities by zone, mode and time. Pure; lets others in
 *  after every zone.
 *  Method: cumulative opportunities (Hansen 1959 with a sharp edge; Geurs and van Wee 2004). */

import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { destinationPoints } from '../demand/destination-points.ts';
import type { District } from '../district/district.ts';
import { NO_PATH, RoadQuery } from '../routing/road-query.ts';
import { reachesOf } from '../routing/stop-access.ts';
import { NO_ARRIVAL, TransitQuery } from '../routing/transit-query.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BEYOND_MPS } from './car-service.ts';
import type { TravelNetwork } from './travel-network.ts';

export const ACCESS_MODES = ['car', 'bike', 'walk', 'transit'] as const;
export const ACCESS_MINUTES = [30, 45] as const;

export interface Access {
  /** [(zone × modes + mode) × times + time] share of all jobs (or of all shop and leisure visits) within reach; 0 for zones outside. */
  readonly jobsShare: Float64Array;
  readonly facilitiesShare: Float64Array;
  /** The same for people in a wheelchair; null where nothing is closed to them. */
  readonly inWheelchair?: Access | null;
}

/** Access of everybody, and of people in a wheelchair where it differs. @throws CancelledError */
export async function accessOfAll(
  scenario: Scenario,
  district: District,
  network: TravelNetwork,
  signal?: AbortSignal,
): Promise<Access> {
  const access = await accessByZone(scenario, district, network, signal);
  const { stepFree } = network;
  if (stepFree === null) return { ...access, inWheelchair: null };
  return { ...access, inWheelchair: await accessByZone(scenario, district, { ...network, ...stepFree }, signal) };
}

/** @param departureS time of leaving by public transport [s after midnight]; car times are without traffic
 *  @throws CancelledError within a zone's work after the signal is raised */
export async function accessByZone(
  scenario: Scenario,
  district: District,
  network: TravelNetwork,
  signal?: AbortSignal,
  departureS = 8 * 3600,
): Promise<Access> {
  const { zones, places, roads } = district;
  const points = destinationPoints(district);
  const width = ACCESS_MODES.length * ACCESS_MINUTES.length;
  const jobsShare = new Float64Array(zones.count * width);
  const facilitiesShare = new Float64Array(zones.count * width);
  const jobs = places.jobs.reduce((a, b) => a + b, 0);
  const facilities = places.shopVisits.reduce((a, b) => a + b, 0) + places.leisureVisits.reduce((a, b) => a + b, 0);
  const queries = [network.car, network.bike, network.walk].map((index) => new RoadQuery(index));
  const beyondMps = [BEYOND_MPS, scenario.travel.bikeSpeedKmh / 3.6, scenario.travel.walkSpeedKmh / 3.6];
  const transit = new TransitQuery(network.transit);
  const times = new Uint32Array(roads.nodeCount);
  const arrivals = new Int32Array(network.transit.stopCount);
  for (let zone = 0; zone < zones.count; zone++) {
    if (zones.external[zone] === 1) continue;
    throwIfCancelled(signal);
    await breathe();
    const node = points.node[points.placeCount + zone]!;
    const reachS = ACCESS_MODES.map(() => new Float64Array(places.count).fill(Infinity));
    queries.forEach((query, mode) => {
      query.oneToAll(node, times);
      for (let place = 0; place < places.count; place++) {
        const timeMs = times[points.node[place]!]!;
        if (timeMs !== NO_PATH) reachS[mode]![place] = timeMs / 1000 + points.beyondM[place]! / beyondMps[mode]!;
      }
    });
    transit.oneToAll(reachesOf(network.stopAccess, node), departureS, 0, arrivals, 3);
    for (let place = 0; place < places.count; place++) {
      let best = reachS[2]![place]!;
      const arrive = (stop: number, egressS: number): void => {
        if (arrivals[stop] !== NO_ARRIVAL) best = Math.min(best, arrivals[stop]! + egressS - departureS);
      };
      const beyond = network.beyondStops[place]!;
      if (beyond.length > 0) for (const { stop, timeS } of beyond) arrive(stop, timeS);
      else {
        const range = reachesOf(network.stopEgress, points.node[place]!);
        for (let e = range.first; e < range.last; e++) arrive(range.stop[e]!, range.timeS[e]!);
      }
      reachS[3]![place] = best;
    }
    for (let mode = 0; mode < ACCESS_MODES.length; mode++)
      ACCESS_MINUTES.forEach((minutes, m) => {
        const at = zone * width + mode * ACCESS_MINUTES.length + m;
        for (let place = 0; place < places.count; place++) {
          if (reachS[mode]![place]! > 60 * minutes) continue;
          jobsShare[at]! += places.jobs[place]! / jobs;
          facilitiesShare[at]! += (places.shopVisits[place]! + places.leisureVisits[place]!) / facilities;
        }
      });
  }
  return { jobsShare, facilitiesShare };
}
