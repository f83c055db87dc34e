/** Where a car drives on a trip and stands afterwards. In: the day, a trip made by car. Out: times, metres, kind and place of the stay. Pure. */
import type { DayInput } from './day-record.ts';
import { PARK_AND_RIDE, SHARED_CAR } from './modes.ts';
import { NONE } from './outcome.ts';
import { STAY_HOME, STAY_HUB, STAY_OUTSIDE, STAY_PUBLIC, STAY_WORK } from './stores.ts';

const WORK = 1;

export interface DrivenStay {
  readonly fromS: number;
  readonly toS: number;
  readonly drivenM: number;
  /** index into STAY_KINDS */
  readonly kind: number;
  readonly node: number;
  readonly zone: number;
}

/** @param hub of a P+R tour or of a shared car kept for the tour, NONE otherwise  @param timeS, arrivalS of the trip, door to door
 *  @param parkedZone where a place was found, else the zone the trip leads to */
export function driveOf(
  day: DayInput,
  t: number,
  mode: number,
  car: number,
  hub: number,
  timeS: number,
  arrivalS: number,
  parkedZone: number,
): DrivenStay {
  const { trips, carM, los, zones, network, population, hubZone, scenario } = day;
  const first = trips.firstTrip[trips.tour[t]!]!;
  const last = trips.firstTrip[trips.tour[t]! + 1]! - 1;
  const toNode = trips.toNode[t]!;
  const toZone = trips.toZone[t]!;
  const atHub = (at: number) => ({ kind: STAY_HUB, node: network.hubNode[at]!, zone: hubZone[at]! });
  if (mode === PARK_AND_RIDE) {
    const driveS = los.driveToHubS[first]!;
    const drivenM = los.driveToHubM[first]!;
    return t === first
      ? { fromS: timeS, toS: timeS + driveS, drivenM, ...atHub(hub) }
      : { fromS: arrivalS - driveS, toS: arrivalS, drivenM, kind: STAY_HOME, node: toNode, zone: toZone };
  }
  const drive = { fromS: timeS, toS: arrivalS, drivenM: carM[t]! };
  const { sharedCarOneWay } = scenario.fleets;
  if (mode === SHARED_CAR && sharedCarOneWay && hub === NONE)
    return { ...drive, ...atHub(network.sharedCarHub.hub[toNode]!) };
  if (mode === SHARED_CAR && t === last)
    return { ...drive, ...atHub(sharedCarOneWay ? hub : population.cars.hub[car]!) };
  const kind =
    t === last
      ? STAY_HOME
      : zones.external[toZone] === 1
        ? STAY_OUTSIDE
        : trips.purpose[t] === WORK
          ? STAY_WORK
          : STAY_PUBLIC;
  return { ...drive, kind, node: toNode, zone: parkedZone };
}
