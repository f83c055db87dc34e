/** Noise for differential privacy: what is published about a district changes in probability by at most a factor e^ε when one household is not in it.
 *  In: counts or sums, ε, how much one household can change them. Out: noisy numbers, the same for the same secret and release. Pure.
 *  Who knows the secret takes the noise off again, and who can guess it too: it is text of 128 bits or more, and draws are those of HMAC-SHA-256,
 *  not of the short keys that simulations use. A release (a result at an ε) has draws of its own: were they shared, the difference of two
 *  packages would be exact. The attack on the floating point of Laplace noise (Mironov, CCS 2012) is countered by rounding sums to whole units.
 *  Sources: geometric mechanism: Ghosh, Roughgarden and Sundararajan, SIAM J. Computing 41 (2012); Laplace: Dwork, McSherry, Nissim and Smith (2006). */
import { createHmac } from 'node:crypto';

export interface Noise {
  readonly epsilon: number;
  readonly secret: string;
  /** What is released: packages of the same secret that tell something else have other draws. */
  readonly release: string;
}

/** Shortest secret, characters. */
export const LEAST_SECRET = 16;

/** Uniform in the open interval (0, 1), 48 bits of resolution. */
function uniform({ secret, release, epsilon }: Noise, purpose: string, cell: number, draw = 0): number {
  const bytes = createHmac('sha256', secret).update(`${release}|${epsilon}|${purpose}|${cell}|${draw}`).digest();
  return (bytes.readUIntBE(0, 6) + 0.5) / 2 ** 48;
}

/** A whole number with P(k) ∝ exp(−ε |k| / sensitivity) added; never below 0 (cutting off afterwards costs no privacy). */
export function noisyCount(count: number, cell: number, noise: Noise, sensitivity = 1): number {
  const ratio = Math.exp(-noise.epsilon / sensitivity);
  const tail = (draw: number): number => Math.floor(Math.log(uniform(noise, 'count', cell, draw)) / Math.log(ratio));
  return Math.max(0, Math.round(count) + tail(0) - tail(1));
}

/** Laplace noise of scale sensitivity / ε added, rounded to whole units. @param sensitivity most that one household adds to the sum */
export function noisySum(sum: number, cell: number, noise: Noise, sensitivity: number): number {
  const u = uniform(noise, 'sum', cell) - 0.5;
  const laplace = -(sensitivity / noise.epsilon) * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  return Math.round(sum + laplace);
}
