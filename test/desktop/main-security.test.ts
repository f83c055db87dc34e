import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session, WebContents } from 'electron';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FakeContents, FakeSession } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const { guardContents } = await import('../../desktop/main/contents-guard.ts');
const { answer, fileOf, registerScheme } = await import('../../desktop/main/protocol.ts');
const { appAllows, guardSession } = await import('../../desktop/main/session-guard.ts');
const { windowOptions } = await import('../../desktop/main/window-options.ts');
const { isAppAddress } = await import('../../desktop/main/addresses.ts');
const { stayOffline } = await import('../../desktop/main/offline.ts');
const electron = (await import('electron')) as unknown as import('./fake-electron.ts').FakeElectron;

let folder = '';
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'rijnstroom-protocol-'));
  folder = join(root, 'renderer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>x</title>');
  writeFileSync(join(root, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test("each of Electron's security settings stands in the window's options (Electron's security checklist)", () => {
  const { webPreferences } = windowOptions({ width: 1000, height: 700 }, '/x/preload.cjs', true);
  expect(webPreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    preload: '/x/preload.cjs',
    devTools: false,
  });
  expect(windowOptions({}, '', false).webPreferences?.devTools).toBe(true);
});

test('an address of the application is its scheme and host and nothing more', () => {
  expect(isAppAddress('rijnstroom://app/index.html#/map')).toBe(true);
  for (const other of [
    'rijnstroom://print/x',
    'rijnstroom://app.evil.example/',
    'rijnstroom://user@app/',
    'rijnstroom://app:80/',
    'https://app/',
    'file:///etc/passwd',
    'about:blank',
    '',
  ])
    expect(isAppAddress(other), other).toBe(false);
});

test('every permission, permission check and device is refused', () => {
  const session = new FakeSession();
  guardSession(session as unknown as Session, { allows: () => true, downloads: true });
  for (const name of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'fullscreen']) {
    const granted = vi.fn();
    session.permission({}, name, granted);
    expect(granted).toHaveBeenCalledExactlyOnceWith(false);
  }
  expect(session.permissionCheck()).toBe(false);
  expect(session.device()).toBe(false);
  expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
});

test('only own files, own blobs and data leave or enter the window; developer tools only when not installed', () => {
  const session = new FakeSession();
  guardSession(session as unknown as Session, { allows: appAllows(true), downloads: true });
  for (const good of ['rijnstroom://app/a.js', 'blob:rijnstroom://app/1', 'data:image/png;base64,'])
    expect(session.lets(good), good).toBe(true);
  for (const bad of [
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://localhost/',
    'file:///etc/passwd',
    'devtools://devtools/x',
    'blob:https://example.org/1',
    'rijnstroom://print/1',
  ])
    expect(session.lets(bad), bad).toBe(false);
  expect(appAllows(false)('devtools://devtools/x')).toBe(true);
});

test('Chromium resolves no host name and runs no background service', () => {
  stayOffline();
  expect(electron.app.commandLine.appendSwitch).toHaveBeenCalledWith('host-resolver-rules', 'MAP * ~NOTFOUND');
  expect(electron.app.commandLine.appendSwitch).toHaveBeenCalledWith('disable-background-networking', undefined);
});

test('a download is a blob of the own page and goes through the dialog; any other is stopped', () => {
  const session = new FakeSession();
  guardSession(session as unknown as Session, { allows: () => true, downloads: true });
  const download = (url: string): { stopped: boolean; asked: boolean } => {
    const event = { preventDefault: vi.fn() };
    const item = {
      getURL: () => url,
      getFilename: () => 'map.png',
      setSaveDialogOptions: vi.fn(),
      setSavePath: vi.fn(),
    };
    session.emit('will-download', event, item);
    expect(item.setSavePath).not.toHaveBeenCalled();
    return {
      stopped: event.preventDefault.mock.calls.length > 0,
      asked: item.setSaveDialogOptions.mock.calls.length > 0,
    };
  };
  expect(download('blob:rijnstroom://app/1')).toEqual({ stopped: false, asked: true });
  expect(download('https://example.org/x.exe')).toEqual({ stopped: true, asked: false });
  expect(download('blob:https://example.org/1')).toEqual({ stopped: true, asked: false });
});

test('navigation elsewhere, new windows and webviews are refused; the own page may move within itself', () => {
  const contents = new FakeContents();
  guardContents(contents as unknown as WebContents);
  const prevented = (name: string, url: string): boolean => {
    const event = { url, preventDefault: vi.fn() };
    contents.emit(name, event);
    return event.preventDefault.mock.calls.length > 0;
  };
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    expect(prevented(name, 'https://example.org/')).toBe(true);
    expect(prevented(name, 'file:///home/x/dropped.html')).toBe(true);
    expect(prevented(name, 'rijnstroom://app/index.html')).toBe(false);
  }
  expect(prevented('will-attach-webview', '')).toBe(true);
  expect(contents.openHandler({ url: 'rijnstroom://app/index.html' })).toEqual({ action: 'deny' });
  expect(contents.openHandler({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
});

test('the scheme is standard and secure and skips neither the content policy nor the rules of origins', () => {
  registerScheme();
  const [[schemes]] = electron.protocol.registerSchemesAsPrivileged.mock.calls as [
    [{ scheme: string; privileges: Record<string, boolean> }[]],
  ];
  expect(schemes).toHaveLength(1);
  expect(schemes[0]!.privileges).toMatchObject({ standard: true, secure: true });
  for (const more of ['bypassCSP', 'corsEnabled', 'allowServiceWorkers', 'allowExtensions'])
    expect(schemes[0]!.privileges[more]).toBeUndefined();
});

test('the protocol serves files of the folder with a strict policy, and never a file outside', async () => {
  const page = await answer(new Request('rijnstroom://app/'), folder);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe-eval');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  for (const path of [
    '../secret.txt',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    '..%5csecret.txt',
    '%00',
    'c:%5cx',
    '%zz',
  ])
    expect([403, 404], path).toContain((await answer(new Request(`rijnstroom://app/${path}`), folder)).status);
  // Steps upwards end at the folder itself, however they are written.
  expect(fileOf('rijnstroom://app/..%2f..%2fsecret.txt', folder)).toBe(join(folder, 'secret.txt'));
  expect(fileOf('rijnstroom://print/index.html', folder)).toBeNull();
  expect((await answer(new Request('rijnstroom://app/none.js'), folder)).status).toBe(404);
  expect((await answer(new Request('rijnstroom://app/', { method: 'POST' }), folder)).status).toBe(405);
});
