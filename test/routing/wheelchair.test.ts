import { expect, test } from 'vitest';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { buildTimetable } from '../../engine/network/build-timetable.ts';
import { openTimetable, packTimetable } from '../../engine/network/timetable-store.ts';
import type { Journey, JourneyMode } from '../../engine/routing/journey.ts';
import { JourneyPlanner } from '../../engine/routing/multimodal.ts';
import { link, lonOf } from '../network/equator-street.ts';

/** A street of 4 km along the equator with a crossing every 400 m; beside its first stretch a shortcut of steps between crossings 0 and 2.
 *  Bus stops at crossings 1, 2 and 9; the stop at 2 is closed to wheelchairs, and so is the earlier bus. */
const { graph } = buildRoadGraph(
  { lonDeg: Array.from({ length: 11 }, (_, i) => lonOf(i)), latDeg: [0, 0.008, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
  [...Array.from({ length: 10 }, (_, i) => link(i, i + 1, 'residential')), link(0, 2, 'steps')],
  { bikeSpeedKmh: 18, walkSpeedKmh: 4.5 },
);
const NINE_S = 9 * 3600;
const bus = (id: string, startS: number, wheelchair: 0 | 1 | 2) => ({
  id,
  line: 0,
  stops: [0, 1, 2],
  arrivalS: [startS, startS + 60, startS + 400],
  departureS: [startS, startS + 60, startS + 400],
  dayMask: 1,
  wheelchair,
});
const { timetable } = buildTimetable({
  stops: ([1, 2, 9] as const).map((crossing) => ({
    id: `s${crossing}`,
    name: `Halte ${crossing}`,
    lonDeg: lonOf(crossing),
    latDeg: crossing === 1 ? 0.008 : 0,
    wheelchair: crossing === 2 ? (2 as const) : (1 as const),
  })),
  lines: [{ id: '28', name: '28', mode: 'bus' }],
  trips: [bus('high', NINE_S + 1200, 2), bus('low', NINE_S + 1800, 1), bus('told nothing', NINE_S + 2400, 0)],
});
const hub = { name: 'P+R', sharedCars: false, sharedBikes: false, parkAndRide: true };
const plan = (mode: JourneyMode, wheelchair: boolean, departureS = NINE_S, places = 5, at = 1): readonly Journey[] =>
  new JourneyPlanner({
    roads: graph,
    timetable,
    hubs: [{ ...hub, lonLat: [lonOf(at), at === 1 ? 0.008 : 0], freeCarPlaces: places, freeBikePlaces: places }],
    tariff: () => ({ costEur: 0, co2G: 0, energyKwh: 0 }),
    wheelchair,
  }).plan({
    from: { name: 'A', lonLat: [lonOf(0), 0] },
    to: { name: 'B', lonLat: [lonOf(10), 0] },
    departureS,
    dayType: 0,
    modes: [mode],
  });

test('with a wheelchair the closed bus and the closed stop are left out, and the ride says that it is accessible', () => {
  const [anyone] = plan('transit', false);
  const [wheelchair] = plan('transit', true);
  const ride = (journey: Journey | undefined) => journey!.legs.find((leg) => leg.mode === 'bus')!;
  expect(ride(anyone).trip).toBe('high');
  expect(ride(wheelchair).trip).toBe('low');
  expect(ride(wheelchair).from.name).toBe('Halte 1');
  expect(ride(wheelchair).wheelchair).toBe('yes');
  expect(ride(anyone).wheelchair).toBeUndefined();
});

test('a bus of which the feed says nothing is offered and told as unknown', () => {
  const [later] = plan('transit', true, NINE_S + 1500);
  expect(later!.legs.find((leg) => leg.mode === 'bus')).toMatchObject({ trip: 'told nothing', wheelchair: 'unknown' });
});

test('with a wheelchair a walk takes the street around the steps', () => {
  const metres = (wheelchair: boolean): number => plan('walk', wheelchair)[0]!.walkM;
  expect(metres(true)).toBeGreaterThan(metres(false) + 100);
});

test('a P+R hub with no place left is not driven to, and a full bicycle park not cycled to', () => {
  expect(plan('park-and-ride', false, NINE_S, 5)).toHaveLength(1);
  expect(plan('park-and-ride', false, NINE_S, 0)).toEqual([]);
  const boards = (at: number): string =>
    plan('bike-transit', false, NINE_S, 0, at)[0]!.legs.find((leg) => leg.mode === 'bus')!.from.name;
  expect(boards(1)).toBe('Halte 2');
  expect(boards(2)).toBe('Halte 1');
});

test('accessibility of trips survives packing, and timetables packed without it open as unknown', () => {
  const opened = openTimetable(packTimetable(timetable));
  expect([...opened.tripWheelchair!]).toEqual([2, 1, 0]);
  const { tripWheelchair: _, ...older } = timetable;
  expect(openTimetable(packTimetable(older)).tripWheelchair).toBeUndefined();
});
