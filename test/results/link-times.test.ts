/** How the roads flow, as tables, and how reliable that is over runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Table } from '../../engine/core/table.ts';
import { openDuckDb, writeParquet } from '../../engine/io/parquet.ts';
import { reliability } from '../../engine/io/reliability.ts';
import type { StoredResult } from '../../engine/io/result-folder.ts';
import { LEVELS, levelOf, linkTimesTable, serviceLevelsTable } from '../../engine/results/tables/link-times.ts';
import { smallParts } from './small-run.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-times-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const values = (table: Table, name: string): number[] => [
  ...(table.columns.find((column) => column.name === name)!.values as Float64Array),
];

test('levels of service end at 85, 67, 50, 40 and 30 % of the free speed (HCM 2010, exhibit 16-4)', () => {
  expect([1, 0.86, 0.85, 0.68, 0.6, 0.5, 0.41, 0.35, 0.3, 0].map((share) => LEVELS[levelOf(share)]).join('')).toBe(
    'AABBCDDEFF',
  );
});

test('times by street: a row for each direction and slot with cars, one second above free flow as the small run has it', () => {
  const parts = smallParts();
  const { roads } = parts.district;
  const times = linkTimesTable(parts);
  const drivable = [...roads.carTimeMs].filter((ms) => ms !== 0xffffffff).length;
  expect(times.rowCount).toBe(24 * drivable);
  const [time, free] = [values(times, 'timeS'), values(times, 'freeTimeS')];
  for (let row = 0; row < times.rowCount; row++) expect(time[row]! - free[row]!).toBeCloseTo(1, 4);
  const links = values(times, 'link');
  for (let row = 1; row < links.length; row++) expect(links[row]!).toBeGreaterThanOrEqual(links[row - 1]!);
});

test('levels of service hold the same kilometres and hours as the rows by street', () => {
  const parts = smallParts();
  const { roads } = parts.district;
  const table = serviceLevelsTable(parts);
  const sum = (name: string): number => values(table, name).reduce((a, b) => a + b, 0);
  let km = 0;
  let hours = 0;
  for (let arc = 0; arc < roads.arcCount; arc++) {
    if (roads.carTimeMs[arc] === 0xffffffff) continue;
    km += (24 * roads.lengthM[arc]!) / 1000;
    hours += (24 * (roads.carTimeMs[arc]! + 1000)) / 3_600_000;
  }
  expect(sum('carKm')).toBeCloseTo(km, 6);
  expect(sum('carHours')).toBeCloseTo(hours, 6);
  expect(sum('delayHours')).toBeCloseTo((table.rowCount > 0 ? sum('carHours') : 0) - freeHours(parts), 6);
});

function freeHours(parts: ReturnType<typeof smallParts>): number {
  const { roads } = parts.district;
  let total = 0;
  for (let arc = 0; arc < roads.arcCount; arc++)
    if (roads.carTimeMs[arc] !== 0xffffffff) total += (24 * roads.carTimeMs[arc]!) / 3_600_000;
  return total;
}

/** A result of one street, eight o'clock, free time 10 s. */
async function stored(name: string, seed: number, rows: readonly (readonly [cars: number, timeS: number])[]) {
  const of = (pick: (row: readonly [number, number]) => number): Float64Array => Float64Array.from(rows, pick);
  const column = (columnName: string, numbers: Float64Array | readonly string[]) => ({
    ...{ name: columnName, unit: '', description: '', values: numbers },
  });
  const table = {
    name: 'linkTimes',
    rowCount: rows.length,
    columns: [
      column(
        'link',
        of(() => 0),
      ),
      column(
        'heading',
        rows.map(() => 'N'),
      ),
      column(
        'startS',
        of(() => 8 * 3600),
      ),
      column(
        'cars',
        of((row) => row[0]),
      ),
      column(
        'timeS',
        of((row) => row[1]),
      ),
      column(
        'freeTimeS',
        of(() => 10),
      ),
    ],
  };
  const links = { name: 'links', rowCount: 1, columns: [column('link', Float64Array.of(0)), column('name', ['Laan'])] };
  using connection = await openDuckDb();
  await writeParquet(connection, table, join(place, `${name}-times.parquet`));
  await writeParquet(connection, links, join(place, `${name}-links.parquet`));
  const schemaOf = (made: { columns: { name: string }[] }, file: string) => ({
    ...{ file, rows: 1, columns: made.columns.map((one) => ({ name: one.name, unit: '', description: '' })) },
  });
  return {
    folder: place,
    scenario: { name: 'one', seed },
    manifest: { seed },
    schema: {
      tables: { linkTimes: schemaOf(table, `${name}-times.parquet`), links: schemaOf(links, `${name}-links.parquet`) },
    },
  } as unknown as StoredResult;
}

test('reliability by hand: runs of 12, 14 and 16 s on a street of 10 s: index 1.4, deviation 2 s, planning 14 + 1.645 · 2 = 17.29 s', async () => {
  const runs = [
    await stored('a', 1, [[100, 12]]),
    await stored('b', 2, [[100, 14]]),
    await stored('c', 3, [[100, 16]]),
  ];
  const { periods, streets, runs: count } = await reliability(runs);
  expect(count).toBe(3);
  const morning = periods.find(({ period }) => period === 'morning')!;
  expect(morning.timeIndex).toBeCloseTo(1.4, 9);
  expect(morning.spread).toBeCloseTo(2 / 14, 9);
  expect(morning.planningIndex).toBeCloseTo(1.729, 9);
  expect(morning.carHours).toBeCloseTo(1400 / 3600, 9);
  expect(periods.find(({ period }) => period === 'evening')!.carHours).toBe(0);
  expect(streets).toEqual([
    { name: 'Laan', heading: 'N', startS: 28_800, cars: 100, meanTimeS: 14, deviationS: expect.closeTo(2, 9) },
  ]);
});

test('a run in which nobody drove a street counts with its empty time; one result, one seed twice and another scenario are refused', async () => {
  const a = await stored('d', 1, [[30, 14]]);
  const b = await stored('e', 2, []);
  const { streets } = await reliability([a, b]);
  expect(streets[0]!.meanTimeS).toBeCloseTo(12, 9);
  expect(streets[0]!.cars).toBeCloseTo(15, 9);
  await expect(reliability([a])).rejects.toThrow(/must be two results or more/);
  await expect(reliability([a, a])).rejects.toThrow(/must differ between results/);
  await expect(reliability([a, { ...b, scenario: { name: 'other' } as never }])).rejects.toThrow(/must be the same/);
  await expect(reliability([a, { ...b, schema: { tables: {} } as never }])).rejects.toThrow(
    /must have times by street/,
  );
});
