/** A file of measured rides on its way to the engine: as text, or packed when it is long. Pure. */
import { z } from 'zod';

/** The bridge takes no longer text, nor longer packed bytes. */
export const MAX_RIDES_SENT = 6_000_000;
/** Longest file [bytes]: a year of a province's sniffer bikes stays below. */
export const MAX_RIDES_BYTES = 100_000_000;

const file = z.string().max(200);

export const ridesSchema = z.union([
  z.strictObject({ file, text: z.string().max(MAX_RIDES_SENT) }),
  z.strictObject({
    file,
    /** gzip of the text */
    packed: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_RIDES_SENT, 'is too long'),
  }),
]);

export type RidesFile = z.infer<typeof ridesSchema>;
