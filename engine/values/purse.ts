/** The household purse: what mobility, electricity and gas or heat cost a month by kind of household and income, beside what such Dutch households spend.
 *  In: households of a result. Out: rows; a group of fewer than ten households is withheld, and households without a known income count in costs
 *  but not in shares of income. The reference: `reference.ts`. Pure. */
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../demand/population.ts';
import { SMALLEST_CELL } from '../results/small-cells.ts';
import type { Scenario } from '../scenario/schema.ts';
import { householdPattern } from './household-cells.ts';
import { type Reference, referenceOf } from './reference.ts';

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
export async function purse(
  households: readonly PurseHousehold[],
  { values }: Scenario,
  reference: Reference = referenceOf(values),
): Promise<PurseRow[]> {
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
      rows.push(purseRow(type, incomeClass, members, values, reference, pattern.shown('all', type, incomeClass)));
    }
  return rows;
}

function purseRow(
  type: string,
  incomeClass: string,
  members: readonly PurseHousehold[],
  values: Scenario['values'],
  reference: Reference,
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
    referenceEurPerMonth: members.every((one) => reference.eurPerMonth(one.type, withHeat) !== null)
      ? mean((one) => reference.eurPerMonth(one.type, withHeat)!)
      : null,
    costShare: ofIncome((one) => cost(one) / one.incomeEurPerMonth),
    burdenedShare: ofIncome((one) => (cost(one) / one.incomeEurPerMonth > values.burdenShare ? 1 : 0)),
  };
}
