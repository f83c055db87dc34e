/** A study in the window: made in the form, its plan told, run by the real engine, stopped and gone on with, and its differences read. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, serveDuring, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';
/** The least that can be run: real runs all the same. */
const TINY = `version: 1
name: klein
scenarios: [baseline-2025, smart-solar-charging]
set: [travel.sampleShare=0.002, travel.traffic=none, period.start=2025-06-02, period.days=2, period.stepMinutes=60]
`;

describe.skipIf(started === null || !isBuilt)(`a study in the window ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const served = serveDuring(browser);

  test('the form multiplies scenarios, values of a setting and replications, and tells what is wrong before anything runs', async () => {
    const page = await openWindow(browser, served.url);
    await goTo(page, 'run');
    await page.getByText('Een studie: verschil met onzekerheid').click();
    await page.getByText('2 scenario’s × 5 herhalingen = 10 berekeningen').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Instelling laten variëren' }).click();
    await page.getByLabel('Waarden').fill('0; 0,3; 0,6');
    await page.getByText('2 scenario’s × 3 combinaties × 5 herhalingen = 30 berekeningen').waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Waarden').fill('7');
    await page.getByText('Dit klopt nog niet:').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: 'Start de studie' }).isDisabled()).toBe(true);
    await page.close();
  }, 200_000);

  test('runs of a study are counted, a stopped study goes on where it was, and Compare shows its paired differences', async () => {
    const page = await openWindow(browser, served.url);
    await goTo(page, 'run');
    await page.getByText('Een studie: verschil met onzekerheid').click();
    await page.getByText('Tekst van de studie (YAML)').click();
    await page.locator('textarea').fill(`${TINY}replications: 40\n`);
    await page.getByText('= 80 berekeningen').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Start de studie' }).click();
    await page.getByText(/[1-9]\d* van 80 berekeningen klaar/).waitFor({ timeout: 300_000 });
    await page.getByRole('button', { name: 'Annuleren' }).click();
    await page.getByText('klein: Gestopt.').waitFor({ timeout: 60_000 });
    const journal = join(served.folder, 'studies', 'klein', 'runs.jsonl');
    expect(existsSync(journal)).toBe(true);
    const kept = readFileSync(journal, 'utf8').trim().split('\n').length;
    expect(kept).toBeGreaterThan(0);
    // The same study again begins with what is done.
    await page.getByRole('button', { name: 'Start de studie' }).click();
    await expect
      .poll(
        async () =>
          Math.max(
            0,
            ...(await page.locator('section.card p.soft', { hasText: 'van 80 berekeningen' }).allInnerTexts()).map(
              (text) => Number(/(\d+) van 80/.exec(text)?.[1] ?? 0),
            ),
          ),
        { timeout: 300_000 },
      )
      .toBeGreaterThan(kept);
    await page.getByRole('button', { name: 'Annuleren' }).click();
    await page.locator('textarea').fill(`${TINY.replace('klein', 'heel-klein')}replications: 2\n`);
    await page.getByText('= 4 berekeningen').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Start de studie' }).click();
    await page.getByRole('button', { name: 'Bekijk de verschillen' }).click({ timeout: 300_000 });
    await page.waitForSelector('table.compare .verdict', { timeout: 60_000 });
    await page.getByText('Slim laden op zonnestroom ten opzichte van Uitgangssituatie 2025').waitFor();
    // Every difference opens how it is computed and what the study was made with.
    const differences = page.locator('table.compare tbody tr');
    expect(await differences.locator('details.origin').count()).toBe(await differences.count());
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 700_000);
});
