/** Makes indicators. A value that is not a number is left out by `collectIndicators`, so that nothing pretends to be 0. Pure. */
import { RunError } from '../core/errors.ts';
import type { Indicator } from './result.ts';

export type Indicators = Record<string, Indicator>;

/** @param lowerIs what a lower value means for the city */
export function indicator(
  value: number,
  unit: string,
  theme: string,
  lowerIs: Indicator['lowerIs'],
  nl: string,
  en: string,
): Indicator {
  return { value, unit, theme, lowerIs, label: { nl, en } };
}

/** Puts groups together; drops values that do not exist (a mean over nobody), refuses infinite ones.
 *  @throws RunError naming the indicator */
export function collectIndicators(groups: readonly Indicators[]): Indicators {
  const all: Indicators = {};
  for (const group of groups)
    for (const [key, one] of Object.entries(group)) {
      if (Number.isNaN(one.value)) continue;
      if (!Number.isFinite(one.value)) throw new RunError(`indicator ${key} is not a finite number`);
      all[key] = one;
    }
  return all;
}
