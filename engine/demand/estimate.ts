/** Maximum likelihood of multinomial and nested logit with analytical gradients, standard errors from the curvature and robust ones.
 *  In: a design. Out: coefficients, log-likelihoods. Pure.
 *  Method: Newton with a ridge where needed (Nocedal and Wright 2006, ch. 3); robust covariance H⁻¹ B H⁻¹ (White 1982, doi 10.2307/1912526).
 *  Nested logit: McFadden (1978); scale of a nest as in Biogeme (inverse of the logsum parameter). */
import { RunError } from '../core/errors.ts';
import type { ChoiceDesign } from './choice-model.ts';
import { flattest, invert, multiply, solvePositive } from './small-matrix.ts';

export interface Coefficient {
  readonly value: number;
  readonly stdErr: number;
  readonly robustStdErr: number;
  /** Held at its value by the model: no errors. */
  readonly fixed: boolean;
}

export interface Estimate {
  readonly observations: number;
  readonly excluded: number;
  /** Every available alternative equally likely. */
  readonly nullLogLikelihood: number;
  readonly initialLogLikelihood: number;
  readonly logLikelihood: number;
  readonly iterations: number;
  /** Largest absolute derivative of the log-likelihood at the end. */
  readonly gradientNorm: number;
  readonly coefficients: Readonly<Record<string, Coefficient>>;
}

const MOST_ITERATIONS = 500;
/** Scales of nests stay above this: below 1 the model is not one of utility maximisation, near 0 it breaks down. */
const SMALLEST_SCALE = 0.05;

/** @throws RunError when the data do not identify the parameters or the search does not end */
export function estimate(design: ChoiceDesign): Estimate {
  const free = design.parameters.flatMap((_, k) => (design.fixed[k] === 1 ? [] : [k]));
  const likelihood = new Likelihood(design, free);
  const beta = design.start.slice();
  const initial = likelihood.at(beta);
  const search = maximise(likelihood, beta, free);
  const hessian = likelihood.hessian(beta);
  const covariance = free.length === 0 ? [] : invert(hessian.map((row) => row.map((h) => -h)));
  if (covariance === null) {
    const direction = flattest(hessian.map((row) => row.map((h) => -h)));
    const involved = free.filter((_, i) => Math.abs(direction[i]!) > 0.01).map((k) => design.parameters[k]!);
    throw new RunError(
      `the data do not identify all parameters: ${involved.join(', ')} can change${involved.length > 1 ? ' together' : ''} without changing the log-likelihood; fix one of them, or leave it out`,
    );
  }
  likelihood.at(beta);
  const robust = multiply(multiply(covariance, likelihood.outerProduct()), covariance);
  const coefficients: Record<string, Coefficient> = {};
  design.parameters.forEach((name, k) => {
    const at = free.indexOf(k);
    coefficients[name] = {
      value: beta[k]!,
      stdErr: at < 0 ? 0 : Math.sqrt(Math.max(0, covariance[at]![at]!)),
      robustStdErr: at < 0 ? 0 : Math.sqrt(Math.max(0, robust[at]![at]!)),
      fixed: at < 0,
    };
  });
  return {
    observations: design.observations,
    excluded: design.excluded,
    nullLogLikelihood: nullLogLikelihood(design),
    initialLogLikelihood: initial,
    logLikelihood: search.value,
    iterations: search.iterations,
    gradientNorm: search.gradientNorm,
    coefficients,
  };
}

function nullLogLikelihood({ observations, alternatives, available }: ChoiceDesign): number {
  let sum = 0;
  const width = alternatives.length;
  for (let n = 0; n < observations; n++) {
    let count = 0;
    for (let a = 0; a < width; a++) count += available[n * width + a]!;
    sum -= Math.log(count);
  }
  return sum;
}

/** Log-likelihood with its gradient by observation. Owns scratch. */
class Likelihood {
  /** [free parameter] gradient at the last point. */
  readonly gradient: Float64Array;
  /** Parameters from this index on are nest scales. */
  readonly firstScale: number;
  private readonly design: ChoiceDesign;
  private readonly free: readonly number[];
  /** [observation × free parameter] */
  private readonly scores: Float64Array;
  private readonly v: Float64Array;
  private readonly dV: Float64Array;

