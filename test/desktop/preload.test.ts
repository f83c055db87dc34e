import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { CALL, EVENT, OPEN } from '../../desktop/main/channels.ts';
import type { Bridge } from '../../desktop/shared/bridge.ts';

/** The built file, run as Electron's sandbox runs it: with a `require` that knows Electron only. */
function runPreload() {
  const exposed: Record<string, unknown> = {};
  const required: string[] = [];
  const ipcRenderer = { invoke: vi.fn(), on: vi.fn(), removeListener: vi.fn() };
  const contextBridge = {
    exposeInMainWorld: (name: string, value: unknown) => Object.assign(exposed, { [name]: value }),
  };
  const webUtils = { getPathForFile: (file: { path?: string }) => file.path ?? '' };
  let drop: (event: object) => void = () => {};
  const page = {
    addEventListener: (_name: string, listener: typeof drop) => {
      drop = listener;
    },
  };
  const require = (name: string): unknown => {
    required.push(name);
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return { contextBridge, ipcRenderer, webUtils };
  };
  const built = readFileSync(new URL('../../dist/desktop/preload/preload.cjs', import.meta.url), 'utf8');
  const module = { exports: {} };
  const wrapped = runInContext(`(function (require, exports, module) {${built}\n})`, createContext(page));
  (wrapped as (...args: unknown[]) => void)(require, module.exports, module);
  return { exposed, required, ipcRenderer, bridge: exposed['rijnstroom'] as Bridge, drop };
}

test('the page gets window.rijnstroom with call and onRunEvent, and nothing else of Electron', () => {
  const { exposed, required, bridge } = runPreload();
  expect(Object.keys(exposed)).toEqual(['rijnstroom']);
  expect(Object.keys(bridge).sort()).toEqual(['call', 'onRunEvent']);
  expect(required).toEqual(['electron']);
});

test('a call crosses on its one channel; a failure arrives as the plain value', async () => {
  const { bridge, ipcRenderer } = runPreload();
  ipcRenderer.invoke.mockResolvedValueOnce({ ok: true, value: 42 });
  expect(await bridge.call('about', {})).toBe(42);
  expect(ipcRenderer.invoke).toHaveBeenCalledWith(CALL, 'about', {});
  const failure = { kind: 'input', message: { nl: 'nee', en: 'no' }, problems: [] };
  ipcRenderer.invoke.mockResolvedValueOnce({ ok: false, failure });
  await expect(bridge.call('about', {})).rejects.toEqual(failure);
});

test("a listener hears events without Electron's event object, until it stops listening", () => {
  const { bridge, ipcRenderer } = runPreload();
  const heard = vi.fn();
  const stop = bridge.onRunEvent(heard);
  const [channel, forward] = ipcRenderer.on.mock.calls[0] as [string, (event: unknown, value: unknown) => void];
  expect(channel).toBe(EVENT);
  forward({ sender: 'secret' }, { kind: 'cancelled', runId: 'a' });
  expect(heard.mock.calls).toEqual([[{ kind: 'cancelled', runId: 'a' }]]);
  stop();
  expect(ipcRenderer.removeListener).toHaveBeenCalledWith(EVENT, forward);
});

test('what is dropped in goes to the shell by its path, which the page never learns; a drop the page made up does not', () => {
  const { drop, ipcRenderer } = runPreload();
  const event = (file: object, isTrusted = true) => ({
    isTrusted,
    dataTransfer: { files: [file] },
    preventDefault: vi.fn(),
    stopPropagation: vi.fn(),
  });
  const real = event({ path: '/home/a/result' });
  drop(real);
  expect(ipcRenderer.invoke.mock.calls).toEqual([[OPEN, '/home/a/result']]);
  expect(real.preventDefault).toHaveBeenCalled();
  expect(real.stopPropagation).toHaveBeenCalled();
  drop(event({ path: '/home/a/result' }, false));
  drop(event({}));
  drop({ isTrusted: true, dataTransfer: null });
  expect(ipcRenderer.invoke).toHaveBeenCalledTimes(1);
});

test('several things dropped at once are handed over one after another', async () => {
  const { drop, ipcRenderer } = runPreload();
  let answer = (): void => {};
  ipcRenderer.invoke.mockImplementationOnce(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
  );
  const files = ['/a.yaml', '/b', '/c'].map((path) => ({ path }));
  drop({ isTrusted: true, dataTransfer: { files }, preventDefault: vi.fn(), stopPropagation: vi.fn() });
  expect(ipcRenderer.invoke.mock.calls).toEqual([[OPEN, '/a.yaml']]);
  answer();
  await vi.waitFor(() =>
    expect(ipcRenderer.invoke.mock.calls.map(([, path]) => path)).toEqual(['/a.yaml', '/b', '/c']),
  );
});
