/** Commands about public values from outside: answers, exit codes, and no stack trace for a user's mistake. Runs the built program. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { smallParts } from '../results/small-run.ts';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-values-cli-'));

beforeAll(async () => {
  await writeResult(join(place, 'a'), collectResult(smallParts()), {
    threads: 1,
    durationS: 1,
    peakMemoryBytes: 1,
    createdUtc: '2025-01-02T03:04:05Z',
  });
  const { population, ...rest } = smallParts();
  const incomeEurPerYear = new Float32Array(population.households.count).fill(Number.NaN);
  const unknown = {
    ...rest,
    population: { ...population, households: { ...population.households, incomeEurPerYear } },
  };
  await writeResult(join(place, 'no-income'), collectResult(unknown), {
    threads: 1,
    durationS: 1,
    peakMemoryBytes: 1,
    createdUtc: '2025-01-02T03:04:05Z',
  });
});

function rijnstroom(...args: string[]): {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
} {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: place });
  return { stdout, stderr, code: status };
}

test('values --json gives each figure with definition, formula and source', { timeout: 30_000 }, () => {
  const { stdout, code } = rijnstroom('values', 'a', '--json');
  expect(code).toBe(0);
  const answer = JSON.parse(stdout) as {
    values: { key: string; publicValue: string; formula: string; source: string }[];
  };
  expect(answer.values.length).toBeGreaterThan(15);
  for (const { formula, source } of answer.values) expect(formula.length * source.length).toBeGreaterThan(0);
});

test('publish writes the package; a secret that can be guessed, or one without noise, is refused before anything is written', {
  timeout: 60_000,
}, () => {
  writeFileSync(join(place, 'short.txt'), '12345\n');
  for (const args of [
    ['--epsilon', '1', '--noise-secret', 'short.txt'],
    ['--epsilon', '1', '--noise-secret', 'none.txt'],
    ['--noise-secret', 'short.txt'],
  ]) {
    const refused = rijnstroom('publish', 'a', '--out', 'noisy', ...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/16 characters|ENOENT|--epsilon/);
  }
  expect(existsSync(join(place, 'noisy'))).toBe(false);
  const done = rijnstroom('publish', 'a', '--out', 'open', '--json');
  expect(done.code).toBe(0);
  const { files } = JSON.parse(done.stdout) as { files: string[] };
  for (const file of files) expect(existsSync(join(place, 'open', file)), file).toBe(true);
  expect(readFileSync(join(place, 'open', 'catalog.jsonld'), 'utf8')).toContain('dcat:Catalog');
});

test('a target before the base year, a result that is not there and a session that was not kept end with code 2 and a sentence', {
  timeout: 60_000,
}, () => {
  writeFileSync(
    join(place, 'm.yaml'),
    'version: 1\nname: { nl: a, en: a }\nbaseYear: 2025\npaths: [{ name: { nl: a, en: a }, points: [{ year: 2025, result: a }] }]\ntargets: [{ indicator: loadMwh, year: 2024, atMost: 1, source: s }]\n',
  );
  for (const [args, words] of [
    [['monitor', 'm.yaml'], 'must not lie before the base year 2025'],
    [['values', 'nowhere'], 'nothing stands there'],
    [['explain', 'a', '--session', '3'], 'courses'],
    [['register', 'a', '--start', 'soon'], '2025-01'],
  ] as const) {
    const { stderr, code } = rijnstroom(...args);
    expect(code, args.join(' ')).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});

test('income that is not known counts in costs and not in shares of income; nothing of it is a zero', {
  timeout: 60_000,
}, () => {
  const { stdout, code } = rijnstroom('purse', 'no-income', '--json');
  expect(code).toBe(0);
  const { results } = JSON.parse(stdout) as {
    results: {
      rows: { type: string; incomeClass: string; totalEurPerMonth: number | null; costShare: number | null }[];
    }[];
  };
  const all = results[0]!.rows.find(({ type, incomeClass }) => type === 'all' && incomeClass === 'all')!;
  expect(all.totalEurPerMonth).toBeGreaterThan(0);
  expect(all.costShare).toBeNull();
  const values = JSON.parse(rijnstroom('values', 'no-income', '--json').stdout) as { values: { key: string }[] };
  expect(values.values.some(({ key }) => key === 'justiceBurdenedShare' || key === 'justicePalmaBurden')).toBe(false);
});

test('a neighbourhood of four people is in no table of a package made on the command line', { timeout: 60_000 }, () => {
  expect(rijnstroom('publish', 'a', '--out', 'four').code).toBe(0);
  const zones = readFileSync(join(place, 'four', 'data', 'neighbourhoods.csv'), 'utf8').split('\n');
  const beta = zones.find((line) => line.startsWith('B,'))!;
  expect(beta.slice(0, beta.indexOf('POLYGON')).replace(/"$/, '')).toMatch(/^B,Beta,+$/);
});

test('measurements that cannot be are thrown out, counted and told; a file of nothing else ends with code 2', {
  timeout: 60_000,
}, () => {
  const head = 'ride,time,lon,lat,pm25\n';
  const line = (minute: number, pm: string, lon = 5.001 + 0.001 * minute) =>
    `a,2025-01-02T08:0${minute}:00Z,${lon},52.09,${pm}\n`;
  writeFileSync(
    join(place, 'rides.csv'),
    head +
      line(0, '10') +
      line(1, '-4') +
      line(2, '11') +
      line(3, '12') +
      line(4, '99999') +
      line(5, 'veel') +
      line(6, '9', 500),
  );
  const { stderr, stdout, code } = rijnstroom('rides', 'a', 'rides.csv', '--json');
  expect(code).toBe(0);
  expect(stderr).toMatch(/2.*PM2\.5 outside 0–1000/);
  expect(stderr).toMatch(/no number/);
  expect(stderr).toMatch(/nowhere on earth/);
  expect((JSON.parse(stdout) as { rides: number; streets: unknown[] }).streets).toEqual([]);
  writeFileSync(join(place, 'bad.csv'), head + line(0, '-1') + line(1, '9999'));
  const bad = rijnstroom('rides', 'a', 'bad.csv');
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain('nothing usable is left');
});
