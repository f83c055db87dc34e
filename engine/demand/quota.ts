/** Who gets a scarce attribute: an exact number of winners, drawn with unequal weights, so that a higher quota only adds winners.
 *  In: weights and one uniform draw each. Out: flags. Pure.
 *  Method: exponential race, equal to weighted sampling without replacement (Efraimidis and Spirakis 2006, doi 10.1016/j.ipl.2005.11.003). */

/** Arrival time in an exponential race [any unit]; the earliest win. Infinity for weight ≤ 0. */
export const raceTime = (weight: number, u: number): number => (weight > 0 ? -Math.log(u) / weight : Infinity);

/** Flags of the `count` smallest finite times; ties fall to the lower index.
 *  @returns [candidate] 1 for a winner; fewer than `count` when fewer times are finite */
export function winners(times: Float64Array, count: number): Uint8Array {
  const flags = new Uint8Array(times.length);
  const wanted = Math.min(times.length, Math.max(0, Math.round(count)));
  if (wanted === 0) return flags;
  const threshold = times.slice().sort()[wanted - 1]!;
  let left = wanted;
  for (let i = 0; i < times.length && left > 0; i++)
    if (times[i]! < threshold && times[i]! < Infinity) {
      flags[i] = 1;
      left--;
    }
  for (let i = 0; i < times.length && left > 0; i++)
    if (times[i] === threshold && threshold < Infinity) {
      flags[i] = 1;
      left--;
    }
  return flags;
}
