import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, expect, test, vi } from 'vitest';
import { idFrom } from '../../desktop/shared/result-files.ts';
import { FakeWindow } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const { boundsOn, readWindowState, writeWindowState } = await import('../../desktop/main/window-state.ts');
const { menuTemplate } = await import('../../desktop/main/menu.ts');
const { words } = await import('../../desktop/main/words.ts');
const { pathsIn } = await import('../../desktop/main/arguments.ts');
const { places, unpacked } = await import('../../desktop/main/places.ts');
const { openResult } = await import('../../desktop/main/open-result.ts');
const { watchWindow } = await import('../../desktop/main/window-trouble.ts');
const electron = (await import('electron')) as unknown as import('./fake-electron.ts').FakeElectron;

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-window-'));
electron.app.folder = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const laptop = { x: 0, y: 0, width: 1280, height: 680 };
const second = { x: 1280, y: 0, width: 1920, height: 1080 };

test('the window comes back where it was, while that place is on a display', () => {
  const state = { x: 1400, y: 50, width: 1200, height: 800, maximised: false };
  expect(boundsOn(state, [laptop, second])).toEqual({ x: 1400, y: 50, width: 1200, height: 800 });
  // The second display is gone: a size that fits, and no place.
  expect(boundsOn(state, [laptop])).toEqual({ width: 1200, height: 680 });
  expect(boundsOn({ ...state, x: 1230 }, [laptop])).not.toHaveProperty('x');
  expect(boundsOn({ ...state, y: -900 }, [laptop, second])).not.toHaveProperty('y');
  expect(boundsOn(null, [laptop])).toEqual({ width: 1280, height: 680 });
});

test('a state is written and read whole; a damaged file is as if there were none', () => {
  const file = join(folder, 'window.json');
  const state = { x: 1, y: 2, width: 900, height: 600, maximised: true };
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
  for (const bad of ['', '{"x":', '[]', '{"x":1e9,"y":0,"width":900,"height":600,"maximised":false}']) {
    writeFileSync(file, bad);
    expect(readWindowState(file), bad).toBeNull();
  }
  expect(() => writeWindowState(join(folder, 'no', 'window.json'), state)).not.toThrow();
});

test('the menu is whole in both languages, has no developer tools once installed, and no key twice', () => {
  const actions = { newWindow: vi.fn(), openScenario: vi.fn(), openResult: vi.fn(), library: folder };
  for (const locale of ['nl-NL', 'en-GB'])
    for (const mac of [true, false]) {
      const template = menuTemplate(actions, mac, true, words(locale));
      const items = template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
      expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([]);
      const roles = items.map(({ role }) => role);
      expect(roles).not.toContain('toggleDevTools');
      expect(roles).not.toContain('reload');
      for (const role of ['undo', 'redo', 'copy', 'paste', 'quit', 'zoomIn', 'about']) expect(roles).toContain(role);
      const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
      expect(new Set(keys).size).toBe(keys.length);
    }
  expect(menuTemplate(actions, false, true, words('nl'))[0]?.label).toBe('&Bestand');
  expect(menuTemplate(actions, false, true, words('en'))[0]?.label).toBe('&File');
  expect(words('fr')).toBe(words('nl'));
});

test('files are found among the words that start the application, switches and the application itself are not', () => {
  const exists = (path: string): boolean => !path.includes('gone');
  expect(pathsIn(['/bin/rijnstroom', '--flag', 'a.yaml', 'gone.yaml'], true, '/home/x', exists)).toEqual([
    join('/home/x', 'a.yaml'),
  ]);
  expect(pathsIn(['/bin/electron', '.', '/tmp/a.yaml'], false, '/home/x', exists)).toEqual(['/tmp/a.yaml']);
});

test('an installed application starts its engine from the unpacked files, its page from the archive', () => {
  const main = join(sep, 'opt', 'rijnstroom', 'resources', 'app.asar', 'dist', 'desktop', 'main');
  const found = places(() => true, main);
  expect(found.engineEntry).toContain(`${sep}app.asar.unpacked${sep}dist${sep}desktop${sep}server${sep}engine${sep}`);
  expect(found.samples).toContain(`${sep}app.asar.unpacked${sep}scenarios${sep}samples`);
  expect(found.renderer).toContain(`${sep}app.asar${sep}`);
  expect(found.preload).toContain(`${sep}app.asar${sep}`);
  expect(unpacked('/work/clone/dist/x.js')).toBe('/work/clone/dist/x.js');
});

test('a result from elsewhere is copied under a free name, whole or not at all', async () => {
  const library = join(folder, 'library');
  const from = join(folder, 'my result (2)');
  mkdirSync(join(library, 'results'), { recursive: true });
  mkdirSync(from);
  await expect(openResult(from, library, '')).rejects.toMatchObject({ failure: { kind: 'input' } });
  for (const name of ['manifest.json', 'summary.json', 'steps.parquet', 'holiday.jpg', '.env'])
    writeFileSync(join(from, name), '{}');
  symlinkSync('/etc/passwd', join(from, 'links.parquet'));
  mkdirSync(join(from, 'more'));
  await openResult(from, library, '');
  // What is no file of a result, and what a link leads to, stays where it is.
  expect(readdirSync(join(library, 'results', 'my-result-2-')).sort()).toEqual([
    'manifest.json',
    'steps.parquet',
    'summary.json',
  ]);
  await openResult(from, library, '');
  expect(readdirSync(join(library, 'results')).sort()).toEqual(['my-result-2-', 'my-result-2--2']);
  // One of the library itself is shown, not copied.
  await openResult(join(library, 'results', 'my-result-2-'), library, '');
  expect(readdirSync(join(library, 'results'))).toHaveLength(2);
  expect(idFrom('../..', 'result')).toBe('result');
  // A sample of the program keeps its name: opened itself it is shown, another of that name gets a number.
  const samples = join(folder, 'samples');
  const sample = join(samples, 'my-sample');
  const other = join(folder, 'my-sample');
  for (const place of [sample, other]) {
    mkdirSync(place, { recursive: true });
    for (const name of ['manifest.json', 'summary.json']) writeFileSync(join(place, name), '{}');
  }
  await openResult(sample, library, samples);
  expect(readdirSync(join(library, 'results'))).toHaveLength(2);
  await openResult(other, library, samples);
  expect(readdirSync(join(library, 'results'))).toContain('my-sample-2');
});

test('a page that ended is loaded again when the user says so; one that ended on purpose asks nothing', async () => {
  const window = new FakeWindow({});
  watchWindow(window as unknown as BrowserWindow);
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
  window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
  await vi.waitFor(() => expect(window.webContents.reload).toHaveBeenCalledTimes(1));
});

test('unsaved work is kept unless the user leaves it', () => {
  const window = new FakeWindow({});
  watchWindow(window as unknown as BrowserWindow);
  const leave = (response: number): boolean => {
    electron.dialog.showMessageBoxSync.mockReturnValueOnce(response);
    const event = { preventDefault: vi.fn() };
    window.webContents.emit('will-prevent-unload', event);
    return event.preventDefault.mock.calls.length > 0;
  };
  expect(leave(0)).toBe(false);
  expect(leave(1)).toBe(true);
});
