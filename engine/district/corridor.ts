/** The strip around a canal, railway or motorway as a closed ring. Pure. */
import type { Xy } from './plane.ts';

/** Ring around a polyline at a distance, square at its ends; first point repeated at the end.
 *  Meant for lines that bend gently: corners are mitred, limited to twice the distance. */
export function corridorRing(line: readonly Xy[], halfWidthM: number): Xy[] {
  const left = offset(line, halfWidthM);
  const right = offset(line, -halfWidthM).reverse();
  return [...left, ...right, left[0]!];
}

function offset(line: readonly Xy[], distanceM: number): Xy[] {
  return line.map((point, i) => {
    const before = i > 0 ? normal(line[i - 1]!, point) : null;
    const after = i + 1 < line.length ? normal(point, line[i + 1]!) : null;
    const one = before ?? after!;
    const two = after ?? before!;
    const sum: Xy = [one[0] + two[0], one[1] + two[1]];
    const squared = sum[0] * sum[0] + sum[1] * sum[1];
    const scale = squared < 0.5 ? distanceM : (2 * distanceM) / squared;
    return [point[0] + sum[0] * scale, point[1] + sum[1] * scale];
  });
}

/** Unit vector to the left of a → b. */
function normal(a: Xy, b: Xy): Xy {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [-(b[1] - a[1]) / lengthM, (b[0] - a[0]) / lengthM];
}
