/** A real Chromium for tests, from the npm package; null with the reason where it cannot start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** Own arguments: the package's default ones hold --single-process, with which the browser dies when a page closes. As on a computer without a
 *  graphics card: the processor puts the page together, and imitates a card for WebGL only. */
const ARGS = ['--no-sandbox', '--enable-unsafe-swiftshader'];
/** The browser takes the imitated card for a real one and draws the whole page with it: heavier than any computer has it. */
const ALL_BY_CARD = ['--use-gl=angle', '--use-angle=swiftshader', '--ignore-gpu-blocklist'];

export async function startBrowser(allByCard = false): Promise<{ browser: Browser | null; reason: string }> {
  try {
    return {
      browser: await playwright.launch({
        executablePath: await chromium.executablePath(),
        args: allByCard ? [...ARGS, ...ALL_BY_CARD] : ARGS,
      }),
      reason: '',
    };
  } catch (error) {
    return { browser: null, reason: String(error).split('\n')[0] ?? '' };
  }
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rijnstroom-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a page complains of: errors of the console and of scripts. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
