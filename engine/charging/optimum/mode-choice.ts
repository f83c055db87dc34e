/** Which way each car goes in each step when every step has one direction: the cheapest way for the car alone at given prices, by dynamic
 *  programming over its content in small steps. In: chains, coupling, prices. Out: modes, exact enough to be improved on by the plan with
 *  continuous powers that follows (`modes.ts`). Pure. */
import type { Chains } from './chains.ts';
import type { Coupling } from './coupling.ts';
import { CAN_CHARGE, CAN_DISCHARGE, ENDS, endsOf } from './mode-ends.ts';

/** Parts of what a step at full power stores: the content is counted in them. */
const PARTS = 24;
const MOST_LEVELS = 1200;

/** @param price [step of the block] dual value of power, as the interior point method has it
 *  @returns [chain step] CAN_CHARGE or CAN_DISCHARGE */
export function modesAtPrices(chains: Chains, coupling: Coupling, price: Float64Array): Uint8Array {
  const modes = new Uint8Array(chains.storedUpper.length).fill(CAN_CHARGE);
  const { powerKw, gainKwh } = endsOf(chains);
  let now = new Float64Array(MOST_LEVELS + 1);
  let later = new Float64Array(MOST_LEVELS + 1);
  for (let s = 0; s < chains.count; s++) {
    const from = chains.first[s]!;
    const steps = chains.first[s + 1]! - from;
    const highKwh = chains.storedUpper[from]!;
    const full = gainKwh[ENDS * s]!;
    if (steps < 2 || !(chains.dischargeUpper[from]! > 0) || !(full > 0) || !(highKwh > 0)) continue;
    const levels = Math.max(1, Math.min(MOST_LEVELS, Math.round((highKwh / full) * PARTS)));
    const levelKwh = highKwh / levels;
    // Contents are counted from the lower bound of all steps but the last, which must end at what was asked.
    const needed = Math.ceil(-chains.right[from + steps - 1]! / levelKwh - 1e-6);
    for (let level = 0; level <= levels; level++) later[level] = level >= needed ? 0 : Number.POSITIVE_INFINITY;
    const choice = new Int8Array(steps * (levels + 1)).fill(-1);
    for (let k = steps - 1; k >= 0; k--) {
      const p = price[k + chains.startStep[s]!]!;
      for (let level = 0; level <= levels; level++) now[level] = later[level]!;
      for (let i = 0; i < ENDS; i++) {
        const power = powerKw[ENDS * s + i]!;
        const gain = gainKwh[ENDS * s + i]! / levelKwh;
        if (power === 0 && gain === 0) continue;
        const cost = (i < 2 ? 0 : -coupling.dischargeCost * power) - p * power;
        for (let level = 0; level <= levels; level++) {
          const end = Math.min(levels, Math.max(0, level + gain));
          const part = gain === 0 ? 1 : (end - level) / gain;
          if (part <= 0) continue;
          const total = part * cost + later[Math.round(end)]!;
          if (total >= now[level]!) continue;
          now[level] = total;
          choice[k * (levels + 1) + level] = i;
        }
      }
      [now, later] = [later, now];
    }
    let content = chains.right[from]! / levelKwh;
    for (let k = 0; k < steps; k++) {
      const i = choice[k * (levels + 1) + Math.round(content)]!;
      if (i < 0) continue;
      if (i >= 2) modes[from + k] = CAN_DISCHARGE;
      content = Math.min(levels, Math.max(0, Math.round(content) + gainKwh[ENDS * s + i]! / levelKwh));
    }
  }
  return modes;
}
