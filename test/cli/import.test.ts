/** `import` and `fetch` from outside: arguments, standard output, standard error, exit code. Runs the built program. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-import-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function rijnstroom(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: place });
  return { stdout, stderr, code: status };
}

const hours = Array.from({ length: 24 }, (_, h) => `2025-01-01T${String(h).padStart(2, '0')}:00:00Z,0.1`);
writeFileSync(join(place, 'prices.csv'), `timeUtc,priceEurPerKwh\n${hours.join('\n')}\n`);
writeFileSync(join(place, 'map.osm.pbf'), 'no map');

test('import tells what it read and kept, what is still missing, and leaves a folder with sources', () => {
  const { stdout, stderr, code } = rijnstroom('import', 'prices', 'prices.csv', '--to', 'town', '--licence', 'CC0-1.0');
  expect(code).toBe(0);
  expect(stdout).toMatch(/prices\.csv {2}\[day-ahead prices\]\n {2}read {6}24 rows\n {2}kept {6}24 prices\n/);
  expect(stderr).toBe('still to import before a scenario can use it: zones, osm, gtfs, weather\n');
  expect(readFileSync(join(place, 'town', 'district.yaml'), 'utf8')).toMatch(/licence: CC0-1.0/);
});

test('import --json answers with folder, reports and what is missing, on standard output alone', () => {
  const { stdout, code } = rijnstroom('import', 'prices', 'prices.csv', '--to', 'town', '--json');
  const answer = JSON.parse(stdout) as { folder: string; reports: Array<{ read: object }>; missing: string[] };
  expect([code, answer.reports[0]!.read, answer.missing]).toEqual([
    0,
    { rows: 24 },
    ['zones', 'osm', 'gtfs', 'weather'],
  ]);
});

test.each([
  ['a file that is no map', ['import', 'osm', 'map.osm.pbf', '--to', 'x'], /blob header|OSMHeader|truncated/],
  ['a file that does not exist', ['import', 'weather', 'none.epw', '--to', 'x'], /must exist/],
  ['an unknown kind', ['import', 'moon', 'prices.csv', '--to', 'x'], /Allowed choices/],
  ['no target', ['import', 'prices', 'prices.csv'], /--to/],
  [
    'an area that is none',
    ['import', 'osm', 'map.osm.pbf', '--to', 'x', '--bbox', '5,52,4,53'],
    /west,south,east,north/,
  ],
  [
    'two files for a kind that takes one',
    ['import', 'prices', 'prices.csv', 'prices.csv', '--to', 'x'],
    /one file at a time/,
  ],
  ['an unknown district', ['fetch', 'atlantis'], /must be a built-in district/],
  ['an unknown source', ['fetch', 'leidsche-rijn', '--only', 'moon'], /must name sources/],
])('%s: exit code 2, a sentence, no stack trace, nothing written', (_name, args, message) => {
  const { stderr, code } = rijnstroom(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/at .*\.js:\d+/);
  expect(existsSync(join(place, 'x'))).toBe(false);
});

test('fetch --offline without a copy in the cache: exit code 1 and a clear word', () => {
  const { stderr, code } = rijnstroom(
    'fetch',
    'leidsche-rijn',
    '--only',
    'prices',
    '--offline',
    '--cache',
    'cache',
    '--to',
    'y',
  );
  expect([code, existsSync(join(place, 'y'))]).toEqual([1, false]);
  expect(stderr).toMatch(/not in the cache/);
});
