/** Buses on the streets: each ride from one stop to the next is a vehicle that leaves when the timetable says and shares the lanes with cars.
 *  Hops that no street path serves at a bus's pace (own tracks, stops outside the network) are left out and counted.
 *  In: timetable, roads. Out: hops of a day type with their arcs. Pure. */
import type { District } from '../district/district.ts';
import { NO_NODE, StreetIndex } from '../network/street-index.ts';
import { TRANSIT_MODES } from '../network/timetable.ts';
import { NO_PATH, type RoadIndex, RoadQuery } from '../routing/road-query.ts';

const BUS = TRANSIT_MODES.indexOf('bus');
const NEAR_STOP_M = 120;
/** A street path slower than this many times the timetable plus two minutes is not the bus's. Assumption. */
const SLOWEST = 2;

export interface BusHops {
  /** [hop] */
  readonly departureS: Int32Array;
  /** [hop] number of the hop in the timetable: names its draw */
  readonly key: Uint32Array;
  /** [hop + 1] into arcs */
  readonly first: Uint32Array;
  readonly arcs: Uint32Array;
  /** Hops of the day without a path on the streets. */
  readonly offStreet: number;
}

export function busHops({ roads, timetable }: District, car: RoadIndex, dayType: number): BusHops {
  const streets = new StreetIndex(roads);
  const nodeOf = Int32Array.from({ length: timetable.stopCount }, (_, stop) =>
    streets.nearestNode(timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!, 'car', NEAR_STOP_M),
  );
  const query = new RoadQuery(car);
  const departureS: number[] = [];
  const key: number[] = [];
  const first: number[] = [0];
  const arcs: number[] = [];
  let offStreet = 0;
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    if (timetable.patternMode[pattern] !== BUS) continue;
    const from = timetable.patternFirstStop[pattern]!;
    const stops = timetable.patternFirstStop[pattern + 1]! - from;
    for (let s = 0; s + 1 < stops; s++) {
      const a = nodeOf[timetable.patternStop[from + s]!]!;
      const b = nodeOf[timetable.patternStop[from + s + 1]!]!;
      const path: number[] = [];
      const timeMs =
        a === NO_NODE || b === NO_NODE || a === b ? NO_PATH : query.walk(a, b, (arc) => void path.push(arc));
      for (let trip = timetable.patternFirstTrip[pattern]!; trip < timetable.patternFirstTrip[pattern + 1]!; trip++) {
        if ((timetable.tripDayMask[trip]! & (1 << dayType)) === 0) continue;
        const time = timetable.tripFirstTime[trip]! + s;
        const rideS = timetable.arrivalS[time + 1]! - timetable.departureS[time]!;
        if (timeMs === NO_PATH || timeMs / 1000 > SLOWEST * rideS + 120) {
          offStreet++;
          continue;
        }
        departureS.push(timetable.departureS[time]!);
        key.push(time);
        for (const arc of path) arcs.push(arc);
        first.push(arcs.length);
      }
    }
  }
  return {
    departureS: Int32Array.from(departureS),
    key: Uint32Array.from(key),
    first: Uint32Array.from(first),
    arcs: Uint32Array.from(arcs),
    offStreet,
  };
}
