/** The streets of a journey planner: places onto streets, legs over them, and the stops within reach. In: planner input. Keeps what questions
 *  share; every part is made when first needed. Streets go through ngraph.path (street-paths.ts). */
import { freeTimeMs, NO_ACCESS, type RoadGraph, type RoadMode } from '../network/road-graph.ts';
import { StreetIndex } from '../network/street-index.ts';
import type { JourneyLeg, JourneyPlace, LegMode, PlannerInput } from './journey.ts';
import { type JoinedPlace, joinStreets, stopsFrom } from './join-streets.ts';
import { arcsLengthM, arcsShape } from './leg-shape.ts';
import { buildFootpaths, buildStopAccess, type StopAccess, type StopReach } from './stop-access.ts';
import { StreetEnds, type StreetPart } from './street-ends.ts';
import { StreetPaths } from './street-paths.ts';
import { prepareTransit } from './transit-index.ts';
import { TransitQuery } from './transit-query.ts';

/** Longest way to a stop [s]. */
const ACCESS_S = { walk: 20 * 60, bike: 25 * 60 } as const;
const FOOTPATH_S = 8 * 60;
/** Getting a bicycle out, finding a place for a car and locking up [s] (assumption). */
export const BIKE_HANDLING_S = 60;
export const PARKING_S = 120;

export class PlannerStreets {
  readonly input: PlannerInput;
  private readonly index: StreetIndex;
  private readonly ends: StreetEnds;
  private readonly paths: StreetPaths;
  private readonly walkMps: number;
  private readonly reach: Partial<Record<'walk' | 'bike', StopAccess>> = {};
  private transit: TransitQuery | null = null;

  constructor(input: PlannerInput) {
    this.input = input;
    this.index = new StreetIndex(input.roads);
    this.ends = new StreetEnds(input.roads);
    this.paths = new StreetPaths(input.roads);
    this.walkMps = meanSpeedMps(input.roads, this.weights('walk'));
  }

  weights(mode: RoadMode): Uint32Array {
    return this.input.weightMs?.[mode] ?? freeTimeMs(this.input.roads, mode);
  }

  /** @throws OffNetworkError */
  join(place: JourneyPlace, mode: RoadMode, end: 'from' | 'to'): JoinedPlace {
    return joinStreets(this.index, this.ends, place.lonLat, mode, this.weights(mode), end);
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
    const a = this.join(from, mode, 'from');
    const b = this.join(to, mode, 'to');
    const part = this.quickest(mode, a, b);
    if (part === null) return null;
    const stepsM = a.offM + b.offM;
    const seconds = Math.round(part.timeMs / 1000 + stepsM / this.walkMps) + extraS;
    return {
      mode: legMode,
      from,
      to,
      departureS,
      arrivalS: departureS + seconds,
      distanceM: part.lengthM + stepsM,
      shape: [from.lonLat, ...part.shape, to.lonLat],
    };
  }

  /** Over either end of the two streets, or along the one street both places lie at. */
  private quickest(mode: RoadMode, a: JoinedPlace, b: JoinedPlace): StreetPart | null {
    const { roads } = this.input;
    const weightMs = this.weights(mode);
    let best = a.hit === null || b.hit === null ? null : this.ends.between(a.hit, b.hit, weightMs);
    for (const start of a.ends)
      for (const end of b.ends) {
        const outsideMs = start.timeMs + end.timeMs;
        if (best !== null && outsideMs >= best.timeMs) continue;
        const path = this.paths.path(mode, weightMs, start.node, end.node);
        if (path === null || (best !== null && outsideMs + path.timeMs >= best.timeMs)) continue;
        best = {
          timeMs: outsideMs + path.timeMs,
          lengthM: start.lengthM + arcsLengthM(roads, path.arcs) + end.lengthM,
          shape: [...start.shape, ...arcsShape(roads, path.arcs), ...end.shape].filter(
            ([lon, lat], i, all) => i === 0 || lon !== all[i - 1]![0] || lat !== all[i - 1]![1],
          ),
        };
      }
    return best;
  }

  /** Stops within reach of a place, its steps to the street included. @throws OffNetworkError */
  stops(table: 'access' | 'egress', mode: 'walk' | 'bike', place: JourneyPlace): StopReach[] {
    const { offM, ends } = this.join(place, mode, table === 'access' ? 'from' : 'to');
    const extraS = offM / this.walkMps + (mode === 'bike' ? BIKE_HANDLING_S : 0);
    return stopsFrom(this.stopAccess(mode)[table], ends, ACCESS_S[mode], extraS, offM);
  }

  query(): TransitQuery {
    this.transit ??= new TransitQuery(
      prepareTransit(this.input.timetable, buildFootpaths(this.stopAccess('walk'), FOOTPATH_S)),
    );
    return this.transit;
  }

  stopAccess(mode: 'walk' | 'bike'): StopAccess {
    const { roads, timetable } = this.input;
    this.reach[mode] ??= buildStopAccess(roads, timetable, this.index, {
      mode,
      maxTimeS: ACCESS_S[mode],
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
