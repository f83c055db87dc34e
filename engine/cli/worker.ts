/** `rijnstroom worker --queue URL`: takes runs of studies from a queue, on any machine. */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { cancelSignal, note, out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';
import { collectForRuns } from './thread-memory.ts';

interface Options {
  readonly queue: string;
  readonly threads?: number;
  readonly memory?: number;
  readonly store?: string;
  readonly cache: string;
  readonly heartbeat: number;
  readonly untilEmpty?: number | true;
  readonly status?: boolean;
  readonly json?: boolean;
}

const seconds = (text: string): number => {
  const value = Number(text);
  if (!(value >= 0.2 && value <= 3600)) throw new InvalidArgumentError('It must be seconds from 0.2 to 3600.');
  return value;
};

export function register(program: Command): void {
  program
    .command('worker')
    .summary('take runs of studies from a queue')
    .description(
      'Takes runs of studies from a queue until it is stopped. The first Ctrl-C takes no more runs and finishes those that are on; work of another engine version is refused.',
    )
    .requiredOption(
      '--queue <url>',
      'Redis server of the queue, e.g. redis://host:6379',
      process.env['RIJNSTROOM_QUEUE'],
    )
    .option('--threads <n>', 'runs at once (default: the cores of this machine)', wholeNumber(1, 1024))
    .option('--memory <mb>', 'memory of all runs together; fewer go at once where it is short', wholeNumber(100))
    .option('--store <place>', "this machine's name of the store, where it differs from the one of the study")
    .option('--cache <dir>', 'folder that keeps inputs', join(homedir(), '.cache', 'rijnstroom', 'inputs'))
    .option('--heartbeat <s>', 'a worker that is not heard for three heartbeats loses its runs to another', seconds, 5)
    .option('--until-empty [s]', 'end when no run was waiting for this long (default 5 s)', seconds)
    .option('--status', 'show workers, waiting runs and dead runs with their cause, and stop')
    .option('--json', 'the status as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom worker --queue redis://queue.example:6379 --threads 8 --memory 6000',
    )
    .action(async (options: Options) => {
      if (options.status === true) return status(options);
      collectForRuns(options.threads, options.memory !== undefined);
      const { workOnQueue } = await import('../study/queue/queue-worker.ts');
      const { done, failed } = await workOnQueue({
        url: options.queue,
        threads: options.threads ?? availableParallelism(),
        memoryMb: options.memory,
        place: options.store,
        cache: options.cache,
        heartbeatS: options.heartbeat,
        idleS: options.untilEmpty === true ? 5 : options.untilEmpty,
        signal: cancelSignal,
        onNote: (text) => note(`${text}\n`),
      });
      note(`${done} runs done, ${failed} tries failed\n`);
    });
}

async function status(options: Options): Promise<void> {
  const { queueStatus } = await import('../study/queue/queue-status.ts');
  const found = await queueStatus(options.queue);
  if (options.json === true) {
    outJson(found);
    return;
  }
  const state = (worker: (typeof found.workers)[number]): string =>
    !worker.heard ? 'lost' : !worker.sameEngine ? 'other engine' : worker.running.length > 0 ? 'works' : 'waits';
  const workers = found.workers.map((worker) => [
    worker.name,
    state(worker),
    worker.build,
    String(worker.threads),
    String(worker.running.length),
    String(worker.done),
    worker.seenUtc,
  ]);
  const head = ['worker', 'state', 'engine', 'threads', 'running', 'done', 'last heard'];
  out(
    workers.length === 0
      ? 'no workers'
      : alignTable([head, ...workers], ['left', 'left', 'left', 'right', 'right', 'right', 'left']),
  );
  for (const queue of found.queues) {
    out(
      `\nengine ${queue.engine}${queue.sameEngine ? '' : ' (another one)'}: ${queue.waiting} waiting, ${queue.active} running, ${queue.delayed} to be tried again, ${queue.dead.length} dead`,
    );
    for (const dead of queue.dead)
      out(`  dead: run ${dead.runId} of ${dead.study} after ${dead.attempts} tries: ${dead.reason}`);
  }
}
