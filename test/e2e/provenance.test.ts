/** Every table, chart and map of the application opens where its figures come from: a walk over each screen with everything unfolded. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
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
    await page.waitForFunction(() => document.querySelector('main [role=status]:not(.soft)') === null, undefined, {
      timeout: 60_000,
    });
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
      await writeResult(join(folder, 'results', id), collectResult(smallParts({ strategy })), {
        threads: 1,
        durationS: 1,
        peakMemoryBytes: 1,
        createdUtc: '2025-01-02T03:04:05Z',
      });
  });
  const choose = async (page: Page): Promise<void> => {
    for (const [slot, id] of ['hand-made', 'hand-made-sun'].entries())
      await page.locator('.choose select').nth(slot).selectOption(id);
  };

  test.each([
    ['compare', 5],
    ['map', 2],
    ['energy', 8],
    ['who', 10],
    ['values', 10],
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

  test('what opens tells formula, table, version, seed, and inputs with fingerprint and licence', async () => {
    const page = await openWindow(browser, served.url, 'en');
    await goTo(page, 'energy');
    await choose(page);
    await unfold(page);
    const origin = page.locator('details.origin', { hasText: 'Where do these figures come from?' }).first();
    await origin.locator('summary').first().click();
    const inputs = origin.getByText(/seed 11.*inputs/).first();
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
