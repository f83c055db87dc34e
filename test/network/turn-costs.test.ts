/** What lights and turns cost cars: main roads and lower ones, left turns, ends of ramps. */
import { expect, test } from 'vitest';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { ARC_SIGNAL, type LinkDraft, type RoadClass, type RoadGraph } from '../../engine/network/road-graph.ts';
import { carTurns } from '../../engine/network/turn-costs.ts';
import { lonOf } from './equator-street.ts';

type Lights = NonNullable<LinkDraft['passesLights']>;

/** A crossing at node 0 with arms to east (1), north (2), west (3) and south (4). */
function crossing(eastWest: RoadClass, northSouth: RoadClass, lights: boolean, passes: Lights = 0): RoadGraph {
  const arm = (toNode: number, roadClass: RoadClass): LinkDraft => ({
    ...{ fromNode: toNode, toNode: 0, via: [], roadClass, name: '', speedKmh: 50, lanes: 2 },
    ...{ car: 3, bike: 3, walk: 3, flags: 0, passesLights: roadClass === eastWest ? passes : 0 },
  });
  const d = lonOf(1);
  return buildRoadGraph(
    { lonDeg: [0, d, 0, -d, 0], latDeg: [0, 0, d, 0, -d] },
    [arm(1, eastWest), arm(2, northSouth), arm(3, eastWest), arm(4, northSouth)],
    { bikeSpeedKmh: 15, walkSpeedKmh: 5, signalNodes: lights ? [0] : [] },
  ).graph;
}

const arcFrom = (graph: RoadGraph, tail: number, head: number): number => {
  for (let arc = graph.firstOut[tail]!; arc < graph.firstOut[tail + 1]!; arc++)
    if (graph.head[arc] === head) return arc;
  throw new Error(`no arc ${tail}–${head}`);
};

/** Turns from an arm: left, straight, right [s]. From the south (4) left is west (3). */
function turnsS(graph: RoadGraph, from: number, ...to: number[]): number[] {
  const turnMs = carTurns(graph);
  return to.map((node) => turnMs(arcFrom(graph, from, 0), arcFrom(graph, 0, node)) / 1000);
}

test('the main road waits 10 s at lights, the lower one 17 s: Webster’s 0.5 · 70 · 0.54² = 10.2 and 0.5 · 70 · 0.7² = 17.15', () => {
  const [dark, lit] = [crossing('primary', 'tertiary', false), crossing('primary', 'tertiary', true)];
  const moreS = (tail: number): number => {
    const arc = arcFrom(lit, tail, 0);
    return (lit.carTimeMs[arc]! - dark.carTimeMs[arcFrom(dark, tail, 0)]!) / 1000;
  };
  expect(moreS(1)).toBeCloseTo(10, 3);
  // Without lights it gives way, 5 s.
  expect(moreS(4)).toBeCloseTo(17 - 5, 3);
  const equal = crossing('secondary', 'secondary', true);
  expect(equal.carTimeMs[arcFrom(equal, 4, 0)]).toBe(equal.carTimeMs[arcFrom(equal, 1, 0)]);
});

test('left turns cross the opposite stream for 4 s without lights; at lights their own phase takes them to 0.5 · 70 · 0.8² = 22.4 s in all', () => {
  const dark = crossing('secondary', 'secondary', false);
  expect(turnsS(dark, 4, 3, 2, 1)).toEqual([4, 0, 0]);
  expect(turnsS(dark, 1, 4, 3, 2)).toEqual([4, 0, 0]);
  const lit = crossing('primary', 'tertiary', true);
  // 22.4 − 10.2 from the main road, 22.4 − 17.15 from the lower one.
  expect(turnsS(lit, 1, 4, 3, 2)).toEqual([12, 0, 0]);
  expect(turnsS(lit, 4, 3, 2, 1)).toEqual([5, 0, 0]);
});

test('a motorway passes the lights at the end of its ramps, and who leaves it waits for them', () => {
  const graph = crossing('motorway', 'primary', true, 1);
  const motorway = arcFrom(graph, 1, 0);
  expect(graph.arcFlags[motorway]! & ARC_SIGNAL).toBe(0);
  expect(graph.arcFlags[arcFrom(graph, 4, 0)]! & ARC_SIGNAL).toBe(ARC_SIGNAL);
  const plain = crossing('motorway', 'primary', false);
  expect(graph.carTimeMs[motorway]).toBe(plain.carTimeMs[arcFrom(plain, 1, 0)]);
  expect(turnsS(graph, 1, 4, 3, 2)).toEqual([10, 0, 10]);
  expect(turnsS(graph, 4, 3, 2, 1)).toEqual([12, 0, 0]);
  expect(turnsS(plain, 1, 4, 3, 2)).toEqual([0, 0, 0]);
});

test('lights at both ends: a link may pass those at its end, at its start, or both', () => {
  const flagsOf = (passesLights: Lights): boolean[] => {
    const link: LinkDraft = {
      ...{ fromNode: 0, toNode: 1, via: [], roadClass: 'primary', name: '', speedKmh: 50, lanes: 2 },
      ...{ car: 3, bike: 3, walk: 3, flags: 0, passesLights },
    };
    const { graph } = buildRoadGraph({ lonDeg: [0, lonOf(1)], latDeg: [0, 0] }, [link], {
      ...{ bikeSpeedKmh: 15, walkSpeedKmh: 5, signalNodes: [0, 1] },
    });
    return [arcFrom(graph, 0, 1), arcFrom(graph, 1, 0)].map((arc) => (graph.arcFlags[arc]! & ARC_SIGNAL) !== 0);
  };
  expect([flagsOf(0), flagsOf(1), flagsOf(2), flagsOf(3)]).toEqual([
    [true, true],
    [false, true],
    [true, false],
    [false, false],
  ]);
});
