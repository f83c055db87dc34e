/** Trip distribution: flows that meet both origin and destination totals and fall with distance.
 *  In: totals and deterrence. Out: flow per pair. Pure.
 *  Method: doubly constrained gravity model balanced by Furness (1965); Ortúzar and Willumsen, Modelling Transport, ch. 5. */
import { InputError } from '../core/errors.ts';

export interface Balanced {
  /** [origin × destinations + destination] */
  readonly flow: Float64Array;
  /** Times the destinations were multiplied to give the origins' sum; 1 when the sums agree. */
  readonly scale: number;
  /** Largest relative gap of a destination to its total in the last round, and where. */
  readonly gap: number;
  readonly gapAt: number;
  /** Destinations with a total that no origin can reach: their flow is 0. */
  readonly unreached: readonly number[];
}

const TOLERANCE = 1e-6;

/** @param deterrence [origin × destinations + destination] ≥ 0
 *  @param origins [origin] total out, destinations [destination] total in; destinations are scaled to the origins' sum (told)
 *  @throws InputError when an origin can reach no destination */
export function balance(
  deterrence: Float64Array,
  origins: Float64Array,
  destinations: Float64Array,
  what: string,
  rounds = 1000,
): Balanced {
  const count = destinations.length;
  const originSum = origins.reduce((a, b) => a + b, 0);
  const destinationSum = destinations.reduce((a, b) => a + b, 0);
  if (originSum > 0 && !(destinationSum > 0))
    throw new InputError('district', 'places', `must hold at least one destination for ${what}, found none`);
  const scale = originSum / (destinationSum || 1);
  const wanted = destinations.map((d) => d * scale);
  const flow = deterrence.slice();
  let gap = 0;
  let gapAt = 0;
  const unreached: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let o = 0; o < origins.length; o++) {
      const row = flow.subarray(o * count, (o + 1) * count);
      const sum = row.reduce((a, b) => a + b, 0);
      if (origins[o]! > 0 && !(sum > 0))
        throw new InputError('district', `zones[${o}]`, `must reach a destination for ${what}`);
      const factor = sum > 0 ? origins[o]! / sum : 0;
      for (let d = 0; d < count; d++) row[d]! *= factor;
    }
    gap = 0;
    for (let d = 0; d < count; d++) {
      let sum = 0;
      for (let o = 0; o < origins.length; o++) sum += flow[o * count + d]!;
      if (!(sum > 0)) {
        if (round === 0 && wanted[d]! > 0) unreached.push(d);
        continue;
      }
      const factor = wanted[d]! / sum;
      if (Math.abs(factor - 1) > gap) {
        gap = Math.abs(factor - 1);
        gapAt = d;
      }
      for (let o = 0; o < origins.length; o++) flow[o * count + d]! *= factor;
    }
    if (gap < TOLERANCE) break;
  }
  return { flow, scale, gap, gapAt, unreached };
}
