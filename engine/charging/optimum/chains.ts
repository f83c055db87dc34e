/** The sessions of a block of steps as chains for the optimiser. Sessions without any choice are left out and become part of the load.
 *  In: site, block. Out: chains in struct-of-arrays form. Pure. */
import type { Site } from '../site.ts';
import { inKwhOf, type LossyPower, lossyCharge, lossyDischarge, neededKwh, outKwhOf } from './schedule.ts';

export interface Chains {
  readonly count: number;
  /** [chain] its session, and first step relative to the block. */
  readonly session: Uint32Array;
  readonly startStep: Uint32Array;
  /** [chain + 1] */
  readonly first: Uint32Array;
  /** [chain] stored for each kW charged over a step, taken from the battery for each kW discharged [kWh]. */
  readonly inKwh: Float64Array;
  readonly outKwh: Float64Array;
  /** [chain step] upper bounds; stored energy is counted from its own lower bound. */
  readonly chargeUpper: Float64Array;
  readonly dischargeUpper: Float64Array;
  readonly storedUpper: Float64Array;
  /** [chain step] right-hand side of e_k − e_{k−1} − in · c_k + out · g_k. */
  readonly right: Float64Array;
  /** [chain] where most is lost for each kWh: what physics allows lies between this and the two above. */
  readonly lossyCharge: readonly LossyPower[];
  readonly lossyDischarge: readonly LossyPower[];
  readonly longest: number;
  /** [step of the block] power of sessions that have no choice: full power all the time. */
  readonly fixedKw: Float64Array;
  /** Sessions at full power all the time. */
  readonly fixed: readonly number[];
}

const NEVER = 1e-9;

/** A car that has what it wants may still take more, which pays at negative prices. */
const hasRoom = ({ sessions }: Site, s: number): boolean =>
  sessions.maximumKw[s]! > 0 && (sessions.ceilingKwh?.[s] ?? 0) > sessions.initialKwh[s]! + NEVER;

export function makeChains(site: Site, sessionsOfBlock: readonly number[], from: number, to: number): Chains {
  const { sessions } = site;
  const free: number[] = [];
  const fixed: number[] = [];
  const fixedKw = new Float64Array(to - from);
  for (const s of sessionsOfBlock) {
    const steps = sessions.departureStep[s]! - sessions.arrivalStep[s]!;
    const need = neededKwh(site, s);
    const mostKwh = steps * inKwhOf(site, s) * sessions.maximumKw[s]!;
    if (need >= mostKwh * (1 - NEVER)) {
      fixed.push(s);
      for (let t = sessions.arrivalStep[s]!; t < sessions.departureStep[s]!; t++)
        fixedKw[t - from]! += sessions.maximumKw[s]!;
    } else if (need > NEVER || sessions.maximumDischargeKw[s]! > 0 || hasRoom(site, s)) free.push(s);
  }
  const count = free.length;
  const first = new Uint32Array(count + 1);
  let longest = 1;
  free.forEach((s, i) => {
    const length = sessions.departureStep[s]! - sessions.arrivalStep[s]!;
    longest = Math.max(longest, length);
    first[i + 1] = first[i]! + length;
  });
  const size = first[count]!;
  const chargeUpper = new Float64Array(size);
  const dischargeUpper = new Float64Array(size);
  const storedUpper = new Float64Array(size);
  const right = new Float64Array(size);
  free.forEach((s, i) => {
    const initial = sessions.initialKwh[s]!;
    const high = Math.max(sessions.ceilingKwh?.[s] ?? 0, sessions.targetKwh[s]!, initial);
    const low = Math.min(sessions.floorKwh[s]!, initial);
    const end = initial + neededKwh(site, s);
    let previous = initial;
    for (let k = first[i]!; k < first[i + 1]!; k++) {
      const last = k + 1 === first[i + 1]!;
      const lowest = last ? end : low;
      chargeUpper[k] = sessions.maximumKw[s]!;
      dischargeUpper[k] = sessions.maximumDischargeKw[s]!;
      storedUpper[k] = high - lowest > 1e-7 ? high - lowest : 0;
      right[k] = previous - lowest;
      previous = lowest;
    }
  });
  return {
    count,
    session: Uint32Array.from(free),
    startStep: Uint32Array.from(free, (s) => sessions.arrivalStep[s]! - from),
    first,
    inKwh: Float64Array.from(free, (s) => inKwhOf(site, s)),
    outKwh: Float64Array.from(free, (s) => outKwhOf(site, s)),
    lossyCharge: free.map((s) => lossyCharge(site, s)),
    lossyDischarge: free.map((s) => lossyDischarge(site, s)),
    chargeUpper,
    dischargeUpper,
    storedUpper,
    right,
    longest,
    fixedKw,
    fixed,
  };
}
