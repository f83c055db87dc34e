/** Streets along the equator with a crossing every 400 m, for tests that compute by hand. */
import type { LinkDraft, RoadClass } from '../../engine/network/road-graph.ts';

/** Longitude of a crossing [deg]. */
export const lonOf = (crossing: number): number => (crossing * 400) / 111_195.08;
/** Open to everybody; steps only on foot. */
export const link = (fromNode: number, toNode: number, roadClass: RoadClass): LinkDraft => ({
  fromNode,
  toNode,
  via: [],
  roadClass,
  name: '',
  speedKmh: 30,
  lanes: 1,
  car: roadClass === 'steps' ? 0 : 3,
  bike: roadClass === 'steps' ? 0 : 3,
  walk: 3,
  flags: 0,
});
