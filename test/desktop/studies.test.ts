/** Studies that the application opens: the differences are those of the engine's own summary, and what is no study is refused in words. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Studies } from '../../desktop/server/engine/studies.ts';
import { studyFiles } from './study-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rijnstroom-studies-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a study of five pairs shows its paired difference with Student’s interval, worked out by hand', () => {
  const studies = new Studies(folder);
  // Differences −1, −2, −3, −4, −5: mean −3, s = √2.5, t(0.975; 4) = 2.776, half = 2.776 · 1.5811 / √5 = 1.963.
  const { id } = studies.take('zon', studyFiles([10, 20, 30, 40, 50], [9, 18, 27, 36, 45]));
  const [row] = studies.read(id).rows;
  expect(row).toMatchObject({ key: 'peakDistrictKw', replications: 5, values: [30, 27], lowerIs: 'better' });
  expect(row!.difference).toBeCloseTo(-3, 12);
  expect(row!.lower).toBeCloseTo(-4.963, 3);
  expect(row!.upper).toBeCloseTo(-1.037, 3);
  expect(row!.base.nl).toBe('Uitgangssituatie 2025');
  expect(studies.report(id, 'nl').html).toContain('zon');
  expect(studies.list()).toEqual([{ id: 'zon', name: 'zon', runs: 10, problems: [] }]);
});

test('the same study brought in again replaces itself, another of the same name stands beside it', () => {
  const studies = new Studies(folder);
  const files = studyFiles([1, 2], [2, 3]);
  studies.take('zon', files);
  expect(studies.take('zon', files).id).toBe('zon');
  expect(studies.take('zon', { ...files, header: files.header.replace('hash-a', 'hash-b') }).id).toBe('zon-2');
});

test('what is no study, is of another version, or is damaged is refused, and nothing is left behind', () => {
  const studies = new Studies(folder);
  const files = studyFiles([1, 2], [2, 3]);
  expect(() => studies.take('x', { ...files, header: 'garbage' })).toThrow(/JSON/);
  expect(() => studies.take('x', { ...files, header: files.header.replace('"format":2', '"format":99') })).toThrow();
  expect(() => studies.take('x', { ...files, journal: '' })).toThrow(/no finished run/);
  expect(studies.list()).toEqual([]);
  mkdirSync(join(folder, 'studies', 'bad'), { recursive: true });
  writeFileSync(join(folder, 'studies', 'bad', 'study.json'), '{');
  writeFileSync(join(folder, 'studies', 'bad', 'runs.jsonl'), '');
  expect(studies.list()[0]!.problems.length).toBe(1);
  expect(() => studies.read('../x')).toThrow(/not a study/);
  expect(readFileSync(join(folder, 'studies', 'bad', 'study.json'), 'utf8')).toBe('{');
});
