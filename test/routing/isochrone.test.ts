import { area, booleanPointInPolygon } from '@turf/turf';
import { expect, test } from 'vitest';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import type { LinkDraft } from '../../engine/network/road-graph.ts';
import { isochrones, nodeTimesS } from '../../engine/routing/isochrone.ts';

/** A square grid of streets, 21 × 21 crossings 100 m apart, on the equator. */
const SIDE = 21;
const STEP_DEG = 100 / 111_195.08;
const links: LinkDraft[] = [];
for (let i = 0; i < SIDE * SIDE; i++)
  for (const next of [i % SIDE < SIDE - 1 ? i + 1 : -1, i + SIDE < SIDE * SIDE ? i + SIDE : -1])
    if (next >= 0)
      links.push({
        fromNode: i,
        toNode: next,
        via: [],
        roadClass: 'footway',
        name: '',
        speedKmh: 5,
        lanes: 1,
        car: 0,
        bike: 0,
        walk: 3,
        flags: 0,
      });
const { graph } = buildRoadGraph(
  {
    lonDeg: Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE) * STEP_DEG),
    latDeg: Array.from({ length: SIDE * SIDE }, (_, i) => Math.floor(i / SIDE) * STEP_DEG),
  },
  links,
  { bikeSpeedKmh: 15, walkSpeedKmh: 3.6 },
);
const middle = Math.floor((SIDE * SIDE) / 2);
const timesS = nodeTimesS(graph, 'walk', graph.walkTimeMs, middle, 900);

test('at 1 m/s on a grid of streets, 10 minutes reach a diamond of 2 × 600² m² with a rim narrower than 120 m (hand calculation)', () => {
  const [feature] = isochrones(graph, timesS, graph.walkTimeMs, [10], 1).features;
  const diamondM2 = 2 * 600 * 600;
  expect(area(feature!)).toBeGreaterThan(0.9 * diamondM2);
  // Off the streets one still walks at 1 m/s, so the outline never leaves the circle of 600 m.
  expect(area(feature!)).toBeLessThan(Math.PI * 600 * 600);
});

test('every node within the time lies inside the outline, those well beyond outside; wider times hold narrower ones', () => {
  const areas = isochrones(graph, timesS, graph.walkTimeMs, [5, 10], 1);
  expect(areas.features.map((feature) => feature.properties.minutes)).toEqual([10, 5]);
  for (const feature of areas.features)
    for (let node = 0; node < graph.nodeCount; node++) {
      const inside = booleanPointInPolygon([graph.lonDeg[node]!, graph.latDeg[node]!], feature);
      if (timesS[node]! < 60 * feature.properties.minutes - 60) expect(inside).toBe(true);
      if (timesS[node]! > 60 * feature.properties.minutes + 150) expect(inside).toBe(false);
    }
});

test('nothing reached gives no outline', () => {
  const nowhere = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  expect(isochrones(graph, nowhere, graph.walkTimeMs, [10], 1).features).toEqual([]);
});
