/** What a run on the built-in district tells about hubs, bookings and parking, on the built engine. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDistrict } from '../../dist/engine/io/district.js';
import { loadScenarioFile } from '../../dist/engine/io/scenario-file.js';
import type { RunResult } from '../../dist/engine/results/result.js';
import { run } from '../../dist/engine/run.js';

const SMALL = ['travel.sampleShare=0.02', 'travel.traffic=none', 'period.days=7', 'period.start=2025-01-13'];

async function runOf(name: string, levers: readonly string[]): Promise<RunResult> {
  const { scenario } = loadScenarioFile(name, [...SMALL, ...levers]);
  return run(scenario, { district: await loadDistrict(scenario.district) });
}

const columnOf = (result: RunResult, table: string, name: string): readonly (number | string | null)[] => {
  const found = result.tables.find((one) => one.name === table)!.columns.find((column) => column.name === name);
  expect(found, `${table}.${name}`).toBeDefined();
  const values = Array.from(found!.values as ArrayLike<number | string | null>);
  return found!.categories === undefined ? values : values.map((code) => found!.categories![Number(code)]!);
};
const total = (values: readonly (number | string | null)[]): number =>
  values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0);

describe('shared electric cars of a week in January', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await runOf('v2g-shared-cars', ['choice.constants.sharedCar=-1']);
  });

  test('every booking finds its car charged for it: hubs and indicators tell the same', () => {
    const bookings = total(columnOf(result, 'hubs', 'bookings'));
    expect(bookings).toBeGreaterThan(200);
    expect(bookings).toBe(result.indicators['sharedCarBookings']!.value);
    expect(total(columnOf(result, 'hubs', 'bookingsShort'))).toBe(0);
    expect(result.indicators['sharedCarBookingsShort']!.value).toBe(0);
  });

  test('a car reserved for nine o’clock is charged by nine: sessions at hubs that end from 8:30 to 9:30 leave nothing unserved', () => {
    const place = columnOf(result, 'sessions', 'place');
    const ends = columnOf(result, 'sessions', 'departureUtcS');
    const unserved = columnOf(result, 'sessions', 'unservedKwh');
    let seen = 0;
    ends.forEach((utcS, i) => {
      // Winter time: one hour ahead of UTC.
      const hour = ((((Number(utcS) + 3600) % 86_400) + 86_400) % 86_400) / 3600;
      if (place[i] !== 'hub' || hour < 8.5 || hour > 9.5) return;
      seen++;
      expect(unserved[i]).toBeLessThan(1e-6);
    });
    expect(seen).toBeGreaterThan(10);
  });

  test('each electric shared car has a charge point at its hub: ten a neighbourhood hub', () => {
    const kinds = columnOf(result, 'hubs', 'kind');
    columnOf(result, 'hubs', 'chargePoints').forEach((points, hub) => {
      expect(points).toBe(kinds[hub] === 'neighbourhood' ? 10 : 0);
    });
  });
});

describe('limits of a weekday', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await runOf('maas-bundle', [
      'period.days=1',
      'fleets.sharedCarOneWay=true',
      'choice.constants.sharedCar=1',
      'parking.placesByZone={ Leidsche Rijn-Centrum: 150, Binnenstad: 400 }',
    ]);
  });

  test('cars brought back at night are counted by hub', () => {
    const perDay = total(columnOf(result, 'hubs', 'relocatedPerDay'));
    expect(perDay).toBeGreaterThan(0);
    expect(result.indicators['relocatedCarsPerWeekday']!.value).toBeCloseTo(perDay, 6);
  });

  test('parking: no more cars than places, zones without a limit stay empty, who found none is an indicator too', () => {
    const names = columnOf(result, 'zones', 'name');
    const most = columnOf(result, 'zones', 'parkingMostTaken');
    const places = columnOf(result, 'zones', 'parkingPlaces');
    names.forEach((name, zone) => {
      if (name !== 'Leidsche Rijn-Centrum' && name !== 'Binnenstad')
        expect([places[zone], most[zone]]).toEqual([null, null]);
      else expect(Number(most[zone])).toBeLessThanOrEqual(Number(places[zone]));
    });
    expect(result.indicators['turnedAwayParkingPerWeekday']!.value).toBeGreaterThan(0);
  });

  test('who pays whom: municipality and its permits stand beside operators, and nobody is forgotten', () => {
    const kinds = columnOf(result, 'accounts', 'kind');
    const names = columnOf(result, 'accounts', 'name');
    expect(new Set(kinds)).toEqual(new Set(['service', 'bundle', 'employer', 'municipality']));
    expect(names).toContain('resident permits');
    expect(result.indicators['childTripsTogetherPerWeekday']!.value).toBeGreaterThan(500);
  });
});
