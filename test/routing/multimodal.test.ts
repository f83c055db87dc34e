import { expect, test } from 'vitest';
import { distanceM } from '../../engine/core/units.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import { buildTimetable } from '../../engine/network/build-timetable.ts';
import type { LinkDraft } from '../../engine/network/road-graph.ts';
import type { Journey, JourneyMode } from '../../engine/routing/journey.ts';
import { JourneyPlanner, OffNetworkError } from '../../engine/routing/multimodal.ts';

/** A street of 4 km along the equator with a crossing every 400 m, a bus from its second crossing to its tenth, a hub at the third. */
const CROSSINGS = 11;
const lonOf = (crossing: number): number => (crossing * 400) / 111_195.08;
const street = (fromNode: number): LinkDraft => ({
  fromNode,
  toNode: fromNode + 1,
  via: [],
  roadClass: 'residential',
  name: 'Evenaar',
  speedKmh: 50,
  lanes: 1,
  car: 3,
  bike: 3,
  walk: 3,
  flags: 0,
});
const { graph } = buildRoadGraph(
  { lonDeg: Array.from({ length: CROSSINGS }, (_, i) => lonOf(i)), latDeg: new Array<number>(CROSSINGS).fill(0) },
  Array.from({ length: CROSSINGS - 1 }, (_, i) => street(i)),
  { bikeSpeedKmh: 18, walkSpeedKmh: 4.5 },
);
const { timetable } = buildTimetable({
  stops: [1, 9].map((crossing) => ({
    id: `s${crossing}`,
    name: `Halte ${crossing}`,
    lonDeg: lonOf(crossing),
    latDeg: 0,
  })),
  lines: [{ id: '28', name: '28', mode: 'bus' }],
  trips: [8 * 3600 + 900, 8 * 3600 + 1800].map((startS) => ({
    id: `t${startS}`,
    line: 0,
    stops: [0, 1],
    arrivalS: [startS, startS + 300],
    departureS: [startS, startS + 300],
    dayMask: 1,
  })),
});
const planner = new JourneyPlanner({
  roads: graph,
  timetable,
  hubs: [{ name: 'Hub', lonLat: [lonOf(2), 0], sharedCars: true, sharedBikes: true, parkAndRide: true }],
  tariff: (_mode, legs) => ({
    costEur: legs.length,
    co2G: legs.reduce((sum, leg) => sum + (leg.mode === 'car' ? leg.distanceM : 0), 0),
    energyKwh: 0,
  }),
});
const plan = (
  modes: readonly JourneyMode[],
  from = 0,
  to = 10,
  departureS = 8 * 3600,
  dayType = 0,
): readonly Journey[] =>
  planner.plan({
    from: { name: 'A', lonLat: [lonOf(from), 0] },
    to: { name: 'B', lonLat: [lonOf(to), 0] },
    departureS,
    dayType,
    modes,
  });

test('walking 4 km at 4.5 km/h takes 53 min 20 s, cycling at 18 km/h 13 min 20 s and a minute for the bicycle (hand calculation)', () => {
  const [bike, walk] = plan(['walk', 'bike']);
  expect(walk!.arrivalS - walk!.departureS).toBe(3200);
  expect(bike!.arrivalS - bike!.departureS).toBe(860);
  expect(walk!.legs[0]!.distanceM).toBeCloseTo(4000, 0);
});

test('public transport: leave in time to walk 400 m to the bus of 08:15, alight at 08:20, walk 400 m (hand calculation)', () => {
  const [journey] = plan(['transit']);
  expect(journey!.legs.map((leg) => [leg.mode, leg.departureS - 8 * 3600, leg.arrivalS - 8 * 3600])).toEqual([
    ['walk', 580, 900],
    ['bus', 900, 1200],
    ['walk', 1200, 1520],
  ]);
  expect(journey).toMatchObject({ transfers: 0, waitS: 0, costEur: 3 });
  expect(journey!.legs[1]).toMatchObject({ route: '28', trip: `t${8 * 3600 + 900}` });
});

test('with a bicycle to the stop one leaves later for the same bus', () => {
  const [onFoot] = plan(['transit']);
  const [byBike] = plan(['bike-transit']);
  expect(byBike!.legs[0]!.mode).toBe('bike');
  expect(byBike!.arrivalS).toBe(onFoot!.arrivalS);
  expect(byBike!.departureS).toBeGreaterThan(onFoot!.departureS);
});

test('park-and-ride drives to the hub, shared vehicles are walked to, and legs join in place and time', () => {
  for (const mode of ['park-and-ride', 'shared-car', 'shared-bike', 'transit', 'car'] as const) {
    const [journey] = plan([mode]);
    expect(journey!.mode).toBe(mode);
    for (const [i, leg] of journey!.legs.entries()) {
      expect(leg.arrivalS).toBeGreaterThanOrEqual(leg.departureS);
      const next = journey!.legs[i + 1];
      if (next === undefined) continue;
      expect(next.departureS).toBeGreaterThanOrEqual(leg.arrivalS);
      expect(next.from.lonLat).toEqual(leg.to.lonLat);
    }
    for (const leg of journey!.legs) {
      const straightM = distanceM(...leg.from.lonLat, ...leg.to.lonLat);
      expect(leg.distanceM).toBeGreaterThan(straightM - 1);
      expect(leg.shape[0]).toEqual(leg.from.lonLat);
      expect(leg.shape[leg.shape.length - 1]).toEqual(leg.to.lonLat);
    }
  }
  expect(plan(['park-and-ride'])[0]!.legs.map((leg) => leg.mode)).toEqual(['car', 'walk', 'bus', 'walk']);
  expect(plan(['shared-bike'])[0]!.legs.map((leg) => leg.mode)).toEqual(['walk', 'shared-bike']);
});

const answer = (modes: readonly JourneyMode[], from: number, to: number, departureS = 8 * 3600, dayType = 0) =>
  planner.answer({
    from: { name: 'A', lonLat: [lonOf(from), 0] },
    to: { name: 'B', lonLat: [lonOf(to), 0] },
    departureS,
    dayType,
    modes,
  });

test('no bus on a Sunday, after the last one, or none that beats walking: the reason is told, never a silent walk', () => {
  const reason = (...ask: Parameters<typeof answer>): string => answer(...ask).missing[0]!.reason;
  expect(reason(['transit'], 0, 10, 8 * 3600, 2)).toBe('no-service');
  expect(reason(['transit'], 0, 10, 9 * 3600)).toBe('no-connection');
  expect(reason(['transit'], 0, 6)).toBe('walking-is-quicker');
  expect(reason(['transit'], 5, 10)).toBe('no-stop-start');
  expect(reason(['bike-transit'], 0, 5)).toBe('no-stop-end');
  expect(reason(['shared-bike'], 10, 0)).toBe('no-hub-start');
  expect(answer(['transit'], 0, 10).missing).toEqual([]);
});

test('start and destination at the same place: every way to travel says so, and a place without streets is told', () => {
  expect(answer(['walk', 'car', 'transit'], 3, 3)).toMatchObject({
    journeys: [],
    missing: [{ reason: 'same-place' }, { reason: 'same-place' }, { reason: 'same-place' }],
  });
  expect(() => plan(['walk'], 0, 100)).toThrow(OffNetworkError);
  expect(answer(['walk'], 0, 10).startToStreetM).toBeCloseTo(0, 6);
});
