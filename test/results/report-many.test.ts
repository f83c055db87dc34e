/** A report of more than two scenarios: each has its map, its curves and its columns; of two nothing is added. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseHTML } from 'linkedom';
import { readReport } from '../../engine/io/report-data.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { renderReport } from '../../engine/results/report/page.ts';
import { smallParts } from './small-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-many-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pages = new Map<number, Document>();

beforeAll(async () => {
  const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };
  const folders: string[] = [];
  for (const [i, loadFactor] of [1, 2, 0.5, 1.5].entries()) {
    const parts = smallParts({ loadFactor, ...(i === 3 ? { strategy: 'solar-following' } : {}) });
    // The same seed and another input: a scenario of its own.
    const scenario = {
      ...parts.scenario,
      name: { nl: `Proef ${i}`, en: `Test ${i}` },
      question: { nl: `Vraag ${i}?`, en: `Question ${i}?` },
    };
    folders.push(join(folder, String(i)));
    await writeResult(join(folder, String(i)), collectResult({ ...parts, scenario }), facts);
  }
  for (const count of [2, 4]) {
    const results = await Promise.all(folders.slice(0, count).map(readResult));
    const { document } = parseHTML(renderReport(await readReport(results, 'en')));
    pages.set(count, document as unknown as Document);
  }
}, 60_000);

const texts = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map((one) => (one.textContent ?? '').replace(/\s+/g, ' ').trim());

test('four scenarios: a card, a map and the difference from the first for each, named and readable without colour', () => {
  const page = pages.get(4)!;
  expect(texts(page, '.card > p:not(.different) > [lang="en"]')).toEqual([0, 1, 2, 3].map((i) => `Question ${i}?`));
  const [amounts, changes] = [...page.querySelectorAll('.each-maps')];
  expect([...amounts!.querySelectorAll('h4 [lang="en"]')].map((one) => one.textContent)).toEqual([
    'Test 0',
    'Test 1',
    'Test 2',
    'Test 3',
  ]);
  expect(changes!.querySelectorAll('svg')).toHaveLength(3);
  for (const svg of page.querySelectorAll('.each-maps svg')) {
    const named = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => page.getElementById(id));
    expect(named.every((one) => one !== null)).toBe(true);
  }
  expect(texts(page, '.tiles .each')[0]).toMatch(/Test 0: .*Test 1: .*Test 2: .*Test 3: /);
});

test('four scenarios: curves, bars and the numbers behind them show all of them', () => {
  const page = pages.get(4)!;
  const figureOf = (title: string): Element =>
    [...page.querySelectorAll('figure')].find((one) => one.textContent?.includes(title))!;
  for (const title of ['The week of the highest demand', 'The most loaded transformer', 'How do people travel?']) {
    const heads = [...figureOf(title).querySelectorAll('details [lang="en"] thead th')].map((one) => one.textContent);
    for (const name of ['Test 0', 'Test 1', 'Test 2', 'Test 3'])
      expect(
        heads.some((head) => head?.includes(name)),
        `${title}: ${name}`,
      ).toBe(true);
  }
  const strokes = (title: string): string[] =>
    [...figureOf(title).querySelectorAll('svg g[stroke^="var(--"]')].map((one) => one.getAttribute('stroke') ?? '');
  for (const colour of ['var(--base)', 'var(--between-1)', 'var(--between-2)', 'var(--other)'])
    expect(strokes('The week of the highest demand'), colour).toContain(colour);
});

test('two scenarios: the large map shows both, and there are no small ones', () => {
  const page = pages.get(2)!;
  expect(page.querySelectorAll('.each-maps')).toHaveLength(0);
  expect(page.querySelectorAll('.card')).toHaveLength(2);
});
