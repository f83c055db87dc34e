/** What goes outside from the application: the monitor with traffic lights and CSV, and the register record with DPIA and IAMA. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { smallParts } from '../results/small-run.ts';
import { complaintsOf, startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, serveDuring, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';

describe.skipIf(started === null || !isBuilt)(`what goes outside ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const served = serveDuring(browser, async (folder) => {
    // Two whole results, small enough to follow by hand: what the samples lack.
    for (const [id, strategy] of [
      ['hand-made', 'uncontrolled'],
      ['hand-made-sun', 'solar-following'],
    ] as const)
      await writeResult(join(folder, 'results', id), collectResult(smallParts({ strategy })), {
        threads: 1,
        durationS: 1,
        peakMemoryBytes: 1,
        createdUtc: '2025-01-02T03:04:05Z',
      });
  });
  const saved = async (page: Page, button: string): Promise<Buffer> => {
    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: button }).click();
    return readFileSync(await (await download).path());
  };

  /** Chooses results by their ids, the first as base. */
  const choose = async (page: Page, ids: readonly string[]): Promise<void> => {
    for (const [slot, id] of ids.entries()) await page.locator('.choose select').nth(slot).selectOption(id);
    if (ids.length === 1) await page.locator('.choose select').nth(1).selectOption('');
  };

  test('targets give a table of years with traffic lights, and the same as CSV', async () => {
    const page = await openWindow(browser, served.url);
    const complaints = complaintsOf(page);
    await goTo(page, 'values');
    await page.locator('input[aria-label^="waarde:"]').first().fill('1');
    await page.getByRole('button', { name: 'Maak de monitor' }).click();
    await page.locator('td.light-red').first().waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);
    const csv = (await saved(page, 'Opslaan als CSV')).toString('utf8').trim().split('\n');
    expect(csv[0]).toContain('year,value,kind,target,light');
    // Two indicators, fifteen years each.
    expect(csv).toHaveLength(1 + 2 * 15);
    expect(csv.filter((line) => line.includes('simulated'))).toHaveLength(4);
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  test('a register record with starting points for DPIA and IAMA is saved, and a sample is not published as open data', async () => {
    const page = await openWindow(browser, served.url, 'nl', 'dark');
    await goTo(page, 'report');
    await page.getByText('Publiceren en verantwoorden').click();
    await page.getByLabel('Organisatie', { exact: true }).fill('Gemeente Voorbeeld');
    const files = unzipSync(new Uint8Array(await saved(page, 'Registerrecord, DPIA en IAMA opslaan (ZIP)')));
    expect(Object.keys(files).sort()).toEqual([
      'algoritmeregister-charging.json',
      'dpia-beginpunt.md',
      'iama-beginpunt.md',
    ]);
    expect(Buffer.from(files['algoritmeregister-charging.json']!).toString('utf8')).toContain('Gemeente Voorbeeld');
    await page.getByText('Een voorbeeld is uitgedund').waitFor();
    expect(await page.getByRole('button', { name: 'Open data opslaan (ZIP)' }).isDisabled()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 120_000);

  test('a whole result is published as open data: a ZIP with tables, GeoPackage and catalogue entry, in which nothing is about few people', async () => {
    const page = await openWindow(browser, served.url, 'en');
    const complaints = complaintsOf(page);
    await goTo(page, 'report');
    await choose(page, ['hand-made']);
    await page.getByText('Publish and account for').click();
    const button = page.getByRole('button', { name: 'Save open data (ZIP)' });
    expect(await button.isDisabled()).toBe(true);
    for (const [label, text] of [
      ['Organisation', 'Gemeente Proef'],
      ['Contact (mail or address)', 'data@example.org'],
      ['Web address of the organisation', 'https://example.org/publisher'],
      ['Web address where the data will stand', 'https://example.org/open/'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text);
    const files = unzipSync(new Uint8Array(await saved(page, 'Save open data (ZIP)')));
    const names = Object.keys(files).map((name) => name.replace(/^[^/]+\/(?=data\/|catalog|README|dictionary)/, ''));
    for (const name of [
      'catalog.jsonld',
      'README.md',
      'dictionary.csv',
      'data/rijnstroom.gpkg',
      'data/travellers.csv',
      'data/accounts.parquet',
      'data/neighbourhoods.geojson',
    ])
      expect(names, name).toContain(name);
    expect(names.some((name) => /persons|trips\.|sessions|vehicles/.test(name))).toBe(false);
    const text = (name: string): string =>
      Buffer.from(Object.entries(files).find(([path]) => path.endsWith(name))![1]).toString('utf8');
    expect(text('catalog.jsonld')).toContain('Gemeente Proef');
    expect(text('data/neighbourhoods.csv').split('\n')[2]).toMatch(/^B,Beta,,,/);
    await page.getByText(/tables; \d+ small cells left out/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 180_000);

  test('the values of two results: difference and verdict in words, the purse with its parts, and every figure opens its origin', async () => {
    const page = await openWindow(browser, served.url, 'nl');
    await goTo(page, 'values');
    await choose(page, ['hand-made', 'hand-made-sun']);
    await page.getByRole('heading', { name: 'Huishoudboekje' }).waitFor({ timeout: 60_000 });
    await page.getByText('Waaruit het bestaat').click();
    const without = await page.evaluate(() =>
      [...document.querySelectorAll('table.compare')].flatMap((table) => {
        const heads = [...table.querySelectorAll('thead th')];
        const byColumn = heads.some((head) => head.querySelector('details.origin') !== null);
        return [...table.querySelectorAll('tbody tr')]
          .filter((row) => !byColumn && row.querySelector('details.origin') === null)
          .map((row) => row.textContent ?? '');
      }),
    );
    expect(without).toEqual([]);
    expect(await page.locator('table.compare details.origin').count()).toBeGreaterThan(30);
    const heat = page.locator('th details.origin', { hasText: 'gas of warmte' });
    await heat.locator('summary').first().click();
    await heat.getByText('districtHeatEurPerGj').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 180_000);
});
