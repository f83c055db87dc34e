/** The typical year: monthly figures are met, the days are like real ones. */
import { expect, test } from 'vitest';
import { typicalPrices, typicalWeather } from '../../engine/energy/typical-year.ts';

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
