/** People in a wheelchair in the run: their own streets and timetable, drawn by name, and what that leaves within reach. */
import { expect, test } from 'vitest';
import { stepFreeNetwork } from '../../engine/mobility/step-free.ts';
import { peopleInWheelchair } from '../../engine/mobility/wheelchair-users.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { buildTimetable } from '../../engine/network/build-timetable.ts';
import { StreetIndex } from '../../engine/network/street-index.ts';
import { RoadQuery } from '../../engine/routing/road-query.ts';
import { reachesOf } from '../../engine/routing/stop-access.ts';
import { TransitQuery } from '../../engine/routing/transit-query.ts';
import { link, lonOf } from '../network/equator-street.ts';

/** A street of 800 m along the equator, and steps beside its first half; a bus from its middle, and one trip closed to wheelchairs. */
const roads = (steps: boolean) =>
  buildRoadGraph(
    { lonDeg: [0, 1, 2, 0.5].map(lonOf), latDeg: [0, 0, 0, 0.01] },
    [
      link(0, 3, 'residential'),
      link(3, 1, 'residential'),
      link(1, 2, 'residential'),
      ...(steps ? [link(0, 1, 'steps')] : []),
    ],
    { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 },
  ).graph;
const timetable = (closed: boolean) =>
  buildTimetable({
    stops: [1, 2].map((crossing) => ({
      id: `s${crossing}`,
      name: '',
      lonDeg: lonOf(crossing),
      latDeg: 0,
      wheelchair: 1 as const,
    })),
    lines: [{ id: '28', name: '28', mode: 'bus' }],
    trips: [0, 1].map((t) => ({
      id: `t${t}`,
      line: 0,
      stops: [0, 1],
      arrivalS: [3600 * (t + 1), 3600 * (t + 1) + 60],
      departureS: [3600 * (t + 1), 3600 * (t + 1) + 60],
      dayMask: 1,
      wheelchair: closed && t === 0 ? 2 : 1,
    })),
  }).timetable;
const limits = { toStopS: 3600, betweenStopsS: 600, maxStops: 8 };

test('without steps and closed trips there is no second network: everybody travels alike', () => {
  const graph = roads(false);
  expect(stepFreeNetwork(graph, timetable(false), new StreetIndex(graph), graph.walkTimeMs, limits)).toBeNull();
});

test('in a wheelchair one goes around the steps and takes the next bus (400 m at 4.5 km/h are 320 s; hand calculation)', () => {
  const graph = roads(true);
  const network = stepFreeNetwork(graph, timetable(true), new StreetIndex(graph), graph.walkTimeMs, limits)!;
  const walk = new RoadQuery(network.walk);
  // 0 to 1 over the steps 320 s; around, twice 1,130 m at 1.25 m/s.
  expect(walk.timeMs(0, 1)).toBeGreaterThan(1_700_000);
  const arrivalS = new Int32Array(2);
  new TransitQuery(network.transit).oneToAll(reachesOf(network.stopAccess, 1), 3000, 0, arrivalS);
  expect(arrivalS[1]).toBe(3000 + 320);
  new TransitQuery(network.transit).oneToAll([{ stop: 0, timeS: 0, distanceM: 0 }], 3500, 0, arrivalS, 0);
  expect(arrivalS[1]).toBe(7260);
});

test('as many people as the lever says, among those with reduced mobility, and the same ones each time', () => {
  const count = 20_000;
  const persons = {
    count,
    key: Uint32Array.from({ length: count }, (_, p) => p),
    reducedMobility: Uint8Array.from({ length: count }, (_, p) => (p % 10 === 0 ? 1 : 0)),
  };
  const draw = (wheelchairShare: number, seed = 1) =>
    peopleInWheelchair(
      { seed, population: { wheelchairShare, reducedMobilityShare: 0.1 } } as Parameters<typeof peopleInWheelchair>[0],
      persons,
    );
  const some = draw(0.03);
  const sum = some.reduce((a, b) => a + b, 0);
  // 600 expected of 2,000 draws: within five standard deviations.
  expect(Math.abs(sum - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7));
  expect(some.every((one, p) => one === 0 || persons.reducedMobility[p] === 1)).toBe(true);
  expect(draw(0.03)).toEqual(some);
  expect(draw(0).includes(1)).toBe(false);
  // A larger share keeps those who were in.
  expect(draw(0.06).every((one, p) => one >= some[p]!)).toBe(true);
});
