/** Every figure of the report opens where it comes from: a walk over the whole page. */
import { rmSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEATINGS } from '../../engine/demand/household-heat.ts';
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
const visualsOf = (of: Document): Element[] =>
  [...of.querySelectorAll(SHOWN)].filter((one) => one.closest('#inputs') === null && one.closest('.legend') === null);

/** A table holds its own origins or stands with a chart or a block that does. */
const opens = (one: Element): boolean =>
  [one, one.closest('figure'), one.closest('.figures')].some(
    (block) => block?.querySelector('details.origin code') != null,
  );

test('each table, chart, map, key figure and sentence with a figure opens formula, tables, version and seed', () => {
  const all = visualsOf(page);
  expect(all.length).toBeGreaterThan(40);
  const without = all.filter((one) => !opens(one));
  expect(without.map((one) => `${one.tagName} ${(one.textContent ?? '').trim().slice(0, 90)}`)).toEqual([]);
});

test('the walk finds what lost its origins: a table alone, and a chart with all that is in it', () => {
  const { document } = parseHTML(report.html);
  const block = [...document.querySelectorAll('.figures')].find((one) => one.querySelector('table') !== null)!;
  block.querySelector('details.origins')!.remove();
  document.querySelector('figure details.origins')!.remove();
  const found = visualsOf(document).filter((one) => !opens(one));
  expect(found.filter((one) => one.tagName === 'TABLE').length).toBeGreaterThanOrEqual(2);
  expect(found.some((one) => one.tagName === 'FIGURE')).toBe(true);
});

test('every origin says how, version and seed, and leads to the inputs with fingerprint and licence', () => {
  const origins = [...page.querySelectorAll('details.origin')];
  for (const one of origins) {
    const said = one.textContent ?? '';
    expect(one.querySelector('code')?.textContent?.length, said).toBeGreaterThan(2);
    expect(said).toMatch(/Rijnstroom \d+\.\d+/);
    expect(said).toMatch(/seed \d/);
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

test('who pays what tells gas or heat beside electricity, for each income: 20 GJ at the prices of the levers, a twelfth of the year', async () => {
  let eur = 0;
  const warm = await smallReport((parts) => {
    const { count } = parts.population.households;
    const { districtHeatFixedEurPerYear, districtHeatEurPerGj } = parts.scenario.tariff;
    eur = (districtHeatFixedEurPerYear + 20 * districtHeatEurPerGj) / 12;
    const households = {
      ...parts.population.households,
      heating: new Uint8Array(count).fill(HEATINGS.indexOf('district heat')),
      gasM3PerYear: new Float32Array(count),
      heatGjPerYear: new Float32Array(count).fill(20),
    };
    return { ...parts, population: { ...parts.population, households } };
  });
  rmSync(warm.folder, { recursive: true, force: true });
  const { document } = parseHTML(warm.html);
  const chart = [...document.querySelectorAll('figure')].find((one) => one.textContent?.includes('Who pays what?'))!;
  const table = chart.querySelector('details:not(.origin) div[lang=en] table')!;
  const heads = [...table.querySelectorAll('thead th')].map((one) => one.textContent ?? '');
  const at = heads.flatMap((head, i) => (head.endsWith(': gas or heat') ? [i] : []));
  expect(at).toHaveLength(2);
  const shown = [...table.querySelectorAll('tbody tr')].map((row) => row.children[at[0]!]!.textContent);
  expect(shown).toContain(String(Math.round(eur)));
});
