/** Where a generated district has traffic lights, and who passes them. Pure.
 *  Rule (assumption, after Dutch practice: a distributor road of two lanes a direction cannot be crossed at a priority junction or a single-lane
 *  roundabout; roads of one lane have priority or a roundabout): of the roads that the skeleton marks with `signals`, lights stand where two of
 *  them cross, where one with two lanes meets another main road, and where ramps of a motorway or trunk road end on one. */
import type { RoadClass } from '../network/road-graph.ts';
import type { Way } from './way.ts';

const FAST: ReadonlySet<RoadClass> = new Set<RoadClass>(['motorway', 'trunk']);
const MAIN: ReadonlySet<RoadClass> = new Set<RoadClass>(['primary', 'secondary', 'tertiary']);
/** Lights nearer to each other than this are those of one junction, green at the same time. Assumption. */
export const ONE_JUNCTION_M = 60;

/** @param ways those of the stretches that meet, one entry a stretch */
export function hasTrafficLights(ways: readonly Way[]): boolean {
  const cars = ways.filter((way) => way.car !== 0);
  const marked = cars.filter((way) => way.signals);
  if (cars.length < 3 || marked.length === 0) return false;
  if (cars.some((way) => FAST.has(way.roadClass))) return true;
  const names = (list: readonly Way[]): number => new Set(list.map((way) => way.name)).size;
  if (marked.length >= 3 && names(marked) > 1) return true;
  return marked.some((way) => way.lanes > 1) && names(cars.filter((way) => MAIN.has(way.roadClass))) > 1;
}

/** Whether a road goes on above or below the lights: motorways always, trunk roads but where they end. */
export function passesTrafficLights(way: Way, ways: readonly Way[]): boolean {
  if (way.roadClass === 'motorway') return true;
  return way.roadClass === 'trunk' && ways.filter((other) => other === way).length > 1;
}
