/** The report in a real browser: no errors, no network, no accessibility violations, switches that switch. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallReport, smallReport } from './small-report.ts';

const launch = async (): Promise<Browser | undefined> => {
  try {
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
  } catch {
    return undefined;
  }
};
const browser = await launch();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(browser === undefined)(
  'the report in Chromium (skipped where Chromium’s system libraries are missing)',
  () => {
    let report: SmallReport;
    let page: Page;
    const troubles: string[] = [];

    beforeAll(async () => {
      report = await smallReport();
      const file = join(report.folder, 'report.html');
      writeFileSync(file, report.html);
      page = await browser!.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      page.on('request', (request) => !request.url().startsWith('file:') && troubles.push(request.url()));
      await page.goto(pathToFileURL(file).href);
    });
    afterAll(async () => {
      await browser!.close();
      rmSync(report.folder, { recursive: true, force: true });
    });

    test('one language shows at a time, and the button changes it', async () => {
      expect((await page.locator('h1').allInnerTexts()).join()).toContain('compared with');
      await page.click('[data-lang=nl]');
      expect((await page.locator('h1').allInnerTexts()).join()).toContain('vergeleken met');
      expect((await page.locator('h1').allInnerTexts()).join()).not.toContain('compared with');
      expect(await page.getAttribute('html', 'lang')).toBe('nl');
      await page.click('[data-lang=en]');
    });

    test('the map changes side, quantity and layers, and tells what is pointed at', async () => {
      const zone = page.locator('#map .zone').first();
      expect(await zone.getAttribute('class')).toMatch(/zone (d\d|none)/);
      await page.click('input[name=side][value="0"]');
      expect(await zone.getAttribute('class')).toMatch(/zone s\d/);
      expect(await page.locator('#map .showing[data-of="0"]').isVisible()).toBe(true);
      expect(await page.locator('#map .showing[data-of="2"]').isVisible()).toBe(false);
      await page.uncheck('[data-layer=transformers]');
      expect(await page.locator('#layer-transformers').isVisible()).toBe(false);
      await page.check('[data-layer=transformers]');
      await page.locator('#map .transformer').last().hover();
      expect((await page.locator('#tip').allInnerTexts()).join()).toMatch(/Highest loading: \d+%/);
      await page.keyboard.press('Escape');
      expect(await page.locator('#tip').isVisible()).toBe(false);
      await page.click('input[name=side][value="2"]');
    });

    test.each(['light', 'dark'])('axe-core finds no violation (%s)', async (theme) => {
      await page.click(`[data-theme=${theme}]`);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.evaluate(axeSource);
      const violations = await page.evaluate(async () => {
        const axe = (
          globalThis as unknown as {
            axe: {
              run: (options: unknown) => Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
            };
          }
        ).axe;
        const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
        return violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html)
              .join(' | ')}`,
        );
      });
      expect(violations).toEqual([]);
    });

    test('nothing is wider than the window, and there were no errors and no requests', async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
      expect(troubles).toEqual([]);
    });
  },
);
