/** Weather and prices of one year on the steps of another. */
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { aligner } from '../../engine/energy/align.ts';
import { typicalWeather } from '../../engine/energy/typical-year.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { DE_BILT, LAT, LON, sum, weather2025 } from './fixtures.ts';

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;
const hourly = (year: number, hours: number) => ({ startUtcS: utc(`${year}-01-01T00:00`), stepS: 3600, count: hours });
const hourOf = (year: number, text: string): number => (utc(text) - utc(`${year}-01-01T00:00`)) / 3600;

test('an instant inside the series is taken as it is', () => {
  expect(aligner(hourly(2025, 8760), 'weather')(utc('2025-07-01T12:30'))).toBe(hourOf(2025, '2025-07-01T12:00'));
});

test('another year is read by month, day and hour; the hour before the year is the last of it', () => {
  const at = aligner(hourly(2019, 8760), 'weather');
  expect(at(utc('2025-07-01T12:00'))).toBe(hourOf(2019, '2019-07-01T12:00'));
  expect(at(utc('2024-12-31T23:00'))).toBe(8759);
});

test('29 February reads 28 February where the series has none, and is passed over where the simulated year has none', () => {
  const common = aligner(hourly(2023, 8760), 'weather');
  expect(common(utc('2024-02-29T10:00'))).toBe(hourOf(2023, '2023-02-28T10:00'));
  expect(common(utc('2024-03-01T10:00'))).toBe(hourOf(2023, '2023-03-01T10:00'));
  const leap = aligner(hourly(2024, 8784), 'weather');
  expect(leap(utc('2025-02-28T10:00'))).toBe(hourOf(2024, '2024-02-28T10:00'));
  expect(leap(utc('2025-03-01T10:00'))).toBe(hourOf(2024, '2024-03-01T10:00'));
});

test('8,760 hours that start in a leap year have no 29 February, as in an EPW file', () => {
  const at = aligner(hourly(2024, 8760), 'weather');
  expect(at(utc('2024-03-01T00:00'))).toBe(59 * 24);
  expect(at(utc('2024-12-31T23:00'))).toBe(8759);
});

test('prices keep the weekday and the change of the clock: Sunday 30 March 2025 reads Sunday 31 March 2024', () => {
  const at = aligner(hourly(2024, 8784), 'prices', true);
  expect(at(utc('2025-03-30T12:00'))).toBe(hourOf(2024, '2024-03-31T12:00'));
  for (let day = 0; day < 365; day++) {
    const wanted = utc('2025-01-01T12:00') + day * 86_400;
    const found = utc('2024-01-01T00:00') + at(wanted) * 3600;
    // At the ends of the year the nearest such date may lie beyond the series and wraps round to the other end.
    if (day > 3 && day < 361) expect(new Date(found * 1000).getUTCDay()).toBe(new Date(wanted * 1000).getUTCDay());
  }
});

test('a series shorter than a year that does not hold the instant is refused by name', () => {
  const at = aligner(hourly(2025, 24 * 31), 'weather');
  expect(at(utc('2025-01-31T23:00'))).toBe(743);
  expect(() => at(utc('2025-02-01T00:00'))).toThrow(/weather period/);
});

test('an hour’s irradiation is kept by its quarter-hours, with and without beam and diffuse in the file', () => {
  const calendar = makeCalendar('2025-06-01', 30, 900, 'Europe/Amsterdam');
  const site = { latDeg: LAT, lonDeg: LON };
  for (const weather of [weather2025, { ...weather2025, dniWm2: null, dhiWm2: null }]) {
    const fine = weatherOnGrid(weather, calendar.grid, site);
    const first = (calendar.grid.startUtcS - weather.startUtcS) / 3600;
    for (let hour = 0; hour < 30 * 24; hour++)
      expect(sum(fine.ghiWm2, hour * 4, hour * 4 + 4) / 4).toBeCloseTo(weather.ghiWm2[first + hour]!, 6);
    for (let step = 0; step < calendar.grid.count; step++) {
      const cos = Math.max(0, Math.cos((fine.sun.zenithDeg[step]! * Math.PI) / 180));
      expect(fine.dniWm2[step]! * cos + fine.dhiWm2[step]!).toBeCloseTo(fine.ghiWm2[step]!, 6);
      expect(fine.dniWm2[step]!).toBeLessThan(fine.normalWm2[step]!);
    }
  }
});

test('steps of 5, 15, 30 and 60 minutes carry the same irradiation, and quarter-hourly weather is averaged to hours', () => {
  const site = { latDeg: LAT, lonDeg: LON };
  const kwh = [300, 900, 1800, 3600].map((stepS) => {
    const { grid } = makeCalendar('2025-05-01', 31, stepS, 'Europe/Amsterdam');
    return (sum(weatherOnGrid(weather2025, grid, site).ghiWm2) * stepS) / 3600;
  });
  for (const value of kwh) expect(value).toBeCloseTo(kwh[0]!, 4);
  const quarters = makeCalendar('2025-01-01', 365, 900, 'UTC');
  const fine = weatherOnGrid(weather2025, quarters.grid, site);
  const weather15 = {
    ...weather2025,
    stepS: 900,
    ghiWm2: fine.ghiWm2,
    dniWm2: fine.dniWm2,
    dhiWm2: fine.dhiWm2,
    airTemperatureC: Float64Array.from(fine.airTemperatureC),
    windSpeedMps: Float64Array.from(fine.windSpeedMps),
  };
  const hours = makeCalendar('2025-01-01', 365, 3600, 'UTC');
  expect(sum(weatherOnGrid(weather15, hours.grid, site).ghiWm2) / 1000).toBeCloseTo(sum(weather2025.ghiWm2) / 1000, 6);
});

test('a year of weather of a common year fills a leap year', () => {
  const calendar = makeCalendar('2024-01-01', 366, 900, 'Europe/Amsterdam');
  const fine = weatherOnGrid(weather2025, calendar.grid, { latDeg: LAT, lonDeg: LON });
  const leap = typicalWeather({ ...DE_BILT, year: 2024, seed: 1 });
  expect(Math.abs(sum(fine.ghiWm2) / 4 / sum(leap.ghiWm2) - 1)).toBeLessThan(0.01);
});
