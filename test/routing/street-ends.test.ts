/** Single questions begin and end at the nearest point of the nearest street, not at its corners. Truth: the same streets with a node where the
 *  question begins or ends, and distances by hand. */
import { describe, expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { buildTimetable } from '../../engine/network/build-timetable.ts';
import { ARC_TUNNEL, freeTimeMs, type LinkDraft, type RoadGraph } from '../../engine/network/road-graph.ts';
import { StreetIndex } from '../../engine/network/street-index.ts';
import { JourneyPlanner } from '../../engine/routing/multimodal.ts';
import { ReachPlanner } from '../../engine/routing/reach-planner.ts';
import { StreetPaths } from '../../engine/routing/street-paths.ts';
import { link, lonOf } from '../network/equator-street.ts';

const SPEEDS = { bikeSpeedKmh: 18, walkSpeedKmh: 4.5 };
const nothing = buildTimetable({ stops: [], lines: [], trips: [] }).timetable;
const planner = (roads: RoadGraph): JourneyPlanner =>
  new JourneyPlanner({
    roads,
    timetable: nothing,
    hubs: [],
    tariff: () => ({ costEur: 0, co2G: 0, energyKwh: 0 }),
  });
const street = buildRoadGraph(
  { lonDeg: Array.from({ length: 11 }, (_, i) => lonOf(i)), latDeg: new Array<number>(11).fill(0) },
  Array.from({ length: 10 }, (_, i) => link(i, i + 1, 'residential')),
  SPEEDS,
).graph;
const metres = (m: number): number => m / 111_195.08;

describe('a street with a crossing every 400 m (hand calculation)', () => {
  const walk = (from: number, to: number, aside = 0) => {
    const place = (crossing: number) => ({ name: '', lonLat: [lonOf(crossing), metres(aside)] as const });
    const ask = { from: place(from), to: place(to), departureS: 0, dayType: 0, modes: ['walk'] as const };
    return planner(street).plan(ask)[0]!;
  };

  test('from the middle of a block to a quarter of another: 4.75 blocks, and 20 m from door to street at either end', () => {
    const journey = walk(2.5, 7.25, 20);
    expect(journey.legs[0]!.distanceM).toBeCloseTo(1900 + 40, 0);
    expect(journey.arrivalS).toBe(Math.round(1940 / 1.25));
    const lons = journey.legs[0]!.shape.map(([lon]) => lon / lonOf(1));
    expect(lons.map((lon) => Number(lon.toFixed(3)))).toEqual([2.5, 2.5, 3, 4, 5, 6, 7, 7.25, 7.25]);
  });

  test('nobody gets out in a tunnel or on a motorway beneath the door: the next street counts', () => {
    const beside = link(0, 1, 'residential');
    for (const beneath of [
      { ...link(2, 3, 'residential'), flags: ARC_TUNNEL },
      { ...link(2, 3, 'motorway'), bike: 0, walk: 0 },
    ] as const) {
      const up = metres(100);
      const { graph } = buildRoadGraph(
        { lonDeg: [lonOf(0), lonOf(1), lonOf(0), lonOf(1)], latDeg: [up, up, 0, 0] },
        [beside, beneath, link(0, 2, 'residential'), link(1, 3, 'residential')],
        SPEEDS,
      );
      const at = (crossing: number) => ({ name: '', lonLat: [lonOf(crossing), metres(10)] as const });
      const ask = { from: at(0.25), to: at(0.75), departureS: 0, dayType: 0, modes: ['car'] as const };
      expect(planner(graph).plan(ask)[0]!.legs[0]!.distanceM).toBeCloseTo(200 + 2 * 90, 0);
    }
  });

  test('within one block nobody walks to a corner and back', () => {
    expect(walk(2.75, 2.25).legs[0]!.distanceM).toBeCloseTo(200, 0);
    expect(walk(2.25, 2.75).arrivalS).toBe(160);
  });

  test('one minute on foot from the middle of a block, 75 m to either side: an area though no crossing is reached', () => {
    const reach = new ReachPlanner({ roads: street, timetable: nothing, walkMps: 1.25 });
    const ask = { mode: 'walk' as const, departureS: 0, dayType: 0 };
    const { areas, startToStreetM } = reach.areas({ ...ask, from: [lonOf(2.5), metres(10)], minutes: [1] });
    expect(startToStreetM).toBeCloseTo(10, 1);
    const lons = areas.features[0]!.geometry.coordinates.flat(2).map(([lon]) => (lon! / lonOf(1)) * 400);
    // 1000 m along the street, less what the 10 m to it take, give or take a cell of 40 m and what one walks off the street.
    expect(Math.min(...lons)).toBeGreaterThan(1000 - 75 - 60);
    expect(Math.min(...lons)).toBeLessThan(1000 - 30);
    expect(Math.max(...lons)).toBeGreaterThan(1000 + 30);
    expect(Math.max(...lons)).toBeLessThan(1000 + 75 + 60);
  });
});

/** A town of 5 by 5 crossings in a grid pulled about, streets bent, some of them closed to bicycles in one direction. */
function town(random: Stream) {
  const side = 5;
  const lonDeg = Array.from({ length: side * side }, (_, n) => 5 + 0.002 * (n % side) + 0.0005 * random.uniform());
  const latDeg = Array.from(
    { length: side * side },
    (_, n) => 52 + 0.002 * Math.floor(n / side) + 0.0005 * random.uniform(),
  );
  const links: LinkDraft[] = [];
  const add = (fromNode: number, toNode: number): void => {
    links.push({ ...link(fromNode, toNode, 'residential'), bike: random.uniform() < 0.3 ? 1 : 3 });
  };
  for (let n = 0; n < side * side; n++) {
    if (n % side < side - 1) add(n, n + 1);
    if (n + side < side * side) add(n, n + side);
  }
  return { lonDeg, latDeg, links };
}

test.each(['walk', 'bike'] as const)(
  'on 60 random towns a journey %s between points along streets takes as long as with a node at either point',
  (mode) => {
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Stream(seed, 'town');
      const { lonDeg, latDeg, links } = town(random);
      const { graph } = buildRoadGraph({ lonDeg, latDeg }, links, SPEEDS);
      const picked = [random.integer(links.length), random.integer(links.length)] as const;
      if (picked[0] === picked[1]) continue;
      const shares = [0.1 + 0.8 * random.uniform(), 0.1 + 0.8 * random.uniform()];
      const lons = [...lonDeg];
      const lats = [...latDeg];
      const split = links.flatMap((own, l): LinkDraft[] => {
        const end = picked.indexOf(l);
        if (end < 0) return [own];
        const node = lons.length;
        const mix = (of: readonly number[]): number =>
          of[own.fromNode]! + shares[end]! * (of[own.toNode]! - of[own.fromNode]!);
        lons.push(mix(lonDeg));
        lats.push(mix(latDeg));
        return [
          { ...own, toNode: node },
          { ...own, fromNode: node },
        ];
      });
      const withNodes = buildRoadGraph({ lonDeg: lons, latDeg: lats }, split, SPEEDS).graph;
      const points = picked.map((l, end) => {
        const own = links[l]!;
        const mix = (of: readonly number[]): number =>
          of[own.fromNode]! + shares[end]! * (of[own.toNode]! - of[own.fromNode]!);
        return [mix(lonDeg), mix(latDeg)] as const;
      });
      const nodes = points.map((lonLat) => new StreetIndex(withNodes).nearestNode(...lonLat, mode, 5));
      if (nodes.some((node) => node < 0)) continue;
      const truth = new StreetPaths(withNodes).path(mode, freeTimeMs(withNodes, mode), nodes[0]!, nodes[1]!);
      const [journey] = planner(graph).plan({
        from: { name: '', lonLat: points[0]! },
        to: { name: '', lonLat: points[1]! },
        departureS: 0,
        dayType: 0,
        modes: [mode],
      });
      const lostS = mode === 'bike' ? 60 : 0;
      expect([seed, Math.abs(journey!.arrivalS - lostS - truth!.timeMs / 1000) < 1]).toEqual([seed, true]);
      compared++;
    }
    expect(compared).toBeGreaterThan(45);
  },
);
