/** The file `study.yaml`: scenarios × levers × replications, when to stop, what may be spent. One declaration gives types and checks. */
import { z } from 'zod';

export const STUDY_VERSION = 1;
/** More runs than this are a mistake in the file. */
export const MAX_RUNS = 1_000_000;

const leverPath = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9_-]+)+$|^seed$/, 'must be a lever such as charging.v2gShare');
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const range = z
  .strictObject({ from: z.number(), to: z.number() })
  .refine(({ from, to }) => from < to, 'must go from a lower to a higher value');

const levers = z.discriminatedUnion('method', [
  /** Every combination of the listed values. */
  z.strictObject({ method: z.literal('grid'), of: z.record(leverPath, z.array(scalar).min(1)) }),
  /** The listed combinations. */
  z.strictObject({ method: z.literal('list'), of: z.array(z.record(leverPath, scalar)).min(1) }),
  /** A Latin hypercube over ranges. */
  z.strictObject({
    method: z.literal('latin-hypercube'),
    samples: z.int().min(2).max(100_000),
    of: z.record(leverPath, range),
  }),
  /** Saltelli's design for Sobol indices: (levers + 2) × samples runs. */
  z.strictObject({ method: z.literal('sobol'), samples: z.int().min(4).max(65_536), of: z.record(leverPath, range) }),
]);

export const studySchema = z.strictObject({
  version: z.literal(STUDY_VERSION),
  name: z.string().min(1).max(80),
  question: z.string().min(1).optional(),
  /** Scenario files or built-in names; the first is the base of every difference. */
  scenarios: z.array(z.string().min(1)).min(1),
  /** Changes that hold for all runs, as `--set` texts. */
  set: z.array(z.string()).default([]),
  levers: levers.optional(),
  /** Runs of each scenario and lever point with seeds 1, 2, … (common random numbers: replication r has the same seed everywhere). */
  replications: z.int().min(1).max(10_000).default(1),
  /** Keep adding replications until the interval of an indicator's difference is narrow enough. */
  stop: z
    .strictObject({
      indicator: z.string().min(1),
      /** Half the interval's width as a share of the base scenario's mean. */
      halfWidthShare: z.number().gt(0).max(1),
      confidence: z.number().min(0.5).max(0.999).default(0.95),
      maxReplications: z.int().min(2).max(10_000),
    })
    .optional(),
  budget: z
    .strictObject({
      runs: z.int().min(1).max(MAX_RUNS).optional(),
      hours: z.number().gt(0).optional(),
      /** Memory of all workers together [MB]. */
      memoryMb: z.number().gt(0).optional(),
    })
    .prefault({}),
  /** Indicators to summarise; all when absent. */
  indicators: z.array(z.string().min(1)).optional(),
  /** Whole result folders to keep besides the indicators: none, the first replication of each point, or all. */
  keepResults: z.enum(['none', 'first', 'all']).default('none'),
});

export type Study = z.infer<typeof studySchema>;
