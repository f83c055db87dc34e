import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTables, queryRows, readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { resultsHash } from '../../engine/results/hash.ts';
import type { RunResult } from '../../engine/results/result.ts';
import { smallParts } from '../results/small-run.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-result-'));
const facts = { threads: 1, durationS: 1.5, peakMemoryBytes: 1e8, createdUtc: '2025-01-02T03:04:05Z' };
let result: RunResult;
const whole = join(place, 'whole');

beforeAll(async () => {
  result = collectResult(smallParts());
  await writeResult(whole, result, facts);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const hidden = (): string[] => readdirSync(place).filter((name) => name.startsWith('.'));

describe('a result that was written and read again', () => {
  test('has the same scenario, indicators, ledger and hash, and all facts of the run', async () => {
    const read = await readResult(whole);
    expect(read.scenario).toEqual(result.scenario);
    expect(read.summary.indicators).toEqual(result.indicators);
    expect(read.summary.ledger).toEqual(result.ledger);
    expect(read.manifest).toMatchObject({
      ...facts,
      seed: 1,
      resultsHash: resultsHash(result.indicators, result.tables),
    });
    expect(read.manifest.scenarioHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has every table with every column, unit and row', async () => {
    const read = await readResult(whole);
    using connection = await openTables(read);
    for (const table of result.tables) {
      const [{ n }] = (await queryRows(connection, `select count(*) as n from "${table.name}"`)) as [{ n: number }];
      expect(n, table.name).toBe(table.rowCount);
      expect(read.schema.tables[table.name]!.columns).toEqual(
        table.columns.map(({ name, unit, description }) => ({ name, unit, description })),
      );
    }
  });

  test('has the values themselves: codes as texts, numbers, gaps, geometry', async () => {
    using connection = await openTables(await readResult(whole));
    const rows = await queryRows(
      connection,
      `select mode, count(*) as trips, sum("distanceM") as m from trips where "dayType" = 'weekday' group by mode order by mode`,
    );
    expect(rows).toEqual([
      { mode: 'bike', trips: 40, m: 120_000 },
      { mode: 'car', trips: 40, m: 400_000 },
    ]);
    const zones = await queryRows(connection, `select zone, persons, geometry from zones`);
    expect(zones[0]).toMatchObject({ zone: 'A', persons: 76 });
    expect(zones[1]!['persons']).toBeNull();
    expect(zones[0]!['geometry']).toMatch(/^POLYGON \(\(5 52\.08, 5\.01 52\.08/);
    expect(await queryRows(connection, `select count(*) as n from links where geometry like 'LINESTRING (%'`)).toEqual([
      { n: 2 },
    ]);
  });
});

describe('written whole or not at all', () => {
  /** A result whose third table breaks in the middle. */
  const broken = (): RunResult => ({
    ...result,
    tables: [
      ...result.tables.slice(0, 2),
      {
        name: 'broken',
        rowCount: 10,
        columns: [
          {
            name: 'x',
            unit: '',
            description: '',
            get values(): Float64Array {
              throw new Error('power cut');
            },
          },
        ],
      },
    ],
  });

  test('a failure in the middle leaves no folder and nothing hidden', async () => {
    await expect(writeResult(join(place, 'never'), broken(), facts)).rejects.toThrow('power cut');
    expect(existsSync(join(place, 'never'))).toBe(false);
    expect(hidden()).toEqual([]);
  });

  test('a failure in the middle leaves the older result as it was', async () => {
    const target = join(place, 'older');
    await writeResult(target, result, facts);
    const before = readFileSync(join(target, 'manifest.json'), 'utf8');
    await expect(writeResult(target, broken(), { ...facts, threads: 7 })).rejects.toThrow('power cut');
    expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe(before);
    await expect(readResult(target)).resolves.toBeDefined();
    expect(hidden()).toEqual([]);
  });

  test('a result is replaced by a newer one', async () => {
    const target = join(place, 'replaced');
    await writeResult(target, result, facts);
    await writeResult(target, result, { ...facts, threads: 2 });
    expect((await readResult(target)).manifest.threads).toBe(2);
    expect(hidden()).toEqual([]);
  });

  test('a folder with other files is not replaced unless forced', async () => {
    const target = join(place, 'holiday-photos');
    mkdirSync(target);
    writeFileSync(join(target, 'beach.txt'), 'sun');
    await expect(writeResult(target, result, facts)).rejects.toThrow(/other files stand there/);
    expect(readFileSync(join(target, 'beach.txt'), 'utf8')).toBe('sun');
    await writeResult(target, result, facts, { force: true });
    expect(existsSync(join(target, 'beach.txt'))).toBe(false);
  });

  test('a cancelled write leaves nothing', async () => {
    const target = join(place, 'cancelled');
    await expect(writeResult(target, result, facts, { signal: AbortSignal.abort() })).rejects.toThrow('cancelled');
    expect(existsSync(target)).toBe(false);
    expect(hidden()).toEqual([]);
  });
});

describe('a folder that cannot be read is told in a sentence', () => {
  const damaged = async (name: string, damage: (folder: string) => void): Promise<void> => {
    const folder = join(place, name);
    await writeResult(folder, result, facts);
    damage(folder);
    await readResult(folder);
  };

  test('nothing there', () => expect(readResult(join(place, 'nothing'))).rejects.toThrow(/nothing stands there/));
  test('no manifest: half-written', () =>
    expect(damaged('half', (f) => rmSync(join(f, 'manifest.json')))).rejects.toThrow(/not a whole result folder/));
  test('manifest cut short', () =>
    expect(damaged('cut', (f) => writeFileSync(join(f, 'manifest.json'), '{"format": 1,'))).rejects.toThrow(
      /must be JSON/,
    ));
  test('a newer version', () =>
    expect(
      damaged('newer', (f) => writeFileSync(join(f, 'manifest.json'), '{"format": 99, "engineVersion": "9.0.0"}')),
    ).rejects.toThrow(/another version \(9\.0\.0\)/));
  test('a table missing', () =>
    expect(damaged('missing', (f) => rmSync(join(f, 'steps.parquet')))).rejects.toThrow(/table steps is missing/));
  test('a table cut short', () =>
    expect(damaged('short', (f) => writeFileSync(join(f, 'steps.parquet'), 'PAR1'))).rejects.toThrow(/damaged\?/));
  test('a table of the right size and the wrong bytes', async () => {
    const folder = join(place, 'garbage');
    await writeResult(folder, result, facts);
    const size = readFileSync(join(folder, 'steps.parquet')).length;
    writeFileSync(join(folder, 'steps.parquet'), Buffer.alloc(size, 7));
    await expect(readResult(folder).then(openTables)).rejects.toThrow(/steps\.parquet — must be Parquet/);
  });
});

test.skipIf(process.getuid?.() === 0)('no permission is told as such', async () => {
  const locked = join(place, 'locked');
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  await expect(writeResult(join(locked, 'result'), result, facts)).rejects.toThrow(/no permission to write/);
});
