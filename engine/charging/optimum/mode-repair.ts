/** Turns the nearly feasible plan of a car, with losses that depend on power, into one that it can carry out. Changes the schedule in place. */
import type { Site } from '../site.ts';
import type { Chains } from './chains.ts';
import { type LossyPower, neededKwh, type Schedule } from './schedule.ts';

/** @param gainKwh [step of the stay] wanted gain of the battery */
export function repairModes(
  site: Site,
  schedule: Schedule,
  chains: Chains,
  chain: number,
  gainKwh: Float64Array,
): void {
  const { sessions } = site;
  const s = chains.session[chain]!;
  const from = schedule.first[s]!;
  const steps = schedule.first[s + 1]! - from;
  const into = chains.inKwh[chain]!;
  const outOf = chains.outKwh[chain]!;
  const charge = { powerKw: sessions.maximumKw[s]!, energyKwh: into * sessions.maximumKw[s]! };
  const discharge = {
    powerKw: sessions.maximumDischargeKw[s]!,
    energyKwh: outOf * sessions.maximumDischargeKw[s]!,
  };
  const initial = sessions.initialKwh[s]!;
  const low = Math.min(sessions.floorKwh[s]!, initial);
  const high = Math.max(sessions.ceilingKwh?.[s] ?? 0, sessions.targetKwh[s]!, initial);
  const need = initial + neededKwh(site, s);
  let stored = initial;
  for (let k = 0; k < steps; k++) {
    const at = from + k;
    const least = Math.max(low, need - (steps - k - 1) * charge.energyKwh);
    // What is no number counts as none.
    const wanted = schedule.chargeKw[at]! - schedule.dischargeKw[at]! || 0;
    const aimed = Math.min(charge.energyKwh, Math.max(-discharge.energyKwh, gainKwh[k]! || 0));
    const gain = Math.min(Math.max(stored + aimed, least), high) - stored;
    const charges = gain > 0 || (gain === 0 && wanted > 0);
    const power = charges
      ? within(wanted, gain / into, mostPowerKw(gain, charge, chains.lossyCharge[chain]!))
      : within(-wanted, leastPowerKw(-gain, discharge, chains.lossyDischarge[chain]!), -gain / outOf);
    schedule.chargeKw[at] = charges ? power : 0;
    schedule.dischargeKw[at] = charges ? 0 : power;
    stored += gain;
  }
}

/** Most mean power that stores no more than this: slowly, then for the rest of the energy faster. */
function mostPowerKw(gainKwh: number, full: LossyPower, slow: LossyPower): number {
  if (slow.powerKw === 0) return (gainKwh * full.powerKw) / Math.max(1e-12, full.energyKwh);
  if (gainKwh <= slow.energyKwh) return slow.energyKwh > 0 ? (gainKwh / slow.energyKwh) * slow.powerKw : slow.powerKw;
  const part = (gainKwh - slow.energyKwh) / Math.max(1e-12, full.energyKwh - slow.energyKwh);
  return slow.powerKw + Math.min(1, part) * (full.powerKw - slow.powerKw);
}

/** Least mean power for which the battery gives this. */
function leastPowerKw(givenKwh: number, full: LossyPower, slow: LossyPower): number {
  if (slow.energyKwh === 0) return (givenKwh * full.powerKw) / Math.max(1e-12, full.energyKwh);
  if (givenKwh <= slow.energyKwh) return (givenKwh / slow.energyKwh) * slow.powerKw;
  const part = (givenKwh - slow.energyKwh) / Math.max(1e-12, full.energyKwh - slow.energyKwh);
  return slow.powerKw + Math.min(1, part) * (full.powerKw - slow.powerKw);
}

const within = (value: number, low: number, high: number): number =>
  Math.max(0, Math.min(Math.max(low, high), Math.max(Math.min(low, high), value)));
