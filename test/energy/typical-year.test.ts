/** The typical year: monthly figures are met, the days are like real ones. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { typicalPrices, typicalWeather } from '../../engine/energy/typical-year.ts';
import { correlation, sum } from './fixtures.ts';
import { sharedFile, sharedText } from './shared-data.ts';

/** De Bilt, NEN reference year: monthly GHI; temperature of 2023 (both computed from public files). */
const input = {
  monthlyGhiKwhM2: [21, 33, 72, 116, 147, 151, 142, 132, 89, 45, 25, 16],
  monthlyTemperatureC: [5.8, 5.7, 7.0, 8.7, 13.5, 19.4, 18.1, 17.6, 17.5, 13.2, 7.8, 6.9],
  latDeg: 52.1,
  lonDeg: 5.18,
  year: 2025,
  seed: 1,
};

test('monthly sums of irradiation and means of temperature are met exactly, in a leap year too', () => {
  for (const year of [2024, 2025]) {
    const weather = typicalWeather({ ...input, year });
    expect(weather.ghiWm2.length).toBe(year === 2024 ? 8784 : 8760);
    for (let month = 0; month < 12; month++) {
      const from = (Date.UTC(year, month, 1) / 1000 - weather.startUtcS) / 3600;
      const to = (Date.UTC(year, month + 1, 1) / 1000 - weather.startUtcS) / 3600;
      let ghi = 0;
      let temperature = 0;
      for (let h = from; h < to; h++) {
        ghi += weather.ghiWm2[h]! / 1000;
        temperature += weather.airTemperatureC[h]! / (to - from);
      }
      expect(ghi).toBeCloseTo(input.monthlyGhiKwhM2[month]!, 6);
      expect(temperature).toBeCloseTo(input.monthlyTemperatureC[month]!, 6);
    }
  }
});

test('prices have the mean, the shape by hour and the negative hours of the Netherlands in 2024', () => {
  const weather = typicalWeather({ ...input, year: 2024 });
  const prices = typicalPrices({ year: 2024, seed: 1, weather });
  let sum = 0;
  let negative = 0;
  for (const price of prices.priceEurPerKwh) {
    sum += price;
    if (price < 0) negative++;
  }
  expect((sum / prices.priceEurPerKwh.length) * 1000).toBeCloseTo(77.3, 6);
  expect(Math.abs(negative - 458)).toBeLessThan(20);
});

test('the same seed gives the same year, another seed another; a month brighter than a clear sky is refused', () => {
  expect(typicalWeather(input).ghiWm2).toEqual(typicalWeather(input).ghiWm2);
  expect(typicalWeather({ ...input, seed: 2 }).ghiWm2).not.toEqual(typicalWeather(input).ghiWm2);
  const bright = input.monthlyGhiKwhM2.map((value, month) => (month === 0 ? 120 : value));
  expect(() => typicalWeather({ ...input, monthlyGhiKwhM2: bright })).toThrow(/monthlyGhiKwhM2\[0\]/);
  expect(() => typicalWeather({ ...input, monthlyTemperatureC: [1] })).toThrow(/monthlyTemperatureC must be 12/);
});

const measured = 'energy/weather_nl/NLD_DBL_EPW_YR2023.epw.gz';
test.skipIf(!existsSync(sharedFile(measured)))(
  'hours and days are spread as measured at De Bilt in 2023 (KNMI 260): quantiles of light within 12 %, day-to-day memory, warm clear summer days and cold clear winter days (skipped without shared data)',
  () => {
    const rows = sharedText(measured)
      .split('\n')
      .slice(8)
      .filter((line) => line.length > 10)
      .map((line) => line.split(',').map(Number));
    const weather = typicalWeather({
      ...input,
      monthlyGhiKwhM2: [20, 40, 68, 118, 173, 202, 152, 132, 104, 49, 24, 13],
      year: 2023,
    });
    const real = { ghi: rows.map((row) => row[13]!), air: rows.map((row) => row[6]!) };
    const ours = { ghi: [...weather.ghiWm2], air: [...weather.airTemperatureC] };
    const quantile = (values: number[], p: number): number =>
      [...values].sort((a, b) => a - b)[Math.floor(p * (values.length - 1))]!;
    for (const p of [0.7, 0.8, 0.9, 0.95, 0.99])
      expect(Math.abs(quantile(ours.ghi, p) / quantile(real.ghi, p) - 1), `quantile ${p}`).toBeLessThan(0.12);
    const daily = (values: number[]): number[] =>
      Array.from({ length: 365 }, (_, day) => sum(values, day * 24, day * 24 + 24) / 24);
    const summer = (values: number[]): number[] => daily(values).slice(151, 243);
    const winter = (values: number[]): number[] => daily(values).slice(0, 59);
    for (const year of [real, ours]) {
      expect(correlation(summer(year.ghi), summer(year.air))).toBeGreaterThan(0.2);
      expect(correlation(winter(year.ghi), winter(year.air))).toBeLessThan(-0.1);
      const days = daily(year.ghi).slice(121, 272);
      expect(correlation(days.slice(1), days.slice(0, -1))).toBeGreaterThan(0.3);
    }
  },
);
