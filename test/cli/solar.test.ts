/** `rijnstroom solar` as another program reads it. */
import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { register } from '../../engine/cli/solar.ts';
import { sharedFile } from '../energy/shared-data.ts';

afterEach(() => vi.restoreAllMocks());

/** What the command prints. */
async function solar(...args: string[]): Promise<string> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  register(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  await program.parseAsync(['solar', ...args], { from: 'user' });
  vi.restoreAllMocks();
  return text;
}

const HEADER = 'timeUtc,azimuthDeg,zenithDeg,apparentZenithDeg,ghiWm2,dniWm2,dhiWm2,poaWm2,cellTemperatureC,dcKw,acKw';
const utrecht = ['--lat', '52.09', '--lon', '5.05'];

test('CSV has the columns of the contract and the instants as given, first and last included', async () => {
  const lines = (
    await solar(...utrecht, '--from', '2025-06-21T10:00Z', '--to', '2025-06-21T12:00Z', '--step', '30min', '--csv')
  )
    .trim()
    .split('\n');
  expect(lines[0]).toBe(HEADER);
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([
    '2025-06-21T10:00:00Z',
    '2025-06-21T10:30:00Z',
    '2025-06-21T11:00:00Z',
    '2025-06-21T11:30:00Z',
    '2025-06-21T12:00:00Z',
  ]);
});

test('JSON carries the same numbers as CSV', async () => {
  const args = [...utrecht, '--from', '2025-06-21T12:00Z', '--to', '2025-06-21T12:00Z', '--kwp', '4'];
  const json = JSON.parse(await solar(...args, '--json')) as { columns: string[]; rows: Record<string, number>[] };
  const csv = (await solar(...args, '--csv')).trim().split('\n')[1]!.split(',');
  expect(json.columns.join(',')).toBe(HEADER);
  expect(json.columns.slice(1).map((name) => json.rows[0]![name])).toEqual(csv.slice(1).map(Number));
  expect(json.rows[0]!['acKw']).toBeGreaterThan(2.5);
});

test('light is dark at night and the sun of noon stands in the south', async () => {
  const rows = (await solar(...utrecht, '--from', '2025-12-21', '--to', '2025-12-22', '--step', '1h', '--csv'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  expect(rows[0]!.slice(4, 8)).toEqual([0, 0, 0, 0]);
  const noon = rows.reduce((best, row) => (row[2]! < best[2]! ? row : best));
  expect(Math.abs(noon[1]! - 180)).toBeLessThan(10);
});

test.each([
  ['--lat', '91', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02'],
  ['--lat', '52', '--lon', 'x', '--from', '2025-01-01', '--to', '2025-01-02'],
  ['--lat', '52', '--lon', '5', '--from', '2025-02-30', '--to', '2025-03-02'],
  ['--lat', '52', '--lon', '5', '--from', '2025-03-02', '--to', '2025-03-01'],
  ['--lat', '52', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02', '--step', '0'],
  ['--lat', '52', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02', '--step', 'NaN'],
  ['--lat', '52', '--lon', '5', '--from', '1925-01-01', '--to', '2025-01-02', '--step', '1s'],
  ['--lat', '52', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02', '--sky', 'blue'],
])('a wrong argument is refused: %s %s %s %s %s %s %s %s', async (...args) => {
  await expect(solar(...args.filter((arg) => arg !== undefined))).rejects.toThrow();
});

const table = sharedFile('energy/solar_reference/spa_azimuth_zenith_reference.csv');
describe.skipIf(!existsSync(table))('with the shared NREL table (skipped without it)', () => {
  test('as it stands the command gives NREL’s azimuth and zenith within 0.0003°', async () => {
    const rows = readFileSync(table, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .filter((_, i) => i % 10 === 0);
    for (const line of rows) {
      const [date, lat, lon, azimuth, zenith] = line.split(',') as [string, string, string, string, string];
      const csv = (await solar('--lat', lat, '--lon', lon, '--from', date, '--to', date, '--csv')).split('\n')[1]!;
      const found = csv.split(',').map(Number);
      expect(Math.abs(((found[1]! - Number(azimuth) + 540) % 360) - 180), line).toBeLessThan(0.0003);
      expect(Math.abs(found[3]! - Number(zenith)), line).toBeLessThan(0.0003);
    }
  });
});
