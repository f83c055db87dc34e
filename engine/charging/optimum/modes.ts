/** The optimum where wasting energy may pay (negative prices, sun that finds no use): there a car would charge and discharge at once.
 *  First steps are mixtures (`mode-system.ts`): prices, and a bound that no plan passes. Then every step of every car is given one mode,
 *  in the proportions of its mixtures or as suits the car best at those prices, and the best plan with those modes is found; steps with nothing
 *  to do in it change their mode.
 *  In: chains and coupling of a block. Out: a plan that each car can carry out, in the schedule; proven bound. */
import type { Site } from '../site.ts';
import { lagrangeBound } from './bound.ts';
import type { Chains } from './chains.ts';
import type { Coupling } from './coupling.ts';
import { type InteriorPoint, interiorPoint } from './interior-point.ts';
import { modesAtPrices } from './mode-choice.ts';
import { CAN_CHARGE, CAN_DISCHARGE } from './mode-ends.ts';
import { repairModes } from './mode-repair.ts';
import type { Schedule } from './schedule.ts';

/** Rounds in which idle steps change their mode. */
const ROUNDS = 4;
/** Shares of a step below this are nothing. */
const IDLE = 0.01;

export interface ModesAnswer {
  readonly value: number;
  readonly lowerBound: number;
  readonly iterations: number;
}

/** @param schedule is left with the plan found
 *  @param measureNow objective of what stands in the schedule */
export function solveWithModes(
  site: Site,
  schedule: Schedule,
  chains: Chains,
  coupling: Coupling,
  tolerance: number,
  measureNow: () => number,
): ModesAnswer {
  const size = chains.storedUpper.length;
  const gapTo = (bound: number, value: number): number => (value - bound) / Math.max(1e-9, Math.abs(value));
  let lowerBound = Number.NEGATIVE_INFINITY;
  const mixed = interiorPoint(
    chains,
    coupling,
    tolerance / 4,
    (candidate) => {
      const bound = lagrangeBound(chains, coupling, candidate.price, candidate.value);
      // Prices that are no numbers prove nothing.
      if (bound > lowerBound) lowerBound = bound;
      place(schedule, chains, candidate);
      return gapTo(lowerBound, measureNow());
    },
    { allowed: new Uint8Array(size).fill(CAN_CHARGE | CAN_DISCHARGE), manners: 1 },
  );
  let { iterations } = mixed;
  let best: InteriorPoint | null = null;
  let bestValue = Number.POSITIVE_INFINITY;
  const planWith = (modes: Uint8Array): InteriorPoint => {
    const found = interiorPoint(
      chains,
      coupling,
      tolerance / 4,
      (candidate) => {
        repairAll(site, schedule, chains, candidate);
        const value = measureNow();
        if (value < bestValue) {
          bestValue = value;
          best = candidate;
        }
        return gapTo(lowerBound, value);
      },
      { allowed: modes, manners: 1 },
    );
    iterations += found.iterations;
    return found;
  };
  const done = (): boolean => gapTo(lowerBound, bestValue) <= tolerance;
  for (const modes of [modesOf(chains, mixed), modesAtPrices(chains, coupling, mixed.price)])
    for (let round = 0; round < ROUNDS && !done(); round++) {
      const before = bestValue;
      const found = planWith(modes);
      if (bestValue > before - 0.05 * tolerance * Math.abs(before)) break;
      turnIdle(modes, found);
    }
  repairAll(site, schedule, chains, best ?? mixed);
  return { value: measureNow(), lowerBound, iterations };
}

/** The plan as it is, mixtures and all. */
function place(schedule: Schedule, chains: Chains, { chargeKw, dischargeKw }: InteriorPoint): void {
  for (let i = 0; i < chains.count; i++) {
    const at = schedule.first[chains.session[i]!]!;
    schedule.chargeKw.set(chargeKw.subarray(chains.first[i]!, chains.first[i + 1]!), at);
    schedule.dischargeKw.set(dischargeKw.subarray(chains.first[i]!, chains.first[i + 1]!), at);
  }
}

function repairAll(site: Site, schedule: Schedule, chains: Chains, plan: InteriorPoint): void {
  place(schedule, chains, plan);
  for (let i = 0; i < chains.count; i++)
    repairModes(site, schedule, chains, i, plan.modes!.gainKwh.subarray(chains.first[i]!, chains.first[i + 1]!));
}

/** One mode a step: where a step is a mixture the modes take turns in its proportions, counted back from the departure, which must be
 *  reached with what was asked. */
function modesOf(chains: Chains, { modes }: InteriorPoint): Uint8Array {
  const { chargeShare, dischargeShare } = modes!;
  const chosen = new Uint8Array(chargeShare.length).fill(CAN_CHARGE);
  for (let s = 0; s < chains.count; s++) {
    let owed = 0;
    for (let k = chains.first[s + 1]! - 1; k >= chains.first[s]!; k--) {
      const gives = dischargeShare[k]!;
      const takes = chargeShare[k]!;
      if (gives <= IDLE) continue;
      if (takes <= IDLE) {
        chosen[k] = CAN_DISCHARGE;
        continue;
      }
      owed += gives / (gives + takes);
      if (owed < 1) continue;
      owed -= 1;
      chosen[k] = CAN_DISCHARGE;
    }
  }
  return chosen;
}

function turnIdle(modes: Uint8Array, { modes: shares }: InteriorPoint): void {
  const { chargeShare, dischargeShare } = shares!;
  for (let k = 0; k < modes.length; k++)
    if (chargeShare[k]! + dischargeShare[k]! < IDLE) modes[k] = modes[k] === CAN_CHARGE ? CAN_DISCHARGE : CAN_CHARGE;
}
