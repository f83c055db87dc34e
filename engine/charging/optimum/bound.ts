/** Proven lower bound of the optimum for any prices: Lagrange's dual function where every step of every car only keeps what the car can do in
 *  a step, and every column its own bounds. For prices of steps λ and values of stored energy ρ:
 *      b'π + Σ min over 0 ≤ x ≤ u of (q − A'π) x + ½ Q x²  +  Σ over cars and steps of min over (power, gain) of (cost + ρ gain − λ power).
 *  What a car can do in a step is one of: rest, charge at full power or where that loses most, discharge at full power or where that loses
 *  most, or a mixture (it is linear, so the least is at one of the five). A battery never charges and discharges at once, and no loss is
 *  smaller or larger than physics has.
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
  const { lossyCharge, lossyDischarge } = chains;
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
    const slowIn = lossyCharge[s]!;
    const slowOut = lossyDischarge[s]!;
    let sum = 0;
    for (let k = first[s]!; k < to; k++) {
      const v = value[k]!;
      const p = price[k + shift]!;
      sum += right[k]! * v;
      const charged = (into * v - p) * chargeUpper[k]!;
      const discharged = (coupling.dischargeCost - outOf * v + p) * dischargeUpper[k]!;
      const chargedSlowly = slowIn.energyKwh * v - slowIn.powerKw * p;
      const dischargedSlowly = (coupling.dischargeCost + p) * slowOut.powerKw - slowOut.energyKwh * v;
      sum += Math.min(0, charged, discharged, chargedSlowly, dischargedSlowly);
      const next = k + 1 < to ? value[k + 1]! : 0;
      sum += Math.min(0, next - v) * storedUpper[k]!;
    }
    total += sum;
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
