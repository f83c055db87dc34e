/** The streets of a journey planner: places onto streets, legs over them, and the stops within reach. In: planner input. Keeps what questions
 *  share; every part is made when first needed. Streets go through ngraph.path (street-paths.ts). */
import { freeTimeMs, NO_ACCESS, type RoadGraph, type RoadMode } from '../network/road-graph.ts';
import { NO_NODE, StreetIndex } from '../network/street-index.ts';
import type { JourneyLeg, JourneyPlace, LegMode, PlannerInput } from './journey.ts';
import { arcsLengthM, arcsShape } from './leg-shape.ts';
import { buildFootpaths, buildStopAccess, reachesOf, type StopAccess, type StopReach } from './stop-access.ts';
import { StreetPaths } from './street-paths.ts';
import { prepareTransit } from './transit-index.ts';
import { TransitQuery } from './transit-query.ts';

/** A place with no street of a mode near. */
export class OffNetworkError extends RangeError {
  override readonly name = 'OffNetworkError';
  readonly end: 'from' | 'to';
  constructor(end: 'from' | 'to', mode: RoadMode) {
    super(`no street for ${mode} within ${SNAP_M} m of the ${end === 'from' ? 'start' : 'destination'}`);
    this.end = end;
  }
}

export const SNAP_M = 1000;
const WALK_ACCESS_S = 20 * 60;
const BIKE_ACCESS_S = 25 * 60;
const FOOTPATH_S = 8 * 60;
/** Getting a bicycle out, finding a place for a car and locking up [s] (assumption). */
export const BIKE_HANDLING_S = 60;
export const PARKING_S = 120;

export class PlannerStreets {
  readonly input: PlannerInput;
  private readonly index: StreetIndex;
  private readonly paths: StreetPaths;
  private readonly walkMps: number;
  private readonly reach: Partial<Record<'walk' | 'bike', StopAccess>> = {};
  private transit: TransitQuery | null = null;

  constructor(input: PlannerInput) {
    this.input = input;
    this.index = new StreetIndex(input.roads);
    this.paths = new StreetPaths(input.roads);
    this.walkMps = meanSpeedMps(input.roads, this.weights('walk'));
  }

  weights(mode: RoadMode): Uint32Array {
    return this.input.weightMs?.[mode] ?? freeTimeMs(this.input.roads, mode);
  }

  /** @throws OffNetworkError */
  node(place: JourneyPlace, mode: RoadMode, end: 'from' | 'to'): number {
    const node = this.index.nearestNode(...place.lonLat, mode, SNAP_M);
    if (node === NO_NODE) throw new OffNetworkError(end, mode);
    return node;
  }

  toStreetM(place: JourneyPlace, node: number): number {
    return this.index.distanceToNodeM(...place.lonLat, node);
  }

  /** One leg over the streets with the steps from and to the door; null when there is no way. @param extraS time lost at the vehicle */
  road(
    mode: RoadMode,
    legMode: LegMode,
    from: JourneyPlace,
    to: JourneyPlace,
    departureS: number,
    extraS: number,
  ): JourneyLeg | null {
    const { roads } = this.input;
    const a = this.node(from, mode, 'from');
    const b = this.node(to, mode, 'to');
    const path = this.paths.path(mode, this.weights(mode), a, b);
    if (path === null) return null;
    const stepsM = this.toStreetM(from, a) + this.toStreetM(to, b);
    const seconds = Math.round(path.timeMs / 1000 + stepsM / this.walkMps) + extraS;
    return {
      mode: legMode,
      from,
      to,
      departureS,
      arrivalS: departureS + seconds,
      distanceM: arcsLengthM(roads, path.arcs) + stepsM,
      shape: [from.lonLat, ...arcsShape(roads, path.arcs), to.lonLat],
    };
  }

  /** Stops within reach of a place, its steps to the street included. @throws OffNetworkError */
  stops(table: 'access' | 'egress', mode: 'walk' | 'bike', place: JourneyPlace): StopReach[] {
    const node = this.node(place, mode, table === 'access' ? 'from' : 'to');
    const range = reachesOf(this.stopAccess(mode)[table], node);
    const stepsM = this.toStreetM(place, node);
    const extraS = Math.round(stepsM / this.walkMps) + (mode === 'bike' ? BIKE_HANDLING_S : 0);
    const list: StopReach[] = [];
    for (let e = range.first; e < range.last; e++)
      list.push({ stop: range.stop[e]!, timeS: range.timeS[e]! + extraS, distanceM: range.distanceM[e]! + stepsM });
    return list;
  }

  query(): TransitQuery {
    this.transit ??= new TransitQuery(
      prepareTransit(this.input.timetable, buildFootpaths(this.stopAccess('walk'), FOOTPATH_S)),
    );
    return this.transit;
  }

  stopAccess(mode: 'walk' | 'bike'): StopAccess {
    const { roads, timetable } = this.input;
    const maxTimeS = mode === 'walk' ? WALK_ACCESS_S : BIKE_ACCESS_S;
    this.reach[mode] ??= buildStopAccess(roads, timetable, this.index, {
      mode,
      maxTimeS,
      weightMs: this.weights(mode),
    });
    return this.reach[mode];
  }
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
