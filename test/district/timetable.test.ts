import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { distanceM } from '../../engine/core/units.ts';
import type { District } from '../../engine/district/district.ts';
import { generateTimetable, linesSchema } from '../../engine/district/lines.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { type Timetable, TRANSIT_MODES } from '../../engine/network/timetable.ts';
import { nearestNode } from './walks.ts';

let district: District;
let timetable: Timetable;
beforeAll(async () => {
  district = await loadDistrict('leidsche-rijn');
  timetable = district.timetable;
});

/** Departures from a stop between two clock hours of a day type, by line. */
function departures(stopId: string, fromH: number, toH: number, day: number, lines: readonly string[]) {
  const stop = timetable.stopIds.indexOf(stopId);
  const found: { line: string; lastStop: string; timeS: number; trip: number; position: number; pattern: number }[] =
    [];
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const line = timetable.lineIds[timetable.patternLine[pattern]!]!;
    if (!lines.includes(line)) continue;
    const first = timetable.patternFirstStop[pattern]!;
    const last = timetable.patternFirstStop[pattern + 1]! - 1;
    for (let at = first; at < last; at++) {
      if (timetable.patternStop[at] !== stop) continue;
      for (let trip = timetable.patternFirstTrip[pattern]!; trip < timetable.patternFirstTrip[pattern + 1]!; trip++) {
        const timeS = timetable.departureS[timetable.tripFirstTime[trip]! + at - first]!;
        if ((timetable.tripDayMask[trip]! & (1 << day)) === 0 || timeS < fromH * 3600 || timeS >= toH * 3600) continue;
        const lastStop = timetable.stopIds[timetable.patternStop[last]!]!;
        found.push({ line, lastStop, timeS, trip, position: at - first, pattern });
      }
    }
  }
  return found;
}

describe('frequencies are the published ones', () => {
  test('line 28 leaves Veldhuizen-Centrum for the Science Park 8 times in the hour at the peak, 6 between, 4 in the evening', () => {
    const perHour = (hour: number): number =>
      departures('b-vhc', hour, hour + 1, 0, ['28']).filter((trip) => trip.lastStop === 'b-psp').length;
    expect(perHour(8)).toBe(8);
    expect(perHour(12)).toBe(6);
    expect(perHour(21)).toBe(4);
  });

  test('line 4 leaves Terwijde 4 times an hour at the peak and twice between (Stadsblad Utrecht 2020)', () => {
    expect(departures('b-twc', 8, 9, 0, ['4']).length).toBe(4);
    expect(departures('b-twc', 12, 13, 0, ['4']).length).toBe(2);
  });

  test('line 24 runs at the peaks of weekdays only', () => {
    expect(departures('b-mer', 7, 19, 0, ['24']).length).toBeGreaterThan(20);
    expect(departures('b-mer', 11, 15, 0, ['24']).length).toBe(0);
    expect(departures('b-mer', 0, 30, 1, ['24']).length).toBe(0);
    expect(departures('b-mer', 0, 30, 2, ['24']).length).toBe(0);
  });

  test('four Sprinters an hour leave Leidsche Rijn for Centraal all day (DUIC 2024), evenly: no gap over 20 minutes', () => {
    const trains = departures('utlr', 7, 20, 0, ['SPR-W', 'SPR-K']).filter((trip) => trip.lastStop === 'ut');
    expect(trains.length).toBe(4 * 13);
    const times = trains.map((trip) => trip.timeS).sort((a, b) => a - b);
    for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeLessThanOrEqual(20 * 60);
  });

  test('trains take 6, 9 and 12 minutes to Centraal from Leidsche Rijn, Terwijde and Vleuten', () => {
    for (const [stop, minutes] of [
      ['utlr', 6],
      ['utt', 9],
      ['vtn', 12],
    ] as const)
      for (const { trip, position, pattern, timeS, lastStop } of departures(stop, 8, 9, 0, ['SPR-W', 'SPR-K'])) {
        if (lastStop !== 'ut') continue;
        const stops = timetable.patternFirstStop[pattern + 1]! - timetable.patternFirstStop[pattern]!;
        const arrivalS = timetable.arrivalS[timetable.tripFirstTime[trip]! + stops - 1]!;
        expect(position).toBeLessThan(stops);
        // The minute of the halt belongs to the station.
        expect(arrivalS - timeS).toBeLessThanOrEqual(minutes * 60);
        expect(arrivalS - timeS).toBeGreaterThanOrEqual((minutes - 1.5) * 60);
      }
  });

  test('there is service on Saturday and Sunday, less than on a weekday', () => {
    const count = [0, 1, 2].map((day) => timetable.tripDayMask.reduce((sum, mask) => sum + ((mask >> day) & 1), 0));
    expect(count[1]!).toBeLessThan(count[0]!);
    expect(count[2]!).toBeLessThan(count[1]!);
    expect(count[2]!).toBeGreaterThan(500);
  });

  test('buses keep between 12 and 40 km/h over the whole line', () => {
    for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
      if (TRANSIT_MODES[timetable.patternMode[pattern]!] !== 'bus') continue;
      const first = timetable.patternFirstStop[pattern]!;
      const last = timetable.patternFirstStop[pattern + 1]! - 1;
      const trip = timetable.patternFirstTrip[pattern]!;
      const start = timetable.tripFirstTime[trip]!;
      const hours = (timetable.arrivalS[start + last - first]! - timetable.departureS[start]!) / 3600;
      const km = (timetable.patternStopDistanceM[last]! - timetable.patternStopDistanceM[first]!) / 1000;
      expect(km / hours).toBeGreaterThan(12);
      expect(km / hours).toBeLessThan(40);
    }
  });
});

