/** Rows of the household purse of a result: counted in its households, or where it was thinned, as they were kept from the whole one.
 *  Touches files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { type PurseRow, purse } from '../values/purse.ts';
import { referenceOf } from '../values/reference.ts';
import type { StoredResult } from './result-folder.ts';
import { completeScenario, hasColumns, readPurse } from './values-data.ts';

/** What a thinned result keeps of the whole one: figures of public values, rows of the purse. */
export const KEPT_VALUES = 'values.json';

const amount = z.number().nullable();
const rowsSchema = z.array(
  z.strictObject({
    type: z.string(),
    incomeClass: z.string(),
    households: amount,
    incomeEurPerMonth: amount,
    tripsEurPerMonth: amount,
    ownCarEurPerMonth: amount,
    electricityEurPerMonth: amount,
    heatEurPerMonth: amount,
    totalEurPerMonth: amount,
    referenceEurPerMonth: amount,
    costShare: amount,
    burdenedShare: amount,
  }),
);

/** null when the result has neither households nor kept rows. @throws InputError for kept rows that are damaged */
export async function readPurseRows(result: StoredResult): Promise<readonly PurseRow[] | null> {
  const scenario = completeScenario(result);
  if (hasColumns(result, 'households', 'weight', 'incomeEurPerYear'))
    return purse(await readPurse(result), scenario, referenceOf(scenario.values));
  const text = await readFile(join(result.folder, KEPT_VALUES), 'utf8').catch(() => null);
  if (text === null) return null;
  let kept: unknown;
  try {
    kept = (JSON.parse(text) as { purse?: unknown }).purse;
  } catch {
    throw new InputError(result.folder, KEPT_VALUES, 'must be JSON with figures (damaged?)');
  }
  if (kept === undefined) return null;
  const rows = rowsSchema.safeParse(kept);
  if (!rows.success)
    throw new InputError(
      result.folder,
      `${KEPT_VALUES} purse`,
      `must be rows of a purse: ${rows.error.issues[0]?.message}`,
    );
  return rows.data;
}
