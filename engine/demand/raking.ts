/** Weights of household kinds that meet zone totals and stay as near as possible to a seed (minimum relative entropy): iterative proportional
 *  fitting where features are 0/1, its generalisation to counts (persons in a household) otherwise.
 *  In: seed weights, features, targets. Out: weights; integerised by cumulative rounding. Pure.
 *  Method: Deming and Stephan (1940); Ye et al. (2009) for households and persons together; Darroch and Ratcliff (1972) for the counts. */

/** One total: Σ weight[k] · feature[k] = target. Later constraints win where totals contradict each other. */
export interface Constraint {
  readonly name: string;
  readonly feature: Float64Array;
  readonly target: number;
}

/** @returns weight per kind; targets ≤ 0 empty the kinds that have the feature */
export function rake(seed: Float64Array, constraints: readonly Constraint[], rounds = 60): Float64Array {
  const weight = seed.slice();
  for (let round = 0; round < rounds; round++) {
    let worst = 0;
    for (const { feature, target } of constraints) worst = Math.max(worst, meet(weight, feature, target));
    if (worst < 1e-9) break;
  }
  return weight;
}

/** Multiplies weights by exp(λ · feature) so that the constraint holds. @returns |ln of the largest factor| */
function meet(weight: Float64Array, feature: Float64Array, target: number): number {
  if (!(target > 0)) {
    for (let k = 0; k < weight.length; k++) if (feature[k]! > 0) weight[k] = 0;
    return 0;
  }
  let lambda = 0;
  let largest = 0;
  for (let step = 0; step < 50; step++) {
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < weight.length; k++) {
      const a = feature[k]!;
      if (a === 0) continue;
      const value = weight[k]! * Math.exp(lambda * a) * a;
      sum += value;
      slope += value * a;
      if (a > largest) largest = a;
    }
    if (!(sum > 0)) return 0;
    const change = Math.log(target / sum) * (sum / slope);
    lambda = Math.max(-30, Math.min(30, lambda + change));
    if (Math.abs(change) < 1e-12) break;
  }
  for (let k = 0; k < weight.length; k++) if (feature[k] !== 0) weight[k]! *= Math.exp(lambda * feature[k]!);
  return Math.abs(lambda) * largest;
}

/** Whole numbers with the same sum (rounded): every prefix sum stays within one half of the real one, so that with kinds in order
 *  of size the persons are met as well. */
export function roundCumulatively(weight: Float64Array): Uint32Array {
  const counts = new Uint32Array(weight.length);
  let sum = 0;
  let given = 0;
  for (let k = 0; k < weight.length; k++) {
    sum += weight[k]!;
    const upTo = Math.round(sum);
    counts[k] = upTo - given;
    given = upTo;
  }
  return counts;
}
