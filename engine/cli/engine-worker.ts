/** The engine's thread: runs scenarios and writes their folders, so that the command line can always hear Ctrl-C.
 *  A district that was loaded stays for the next run. */
import { parentPort } from 'node:worker_threads';
import type { District } from '../district/district.ts';
import { loadDistrict } from '../io/district.ts';
import { writeResult } from '../io/result-folder.ts';
import { run } from '../run.ts';
import { type FromEngine, type ToEngine, toPlain } from './engine-messages.ts';

if (parentPort === null) throw new Error('engine-worker.ts runs on a worker thread only');
const port = parentPort;
const send = (message: FromEngine): void => port.postMessage(message);

let loaded: { readonly id: string; readonly district: District } | undefined;
let controller = new AbortController();

port.on('message', (message: ToEngine) => {
  if (message.kind === 'cancel') controller.abort();
  else
    void runOne(message).then(
      () => send({ kind: 'done' }),
      (error: unknown) => send({ kind: 'failed', error: toPlain(error) }),
    );
});

async function runOne({ scenario, out, threads, force }: ToEngine & { kind: 'run' }): Promise<void> {
  controller = new AbortController();
  const { signal } = controller;
  const onProgress = (progress: { readonly stage: string; readonly fraction: number }): void =>
    send({ kind: 'progress', progress });
  const start = performance.now();
  onProgress({ stage: 'district', fraction: 0 });
  if (loaded?.id !== scenario.district)
    loaded = { id: scenario.district, district: await loadDistrict(scenario.district) };
  const result = await run(scenario, { threads, signal, onProgress, district: loaded.district });
  onProgress({ stage: 'writing', fraction: 0 });
  const facts = {
    threads,
    durationS: Number(((performance.now() - start) / 1000).toFixed(3)),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    createdUtc: new Date().toISOString(),
  };
  await writeResult(out, result, facts, { force, signal });
}
