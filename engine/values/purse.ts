/** The household purse: what mobility, electricity and gas or heat cost a month by kind of household and income, beside what such Dutch households spend.
 *  In: households of a result. Out: rows; a group of fewer than ten households is withheld, and households without a known income count in costs
 *  but not in shares of income. Pure.
 *  Reference: CBS, Bestedingen; huishoudenskenmerken, bestedingscategorieën (83678NED), category 070000 Vervoer, 2020, by type of household
 *  [EUR 1,000 a year], brought to today's prices by the lever values.referencePriceFactor; electricity and gas or heat of the mean Dutch household
 *  (CBS, De energierekening, January 2025: levers values.referenceElectricityEurPerMonth and values.referenceHeatEurPerMonth). */
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../demand/population.ts';
import { SMALLEST_CELL } from '../results/small-cells.ts';
import type { Scenario } from '../scenario/schema.ts';
import { householdPattern } from './household-cells.ts';

export const REFERENCE_SOURCE =
  'CBS 83678NED, Bestedingen van huishoudens 2020, 070000 Vervoer (EUR 1,000 a year by type of household); CBS, De energierekening, January 2025: EUR 2,065 a year, the mean of all households';

/** Transport of Dutch households in 2020 [EUR a year]. */
const TRANSPORT_2020_EUR: Readonly<Record<(typeof HOUSEHOLD_TYPES)[number], number>> = {
  single: 2100,
  couple: 4500,
  family: 6300,
  'single-parent': 3200,
  other: 4600,
};

export interface PurseHousehold {
  readonly type: string;
  readonly incomeClass: string;
  readonly weight: number;
  readonly cars: number;
  readonly incomeEurPerMonth: number;
  readonly mobilityEurPerMonth: number;
  readonly energyEurPerMonth: number;
  /** Gas or district heat; NaN where the result does not tell. */
  readonly heatEurPerMonth: number;
}

export interface PurseRow {
  /** `all` for the sum over a dimension. */
  readonly type: string;
  readonly incomeClass: string;
  readonly households: number | null;
  readonly incomeEurPerMonth: number | null;
  readonly tripsEurPerMonth: number | null;
  readonly ownCarEurPerMonth: number | null;
  readonly electricityEurPerMonth: number | null;
  /** Null in results of older versions. */
  readonly heatEurPerMonth: number | null;
  readonly totalEurPerMonth: number | null;
  readonly referenceEurPerMonth: number | null;
  /** Mean of cost over income. */
  readonly costShare: number | null;
  /** Households above the lever values.burdenShare. */
  readonly burdenedShare: number | null;
}

/** Rows for the sum, every kind, every income and both; small groups and what would give them away are withheld. */
export async function purse(households: readonly PurseHousehold[], { values }: Scenario): Promise<PurseRow[]> {
  // A scaled-up handful is still a handful: a group counts for no more than the households simulated.
  const pattern = await householdPattern(
    [],
    households.map(({ type, incomeClass, weight }) => ({
      zone: '',
      type,
      incomeClass,
      households: Math.min(1, weight),
    })),
  );
  const rows: PurseRow[] = [];
  for (const type of ['all', ...HOUSEHOLD_TYPES])
    for (const incomeClass of ['all', ...INCOME_CLASSES]) {
      const members = households.filter(
        (one) => (type === 'all' || one.type === type) && (incomeClass === 'all' || one.incomeClass === incomeClass),
      );
      rows.push(purseRow(type, incomeClass, members, values, pattern.shown('all', type, incomeClass)));
    }
  return rows;
}

function purseRow(
  type: string,
  incomeClass: string,
  members: readonly PurseHousehold[],
  values: Scenario['values'],
  shown: boolean,
): PurseRow {
  const mean = (pick: (one: PurseHousehold) => number, of = members): number => {
    let sum = 0;
    let weight = 0;
    for (const one of of) {
      sum += one.weight * pick(one);
      weight += one.weight;
    }
    return sum / weight;
  };
  const count = members.reduce((sum, { weight }) => sum + weight, 0);
  if (!shown)
    return {
      type,
      incomeClass,
      households: null,
      incomeEurPerMonth: null,
      tripsEurPerMonth: null,
      ownCarEurPerMonth: null,
      electricityEurPerMonth: null,
      heatEurPerMonth: null,
      totalEurPerMonth: null,
      referenceEurPerMonth: null,
      costShare: null,
      burdenedShare: null,
    };
  const withHeat = members.every(({ heatEurPerMonth }) => Number.isFinite(heatEurPerMonth));
  const known = members.filter(({ incomeEurPerMonth }) => incomeEurPerMonth > 0);
  const cost = (one: PurseHousehold): number =>
    one.mobilityEurPerMonth +
    one.energyEurPerMonth +
    (withHeat ? one.heatEurPerMonth : 0) +
    one.cars * values.carFixedEurPerMonth;
  const ofIncome = (pick: (one: PurseHousehold) => number): number | null =>
    known.length >= SMALLEST_CELL ? mean(pick, known) : null;
  return {
    type,
    incomeClass,
    households: count,
    incomeEurPerMonth: ofIncome((one) => one.incomeEurPerMonth),
    tripsEurPerMonth: mean((one) => one.mobilityEurPerMonth),
    ownCarEurPerMonth: mean((one) => one.cars * values.carFixedEurPerMonth),
    electricityEurPerMonth: mean((one) => one.energyEurPerMonth),
    heatEurPerMonth: withHeat ? mean((one) => one.heatEurPerMonth) : null,
    totalEurPerMonth: mean(cost),
    referenceEurPerMonth:
      mean((one) => ((TRANSPORT_2020_EUR as Readonly<Record<string, number>>)[one.type] ?? 4000) / 12) *
        values.referencePriceFactor +
      values.referenceElectricityEurPerMonth +
      (withHeat ? values.referenceHeatEurPerMonth : 0),
    costShare: ofIncome((one) => cost(one) / one.incomeEurPerMonth),
    burdenedShare: ofIncome((one) => (cost(one) / one.incomeEurPerMonth > values.burdenShare ? 1 : 0)),
  };
}
