/** Areas that can be reached within some times from a point: outlines around the streets reached by one mode, or on foot and by public
 *  transport. In: roads, times at nodes. Out: GeoJSON polygons, one a time. Pure. Outlines by marching squares (@turf/turf isobands). */
import { featureCollection, isobands, point } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';
import { NO_ACCESS, type RoadGraph } from '../network/road-graph.ts';
import { buildSearchGraph, type SearchMode, searchWeights } from '../network/search-graph.ts';
import { Dijkstra } from './dijkstra.ts';
import type { StreetPart } from './street-ends.ts';
import type { StopAccess } from './stop-access.ts';
import { TimeGrid } from './time-grid.ts';
import { NO_ARRIVAL } from './transit-query.ts';

export interface IsochroneProperties {
  /** Reached within so many minutes. */
  readonly minutes: number;
  /** Road nodes inside. */
  readonly nodes: number;
}

export type Isochrones = FeatureCollection<MultiPolygon, IsochroneProperties>;

/** Earliest time after the start at every road node over streets [s], turns of the mode included; Infinity beyond the limit.
 *  @param from a node, or several with the time at which they are reached */
export function nodeTimesS(
  roads: RoadGraph,
  mode: SearchMode,
  weightMs: Uint32Array,
  from: number | ReadonlyArray<{ readonly node: number; readonly timeMs: number }>,
  limitS: number,
): Float64Array {
  const graph = buildSearchGraph(roads, mode);
  const search = new Dijkstra({ ...graph, weightMs: searchWeights(graph, weightMs) });
  const timesS = new Float64Array(roads.nodeCount).fill(Number.POSITIVE_INFINITY);
  for (const { node: start, timeMs } of typeof from === 'number' ? [{ node: from, timeMs: 0 }] : from) {
    search.run(graph.origin[start]!, -1, limitS * 1000 - timeMs);
    for (let i = 0; i < search.settledCount; i++) {
      const state = search.settled[i]!;
      const node = graph.roadNode[state]!;
      if (graph.target[node] === state || node === start)
        timesS[node] = Math.min(timesS[node]!, (timeMs + search.timeMs(state)) / 1000);
    }
  }
  return timesS;
}

/** Lowers node times by walks from stops. @param arrivalS [stop] arrivals, seconds after midnight */
export function lowerByStops(
  timesS: Float64Array,
  arrivalS: Int32Array,
  departureS: number,
  { egress }: Pick<StopAccess, 'egress'>,
): void {
  for (let node = 0; node < timesS.length; node++)
    for (let e = egress.first[node]!; e < egress.first[node + 1]!; e++) {
      const stopS = arrivalS[egress.stop[e]!]!;
      if (stopS === NO_ARRIVAL) continue;
      timesS[node] = Math.min(timesS[node]!, stopS + egress.timeS[e]! - departureS);
    }
}

/** @param timesS [node] seconds from the start
 *  @param weightMs [arc] times of the mode in which streets are left and entered
 *  @param minutes upper times, any order
 *  @param walkMps speed off the streets
 *  @param starts ways from a start that is no node to the nodes at the ends of its street
 *  @returns one multipolygon a time, widest first, so that narrower ones draw on top; none when no street is reached */
export function isochrones(
  roads: RoadGraph,
  timesS: Float64Array,
  weightMs: Uint32Array,
  minutes: readonly number[],
  walkMps: number,
  starts: ReadonlyArray<StreetPart & { readonly afterS: number }> = [],
): Isochrones {
  const limits = [...new Set(minutes)].sort((a, b) => b - a);
  const longestS = 60 * (limits[0] ?? 0);
  const reached = Array.from(timesS.keys()).filter((node) => timesS[node]! <= longestS);
  const begun = starts.filter(({ afterS }) => afterS <= longestS);
  if (reached.length === 0 && begun.length === 0) return featureCollection<MultiPolygon, IsochroneProperties>([]);
  const grid = new TimeGrid(
    [
      ...reached.map((node) => [roads.lonDeg[node]!, roads.latDeg[node]!] as const),
      ...begun.flatMap(({ shape }) => shape.slice(0, 1)),
    ],
    walkMps,
    2 * longestS + 3600,
  );
  for (const node of reached) grid.spread(roads.lonDeg[node]!, roads.latDeg[node]!, timesS[node]!);
  for (let arc = 0; arc < roads.arcCount; arc++) spreadArc(roads, timesS, weightMs, arc, longestS, grid);
  for (const { shape, timeMs, lengthM, afterS } of begun)
    spreadLine(shape, afterS, timeMs / 1000 / Math.max(1, lengthM), longestS, grid);
  const points: Feature<Point, { timeS: number }>[] = [];
  grid.each((lonLat, timeS) => points.push(point(lonLat, { timeS })));
  const field = featureCollection(points);
  return featureCollection(
    limits.map((limit) => {
      const [band] = isobands(field, [-1, 60 * limit], { zProperty: 'timeS' }).features;
      const nodes = reached.reduce((count, node) => count + (timesS[node]! <= 60 * limit ? 1 : 0), 0);
      return { ...(band as Feature<MultiPolygon>), properties: { minutes: limit, nodes } };
    }),
  );
}

/** Times along an arc, walked or driven from its tail as far as the time goes. */
function spreadArc(
  roads: RoadGraph,
  timesS: Float64Array,
  weightMs: Uint32Array,
  arc: number,
  longestS: number,
  grid: TimeGrid,
): void {
  const startS = timesS[roads.tail[arc]!]!;
  if (weightMs[arc] === NO_ACCESS || startS > longestS) return;
  const { shapeFirst, shapeLonDeg, shapeLatDeg } = roads;
  const link = roads.linkOfArc[arc]!;
  const first = shapeFirst[link]!;
  const last = shapeFirst[link + 1]! - 1;
  const tail = roads.tail[arc]!;
  const forward = shapeLonDeg[first] === roads.lonDeg[tail] && shapeLatDeg[first] === roads.latDeg[tail];
  const secondsPerM = weightMs[arc]! / 1000 / Math.max(1, roads.lengthM[arc]!);
  const line = Array.from({ length: last - first + 1 }, (_, i) => {
    const p = forward ? first + i : last - i;
    return [shapeLonDeg[p]!, shapeLatDeg[p]!] as const;
  });
  spreadLine(line, startS, secondsPerM, longestS, grid);
}

function spreadLine(
  line: ReadonlyArray<readonly [number, number]>,
  startS: number,
  secondsPerM: number,
  longestS: number,
  grid: TimeGrid,
): void {
  let alongM = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    const [[lonA, latA], [lonB, latB]] = [line[i]!, line[i + 1]!];
    const lengthM = grid.distanceM(lonA, latA, lonB, latB);
    for (let atM = 0; atM < lengthM; atM += grid.cellM) {
      const t = atM / lengthM;
      const timeS = startS + (alongM + atM) * secondsPerM;
      if (timeS > longestS) return;
      grid.spread(lonA + t * (lonB - lonA), latA + t * (latB - latA), timeS);
    }
    alongM += lengthM;
  }
}
