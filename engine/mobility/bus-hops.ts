/** Buses on the streets: each ride from one stop to the next is a vehicle that leaves when the timetable says and shares the lanes with cars.
 *  Hops that no street path serves at a bus's pace (own tracks, stops outside the network) are left out and counted.
 *  In: timetable at the scenario's frequency, roads. Out: hops of a day type with their arcs. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import { sharedF32 } from '../core/shared.ts';
import { DAY_S } from '../core/time.ts';
import type { District } from '../district/district.ts';
import { NO_NODE, StreetIndex } from '../network/street-index.ts';
import { TRANSIT_MODES } from '../network/timetable.ts';
import { NO_PATH, RoadQuery } from '../routing/road-query.ts';
import { slotOf } from './car-service.ts';
import type { TravelNetwork } from './travel-network.ts';

const BUS = TRANSIT_MODES.indexOf('bus');
const DRAW = purposeId('bus in the sample');
const NEAR_STOP_M = 120;
/** A street path slower than this many times the timetable plus two minutes is not the bus's. Assumption. */
const SLOWEST = 2;

/** Rides that leave between midnight and midnight, those of the neighbouring nights' services included; in order of trip and stop. */
export interface BusHops {
  /** [hop] */
  readonly departureS: Int32Array;
  /** [hop] time of the ride by the timetable [s] */
  readonly rideS: Int32Array;
  /** [hop] trip of the day (routing/transit-day.ts) and stop of its pattern where the ride begins */
  readonly dayTrip: Uint32Array;
  readonly position: Uint16Array;
  /** [hop] number of the hop in the timetable, shared by trips that run alike: names its draw */
  readonly key: Uint32Array;
  /** [hop + 1] into arcs */
  readonly first: Uint32Array;
  readonly arcs: Uint32Array;
  /** Hops of the day without a path on the streets. */
  readonly offStreet: number;
}

export function busHops({ roads, timetable }: District, network: TravelNetwork, dayType: number): BusHops {
  const { transit } = network;
  const day = transit.days[dayType]!;
  const streets = new StreetIndex(roads);
  const nodeOf = Int32Array.from({ length: timetable.stopCount }, (_, stop) =>
    streets.nearestNode(timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!, 'car', NEAR_STOP_M),
  );
  const query = new RoadQuery(network.car);
  const rows: [departureS: number, rideS: number, dayTrip: number, position: number, key: number][] = [];
  const first: number[] = [0];
  const arcs: number[] = [];
  let offStreet = 0;
  for (let row = 0; row < day.rowCount; row++) {
    if (transit.patternMode[day.pattern[row]!] !== BUS) continue;
    const call = day.row[4 * row + 1]!;
    const stops = day.row[4 * row + 2]!;
    const paths = Array.from({ length: stops - 1 }, (_, s) => {
      const a = nodeOf[transit.patternStop[call + s]!]!;
      const b = nodeOf[transit.patternStop[call + s + 1]!]!;
      const path: number[] = [];
      const timeMs =
        a === NO_NODE || b === NO_NODE || a === b ? NO_PATH : query.walk(a, b, (arc) => void path.push(arc));
      return { timeMs, path };
    });
    for (let trip = day.row[4 * row + 3]!; trip < day.tripId.length && day.tripRow[trip] === row; trip++) {
      const base = day.trip[2 * trip]!;
      const shiftS = day.trip[2 * trip + 1]!;
      for (const [s, { timeMs, path }] of paths.entries()) {
        const departureS = transit.timeS[2 * (base + s) + 1]! + shiftS;
        if (departureS < 0 || departureS >= DAY_S) continue;
        const rideS = transit.timeS[2 * (base + s + 1)]! + shiftS - departureS;
        if (timeMs === NO_PATH || timeMs / 1000 > SLOWEST * rideS + 120) {
          offStreet++;
          continue;
        }
        rows.push([departureS, rideS, trip, s, base + s]);
        for (const arc of path) arcs.push(arc);
        first.push(arcs.length);
      }
    }
  }
  return {
    departureS: Int32Array.from(rows, (row) => row[0]),
    rideS: Int32Array.from(rows, (row) => row[1]),
    dayTrip: Uint32Array.from(rows, (row) => row[2]),
    position: Uint16Array.from(rows, (row) => row[3]),
    key: Uint32Array.from(rows, (row) => row[4]),
    first: Uint32Array.from(first),
    arcs: Uint32Array.from(arcs),
    offStreet,
  };
}

/** Buses that stand for all in a sample: of each hop, which many trips make one after another, every so many-th, the first of them drawn. A draw
 *  for each bus would by chance fill a street with one line's buses. */
export function sampleOfBuses(hops: BusHops, seed: number, scale: number, dayType: number): BusHops {
  if (scale >= 1) return hops;
  const keep: number[] = [];
  const seen = new Map<number, number>();
  for (let hop = 0; hop < hops.key.length; hop++) {
    const key = hops.key[hop]!;
    const before = seen.get(key) ?? uniform(seed, DRAW, key, dayType);
    seen.set(key, before + scale);
    if (Math.floor(before + scale) > Math.floor(before)) keep.push(hop);
  }
  const first = new Uint32Array(keep.length + 1);
  keep.forEach((hop, i) => {
    first[i + 1] = first[i]! + hops.first[hop + 1]! - hops.first[hop]!;
  });
  const arcs = new Uint32Array(first[keep.length]!);
  keep.forEach((hop, i) => {
    arcs.set(hops.arcs.subarray(hops.first[hop]!, hops.first[hop + 1]!), first[i]!);
  });
  return {
    departureS: Int32Array.from(keep, (hop) => hops.departureS[hop]!),
    rideS: Int32Array.from(keep, (hop) => hops.rideS[hop]!),
    dayTrip: Uint32Array.from(keep, (hop) => hops.dayTrip[hop]!),
    position: Uint16Array.from(keep, (hop) => hops.position[hop]!),
    key: Uint32Array.from(keep, (hop) => hops.key[hop]!),
    first,
    arcs,
    offStreet: hops.offStreet,
  };
}

/** [slot × arcs + arc] buses that set out in a slot of the day. */
export function busesPerSlot(hops: BusHops, slots: number, arcCount: number): Float32Array {
  const buses = sharedF32(slots * arcCount);
  for (let hop = 0; hop < hops.key.length; hop++) {
    const slot = slotOf(hops.departureS[hop]!, slots);
    for (let i = hops.first[hop]!; i < hops.first[hop + 1]!; i++) buses[slot * arcCount + hops.arcs[i]!]!++;
  }
  return buses;
}
