import { expect, test } from 'vitest';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { buildTimetable } from '../../engine/network/build-timetable.ts';
import type { LinkDraft } from '../../engine/network/road-graph.ts';
import { ReachPlanner } from '../../engine/routing/reach-planner.ts';

/** A street of 4 km along the equator with a crossing every 400 m; one bus at 08:15 on weekdays, from its first crossing to its last. */
const lonOf = (crossing: number): number => (crossing * 400) / 111_195.08;
const link = (fromNode: number): LinkDraft => ({
  fromNode,
  toNode: fromNode + 1,
  via: [],
  roadClass: 'residential',
  name: '',
  speedKmh: 50,
  lanes: 1,
  car: 3,
  bike: 3,
  walk: 3,
  flags: 0,
});
const { graph } = buildRoadGraph(
  { lonDeg: Array.from({ length: 11 }, (_, i) => lonOf(i)), latDeg: new Array<number>(11).fill(0) },
  Array.from({ length: 10 }, (_, i) => link(i)),
  { bikeSpeedKmh: 18, walkSpeedKmh: 4.5 },
);
const { timetable } = buildTimetable({
  stops: [0, 10].map((crossing) => ({ id: `s${crossing}`, name: '', lonDeg: lonOf(crossing), latDeg: 0 })),
  lines: [{ id: '28', name: '28', mode: 'bus' }],
  trips: [
    {
      id: 't',
      line: 0,
      stops: [0, 1],
      arrivalS: [8.25 * 3600, 8.25 * 3600 + 300],
      departureS: [8.25 * 3600, 8.25 * 3600 + 300],
      dayMask: 1,
    },
  ],
});
const planner = new ReachPlanner({ roads: graph, timetable, walkMps: 1.25 });
const ask = (mode: 'transit' | 'walk', hour: number, dayType = 0) =>
  planner.areas({ from: [0, 0], mode, minutes: [30], departureS: hour * 3600, dayType });

test('by bus one is at the far end in 20 minutes, and the answer says that it rode', () => {
  const { rode, sizes } = ask('transit', 8);
  expect(rode).toBe(true);
  expect(sizes[0]!.stops).toBe(2);
  expect(sizes[0]!.areaKm2).toBeGreaterThan(ask('walk', 8).sizes[0]!.areaKm2);
});

test('without a service in time (three hours before the bus, after it, on a Sunday) the area is what one walks, and the answer says so', () => {
  const onFoot = ask('walk', 8).sizes[0]!.areaKm2;
  for (const [hour, dayType] of [
    [5, 0],
    [9, 0],
    [8, 2],
  ] as const) {
    const { rode, sizes } = ask('transit', hour, dayType);
    expect(rode).toBe(false);
    expect(sizes[0]).toMatchObject({ areaKm2: onFoot, stops: 1 });
  }
});
