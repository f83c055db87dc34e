/** Results and studies from elsewhere come into the browser's window: dropped on any screen, or chosen with the keyboard; hostile folders are
 *  told in a sentence and leave nothing. Needs the built program (npm run build). */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { studyFiles } from '../desktop/study-files.ts';
import { startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, reachByTab, root, serveDuring, violationsOf } from './serve.ts';

const SOON = { timeout: 60_000 };
const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';
const sample = join(root, 'scenarios/samples/baseline-2025');

/** A drop as the system makes it: by paths. */
async function drop(page: Page, ...paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 600,
      y: 500,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
}

describe.skipIf(started === null || !isBuilt)(
  `bringing in results and studies ${why === '' ? '' : `(skipped: ${why})`}`,
  () => {
    const browser = started as Browser;
    const served = serveDuring(browser);
    const results = (): string[] => readdirSync(join(served.folder, 'results')).sort();
    /** A copy of the sample, changed by a hostile hand. */
    const folderWith = (name: string, change: (folder: string) => void): string => {
      const folder = join(served.folder, 'elsewhere', name);
      cpSync(sample, folder, { recursive: true });
      change(folder);
      return folder;
    };

    test('a result folder dropped on any screen stands in the library, chosen, without what else lay in it', async () => {
      const page = await openWindow(browser, served.url);
      await goTo(page, 'values');
      const folder = folderWith('van collega', (place) => {
        writeFileSync(join(place, 'vakantie.jpg'), 'x');
        mkdirSync(join(place, 'runs'));
      });
      await drop(page, folder);
      await page.waitForSelector('nav a[aria-current="page"][href="#/library"]', SOON);
      await page.getByRole('checkbox', { name: /\(van-collega\)/, checked: true }).waitFor(SOON);
      expect(results()).toEqual(['van-collega']);
      expect(readdirSync(join(served.folder, 'results/van-collega')).sort()).toEqual(readdirSync(sample).sort());
      await goTo(page, 'map');
      await page.waitForSelector('.map-name', SOON);
      await page.close();
    }, 200_000);

    test('the chooser of folders is reached by keyboard and takes a result; a screen reader hears that it came', async () => {
      const page = await openWindow(browser, served.url, 'en');
      const chooser = page.waitForEvent('filechooser', SOON);
      await reachByTab(page, 'button', 'Choose the folder of a result…');
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(folderWith('mine', () => {}));
      await page.locator('p[role="status"]', { hasText: 'Result added: mine' }).waitFor({ ...SOON, state: 'attached' });
      await page.locator('tr', { hasText: 'mine' }).first().waitFor(SOON);
      expect(
        await page.evaluate(() => (document.activeElement as HTMLElement).textContent),
        'the focus stays on the button',
      ).toBe('Choose the folder of a result…');
      expect(await violationsOf(page)).toEqual([]);
      await page.close();
    }, 200_000);

    test('hostile folders are told in a sentence and leave nothing behind: cut off, too large, newer, leading outside, no result', async () => {
      const before = results();
      const page = await openWindow(browser, served.url);
      await goTo(page, 'values');
      const alert = page.locator('.announcement');
      const told = async (folder: string, words: RegExp): Promise<void> => {
        await drop(page, folder);
        await alert.getByText(words).waitFor(SOON);
      };
      await told(
        folderWith('afgekapt', (place) => truncateSync(join(place, 'steps.parquet'), 1000)),
        /steps\.parquet is beschadigd: het moet \d+ bytes lang zijn/,
      );
      await told(
        folderWith('groot', (place) => truncateSync(join(place, 'trips.parquet'), 2 * 1024 ** 3)),
        /groot: Dit resultaat is 2149 MB; zo past er 1000 MB\. Zet de map zelf in de map “results”/,
      );
      await told(
        folderWith('nieuwer', (place) => changeText(join(place, 'manifest.json'), '"format": 1', '"format": 9')),
        /nieuwere versie van Rijnstroom/,
      );
      await told(
        folderWith('erbuiten', (place) =>
          changeText(join(place, 'schema.json'), '"steps.parquet"', '"../../../../notes.json"'),
        ),
        /erbuiten: schema\.json noemt een bestand buiten de map/,
      );
      await told(
        folderWith('vreemd', (place) => changeText(join(place, 'scenario.json'), '"name"', '"naam"')),
        /scenario\.json name is beschadigd of veranderd/,
      );
      await told(join(served.folder, 'results'), /results: Dit is geen map met een resultaat: manifest\.json/);
      expect(await page.title()).toMatch(/^Waarden/);
      expect(results()).toEqual(before);
      await page.close();
    }, 300_000);

    test('several things dropped at once are all taken, one after another; a study shows its differences', async () => {
      const page = await openWindow(browser, served.url);
      const study = join(served.folder, 'elsewhere', 'mijn-studie');
      mkdirSync(study, { recursive: true });
      const files = studyFiles([10, 20, 30, 40, 50], [9, 18, 27, 36, 45]);
      writeFileSync(join(study, 'study.json'), files.header);
      writeFileSync(join(study, 'runs.jsonl'), files.journal);
      writeFileSync(join(study, 'indicators.json'), files.texts);
      const scenario = join(served.folder, 'elsewhere', 'proef.yaml');
      writeFileSync(scenario, 'extends: baseline-2025\nname: { nl: Van een collega, en: From a colleague }\n');
      await goTo(page, 'values');
      await drop(
        page,
        scenario,
        folderWith('tweede', () => {}),
        study,
      );
      await page.waitForSelector('nav a[aria-current="page"][href="#/compare"]', SOON);
      await page.getByText(/[−-]4,96 … [−-]1,04/).waitFor(SOON);
      expect(results()).toContain('tweede');
      expect(existsSync(join(served.folder, 'scenarios/proef.yaml'))).toBe(true);
      await page.close();
    }, 200_000);
  },
);

function changeText(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
