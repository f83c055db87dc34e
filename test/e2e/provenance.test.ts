/** Every table, chart and map of the application opens where its figures come from: a walk over each screen with everything unfolded. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { withHarbour } from '../results/small-harbour.ts';
import { smallParts } from '../results/small-run.ts';
import { startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, serveDuring, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';

/** Opens what is folded until nothing new comes, and waits for what is still read. */
async function unfold(page: Page): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await page.evaluate(() => {
      for (const part of document.querySelectorAll<HTMLDetailsElement>('main details:not(.origin, .publish)'))
        part.open = true;
      for (const heading of document.querySelectorAll('main h2')) heading.scrollIntoView();
    });
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('main [role=status]')].every(
          (one) => !/^(Bezig|Laden|Loading|Busy|Lezen|Reading)/.test(one.textContent ?? ''),
        ),
      undefined,
      { timeout: 60_000 },
    );
    await page.waitForTimeout(150);
  }
}

/** What shows figures but has no origin between itself and the part of the page that has a heading of its own.
 *  Forms (class rows) hold what somebody types. */
const without = (page: Page): Promise<{ seen: number; bare: string[] }> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('main :is(table:not(.rows), svg[role=img], canvas)')].filter(
      (one) => one.closest('.legend') === null,
    );
    const opens = (one: Element): boolean => {
      for (let part: Element | null = one; part !== null && part.tagName !== 'MAIN'; part = part.parentElement) {
        if (part.querySelector('details.origin') !== null) return true;
        if (part.tagName === 'SECTION' && part.querySelector(':scope > h2, :scope > h3, :scope > div > h2') !== null)
          return false;
      }
      return false;
    };
    const bare = shown
      .filter((one) => !opens(one))
      .map((one) => `${one.tagName} ${one.getAttribute('aria-label') ?? (one.textContent ?? '').trim().slice(0, 80)}`);
    return { seen: shown.length, bare };
  });

describe.skipIf(started === null || !isBuilt)(`provenance ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const served = serveDuring(browser, async (folder) => {
    for (const [id, strategy] of [
      ['hand-made', 'uncontrolled'],
      ['hand-made-sun', 'solar-following'],
    ] as const)
      await writeResult(join(folder, 'results', id), collectResult(withHarbour(smallParts({ strategy }))), {
        threads: 1,
        durationS: 1,
        peakMemoryBytes: 1,
        createdUtc: '2025-01-02T03:04:05Z',
      });
  });
  const choose = async (page: Page): Promise<void> => {
    for (const [slot, id] of ['hand-made', 'hand-made-sun'].entries())
      await page.locator('.choose select').nth(slot).selectOption(id, { timeout: 60_000 });
  };

  test.each([
    ['compare', 5],
    ['map', 2],
    ['energy', 10],
    ['who', 10],
    ['values', 9],
  ] as const)(
    'screen %s: nothing with figures is without the way to its formula, inputs, version and seed',
    async (screen, least) => {
      const page = await openWindow(browser, served.url, screen === 'who' ? 'en' : 'nl');
      await goTo(page, screen);
      await choose(page);
      await unfold(page);
      const { seen, bare } = await without(page);
      expect(bare).toEqual([]);
      expect(seen).toBeGreaterThanOrEqual(least);
      await page.close();
    },
    180_000,
  );

  test('the harbour: berths with shore power, stays and needs, few ships not shown; the next week by a button', async () => {
    const page = await openWindow(browser, served.url, 'en');
    await goTo(page, 'energy');
    await choose(page);
    const berths = page.getByRole('table', { name: 'Berths' }).first();
    await berths.waitFor({ timeout: 60_000 });
    const row = await berths.getByRole('row', { name: /Kade/ }).innerText();
    expect(row.split('\t').slice(0, 4)).toEqual(['Kade <1>', '8', '12', '3']);
    expect(await berths.getByRole('row', { name: /Steiger/ }).innerText()).toMatch(/^Steiger\t20(\t–)+\t/);
    expect(await page.getByRole('img', { name: 'Who lies where (UTC)' }).first().locator('rect').count()).toBe(14);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 180_000);

  test('measured rides are chosen, what cannot be is counted, and street by street they stand beside the model', async () => {
    const page = await openWindow(browser, served.url, 'nl');
    await goTo(page, 'values');
    await choose(page);
    const lines = Array.from({ length: 11 }, (_, r) =>
      [0, 1, 2, 3].map(
        (i) =>
          `3567${r};2025-01-02T08:0${i}:00;52.09005;${5.001 + 0.002 * i};${i === 2 && r === 3 ? -7 : 10.5 + r};0;1;2`,
      ),
    ).flat();
    const head = 'entity_id;recording_timestamp;latitude;longitude;pm2_5;error_code;trip_sequence;version_major';
    const section = page.locator('section', { hasText: 'Gemeten ritten (snuffelfiets)' }).last();
    await section.locator('input[type=file]').setInputFiles({
      name: 'snuffelfiets.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${[head, ...lines].join('\n')}\n`),
    });
    await section
      .getByText('44 punten gelezen, 43 bruikbaar, in 11 ritten. Van 11 fietsen.')
      .waitFor({ timeout: 60_000 });
    await section.getByText('weggelaten: 1 × punten met PM2,5 buiten 0–1000 µg/m³').waitFor();
    await section.getByRole('img', { name: /PM2,5 per straat/ }).waitFor();
    await unfold(page);
    expect((await without(page)).bare).toEqual([]);
    expect(await section.innerText()).not.toContain('3567');
    expect(await violationsOf(page)).toEqual([]);
    // A long file, of which only the first lines are near, goes to the engine packed.
    const far = Array.from({ length: 150_000 }, (_, i) => `9999;2025-01-02T09:00:${10 + (i % 50)};53.1;6.1;12;0;1;2`);
    await section.locator('input[type=file]').setInputFiles({
      name: 'provincie.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${[head, ...lines, ...far].join('\n')}\n`),
    });
    await section.getByText('150.044 punten gelezen, 43 bruikbaar, in 11 ritten.').waitFor({ timeout: 60_000 });
    await section.locator('input[type=file]').setInputFiles({
      name: 'fout.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n'),
    });
    await section
      .getByText(/fout\.csv/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.close();
  }, 180_000);

  test('what opens tells formula, table, version, seed, and inputs with fingerprint and licence', async () => {
    const page = await openWindow(browser, served.url, 'en');
    await goTo(page, 'energy');
    await choose(page);
    await unfold(page);
    const origin = page.locator('details.origin', { hasText: 'Where do these figures come from?' }).first();
    await origin.locator('summary').first().click();
    const inputs = origin.getByText(/seed \d+.*inputs/).first();
    await inputs.waitFor({ timeout: 60_000 });
    await inputs.click();
    const text = (await origin.textContent()) ?? '';
    expect(text).toMatch(/from steps/);
    expect(text).toMatch(/Made by hand/);
    expect(text).toMatch(/[0-9a-f]{16}|no fingerprint/);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 180_000);
});
