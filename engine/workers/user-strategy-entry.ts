/** The thread of a user's strategy: loads the module, then answers one step after the other. */
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { type FromUserStrategy, type StrategyChannel, USER_FIELDS, WHY_BYTES } from './user-strategy-channel.ts';

type Strategy = (now: unknown, powerKw: Float64Array) => unknown;

const channel = workerData as StrategyChannel;
const send = (message: FromUserStrategy): void => parentPort!.postMessage(message);

/** TypeScript is loaded through the type stripping of Node.js 22.13 and later. */
async function load(): Promise<Record<string, unknown>> {
  if (!channel.typed) return (await import(channel.url)) as Record<string, unknown>;
  const strip = (nodeModule as { stripTypeScriptTypes?: (source: string) => string }).stripTypeScriptTypes;
  if (strip === undefined)
    throw new Error(`TypeScript needs Node.js 22.13 or later (this is ${process.version}); give a compiled .js module`);
  const source = strip(readFileSync(fileURLToPath(channel.url), 'utf8'));
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Record<string, unknown>;
}

/** What is wrong with an answer, '' when nothing is. */
function complaint(returned: unknown, powerKw: Float64Array, active: number): string {
  if (typeof returned === 'object' && returned !== null && 'then' in returned) {
    (returned as Promise<unknown>).then(
      () => {},
      () => {},
    );
    return 'it returned a promise: a strategy answers at once';
  }
  if (powerKw.length !== active) return `it left ${powerKw.length} powers for ${active} sessions`;
  if (returned !== powerKw && typeof returned === 'object' && returned !== null)
    return 'it returned powers of its own: they belong into the second argument';
  return '';
}

function serve(strategy: Strategy): void {
  const { signal, scalars, mostSessions, mostAhead } = channel;
  let turn = 0;
  for (;;) {
    Atomics.wait(signal, 0, turn);
    turn = Atomics.load(signal, 0);
    const [active, ahead, step, stepH, localS, loadKw, pvKw, limitKw] = scalars as unknown as number[];
    const sessions: Record<string, unknown> = { active, count: active };
    USER_FIELDS.forEach((field, f) => {
      sessions[field] = channel.sessions.slice(f * mostSessions, f * mostSessions + active!);
    });
    const series = (row: number) => {
      const values = channel.ahead.slice(row * mostAhead, row * mostAhead + ahead!);
      return (k: number): number => values[k] ?? Number.NaN;
    };
    const powerKw = new Float64Array(active!);
    const forecast = {
      horizonSteps: ahead,
      priceEurPerKwh: series(0),
      feedInEurPerKwh: series(1),
      co2GPerKwh: series(2),
      netKw: series(3),
    };
    let why = '';
    try {
      const returned = strategy({ step, stepH, localS, sessions, loadKw, pvKw, limitKw, forecast }, powerKw);
      why = complaint(returned, powerKw, active!);
      if (why === '') channel.powerKw.set(powerKw);
    } catch (error) {
      why = `it threw an exception: ${error instanceof Error ? error.message : String(error)}`;
    }
    const reason = new TextEncoder().encode(why).subarray(0, WHY_BYTES);
    channel.why.set(reason);
    Atomics.store(signal, 2, reason.length);
    Atomics.store(signal, 1, why === '' ? turn : -turn);
    Atomics.notify(signal, 1);
  }
}

try {
  const loaded = await load();
  const strategy = loaded['strategy'] ?? loaded['default'];
  if (typeof strategy !== 'function') throw new Error('no function is exported as strategy or default');
  send({ kind: 'ready', discharges: loaded['discharges'] === true });
  serve(strategy as Strategy);
} catch (error) {
  send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
