/** The file `sources.yaml` of a district: which public files it can be made of, from where, under which licence. Pure. */
import { z } from 'zod';
import { parseChecked } from './checked-yaml.ts';
import { IMPORT_KINDS } from './import-kinds.ts';

const address = z.string().regex(/^https?:\/\//, 'must be an http or https address');
const degrees = (limit: number) => z.number().min(-limit).max(limit);

const source = z.strictObject({
  /** Short name, as in `--only roads`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
  kind: z.enum(IMPORT_KINDS),
  title: z.string().min(1),
  /** One or, for gtfs, several files. */
  url: z.union([address, z.array(address).min(1)]),
  licence: z.string().min(1),
  attribution: z.string().min(1),
  /** Where a person reads about the source. */
  page: address.optional(),
  checksum: z
    .strictObject({
      algorithm: z.enum(['sha256', 'md5']),
      value: z
        .string()
        .regex(/^[0-9a-fA-F]+$/, 'must be hexadecimal')
        .optional(),
      url: address.optional(),
    })
    .optional(),
  maxMegabytes: z.number().positive().max(10_000),
  /** The address always names the same bytes. */
  immutable: z.boolean().default(false),
  /** Options of the import, as on its command line. */
  date: z.string().optional(),
  year: z.int().min(1900).max(2100).optional(),
  station: z.int().optional(),
  timeZone: z.string().optional(),
  country: z.string().optional(),
});

export const sourcesFileSchema = z.strictObject({
  format: z.literal(1),
  /** Name of the district made of these sources. */
  name: z.string().min(1),
  /** Roads and timetable are cut to [west, south, east, north]. */
  area: z
    .tuple([degrees(180), degrees(90), degrees(180), degrees(90)])
    .refine(([west, south, east, north]) => west < east && south < north, 'must be west, south, east, north'),
  sources: z.array(source).min(1),
});

export type SourcesFile = z.infer<typeof sourcesFileSchema>;
export type PublicSource = SourcesFile['sources'][number];

/** @throws InputError with every problem */
export const parseSources = (text: string, file: string): SourcesFile => parseChecked(text, file, sourcesFileSchema);