  constructor(design: ChoiceDesign, free: readonly number[]) {
    this.design = design;
    this.firstScale = design.utilityParameters;
    this.free = free;
    this.gradient = new Float64Array(free.length);
    this.scores = new Float64Array(design.observations * free.length);
    this.v = new Float64Array(design.alternatives.length);
    this.dV = new Float64Array(design.alternatives.length);
  }

  at(beta: Float64Array): number {
    const { design, free, scores, gradient } = this;
    const { observations, alternatives, utilityParameters, x, offset, available } = design;
    const width = alternatives.length;
    const scale = new Float64Array(design.parameters.length - utilityParameters);
    const dScale = new Float64Array(scale.length);
    for (let k = 0; k < scale.length; k++) scale[k] = beta[utilityParameters + k]!;
    let total = 0;
    gradient.fill(0);
    for (let n = 0; n < observations; n++) {
      for (let a = 0; a < width; a++) {
        const at = n * width + a;
        if (available[at] === 0) {
          this.v[a] = -Infinity;
          continue;
        }
        let sum = offset[at]!;
        for (let k = 0; k < utilityParameters; k++) sum += x[at * utilityParameters + k]! * beta[k]!;
        this.v[a] = sum;
      }
      total += nestedLogProbability(this.v, design.nestOf, scale, design.chosen[n]!, this.dV, dScale);
      for (let f = 0; f < free.length; f++) {
        const k = free[f]!;
        let g = 0;
        if (k >= utilityParameters) g = dScale[k - utilityParameters]!;
        else
          for (let a = 0; a < width; a++)
            if (available[n * width + a] === 1) g += this.dV[a]! * x[(n * width + a) * utilityParameters + k]!;
        scores[n * free.length + f] = g;
        gradient[f]! += g;
      }
    }
    return total;
  }

  /** Σ g gᵀ over observations at the last point. */
  outerProduct(): number[][] {
    const { scores, free } = this;
    const width = free.length;
    const result = Array.from({ length: width }, () => new Array<number>(width).fill(0));
    for (let n = 0; n < scores.length / Math.max(1, width); n++)
      for (let i = 0; i < width; i++)
        for (let j = 0; j < width; j++) result[i]![j]! += scores[n * width + i]! * scores[n * width + j]!;
    return result;
  }

  /** Second derivatives: central differences of the analytical gradient, made symmetric. */
  hessian(beta: Float64Array): number[][] {
    const { free } = this;
    const rows = free.map((k) => {
      const step = 1e-5 * Math.max(1, Math.abs(beta[k]!));
      const shifted = (by: number): Float64Array => {
        const point = beta.slice();
        point[k]! += by;
        this.at(point);
        return this.gradient.slice();
      };
      const up = shifted(step);
      const down = shifted(-step);
      return Array.from(up, (g, i) => (g - down[i]!) / (2 * step));
    });
    return rows.map((row, i) => row.map((h, j) => 0.5 * (h + rows[j]![i]!)));
  }
}

/** Log-probability of the chosen alternative and its derivatives with respect to utilities and nest scales.
 *  P = exp(μV − ln S_nest) · exp(ln S_nest / μ) / Σ_nests exp(ln S / μ), S = Σ exp(μV); an alternative outside nests is a nest of its own. */
