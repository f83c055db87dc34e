/** What goes wrong on an advisor's computer, for real: each is told in a sentence with what to do, and nothing is lost. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyFiles } from '../desktop/study-files.ts';
import { startBrowser, temporaryFolder } from './browser.ts';
import { goTo, isBuilt, openWindow, program, root, type Served, startServe, violationsOf } from './serve.ts';

const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';
/** The least that can be run: a real run all the same. */
const TINY = 'travel: { sampleShare: 0.002, traffic: none }\nperiod: { start: 2025-06-02, days: 2, stepMinutes: 60 }\n';

describe.skipIf(started === null || !isBuilt)(`faults ${why === '' ? '' : `(skipped: ${why})`}`, () => {
  const browser = started as Browser;
  const folder = temporaryFolder();
  const running: Served[] = [];
  let served: Served;
  beforeAll(async () => {
    mkdirSync(join(folder.path, 'results'), { recursive: true });
    const sample = join(root, 'scenarios/samples/baseline-2025');
    const newer = join(folder.path, 'results', 'newer');
    cpSync(sample, newer, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(newer, 'manifest.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(join(newer, 'manifest.json'), JSON.stringify({ ...manifest, format: 99 }));
    served = await startServe(folder.path);
    running.push(served);
  });
  afterAll(async () => {
    await browser.close();
    for (const one of running) one.stop();
    folder.remove();
  });

  const editText = async (page: Page, text: string): Promise<void> => {
    await goTo(page, 'edit');
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    await page.locator('textarea').fill(text);
    await page.getByText('Het scenario klopt.').waitFor({ timeout: 60_000 });
  };
  const startRun = async (page: Page): Promise<void> => {
    await goTo(page, 'run');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForSelector('progress', { timeout: 60_000 });
  };
  const engineOf = (one: Served): number =>
    Number(
      execFileSync('ps', ['-o', 'pid=', '--ppid', String(one.process.pid)], { encoding: 'utf8' })
        .trim()
        .split(/\s+/)[0],
    );

  test('the engine is killed in the middle of a run: the window says so, the edit is there, and the run can be started again', async () => {
    const page = await openWindow(browser, served.url);
    const text = `extends: baseline-2025\n${TINY}`;
    await editText(page, text);
    await startRun(page);
    process.kill(engineOf(served), 'SIGKILL');
    await page
      .getByRole('alert')
      .getByText(/rekenproces is onverwacht gestopt/)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);
    await goTo(page, 'edit');
    await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
    await expect.poll(() => page.locator('textarea').inputValue(), { timeout: 60_000 }).toBe(text);
    await startRun(page);
    await page.getByText(': Klaar').first().waitFor({ timeout: 300_000 });
    await page.close();
  }, 400_000);

  test('two windows run the same scenario at once: both see both runs, and each leaves a result of its own', async () => {
    const one = await openWindow(browser, served.url);
    const two = await openWindow(browser, served.url, 'nl', 'dark');
    for (const page of [one, two])
      await editText(page, `extends: baseline-2025\nname: { nl: Tweeling, en: Twin }\n${TINY}`);
    await Promise.all([startRun(one), startRun(two)]);
    for (const page of [one, two])
      await expect.poll(() => page.getByText('Tweeling: Klaar').count(), { timeout: 300_000 }).toBe(2);
    await goTo(two, 'library');
    await expect.poll(() => two.locator('tbody tr', { hasText: 'Tweeling' }).count(), { timeout: 60_000 }).toBe(2);
    await one.close();
    await two.close();
  }, 400_000);

  test('unsaved edits: leaving is asked about, a reload keeps them, and those of a window that is gone are offered', async () => {
    const context = await browser.newContext({ locale: 'nl-NL' });
    await context.addInitScript(() => localStorage.setItem('language', 'nl'));
    const page = await context.newPage();
    await page.goto(served.url);
    const text = 'extends: baseline-2025\ncharging: { v2gShare: 0.3 }\n';
    await editText(page, text);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await page.getByText('Uw wijzigingen zijn nog niet opgeslagen.').waitFor({ timeout: 60_000 });
    await page.close();
    const next = await context.newPage();
    await next.goto(served.url);
    await goTo(next, 'edit');
    await next.getByRole('button', { name: 'Zet het terug' }).click({ timeout: 60_000 });
    await next.getByRole('button', { name: 'Tekst (YAML)' }).click();
    expect(await next.locator('textarea').inputValue()).toBe(text);
    await context.close();
  }, 200_000);

  test('what is chosen by mistake is refused in a sentence: a file of 2 GB before it is read, a scenario of a newer version, a picture', async () => {
    const page = await openWindow(browser, served.url);
    const huge = join(folder.path, 'huge.yaml');
    writeFileSync(huge, '');
    truncateSync(huge, 2 * 1024 ** 3);
    await page.locator('input[type=file]:not([multiple])').setInputFiles(huge);
    await page
      .getByText('huge.yaml: Dit bestand is 2147 MB; een scenario is hoogstens 4 MB.')
      .waitFor({ timeout: 60_000 });
    const newer = join(folder.path, 'newer.yaml');
    writeFileSync(newer, 'version: 99\nextends: baseline-2025\n');
    await page.locator('input[type=file]:not([multiple])').setInputFiles(newer);
    // The list of results tells of a newer version too: this is the answer to the file.
    await page
      .getByRole('alert')
      .getByText(/nieuwere versie van Rijnstroom/)
      .waitFor({ timeout: 60_000 });
    const picture = join(folder.path, 'picture.yaml');
    writeFileSync(picture, Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00]));
    await page.locator('input[type=file]:not([multiple])').setInputFiles(picture);
    await page.getByText('Dit is geen tekstbestand').waitFor({ timeout: 60_000 });
    // A result of a newer version stands in the list with what to do.
    await page
      .locator('tr', { hasText: 'newer' })
      .getByText(/nieuwere versie van Rijnstroom/)
      .waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 200_000);

  test('what is dropped on any screen by mistake is told and leaves the window where it is: 2 GB, a folder; a scenario is brought in', async () => {
    const page = await openWindow(browser, served.url);
    await goTo(page, 'values');
    const session = await page.context().newCDPSession(page);
    /** A drop as the system makes it: by the path of the file. */
    const drop = async (path: string): Promise<void> => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', {
          type,
          x: 400,
          y: 300,
          data: { items: [], files: [path], dragOperationsMask: 1 },
        });
    };
    const huge = join(folder.path, 'dropped.yaml');
    writeFileSync(huge, '');
    truncateSync(huge, 2 * 1024 ** 3);
    await drop(huge);
    const alert = page.locator('.announcement');
    await alert
      .getByText('dropped.yaml: Dit bestand is 2147 MB; een scenario is hoogstens 4 MB.')
      .waitFor({ timeout: 60_000 });
    await drop(join(folder.path, 'results'));
    await alert.getByText('results: Dit is geen map met een resultaat:').waitFor({ timeout: 60_000 });
    expect(await page.title()).toMatch(/^Waarden/);
    const good = join(folder.path, 'van-collega.yaml');
    writeFileSync(good, `extends: baseline-2025\nname: { nl: Van een collega, en: From a colleague }\n${TINY}`);
    await drop(good);
    await page.waitForSelector('nav a[aria-current="page"][href="#/edit"]', { timeout: 60_000 });
    await page.getByText('Het scenario klopt.').waitFor({ timeout: 60_000 });
    await page.close();
  }, 200_000);

  test('a window of an earlier start says that it is one, and a server that is gone that it is gone', async () => {
    const page = await openWindow(browser, served.url.replace(/token=.*/, 'token=of-an-earlier-start'));
    await page
      .getByText('Dit venster hoort bij een eerdere start van Rijnstroom.')
      .first()
      .waitFor({ timeout: 60_000 });
    await page.close();
    const apart = temporaryFolder();
    const other = await startServe(apart.path);
    running.push(other);
    const left = await openWindow(browser, other.url);
    // The window reads its other screens ahead while it has nothing to do.
    await left.waitForFunction(
      () => performance.getEntriesByType('resource').some(({ name }) => /\/edit-[\w-]+\.js$/.test(name)),
      undefined,
      { timeout: 60_000 },
    );
    await left.waitForTimeout(1000);
    other.stop();
    await goTo(left, 'edit');
    await left.getByText('Geen verbinding met Rijnstroom op deze computer.').first().waitFor({ timeout: 60_000 });
    await left.close();
    apart.remove();
  }, 200_000);

  test('a study folder is opened in Compare: differences with their intervals and verdicts, its report saved', async () => {
    const study = join(folder.path, 'mijn-studie');
    mkdirSync(study);
    const files = studyFiles([10, 20, 30, 40, 50], [9, 18, 27, 36, 45]);
    writeFileSync(join(study, 'study.json'), files.header);
    writeFileSync(join(study, 'runs.jsonl'), files.journal);
    writeFileSync(join(study, 'indicators.json'), files.texts);
    const page = await openWindow(browser, served.url);
    await goTo(page, 'compare');
    await page.locator('input[type=file]').setInputFiles(study);
    await page.getByText(/[−-]4,96 … [−-]1,04/).waitFor({ timeout: 60_000 });
    await page.locator('.verdict', { hasText: 'beter' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Rapport van de studie opslaan' }).click();
    expect((await download).suggestedFilename()).toBe('rijnstroom-mijn-studie.html');
    await page.close();
  }, 200_000);

  test('a disk that fills up during a run: told with what to do, nothing half is left, and the window goes on', async () => {
    const full = temporaryFolder();
    // The system refuses files beyond 64 kB to this server and its engine, as a full disk or a quota does.
    const limited = await startServe(full.path, ['bash', '-c', 'ulimit -f 64; exec "$@"', 'limited']);
    running.push(limited);
    const page = await openWindow(browser, limited.url);
    await editText(page, `extends: baseline-2025\n${TINY}`);
    await startRun(page);
    await page.getByText('De schijf is vol; er is niets half opgeslagen.').first().waitFor({ timeout: 300_000 });
    expect(readdirSync(join(full.path, 'results'))).toEqual([]);
    await goTo(page, 'library');
    await page.getByText('Uitgangssituatie 2025').first().waitFor({ timeout: 60_000 });
    await page.close();
    full.remove();
  }, 400_000);

  test('500 results are listed and searched; the time is printed', async () => {
    const many = temporaryFolder();
    const sample = join(root, 'scenarios/samples/baseline-2025');
    for (let i = 0; i < 500; i++) {
      const place = join(many.path, 'results', `result-${i}`);
      mkdirSync(place, { recursive: true });
      for (const name of readdirSync(sample)) {
        if (name.endsWith('.parquet')) linkOrCopy(join(sample, name), join(place, name));
        else cpSync(join(sample, name), join(place, name));
      }
    }
    const crowded = await startServe(many.path);
    running.push(crowded);
    const start = performance.now();
    const page = await openWindow(browser, crowded.url);
    await page.getByText('result-499').first().waitFor({ timeout: 120_000 });
    process.stdout.write(`500 results on the screen after ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    const before = performance.now();
    await page.getByRole('searchbox').fill('result-123');
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 60_000 }).toBe(1);
    process.stdout.write(`one of them found after ${((performance.now() - before) / 1000).toFixed(1)} s\n`);
    await page.close();
    many.remove();
  }, 300_000);

  test('serve on a port that is in use ends with a sentence and says what to do', () => {
    const port = new URL(served.url).port;
    const { status, stderr } = spawnSync(process.execPath, [program, 'serve', '--no-open', '--port', port], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('is in use by another program: choose another, or 0 for any that is free');
  }, 90_000);
});

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}
