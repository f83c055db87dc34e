/** What the eye and the hand need of the window (WCAG 2.2 AA): focus that is seen and not hidden, targets large enough, words that are not cut
 *  off, colours that the system chooses. Needs the built program (npm run build). */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, serveDuring, violationsOf } from './serve.ts';

const SCREENS = ['library', 'edit', 'run', 'map', 'energy', 'compare', 'who', 'values', 'report'] as const;
/** Stops of the Tab key that are looked at on a screen. */
const STOPS = 45;

const { browser: started, reason } = await startBrowser();
const why = !isBuilt ? 'the program is not built' : reason;
const name = why === '' ? 'the look of the window' : `the look of the window (skipped: ${why})`;

async function go(page: Page, screen: string): Promise<void> {
  await goTo(page, screen);
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll('main [role="status"]')].some((e) => /Laden…|Loading…/.test(e.textContent ?? '')),
    undefined,
    { timeout: 60_000 },
  );
  if (screen === 'map') await page.waitForSelector('.map-name', { timeout: 60_000 });
}

describe.skipIf(started === null || !isBuilt)(name, () => {
  const browser = started as Browser;
  const served = serveDuring(browser);

  test('the focus is seen and lies in the window at each stop of the Tab key (2.4.7, 2.4.11)', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await openWindow(browser, served.url, 'nl', theme);
      const bad: string[] = [];
      for (const screen of SCREENS) {
        await go(page, screen);
        for (let stop = 0; stop < STOPS; stop++) {
          await page.keyboard.press('Tab');
          const found = await page.evaluate(() => {
            const stop = document.activeElement;
            if (stop === null || stop === document.body) return null;
            // Within the preview of a report, the stop is one of its page.
            const inner = stop instanceof HTMLIFrameElement ? (stop.contentDocument?.activeElement ?? null) : null;
            const at = inner ?? stop;
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
            const box = at.getBoundingClientRect();
            const words = `${at.tagName} ${at.className} ${(at.textContent ?? '').slice(0, 30)}`;
            if ((outlineStyle === 'none' || outlineWidth === '0px') && boxShadow === 'none') return `no ring: ${words}`;
            if (inner !== null) return '';
            if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
              return `out of sight: ${words}`;
            // A stop that another thing covers is hidden; the map's own legend and buttons lie on it by design.
            const over = document.elementFromPoint(
              Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width / 2, 20))),
              Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 12))),
            );
            return over === null || at.contains(over) || over.contains(at) ? '' : `covered: ${words}`;
          });
          if (found === null) break;
          if (found !== '') bad.push(`${screen}: ${found}`);
        }
      }
      await page.close();
      expect([...new Set(bad)], theme).toEqual([]);
    }
  });

  test('what is pressed or typed in is at least 24 × 24 px, with its label (2.5.8)', async () => {
    const page = await openWindow(browser, served.url);
    const small: string[] = [];
    for (const screen of SCREENS) {
      await go(page, screen);
      if (screen === 'edit') await page.locator('details.theme-edit summary').nth(7).click();
      small.push(
        ...(await page.evaluate(
          (where) =>
            [...document.querySelectorAll('a, button, input, select, textarea, summary')].flatMap((element) => {
              const own = element.getBoundingClientRect();
              if (own.width === 0 || !element.checkVisibility()) return [];
              const around = element.closest('label')?.getBoundingClientRect() ?? own;
              const [wide, high] = [Math.max(own.width, around.width), Math.max(own.height, around.height)];
              return wide >= 23.9 && high >= 23.9
                ? []
                : [`${where}: ${element.tagName} ${element.className} ${wide.toFixed(0)} × ${high.toFixed(0)}`];
            }),
          screen,
        )),
      );
    }
    await page.close();
    expect([...new Set(small)]).toEqual([]);
  });

  test('no words of a button, a head or a label are cut off at 200 % zoom of 1280 × 720 (1.4.4, 1.4.10)', async () => {
    const page = await openWindow(browser, served.url, 'nl', 'light', { width: 640, height: 360 });
    const cut: string[] = [];
    for (const screen of SCREENS) {
      await go(page, screen);
      cut.push(
        ...(await page.evaluate(
          (where) =>
            [...document.querySelectorAll('button, h1, h2, h3, label, legend, summary, nav a')].flatMap((element) => {
              const style = getComputedStyle(element);
              if (style.overflow === 'visible' || element.clientWidth === 0 || element.closest('.hidden') !== null)
                return [];
              return element.scrollWidth > element.clientWidth + 1
                ? [`${where}: ${element.tagName} ${(element.textContent ?? '').slice(0, 40)}`]
                : [];
            }),
          screen,
        )),
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) cut.push(`${screen}: ${wide} px too wide`);
    }
    await page.close();
    expect(cut).toEqual([]);
  });

  test('with colours of the system every screen keeps its contrast, and where one is stays told', async () => {
    const page = await openWindow(browser, served.url);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const broken: string[] = [];
    for (const screen of SCREENS) {
      await go(page, screen);
      broken.push(...(await violationsOf(page)).map((violation) => `${screen}: ${violation}`));
      const [here, there] = await page.evaluate(() =>
        ['[aria-current="page"]', ':not([aria-current])'].map(
          (which) => getComputedStyle(document.querySelector(`nav.screens a${which}`)!).borderLeftColor,
        ),
      );
      if (here === there) broken.push(`${screen}: the place in the navigation is not told apart`);
    }
    await page.close();
    expect(broken).toEqual([]);
  });
});
