/** What goes outside from the application: the monitor with traffic lights and CSV, and the register record with DPIA and IAMA. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, startBrowser, temporaryFolder } from './browser.ts';
import { goTo, isBuilt, openWindow, type Served, startServe, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';

describe.skipIf(started === null || !isBuilt)(`what goes outside ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const folder = temporaryFolder();
  let served: Served;
  beforeAll(async () => {
    served = await startServe(folder.path);
  });
  afterAll(async () => {
    await browser.close();
    served?.stop();
    folder.remove();
  });
  const saved = async (page: Page, button: string): Promise<Buffer> => {
    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: button }).click();
    return readFileSync(await (await download).path());
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
});
