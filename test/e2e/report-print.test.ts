/** The report on paper: A4, nothing cut off at the margin, nothing left behind a closed line that a reader cannot click. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, temporaryFolder } from './browser.ts';

/** A4 less the margins of the report's own style, at 96 dots an inch: (210 − 28) mm. */
const PAGE_WIDTH_PX = 688;

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const command = here('dist/engine/cli/main.js');
const samples = [here('scenarios/samples/baseline-2025'), here('scenarios/samples/smart-solar-charging')];

const { browser, reason } = await startBrowser();
const folder = temporaryFolder();
let page: Page;

beforeAll(async () => {
  if (browser === null) return;
  const report = join(folder.path, 'report.html');
  execFileSync(process.execPath, [command, 'compare', ...samples, '--report', report], { stdio: 'pipe' });
  page = await browser.newPage({ viewport: { width: PAGE_WIDTH_PX, height: 1000 } });
  await page.goto(pathToFileURL(report).href);
});
afterAll(async () => {
  await browser?.close();
  folder.remove();
});

test.skipIf(browser === null)(`no table, chart or card is wider than the sheet ${reason}`, async () => {
  await page.emulateMedia({ media: 'print' });
  expect(
    await page.evaluate(
      (width) =>
        [...document.querySelectorAll('table, figure > svg, .card, .map-frame')]
          .filter((part) => part.getBoundingClientRect().right > width + 1)
          .map((part) => part.querySelector('caption')?.textContent ?? part.className),
      PAGE_WIDTH_PX,
    ),
  ).toEqual([]);
});

test.skipIf(browser === null)(
  `assumptions are printed, controls are not; A4 pages without an empty first one ${reason}`,
  async () => {
    await page.emulateMedia({ media: 'print' });
    const visible = (selector: string): Promise<boolean> =>
      page.evaluate(
        (of) => [...document.querySelectorAll(of)].some((part) => part.getBoundingClientRect().height > 0),
        selector,
      );
    expect(await visible('details:not(.origin) table')).toBe(true);
    expect(await visible('figure details table')).toBe(false);
    expect(await visible('.bar')).toBe(false);
    const first = await page.evaluate(() => document.querySelector('h1')?.getBoundingClientRect().top ?? Number.NaN);
    expect(first).toBeLessThan(20);
    const pdf = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      path: join(folder.path, 'report.pdf'),
    });
    expect(readFileSync(join(folder.path, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    // 210 × 297 mm in points, as Chromium rounds them.
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  },
);
