/** The budget that a household purse is set against: what such Dutch households spend by CBS, or rows of one's own. Pure.
 *  CBS, Bestedingen; huishoudenskenmerken, bestedingscategorieën (83678NED), category 070000 Vervoer, 2020, by type of household [EUR 1,000 a
 *  year], brought to today's prices by the lever values.referencePriceFactor; electricity and gas or heat of the mean Dutch household (CBS, De
 *  energierekening, January 2025: levers values.referenceElectricityEurPerMonth and values.referenceHeatEurPerMonth).
 *  Why not Nibud: its reference figures are sold, and may not be reproduced without leave (Budgethandboek, colophon); its minimum budgets hold no
 *  car (CBS, Wat is genoeg om van te leven?, 2024, table 3.1). Who has them brings them as rows. */
import type { ReferenceRow } from '../scenario/reference-budget.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Text } from './model.ts';

const CBS_SOURCE =
  'CBS 83678NED, Bestedingen van huishoudens 2020, 070000 Vervoer (EUR 1,000 a year by type of household); CBS, De energierekening, January 2025: EUR 2,065 a year, the mean of all households';

/** Transport of Dutch households in 2020 [EUR a year]. */
const TRANSPORT_2020_EUR: Readonly<Record<string, number>> = {
  single: 2100,
  couple: 4500,
  family: 6300,
  'single-parent': 3200,
  other: 4600,
};

export interface Reference {
  /** Of a kind of household [EUR/month]; null where the rows do not hold it. */
  readonly eurPerMonth: (type: string, withHeat: boolean) => number | null;
  readonly formula: string;
  /** Publication and year. */
  readonly source: string;
  /** What the reference is, and why this one. */
  readonly why: Text;
}

/** @param own rows that take the place of CBS's; those of the scenario when it has some */
export function referenceOf(
  values: Scenario['values'],
  own: readonly ReferenceRow[] = values.referenceBudget ?? [],
): Reference {
  if (own.length > 0) {
    const rows = new Map<string, ReferenceRow>(own.map((row) => [row.household, row]));
    return {
      eurPerMonth(type, withHeat) {
        const row = rows.get(type);
        return row === undefined
          ? null
          : row.transportEurPerMonth + row.electricityEurPerMonth + (withHeat ? row.heatEurPerMonth : 0);
      },
      formula: 'values.referenceBudget of the kind of household: transport + electricity + heat',
      source: [...new Set(own.map(({ source }) => source))].join('; '),
      why: {
        nl: 'Eigen referentiebudget; huishoudens die er niet in staan, hebben geen referentie.',
        en: 'A reference budget of your own; households that are not in it have no reference.',
      },
    };
  }
  return {
    eurPerMonth: (type, withHeat) =>
      ((TRANSPORT_2020_EUR[type] ?? 4000) / 12) * values.referencePriceFactor +
      values.referenceElectricityEurPerMonth +
      (withHeat ? values.referenceHeatEurPerMonth : 0),
    formula:
      'transport of Dutch households of the same kind in 2020 / 12 × values.referencePriceFactor + values.referenceElectricityEurPerMonth + values.referenceHeatEurPerMonth',
    source: CBS_SOURCE,
    why: {
      nl: 'Wat zulke huishoudens volgens het CBS aan vervoer uitgeven, met de gemiddelde energierekening. Geen Nibud-begroting: die cijfers mogen niet worden overgenomen, en de minimumbegroting kent geen auto. Wie ze heeft, vult een eigen referentiebudget in.',
      en: 'What such households spend on transport by Statistics Netherlands, with the mean energy bill. No Nibud budget: its figures may not be reproduced, and its minimum budget holds no car. Who has them fills in a reference budget of their own.',
    },
  };
}
