/** `rijnstroom solar` as another program reads it. */
import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { register } from '../../engine/cli/solar.ts';
import { sharedFile, sharedText } from '../energy/shared-data.ts';

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

test('two planes behind one inverter add up: east and west halves give the same morning and evening', async () => {
  const args = [...utrecht, '--from', '2025-06-21T00:00Z', '--to', '2025-06-21T23:30Z', '--step', '30min', '--csv'];
  const energy = (text: string): number =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .reduce((sum, line) => sum + Number(line.split(',')[10]), 0);
  const both = energy(await solar(...args, '--roof', '30:90:1', '--roof', '30:270:1', '--dc-ac', '0.8'));
  const east = energy(await solar(...args, '--roof', '30:90:1', '--dc-ac', '0.8'));
  const west = energy(await solar(...args, '--roof', '30:270:1', '--dc-ac', '0.8'));
  // One inverter runs better than two at low load, so the sum is not exact.
  expect(Math.abs(both / (east + west) - 1)).toBeLessThan(0.02);
});

test('sun times in Utrecht on both solstices of 2025 equal pvlib 0.16.1 sun_rise_set_transit_spa (52.09, 5.05, delta_t 0) to the second', async () => {
  for (const [date, sunrise, transit, sunset] of [
    ['2025-06-21', '03:19:04', '11:41:39', '20:04:13'],
    ['2025-12-21', '07:46:09', '11:37:58', '15:29:47'],
  ] as const) {
    const text = await solar(...utrecht, '--from', date, '--to', date, '--times', '--json');
    const [day] = (JSON.parse(text) as { rows: Record<string, string>[] }).rows;
    expect([day!['sunriseUtc'], day!['transitUtc'], day!['sunsetUtc']]).toEqual(
      [sunrise, transit, sunset].map((clock) => `${date}T${clock}Z`),
    );
  }
});

test('a high horizon takes the beam away', async () => {
  const args = [...utrecht, '--from', '2025-12-21T12:00Z', '--to', '2025-12-21T12:00Z', '--csv'];
  const poa = async (...more: string[]): Promise<number> =>
    Number((await solar(...args, ...more)).split('\n')[1]!.split(',')[7]);
  expect(await poa('--horizon', '40,40,40,40')).toBeLessThan(0.3 * (await poa()));
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
  ['--lat', '52', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02', '--roof', '30:90'],
  ['--lat', '52', '--lon', '5', '--from', '2025-01-01', '--to', '2025-01-02', '--horizon', '95'],
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

const deBilt = sharedFile('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz');
describe.skipIf(!existsSync(deBilt))('with the shared De Bilt weather of 2019 (skipped without it)', () => {
  test('a south roof yields its year (1,097 kWh/m² on the flat, performance 0.78–0.86), and the lying time zone is told', async () => {
    const told: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      told.push(String(chunk));
      return true;
    });
    const args = ['--lat', '52.1', '--lon', '5.18', '--from', '2019-01-01T00:30Z', '--to', '2019-12-31T23:30Z'];
    const rows = (await solar(...args, '--weather', deBilt, '--tilt', '37', '--losses', '0.1', '--csv'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const total = (column: number): number => rows.reduce((sum, row) => sum + row[column]!, 0);
    expect(rows.length).toBe(8760);
    // The file's hours sum to 1,097; the sun at half past each hour gives their light within half a percent.
    expect(Math.abs(total(4) / 1_097_000 - 1)).toBeLessThan(0.005);
    const performance = total(10) / (total(7) / 1000);
    expect(performance).toBeGreaterThan(0.78);
    expect(performance).toBeLessThan(0.86);
    expect(told.join('')).toMatch(/time zone/);
  });

  test('a forecast stands in a column of its own and errs: yesterday more than the hour before', async () => {
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const errors: number[] = [];
    for (const model of ['persistence', 'noisy', 'smart-persistence']) {
      vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
      const text = await solar(
        ...['--lat', '52.1', '--lon', '5.18', '--from', '2019-05-01T00:00Z', '--to', '2019-08-31T23:00Z'],
        ...['--weather', deBilt, '--forecast', model, '--csv'],
      );
      const [header, ...lines] = text.trim().split('\n');
      expect(header).toBe(`${HEADER},forecastAcKw`);
      const rows = lines.map((line) => line.split(',').map(Number));
      errors.push(Math.sqrt(rows.reduce((sum, row) => sum + (row[11]! - row[10]!) ** 2, 0) / rows.length));
    }
    expect(errors[0]).toBeGreaterThan(errors[2]!);
    expect(errors[0]).toBeGreaterThan(0.1);
    expect(Math.min(...errors)).toBeGreaterThan(0.02);
  });

  test('light at an instant is that of its hour, lifted or lowered with the sun', async () => {
    const from = ['--lat', '52.1', '--lon', '5.18', '--from', '2019-06-21T10:00Z', '--to', '2019-06-21T10:55Z'];
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const text = await solar(...from, '--step', '5min', '--weather', deBilt, '--csv');
    const ghi = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[4]));
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const hour = sharedText('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz').split('\n')[8 + 171 * 24 + 10]!.split(',');
    expect(hour.slice(1, 4)).toEqual(['6', '21', '11']);
    expect(Math.abs(ghi.reduce((a, b) => a + b, 0) / 12 / Number(hour[13]) - 1)).toBeLessThan(0.01);
  });
});
