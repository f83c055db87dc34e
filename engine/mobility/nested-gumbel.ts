/** Unobserved preferences of a nested logit as explicit draws, so that the same person draws the same in every scenario.
 *  Within a nest draws are correlated: epsilon = scale · (ln S + Gumbel) with S positive stable of index `scale`, which gives exactly the joint
 *  distribution exp(−(Σ exp(−x/scale))^scale) of McFadden (1978). S by Kanter (1975), doi 10.1214/aop/1176996309. Pure. */
import { gumbel, uniform } from '../core/random.ts';

/** ln of a positive stable variable of index a in (0, 1) from two uniforms: Laplace transform exp(−s^a). */
export function logPositiveStable(a: number, u: number, v: number): number {
  const angle = Math.PI * u;
  const exponential = -Math.log(v);
  return (
    Math.log(Math.sin(a * angle)) -
    Math.log(Math.sin(angle)) / a +
    ((1 - a) / a) * (Math.log(Math.sin((1 - a) * angle)) - Math.log(exponential))
  );
}

/** Fills one draw per alternative. @param nestOf [alternative] nest  @param scale logsum parameter of every nest, in (0, 1] */
export function drawPreferences(
  out: Float64Array,
  nestOf: readonly number[],
  scale: number,
  seed: number,
  purpose: number,
  agent: number,
  day: number,
): void {
  for (let m = 0; m < out.length; m++) {
    const nest = nestOf[m]!;
    // Draw numbers 0 … 63 belong to alternatives, 64 and up to nests.
    const common =
      scale < 1
        ? logPositiveStable(
            scale,
            uniform(seed, purpose, agent, day, 64 + 2 * nest),
            uniform(seed, purpose, agent, day, 65 + 2 * nest),
          )
        : 0;
    out[m] = scale * (common + gumbel(seed, purpose, agent, day, m));
  }
}

/** Expected largest utility of a nested logit, up to Euler's constant: ln Σ_nests (Σ exp(V/scale))^scale. */
export function nestedLogsum(
  utility: ArrayLike<number>,
  nestOf: readonly number[],
  nests: number,
  scale: number,
): number {
  let best = -Infinity;
  for (let m = 0; m < utility.length; m++) best = Math.max(best, utility[m]!);
  if (best === -Infinity) return -Infinity;
  let total = 0;
  for (let nest = 0; nest < nests; nest++) {
    let sum = 0;
    for (let m = 0; m < utility.length; m++) if (nestOf[m] === nest) sum += Math.exp((utility[m]! - best) / scale);
    if (sum > 0) total += sum ** scale;
  }
  return best + Math.log(total);
}
