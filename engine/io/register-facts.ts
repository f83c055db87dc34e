/** What the register record, DPIA and IAMA of a result are written from. Reads the result's values. */
import { completeScenario } from './values-data.ts';
import { readValueFigures } from './values-compare.ts';
import type { StoredResult } from './result-folder.ts';

/** @param startDate YYYY-MM; by default the first month of the simulated period */
export async function readRegisterFacts(
  result: StoredResult,
  by: { readonly organization: string; readonly contact: string; readonly startDate?: string | undefined },
) {
  const scenario = completeScenario(result);
  return {
    scenario,
    manifest: result.manifest,
    values: (await readValueFigures(result)).figures,
    indicators: result.summary.indicators,
    organization: by.organization,
    contact: by.contact,
    startDate: by.startDate ?? scenario.period.start.slice(0, 7),
  };
}
