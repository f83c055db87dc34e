/** What stands in the queue: workers with their last heartbeat, runs by state, dead runs with their cause. */
import { Queue } from 'bullmq';
import {
  connect,
  isHeard,
  listWorkers,
  PREFIX,
  QUEUES_KEY,
  queueName,
  type RunJob,
  type WorkerWord,
} from './connection.ts';

export interface QueueStatus {
  readonly workers: ReadonlyArray<WorkerWord & { readonly heard: boolean; readonly sameEngine: boolean }>;
  readonly queues: ReadonlyArray<{
    readonly engine: string;
    readonly sameEngine: boolean;
    readonly waiting: number;
    readonly active: number;
    readonly delayed: number;
    readonly dead: ReadonlyArray<{
      readonly runId: string;
      readonly study: string;
      readonly attempts: number;
      readonly reason: string;
    }>;
  }>;
}

const DEAD_SHOWN = 100;

/** @throws InputError when the queue cannot be reached */
export async function queueStatus(url: string): Promise<QueueStatus> {
  const client = await connect(url);
  try {
    const now = Date.now();
    const own = queueName();
    const workers = (await listWorkers(client)).map((word) => ({
      ...word,
      heard: isHeard(word, now),
      sameEngine: `runs-${word.build}` === own,
    }));
    const queues = [];
    for (const name of (await client.smembers(QUEUES_KEY)).sort()) {
      const queue = new Queue<RunJob>(name, { connection: client, prefix: PREFIX });
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed');
      const dead = (await queue.getFailed(0, DEAD_SHOWN - 1)).map((job) => ({
        runId: job.data.runId,
        study: job.data.study,
        attempts: job.attemptsMade,
        reason: job.failedReason ?? '',
      }));
      queues.push({
        engine: name.replace(/^runs-/, ''),
        sameEngine: name === own,
        waiting: counts['waiting'] ?? 0,
        active: counts['active'] ?? 0,
        delayed: counts['delayed'] ?? 0,
        dead,
      });
      await queue.close();
    }
    return { workers, queues };
  } finally {
    client.disconnect();
  }
}
