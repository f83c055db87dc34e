import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ruleText } from '../../desktop/shared/rule-text.ts';
import { callHandlers } from '../../desktop/server/engine/calls.ts';
import { failureOf } from '../../desktop/server/engine/failure-words.ts';
import { Library } from '../../desktop/server/engine/library.ts';
import { Runs } from '../../desktop/server/engine/runs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rijnstroom-library-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PATCH = 'extends: baseline-2025\nname: { nl: Proef, en: Trial }\ncharging: { v2gShare: 0.2 }\n';

test('built-in scenarios are listed, readable, and cannot be overwritten', () => {
  const library = new Library(folder, null);
  const baseline = library.listScenarios().find((entry) => entry.id === 'baseline-2025')!;
  expect(baseline.builtIn).toBe(true);
  expect(baseline.problems).toEqual([]);
  expect(() => library.save('baseline-2025', PATCH)).toThrow(/cannot be changed/);
});

test('a saved scenario resolves on its base, keeps its versions and can be restored', async () => {
  const library = new Library(folder, null);
  library.save('trial', PATCH);
  expect(library.resolve(library.scenarioText('trial').text).charging.v2gShare).toBe(0.2);
  await new Promise((resolve) => setTimeout(resolve, 15));
  library.save('trial', PATCH.replace('0.2', '0.4'));
  const [version] = library.versions('trial');
  expect(version).toBeDefined();
  library.restore('trial', version!.versionUtc);
  expect(library.resolve(library.scenarioText('trial').text).charging.v2gShare).toBe(0.2);
  expect(library.versions('trial').length).toBeGreaterThanOrEqual(1);
});

test('a scenario with mistakes stays in the list with its problems', () => {
  const library = new Library(folder, null);
  writeFileSync(join(folder, 'scenarios', 'bad.yaml'), 'extends: baseline-2025\ncharging: { chargerKw: -1 }\n');
  const bad = library.listScenarios().find((entry) => entry.id === 'bad')!;
  expect(bad.problems.map((problem) => problem.key)).toEqual(['charging.chargerKw']);
});

test('names that lead out of the library are refused', () => {
  const library = new Library(folder, null);
  for (const id of ['../x', 'a/b', '', '.hidden', 'a\\b', 'x'.repeat(200)])
    expect(() => library.save(id, PATCH)).toThrow(/must be letters/);
  expect(() => library.restore('trial', '../../etc/passwd')).toThrow();
});

test('a damaged result is listed with its problem, 500 results are listed, a file beside them is none', async () => {
  const library = new Library(folder, null);
  writeFileSync(join(folder, 'results', 'catalogue.duckdb'), 'no result');
  for (let i = 0; i < 500; i++) {
    mkdirSync(join(folder, 'results', `broken-${i}`));
    writeFileSync(join(folder, 'results', `broken-${i}`, 'manifest.json'), '{');
  }
  const results = await library.listResults();
  expect(results).toHaveLength(500);
  expect(results[0]!.problems.length).toBeGreaterThan(0);
});

test('each way in which a result can be damaged is told in both languages with what to do, and the others stay', async () => {
  const sample = fileURLToPath(new URL('../../scenarios/samples/baseline-2025', import.meta.url));
  const own = mkdtempSync(join(tmpdir(), 'rijnstroom-damaged-'));
  const library = new Library(own, null);
  const change = (file: string, key: string, value: unknown): void =>
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), [key]: value }));
  const DAMAGES: Readonly<Record<string, (place: string) => void>> = {
    'no-manifest': (place) => rmSync(join(place, 'manifest.json')),
    'cut-manifest': (place) => truncateSync(join(place, 'manifest.json'), 300),
    'empty-manifest': (place) => truncateSync(join(place, 'manifest.json'), 0),
    'null-manifest': (place) => writeFileSync(join(place, 'manifest.json'), 'null'),
    'cut-summary': (place) => truncateSync(join(place, 'summary.json'), 4000),
    'no-scenario': (place) => rmSync(join(place, 'scenario.json')),
    'no-schema': (place) => rmSync(join(place, 'schema.json')),
    'no-table': (place) => rmSync(join(place, 'links.parquet')),
    'cut-table': (place) => truncateSync(join(place, 'links.parquet'), 5000),
    newer: (place) => change(join(place, 'manifest.json'), 'format', 99),
  };
  for (const [id, damage] of Object.entries(DAMAGES)) {
    cpSync(sample, join(own, 'results', id), { recursive: true });
    damage(join(own, 'results', id));
  }
  cpSync(sample, join(own, 'results', 'whole'), { recursive: true });
  const results = await library.listResults();
  expect(results.filter(({ problems }) => problems.length === 0).map(({ id }) => id)).toEqual(['whole']);
  for (const { id, problems } of results.filter((entry) => entry.problems.length > 0)) {
    expect(ruleText(problems[0]!.rule, 'nl'), id).toMatch(/reken het scenario opnieuw door|werk Rijnstroom bij/);
    expect(ruleText(problems[0]!.rule, 'en'), id).toMatch(/run the scenario again|update Rijnstroom/);
  }
  rmSync(own, { recursive: true });
});

test('a table whose bytes were changed in place is told as damaged, not as a mistake of the program', async () => {
  const sample = fileURLToPath(new URL('../../scenarios/samples/baseline-2025', import.meta.url));
  const own = mkdtempSync(join(tmpdir(), 'rijnstroom-damaged-'));
  const library = new Library(own, null);
  cpSync(sample, join(own, 'results', 'bent'), { recursive: true });
  const table = join(own, 'results', 'bent', 'links.parquet');
  const whole = readFileSync(table);
  const handlers = callHandlers(library, new Runs(library, () => {}), () => {}, 'browser');
  for (const from of [8, whole.length - 3000]) {
    const bent = Buffer.from(whole);
    for (let i = from; i < Math.min(from + 60_000, whole.length); i++) bent[i] = (bent[i]! * 7 + 13) & 255;
    writeFileSync(table, bent);
    const failure = await Promise.resolve(handlers.readTable({ id: 'bent', table: 'links' })).then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    const told = JSON.stringify(failure);
    expect(failure?.kind, told).not.toBe('bug');
    expect(`${failure?.message.nl} ${ruleText(failure?.problems[0]?.rule ?? '', 'nl')}`, told).toContain('beschadigd');
  }
  rmSync(own, { recursive: true });
});

test('tags and notes are kept', async () => {
  const library = new Library(folder, null);
  library.save('trial', PATCH);
  library.annotate('scenario', 'trial', ['raad'], 'voor dinsdag');
  const again = new Library(folder, null);
  expect(again.listScenarios().find((entry) => entry.id === 'trial')).toMatchObject({
    tags: ['raad'],
    note: 'voor dinsdag',
  });
});
