/** A reference budget of one's own: what a household of a kind spends, or should, on transport and energy. One declaration for the lever and for
 *  the file of `rijnstroom purse --reference`. */
import { z } from 'zod';

/** Kinds of household, as the synthetic population has them. */
export const REFERENCE_HOUSEHOLDS = ['single', 'couple', 'family', 'single-parent', 'other'] as const;

const eur = z.number().min(0).max(10_000);

export const referenceRow = z.strictObject({
  household: z.enum(REFERENCE_HOUSEHOLDS),
  /** Trips and own cars [EUR/household/month]. */
  transportEurPerMonth: eur,
  electricityEurPerMonth: eur,
  /** Gas or district heat. */
  heatEurPerMonth: eur,
  /** Publication and year. */
  source: z.string().trim().min(3, 'must name the publication and its year'),
});

export const referenceRows = z
  .array(referenceRow)
  .max(REFERENCE_HOUSEHOLDS.length)
  .refine(
    (rows) => new Set(rows.map(({ household }) => household)).size === rows.length,
    'must tell each household once',
  );

export type ReferenceRow = z.infer<typeof referenceRow>;
