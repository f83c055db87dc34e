/** The application in a real browser, over the server of `rijnstroom serve`: every screen, both languages, light and dark, by keyboard, and
 *  when things go wrong. Needs the built program (npm run build). */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { complaintsOf, startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, reachByTab, root, serveDuring, violationsOf } from './serve.ts';

const SCREENS = ['library', 'edit', 'run', 'map', 'energy', 'compare', 'who', 'values', 'report'] as const;

const { browser: started, reason } = await startBrowser();
const why = !isBuilt ? 'the program is not built' : reason;
const name = why === '' ? 'the application in Chromium' : `the application in Chromium (skipped: ${why})`;

describe.skipIf(started === null || !isBuilt)(name, () => {
  const browser = started as Browser;
  const served = serveDuring(browser, (folder) => {
    mkdirSync(join(folder, 'results'), { recursive: true });
    const sample = join(root, 'scenarios/samples/baseline-2025');
    cpSync(sample, join(folder, 'results', 'damaged'), { recursive: true });
    writeFileSync(join(folder, 'results', 'damaged', 'steps.parquet'), 'cut off');
  });

  const open = (language: 'nl' | 'en', theme: 'light' | 'dark', width = 1280, height = 720): Promise<Page> =>
    openWindow(browser, served.url, language, theme, { width, height });

  async function go(page: Page, screen: string): Promise<void> {
    await goTo(page, screen);
    await page.waitForFunction(
      () =>
        ![...document.querySelectorAll('main [role="status"]')].some((e) =>
          /Laden…|Loading…/.test(e.textContent ?? ''),
        ),
      undefined,
      { timeout: 20_000 },
    );
    if (screen === 'map') await page.waitForSelector('.map-name', { timeout: 20_000 });
    if (screen === 'energy') await page.waitForSelector('.chart canvas', { timeout: 20_000 });
    if (screen === 'report') await page.waitForSelector('iframe', { timeout: 20_000 });
  }

  for (const [language, theme] of [
    ['nl', 'light'],
    ['en', 'dark'],
  ] as const)
    test(`every screen opens without a complaint, fits its width and has no axe-core violation of WCAG 2.2 AA (${language}, ${theme})`, async () => {
      const page = await open(language, theme);
      const complaints = complaintsOf(page);
      const broken: string[] = [];
      for (const screen of SCREENS) {
        await go(page, screen);
        expect(await page.title(), screen).toMatch(/Rijnstroom/);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 1) broken.push(`${screen}: ${wide} px too wide`);
        const violations = await violationsOf(page);
        broken.push(...violations.map((violation) => `${screen}: ${violation}`));
      }
      await page.close();
      expect(broken).toEqual([]);
      expect(complaints).toEqual([]);
    });

  test('every screen fits at 200 % zoom of 1280 × 720 (640 × 360 CSS pixels)', async () => {
    const page = await open('nl', 'light', 640, 360);
    const broken: string[] = [];
    for (const screen of SCREENS) {
      await go(page, screen);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) broken.push(`${screen}: ${wide} px too wide`);
    }
    await page.close();
    expect(broken).toEqual([]);
  });

  test('a damaged result is named in the library with what is wrong, and the others can be used', async () => {
    const page = await open('nl', 'light');
    await page
      .getByText(/steps\.parquet/)
      .first()
      .waitFor();
    expect(await page.getByText('Uitgangssituatie 2025').count()).toBeGreaterThan(0);
    await page.close();
  });

  test('the sample comparison is reached and read by keyboard alone', async () => {
    const page = await open('nl', 'light');
    const sample = page.getByRole('button', { name: 'Bekijk eerst het voorbeeld' });
    await reachByTab(page, 'button', 'Bekijk eerst het voorbeeld', 40);
    expect(await sample.evaluate((button) => getComputedStyle(button).outlineStyle)).not.toBe('none');
    await page.keyboard.press('Enter');
    await page.waitForSelector('table.compare .verdict');
    expect(await page.title()).toMatch(/^Vergelijken/);
    await page.close();
  });

  test('the map moves, zooms and names things by keyboard', async () => {
    const page = await open('en', 'light');
    await go(page, 'map');
    const nameAt = (): Promise<string> =>
      page
        .locator('.map-name')
        .first()
        .evaluate((e) => (e as HTMLElement).style.transform);
    const before = await nameAt();
    await page.locator('.map').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (was) => (document.querySelector('.map-name') as HTMLElement).style.transform !== was,
      before,
    );
    await page.getByLabel('Find on the map').selectOption({ index: 3 });
    await page.waitForSelector('.thing h2');
    await page.close();
  });

  test('when the engine is killed in the middle of a run, the window says so and the edit is still there', async () => {
    const page = await open('nl', 'light');
    await go(page, 'edit');
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    const text = 'extends: baseline-2025\ntravel:\n  sampleShare: 0.01\n';
    await page.locator('textarea').fill(text);
    await go(page, 'run');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForSelector('progress');
    const engine = execFileSync('ps', ['-o', 'pid=', '--ppid', String(served.process.pid)], { encoding: 'utf8' });
    process.kill(Number(engine.trim().split(/\s+/)[0]), 'SIGKILL');
    await page
      .getByRole('alert')
      .getByText(/rekenproces is onverwacht gestopt/)
      .first()
      .waitFor({ timeout: 15_000 });
    await go(page, 'edit');
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    await expect.poll(() => page.locator('textarea').inputValue(), { timeout: 10_000 }).toBe(text);
    await go(page, 'library');
    await page.getByText('Uitgangssituatie 2025').first().waitFor();
    await page.close();
  });

  test('a page of another origin gets no connection, even with the token', async () => {
    const page = await browser.newPage();
    await page.goto('about:blank');
    const outcome = await page.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(address);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      served.url.replace('http:', 'ws:').replace('/#token=', '/bridge?token='),
    );
    await page.close();
    expect(outcome).toBe('refused');
  });
});
