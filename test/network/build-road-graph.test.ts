import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { ARC_SIGNAL, type LinkDraft, NO_ACCESS, type RoadGraph } from '../../engine/network/road-graph.ts';
import { openRoadGraph, packRoadGraph } from '../../engine/network/road-store.ts';
import { NO_NODE, StreetIndex } from '../../engine/network/street-index.ts';

const street = (fromNode: number, toNode: number, change: Partial<LinkDraft> = {}): LinkDraft => ({
  fromNode,
  toNode,
  via: [],
  roadClass: 'residential',
  name: '',
  speedKmh: 30,
  lanes: 1,
  car: 3,
  bike: 3,
  walk: 3,
  flags: 0,
  ...change,
});

const speeds = { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 };
/** Points on the equator, 0.001° (111.19 m) apart. */
const row = (count: number) => ({
  lonDeg: Array.from({ length: count }, (_, i) => i * 0.001),
  latDeg: new Array<number>(count).fill(0),
});
const arcFrom = (graph: RoadGraph, tail: number, head: number): number => {
  for (let arc = graph.firstOut[tail]!; arc < graph.firstOut[tail + 1]!; arc++)
    if (graph.head[arc] === head) return arc;
  return -1;
};

test('a street of 0.001 degree along the equator is 111.19 m long and takes a walker at 4.5 km/h 89 s (hand calculation)', () => {
  const { graph } = buildRoadGraph(row(2), [street(0, 1)], speeds);
  expect(graph.arcCount).toBe(2);
  expect(graph.lengthM[0]).toBeCloseTo(111.195, 2);
  expect(graph.walkTimeMs[0]).toBe(Math.round((111.19508 / 1.25) * 1000));
  expect(graph.bikeTimeMs[0]).toBe(Math.round((111.19508 / (15 / 3.6)) * 1000));
});

test('arcs stand in rows by tail, and each knows its link, its head and its tail', () => {
  const { graph } = buildRoadGraph(row(4), [street(2, 3), street(0, 1), street(1, 2)], speeds);
  for (let node = 0; node < graph.nodeCount; node++)
    for (let arc = graph.firstOut[node]!; arc < graph.firstOut[node + 1]!; arc++) {
      expect(graph.tail[arc]).toBe(node);
      const link = graph.linkOfArc[arc]!;
      const ends = [graph.shapeLonDeg[graph.shapeFirst[link]!]!, graph.shapeLonDeg[graph.shapeFirst[link + 1]! - 1]!];
      expect(ends.map((lon) => Math.round(lon * 1000)).sort()).toEqual([node, graph.head[arc]!].sort());
    }
});

test('a one-way street into a place that cars cannot leave is taken from the cars and counted', () => {
  const { graph, dropped } = buildRoadGraph(row(3), [street(0, 1), street(1, 2, { car: 1 })], speeds);
  expect(graph.carTimeMs[arcFrom(graph, 1, 2)]).toBe(NO_ACCESS);
  expect(graph.capacityPcuPerH[arcFrom(graph, 1, 2)]).toBe(0);
  expect(graph.walkTimeMs[arcFrom(graph, 1, 2)]).not.toBe(NO_ACCESS);
  expect(dropped.map(({ mode, nodes, links }) => [mode, nodes, links])).toEqual([
    ['car', 1, 1],
    ['bike', 0, 0],
    ['walk', 0, 0],
  ]);
});

test('lights cost a car 10 s more at the end of the street, and only there', () => {
  const plain = buildRoadGraph(row(2), [street(0, 1)], speeds).graph;
  const lit = buildRoadGraph(row(2), [street(0, 1)], { ...speeds, signalNodes: [1] }).graph;
  expect(lit.carTimeMs[arcFrom(lit, 0, 1)]! - plain.carTimeMs[arcFrom(plain, 0, 1)]!).toBe(10_000);
  expect(lit.carTimeMs[arcFrom(lit, 1, 0)]).toBe(plain.carTimeMs[arcFrom(plain, 1, 0)]);
  expect(lit.arcFlags[arcFrom(lit, 0, 1)]! & ARC_SIGNAL).toBe(ARC_SIGNAL);
});

test('a forbidden turn between two links becomes a pair of arcs, a U-turn the two directions of one link', () => {
  const { graph, forbiddenTurnsKept, forbiddenTurnsDropped } = buildRoadGraph(
    row(4),
    [street(0, 1), street(1, 2), street(2, 3)],
    {
      ...speeds,
      forbiddenTurns: [{ links: [0, 1] }, { links: [1, 1], viaNode: 2 }, { links: [0, 2] }, { links: [0, 1, 2] }],
    },
  );
  expect([forbiddenTurnsKept, forbiddenTurnsDropped]).toEqual([3, 1]);
  const turn = (r: number) =>
    Array.from(graph.forbiddenArc.subarray(graph.forbiddenFirst[r], graph.forbiddenFirst[r + 1]));
  expect(turn(0)).toEqual([arcFrom(graph, 0, 1), arcFrom(graph, 1, 2)]);
  expect(turn(1)).toEqual([arcFrom(graph, 1, 2), arcFrom(graph, 2, 1)]);
  expect(turn(2)).toEqual([arcFrom(graph, 0, 1), arcFrom(graph, 1, 2), arcFrom(graph, 2, 3)]);
});

test('links to missing nodes and impossible coordinates are told all at once', () => {
  const build = () => buildRoadGraph({ lonDeg: [0, 200], latDeg: [0, 0] }, [street(0, 7, { speedKmh: 0 })], speeds);
  expect(build).toThrow(InputError);
  expect(build).toThrow(/nodes\[1\]\.lonDeg.*\n.*links\[0\]\.toNode.*\n.*links\[0\]\.speedKmh/);
});

test('a packed graph opens as it was, and bytes cut off are refused', () => {
  const { graph } = buildRoadGraph(
    row(5),
    [street(0, 1, { name: 'Stroomrugbaan' }), street(1, 2), street(3, 4)],
    speeds,
  );
  const packed = packRoadGraph(graph);
  expect(openRoadGraph(packed)).toEqual(graph);
  expect(() => openRoadGraph(packed.slice(0, packed.byteLength - 50))).toThrow(InputError);
});

test('the nearest node is one the mode can use, and none is found outside the limit', () => {
  const { graph } = buildRoadGraph(row(3), [street(0, 1, { car: 0 }), street(1, 2)], speeds);
  const streets = new StreetIndex(graph);
  expect(streets.nearestNode(0.0001, 0, 'walk')).toBe(0);
  expect(streets.nearestNode(0.0001, 0, 'car')).toBe(1);
  expect(streets.nearestNode(1, 1, 'car', 1000)).toBe(NO_NODE);
  const hit = streets.nearestLink(0.0015, 0.0002, 'car')!;
  expect(hit.link).toBe(1);
  expect(hit.distanceM).toBeCloseTo(22.24, 1);
  expect(hit.share).toBeCloseTo(0.5, 3);
  expect(new StreetIndex(graph, streets.data).nearestNode(0.0021, 0, 'bike')).toBe(2);
});
