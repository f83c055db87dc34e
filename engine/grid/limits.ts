/** Limits of transformers as a signal to charging: how much room is left, who gets which part of it, and what the voltage asks for. Pure. */

export interface RoomInput {
  /** [area × step], area-major: homes and businesses, and panels ≥ 0. */
  readonly loadKw: Float32Array;
  readonly pvKw: Float32Array;
  readonly areaCount: number;
  readonly stepCount: number;
  /** [area] */
  readonly ratedKva: Float64Array;
  /** Loading that charging keeps to [share of the rating]. */
  readonly limitShare: number;
  /** Power factor of the load; charging and panels are at 1. */
  readonly loadPowerFactor: number;
}

/** Charging (at power factor 1) that still fits under the transformer's limit [kW, area × step]; negative where the load alone is
 *  over it by that much. With load P, Q and panels: √((P − PV + charge)² + Q²) = limit. */
export function chargingRoomKw(input: RoomInput): Float32Array {
  const room = new Float32Array(input.areaCount * input.stepCount);
  const tan = Math.sqrt(1 / input.loadPowerFactor ** 2 - 1);
  for (let area = 0; area < input.areaCount; area++) {
    const limit = input.ratedKva[area]! * input.limitShare;
    for (let at = area * input.stepCount; at < (area + 1) * input.stepCount; at++) {
      const kvar = input.loadKw[at]! * tan;
      const active = Math.sqrt(Math.max(0, limit * limit - kvar * kvar));
      room[at] = active - (input.loadKw[at]! - input.pvKw[at]!);
    }
  }
  return room;
}

/** Divides what there is so that nobody gets more than asked and the smallest shares are as large as they can be (max–min fair).
 *  @param requestKw ≥ 0
 *  @returns parts in the order of the requests; their sum is min(available, Σ requests)
 *  @source Bertsekas and Gallager (1992), Data Networks, 6.5.2 */
export function fairDivision(requestKw: ArrayLike<number>, availableKw: number): Float64Array {
  const order = Array.from({ length: requestKw.length }, (_, i) => i).sort(
    (a, b) => requestKw[a]! - requestKw[b]! || a - b,
  );
  const part = new Float64Array(requestKw.length);
  let left = Math.max(0, availableKw);
  order.forEach((i, k) => {
    part[i] = Math.min(requestKw[i]!, left / (order.length - k));
    left -= part[i]!;
  });
  return part;
}

/** Share of its power a charger takes at a voltage: all of it above `fullPu`, none below `zeroPu`, straight between (droop). */
export function voltageDroop(voltagePu: number, zeroPu: number, fullPu: number): number {
  if (!(fullPu > zeroPu)) throw new RangeError(`fullPu must be above zeroPu, got ${fullPu} and ${zeroPu}`);
  return Math.min(1, Math.max(0, (voltagePu - zeroPu) / (fullPu - zeroPu)));
}
