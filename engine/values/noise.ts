/** Noise for differential privacy: what is published about a district changes in probability by at most a factor e^ε when one household is not in it.
 *  In: counts or sums, ε, how much one household can change them. Out: noisy numbers, the same for the same noise seed. Pure.
 *  The noise seed must stay secret: who knows it takes the noise off again. Draws have 32 bits; the attack on the floating point of Laplace noise
 *  (Mironov, CCS 2012) is countered by rounding sums to whole units.
 *  Sources: geometric mechanism: Ghosh, Roughgarden and Sundararajan, SIAM J. Computing 41 (2012); Laplace: Dwork, McSherry, Nissim and Smith (2006). */
import { purposeId, uniform } from '../core/random.ts';

export interface Noise {
  readonly epsilon: number;
  readonly seed: number;
}

const COUNT = purposeId('publication-count');
const SUM = purposeId('publication-sum');

/** A whole number with P(k) ∝ exp(−ε |k| / sensitivity) added; never below 0 (cutting off afterwards costs no privacy). */
export function noisyCount(count: number, cell: number, noise: Noise, sensitivity = 1): number {
  const ratio = Math.exp(-noise.epsilon / sensitivity);
  const tail = (draw: number): number =>
    Math.floor(Math.log(uniform(noise.seed, COUNT, cell, 0, draw)) / Math.log(ratio));
  return Math.max(0, Math.round(count) + tail(0) - tail(1));
}

/** Laplace noise of scale sensitivity / ε added, rounded to whole units. @param sensitivity most that one household adds to the sum */
export function noisySum(sum: number, cell: number, noise: Noise, sensitivity: number): number {
  const u = uniform(noise.seed, SUM, cell) - 0.5;
  const laplace = -(sensitivity / noise.epsilon) * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  return Math.round(sum + laplace);
}
