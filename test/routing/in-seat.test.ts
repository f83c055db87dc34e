/** Riders who stay seated while their vehicle goes on as another trip. Example: GTFS documentation, "Block transfers"
 *  (gtfs.org/documentation/schedule/examples/transfers): one vehicle makes RouteATrip1 A 12:00, B 12:05, C 12:15 and RouteBTrip1 C 12:18, D 12:22,
 *  E 12:30; who boards at A stays until E. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readGtfs } from '../../engine/io/gtfs.ts';
import { checkTimetable } from '../../engine/io/store-checks.ts';
import { scaleFrequency } from '../../engine/mobility/timetable-frequency.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import type { Timetable } from '../../engine/network/timetable.ts';
import { openTimetable, packTimetable } from '../../engine/network/timetable-store.ts';
import { JourneyPlanner } from '../../engine/routing/multimodal.ts';
import { prepareTransit } from '../../engine/routing/transit-index.ts';
import { TransitQuery } from '../../engine/routing/transit-query.ts';
import { temporaryFolder, writeTemporary } from '../io/files.ts';
import { link, lonOf } from '../network/equator-street.ts';

const folder = temporaryFolder();
let zips = 0;
const STOPS = ['A', 'B', 'C', 'D', 'E'];

/** Stops 4 km apart, so that nobody walks. */
const FEED = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nx,Bus,http://b,Europe/Amsterdam\n',
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${STOPS.map((id, s) => `${id},${id},0,${lonOf(10 * s + 1)}`).join('\n')}\n`,
  'routes.txt': 'route_id,route_short_name,route_type\nRouteA,A,3\nRouteB,B,3\n',
  'trips.txt':
    'route_id,service_id,trip_id,block_id,wheelchair_accessible\nRouteA,all,RouteATrip1,Block1,1\nRouteB,all,RouteBTrip1,Block1,1\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nall,1,1,1,1,1,1,1,20250303,20250330\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nRouteATrip1,12:00:00,12:01:00,A,1\nRouteATrip1,12:05:00,12:06:00,B,2\nRouteATrip1,12:15:00,,C,3\nRouteBTrip1,,12:18:00,C,1\nRouteBTrip1,12:22:00,12:23:00,D,2\nRouteBTrip1,12:30:00,,E,3\n',
  'transfers.txt': 'from_stop_id,to_stop_id,transfer_type,from_trip_id,to_trip_id\nC,C,3,,\n',
};
const read = (change: Record<string, string> = {}) =>
  readGtfs([
    writeTemporary(
      folder,
      `vehicles-${zips++}.zip`,
      zipSync(
        Object.fromEntries(
          Object.entries({ ...FEED, ...change }).map(([name, text]) => [name, new TextEncoder().encode(text)]),
        ),
      ),
    ),
  ]);

const { graph } = buildRoadGraph(
  { lonDeg: Array.from({ length: 42 }, (_, i) => lonOf(i)), latDeg: new Array<number>(42).fill(0) },
  Array.from({ length: 41 }, (_, i) => link(i, i + 1, 'residential')),
  { bikeSpeedKmh: 18, walkSpeedKmh: 4.5 },
);

function legs(timetable: Timetable, from: string, to: string, wheelchair = false) {
  const planner = new JourneyPlanner({
    roads: graph,
    timetable,
    hubs: [],
    tariff: () => ({ costEur: 0, co2G: 0, energyKwh: 0 }),
    wheelchair,
  });
  const place = (name: string) => ({ name, lonLat: [lonOf(10 * STOPS.indexOf(name) + 1), 0] as const });
  const ask = { from: place(from), to: place(to), departureS: 11.9 * 3600, dayType: 0, modes: ['transit'] as const };
  const [journey] = planner.plan(ask);
  const rides = journey?.legs.filter(({ mode }) => mode === 'bus') ?? [];
  const words = rides.map(
    (leg) => `${leg.route} ${leg.trip} ${leg.from.name}-${leg.to.name}${leg.staySeated ? ' seated' : ''}`,
  );
  return { journey, rides, words };
}

test('the block of the GTFS documentation: A 12:01 to E 12:30 seated, no change, though no transfer is possible at C', async () => {
  const { timetable, reports } = await read();
  expect(reports[0]!.kept['in-seat transfers']).toBe(1);
  const { journey, rides, words } = legs(timetable, 'A', 'E');
  expect(words).toEqual(['A RouteATrip1 A-C', 'B RouteBTrip1 C-E seated']);
  expect(journey).toMatchObject({ transfers: 0 });
  expect(rides.map(({ departureS, arrivalS }) => [departureS / 60 - 720, arrivalS / 60 - 720])).toEqual([
    [1, 15],
    [18, 30],
  ]);
  // Parts of the vehicle's way are rides on one trip, with the doors closed to nobody.
  expect(legs(timetable, 'B', 'C').words).toEqual(['A RouteATrip1 B-C']);
  expect(legs(timetable, 'C', 'D').words).toEqual(['B RouteBTrip1 C-D']);
  expect(rides.reduce((sum, { distanceM }) => sum + distanceM, 0)).toBeCloseTo(16_000, -1);
});

test('without a block, with another one, or where the feed forbids it, nobody stays seated', async () => {
  const apart = FEED['trips.txt'].replace('RouteBTrip1,Block1', 'RouteBTrip1,');
  const forbidden = `${FEED['transfers.txt']}C,C,5,RouteATrip1,RouteBTrip1\n`;
  for (const change of [{ 'trips.txt': apart }, { 'transfers.txt': forbidden }]) {
    const { timetable } = await read(change);
    expect(timetable.sectionFirst).toBeUndefined();
    expect(legs(timetable, 'A', 'E').words).toEqual([]);
  }
  const linked = `${FEED['transfers.txt']}C,C,4,RouteATrip1,RouteBTrip1\n`;
  const { timetable } = await read({ 'trips.txt': apart, 'transfers.txt': linked });
  expect(legs(timetable, 'A', 'E').words).toHaveLength(2);
});

test('a bus that only turns back is no way on; a loop line is', async () => {
  const times = (trip: string, calls: string) =>
    calls
      .split(' ')
      .map((call, i) => `${trip},12:${call.slice(1)}:00,12:${call.slice(1)}:00,${call[0]},${i}`)
      .join('\n');
  const trips = 'route_id,service_id,trip_id,block_id\nRouteA,all,1,b\nRouteA,all,2,b\n';
  const head = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence\n';
  const back = `${head}${times('1', 'A00 B05 C10')}\n${times('2', 'C12 D15 A20')}\n`;
  expect((await read({ 'trips.txt': trips, 'stop_times.txt': back })).timetable.sectionFirst).toBeUndefined();
  const loop = `${head}${times('1', 'A00 B05 C10 A15')}\n${times('2', 'A16 B21 C26 A31')}\n`;
  const { timetable } = await read({ 'trips.txt': trips, 'stop_times.txt': loop });
  expect(legs(timetable, 'C', 'B').words).toEqual(['A 1 C-A', 'A 2 A-B seated']);
});

test('rows that cannot be are told: a vehicle that leaves before it arrives, trips nobody knows, trips by headway', async () => {
  const rows = `${FEED['transfers.txt']},,4,RouteBTrip1,RouteATrip1\n,,4,RouteATrip1,nowhere\n`;
  const { reports } = await read({ 'transfers.txt': rows });
  expect(reports[0]!.dropped.map(({ what, count }) => [what, count])).toEqual([
    ['in-seat transfers of trips that are unknown or do not run on the chosen dates', 1],
    ['in-seat transfers whose trips do not follow each other on one service day', 1],
  ]);
  const frequencies = 'trip_id,start_time,end_time,headway_secs\nRouteATrip1,12:00:00,13:00:00,600\n';
  const { timetable } = await read({ 'frequencies.txt': frequencies });
  expect(timetable.sectionFirst).toBeUndefined();
});

test('a wheelchair rides as far as the vehicle lets it: to C where the trip from C on is closed to it', async () => {
  const { timetable } = await read({
    'trips.txt': FEED['trips.txt'].replace('RouteBTrip1,Block1,1', 'RouteBTrip1,Block1,2'),
  });
  expect(legs(timetable, 'A', 'C', true).words).toEqual(['A RouteATrip1 A-C']);
  expect(legs(timetable, 'A', 'E', true).words).toEqual([]);
  expect(legs(timetable, 'A', 'E').words).toHaveLength(2);
});

test('a joined timetable survives its file, its check and more frequent trips', async () => {
  const { timetable } = await read();
  const opened = checkTimetable(openTimetable(packTimetable(timetable)), 'timetable.bin');
  expect(opened).toEqual(timetable);
  const shifted = scaleFrequency(opened, 2);
  expect(legs(shifted, 'A', 'E').words[1]).toMatch(/^B RouteBTrip1.* C-E seated$/);
  const damaged = { ...opened, sectionTo: Uint32Array.from([2, 9]) };
  expect(() => checkTimetable(damaged, 'timetable.bin')).toThrow(/must lie along its stops/);
  const { sectionTo: _, ...half } = opened;
  expect(() => checkTimetable(half, 'timetable.bin')).toThrow(/must stand beside/);
});

test('vehicles that go on for ever are cut and told; coupled vehicles that part give a run each', async () => {
  const count = 700;
  const clock = (s: number) => `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:00`;
  const trips = Array.from({ length: count }, (_, t) => `Route${t % 2 === 0 ? 'A' : 'B'},all,t${t},b`);
  const calls = Array.from({ length: count }, (_, t) =>
    [0, 1].map(
      (i) => `t${t},${clock(120 * t + 60 * i)},${clock(120 * t + 60 * i)},${(t + i) % 2 === 0 ? 'A' : 'B'},${i}`,
    ),
  ).flat();
  const { timetable, reports } = await read({
    'trips.txt': `route_id,service_id,trip_id,block_id\n${trips.join('\n')}\n`,
    'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${calls.join('\n')}\n`,
  });
  expect(timetable.tripCount).toBe(2);
  expect(reports[0]!.kept.trips).toBe(count);
  expect(reports[0]!.repaired.map(({ what }) => what)).toContain(
    'in-seat transfers left out of vehicles that go on and on',
  );
  const query = new TransitQuery(prepareTransit(timetable, null));
  const at = (id: string) => [{ stop: timetable.stopIds.indexOf(id), timeS: 0, distanceM: 0 }];
  expect(query.journeys({ access: at('A'), egress: at('B'), dayType: 0, departureS: 3600 })[0]!.arrivalS).toBe(3660);
});

test('a feed that links every trip to every later one stays small, and every trip can still be ridden', async () => {
  const count = 300;
  const clock = (s: number) => `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:00`;
  const ids = Array.from({ length: count }, (_, t) => `t${t}`);
  const calls = ids.flatMap((id, t) =>
    [0, 1].map((i) => `${id},${clock(60 * (t + i))},${clock(60 * (t + i))},${STOPS[(t + i) % 5]},${i}`),
  );
  const pairs = ids.flatMap((from, a) => ids.slice(a + 1).map((to) => `,,4,${from},${to}`));
  const { timetable, reports } = await read({
    'trips.txt': `route_id,service_id,trip_id\n${ids.map((id) => `RouteA,all,${id}`).join('\n')}\n`,
    'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${calls.join('\n')}\n`,
    'transfers.txt': `from_stop_id,to_stop_id,transfer_type,from_trip_id,to_trip_id\n${pairs.join('\n')}\n`,
  });
  expect(timetable.arrivalS.length).toBeLessThan(5 * 2 * count);
  expect(new Set(timetable.tripIds.flatMap((id) => id.split('\n'))).size).toBe(count);
  expect(reports[0]!.repaired.some(({ what }) => what.startsWith('in-seat transfers left out'))).toBe(true);
});
