import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Library } from '../../desktop/server/engine/library.ts';

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

test('a damaged result is listed with its problem, 500 results are listed', async () => {
  const library = new Library(folder, null);
  for (let i = 0; i < 500; i++) {
    mkdirSync(join(folder, 'results', `broken-${i}`));
    writeFileSync(join(folder, 'results', `broken-${i}`, 'manifest.json'), '{');
  }
  const results = await library.listResults();
  expect(results).toHaveLength(500);
  expect(results[0]!.problems.length).toBeGreaterThan(0);
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
