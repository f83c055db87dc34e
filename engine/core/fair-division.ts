/** Divides what there is so that nobody gets more than asked and the smallest shares are as large as they can be (max–min fair),
 *  also where a share below a minimum is of no use. Pure.
 *  @source Bertsekas and Gallager (1992), Data Networks, 6.5.2 */

/** @param request ≥ 0
 *  @returns parts in the order of the requests; their sum is min(available, Σ requests) */
export function fairDivision(request: ArrayLike<number>, available: number): Float64Array {
  const order = Array.from({ length: request.length }, (_, i) => i).sort((a, b) => request[a]! - request[b]! || a - b);
  const part = new Float64Array(request.length);
  let left = Math.max(0, available);
  order.forEach((i, k) => {
    part[i] = Math.min(request[i]!, left / (order.length - k));
    left -= part[i]!;
  });
  return part;
}

/** The same where each part must be at least its minimum or nothing: when the fair level is too low for somebody, as many as can have
 *  their minimum are served, those with the highest claim first, and what is left is divided among them.
 *  @param minimum what a part is at least, ≤ request
 *  @param claim who is served first when not all can be; ties by place */
export function fairDivisionAbove(
  request: ArrayLike<number>,
  minimum: ArrayLike<number>,
  claim: ArrayLike<number>,
  available: number,
): Float64Array {
  const count = request.length;
  const fair = fairDivision(request, available);
  let fits = true;
  for (let i = 0; i < count; i++) if (fair[i]! < Math.min(minimum[i]!, request[i]!) - 1e-9) fits = false;
  if (fits) return fair;
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => claim[b]! - claim[a]! || a - b);
  const part = new Float64Array(count);
  const served: number[] = [];
  let left = Math.max(0, available);
  for (const i of order) {
    if (request[i]! < minimum[i]! || minimum[i]! > left) continue;
    served.push(i);
    part[i] = minimum[i]!;
    left -= minimum[i]!;
  }
  const more = fairDivision(
    served.map((i) => request[i]! - minimum[i]!),
    left,
  );
  served.forEach((i, k) => {
    part[i]! += more[k]!;
  });
  return part;
}
