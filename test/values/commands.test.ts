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

test('publish writes the package; noise without its secret is refused before anything is written', {
  timeout: 60_000,
}, () => {
  const refused = rijnstroom('publish', 'a', '--out', 'noisy', '--epsilon', '1');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--noise-seed');
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
