/** Nearest points of a plane. Pure. */
import Flatbush from 'flatbush';

/** @returns null for no points */
export function pointIndex(xM: ArrayLike<number>, yM: ArrayLike<number>): Flatbush | null {
  if (xM.length === 0) return null;
  const index = new Flatbush(xM.length);
  for (let i = 0; i < xM.length; i++) index.add(xM[i]!, yM[i]!);
  index.finish();
  return index;
}
