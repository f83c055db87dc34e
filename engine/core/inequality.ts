/** Measures of how unequally something is spread over households or persons, with weights.
 *  In: values and, where given, weights (people each value stands for). Out: one number. Pure; no value is changed.
 *  A measure that has no meaning for the values given (nobody, a sum of zero) is NaN, never 0.
 *  Source of all formulae: F. A. Cowell, Measuring Inequality (3rd ed., 2011); Suits: D. B. Suits, American Economic Review 67 (1977). */

/** Values in rising order with their weights; values that are not a number and weights that are not above 0 are left out. */
export interface Sorted {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly totalWeight: number;
  /** Σ weight × value */
  readonly total: number;
}

/** @param by [i] what the order is made by; the values themselves by default */
export function sorted(values: ArrayLike<number>, weights?: ArrayLike<number>, by: ArrayLike<number> = values): Sorted {
  const order: number[] = [];
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i]!) && Number.isFinite(by[i]!) && (weights === undefined || weights[i]! > 0))
      order.push(i);
  order.sort((a, b) => by[a]! - by[b]! || a - b);
  const sortedValues = Float64Array.from(order, (i) => values[i]!);
  const sortedWeights = Float64Array.from(order, (i) => weights?.[i] ?? 1);
  let totalWeight = 0;
  let total = 0;
  for (let i = 0; i < order.length; i++) {
    totalWeight += sortedWeights[i]!;
    total += sortedWeights[i]! * sortedValues[i]!;
  }
  return { values: sortedValues, weights: sortedWeights, totalWeight, total };
}

/** Gini coefficient, 0 (all equal) … 1 − 1/n (one has all): mean absolute difference over twice the mean. NaN when the sum is not above 0. */
export function gini(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  return concentrationOf(sorted(values, weights));
}

/** Concentration index of a quantity over people ranked by something else, −1 … 1: negative when those who rank low have more of it.
 *  @param rank [i] what people are ranked by (income); ties share their place */
export function concentrationIndex(
  values: ArrayLike<number>,
  rank: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  const order = sorted(values, weights, rank);
  const ranks = sorted(rank, weights, rank);
  return ranks.values.length === order.values.length ? concentrationOf(order, ranks.values) : Number.NaN;
}

/** 2 Σ w x F / (W² mean) − 1 with F the weight up to the middle of each (or of all that tie with it). */
function concentrationOf({ values, weights, totalWeight, total }: Sorted, ranks: Float64Array = values): number {
  if (!(total > 0)) return Number.NaN;
  let below = 0;
  let sum = 0;
  for (let from = 0; from < values.length; ) {
    let to = from;
    let weight = 0;
    let amount = 0;
    while (to < values.length && ranks[to] === ranks[from]) {
      weight += weights[to]!;
      amount += weights[to]! * values[to]!;
      to++;
    }
    sum += amount * (below + weight / 2);
    below += weight;
    from = to;
  }
  return (2 * sum) / (totalWeight * total) - 1;
}

/** Palma ratio: what the top tenth has over what the bottom four tenths have; a person on the border counts for the part on each side.
 *  @source Palma, Development and Change 42 (2011) */
export function palma(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const people = sorted(values, weights);
  const bottom = shareBelow(people, 0.4);
  return bottom > 0 ? (1 - shareBelow(people, 0.9)) / bottom : Number.NaN;
}

/** Share of the total that the lowest `peopleShare` of the people have (a point of the Lorenz curve). */
export function shareBelow({ values, weights, totalWeight, total }: Sorted, peopleShare: number): number {
  let left = peopleShare * totalWeight;
  let amount = 0;
  for (let i = 0; i < values.length && left > 0; i++) {
    const weight = Math.min(weights[i]!, left);
    amount += weight * values[i]!;
    left -= weight;
  }
  return total > 0 ? amount / total : Number.NaN;
}

