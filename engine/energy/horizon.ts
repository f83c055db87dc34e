/** What stands between a roof and the sun.
 *  In: height of the horizon around a place. Out: whether the sun is hidden, share of the sky that is seen. Pure. */

/** [direction] elevation of the horizon [°] at equal angles clockwise from north; empty for a free horizon. */
export type Horizon = readonly number[];

/** Elevation of the horizon in a direction [°], interpolated. */
export function horizonDeg(horizon: Horizon, azimuthDeg: number): number {
  if (horizon.length === 0) return 0;
  const at = ((((azimuthDeg % 360) + 360) % 360) / 360) * horizon.length;
  const left = Math.floor(at) % horizon.length;
  const right = (left + 1) % horizon.length;
  const w = at - Math.floor(at);
  return horizon[left]! * (1 - w) + horizon[right]! * w;
}

/** Share of an even sky's light on the flat that is not hidden: mean of cos² of the horizon's elevation. */
export function skyViewShare(horizon: Horizon): number {
  if (horizon.length === 0) return 1;
  let sum = 0;
  for (const elevation of horizon) sum += Math.cos((Math.max(0, elevation) * Math.PI) / 180) ** 2;
  return sum / horizon.length;
}