describe('stops stand at streets', () => {
  test('every stop is served by a line', () => {
    const served = new Set(timetable.patternStop);
    expect(timetable.stopNames.filter((_, stop) => !served.has(stop))).toEqual([]);
  });

  test('every stop lies within 150 m of a street for walking (300 m at the ends of long lines)', () => {
    const { roads } = district;
    for (let stop = 0; stop < timetable.stopCount; stop++) {
      const lon = timetable.stopLonDeg[stop]!;
      const lat = timetable.stopLatDeg[stop]!;
      const node = nearestNode(roads, 'walk', lon, lat);
      const near = lon > 4.97 && lon < 5.13 && lat > 52.02 && lat < 52.15;
      const awayM = distanceM(lon, lat, roads.lonDeg[node]!, roads.latDeg[node]!);
      expect(awayM, timetable.stopNames[stop]).toBeLessThan(near ? 150 : 300);
    }
  });
});

describe('the generator', () => {
  const base = {
    stops: { a: ['A', 5, 52], b: ['B', 5.01, 52] },
    lines: [{ id: '1', name: '1', mode: 'bus', stops: ['a', 'b'], speedKmh: 20, sunday: null, saturday: null }],
  };
  const withWeekday = (weekday: unknown) =>
    linesSchema.parse({ ...base, lines: [{ ...base.lines[0], weekday }], patterns: {} });

  test('spreads four an hour every 15 minutes and closes the band at its end', () => {
    const file = withWeekday([{ from: '07:00', to: '08:00', perHour: 4 }]);
    const { trips } = generateTimetable(file, 'lines.yaml');
    const there = trips.filter((trip) => Array.from(trip.stops).join() === '0,1');
    expect(there.map((trip) => trip.departureS[0])).toEqual([25_200, 26_100, 27_000, 27_900]);
    expect(trips.length).toBe(8);
  });

  // 685 m at 20 km/h: 123 s.
  test('takes running times from distance and speed', () => {
    const file = withWeekday([{ from: '07:00', to: '08:00', perHour: 1 }]);
    const { trips } = generateTimetable(file, 'lines.yaml');
    expect(trips[0]!.arrivalS[1]! - trips[0]!.departureS[0]!).toBeGreaterThan(118);
    expect(trips[0]!.arrivalS[1]! - trips[0]!.departureS[0]!).toBeLessThan(128);
  });

  test('tells every mistake at once: unknown stop, unknown pattern, two kinds of running time', () => {
    const file = linesSchema.parse({
      stops: base.stops,
      lines: [{ ...base.lines[0], stops: ['a', 'zz'], minutes: [0, 5], weekday: 'nowhere' }],
    });
    try {
      generateTimetable(file, 'lines.yaml');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      const keys = (error as InputError).problems.map((problem) => problem.key);
      expect(keys).toEqual(['lines[0].stops[1]', 'lines[0].minutes', 'lines[0].weekday']);
    }
  });
});
