/** Public values of result folders side by side. In: results that were read. Out: a comparison whose themes are the eight values. Touches files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { type Comparison, compareResults } from '../results/compare.ts';
import { VALUE_DEFINITIONS, type ValueFigures, valueDefinition, valueFigures } from '../values/figures.ts';
import type { ValueDefinition } from '../values/model.ts';
import { comparable } from './comparable.ts';
import { KEPT_VALUES } from './purse-rows.ts';
import type { StoredResult } from './result-folder.ts';
import { hasColumns, readValueFacts } from './values-data.ts';

export interface ValueComparison {
  readonly comparison: Comparison;
  /** Figures that no result knows, with the tables they need. */
  readonly missing: readonly ValueDefinition[];
}

/** Figures of a result: counted in its tables, or where it was thinned, as they were kept from the whole one. */
export async function readValueFigures(result: StoredResult): Promise<ValueFigures> {
  if (!hasColumns(result, 'households', 'weight')) {
    const text = await readFile(join(result.folder, KEPT_VALUES), 'utf8').catch(() => null);
    if (text !== null) return keptFigures(result, text);
  }
  return valueFigures(await readValueFacts(result));
}

function keptFigures(result: StoredResult, text: string): ValueFigures {
  try {
    const figures = (JSON.parse(text) as { figures: ValueFigures['figures'] }).figures;
    const known = Object.fromEntries(
      Object.entries(figures).filter(
        ([key, { value }]) => valueDefinition(key) !== undefined && Number.isFinite(value),
      ),
    );
    return { figures: known, missing: VALUE_DEFINITIONS.filter(({ key }) => known[key] === undefined) };
  } catch {
    throw new InputError(result.folder, KEPT_VALUES, 'must be JSON with figures (damaged?)');
  }
}

/** @param results one, or several of which the first is the base */
export async function compareValues(results: readonly StoredResult[]): Promise<ValueComparison> {
  const sides: ValueFigures[] = [];
  for (const result of results) sides.push(await readValueFigures(result));
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
