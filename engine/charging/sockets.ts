/** Public sockets of an area of the grid: taken, free, and the queue of cars that found none. Scratch state of one simulation.
 *  Sockets stand `perPoint` on a connection; a car takes one at the emptiest point, as drivers do where power is shared. */

export const NO_SOCKET = -1;

export class Sockets {
  readonly count: number;
  private readonly perPoint: number;
  private readonly free: Uint8Array;
  private readonly usedAtPoint: Uint8Array;
  private readonly queue: number[] = [];

  constructor(count: number, perPoint: number) {
    this.count = count;
    this.perPoint = Math.max(1, perPoint);
    this.free = new Uint8Array(count).fill(1);
    this.usedAtPoint = new Uint8Array(Math.ceil(count / this.perPoint));
  }

  pointOf(socket: number): number {
    return Math.floor(socket / this.perPoint);
  }

  /** @returns number of the socket, or NO_SOCKET */
  take(): number {
    let best = NO_SOCKET;
    for (let socket = 0; socket < this.count; socket++) {
      if (this.free[socket] === 0) continue;
      if (best === NO_SOCKET || this.used(socket) < this.used(best)) best = socket;
      if (this.used(best) === 0) break;
    }
    if (best === NO_SOCKET) return best;
    this.free[best] = 0;
    this.usedAtPoint[this.pointOf(best)]!++;
    return best;
  }

  release(socket: number): void {
    this.free[socket] = 1;
    this.usedAtPoint[this.pointOf(socket)]!--;
  }

  wait(car: number): void {
    this.queue.push(car);
  }

  /** First in the queue, which leaves it; −1 when nobody waits. */
  next(): number {
    return this.queue.shift() ?? -1;
  }

  /** Takes a car that drives away out of the queue. */
  leaveQueue(car: number): void {
    const at = this.queue.indexOf(car);
    if (at >= 0) this.queue.splice(at, 1);
  }

  private used(socket: number): number {
    return this.usedAtPoint[this.pointOf(socket)]!;
  }
}

/** Divides a number of things over areas in proportion to weights, whole and without remainder (largest remainders, ties by area). */
export function divide(total: number, weights: ArrayLike<number>): Uint32Array {
  const count = weights.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  const parts = new Uint32Array(count);
  if (sum <= 0) return parts;
  const rest = Array.from({ length: count }, (_, i) => {
    const exact = (total * weights[i]!) / sum;
    parts[i] = Math.floor(exact);
    return { i, rest: exact - parts[i]! };
  }).sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (const { i } of rest) {
    if (left-- <= 0) break;
    parts[i]!++;
  }
  return parts;
}
