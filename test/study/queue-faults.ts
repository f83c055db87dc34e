/** A study over a queue while things die: workers and the coordinator are killed with SIGKILL at random moments, and the server is killed and
 *  started again. Real processes, a real Redis server, real runs of a small town. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Stream } from '../../engine/core/random.ts';
import { ended, journal, resultsHashOf, sleep, start } from './town-study.ts';

/** Whether the Debian package redis-server is on this machine. */
export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** A server of its own on a free port that writes each change to its file. */
export async function startRedis(place: string): Promise<RedisServer> {
  mkdirSync(place, { recursive: true });
  const port = await freePort();
  let child: ChildProcess;
  const begin = async (): Promise<void> => {
    child = spawn(
      'redis-server',
      ['--port', String(port), '--dir', place, '--appendonly', 'yes', '--save', '', '--bind', '127.0.0.1'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise<void>((resolve) =>
      child.stdout!.on('data', (chunk: Buffer) => {
        if (chunk.includes('Ready to accept connections')) resolve();
      }),
    );
  };
  await begin();
  return {
    url: `redis://127.0.0.1:${port}`,
    start: begin,
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export interface FaultPlan {
  readonly study: string;
  readonly place: string;
  readonly redis: RedisServer;
  readonly workers: number;
  /** Kills of workers and coordinators. */
  readonly kills: number;
  /** Every so many kills, the coordinator's turn. */
  readonly coordinatorEach: number;
  /** Kill number after which the server is killed and started again. */
  readonly serverAfter: number;
  readonly seed: number;
  /** Between kills: a pause of random length, or so many more runs in the store. */
  readonly pauseMs?: readonly [least: number, most: number];
  readonly afterRuns?: number;
}

export interface FaultReport {
  readonly runs: number;
  readonly done: number;
  readonly resultsHash: string;
  readonly workersKilled: number;
  readonly coordinatorsKilled: number;
  readonly secondTries: number;
  readonly journalLines: number;
  readonly seconds: number;
  readonly told: string;
}

/** Runs that workers left in the store. */
function stored(out: string): number {
  const folder = join(out, 'store', 'runs');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0;
}

export async function studyWithFaults(plan: FaultPlan): Promise<FaultReport> {
  const chance = new Stream(plan.seed, 'faults');
  const out = join(plan.place, 'out');
  const begin = performance.now();
  let told = '';
  const worker = () =>
    start([
      'worker',
      ...['--queue', plan.redis.url, '--threads', '1', '--heartbeat', '0.7', '--cache', join(plan.place, 'cache')],
    ]);
  const coordinator = () =>
    start(['study', plan.study, '--out', out, '--executor', 'queue', '--queue', plan.redis.url, '--resume']);
  const workers = Array.from({ length: plan.workers }, worker);
  let study = coordinator();
  let coordinatorsKilled = 0;
  let workersKilled = 0;
  try {
    for (let kill = 1; kill <= plan.kills; kill++) {
      if (plan.pauseMs !== undefined) {
        const [least, most] = plan.pauseMs;
        await sleep(least + chance.uniform() * (most - least));
      } else
        while (study.exitCode === null && stored(out) < kill * (plan.afterRuns ?? 1))
          await sleep(5 + 20 * chance.uniform());
      if (study.exitCode !== null) break;
      if (kill % plan.coordinatorEach === 0) {
        study.kill('SIGKILL');
        coordinatorsKilled++;
        await ended(study);
        told += study.told;
        study = coordinator();
      } else {
        const at = chance.integer(workers.length);
        workers[at]!.kill('SIGKILL');
        workersKilled++;
        await ended(workers[at]!);
        told += workers[at]!.told;
        workers[at] = worker();
      }
      if (kill === plan.serverAfter) {
        await plan.redis.kill();
        await sleep(300);
        await plan.redis.start();
      }
    }
    await ended(study);
    told += study.told;
    if (study.exitCode !== 0) throw new Error(`the study ended with ${study.exitCode}:\n${told}`);
  } finally {
    for (const one of [...workers, study]) one.kill('SIGKILL');
    await Promise.all([...workers, study].map(ended));
  }
  const { records, lines } = journal(out);
  const all = [...records.values()];
  return {
    runs: records.size,
    done: all.filter(({ status }) => status === 'done').length,
    resultsHash: resultsHashOf(out),
    workersKilled,
    coordinatorsKilled,
    secondTries: all.filter(({ attempts = 1 }) => attempts > 1).length,
    journalLines: lines,
    seconds: (performance.now() - begin) / 1000,
    told,
  };
}
