/** Prices and CO2 by hand calculation; hostile inputs told by name. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import type { Prices } from '../../engine/energy/stores.ts';
import { networkEurPerKwh, tariffYear } from '../../engine/energy/tariff.ts';
import { areasOf, correlation, energyYear, prices2025, scenario, sum, weather2025 } from './fixtures.ts';
import { sharedFile, sharedText } from './shared-data.ts';

const day = makeCalendar('2025-01-15', 1, 3600, 'Europe/Amsterdam');
const terms = scenario.tariff;
const flat = (eurPerKwh: number): Prices => ({
  startUtcS: day.grid.startUtcS,
  stepS: 3600,
  priceEurPerKwh: new Float64Array(24).fill(eurPerKwh),
  source: 'test',
});

test('day-ahead of 8 ct: (0.08 + 0.02 + 0.10154) × 1.21 = 0.2438634 EUR/kWh, and the same back with netting', () => {
  const tariff = tariffYear({ ...terms, kind: 'day-ahead' }, day, flat(0.08));
  expect(tariff.consumptionEurPerKwh[5]).toBeCloseTo(0.2438634, 9);
  expect(tariff.feedInEurPerKwh[5]).toBeCloseTo(0.2438634, 9);
});

test('without netting half the bare price is paid, and a negative price is due in full', () => {
  const without = { ...terms, kind: 'day-ahead', netting: false } as const;
  expect(tariffYear(without, day, flat(0.08)).feedInEurPerKwh[0]).toBeCloseTo(0.04, 12);
  expect(tariffYear(without, day, flat(-0.05)).feedInEurPerKwh[0]).toBeCloseTo(-0.05, 12);
});

test('a fixed contract does not follow the market; a time-of-use network tariff is dearest from 16 to 21 h and bears VAT', () => {
  const fixed = { ...terms, kind: 'fixed', timeOfUseNetwork: true } as const;
  const tariff = tariffYear(fixed, day, flat(0.5));
  const supply = (0.11 + 0.02 + 0.10154) * 1.21;
  expect(tariff.consumptionEurPerKwh[18]).toBeCloseTo(supply + 0.16 * 1.21, 12);
  expect(tariff.consumptionEurPerKwh[12]).toBeCloseTo(supply + 0.02 * 1.21, 12);
  expect([5, 6, 15, 16, 20, 21].map((hour) => networkEurPerKwh(hour * 3600))).toEqual([
    0.04, 0.1, 0.02, 0.16, 0.16, 0.08,
  ]);
});

test('CO2 by the hour has the year’s mean, is low in sun and wind, and is flat when not asked for', async () => {
  const plain = await energyYear({ areas: areasOf(1) });
  expect(new Set(plain.carbonGPerKwh).size).toBe(1);
  const hourly = await energyYear({
    scenario: { ...scenario, emissions: { ...scenario.emissions, electricityShape: 'hourly' } },
    areas: areasOf(1),
  });
  const carbon = hourly.carbonGPerKwh!;
  // Weighted by the country's load; the plain mean lies a little lower as loads are high when sun is low.
  expect(sum(carbon) / carbon.length).toBeGreaterThan(230);
  expect(sum(carbon) / carbon.length).toBeLessThan(290);
  expect(Math.min(...carbon)).toBeGreaterThan(0);
  expect(Math.max(...carbon)).toBeLessThan(600);
  expect(correlation(carbon, hourly.pvKwPerKwp)).toBeLessThan(-0.4);
});

test('home batteries raise the district’s own use of sun, keep the load non-negative and lose what their books say', async () => {
  const areas = areasOf(2, { jobs: 20, pvKwpHomes: 200 });
  const without = await energyYear({ areas });
  const batteries = { ...scenario, buildings: { ...scenario.buildings, homeBatteryShare: 0.8 } };
  const withThem = await energyYear({ areas, scenario: batteries });
  const books = withThem.homeBatteries!;
  expect(books.count).toBeCloseTo(2 * 0.8 * 50, 9);
  const gap =
    books.chargedKwh -
    books.standbyKwh -
    books.dischargedKwh -
    books.lostKwh -
    (books.storedEndKwh - books.storedStartKwh);
  expect(Math.abs(gap)).toBeLessThan(1e-6 * books.chargedKwh);
  const extraKwh = (sum(withThem.areas.loadKw) - sum(without.areas.loadKw)) / 4;
  expect(extraKwh / (books.chargedKwh - books.dischargedKwh)).toBeCloseTo(1, 3);
  expect(Math.min(...withThem.areas.loadKw)).toBeGreaterThanOrEqual(0);
  const exported = (year: typeof without): number => {
    let kwh = 0;
    year.areas.loadKw.forEach((load, i) => {
      kwh += Math.max(0, year.areas.pvProducedKw[i]! - load) / 4;
    });
    return kwh;
  };
  expect(exported(withThem)).toBeLessThan(0.85 * exported(without));
});

test('broken weather, prices and areas are all told at once, by place', async () => {
  const ghiWm2 = weather2025.ghiWm2.slice();
  ghiWm2[10] = Number.NaN;
  const priceEurPerKwh = prices2025.priceEurPerKwh.slice();
  priceEurPerKwh[3] = Number.POSITIVE_INFINITY;
  await expect(
    energyYear({
      weather: { ...weather2025, ghiWm2 },
      prices: { ...prices2025, priceEurPerKwh },
      areas: { ...areasOf(2), jobs: [1], heatPumps: [0, -3] },
    }),
  ).rejects.toThrow(/ghiWm2\[10\][\s\S]*priceEurPerKwh\[3\][\s\S]*heatPumps\[1\][\s\S]*jobs — must have 2 values/);
});

const real = 'energy/prices_nl/NL_electricity_prices_2024.csv';
test.skipIf(!existsSync(sharedFile(real)))(
  'the typical prices spread like those of 2024: standard deviation and daily spread within 15 % (skipped without shared data)',
  () => {
    const year = sharedText(real)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1]));
    const found = Array.from(prices2025.priceEurPerKwh, (price) => price * 1000);
    const deviation = (values: number[]): number => {
      const mean = sum(values) / values.length;
      return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
    };
    const dailySpread = (values: number[]): number => {
      let total = 0;
      for (let d = 0; d < 365; d++) {
        const hours = values.slice(d * 24, d * 24 + 24);
        total += (Math.max(...hours) - Math.min(...hours)) / 365;
      }
      return total;
    };
    expect(deviation(found) / deviation(year)).toBeGreaterThan(0.85);
    expect(deviation(found) / deviation(year)).toBeLessThan(1.15);
    expect(dailySpread(found) / dailySpread(year)).toBeGreaterThan(0.85);
    expect(dailySpread(found) / dailySpread(year)).toBeLessThan(1.15);
  },
);
