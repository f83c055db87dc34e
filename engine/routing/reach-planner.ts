/** Areas within reach of a point by one mode, or on foot and by public transport, from everything that such a question needs: streets, stops,
 *  timetable. Every part is made when first needed. */
import { area } from '@turf/turf';
import { freeTimeMs, type RoadGraph, type RoadMode } from '../network/road-graph.ts';
import { StreetIndex } from '../network/street-index.ts';
import type { Timetable } from '../network/timetable.ts';
import { type Isochrones, isochrones, lowerByStops, nodeTimesS } from './isochrone.ts';
import { joinStreets, stopsFrom } from './join-streets.ts';
import { buildFootpaths, buildStopAccess, type StopAccess } from './stop-access.ts';
import { StreetEnds } from './street-ends.ts';
import { prepareTransit } from './transit-index.ts';
import { DEFAULT_MAX_TRANSFERS, TransitQuery } from './transit-query.ts';
import { wheelchairTimesMs, wheelchairTimetable } from './wheelchair.ts';

export interface ReachInput {
  readonly roads: RoadGraph;
  readonly timetable: Timetable;
  /** [arc] times [ms]; the graph's free times when absent. */
  readonly weightMs?: Partial<Readonly<Record<RoadMode, Uint32Array>>>;
  /** Without steps, and without stops and trips that are known to be closed to wheelchairs. */
  readonly wheelchair?: boolean;
  readonly walkMps: number;
}

export interface ReachAsk {
  /** WGS 84 [lon, lat]. */
  readonly from: readonly [number, number];
  readonly mode: RoadMode | 'transit';
  readonly minutes: readonly number[];
  readonly departureS: number;
  readonly dayType: number;
  readonly maxTransfers?: number;
}

export interface ReachAnswer {
  /** Widest first. */
  readonly areas: Isochrones;
  /** Narrowest first. */
  readonly sizes: ReadonlyArray<{ readonly minutes: number; readonly areaKm2: number; readonly stops: number }>;
  /** From the point to the nearest street of the mode [m], straight. */
  readonly startToStreetM: number;
  /** By public transport: whether riding reaches any stop within the longest time; false means that the area is what one walks. */
  readonly rode: boolean;
}

/** Longest walks to and from stops, and between them [s]. */
const TO_STOP_S = 20 * 60;
const BETWEEN_STOPS_S = 8 * 60;

export class ReachPlanner {
  private readonly input: ReachInput;
  private readonly streets: StreetIndex;
  private readonly ends: StreetEnds;
  private stops: { readonly reach: StopAccess; readonly query: TransitQuery } | null = null;

  constructor(input: ReachInput) {
    this.input = input.wheelchair === true ? { ...input, timetable: wheelchairTimetable(input.timetable) } : input;
    this.streets = new StreetIndex(input.roads);
    this.ends = new StreetEnds(input.roads);
  }

  /** @throws OffNetworkError */
  areas(ask: ReachAsk): ReachAnswer {
    const { roads, timetable, walkMps } = this.input;
    const mode = ask.mode === 'transit' ? 'walk' : ask.mode;
    const weightMs = this.weights(mode);
    const { offM: startToStreetM, ends } = joinStreets(this.streets, this.ends, ask.from, mode, weightMs, 'from');
    const startS = Math.round(startToStreetM / walkMps);
    const timesS = nodeTimesS(roads, mode, weightMs, ends, 60 * Math.max(...ask.minutes) - startS);
    for (let n = 0; n < timesS.length; n++) timesS[n]! += startS;
    const arrivalS = new Int32Array(timetable.stopCount);
    let rode = false;
    if (ask.mode === 'transit') {
      const { reach, query } = this.transit();
      const leaveS = ask.departureS + startS;
      const access = stopsFrom(reach.access, ends, TO_STOP_S, 0, 0);
      const transfers = ask.maxTransfers ?? DEFAULT_MAX_TRANSFERS;
      const firstRideS = query.oneToAll(access, leaveS, ask.dayType, arrivalS, transfers);
      // A first bus two hours later reaches nothing within the minutes asked.
      rode = firstRideS <= ask.departureS + 60 * Math.max(...ask.minutes);
      lowerByStops(timesS, arrivalS, ask.departureS, reach);
    }
    const starts = ends.map((end) => ({ ...end, afterS: startS }));
    const areas = isochrones(roads, timesS, weightMs, ask.minutes, walkMps, starts);
    const within = (minutes: number): number =>
      ask.mode !== 'transit' ? 0 : arrivalS.filter((timeS) => timeS <= ask.departureS + 60 * minutes).length;
    const sizes = areas.features
      .map((feature) => ({
        minutes: feature.properties.minutes,
        areaKm2: Number((area(feature) / 1e6).toFixed(3)),
        stops: within(feature.properties.minutes),
      }))
      .reverse();
    return { areas, sizes, startToStreetM, rode };
  }

  private weights(mode: RoadMode): Uint32Array {
    const { roads, weightMs, wheelchair } = this.input;
    const timesMs = weightMs?.[mode] ?? freeTimeMs(roads, mode);
    return wheelchair === true && mode === 'walk' ? wheelchairTimesMs(roads, timesMs) : timesMs;
  }

  private transit(): { readonly reach: StopAccess; readonly query: TransitQuery } {
    const { roads, timetable } = this.input;
    if (this.stops === null) {
      const weightMs = this.weights('walk');
      const reach = buildStopAccess(roads, timetable, this.streets, { mode: 'walk', maxTimeS: TO_STOP_S, weightMs });
      const query = new TransitQuery(prepareTransit(timetable, buildFootpaths(reach, BETWEEN_STOPS_S)));
      this.stops = { reach, query };
    }
    return this.stops;
  }
}