function nestedLogProbability(
  v: Float64Array,
  nestOf: Int32Array,
  scale: Float64Array,
  chosen: number,
  dV: Float64Array,
  dScale: Float64Array,
): number {
  const nests = scale.length;
  const width = v.length;
  let best = -Infinity;
  for (let a = 0; a < width; a++) best = Math.max(best, v[a]!);
  // Logsums over μ relative to the best utility, and the mean of V − best within each nest.
  const logsum = new Float64Array(nests).fill(-Infinity);
  const mean = new Float64Array(nests);
  const inclusive = new Float64Array(nests);
  for (let k = 0; k < nests; k++) {
    let sum = 0;
    let weighted = 0;
    for (let a = 0; a < width; a++) {
      if (nestOf[a] !== k || v[a] === -Infinity) continue;
      const e = Math.exp(scale[k]! * (v[a]! - best));
      sum += e;
      weighted += e * (v[a]! - best);
    }
    if (sum > 0) {
      logsum[k] = Math.log(sum);
      mean[k] = weighted / sum;
      inclusive[k] = logsum[k]! / scale[k]!;
    } else inclusive[k] = -Infinity;
  }
  let denominator = 0;
  for (let k = 0; k < nests; k++) denominator += Math.exp(inclusive[k]!);
  for (let a = 0; a < width; a++) if (nestOf[a]! < 0) denominator += Math.exp(v[a]! - best);
  const home = nestOf[chosen]!;
  const logP =
    home < 0
      ? v[chosen]! - best - Math.log(denominator)
      : scale[home]! * (v[chosen]! - best) - logsum[home]! + inclusive[home]! - Math.log(denominator);
  for (let a = 0; a < width; a++) {
    if (v[a] === -Infinity) {
      dV[a] = 0;
      continue;
    }
    const k = nestOf[a]!;
    if (k < 0) {
      dV[a] = (a === chosen ? 1 : 0) - Math.exp(v[a]! - best) / denominator;
      continue;
    }
    const within = Math.exp(scale[k]! * (v[a]! - best) - logsum[k]!);
    const nest = Math.exp(inclusive[k]!) / denominator;
    dV[a] = (a === chosen ? scale[k]! : 0) + (k === home ? within * (1 - scale[k]!) : 0) - nest * within;
  }
  for (let k = 0; k < nests; k++) {
    if (logsum[k] === -Infinity) {
      dScale[k] = 0;
      continue;
    }
    // d inclusive / d μ = mean / μ − logsum / μ²
    const slope = mean[k]! / scale[k]! - logsum[k]! / scale[k]! ** 2;
    const nest = Math.exp(inclusive[k]!) / denominator;
    dScale[k] = (k === home ? v[chosen]! - best - mean[k]! + slope : 0) - nest * slope;
  }
  return logP;
}

/** Climbs to the top by Newton steps, leaning towards the gradient where the likelihood is not concave; leaves the best point in `beta`. */
function maximise(
  likelihood: Likelihood,
  beta: Float64Array,
  free: readonly number[],
): { value: number; iterations: number; gradientNorm: number } {
  const put = (values: Float64Array): number => {
    free.forEach((k, f) => {
      beta[k] = values[f]!;
    });
    return likelihood.at(beta);
  };
  let point = Float64Array.from(free, (k) => beta[k]!);
  let value = put(point);
  let gradient = likelihood.gradient.slice();
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS && norm(gradient) > 1e-9; iterations++) {
    const direction = ascent(
      likelihood.hessian(beta).map((row) => row.map((h) => -h)),
      gradient,
    );
    let step = 1;
    let moved = false;
    for (let halving = 0; halving < 40 && !moved; halving++, step /= 2) {
      const candidate = point.map((p, f) => p + step * direction[f]!);
      if (free.some((k, f) => k >= likelihood.firstScale && candidate[f]! <= SMALLEST_SCALE)) continue;
      const at = put(candidate);
      if (!(at >= value)) continue;
      moved = at > value || norm(likelihood.gradient) < norm(gradient);
      if (!moved) break;
      point = candidate;
      value = at;
      gradient = likelihood.gradient.slice();
    }
    put(point);
    if (!moved) break;
  }
  const gradientNorm = norm(likelihood.gradient);
  if (!Number.isFinite(value) || gradientNorm > 1e-2)
    throw new RunError(`the search for the highest likelihood did not end (gradient ${gradientNorm.toExponential(2)})`);
  return { value, iterations, gradientNorm };
}

/** Solves (curvature + ridge) · direction = gradient with the smallest ridge that makes it positive definite (Levenberg 1944). */
function ascent(curvature: readonly number[][], gradient: Float64Array): number[] {
  const size = Math.max(1e-12, ...curvature.map((row, i) => Math.abs(row[i]!)));
  for (let ridge = 0; ridge < 1e9 * size; ridge = ridge === 0 ? 1e-8 * size : ridge * 10) {
    const solved = solvePositive(
      curvature.map((row, i) => row.map((h, j) => (i === j ? h + ridge : h))),
      gradient,
    );
    if (solved !== null) return solved;
  }
  return [...gradient];
}

const norm = (g: Float64Array): number => g.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
