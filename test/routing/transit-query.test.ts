import { expect, test } from 'vitest';
import { buildTimetable, type TripDraft } from '../../engine/network/build-timetable.ts';
import { prepareTransit } from '../../engine/routing/transit-index.ts';
import { TransitQuery } from '../../engine/routing/transit-query.ts';

const stops = ['A', 'B', 'C', 'D'].map((id, i) => ({ id, name: id, lonDeg: i * 0.01, latDeg: 0 }));
const lines = [
  { id: '1', name: 'Lijn 1', mode: 'bus' as const },
  { id: '2', name: 'Lijn 2', mode: 'tram' as const },
];
const t = (line: number, at: readonly number[], times: readonly number[], dayMask = 1): TripDraft => ({
  id: `${line}@${times[0]}`,
  line,
  stops: at,
  arrivalS: times,
  departureS: times,
  dayMask,
});
const at = (stop: number, timeS = 0, distanceM = 0) => [{ stop, timeS, distanceM }];

/** Line 1: A 100 → B 200 → D 900; line 2: B 300 → D 400. Direct arrives at 900, with one transfer at 400. */
const trips = [t(0, [0, 1, 3], [100, 200, 900]), t(1, [1, 3], [300, 400]), t(1, [1, 3], [250, 350])];

test('earliest arrival takes the transfer, and the direct ride stays on the list (hand calculation)', () => {
  const { timetable } = buildTimetable({ stops, lines, trips });
  const query = new TransitQuery(prepareTransit(timetable, null, { changeS: 60 }));
  const ask = { access: at(0, 30, 40), egress: at(3, 20, 25), departureS: 0, dayType: 0 };
  const all = query.journeys(ask);
  expect(all.map((journey) => [journey.arrivalS, journey.transfers])).toEqual([
    [920, 0],
    [420, 1],
  ]);
  const best = query.journey(ask)!;
  expect(best).toMatchObject({
    departureS: 70,
    arrivalS: 420,
    rideS: 200,
    waitS: 100,
    accessS: 30,
    egressM: 25,
    transfers: 1,
  });
  expect(best.legs.map((leg) => leg.kind)).toEqual(['ride', 'ride']);
});

test('a change of 60 s misses the tram of 250 that a change of 50 s catches', () => {
  const { timetable } = buildTimetable({ stops, lines, trips });
  const quick = new TransitQuery(prepareTransit(timetable, null, { changeS: 50 }));
  expect(quick.journey({ access: at(0), egress: at(3), departureS: 0, dayType: 0 })!.arrivalS).toBe(350);
});

test('a trip of 24:10 last night is there at 00:10, and none runs on a Sunday', () => {
  const { timetable } = buildTimetable({ stops, lines, trips: [t(0, [0, 1], [87_000, 87_300])] });
  const query = new TransitQuery(prepareTransit(timetable, null));
  expect(query.journey({ access: at(0), egress: at(1), departureS: 0, dayType: 0 })!.arrivalS).toBe(900);
  expect(query.journey({ access: at(0), egress: at(1), departureS: 3600, dayType: 2 })).toBeNull();
});

test('walking all the way in less time leaves no journey', () => {
  const { timetable } = buildTimetable({ stops, lines, trips });
  const query = new TransitQuery(prepareTransit(timetable, null));
  const ask = { access: at(0), egress: at(3), departureS: 0, dayType: 0 };
  expect(query.journey({ ...ask, walkOnlyTimeS: 400 })).toBeNull();
  expect(query.journey({ ...ask, walkOnlyTimeS: 401 })!.arrivalS).toBe(400);
});
