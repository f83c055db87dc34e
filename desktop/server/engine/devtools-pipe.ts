/** A browser of the Chromium family driven through a pipe of its own (no port is opened): questions and answers of the DevTools protocol,
 *  each message JSON that ends with a zero byte. Starts a process. */
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { RunError } from '../../../engine/core/errors.ts';

/** What is not done after this time will not be [ms]. */
const PATIENCE_MS = 120_000;

type Answer = Readonly<Record<string, unknown>>;

export interface DevtoolsPipe {
  /** @throws RunError with the browser's own words */
  ask(method: string, params?: object, sessionId?: string): Promise<Answer>;
  /** Rejects when the browser ends, cannot be started, or takes too long. */
  readonly failed: Promise<never>;
  close(): void;
}

export function openPipe(browser: string, args: readonly string[]): DevtoolsPipe {
  const child = spawn(browser, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map<number, { resolve: (value: Answer) => void; reject: (error: Error) => void }>();
  const [, , , input, output] = child.stdio as [null, null, null, Writable, Readable];
  let next = 1;
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Whoever waits for `failed` hears it; nobody may be waiting any more.
  failed.catch(() => {});
  const timer = setTimeout(() => fail(new RunError('the browser of this machine did not print in time')), PATIENCE_MS);
  child.once('error', ({ message }) => fail(new RunError(`the browser of this machine cannot be started: ${message}`)));
  child.once('exit', () => fail(new RunError('the browser of this machine ended before it had printed')));
  input.on('error', () => {});
  let parts: Buffer[] = [];
  output.on('data', (bytes: Buffer) => {
    let rest = bytes;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      receive(Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8'));
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
  });
  const receive = (text: string): void => {
    const { id, result, error } = JSON.parse(text) as { id?: number; result?: Answer; error?: { message: string } };
    if (id === undefined) return;
    const entry = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) entry?.resolve(result ?? {});
    else entry?.reject(new RunError(`the browser of this machine did not print: ${error.message}`));
  };
  return {
    ask: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    failed,
    close() {
      clearTimeout(timer);
      child.kill('SIGKILL');
    },
  };
}
