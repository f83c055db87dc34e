/** Indicators of what households pay, by income. Pure. */
import { INCOME_CLASSES } from '../../demand/population.ts';
import { type GroupMeans, groupMeans, type HouseholdSums } from '../households.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts, Sample } from '../parts.ts';
import { SMALLEST_CELL } from '../small-cells.ts';
import { pascal } from './travel.ts';

export const INCOME_TEXT: Readonly<
  Record<(typeof INCOME_CLASSES)[number], { readonly nl: string; readonly en: string }>
> = {
  low: { nl: 'laag inkomen', en: 'low income' },
  middle: { nl: 'middeninkomen', en: 'middle income' },
  high: { nl: 'hoog inkomen', en: 'high income' },
};

const UNIT = 'EUR/household/month';

export function moneyIndicators(parts: RunParts, sums: HouseholdSums, sample: Sample): Indicators {
  const { households } = parts.population;
  const all = groupMeans(parts, sums, sample, () => true);
  const result: Indicators = {
    ...costs(all, '', '', ''),
    // With heat: a heat pump trades gas for electricity, and half of that is no cost.
    costPerHouseholdPerMonth: indicator(
      all.mobilityEurPerMonth + all.energyEurPerMonth + all.heatEurPerMonth,
      UNIT,
      'money',
      'better',
      'Mobiliteit, stroom en gas of warmte samen',
      'Mobility, electricity and gas or heat together',
    ),
  };
  INCOME_CLASSES.forEach((income, index) => {
    const means = groupMeans(parts, sums, sample, (h) => households.incomeClass[h] === index);
    const { nl, en } = INCOME_TEXT[income];
    Object.assign(result, costs(means, pascal(income), `, ${nl}`, `, ${en}`));
  });
  return result;
}

function costs(means: GroupMeans, key: string, nl: string, en: string): Indicators {
  // A group of fewer than ten persons is withheld.
  if (means.persons < SMALLEST_CELL) return {};
  return {
    [`mobilityCostPerHouseholdPerMonth${key}`]: indicator(
      means.mobilityEurPerMonth,
      UNIT,
      'money',
      'better',
      `Mobiliteit${nl}`,
      `Mobility${en}`,
    ),
    [`energyCostPerHouseholdPerMonth${key}`]: indicator(
      means.energyEurPerMonth,
      UNIT,
      'money',
      'better',
      `Stroom in huis${nl}`,
      `Electricity at home${en}`,
    ),
  };
}
