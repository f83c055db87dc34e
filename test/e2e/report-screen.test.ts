/** The report screen: pages are chosen, and what is saved as PDF, HTML and PNG is what was chosen. */
import { readFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, startBrowser, temporaryFolder } from './browser.ts';
import { goTo, isBuilt, openWindow, type Served, startServe } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';

describe.skipIf(started === null || !isBuilt)(`the report screen ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const folder = temporaryFolder();
  const running: Served[] = [];
  const serveWith = async (browserPath: string): Promise<string> => {
    const served = await startServe(folder.path, [], { RIJNSTROOM_BROWSER: browserPath });
    running.push(served);
    return served.url;
  };
  let url = '';
  beforeAll(async () => {
    url = await serveWith(await chromium.executablePath());
  });
  afterAll(async () => {
    await browser.close();
    for (const served of running) served.stop();
    folder.remove();
  });
  const saved = async (page: Page, button: string): Promise<{ name: string; bytes: Buffer }> => {
    const download = page.waitForEvent('download', { timeout: 180_000 });
    await page.getByRole('button', { name: button }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  test('HTML, PDF and PNG are saved without the pages that were left out, with method, sources, version and seed', async () => {
    const page = await openWindow(browser, url);
    const complaints = complaintsOf(page);
    await goTo(page, 'report');
    await page.waitForSelector('iframe', { timeout: 120_000 });
    await page.getByLabel('Mensen op weg').uncheck();
    const html = await saved(page, 'Opslaan als HTML');
    expect(html.name).toBe('rijnstroom-baseline-2025-smart-solar-charging.html');
    const text = html.bytes.toString('utf8');
    expect(text).not.toContain('Mensen op weg</span>');
    for (const part of ['Methode en grenzen', 'Bronnen en herkomst', 'Aannames']) expect(text).toContain(part);
    const manifest = JSON.parse(
      readFileSync(new URL('../../scenarios/samples/baseline-2025/manifest.json', import.meta.url), 'utf8'),
    ) as { engineVersion: string; resultsHash: string };
    expect(text).toContain(`Rijnstroom ${manifest.engineVersion}`);
    expect(text).toContain(manifest.resultsHash.slice(0, 8));
    const whole = await saved(page, 'Opslaan als PDF');
    expect(whole.name).toMatch(/\.pdf$/);
    expect(whole.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(whole.bytes.length).toBeGreaterThan(50_000);
    const picture = await saved(page, 'Kaart als afbeelding (PNG)');
    expect(picture.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Big-endian width of the picture in its header.
    expect(picture.bytes.readUInt32BE(16)).toBe(2400);
    expect(picture.bytes.length).toBeGreaterThan(50_000);
    expect(complaints).toEqual([]);
    await page.close();
  }, 400_000);

  test('where no browser can print, the screen says so and offers the print window', async () => {
    const page = await openWindow(browser, await serveWith('/no/such/browser'));
    await goTo(page, 'report');
    await page.getByRole('button', { name: 'Afdrukken of PDF' }).waitFor({ timeout: 60_000 });
    await page.getByText('Op deze computer is geen browser gevonden').waitFor();
    await page.close();
  }, 120_000);
});
