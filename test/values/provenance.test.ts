/** Each figure opens where it comes from: formula, tables, version, seed, and inputs with fingerprint and licence. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { collectResult } from '../../engine/results/collect.ts';
import { hasOrigin, originOf } from '../../engine/results/provenance.ts';
import { VALUE_DEFINITIONS } from '../../engine/values/figures.ts';
import { smallReport } from '../results/small-report.ts';
import { smallParts } from '../results/small-run.ts';

const { html } = await smallReport();

test('every indicator of the hand-made run and of the built-in baseline has a formula of its own and tables that exist', () => {
  const result = collectResult(smallParts());
  const read = (file: string): unknown =>
    JSON.parse(
      readFileSync(fileURLToPath(new URL(`../../scenarios/samples/baseline-2025/${file}`, import.meta.url)), 'utf8'),
    );
  const sample = read('summary.json') as { indicators: Record<string, { theme: string }> };
  const schema = read('schema.json') as { tables?: object };
  const known = new Set([
    ...result.tables.map(({ name }) => name),
    ...Object.keys(schema.tables ?? schema),
    'courses',
    'access',
  ]);
  const all = { ...sample.indicators, ...result.indicators };
  const OTHERS = ['travel', 'energy', 'charging', 'grid', 'money', 'climate'];
  for (const [key, { theme }] of Object.entries(all)) {
    if (!OTHERS.includes(theme)) continue;
    expect(originOf(key, theme).formula.length, key).toBeGreaterThan(0);
    for (const table of originOf(key, theme).tables) expect(known.has(table), `${key}: ${table}`).toBe(true);
  }
  expect(Object.keys(sample.indicators).filter((key) => !hasOrigin(key))).toEqual([]);
});

test('in the report every figure of the tables opens: as many origins as indicators and values', () => {
  const rows = Object.keys(collectResult(smallParts()).indicators).length;
  const opened = html.match(/<details class="origin">/g)?.length ?? 0;
  expect(opened).toBeGreaterThanOrEqual(rows);
  expect(html).toContain('id="inputs"');
  const { sources } = collectResult(smallParts());
  for (const { sha256, licence } of sources) {
    expect(html).toContain(sha256.slice(0, 16));
    expect(html).toContain(licence);
  }
});

test('the report has a values section and a household purse in Dutch and English', () => {
  for (const words of [
    'Publieke waarden',
    'Public values',
    'Rechtvaardigheid',
    'Justice',
    'Huishoudboekje',
    'Household purse',
    'Hoger is beter.',
    'Lower is better.',
  ])
    expect(html).toContain(words);
  const shown = VALUE_DEFINITIONS.filter(({ label }) => html.includes(label.nl));
  expect(shown.length).toBeGreaterThan(20);
});
