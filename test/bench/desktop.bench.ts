/** The application's window in Chromium with software rendering: first screen, first minute, latency during a run, chart, moving points,
 *  memory. Needs the built program (npm run build). Prints; asserts no time. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { test } from 'vitest';
import { startBrowser, temporaryFolder } from '../e2e/browser.ts';

const root = new URL('../..', import.meta.url).pathname;
const say = (name: string, text: string): void => {
  process.stdout.write(`${name.padEnd(34)} ${text}\n`);
};

/** Times between animation frames [ms] while keys are pressed on the focused thing. */
async function framesMs(page: Page, keys: readonly string[], periodMs: number): Promise<number[]> {
  await page.evaluate(() => {
    const at: number[] = [];
    const one = (now: number): void => {
      at.push(now);
      if (at.length < 100_000) requestAnimationFrame(one);
    };
    requestAnimationFrame(one);
    Object.assign(window, { frameTimes: at });
  });
  const end = Date.now() + periodMs;
  for (let i = 0; Date.now() < end; i++) {
    const key = keys[i % Math.max(1, keys.length)];
    if (key === undefined) await page.waitForTimeout(200);
    else await page.keyboard.press(key);
  }
  const at = await page.evaluate(() => (window as never as { frameTimes: number[] }).frameTimes.slice());
  return at.slice(1).map((now, i) => now - at[i]!);
}

/** Time from asking for all quarters of the year to the picture, the least of five [ms]. */
async function yearDrawn(page: Page): Promise<string> {
  const took = await page.evaluate(async () => {
    const box = document.querySelector<HTMLInputElement>('.tools input[type=checkbox]')!;
    const took: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      box.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      took.push(performance.now() - start);
      if (i === 4) break;
      box.click();
      await new Promise((done) => setTimeout(done, 500));
    }
    return took;
  });
  return `first ${took[0]!.toFixed(0)} ms, least ${Math.min(...took).toFixed(0)} ms`;
}

/** Times between frames [ms] while a key is pressed in each of them, from the whole year to hours and back. */
function zoomedMs(page: Page, periodMs: number): Promise<number[]> {
  return page.evaluate(
    (period) =>
      new Promise<number[]>((done) => {
        const keys = [...'++++++++>--<------'].map((key) => ({ '>': 'ArrowRight', '<': 'ArrowLeft' })[key] ?? key);
        const at: number[] = [];
        const end = performance.now() + period;
        requestAnimationFrame(function step() {
          at.push(performance.now());
          if (performance.now() > end) done(at.slice(1).map((now, i) => now - at[i]!));
          else {
            document.activeElement?.dispatchEvent(
              new KeyboardEvent('keydown', { key: keys[at.length % keys.length]!, bubbles: true }),
            );
            requestAnimationFrame(step);
          }
        });
      }),
    periodMs,
  );
}

/** Private and resident memory of the window's process and of the one that draws for it. */
async function processMemory(browser: Browser): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[];
  };
  return processInfo
    .filter(({ type }) => type === 'renderer' || type === 'GPU')
    .map(({ type, id }) => {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      const mb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024;
      return `${type} ${(mb('Private_Clean') + mb('Private_Dirty')).toFixed(0)} MB private, ${mb('Rss').toFixed(0)} MB resident`;
    })
    .join('; ');
}

function rate(gaps: number[]): string {
  const sorted = [...gaps].sort((a, b) => a - b);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const slow = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  return `${((1000 * gaps.length) / total).toFixed(1)} frames/s, 95 % within ${slow.toFixed(0)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
}

test('the window of the application', async () => {
  const { browser, reason } = await startBrowser();
  if (browser === null) return say('skipped', reason);
  const folder = temporaryFolder();
  const program = join(root, 'dist/engine/cli/main.js');
  const server = spawn(process.execPath, [program, 'serve', '--no-open', '--port', '0', '--data', folder.path]);
  try {
    const url = await new Promise<string>((resolve) => {
      let text = '';
      const read = (data: Buffer): void => {
        text += data.toString();
        const match = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(text);
        if (match !== null) resolve(match[0]);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'nl-NL' });
    const wait = (selector: string): Promise<unknown> => page.waitForSelector(selector, { timeout: 60_000 });
    const go = (screen: string): Promise<void> =>
      page.evaluate((to) => {
        location.hash = `#/${to}`;
      }, screen);
    let at = performance.now();
    await page.goto(url);
    await wait('main h1');
    say('first screen', `${(performance.now() - at).toFixed(0)} ms`);
    await page.getByRole('button', { name: 'Bekijk eerst het voorbeeld' }).click();
    await wait('table.compare .verdict');
    say('to the sample difference', `${((performance.now() - at) / 1000).toFixed(1)} s`);

    await go('energy');
    await wait('.chart canvas');
    await page.waitForTimeout(Number(process.env.SETTLE_MS ?? 3000));
    await page.getByRole('button', { name: 'Jaar', exact: true }).click();
    await page.waitForTimeout(1000);
    say('a year by quarters, 10 curves each', await yearDrawn(page));
    await page.locator('.chart').first().focus();
    say('energy charts zoomed by keys', rate(await zoomedMs(page, 5000)));

    await go('map');
    await wait('.map-name');
    await page.waitForTimeout(1500);
    await page
      .getByRole('button', { name: /Afspelen|Speel|▶/ })
      .first()
      .click();
    const gaps = await framesMs(page, [], 10_000);
    say('map with moving people', rate(gaps));
    say('what the map says', await page.locator('.on-the-way').innerText());
    say('memory of the processes', await processMemory(browser));
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const heap = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
    say('script memory of the window', `${(heap.usedSize / 1e6).toFixed(0)} MB (heap; typed arrays and GPU apart)`);

    await go('library');
    await page.getByRole('button', { name: 'Bekijk eerst het voorbeeld' }).waitFor();
    await page.locator('.welcome .utrecht-button--primary-action').click();
    at = performance.now();
    await wait('.welcome progress');
    await page.waitForTimeout(3000);
    say('frames during a run', rate(await framesMs(page, ['Tab'], 4000)));
    await page.waitForSelector('table.compare .verdict', { timeout: 900_000 });
    say('first minute: two runs, difference', `${((performance.now() - at) / 1000).toFixed(1)} s`);
  } finally {
    await browser.close();
    server.kill();
    folder.remove();
  }
});
