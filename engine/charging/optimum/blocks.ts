/** What solvers of the optimum share: the period cut into blocks, and a solver's point written as a plan that cars can carry out. */
import type { Site } from '../site.ts';
import type { ChainPlan } from './chain-system.ts';
import type { Chains } from './chains.ts';
import { repairSession, type Schedule } from './schedule.ts';

export interface Block {
  readonly from: number;
  readonly to: number;
  readonly members: readonly number[];
}

const SHORTEST = 96;

/** Steps between moments that no session spans, with the sessions inside; every step is in one block. */
export function blocksOf({ sessions, stepCount }: Site): Block[] {
  const spanned = new Int32Array(stepCount + 1);
  for (let s = 0; s < sessions.count; s++) {
    spanned[sessions.arrivalStep[s]! + 1]!++;
    spanned[sessions.departureStep[s]!]!--;
  }
  const blockOfStep = new Uint32Array(stepCount);
  const blocks: Array<{ from: number; to: number; members: number[] }> = [];
  let open = 0;
  let from = 0;
  for (let t = 1; t <= stepCount; t++) {
    open += spanned[t]!;
    if (t < stepCount && (open > 0 || t - from < SHORTEST)) continue;
    blockOfStep.fill(blocks.length, from, t);
    blocks.push({ from, to: t, members: [] });
    from = t;
  }
  for (let s = 0; s < sessions.count; s++) blocks[blockOfStep[sessions.arrivalStep[s]!]!]!.members.push(s);
  return blocks;
}

/** Sessions without a choice charge at full power all the time. */
export function writeFixed({ sessions }: Site, schedule: Schedule, { fixed }: Chains): void {
  for (const s of fixed) schedule.chargeKw.fill(sessions.maximumKw[s]!, schedule.first[s]!, schedule.first[s + 1]!);
}

export function writePlan(site: Site, schedule: Schedule, chains: Chains, { chargeKw, dischargeKw }: ChainPlan): void {
  for (let i = 0; i < chains.count; i++) {
    const s = chains.session[i]!;
    const [from, to] = [chains.first[i]!, chains.first[i + 1]!];
    schedule.chargeKw.set(chargeKw.subarray(from, to), schedule.first[s]!);
    schedule.dischargeKw.set(dischargeKw.subarray(from, to), schedule.first[s]!);
    repairSession(site, schedule, s);
  }
}
