/** The file of a monitoring framework: paths through years made of results and measurements, and targets. One declaration gives types and checks. */
import { z } from 'zod';

const text = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) });
const year = z.int().min(2000).max(2100);

const target = z
  .strictObject({
    indicator: z.string().min(1),
    /** Year by which it must be reached. */
    year,
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    /** Amber instead of red while no further behind than this share of the way from base to target. */
    amberShare: z.number().min(0).max(1).default(0.1),
    source: z.string().min(1),
  })
  .refine(
    ({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined),
    'must have atLeast or atMost, one of them',
  );

export const monitoringSchema = z.strictObject({
  version: z.literal(1),
  name: text,
  /** First and last year of the table. */
  from: year.default(2021),
  to: year.default(2035),
  /** Year from which targets are walked to; a target before it is an error. */
  baseYear: year,
  /** Indicators in the table; those with a target are always there. */
  indicators: z.array(z.string().min(1)).default([]),
  /** Measured values: they hold in every path. */
  observations: z
    .array(z.strictObject({ year, indicator: z.string().min(1), value: z.number(), source: z.string().min(1) }))
    .default([]),
  /** Each path is a future: results by year. */
  paths: z
    .array(
      z.strictObject({
        name: text,
        points: z.array(z.strictObject({ year, result: z.string().min(1) })).min(1),
      }),
    )
    .min(1),
  targets: z.array(target).default([]),
});

export type Monitoring = z.infer<typeof monitoringSchema>;
export type Target = Monitoring['targets'][number];
