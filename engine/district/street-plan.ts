/** The file `streets.yaml`: how streets between the skeleton look, by use of the ground and by zone. Declaration only. */
import { z } from 'zod';
import { USES } from './skeleton.ts';

const style = z.strictObject({
  /** Largest block [ha] and its least depth [m]. */
  blockHa: z.number().min(0.05).max(10_000),
  depthM: z.number().min(10).max(1000),
  /** Largest bulge of a street as a share of its length. */
  bendShare: z.number().min(0).max(0.3),
});

const names = z.strictObject({
  words: z.array(z.string().min(1)).min(1),
  endings: z.array(z.string().min(1)).min(1),
});

export const streetPlanSchema = z.strictObject({
  seed: z.int().min(0),
  /** Share of inner street stretches closed to cars, and share of ends on main roads that cars may use; both as far as every street stays
   *  reachable by car. */
  cutThroughShare: z.number().min(0).max(1),
  directAccessShare: z.number().min(0).max(1),
  /** Share of neighbourhood streets of more than 8 ha of ground that are green routes for walking and cycling. */
  greenRouteShare: z.number().min(0).max(1),
  /** Share of small streets that are home zones (woonerf). */
  homeZoneShare: z.number().min(0).max(1),
  styles: z.strictObject({
    residential: style,
    business: style,
    park: style,
    rural: style,
    city: style,
  }),
  /** By zone code; zones that are not named here get no streets. */
  zones: z.record(
    z.string(),
    z.strictObject({
      use: z.enum(USES),
      blockHa: z.number().min(0.05).max(10_000).optional(),
      names: names.optional(),
    }),
  ),
  /** Names of streets in zones without their own. */
  names,
});

export type StreetPlan = z.infer<typeof streetPlanSchema>;
