/** What the imports of a district folder told, from its import-report.json. Touches a file. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ImportRecord } from '../district/district.ts';

const count = z.object({ what: z.string(), count: z.number() });
const report = z.object({
  file: z.string(),
  notes: z.array(z.string()),
  repaired: z.array(count),
  dropped: z.array(count),
});
const reports = z.record(z.string(), z.array(report));
/** Imports that journeys rest on. */
const KINDS = ['osm', 'gtfs'];

/** Nothing when the folder was not imported, or its report was changed by hand beyond reading: it is told, never computed with. */
export async function readImportRecords(file: string): Promise<readonly ImportRecord[]> {
  let parsed: z.infer<typeof reports>;
  try {
    parsed = reports.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
  return KINDS.flatMap((kind) => (parsed[kind] ?? []).map((one) => ({ kind, ...one })));
}
