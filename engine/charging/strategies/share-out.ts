/** Divides power among sessions. Pure apart from the power array; scratch arrays are reused between calls. */
import type { SiteSnapshot } from '../snapshot.ts';

let order = new Uint32Array(256);
let key = new Float64Array(256);

/** Sessions 0 … active - 1 by rising rank, ties by place. The answer is valid until the next call. */
export function ranked(now: SiteSnapshot, rank: (i: number) => number): Uint32Array {
  const { active } = now.sessions;
  if (order.length < active) {
    order = new Uint32Array(active * 2);
    key = new Float64Array(active * 2);
  }
  for (let i = 0; i < active; i++) {
    order[i] = i;
    key[i] = rank(i);
  }
  return order.subarray(0, active).sort((a, b) => key[a]! - key[b]! || a - b);
}

/** Gives sessions full power one after the other until the power is used up; the last may get less, never below its minimum. */
export function serveInOrder(
  now: SiteSnapshot,
  powerKw: Float64Array,
  sequence: Uint32Array,
  availableKw: number,
): void {
  const { maximumKw, minimumKw } = now.sessions;
  let left = availableKw;
  for (const i of sequence) {
    const granted = Math.min(maximumKw[i]!, Math.max(0, left));
    powerKw[i] = granted < minimumKw[i]! ? 0 : granted;
    left -= powerKw[i]!;
  }
}

/** Equal shares of the power, cut to each session's maximum. When a share is below the least current, sessions are served in turn:
 *  who is first changes every step. */
export function shareEqually(now: SiteSnapshot, powerKw: Float64Array, availableKw: number): void {
  const { active, maximumKw, minimumKw } = now.sessions;
  if (active === 0) return;
  const turn = now.step % active;
  let left = Math.max(0, availableKw);
  for (let n = 0; n < active; n++) {
    const i = (turn + n) % active;
    const share = Math.min(maximumKw[i]!, left, Math.max(left / (active - n), minimumKw[i]!));
    powerKw[i] = share < minimumKw[i]! ? 0 : share;
    left -= powerKw[i]!;
  }
}

/** Power the cars of a site may take within its limit. */
export const availableKw = (now: SiteSnapshot): number => now.limitKw - now.loadKw + now.pvKw;
