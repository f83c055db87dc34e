import type { IpcMainInvokeEvent } from 'electron';
import { expect, test, vi } from 'vitest';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron());

const { answer, answerCalls } = await import('../../desktop/main/calls.ts');
const { CALL, OPEN } = await import('../../desktop/main/channels.ts');
const { CallFailed } = await import('../../desktop/shared/engine-host.ts');
const electron = (await import('electron')) as unknown as import('./fake-electron.ts').FakeElectron;

const from = (url: string | null, parent: object | null = null): IpcMainInvokeEvent =>
  ({ senderFrame: url === null ? null : { url, parent } }) as unknown as IpcMainInvokeEvent;
const OWN = from('rijnstroom://app/index.html');
const targets = () => ({
  engine: vi.fn(async () => 'engine' as unknown),
  report: vi.fn(async () => 'report' as unknown),
  open: vi.fn(async () => {}),
});

test('two channels are answered: calls, and what is dropped in, by its whole path and from the own page only', async () => {
  const t = targets();
  answerCalls(t);
  expect(electron.ipcMain.handle.mock.calls.map(([name]) => name)).toEqual([CALL, OPEN]);
  const drop = electron.ipcMain.handle.mock.calls[1]![1] as (event: unknown, path: unknown) => Promise<void>;
  await drop(OWN, '/tmp/result');
  for (const path of ['result', 7, null]) await drop(OWN, path);
  await drop(from('https://example.org/'), '/tmp/result');
  expect(t.open.mock.calls).toEqual([['/tmp/result']]);
});

test('a call of the own main frame reaches the engine; a foreign page, a frame inside and a frame that is gone do not', async () => {
  const t = targets();
  expect(await answer(OWN, 'about', {}, t)).toEqual({ ok: true, value: 'engine' });
  for (const other of [
    from('https://example.org/'),
    from('rijnstroom://print/1'),
    from('rijnstroom://app/index.html', {}),
    from(null),
  ])
    expect(await answer(other, 'about', {}, t)).toMatchObject({ ok: false, failure: { kind: 'input' } });
  expect(t.engine).toHaveBeenCalledTimes(1);
});

test('an unknown call, a name of the prototype and an argument outside its schema never reach the engine', async () => {
  const t = targets();
  for (const [name, argument] of [
    ['eval', {}],
    ['__proto__', {}],
    ['constructor', {}],
    [7, {}],
    ['readResult', { id: '../../etc' }],
    ['about', { extra: 1 }],
    ['checkScenario', { text: 'x'.repeat(1_000_001) }],
    ['readTable', null],
  ] as const)
    expect(await answer(OWN, name, argument, t), String(name)).toMatchObject({ ok: false, failure: { kind: 'input' } });
  expect(t.engine).not.toHaveBeenCalled();
  expect(await answer(OWN, 'readResult', { id: '../x' }, t)).toMatchObject({
    failure: { problems: [{ file: 'bridge', key: 'readResult.id' }] },
  });
});

test('reports go to the shell, and failures keep their sentence in both languages', async () => {
  const t = targets();
  const argument = { ids: ['a'], format: 'pdf', language: 'nl' };
  expect(await answer(OWN, 'report', argument, t)).toEqual({ ok: true, value: 'report' });
  expect(t.engine).not.toHaveBeenCalled();
  const failure = { kind: 'run' as const, message: { nl: 'nee', en: 'no' }, problems: [] };
  t.engine.mockRejectedValueOnce(new CallFailed(failure));
  expect(await answer(OWN, 'about', {}, t)).toEqual({ ok: false, failure });
  t.engine.mockRejectedValueOnce(new Error('boom'));
  expect(await answer(OWN, 'about', {}, t)).toMatchObject({ ok: false, failure: { kind: 'bug' } });
});
