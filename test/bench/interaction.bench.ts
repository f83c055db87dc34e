/** How long the window takes to answer a hand while a run uses the other cores: from each press or key to the next picture, on every screen,
 *  by the browser's own event timing, with the longest frames and the script that made them. Needs the built program (npm run build).
 *  Prints; asserts no time. */
import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { startBrowser, temporaryFolder } from '../e2e/browser.ts';
import { openWindow, startServe } from '../e2e/serve.ts';

interface Timed {
  readonly screen: string;
  readonly name: string;
  readonly durationMs: number;
  readonly waitedMs: number;
  readonly workedMs: number;
}
interface Frame {
  readonly screen: string;
  readonly durationMs: number;
  readonly blockingMs: number;
  readonly scripts: string;
}
type Measured = { events: Timed[]; frames: Frame[] };

const say = (name: string, text: string): void => {
  process.stdout.write(`${name.padEnd(34)} ${text}\n`);
};

/** Listens in the page: interactions by the event timing of the browser, and frames longer than 50 ms. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const measured: Measured = { events: [], frames: [] };
    const screen = (): string => location.hash.slice(2) || 'library';
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[])
        if (entry.interactionId > 0)
          measured.events.push({
            screen: screen(),
            name: `${entry.name} ${(entry.target as Element | null)?.tagName ?? ''}`,
            durationMs: entry.duration,
            waitedMs: entry.processingStart - entry.startTime,
            workedMs: entry.processingEnd - entry.processingStart,
          });
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        blockingDuration: number;
        scripts: {
          invoker: string;
          duration: number;
          sourceFunctionName: string;
          forcedStyleAndLayoutDuration: number;
        }[];
      })[])
        measured.frames.push({
          screen: screen(),
          durationMs: entry.duration,
          blockingMs: entry.blockingDuration,
          scripts: entry.scripts
            .map(
              (s) =>
                `${s.invoker} ${s.sourceFunctionName} ${s.duration.toFixed(0)} (layout ${s.forcedStyleAndLayoutDuration.toFixed(0)})`,
            )
            .join('; '),
        });
    }).observe({ type: 'long-animation-frame' });
    Object.assign(window, { measured });
  });
}

const settle = (page: Page, ms = 350): Promise<void> => page.waitForTimeout(ms);

/** What a hand does on each screen. Things that are not there are passed over. */
const HANDS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async library(page) {
    await page.locator('main input[type=search], main input[type=text]').first().click();
    await page.keyboard.type('zon', { delay: 120 });
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
  },
  async edit(page) {
    await page.locator('details.theme-edit summary').first().click();
    await settle(page, 300);
    const lever = page.locator('details.theme-edit[open] input[inputmode=decimal]').first();
    await lever.click();
    await page.keyboard.press('End');
    await page.keyboard.type('1', { delay: 100 });
    await page.keyboard.press('Tab');
    await settle(page);
    await page.locator('main input[type=search]').click();
    await page.keyboard.type('zon', { delay: 120 });
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    await settle(page);
    await page.locator('textarea').click();
    await page.keyboard.type('# tekst', { delay: 80 });
    await settle(page);
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    await settle(page);
    await page.locator('main .row button').first().click();
  },
  async run(page) {
    await page.locator('main select').first().press('ArrowDown');
    await settle(page);
    if ((await page.locator('main details summary').count()) > 0)
      await page.locator('main details summary').first().click();
  },
  async map(page) {
    await page.waitForSelector('.map-name');
    await settle(page, 1500);
    const box = (await page.locator('.map').boundingBox())!;
    for (const [x, y] of [
      [0.5, 0.5],
      [0.4, 0.6],
      [0.6, 0.4],
      [0.3, 0.5],
    ] as const) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await settle(page, 500);
    }
    await page.locator('.map').focus();
    for (const key of ['ArrowRight', 'ArrowUp', '+', '+', '-']) {
      await page.keyboard.press(key);
      await settle(page, 300);
    }
    for (const box of (await page.locator('.map-side input[type=checkbox]').all()).slice(0, 5)) {
      await box.click();
      await settle(page, 500);
    }
    await page.locator('.map-column input[type=range]').first().focus();
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('ArrowRight');
      await settle(page, 200);
    }
    await page
      .getByRole('button', { name: /Afspelen|Speel|▶/ })
      .first()
      .click();
    await settle(page, 2000);
    await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.45);
    await settle(page, 500);
  },
  async energy(page) {
    await page.waitForSelector('.chart canvas');
    await settle(page, 800);
    for (const button of (await page.locator('.tools button').all()).slice(0, 6)) {
      await button.click();
      await settle(page);
    }
    await page.locator('.chart').first().focus();
    for (const key of ['+', '+', 'ArrowRight', '-', '-']) {
      await page.keyboard.press(key);
      await settle(page, 200);
    }
    for (const box of (await page.locator('.tools input[type=checkbox]').all()).slice(0, 3)) {
      await box.click();
      await settle(page);
    }
  },
  async compare(page) {
    await page.waitForSelector('table.compare .verdict');
    const all = page.locator('main button[aria-pressed]').first();
    await all.click();
    await settle(page, 500);
    await all.click();
    await settle(page, 500);
    await page.locator('table.compare details.origin summary').first().click();
    await settle(page);
  },
  async who(page) {
    await page.waitForSelector('main h2');
    await settle(page, 800);
    for (const select of (await page.locator('main select').all()).slice(-1)) await select.press('ArrowDown');
    await settle(page);
  },
  async values(page) {
    await page.waitForSelector('main h2');
    for (const summary of (await page.locator('main details summary').all()).slice(0, 3)) {
      await summary.click();
      await settle(page);
    }
  },
  async report(page) {
    await page.waitForSelector('iframe');
    await settle(page, 1000);
    for (const box of (await page.locator('fieldset input[type=checkbox]').all()).slice(0, 2)) {
      await box.click();
      await settle(page, 700);
    }
  },
};

