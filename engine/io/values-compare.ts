/** Public values of result folders side by side. In: results that were read. Out: a comparison whose themes are the eight values. Touches files. */
import { type Comparison, compareResults } from '../results/compare.ts';
import { type ValueFigures, valueFigures } from '../values/figures.ts';
import type { ValueDefinition } from '../values/model.ts';
import { comparable } from './comparable.ts';
import type { StoredResult } from './result-folder.ts';
import { readValueFacts } from './values-data.ts';

export interface ValueComparison {
  readonly comparison: Comparison;
  /** Figures that no result knows, with the tables they need. */
  readonly missing: readonly ValueDefinition[];
}

/** @param results one, or several of which the first is the base */
export async function compareValues(results: readonly StoredResult[]): Promise<ValueComparison> {
  const sides: ValueFigures[] = [];
  for (const result of results) sides.push(valueFigures(await readValueFacts(result)));
  const comparables = results.map((result, i) => ({ ...comparable(result), indicators: sides[i]!.figures }));
  const missing = sides[0]!.missing.filter((one) => sides.every((side) => side.missing.includes(one)));
  const [first] = comparables;
  if (first !== undefined && comparables.length === 1)
    return {
      comparison: {
        scenarios: [{ name: first.name, label: first.scenario.name, runs: 1 }],
        indicators: Object.entries(first.indicators).map(([key, { value, unit, label, theme, lowerIs }]) => ({
          key,
          unit,
          label,
          theme,
          lowerIs,
          values: [value],
          difference: null,
          lower: null,
          upper: null,
          verdict: '',
        })),
      },
      missing,
    };
  return { comparison: compareResults(comparables), missing };
}
