/** Every figure of the report opens where it comes from: a walk over the whole page. */
import { rmSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallReport, smallReport } from '../results/small-report.ts';

let report: SmallReport;
let page: Document;
beforeAll(async () => {
  report = await smallReport();
  page = parseHTML(report.html).document;
});
afterAll(() => rmSync(report.folder, { recursive: true, force: true }));

/** What shows figures. Small drawings of a legend are not charts; the section on inputs is the provenance itself. */
const SHOWN = 'table, figure, svg, .tiles li, .gains li';
const visuals = (): Element[] =>
  [...page.querySelectorAll(SHOWN)].filter((one) => one.closest('#inputs') === null && one.closest('.legend') === null);

/** A table holds its own origins or stands with a chart or a block that does. */
const opens = (one: Element): boolean =>
  [one, one.closest('figure'), one.closest('.figures')].some(
    (block) => block?.querySelector('details.origin code') != null,
  );

test('each table, chart, map, key figure and sentence with a figure opens formula, tables, version and seed', () => {
  const all = visuals();
  expect(all.length).toBeGreaterThan(40);
  const without = all.filter((one) => !opens(one));
  expect(without.map((one) => `${one.tagName} ${(one.textContent ?? '').trim().slice(0, 90)}`)).toEqual([]);
});

test('the walk finds a table whose origins were taken away', () => {
  const { document } = parseHTML(report.html);
  for (const one of document.querySelectorAll('figure details.origin')) one.remove();
  const figures = [...document.querySelectorAll('figure')];
  expect(figures.length).toBeGreaterThan(6);
  for (const figure of figures) expect(figure.querySelector('details.origin')).toBeNull();
});

test('every origin says how, version and seed, and leads to the inputs with fingerprint and licence', () => {
  const origins = [...page.querySelectorAll('details.origin')];
  for (const one of origins) {
    const said = one.textContent ?? '';
    expect(one.querySelector('code')?.textContent?.length, said).toBeGreaterThan(2);
    expect(said).toMatch(/Rijnstroom \d+\.\d+/);
    expect(said).toMatch(/seed 11/);
    expect(one.querySelector('a')?.getAttribute('href')).toBe('#inputs');
  }
  const inputs = page.querySelector('#inputs')!.textContent ?? '';
  expect(inputs).toMatch(/[0-9a-f]{16}/);
  expect(inputs).toMatch(/CC|licen/i);
});

test('no column of a table is explained by its name alone', () => {
  const bare = [...page.querySelectorAll('.origins li')].filter((one) =>
    /^[a-zA-Z]+\.[a-zA-Z]+$/.test(one.querySelector('code')?.textContent ?? ''),
  );
  expect(bare.map((one) => one.textContent)).toEqual([]);
});

test('who pays what tells gas or heat beside electricity, for each income', () => {
  const chart = [...page.querySelectorAll('figure')].find((one) => one.textContent?.includes('Who pays what?'))!;
  const heads = [...chart.querySelectorAll('div[lang=en] thead th')].map((one) => one.textContent);
  expect(heads.filter((head) => head?.endsWith(': gas or heat'))).toHaveLength(2);
});
