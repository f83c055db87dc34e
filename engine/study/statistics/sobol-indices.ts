/** Which lever matters: first-order and total Sobol indices from Saltelli's design, with bootstrap intervals. Pure.
 *  Estimators: first order by Saltelli et al. (2010), Comput. Phys. Commun. 181, 259–270, table 2 (b); total by Jansen (1999), ibid. 117, 35–43. */
import { Stream } from '../../core/random.ts';
import { SOBOL_DIMENSIONS, sobolPoints } from './sampling.ts';

/** Runs of one Saltelli design in this order: A (count), B (count), then A with column k of B for each lever k (count each). */
export interface SaltelliDesign {
  readonly count: number;
  readonly levers: number;
  /** [(levers + 2) × count][lever] in [0, 1) */
  readonly points: readonly (readonly number[])[];
}

export const MAX_SOBOL_LEVERS = Math.floor(SOBOL_DIMENSIONS / 2);

/** @param count base points, a power of two for balance; (levers + 2) · count runs @throws RangeError for more than 10 levers */
export function saltelliDesign(count: number, levers: number, seed: number): SaltelliDesign {
  if (levers > MAX_SOBOL_LEVERS) throw new RangeError(`at most ${MAX_SOBOL_LEVERS} levers, got ${levers}`);
  const both = sobolPoints(count, 2 * levers, seed);
  const a = both.map((point) => point.slice(0, levers));
  const b = both.map((point) => point.slice(levers));
  const mixed = Array.from({ length: levers }, (_, k) =>
    a.map((point, i) => point.map((value, j) => (j === k ? b[i]![j]! : value))),
  );
  return { count, levers, points: [...a, ...b, ...mixed.flat()] };
}

export interface SobolIndex {
  readonly first: number;
  readonly firstLower: number;
  readonly firstUpper: number;
  readonly total: number;
  readonly totalLower: number;
  readonly totalUpper: number;
}

/** @param values [(levers + 2) × count] answers in the design's order. A constant answer has indices NaN. */
export function sobolIndices(
  design: SaltelliDesign,
  values: readonly number[],
  seed: number,
  rounds = 500,
): SobolIndex[] {
  const { count, levers } = design;
  if (values.length !== (levers + 2) * count)
    throw new RangeError(`values must be ${(levers + 2) * count}, got ${values.length}`);
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  const estimate = (chosen: Uint32Array): { first: number[]; total: number[] } => {
    let sum = 0;
    let squares = 0;
    for (const i of chosen) {
      sum += values[i]! + values[count + i]!;
      squares += values[i]! ** 2 + values[count + i]! ** 2;
    }
    const meanValue = sum / (2 * count);
    const variance = squares / (2 * count) - meanValue ** 2;
    const first: number[] = [];
    const total: number[] = [];
    for (let k = 0; k < levers; k++) {
      let cross = 0;
      let half = 0;
      for (const i of chosen) {
        const fA = values[i]!;
        const fB = values[count + i]!;
        const fAB = values[(2 + k) * count + i]!;
        // Centring fB lowers the estimator's variance without changing its expectation.
        cross += (fB - meanValue) * (fAB - fA);
        half += (fA - fAB) ** 2;
      }
      first.push(variance > 0 ? cross / count / variance : Number.NaN);
      total.push(variance > 0 ? half / (2 * count) / variance : Number.NaN);
    }
    return { first, total };
  };
  const best = estimate(rows);
  const stream = new Stream(seed, 'sobol-bootstrap');
  const samples = Array.from({ length: rounds }, () =>
    estimate(Uint32Array.from({ length: count }, () => stream.integer(count))),
  );
  const bounds = (pick: (sample: { first: number[]; total: number[] }) => number): [number, number] => {
    const sorted = samples.map(pick).sort((x, y) => x - y);
    return [sorted[Math.floor(0.025 * rounds)]!, sorted[Math.min(rounds - 1, Math.floor(0.975 * rounds))]!];
  };
  return Array.from({ length: levers }, (_, k) => {
    const [firstLower, firstUpper] = bounds((sample) => sample.first[k]!);
    const [totalLower, totalUpper] = bounds((sample) => sample.total[k]!);
    return { first: best.first[k]!, firstLower, firstUpper, total: best.total[k]!, totalLower, totalUpper };
  });
}
