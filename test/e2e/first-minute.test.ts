/** The first minute as a newcomer has it, by keyboard alone and with the real engine: both runs of the guided comparison, and the difference. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { complaintsOf, startBrowser } from './browser.ts';
import { isBuilt, openWindow, reachByTab, serveDuring, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';

describe.skipIf(started === null || !isBuilt)(`the first minute ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const served = serveDuring(browser);

  test('by keyboard alone the comparison is run by the real engine, another screen is read meanwhile, and the difference is seen', async () => {
    const page = await openWindow(browser, served.url);
    const complaints = complaintsOf(page);
    expect(await page.getByText('één op de honderd huishoudens').count()).toBe(1);
    await reachByTab(page, 'button', 'Reken de vergelijking door');
    await page.keyboard.press('Enter');
    await page.getByText('Stap 1 van 2: Uitgangssituatie 2025').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await reachByTab(page, 'button', 'Annuleren');
    // Away and back: the comparison goes on.
    await reachByTab(page, 'link', 'Berekenen');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Berekeningen van deze sessie' }).waitFor();
    await page.waitForSelector('table.compare .verdict', { timeout: 1_200_000 });
    expect(await page.title()).toMatch(/^Vergelijken/);
    // Charging on solar power is what this scenario is for: more of it, and the verdict says so in words.
    const row = page.locator('table.compare tbody tr', { hasText: 'Geladen met zon die anders de wijk uit ging' });
    const text = await row.first().innerText();
    expect(text).toMatch(/\+\d+/);
    expect(text).toMatch(/beter/);
    expect(await page.getByText('1 % van de huishoudens, 28 dagen').count()).toBe(2);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 1_500_000);
});
