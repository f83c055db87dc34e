import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMainInvokeEvent } from 'electron';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { FakeWindow } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const { makeReport } = await import('../../desktop/main/report.ts');
const { picture } = await import('../../desktop/main/print-png.ts');
const { answerPrint, PRINT_POLICY } = await import('../../desktop/main/print-page.ts');
const { CallFailed } = await import('../../desktop/shared/engine-host.ts');
const electron = (await import('electron')) as unknown as import('./fake-electron.ts').FakeElectron;

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  FakeWindow.all = [];
});

const html = new TextEncoder().encode('<!doctype html><h1>x</h1>');
const engine = vi.fn(async (_name: string, _argument: unknown) => ({
  end: 'sent',
  fileName: 'rijnstroom-a.html',
  mimeType: 'text/html',
  bytes: html,
}));
const event = { sender: {} } as unknown as IpcMainInvokeEvent;
const choose = (filePath: string): void =>
  void electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: filePath === '', filePath });

test('a PDF is printed in a hidden, sandboxed window without JavaScript, saved where the user says, and no bytes cross', async () => {
  const file = join(folder, 'page.pdf');
  choose(file);
  const answer = await makeReport(engine, { ids: ['a'], format: 'pdf', language: 'nl' }, event);
  expect(engine).toHaveBeenCalledWith('report', { ids: ['a'], format: 'html', language: 'nl' });
  expect(answer).toEqual({ end: 'saved', fileName: 'page.pdf', mimeType: 'application/pdf', bytes: new Uint8Array(0) });
  expect(readFileSync(file, 'latin1')).toBe('%PDF');
  const [window] = FakeWindow.all;
  expect(window!.options).toMatchObject({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      devTools: false,
    },
  });
  expect((window!.options['webPreferences'] as object) ?? {}).not.toHaveProperty('preload');
  expect(window!.loaded[0]).toMatch(/^rijnstroom:\/\/print\/[0-9a-f-]{36}$/);
  expect(window!.webContents.printToPDF).toHaveBeenCalledWith(
    expect.objectContaining({ pageSize: 'A4', generateTaggedPDF: true, printBackground: true }),
  );
  expect(window!.destroyed).toBe(true);
  // The document is gone with its window.
  expect(answerPrint(window!.loaded[0]!).status).toBe(404);
});

test('the print session loads its one document, refuses everything else and gives it a policy without scripts', async () => {
  choose(join(folder, 'b.pdf'));
  await makeReport(engine, { ids: ['a'], format: 'pdf', language: 'en' }, event);
  expect(electron.session.fromPartition).toHaveBeenCalledWith('print', { cache: false });
  const session = electron.session.fromPartition.mock.results[0]!.value as import('./fake-electron.ts').FakeSession;
  expect(session.lets('https://example.org/')).toBe(false);
  expect(session.lets('rijnstroom://app/index.html')).toBe(false);
  expect(PRINT_POLICY).not.toContain('script-src');
  expect(PRINT_POLICY).toContain("default-src 'none'");
});

test('a preview is handed to the window: nobody is asked where to save it', async () => {
  const argument = { ids: ['a'], format: 'html', language: 'nl', preview: true } as const;
  const asked = electron.dialog.showSaveDialog.mock.calls.length;
  expect((await makeReport(engine, { ...argument, ids: ['a'] }, event)).bytes).toBe(html);
  expect(electron.dialog.showSaveDialog.mock.calls.length).toBe(asked);
});

test('no place chosen is a normal end; a place that cannot be written in a sentence, with no part left behind', async () => {
  choose('');
  expect(await makeReport(engine, { ids: ['a'], format: 'html', language: 'nl' }, event)).toMatchObject({
    end: 'cancelled',
  });
  choose(join(folder, 'missing', 'page.html'));
  const failed = makeReport(engine, { ids: ['a'], format: 'html', language: 'nl' }, event);
  await expect(failed).rejects.toBeInstanceOf(CallFailed);
  await expect(failed).rejects.toMatchObject({
    failure: { message: { nl: expect.stringContaining('niet worden opgeslagen') } },
  });
  expect(existsSync(join(folder, 'missing'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a page whose process ends is told and its window closed', async () => {
  const printing = makeReport(engine, { ids: ['a'], format: 'png', language: 'nl' }, event);
  const failed = expect(printing).rejects.toMatchObject({ failure: { kind: 'run' } });
  await vi.waitFor(() => expect(FakeWindow.all).toHaveLength(1));
  const [window] = FakeWindow.all;
  window!.webContents.emit('render-process-gone');
  await failed;
  expect(window!.destroyed).toBe(true);
});

test('the picture is of the map where the report has one, else of the whole page', async () => {
  const page = (nodeId: number) => ({
    sendCommand: vi.fn(async (name: string, _argument?: object): Promise<unknown> => {
      if (name === 'DOM.getDocument') return { root: { nodeId: 1 } };
      if (name === 'DOM.querySelector') return { nodeId };
      if (name === 'DOM.getBoxModel') return { model: { border: [30, 40, 0, 0, 0, 0, 0, 0], width: 900, height: 700 } };
      if (name === 'Page.getLayoutMetrics') return { cssContentSize: { x: 0, y: 0, width: 1240, height: 50_000 } };
      return { data: Buffer.from('png').toString('base64') };
    }),
  });
  const withMap = page(5);
  expect(Buffer.from(await picture(withMap)).toString()).toBe('png');
  expect(withMap.sendCommand).toHaveBeenCalledWith(
    'Page.captureScreenshot',
    expect.objectContaining({ clip: { x: 30, y: 40, width: 900, height: 700, scale: 2 } }),
  );
  const without = page(0);
  await picture(without);
  expect(without.sendCommand).toHaveBeenCalledWith(
    'Page.captureScreenshot',
    expect.objectContaining({ clip: expect.objectContaining({ width: 1240, height: 8192 }) }),
  );
});
