import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { FakeWindow } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const { startShell } = await import('../../desktop/main/shell.ts');
const { sendEvent } = await import('../../desktop/main/events.ts');
const { openPath } = await import('../../desktop/main/open-dialogs.ts');
const { EVENT } = await import('../../desktop/main/channels.ts');
const { CallFailed } = await import('../../desktop/shared/engine-host.ts');
const electron = (await import('electron')) as unknown as import('./fake-electron.ts').FakeElectron;
const { app } = electron;

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-shell-'));
app.folder = folder;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  FakeWindow.all = [];
  FakeWindow.focused = null;
  app.removeAllListeners();
  vi.clearAllMocks();
});

test('a second start hands over and quits without a window, an engine or a scheme', () => {
  app.requestSingleInstanceLock.mockReturnValueOnce(false);
  startShell();
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(electron.utilityProcess.fork).not.toHaveBeenCalled();
  expect(electron.protocol.registerSchemesAsPrivileged).not.toHaveBeenCalled();
  expect(FakeWindow.all).toHaveLength(0);
});

test('a start: sandbox for all, one guarded window on the own address, the engine in a process of its own that comes back', async () => {
  startShell();
  expect(app.enableSandbox).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(FakeWindow.all).toHaveLength(1));
  const [window] = FakeWindow.all;
  expect(window!.loaded).toEqual(['rijnstroom://app/index.html']);
  expect(window!.options).toMatchObject({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
  expect(String((window!.options['webPreferences'] as { preload: string }).preload)).toMatch(/preload\.cjs$/);
  const [entry, args] = electron.utilityProcess.fork.mock.calls[0] as unknown as [string, string[]];
  expect(entry).toMatch(/server[\\/]engine[\\/]entry\.js$/);
  expect(args[2]).toBe('electron');
  // The engine ends: another is started, the window stays and is told.
  electron.forks[0]!.emit('exit', 139);
  expect(electron.utilityProcess.fork).toHaveBeenCalledTimes(2);
  expect(window!.destroyed).toBe(false);
  expect(window!.webContents.sent).toEqual([[EVENT, { kind: 'engine-restarted', message: 'code 139' }]]);
  // Every page made later is guarded too.
  const later = new FakeWindow({}).webContents;
  app.emit('web-contents-created', {}, later);
  expect(later.openHandler({ url: 'https://example.org' })).toEqual({ action: 'deny' });
  // A second start brings the window to the front.
  app.emit('second-instance', {}, ['rijnstroom'], folder);
  expect(window!.restore).toHaveBeenCalled();
  expect(window!.focus).toHaveBeenCalled();
  app.emit('will-quit');
  expect(electron.forks[1]!.kill).toHaveBeenCalled();
});

test('events go to the windows of the application only; how far a run is stands on the task bar', () => {
  const own = new FakeWindow({});
  const printing = new FakeWindow({});
  printing.webContents.url = 'rijnstroom://print/1';
  sendEvent({ kind: 'progress', runId: 'a', stage: 'travel', fraction: 0.25, secondsLeft: 3 });
  expect(own.webContents.sent).toHaveLength(1);
  expect(own.setProgressBar).toHaveBeenLastCalledWith(0.25);
  expect(printing.webContents.sent).toHaveLength(0);
  sendEvent({ kind: 'done', runId: 'a', resultId: 'b' });
  expect(own.setProgressBar).toHaveBeenLastCalledWith(-1);
});

test('an opened scenario is imported, shown and kept among recent documents', async () => {
  const own = new FakeWindow({});
  const file = join(folder, 'more.rijnstroom.yaml');
  writeFileSync(file, 'extends: baseline-2025.yaml\n');
  const engine = vi.fn(async () => ({ id: 'more' }));
  await openPath(file, { engine, library: folder, samples: '' });
  expect(engine).toHaveBeenCalledWith('importScenario', {
    name: 'more.rijnstroom.yaml',
    text: 'extends: baseline-2025.yaml\n',
  });
  expect(app.addRecentDocument).toHaveBeenCalledWith(file);
  expect(own.webContents.sent).toEqual([[EVENT, { kind: 'show', screen: 'edit', scenarioId: 'more', resultId: null }]]);
});

test('an opened study is handed over as its three small files and shown in Compare; without its journal it is told', async () => {
  const own = new FakeWindow({});
  const study = join(folder, 'my-study');
  mkdirSync(study);
  writeFileSync(join(study, 'study.json'), '{}');
  const engine = vi.fn(async () => ({ id: 'my-study-2' }));
  const opener = { engine, library: folder, samples: '' };
  await openPath(study, opener);
  expect(electron.dialog.showMessageBox.mock.lastCall!.at(-1)).toMatchObject({
    message: expect.stringContaining('runs.jsonl'),
  });
  writeFileSync(join(study, 'runs.jsonl'), 'a');
  await openPath(study, opener);
  expect(engine.mock.calls).toEqual([['importStudy', { name: 'my-study', header: '{}', journal: 'a', texts: '' }]]);
  expect(own.webContents.sent.at(-1)).toEqual([
    EVENT,
    { kind: 'show', screen: 'compare', scenarioId: null, resultId: null, studyId: 'my-study-2' },
  ]);
});

test('a file that is too large, binary, gone or wrong is told in a dialog and never thrown', async () => {
  const engine = vi.fn(async () => {
    throw new CallFailed({
      kind: 'input',
      message: { nl: 'Dit kan zo niet.', en: 'This cannot.' },
      problems: [{ file: 'x', line: 3, key: 'grid', rule: 'must be >= 2' }],
    });
  });
  const opener = { engine, library: folder, samples: '' };
  const said = (): { message: string; detail: string } =>
    electron.dialog.showMessageBox.mock.lastCall!.at(-1) as unknown as { message: string; detail: string };
  const large = join(folder, 'large.yaml');
  writeFileSync(large, 'x'.repeat(4_000_001));
  await openPath(large, opener);
  expect(said().message).toContain('te groot');
  // A file of 2 GB, of which the disk keeps nothing: read, it would take the memory of the shell.
  const huge = join(folder, 'huge.yaml');
  writeFileSync(huge, '');
  truncateSync(huge, 2 * 1024 ** 3);
  const before = process.memoryUsage().rss;
  await openPath(huge, opener);
  expect(said().message).toContain('te groot');
  expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  const binary = join(folder, 'binary.yaml');
  writeFileSync(binary, Buffer.from([0xff, 0xfe, 0xff]));
  await openPath(binary, opener);
  expect(said().message).toContain('geen tekst');
  await openPath(join(folder, 'gone.yaml'), opener);
  expect(said().message).toContain('niet worden gelezen'.slice(5));
  await openPath(folder, opener);
  expect(said().message).toContain('manifest.json');
  expect(engine).not.toHaveBeenCalled();
  writeFileSync(binary, 'grid: 1');
  await openPath(binary, opener);
  expect(said()).toMatchObject({
    message: 'Dit kan zo niet.',
    detail: expect.stringContaining('3: grid — moet minstens 2 zijn'),
  });
});
