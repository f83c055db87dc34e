/** What several strategies share: how much power a session must get now to have its energy by the stated departure,
 *  and how scarce power is divided. Pure apart from the power array. Signs: + charging. */
import type { SiteSnapshot } from '../snapshot.ts';

/** Steps kept in hand before the stated departure. */
const MARGIN_STEPS = 1;

/** Power that a session needs from now on to be done in time [kW, grid side]; 0 while it can still wait.
 *  A session waits until charging at its least power would only just do; below the floor it never waits. */
export function guaranteedKw(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const { sessions } = now;
  const maximumKw = sessions.maximumKw[i]!;
  const storedKwh = sessions.storedKwh[i]!;
  if (storedKwh < sessions.floorKwh[i]!) return maximumKw;
  const neededKwh = sessions.targetKwh[i]! - storedKwh;
  if (neededKwh <= 0) return 0;
  const leftH = (sessions.statedDepartureStep[i]! - now.step - MARGIN_STEPS) * now.stepH;
  if (leftH <= 0) return maximumKw;
  const rateKw = (neededKwh / leftH + (now.fixedLossKw ?? 0)) / efficiencyShare;
  return rateKw < sessions.minimumKw[i]! ? 0 : Math.min(rateKw, maximumKw);
}

/** Stored for each kWh from the grid at a session's full power. */
export const storedShare = (now: SiteSnapshot, i: number, efficiencyShare: number): number =>
  Math.max(0.1, efficiencyShare - (now.fixedLossKw ?? 0) / Math.max(1e-9, now.sessions.maximumKw[i]!));

/** Slack of a session [h]: how long it can wait when charged at full power afterwards. Negative: too late. */
export function laxityH(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const { sessions } = now;
  const neededKwh = Math.max(0, sessions.targetKwh[i]! - sessions.storedKwh[i]!) / storedShare(now, i, efficiencyShare);
  return (sessions.statedDepartureStep[i]! - now.step) * now.stepH - neededKwh / Math.max(1e-9, sessions.maximumKw[i]!);
}

/** Reduces charging so that the site stays within its limit: first those with most slack lose their power, ties by order.
 *  Only called when the limit binds. */
export function keepLimit(now: SiteSnapshot, powerKw: Float64Array, efficiencyShare: number): void {
  const { active } = now.sessions;
  let availableKw = now.limitKw - now.loadKw + now.pvKw;
  let wantedKw = 0;
  for (let i = 0; i < active; i++) {
    if (powerKw[i]! > 0) wantedKw += powerKw[i]!;
    else availableKw -= powerKw[i]!;
  }
  if (wantedKw <= availableKw) return;
  const order: number[] = [];
  for (let i = 0; i < active; i++) if (powerKw[i]! > 0) order.push(i);
  const slack = order.map((i) => laxityH(now, i, efficiencyShare));
  const rank = order.map((_, k) => k).sort((a, b) => slack[a]! - slack[b]! || a - b);
  for (const k of rank) {
    const i = order[k]!;
    const granted = Math.min(powerKw[i]!, Math.max(0, availableKw));
    powerKw[i] = granted < now.sessions.minimumKw[i]! ? 0 : granted;
    availableKw -= powerKw[i]!;
  }
}
