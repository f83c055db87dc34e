/** Day-ahead prices: the two odd days a year, gaps, UTC and offsets. */
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { parsePrices, readPrices } from '../../engine/io/prices.ts';
import { hasShared, shared, WITHOUT_SHARED } from './files.ts';

const at = (prices: { startUtcS: number; stepS: number; priceEurPerKwh: Float64Array }, iso: string): number =>
  prices.priceEurPerKwh[(Date.parse(iso) / 1000 - prices.startUtcS) / prices.stepS]! * 1000;

describe.skipIf(!hasShared)(`the Netherlands, local time without clock changes in the labels${WITHOUT_SHARED}`, () => {
  test('2024: 8,784 hours from local midnight; mean 77.29, minimum −200, maximum 872.96 on 12 December at 17 h, 458 hours below zero (data README)', async () => {
    const { prices, report } = await readPrices(shared('energy/prices_nl/NL_electricity_prices_2024.csv'));
    expect(new Date(prices.startUtcS * 1000).toISOString()).toBe('2023-12-31T23:00:00.000Z');
    expect(prices.priceEurPerKwh.length).toBe(8784);
    const values = prices.priceEurPerKwh;
    expect((values.reduce((s, v) => s + v, 0) / values.length) * 1000).toBeCloseTo(77.29, 1);
    expect([Math.min(...values) * 1000, values.filter((v) => v < 0).length]).toEqual([-200, 458]);
    expect(at(prices, '2024-12-12T16:00:00Z')).toBeCloseTo(872.96, 2);
    expect(report.repaired).toEqual([
      { what: 'labels in the hour that clocks skip in spring, dropped', count: 1, examples: ['2024-03-31 02:00'] },
      {
        what: 'labels given once in the hour that clocks repeat in autumn, used for both',
        count: 1,
        examples: ['2024-10-27 02:00'],
      },
    ]);
  });

  test('2023: the missing 30 June is filled from the weeks around it and told; the lowest price, −500, stands on 2 July', async () => {
    const { prices, report } = await readPrices(shared('energy/prices_nl/NL_electricity_prices_2023.csv'));
    expect(prices.priceEurPerKwh.length).toBe(8760);
    expect(report.repaired.find(({ what }) => what.startsWith('steps without a price'))!.count).toBe(24);
    expect(at(prices, '2023-06-30T10:00:00Z')).toBeCloseTo(
      (at(prices, '2023-06-23T10:00:00Z') + at(prices, '2023-07-07T10:00:00Z')) / 2,
      6,
    );
    expect(at(prices, '2023-07-02T11:00:00Z')).toBe(-500);
  });
});

const hours = (
  from: string,
  count: number,
  label: (utc: Date, h: number) => string,
  header = 'Datetime,Price (EUR/MWh)',
): string =>
  [
    header,
    ...Array.from({ length: count }, (_, h) => `${label(new Date(Date.parse(from) + h * 3_600_000), h)},${h}`),
  ].join('\n');

test('UTC by the name of the column: every hour is itself', () => {
  const { prices, report } = parsePrices(
    hours('2024-03-30T00:00:00Z', 72, (d) => d.toISOString().slice(0, 19), 'Datetime (UTC),Price (EUR/MWh)'),
    'p',
  );
  expect(prices.priceEurPerKwh.length).toBe(72);
  expect(report.repaired).toEqual([]);
});

test('offsets in the stamps settle both clock changes', () => {
  const amsterdam = (d: Date): string => {
    const summer = d.getTime() < Date.parse('2024-10-27T01:00:00Z');
    return `${new Date(d.getTime() + (summer ? 2 : 1) * 3_600_000).toISOString().slice(0, 19)}${summer ? '+02:00' : '+01:00'}`;
  };
  const { prices, report } = parsePrices(hours('2024-10-26T22:00:00Z', 25, amsterdam), 'p');
  expect([...prices.priceEurPerKwh].map((v) => Math.round(v * 1000))).toEqual(Array.from({ length: 25 }, (_, h) => h));
  expect(report.repaired).toEqual([]);
});

test('local time that repeats 02:00 properly in autumn is taken in order', () => {
  const local = (d: Date): string =>
    new Date(d.getTime() + (d.getTime() < Date.parse('2024-10-27T01:00:00Z') ? 2 : 1) * 3_600_000)
      .toISOString()
      .slice(0, 19);
  const { prices, report } = parsePrices(hours('2024-10-26T22:00:00Z', 25, local), 'p');
  expect([...prices.priceEurPerKwh].map((v) => Math.round(v * 1000))).toEqual(Array.from({ length: 25 }, (_, h) => h));
  expect(report.repaired).toEqual([]);
});

test('semicolons, decimal commas, day first and quarters of an hour are read', () => {
  const rows = Array.from(
    { length: 96 },
    (_, q) =>
      `02.01.2025 ${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')};${q},5`,
  );
  const { prices } = parsePrices(['MTU (CET/CEST);Day-ahead Price [EUR/MWh]', ...rows].join('\n'), 'p');
  expect([prices.stepS, prices.priceEurPerKwh.length, prices.priceEurPerKwh[10]]).toEqual([900, 96, 0.0105]);
  expect(new Date(prices.startUtcS * 1000).toISOString()).toBe('2025-01-01T23:00:00.000Z');
});

test('the intervals of the European transparency platform are read by their beginning', () => {
  const rows = [0, 1, 2].map((h) => `"01.06.2024 0${h}:00 - 01.06.2024 0${h + 1}:00","${h}.50"`);
  const { prices } = parsePrices(['"MTU (CET/CEST)","Day-ahead Price [EUR/MWh]"', ...rows].join('\n'), 'p');
  expect([...prices.priceEurPerKwh].map((v) => v * 1000)).toEqual([0.5, 1.5, 2.5]);
});

test('prices a kilowatt-hour stay as they are', () => {
  const { prices } = parsePrices('timeUtc,priceEurPerKwh\n2024-01-01T00:00:00Z,0.1\n2024-01-01T01:00:00Z,-0.02\n', 'p');
  expect([...prices.priceEurPerKwh]).toEqual([0.1, -0.02]);
});

test.each([
  ['no header of times', 'a,b\n1,2\n3,4'],
  ['one row', 'time,price\n2024-01-01 00:00,1'],
  ['times that jump', 'time,price\n2024-01-01 00:00,1\n2024-03-01 00:00,2\n2024-07-01 00:00,2'],
  [
    'half of the prices missing',
    `time,price\n${Array.from({ length: 48 }, (_, h) => `2024-01-0${1 + Math.floor(h / 24)} ${String(h % 24).padStart(2, '0')}:00,${h % 2 === 0 ? 1 : 'n/a'}`).join('\n')}`,
  ],
  [
    'one row in another century',
    `time,price\n${Array.from({ length: 23 }, (_, h) => `2024-01-01 ${String(h).padStart(2, '0')}:00,1`).join('\n')}\n0224-01-01 00:00,1`,
  ],
])('prices that cannot serve are refused in words: %s', (_name, text) => {
  expect(() => parsePrices(text, 'p')).toThrow(InputError);
});
