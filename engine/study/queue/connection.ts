/** The queue on a Redis server: names, connections and what travels in a job.
 *  Each build of the engine has a queue of its own, so that a worker of another version never takes its work. */
import { Redis } from 'ioredis';
import { InputError } from '../../core/errors.ts';
import { engineIdentity } from '../../io/package.ts';
import type { Scenario } from '../../scenario/schema.ts';

/** Start of every key in Redis. */
export const PREFIX = 'rijnstroom';
/** Field: worker → what it says of itself. */
export const WORKERS_KEY = `${PREFIX}:workers`;
/** Names of all queues that ever were. */
export const QUEUES_KEY = `${PREFIX}:queues`;

/** One run as it travels. */
export interface RunJob {
  readonly runId: string;
  readonly study: string;
  readonly scenario: Scenario;
  /** Hash of the inputs in the store. */
  readonly inputs: string;
  /** Place of the store, as the coordinator names it; a worker may be told another name of the same. */
  readonly place: string;
  /** Whether the whole result is kept. */
  readonly keep: boolean;
}

/** What a worker says of itself with each heartbeat. */
export interface WorkerWord {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly build: string;
  readonly threads: number;
  readonly running: readonly string[];
  readonly done: number;
  readonly failed: number;
  readonly startedUtc: string;
  readonly seenUtc: string;
  readonly heartbeatS: number;
}

export const queueName = (): string => `runs-${engineIdentity()}`;

/** @throws InputError when the server cannot be reached, is no Redis or wants a password */
export async function connect(url: string): Promise<Redis> {
  if (!/^rediss?:\/\//.test(url)) throw new InputError('--queue', '', 'must be redis://host:port', url);
  const place = withoutPassword(url);
  let reached = false;
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    connectTimeout: 5000,
    // The first connection fails at once; one that is lost later is tried for as long as it takes.
    retryStrategy: (times) => (reached ? Math.min(200 * times, 3000) : null),
  });
  let last: Error | undefined;
  client.on('error', (error: Error) => {
    last = error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    client.disconnect();
    const why = last?.message || (error as Error).message;
    throw new InputError('--queue', '', `must be a Redis server that can be reached (${why})`, place);
  }
  reached = true;
  return client;
}

export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password !== '') parsed.password = '***';
    return parsed.href;
  } catch {
    return url;
  }
}

/** Words of all workers that were heard in the last minutes, by name. */
export async function listWorkers(client: Redis): Promise<WorkerWord[]> {
  const words = Object.values(await client.hgetall(WORKERS_KEY)).map((text) => JSON.parse(text) as WorkerWord);
  return words.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A worker that missed three heartbeats is taken for lost; its runs go to another. */
export const isHeard = (word: WorkerWord, nowMs: number): boolean =>
  nowMs - Date.parse(word.seenUtc) < 3000 * word.heartbeatS + 1000;
