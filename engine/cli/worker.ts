/** `rijnstroom worker --queue URL`: takes runs of studies from a queue until it is stopped. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { type WorkerEvent, work } from '../study/queue/worker.ts';
import { note, wholeNumber } from './shell.ts';

interface Options {
  readonly queue: string;
  readonly threads?: number;
  readonly memoryMb?: number;
  readonly lease: number;
  readonly store?: string;
  readonly cache?: string;
  readonly idle?: number;
}

export function register(program: Command): void {
  program
    .command('worker')
    .summary('does runs of studies from a queue, on this machine')
    .description(
      'Takes runs that studies with --executor queue have left in a queue (Redis or Valkey) and does them. Start as many workers on as many machines as you like. Ctrl-C finishes the runs under way; a second Ctrl-C gives them to other workers.',
    )
    .requiredOption('--queue <url>', 'address of the queue', process.env['RIJNSTROOM_QUEUE'])
    .option('--threads <n>', 'runs at once (default: the cores of this machine)', wholeNumber(1, 1024))
    .option(
      '--memory-mb <n>',
      'memory of all runs together; fewer go at once when they would need more',
      wholeNumber(100),
    )
    .option('--lease <s>', 'a run whose worker was silent this long goes to another', wholeNumber(2, 3600), 30)
    .option(
      '--store <address>',
      'folder or s3://bucket/prefix of inputs and results, where it differs from what the study says',
    )
    .option('--cache <dir>', 'folder for inputs that are not built in')
    .option('--idle <s>', 'end when there was nothing to do for this long', wholeNumber(1))
    .addHelpText('after', '\nExample:\n  rijnstroom worker --queue redis://queue.example:6379 --threads 8')
    .action(worker);
}

async function worker(options: Options): Promise<void> {
  const stop = new AbortController();
  const abort = new AbortController();
  const ask = (): void => {
    if (stop.signal.aborted) {
      note('giving the runs under way to other workers…\n');
      abort.abort();
    } else {
      note('\nfinishing the runs under way… (once more to stop at once)\n');
      stop.abort();
    }
  };
  // In place of the common handlers: the first asks to finish, not to cancel.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, ask);
  }
  const finished = await work({
    url: options.queue,
    threads: options.threads ?? availableParallelism(),
    memoryMb: options.memoryMb,
    leaseS: options.lease,
    store: options.store,
    cache: options.cache,
    idleS: options.idle,
    stop: stop.signal,
    abort: abort.signal,
    onEvent: show,
  });
  note(`${finished} runs done\n`);
}

let lastAwayMs = 0;

function show(event: WorkerEvent): void {
  switch (event.kind) {
    case 'ready':
      note(`ready, engine ${event.engine}\n`);
      break;
    case 'started':
      note(`${event.run}  ${event.scenario}  started\n`);
      break;
    case 'done':
      note(`${event.run}  ${event.scenario}  ${event.durationS.toFixed(1)} s\n`);
      break;
    case 'failed':
      note(`${event.run}  ${event.scenario}  FAILED${event.again ? ', will be tried again' : ''}: ${event.message}\n`);
      break;
    case 'refused':
      note(`${event.message}\n`);
      break;
    case 'away':
      if (Date.now() - lastAwayMs < 10_000) break;
      lastAwayMs = Date.now();
      note(`the queue does not answer (${event.message}); trying again\n`);
  }
}
