/** A user's own charging strategy, run on a thread of its own so that it can be stopped. A module by path whose default export (or export
 *  `strategy`) is a function (now, powerKw) => void as `ChargingStrategy`; `discharges` may be exported as true.
 *  Each step its answer is awaited for a second at most. More power than a session allows, NaN, an endless loop, an exception, a promise or
 *  an answer of another length ends the run with the name of the module. What it does to the snapshot it does to a copy. */
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SiteSnapshot, StrategyDefinition } from '../charging/snapshot.ts';
import { InputError, RunError } from '../core/errors.ts';
import { type FromUserStrategy, type StrategyChannel, USER_FIELDS, WHY_BYTES } from './user-strategy-channel.ts';

const ANSWER_MS = 1000;
const START_MS = 10_000;
/** Sessions at a site at once, steps of forecast: what the shared memory holds. */
const MOST_SESSIONS = 20_000;
const MOST_AHEAD = 400;

export interface UserStrategy {
  readonly definition: StrategyDefinition;
  readonly close: () => Promise<void>;
}

/** @throws InputError when the module cannot be loaded or exports no function */
export async function openUserStrategy(path: string): Promise<UserStrategy> {
  const file = resolve(path);
  if (!existsSync(file)) throw new InputError(path, '', 'must be a readable strategy module');
  const channel: StrategyChannel = {
    url: pathToFileURL(file).href,
    typed: ['.ts', '.mts'].includes(extname(file)),
    signal: new Int32Array(new SharedArrayBuffer(12)),
    scalars: new Float64Array(new SharedArrayBuffer(8 * 8)),
    sessions: new Float64Array(new SharedArrayBuffer(8 * USER_FIELDS.length * MOST_SESSIONS)),
    ahead: new Float64Array(new SharedArrayBuffer(8 * 4 * MOST_AHEAD)),
    powerKw: new Float64Array(new SharedArrayBuffer(8 * MOST_SESSIONS)),
    why: new Uint8Array(new SharedArrayBuffer(WHY_BYTES)),
    mostSessions: MOST_SESSIONS,
    mostAhead: MOST_AHEAD,
  };
  // What it prints must not mix with answers on standard output.
  const worker = new Worker(entryFile(), { workerData: channel, execArgv: [], stdout: true });
  worker.stdout.pipe(process.stderr, { end: false });
  worker.unref();
  const ready = await new Promise<FromUserStrategy>((settle) => {
    const timer = setTimeout(() => settle({ kind: 'failed', message: 'does not finish loading' }), START_MS);
    worker.once('message', (message: FromUserStrategy) => {
      clearTimeout(timer);
      settle(message);
    });
    worker.once('error', (error) => {
      clearTimeout(timer);
      settle({ kind: 'failed', message: error.message });
    });
  });
  if (ready.kind === 'failed') {
    await worker.terminate();
    throw new InputError(path, '', `must be a module with a strategy function: ${ready.message}`);
  }
  worker.on('error', () => {});
  return {
    definition: {
      name: path,
      discharges: ready.discharges,
      create: () => (now, powerKw) => ask(path, channel, worker, now, powerKw),
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** One step: writes what the controller may know, wakes the thread, waits for its answer. */
function ask(path: string, channel: StrategyChannel, worker: Worker, now: SiteSnapshot, powerKw: Float64Array): void {
  const { sessions, forecast } = now;
  const { active } = sessions;
  const stop = (why: string): never => {
    void worker.terminate();
    throw new RunError(`strategy ${path} was stopped at step ${now.step}: ${why}`);
  };
  if (active > MOST_SESSIONS)
    stop(`a site with more than ${MOST_SESSIONS} cars at once is too large for a strategy of your own`);
  const ahead = Math.min(MOST_AHEAD, forecast.horizonSteps);
  channel.scalars.set([active, ahead, now.step, now.stepH, now.localS, now.loadKw, now.pvKw, now.limitKw]);
  USER_FIELDS.forEach((field, f) => {
    channel.sessions.set(sessions[field].subarray(0, active), f * MOST_SESSIONS);
  });
  for (let k = 0; k < ahead; k++) {
    channel.ahead[k] = forecast.priceEurPerKwh(k);
    channel.ahead[MOST_AHEAD + k] = forecast.feedInEurPerKwh(k);
    channel.ahead[2 * MOST_AHEAD + k] = forecast.co2GPerKwh(k);
    channel.ahead[3 * MOST_AHEAD + k] = forecast.netKw(k);
  }
  const turn = Atomics.load(channel.signal, 0) + 1;
  Atomics.store(channel.signal, 0, turn);
  Atomics.notify(channel.signal, 0);
  const deadline = performance.now() + ANSWER_MS;
  for (;;) {
    const answered = Atomics.load(channel.signal, 1);
    if (Math.abs(answered) === turn) break;
    const left = deadline - performance.now();
    if (left <= 0) stop(`no answer within ${ANSWER_MS / 1000} s`);
    Atomics.wait(channel.signal, 1, answered, left);
  }
  if (Atomics.load(channel.signal, 1) < 0)
    stop(new TextDecoder().decode(channel.why.slice(0, Atomics.load(channel.signal, 2))));
  for (let i = 0; i < active; i++) {
    const power = channel.powerKw[i]!;
    if (!Number.isFinite(power)) stop(`it asked for ${power} kW for session ${i}`);
    const most = sessions.maximumKw[i]!;
    if (power > 1.001 * most + 1e-6 || -power > 1.001 * sessions.maximumDischargeKw[i]! + 1e-6)
      stop(
        `it asked for ${power} kW for session ${i}, which allows ${0 - sessions.maximumDischargeKw[i]!} to ${most} kW`,
      );
    powerKw[i] = power;
  }
}

function entryFile(): string {
  const beside = fileURLToPath(new URL('./user-strategy-entry.js', import.meta.url));
  if (existsSync(beside)) return beside;
  const built = fileURLToPath(new URL('../../dist/engine/workers/user-strategy-entry.js', import.meta.url));
  if (existsSync(built)) return built;
  throw new RunError('the worker threads are not built: run "npm run build" first');
}
