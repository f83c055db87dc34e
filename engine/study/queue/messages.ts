/** What stands in the queue: names, jobs and their ends. One declaration for the coordinator that writes and the worker that reads. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { scenarioSchema } from '../../scenario/schema.ts';

/** Tried this often before a run counts as failed. */
export const ATTEMPTS = 3;
/** Wait before the second attempt [ms]; doubled before each further one. */
export const BACKOFF_MS = 1000;
/** A run may lose its worker this often before it is given up: a scenario that kills each of its workers must not go round for ever. */
export const MAX_STALLED = 10;

/** All runs of one engine stand in one queue, so that a worker of another never takes one. */
export const queueName = (engine: string): string =>
  `rijnstroom-${createHash('sha256').update(engine).digest('hex').slice(0, 12)}`;

/** Hash: study key → JSON of an Announcement. Who asks for workers now. */
export const STUDIES_KEY = 'rijnstroom:studies';

/** List of ends that the coordinator has not read yet. */
export const endsKey = (study: string): string => `rijnstroom:ends:${study}`;

/** Name of the one coordinator of a study; goes away when it does not renew it. */
export const coordinatorKey = (study: string): string => `rijnstroom:coordinator:${study}`;

export const announcementSchema = z.strictObject({
  name: z.string(),
  engine: z.string(),
  runs: z.int().min(0),
  sinceUtc: z.string(),
});

export const jobSchema = z.strictObject({
  study: z.string().regex(/^[0-9a-f]{16}$/),
  runId: z.string().regex(/^[0-9a-f]{16}$/),
  engine: z.string(),
  scenario: scenarioSchema,
  /** Hash of the district's folder. */
  inputs: z.string().regex(/^[0-9a-f]{64}$/),
  /** Address of the store that holds inputs and takes results. */
  store: z.string().min(1),
  keepResult: z.boolean(),
});
export type RunJob = z.infer<typeof jobSchema>;

export const endSchema = z.strictObject({
  runId: z.string(),
  status: z.enum(['done', 'failed']),
  message: z.string().optional(),
  indicators: z.record(z.string(), z.number().nullable()),
  resultsHash: z.string(),
  durationS: z.number(),
  worker: z.string(),
});
export type RunEndMessage = z.infer<typeof endSchema>;

/** Id of a run in the queue; bullmq adds an id that is there already only once. */
export const jobId = (study: string, runId: string): string => `${study}-${runId}`;