async function round(page: Page, label: string): Promise<void> {
  await page.evaluate(() => {
    const { measured } = window as never as { measured: Measured };
    measured.events.length = 0;
    measured.frames.length = 0;
  });
  for (const [screen, hand] of Object.entries(HANDS)) {
    await page.locator(`nav.screens a[href="#/${screen}"]`).click();
    await page.waitForSelector('main h1');
    await settle(page, 400);
    await hand(page).catch((error: unknown) => say(`${label} ${screen}`, `not done: ${String(error).split('\n')[0]}`));
    await settle(page, 400);
  }
  const { events, frames } = await page.evaluate(() => (window as never as { measured: Measured }).measured);
  for (const screen of Object.keys(HANDS)) {
    const here = events.filter((event) => event.screen === screen).sort((a, b) => b.durationMs - a.durationMs);
    const worst = here[0];
    say(
      `${label} ${screen}`,
      worst === undefined
        ? 'no event longer than 16 ms'
        : `${here.length} timed; longest ${here
            .slice(0, 4)
            .map(
              (e) => `${e.durationMs} ms ${e.name} (waited ${e.waitedMs.toFixed(0)}, script ${e.workedMs.toFixed(0)})`,
            )
            .join(', ')}`,
    );
  }
  for (const frame of frames.sort((a, b) => b.durationMs - a.durationMs).slice(0, 8))
    say(
      `${label} long frame`,
      `${frame.screen} ${frame.durationMs.toFixed(0)} ms, blocking ${frame.blockingMs.toFixed(0)}: ${frame.scripts}`,
    );
  const over = events.filter((event) => event.durationMs > 104).length;
  say(
    `${label} in all`,
    `${events.length} timed events, ${over} above 104 ms (the browser tells eights of milliseconds)`,
  );
}

test('answers to a hand while a run is on', async () => {
  const { browser, reason } = await startBrowser();
  if (browser === null) return say('skipped', reason);
  const folder = temporaryFolder();
  const served = await startServe(folder.path);
  try {
    const page = await openWindow(browser, served.url);
    page.setDefaultTimeout(20_000);
    await listen(page);
    await page.reload();
    await page.waitForSelector('main h1');
    await page.getByRole('button', { name: 'Bekijk eerst het voorbeeld' }).click();
    await page.waitForSelector('table.compare .verdict');
    if (process.env['QUIET_TOO'] !== '0') await round(page, 'quiet');
    await page.locator('nav.screens a[href="#/run"]').click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForSelector('progress');
    await settle(page, 6000);
    await round(page, 'run');
    const ended = await page.evaluate(() => document.querySelectorAll('progress').length);
    await page.locator('nav.screens a[href="#/run"]').click();
    await page.waitForSelector('main h1');
    say('after the round', `${ended}; ${(await page.locator('section.card h3').allInnerTexts()).join(' | ')}`);
  } finally {
    await browser.close();
    served.stop();
    folder.remove();
  }
}, 600_000);
