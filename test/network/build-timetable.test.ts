import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { buildTimetable, type TripDraft } from '../../engine/network/build-timetable.ts';
import { openTimetable, packTimetable } from '../../engine/network/timetable-store.ts';

const stops = ['A', 'B', 'C'].map((id, i) => ({ id, name: id, lonDeg: i * 0.01, latDeg: 0 }));
const lines = [{ id: '1', name: 'Lijn 1', mode: 'bus' as const }];
const t = (id: string, times: readonly number[], change: Partial<TripDraft> = {}): TripDraft => ({
  id,
  line: 0,
  stops: [0, 1, 2],
  arrivalS: times,
  departureS: times,
  dayMask: 1,
  ...change,
});

test('trips with the same stops form one pattern, sorted by departure', () => {
  const { timetable } = buildTimetable({ stops, lines, trips: [t('b', [10, 20, 30]), t('a', [0, 10, 20])] });
  expect(timetable.patternCount).toBe(1);
  expect(timetable.tripIds).toEqual(['a', 'b']);
  expect(Array.from(timetable.departureS)).toEqual([0, 10, 20, 10, 20, 30]);
  expect(timetable.patternStopDistanceM[2]).toBeCloseTo(2223.9, 0);
});

test('a trip that overtakes another gets a pattern of its own', () => {
  const { timetable, report } = buildTimetable({
    stops,
    lines,
    trips: [t('slow', [0, 50, 100]), t('fast', [10, 20, 30])],
  });
  expect(timetable.patternCount).toBe(2);
  expect(report.patternsSplit).toBe(1);
});

test('times that go back and unknown stops are told together, trips without a day are counted', () => {
  expect(() =>
    buildTimetable({ stops, lines, trips: [t('back', [0, 50, 40]), t('lost', [0, 1, 2], { stops: [0, 1, 9] })] }),
  ).toThrow(InputError);
  const { report } = buildTimetable({ stops, lines, trips: [t('never', [0, 1, 2], { dayMask: 0 })] });
  expect(report.tripsWithoutDay).toBe(1);
});

test('a packed timetable opens as it was', () => {
  const { timetable } = buildTimetable({
    stops,
    lines,
    trips: [t('a', [0, 10, 20])],
    transfers: [{ from: 0, to: 1, timeS: 60 }],
  });
  expect(openTimetable(packTimetable(timetable))).toEqual(timetable);
});
