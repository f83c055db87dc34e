/** The built program as `rijnstroom serve` in a process of its own, and windows on it in Chromium. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { temporaryFolder } from './browser.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = join(root, 'dist/engine/cli/main.js');
export const isBuilt = existsSync(program) && existsSync(join(root, 'dist/desktop/renderer/index.html'));

export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): void;
}

/** @param before a program and its arguments that start ours, for instance with a limit of the shell */
export function startServe(
  data: string,
  before: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const [command, ...args] = [
    ...before,
    process.execPath,
    program,
    'serve',
    '--no-open',
    '--port',
    '0',
    '--data',
    data,
  ];
  const server = spawn(command!, args, { env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (bytes: Buffer): void => {
      text += bytes.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(text);
      if (match !== null) resolve({ url: match[0], process: server, stop: () => void server.kill() });
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', () => reject(new Error(`serve ended: ${text}`)));
  });
}

/** Our program on a folder of its own, for the tests of a file: started before them, ended with the browser after them.
 *  @param prepare fills the folder first  @returns the folder at once; address and process from the first test on */
export function serveDuring(
  browser: Browser,
  prepare: (folder: string) => void | Promise<void> = () => {},
): Omit<Served, 'stop'> & { readonly folder: string } {
  const { path: folder, remove } = temporaryFolder();
  let served: Served | undefined;
  beforeAll(async () => {
    await prepare(folder);
    served = await startServe(folder);
  });
  afterAll(async () => {
    await browser.close();
    served?.stop();
    remove();
  });
  return {
    folder,
    get url() {
      return served!.url;
    },
    get process() {
      return served!.process;
    },
  };
}

export async function openWindow(
  browser: Browser,
  url: string,
  language: 'nl' | 'en' = 'nl',
  theme: 'light' | 'dark' = 'light',
  size: { readonly width: number; readonly height: number } = { width: 1280, height: 720 },
): Promise<Page> {
  const page = await browser.newPage({
    viewport: size,
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    reducedMotion: 'reduce',
  });
  await page.addInitScript(
    ([chosen, look]) => {
      localStorage.setItem('language', chosen ?? '');
      localStorage.setItem('theme', look ?? '');
    },
    [language, theme],
  );
  await page.goto(url);
  await page.waitForSelector('main h1');
  return page;
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, screen);
  await page.waitForSelector(`nav a[aria-current="page"][href="#/${screen}"]`);
  await page.waitForSelector('main h1');
}

/** Tab, and Enter when the thing of this name has the focus. @throws Error when it is not reached */
export async function reachByTab(
  page: Page,
  role: 'button' | 'link' | 'combobox',
  name: string | RegExp,
  most = 80,
): Promise<void> {
  const wanted = page.getByRole(role, { name });
  await wanted.first().waitFor();
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`not reached by Tab: ${String(name)}`);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against WCAG 2.2 AA. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as never as {
      axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const answer = await axe.run({
      iframes: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return answer.violations.map((one) => `${one.id} ${one.nodes[0]?.html.slice(0, 140)} ×${one.nodes.length}`);
  });
}
