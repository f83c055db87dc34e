/** What a comparison needs of a result folder. Pure. */
import type { Comparable } from '../results/compare.ts';
import type { StoredResult } from './result-folder.ts';

export const comparable = (result: StoredResult): Comparable => ({
  name: result.folder,
  scenario: result.scenario,
  scenarioHash: result.manifest.scenarioHash,
  seed: result.manifest.seed,
  indicators: result.summary.indicators,
});
