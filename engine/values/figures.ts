/** From what was counted in a result to its figures about the eight values, in the form of indicators, so that they compare like any other. Pure. */
import { type Indicators, indicator } from '../results/indicator.ts';
import { AUTONOMY } from './definitions/autonomy.ts';
import { HEALTH } from './definitions/health.ts';
import { JUSTICE } from './definitions/justice.ts';
import { PRIVACY } from './definitions/privacy.ts';
import { CONTROL, DIGNITY, POWER, SAFETY } from './definitions/rest.ts';
import type { ValueFacts } from './facts.ts';
import type { ValueDefinition } from './model.ts';

/** Every figure, in the order of the values. */
export const VALUE_DEFINITIONS: readonly ValueDefinition[] = [
  ...PRIVACY,
  ...AUTONOMY,
  ...HEALTH,
  ...JUSTICE,
  ...SAFETY,
  ...CONTROL,
  ...POWER,
  ...DIGNITY,
];

const BY_KEY = new Map(VALUE_DEFINITIONS.map((definition) => [definition.key, definition]));

export const valueDefinition = (key: string): ValueDefinition | undefined => BY_KEY.get(key);

export interface ValueFigures {
  /** What the result knows; theme is the value's name. */
  readonly figures: Indicators;
  /** Definitions that have no figure in this result. */
  readonly missing: readonly ValueDefinition[];
}

export function valueFigures(facts: ValueFacts): ValueFigures {
  const figures: Indicators = {};
  const missing: ValueDefinition[] = [];
  for (const definition of VALUE_DEFINITIONS) {
    const value = definition.compute(facts);
    if (Number.isFinite(value)) {
      const { key, unit, lowerIs, label } = definition;
      figures[key] = indicator(value, unit, definition.value, lowerIs, label.nl, label.en);
    } else missing.push(definition);
  }
  return { figures, missing };
}
