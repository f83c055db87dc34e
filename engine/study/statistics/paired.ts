/** Honest differences: paired replications under common random numbers, with an interval and a verdict in words. Pure.
 *  Method: paired t (Law, Simulation Modeling and Analysis, ch. 10); bootstrap BCa (Efron 1987, JASA 82, 171–185),
 *  widened for small samples (Hesterberg 2015, The American Statistician 69, 371–386, “expanded percentile interval”). */
import { errorFunction, mean, probit, sampleStandardDeviation } from 'simple-statistics';
import { Stream } from '../../core/random.ts';
import { studentCdf, studentQuantile } from '../../core/student.ts';

/** Standard normal distribution function, to 1e-7 (the library's own reads a table of four digits). */
const normalCdf = (z: number): number => (1 + errorFunction(z / Math.SQRT2)) / 2;

export interface Interval {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Student's interval of a mean. One value has no interval: lower and upper are NaN. */
export function tInterval(sample: readonly number[], confidence = 0.95): Interval {
  const m = mean([...sample]);
  if (sample.length < 2) return { mean: m, lower: Number.NaN, upper: Number.NaN };
  const half =
    (studentQuantile((1 + confidence) / 2, sample.length - 1) * sampleStandardDeviation([...sample])) /
    Math.sqrt(sample.length);
  return { mean: m, lower: m - half, upper: m + half };
}

/** Two-sided p of "the mean is zero". 1 when all values are zero, 0 when they are equal and not zero. */
export function pairedP(differences: readonly number[]): number {
  const n = differences.length;
  if (n < 2) return Number.NaN;
  const m = mean([...differences]);
  const s = sampleStandardDeviation([...differences]);
  if (s === 0) return m === 0 ? 1 : 0;
  return 2 * (1 - studentCdf(Math.abs(m) / (s / Math.sqrt(n)), n - 1));
}

/** Bias-corrected and accelerated bootstrap interval of the mean.
 *  @param rounds resamples, ≥ 200
 *  @param seed names the random stream: the same sample and seed give the same interval */
export function bcaInterval(sample: readonly number[], seed: number, rounds = 2000, confidence = 0.95): Interval {
  const n = sample.length;
  const m = mean([...sample]);
  if (n < 2) return { mean: m, lower: Number.NaN, upper: Number.NaN };
  const stream = new Stream(seed, 'bootstrap');
  const means = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += sample[stream.integer(n)]!;
    means[round] = sum / n;
  }
  means.sort();
  if (means[0] === means[rounds - 1]) return { mean: m, lower: m, upper: m };
  let below = 0;
  for (const value of means) below += value < m ? 1 : value === m ? 0.5 : 0;
  const bias = probit(Math.min(1 - 0.5 / rounds, Math.max(0.5 / rounds, below / rounds)));
  const total = m * n;
  let cubes = 0;
  let squares = 0;
  for (const value of sample) {
    // The jackknife means' deviation from their mean, sign turned: (value − mean) / (n − 1).
    const deviation = m - (total - value) / (n - 1);
    cubes += deviation ** 3;
    squares += deviation ** 2;
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const at = (p: number): number => {
    const z = bias + probit(p);
    const adjusted = normalCdf(bias + z / (1 - acceleration * z));
    return means[Math.min(rounds - 1, Math.max(0, Math.floor(adjusted * rounds)))]!;
  };
  return { mean: m, lower: at((1 - confidence) / 2), upper: at((1 + confidence) / 2) };
}

/** Fewer values than this have no bootstrap interval: they cannot show how their differences are spread. */
export const LEAST_BOOTSTRAP = 8;

/** Level at which a bootstrap interval of n values is to be taken so that it covers at the level that is meant: resampling knows the spread of
 *  the sample alone, which is too narrow by √((n − 1) / n), and takes the normal where Student's t belongs. */
export const widenedConfidence = (confidence: number, n: number): number =>
  2 * normalCdf(Math.sqrt(n / (n - 1)) * studentQuantile((1 + confidence) / 2, n - 1)) - 1;

/** BCa interval at the widened level; of 8 normal or mildly skewed values on it covers 93–97 % where 95 % are meant. */
export const bootstrapInterval = (
  sample: readonly number[],
  seed: number,
  rounds: number,
  confidence = 0.95,
): Interval => bcaInterval(sample, seed, rounds, widenedConfidence(confidence, sample.length));

export type Verdict = 'lower' | 'higher' | 'no difference shown' | 'no difference' | 'single run: no interval';

export interface PairedDifference extends Interval {
  readonly replications: number;
  readonly p: number;
  readonly verdict: Verdict;
  /** Further replications that would probably make the interval exclude zero; 0 when it does, null when none would (no difference at all). */
  readonly moreReplications: number | null;
}

/** @param base,other values of the same replications in two scenarios, in the same order @throws RangeError when their numbers differ */
export function pairedDifference(
  base: readonly number[],
  other: readonly number[],
  confidence = 0.95,
): PairedDifference {
  if (base.length !== other.length)
    throw new RangeError(`replications must pair up, got ${base.length} and ${other.length}`);
  const differences = base.map((value, i) => differenceOf(value, other[i]!));
  const interval = tInterval(differences, confidence);
  const n = differences.length;
  const p = pairedP(differences);
  if (n < 2) return { ...interval, replications: n, p, verdict: 'single run: no interval', moreReplications: null };
  const s = sampleStandardDeviation(differences);
  if (s === 0 && interval.mean === 0)
    return { ...interval, replications: n, p, verdict: 'no difference', moreReplications: null };
  if (interval.lower > 0 || interval.upper < 0 || s === 0)
    return { ...interval, replications: n, p, verdict: interval.mean > 0 ? 'higher' : 'lower', moreReplications: 0 };
  return {
    ...interval,
    replications: n,
    p,
    verdict: 'no difference shown',
    moreReplications: replicationsNeeded(interval.mean, s, n, confidence),
  };
}

/** Difference of two values of one replication; what is left of sums in another order is none. */
export const differenceOf = (before: number, after: number): number =>
  Math.abs(after - before) <= 1e-12 * Math.max(Math.abs(before), Math.abs(after)) ? 0 : after - before;

/** More than this is not worth telling. */
const MOST_REPLICATIONS = 100_000;

/** Smallest n for which t · s / √n < |mean|, minus those at hand. */
function replicationsNeeded(difference: number, s: number, have: number, confidence: number): number | null {
  if (difference === 0) return null;
  // The normal quantile is below t's, so its n is a lower bound to start from.
  const least = Math.floor(((probit((1 + confidence) / 2) * s) / difference) ** 2);
  for (let n = Math.max(have + 1, least); n <= MOST_REPLICATIONS; n++)
    if ((studentQuantile((1 + confidence) / 2, n - 1) * s) / Math.sqrt(n) < Math.abs(difference)) return n - have;
  return null;
}

/** Adjusted p-values that keep the chance of any false claim among them at the stated level (Holm 1979, Scand. J. Statist. 6, 65–70). */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]! || a - b);
  const adjusted = new Array<number>(p.length);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (p.length - rank) * p[index]!));
    adjusted[index] = highest;
  });
  return adjusted;
}
