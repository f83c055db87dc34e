/** Points in the unit cube at which levers are tried: Latin hypercube and Sobol's sequence. Pure, seeded. */
import { purposeId, randomBits, Stream } from '../../core/random.ts';

/** Latin hypercube: each lever's range is cut into `count` equal parts, each part is used once.
 *  [point][lever] in (0, 1). McKay, Beckman, Conover (1979), Technometrics 21, 239–245. */
export function latinHypercube(count: number, levers: number, seed: number): number[][] {
  const points = Array.from({ length: count }, () => new Array<number>(levers).fill(0));
  for (let lever = 0; lever < levers; lever++) {
    const stream = new Stream(seed, 'latin-hypercube', lever);
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = stream.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (let i = 0; i < count; i++) points[i]![lever] = (order[i]! + stream.uniform()) / count;
  }
  return points;
}

/** Primitive polynomials (degree, coefficients) and first direction numbers of dimensions 2 … 21: Joe and Kuo (2008), SIAM J. Sci. Comput. 30, 2635–2654. */
const DIRECTIONS: ReadonlyArray<readonly [degree: number, coefficients: number, first: readonly number[]]> = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
];
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;

function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(32);
  if (dimension === 0) {
    for (let i = 0; i < 32; i++) v[i] = 2 ** (31 - i);
    return v;
  }
  const [degree, coefficients, first] = DIRECTIONS[dimension - 1]!;
  for (let i = 0; i < degree; i++) v[i] = first[i]! * 2 ** (31 - i);
  for (let i = degree; i < 32; i++) {
    let value = v[i - degree]! ^ (v[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if (((coefficients >>> (degree - 1 - k)) & 1) === 1) value ^= v[i - k]!;
    v[i] = value >>> 0;
  }
  return v;
}

/** Sobol's sequence from its first point (the origin), optionally shifted digit by digit with random bits (keeps the net property).
 *  [point][dimension] in [0, 1). @throws RangeError for more than 21 dimensions */
export function sobolPoints(count: number, dimensions: number, shiftSeed?: number): number[][] {
  if (dimensions < 1 || dimensions > SOBOL_DIMENSIONS)
    throw new RangeError(`dimensions must be 1 to ${SOBOL_DIMENSIONS}, got ${dimensions}`);
  const directions = Array.from({ length: dimensions }, (_, d) => directionNumbers(d));
  const shift = Uint32Array.from({ length: dimensions }, (_, d) =>
    shiftSeed === undefined ? 0 : randomBits(shiftSeed, purposeId('sobol-shift'), d),
  );
  const state = new Uint32Array(dimensions);
  const points: number[][] = [];
  for (let i = 0; i < count; i++) {
    if (i > 0) {
      // Gray code: the lowest zero bit of i − 1 tells which direction number changes.
      const bit = 31 - Math.clz32(~(i - 1) & i);
      for (let d = 0; d < dimensions; d++) state[d] = (state[d]! ^ directions[d]![bit]!) >>> 0;
    }
    points.push(Array.from(state, (value, d) => ((value ^ shift[d]!) >>> 0) / 4294967296));
  }
  return points;
}
