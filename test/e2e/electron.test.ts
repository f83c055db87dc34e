/** Drives real Electron, where its program is on the machine (`npx install-electron` fetches it) and `RIJNSTROOM_ELECTRON=1` asks for it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findElectron } from '../../engine/cli/electron-binary.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const found = findElectron(root, process);
const asked = process.env['RIJNSTROOM_ELECTRON'] === '1';
const why =
  'missing' in found
    ? `skips: Electron cannot be started here, ${found.missing}`
    : asked
      ? ''
      : 'skips: set RIJNSTROOM_ELECTRON=1';

describe.skipIf(why !== '')(`the application in real Electron ${why}`, () => {
  let folder = '';
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rijnstroom-e2e-'));
    app = await _electron.launch({
      executablePath: 'binary' in found ? found.binary : '',
      args: [root, `--user-data-dir=${folder}`],
      env: { ...process.env, XDG_DATA_HOME: folder, APPDATA: folder } as Record<string, string>,
    });
    page = await app.firstWindow();
    await page.waitForSelector('nav.screens');
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the page is the own address, has the bridge, and nothing of Node.js', async () => {
    expect(page.url()).toMatch(/^rijnstroom:\/\/app\//);
    expect(
      await page.evaluate(() => ({
        bridge: Object.keys((globalThis as unknown as { rijnstroom: object }).rijnstroom).sort(),
        node: ['process', 'require', 'module', 'Buffer'].filter((name) => name in globalThis),
      })),
    ).toEqual({ bridge: ['call', 'onRunEvent'], node: [] });
  });

  test('calls are answered by the engine, and failures keep their class across the bridge', async () => {
    const call = (name: string, argument: object): Promise<unknown> =>
      page.evaluate(
        ([n, a]) =>
          (globalThis as unknown as { rijnstroom: { call(n: unknown, a: unknown): Promise<unknown> } }).rijnstroom
            .call(n, a)
            .catch((failure: unknown) => ({ failure })),
        [name, argument] as const,
      );
    expect(await call('about', {})).toMatchObject({ shell: 'electron', canPrintPdf: true });
    expect(await call('readResult', { id: '../x' })).toMatchObject({ failure: { kind: 'input' } });
  });

  test('the network, new windows and navigation elsewhere are refused', async () => {
    expect(await page.evaluate(() => fetch('https://example.org/').then(String, () => 'refused'))).toBe('refused');
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
    await page.evaluate(() => location.assign('https://example.org/'));
    await page.waitForTimeout(300);
    expect(page.url()).toMatch(/^rijnstroom:\/\/app\//);
  });

  test('the engine is killed: the window stays and the next call is answered', async () => {
    await app.evaluate(({ app: inside }) => {
      const engine = inside.getAppMetrics().find(({ name }) => name === 'Rijnstroom engine');
      if (engine !== undefined) process.kill(engine.pid, 'SIGKILL');
    });
    await expect
      .poll(
        () =>
          page.evaluate(() =>
            (
              globalThis as unknown as { rijnstroom: { call(n: string, a: object): Promise<{ shell: string }> } }
            ).rijnstroom
              .call('about', {})
              .then(
                ({ shell }) => shell,
                () => '',
              ),
          ),
        { timeout: 10_000 },
      )
      .toBe('electron');
    expect(page.isClosed()).toBe(false);
  });
});