export interface TheilParts {
  readonly total: number;
  /** What is left when everybody in a group has the group's mean. */
  readonly between: number;
  /** Mean of the groups' own indices, weighted by their share of the total. total = between + within. */
  readonly within: number;
}

/** Theil's T, 0 (all equal) … ln n; a value of 0 adds 0 (the limit), negative values have no Theil index.
 *  @param group [i] group of each, for the decomposition */
export function theil(
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
  group?: ArrayLike<number | string>,
): TheilParts {
  let totalWeight = 0;
  let total = 0;
  const groups = new Map<number | string, { weight: number; amount: number }>();
  const counts = (i: number): boolean => Number.isFinite(values[i]!) && (weights === undefined || weights[i]! > 0);
  for (let i = 0; i < values.length; i++) {
    if (!counts(i)) continue;
    if (values[i]! < 0) return { total: Number.NaN, between: Number.NaN, within: Number.NaN };
    const weight = weights?.[i] ?? 1;
    totalWeight += weight;
    total += weight * values[i]!;
    if (group === undefined) continue;
    const own = groups.get(group[i]!) ?? { weight: 0, amount: 0 };
    own.weight += weight;
    own.amount += weight * values[i]!;
    groups.set(group[i]!, own);
  }
  if (!(total > 0)) return { total: Number.NaN, between: Number.NaN, within: Number.NaN };
  const mean = total / totalWeight;
  let sum = 0;
  for (let i = 0; i < values.length; i++) if (counts(i)) sum += (weights?.[i] ?? 1) * entropy(values[i]! / mean);
  let between = 0;
  for (const { weight, amount } of groups.values()) between += weight * entropy(amount / weight / mean);
  const whole = sum / totalWeight;
  return { total: whole, between: between / totalWeight, within: whole - between / totalWeight };
}

const entropy = (ratio: number): number => (ratio > 0 ? ratio * Math.log(ratio) : 0);

/** Mean log deviation (Theil's L), 0 (all equal) … ∞; more alert to the low end than T. NaN when a value is not above 0. */
export function meanLogDeviation(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const people = sorted(values, weights);
  if (!(people.total > 0) || !(people.values[0]! > 0)) return Number.NaN;
  const mean = people.total / people.totalWeight;
  let sum = 0;
  for (let i = 0; i < people.values.length; i++) sum += people.weights[i]! * Math.log(mean / people.values[i]!);
  return sum / people.totalWeight;
}

/** Suits index of a burden, −1 … 1: negative when those with low incomes carry more than their share of income (regressive). */
export function suits(burden: ArrayLike<number>, income: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const order: number[] = [];
  for (let i = 0; i < burden.length; i++)
    if (Number.isFinite(burden[i]!) && income[i]! > 0 && (weights === undefined || weights[i]! > 0)) order.push(i);
  order.sort((a, b) => income[a]! - income[b]! || a - b);
  let incomes = 0;
  let burdens = 0;
  for (const i of order) {
    incomes += (weights?.[i] ?? 1) * income[i]!;
    burdens += (weights?.[i] ?? 1) * burden[i]!;
  }
  if (!(incomes > 0) || !(burdens > 0)) return Number.NaN;
  let area = 0;
  let carried = 0;
  for (const i of order) {
    const next = carried + ((weights?.[i] ?? 1) * burden[i]!) / burdens;
    area += ((carried + next) / 2) * (((weights?.[i] ?? 1) * income[i]!) / incomes);
    carried = next;
  }
  return 1 - area / 0.5;
}

/** Herfindahl–Hirschman index of market shares, 0 … 1 (times 10,000 in competition law).
 *  @param amounts of each firm; @param restOthers amount of firms so small that each counts for nothing */
export function herfindahl(amounts: readonly number[], restOthers = 0): number {
  const total = amounts.reduce((a, b) => a + b, restOthers);
  return total > 0 ? amounts.reduce((sum, amount) => sum + (amount / total) ** 2, 0) : Number.NaN;
}
