/** A plan for every session: power per step of its stay, made feasible and measured. Shared by all solvers of the optimum. */
import { possibleKwh } from '../possible.ts';
import type { Site } from '../site.ts';

/** Steps of session s: first[s] … first[s + 1] - 1, in the order of its stay. */
export interface Schedule {
  readonly first: Uint32Array;
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
}

export function emptySchedule(site: Site): Schedule {
  const { count, arrivalStep, departureStep } = site.sessions;
  const first = new Uint32Array(count + 1);
  for (let s = 0; s < count; s++) first[s + 1] = first[s]! + departureStep[s]! - arrivalStep[s]!;
  return { first, chargeKw: new Float64Array(first[count]!), dischargeKw: new Float64Array(first[count]!) };
}

/** [step from … to − 1] net power of cars, and what they discharge in all [kWh]; of all sessions or of some that lie inside. */
export function scheduleLoad(
  site: Site,
  schedule: Schedule,
  members?: readonly number[],
  from = 0,
  to = site.stepCount,
): { carKw: Float64Array; dischargedKwh: number } {
  const carKw = new Float64Array(to - from);
  const { arrivalStep } = site.sessions;
  const count = members?.length ?? site.sessions.count;
  let dischargeKw = 0;
  for (let i = 0; i < count; i++) {
    const s = members === undefined ? i : members[i]!;
    const shift = arrivalStep[s]! - schedule.first[s]! - from;
    for (let k = schedule.first[s]!; k < schedule.first[s + 1]!; k++) {
      carKw[k + shift]! += schedule.chargeKw[k]! - schedule.dischargeKw[k]!;
      dischargeKw += schedule.dischargeKw[k]!;
    }
  }
  return { carKw, dischargedKwh: dischargeKw * site.stepH };
}

/** Stored for each kW charged over a step [kWh], at the power that loses least: with a constant loss f no power P stores more for each kW than
 *  the highest, η − f / P ≤ η − f / maximum. So every plan that physics allows is among those of the optimum, and its bound holds. */
export function inKwhOf({ sessions, stepH, efficiencyShare, physics }: Site, s: number): number {
  const lost = (physics?.fixedLossKw ?? 0) / Math.max(1e-9, sessions.maximumKw[s]!);
  return stepH * Math.max(1e-3, efficiencyShare - lost);
}

/** Taken from the battery for each kW discharged over a step [kWh], likewise at the power that loses least. */
export function outKwhOf({ sessions, stepH, efficiencyShare, physics }: Site, s: number): number {
  const most = sessions.maximumDischargeKw[s]!;
  return stepH * (1 / efficiencyShare + (most > 0 ? (physics?.fixedLossKw ?? 0) / most : 0));
}

/** A power at one end of what physics allows, and the energy the battery gains or gives over a step at it. */
export interface LossyPower {
  readonly powerKw: number;
  readonly energyKwh: number;
}

/** Charging where it loses most for each kWh: at the least current, or at what the charge curve still takes. A battery that runs full takes
 *  ever less until only the constant loss is drawn. Nothing where losses do not depend on power. */
export function lossyCharge(site: Site, s: number): LossyPower {
  const { sessions, stepH, efficiencyShare, physics } = site;
  const lossKw = physics?.fixedLossKw ?? 0;
  if (lossKw === 0) return { powerKw: 0, energyKwh: 0 };
  let leastKw = sessions.minimumKw[s]!;
  const curve = physics?.curves[sessions.curve?.[s] ?? -1];
  if (curve !== undefined && sessions.capacityKwh !== undefined) {
    const full = Math.max(sessions.ceilingKwh?.[s] ?? 0, sessions.targetKwh[s]!) / sessions.capacityKwh[s]!;
    let takenKw = full > 1 - 1e-9 ? 0 : Number.POSITIVE_INFINITY;
    for (let percent = 0; percent <= Math.min(100, Math.ceil(full * 100)); percent++)
      takenKw = Math.min(takenKw, curve[percent]!);
    leastKw = Math.min(leastKw, (takenKw + lossKw) / efficiencyShare);
  }
  const powerKw = Math.min(sessions.maximumKw[s]!, Math.max(leastKw, lossKw / efficiencyShare));
  return { powerKw, energyKwh: stepH * Math.max(0, efficiencyShare * powerKw - lossKw) };
}

/** Discharging where it loses most for each kWh: at the least current. Nothing where losses do not depend on power. */
export function lossyDischarge(site: Site, s: number): LossyPower {
  const { sessions, stepH, efficiencyShare, physics } = site;
  const lossKw = physics?.fixedLossKw ?? 0;
  const most = sessions.maximumDischargeKw[s]!;
  if (lossKw === 0 || !(most > 0)) return { powerKw: 0, energyKwh: 0 };
  const powerKw = Math.min(most, sessions.minimumKw[s]!);
  return { powerKw, energyKwh: stepH * (powerKw / efficiencyShare + lossKw) };
}

/** Energy a session must gain at the battery, cut to what its stay and its charge curve allow at full power. */
export function neededKwh(site: Site, s: number): number {
  const { sessions, stepH } = site;
  const steps = sessions.departureStep[s]! - sessions.arrivalStep[s]!;
  return Math.max(0, Math.min(sessions.targetKwh[s]! - sessions.initialKwh[s]!, possibleKwh(site, s, steps * stepH)));
}

/** Energy a session may gain at most: up to its ceiling where it has one. */
export function roomKwh(site: Site, s: number): number {
  const { sessions } = site;
  const ceiling = Math.max(sessions.ceilingKwh?.[s] ?? 0, sessions.targetKwh[s]!);
  return Math.max(neededKwh(site, s), ceiling - sessions.initialKwh[s]!);
}

/** Turns the nearly feasible plan of a session into a feasible one: power within limits, never both directions at once, battery between floor and
 *  target, the needed energy reached. Changes the plan in place. */
export function repairSession(site: Site, schedule: Schedule, s: number): void {
  const { sessions } = site;
  const inKwh = inKwhOf(site, s);
  const outKwh = outKwhOf(site, s);
  const from = schedule.first[s]!;
  const to = schedule.first[s + 1]!;
  const maximumKw = sessions.maximumKw[s]!;
  const initial = sessions.initialKwh[s]!;
  const low = Math.min(sessions.floorKwh[s]!, initial);
  const high = Math.max(sessions.ceilingKwh?.[s] ?? 0, sessions.targetKwh[s]!, initial);
  const need = initial + neededKwh(site, s);
  let stored = initial;
  for (let k = from; k < to; k++) {
    let charge = between(schedule.chargeKw[k]!, maximumKw);
    let discharge = between(schedule.dischargeKw[k]!, sessions.maximumDischargeKw[s]!);
    let gain = charge * inKwh - discharge * outKwh;
    // From here on the session must still be able to reach what it needs.
    const least = Math.max(low, need - (to - k - 1) * maximumKw * inKwh);
    gain = Math.min(Math.max(stored + gain, least), high) - stored;
    gain = Math.min(gain, maximumKw * inKwh);
    charge = gain > 0 ? gain / inKwh : 0;
    discharge = gain < 0 ? -gain / outKwh : 0;
    schedule.chargeKw[k] = charge;
    schedule.dischargeKw[k] = discharge;
    stored += gain;
  }
}

/** A power that is no number counts as none: a solver that lost its way must not lead to a plan that leaves cars empty. */
const between = (power: number, most: number): number => (power > 0 ? Math.min(most, power) : 0);
