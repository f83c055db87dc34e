/** Proven lower bound of the optimum for any prices: Lagrange's dual function where every variable only keeps its own bounds.
 *  For prices of steps λ and values of stored energy ρ:   b'π + Σ min over 0 ≤ x ≤ u of (q − A'π) x + ½ Q x².
 *  Where losses depend on power, each step takes those that suit the prices: least where stored energy is worth something (value below zero
 *  in these signs), most where it is a burden.
 *  It is a bound whatever the prices are (weak duality), so a solver's rounding cannot make it wrong. Pure. */
import type { Chains } from './chains.ts';
import type { Coupling } from './coupling.ts';

export function lagrangeBound(
  chains: Chains,
  coupling: Coupling,
  givenPrice: Float64Array,
  givenValue: Float64Array,
): number {
  const [price, value] = normal(coupling, givenPrice, givenValue);
  const { count, first, startStep, inKwh, outKwh, chargeUpper, dischargeUpper, storedUpper, right } = chains;
  const { leastInKwh, mostOutKwh } = chains;
  const steps = coupling.rightKw.length;
  let total = coupling.constant;
  for (let t = 0; t < steps; t++) total += coupling.rightKw[t]! * price[t]!;
  for (const column of coupling.columns)
    for (let t = 0; t < steps; t++)
      total += least(column.cost[t]! - column.sign * price[t]!, column.curvature, column.upper[t]!);
  if (coupling.peak !== null) {
    let sum = coupling.peak.cost;
    for (let t = 0; t < steps; t++) sum += price[t]!;
    total += Math.min(0, sum) * coupling.peak.upper;
  }
  for (let s = 0; s < count; s++) {
    const shift = startStep[s]! - first[s]!;
    const to = first[s + 1]!;
    const into = inKwh[s]!;
    const outOf = outKwh[s]!;
    const leastInto = leastInKwh[s]!;
    const mostOutOf = mostOutKwh[s]!;
    // Any values of stored energy give a bound. Where losses depend on power those above zero are tried as they are, and as zero.
    const lossy = leastInto < into;
    let part = Number.NEGATIVE_INFINITY;
    for (const most of lossy ? [Number.POSITIVE_INFINITY, 0] : [Number.POSITIVE_INFINITY]) {
      let sum = 0;
      for (let k = first[s]!; k < to; k++) {
        const v = Math.min(most, value[k]!);
        const p = price[k + shift]!;
        sum += right[k]! * v;
        // A battery never charges and discharges at once: the better of the two counts, not both.
        const charged = ((v > 0 ? leastInto : into) * v - p) * chargeUpper[k]!;
        const discharged = (coupling.dischargeCost - (v > 0 ? mostOutOf : outOf) * v + p) * dischargeUpper[k]!;
        sum += Math.min(0, charged, discharged);
        const next = k + 1 < to ? Math.min(most, value[k + 1]!) : 0;
        sum += Math.min(0, next - v) * storedUpper[k]!;
      }
      part = Math.max(part, sum);
    }
    total += part;
  }
  return total;
}

/** For the peak all prices together may not pass its cost: they and the values are scaled down to it. */
function normal({ peak }: Coupling, price: Float64Array, value: Float64Array): [Float64Array, Float64Array] {
  const sum = price.reduce((total, p) => total + p, 0);
  if (peak === null || sum >= -peak.cost) return [price, value];
  const factor = -peak.cost / sum;
  return [price.map((p) => p * factor), value.map((v) => v * factor)];
}

/** Least value of slope · x + ½ curvature · x² for 0 ≤ x ≤ upper. */
function least(slope: number, curvature: number, upper: number): number {
  if (curvature === 0) return Math.min(0, slope * upper);
  const x = Math.min(upper, Math.max(0, -slope / curvature));
  return slope * x + (curvature * x * x) / 2;
}
