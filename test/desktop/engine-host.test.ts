import { expect, test } from 'vitest';
import type { RunEvent } from '../../desktop/shared/bridge.ts';
import { CallFailed, EngineHost, type EngineProcess } from '../../desktop/shared/engine-host.ts';
import type { CallMessage, EngineMessage } from '../../desktop/shared/protocol.ts';

class FakeEngine implements EngineProcess {
  readonly sent: CallMessage[] = [];
  tell: (message: EngineMessage) => void = () => {};
  exit: (why: string) => void = () => {};
  send(message: CallMessage): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: EngineMessage) => void): void {
    this.tell = listener;
  }
  onExit(listener: (why: string) => void): void {
    this.exit = listener;
  }
  kill(): void {}
}

function hostWith(): { host: EngineHost; engines: FakeEngine[]; events: RunEvent[]; clock: { ms: number } } {
  const engines: FakeEngine[] = [];
  const clock = { ms: 0 };
  const host = new EngineHost(
    () => {
      const engine = new FakeEngine();
      engines.push(engine);
      return engine;
    },
    () => clock.ms,
  );
  const events: RunEvent[] = [];
  host.onEvent((event) => events.push(event));
  return { host, engines, events, clock };
}

test('answers go back to their own calls, in any order', async () => {
  const { host, engines } = hostWith();
  const a = host.call('about', {});
  const b = host.call('schema', {});
  const [first, second] = engines[0]!.sent;
  engines[0]!.tell({ kind: 'answer', callId: second!.callId, value: 'b' });
  engines[0]!.tell({ kind: 'answer', callId: first!.callId, value: 'a' });
  expect(await Promise.all([a, b])).toEqual(['a', 'b']);
});

test('an engine that dies fails what waits with a sentence, is started again, and later calls work', async () => {
  const { host, engines, events } = hostWith();
  const lost = host.call('startRun', {});
  engines[0]!.exit('SIGKILL');
  await expect(lost).rejects.toBeInstanceOf(CallFailed);
  expect(engines).toHaveLength(2);
  expect(events).toEqual([{ kind: 'engine-restarted', message: 'SIGKILL' }]);
  const again = host.call('about', {});
  engines[1]!.tell({ kind: 'answer', callId: engines[1]!.sent[0]!.callId, value: 1 });
  expect(await again).toBe(1);
});

test('an engine that dies again and again is not started for ever', () => {
  const { engines, events } = hostWith();
  for (let i = 0; i < 10; i++) engines.at(-1)!.exit('code 1');
  expect(engines.length).toBeLessThanOrEqual(6);
  expect(events.at(-1)).toMatchObject({ kind: 'engine-restarted', message: expect.stringContaining('keeps stopping') });
});
