/** Balanced, compact groups of weighted points: recursive bisection across the direction in which the points spread most.
 *  In: points in metres, weights. Out: group per point. Pure, deterministic (ties by index).
 *  Method: recursive coordinate bisection, Berger and Bokhari (1987), doi 10.1109/TC.1987.1676942, along the principal axis. */

/** Metres of a plane that touches the earth at a place; true to 0.1 % within a city. */
export interface LocalPlane {
  xM(lonDeg: number): number;
  yM(latDeg: number): number;
}

const EARTH_RADIUS_M = 6_371_000;

export function localPlane(lonDeg: number, latDeg: number): LocalPlane {
  const rad = Math.PI / 180;
  const kx = EARTH_RADIUS_M * rad * Math.cos(latDeg * rad);
  const ky = EARTH_RADIUS_M * rad;
  return { xM: (lon) => (lon - lonDeg) * kx, yM: (lat) => (lat - latDeg) * ky };
}

/** Groups of about equal weight.
 *  @param xM, yM [point]
 *  @param weight [point] > 0
 *  @param targetWeight wanted weight of a group; the number of groups is total / target, rounded, at least 1
 *  @param largestReachM a group with a point further than this from its middle is divided once more, whatever its weight
 *  @returns group of each point and the number of groups, every group having at least one point */
export function balancedClusters(
  xM: ArrayLike<number>,
  yM: ArrayLike<number>,
  weight: ArrayLike<number>,
  targetWeight: number,
  largestReachM = Number.POSITIVE_INFINITY,
): { group: Uint32Array; count: number } {
  const n = xM.length;
  const group = new Uint32Array(n);
  if (n === 0) return { group, count: 0 };
  let total = 0;
  for (let i = 0; i < n; i++) total += weight[i]!;
  let next = 0;
  const along = new Float64Array(n);

  const split = (points: Uint32Array, parts: number): void => {
    if (points.length <= 1 || (parts <= 1 && reachM(points, xM, yM, weight) <= largestReachM)) {
      for (const i of points) group[i] = next;
      next++;
      return;
    }
    project(points, xM, yM, weight, along);
    const sorted = points.slice().sort((a, b) => along[a]! - along[b]! || a - b);
    // A group that is only too wide for its cables is divided in two.
    const wantedParts = Math.max(2, parts);
    const partsLeft = wantedParts >> 1;
    let sum = 0;
    for (const i of sorted) sum += weight[i]!;
    const wanted = (sum * partsLeft) / wantedParts;
    let cut = 0;
    let left = 0;
    while (cut < sorted.length - 1 && (cut === 0 || left + weight[sorted[cut]!]! / 2 <= wanted)) {
      left += weight[sorted[cut]!]!;
      cut++;
    }
    split(sorted.subarray(0, cut), Math.min(partsLeft, cut));
    split(sorted.subarray(cut), Math.min(wantedParts - partsLeft, sorted.length - cut));
  };
  split(
    Uint32Array.from({ length: n }, (_, i) => i),
    Math.max(1, Math.round(total / targetWeight)),
  );
  return { group, count: next };
}

/** Distance from the weighted middle of some points to the furthest of them. */
function reachM(points: Uint32Array, xM: ArrayLike<number>, yM: ArrayLike<number>, weight: ArrayLike<number>): number {
  let w = 0;
  let mx = 0;
  let my = 0;
  for (const i of points) {
    w += weight[i]!;
    mx += weight[i]! * xM[i]!;
    my += weight[i]! * yM[i]!;
  }
  let furthest = 0;
  for (const i of points) furthest = Math.max(furthest, Math.hypot(xM[i]! - mx / w, yM[i]! - my / w));
  return furthest;
}

/** Position of each point along the principal axis of the weighted points. */
function project(
  points: Uint32Array,
  xM: ArrayLike<number>,
  yM: ArrayLike<number>,
  weight: ArrayLike<number>,
  along: Float64Array,
): void {
  let w = 0;
  let mx = 0;
  let my = 0;
  for (const i of points) {
    w += weight[i]!;
    mx += weight[i]! * xM[i]!;
    my += weight[i]! * yM[i]!;
  }
  mx /= w;
  my /= w;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const i of points) {
    const dx = xM[i]! - mx;
    const dy = yM[i]! - my;
    xx += weight[i]! * dx * dx;
    xy += weight[i]! * dx * dy;
    yy += weight[i]! * dy * dy;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (const i of points) along[i] = (xM[i]! - mx) * cos + (yM[i]! - my) * sin;
}
