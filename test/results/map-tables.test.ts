/** Tables for maps with a clock, of the hand-made run: every number can be followed with a pencil. */
import { expect, test } from 'vitest';
import { collectResult } from '../../engine/results/collect.ts';
import { parseWkt } from '../../engine/results/wkt.ts';
import { smallParts } from './small-run.ts';

const parts = smallParts();
const tables = new Map(collectResult(parts).tables.map((table) => [table.name, table]));
const values = (table: string, name: string): readonly number[] =>
  Array.from(tables.get(table)!.columns.find((column) => column.name === name)!.values as ArrayLike<number>);

test('hours of streets add up to their cars of a weekday: 1 car an arc and hour, two arcs a street', () => {
  const perDay = values('links', 'carsPerWeekday');
  const sums = perDay.map(() => 0);
  values('linkHours', 'link').forEach((link, row) => {
    sums[link]! += values('linkHours', 'carsPerH')[row]!;
  });
  expect(sums).toEqual(perDay);
  expect(new Set(values('linkHours', 'carsPerH'))).toEqual(new Set([2]));
  expect(new Set(values('linkHours', 'hour')).size).toBe(24);
});

test('hours of transformers: sun, cars and load over the rating, to a per cent, load positive and feed-in negative', () => {
  const { stepCount, loadKw, pvProducedKw } = parts.energy.areas;
  const areas = parts.areas.count;
  const share = values('transformerHours', 'loadingShare');
  expect(share.length).toBe(stepCount * areas);
  for (let step = 0; step < stepCount; step++)
    for (let area = 0; area < areas; area++) {
      const i = area * stepCount + step;
      const kw = loadKw[i]! - pvProducedKw[i]! + parts.charging.evKw[i]!;
      expect(share[step * areas + area]).toBeCloseTo(kw / parts.areas.ratedKva[area]!, 1);
    }
  expect(values('transformerHours', 'startUtcS').slice(0, 2 * areas)).toEqual([
    ...Array.from({ length: areas }, () => parts.energy.calendar.grid.startUtcS),
    ...Array.from({ length: areas }, () => parts.energy.calendar.grid.startUtcS + 3600),
  ]);
});

test('the state of charge is the stored energy over all batteries', () => {
  const battery = parts.charging.cars.car.reduce((sum, car) => sum + parts.population.cars.batteryKwh[car]!, 0);
  values('steps', 'socShare').forEach((soc, step) => {
    expect(soc).toBeCloseTo(parts.charging.storedKwh[step]! / battery, 6);
  });
});

test('stock of hubs has a row a quarter of an hour, hub and kind of day, as in the travel day', () => {
  const { count } = parts.district.hubs;
  expect(values('hubQuarters', 'sharedCars').length).toBe(96 * count * parts.travel.length);
  const day = 96 * count;
  parts.travel.forEach(({ hubs }, d) => {
    expect(values('hubQuarters', 'sharedCars').slice(d * day, (d + 1) * day)).toEqual(
      Array.from(hubs.sharedCars.subarray(0, day)),
    );
  });
});

test('lines of public transport are drawn from stop to stop, once for both directions', () => {
  const { timetable } = parts.district;
  expect(tables.get('stops')!.rowCount).toBe(timetable.stopCount);
  for (const wkt of tables.get('transitLines')!.columns.find(({ name }) => name === 'geometry')!.values as string[]) {
    const hops = parseWkt(wkt).map((hop) => hop.map(String).sort().join(' '));
    expect(new Set(hops).size).toBe(hops.length);
  }
});
