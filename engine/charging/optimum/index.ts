/** The optimum of a charging site with a proven bound. In: site, objective. Out: plan, value, lower bound, gap.
 *  Without discharge, peak and squares are solved exactly by filling valleys; everything else by the structured interior point method.
 *  Steps that no session spans cut the period into blocks which are solved one by one. */

import { throwIfCancelled } from '../../core/errors.ts';
import { breathe } from '../../core/progress.ts';
import { type Objective, objectiveValue, type Site, siteFlows } from '../site.ts';
import { blocksOf, writeFixed, writePlan } from './blocks.ts';
import { lagrangeBound } from './bound.ts';
import { makeChains } from './chains.ts';
import { type Coupling, couple } from './coupling.ts';
import { type InteriorPoint, interiorPoint } from './interior-point.ts';
import { leastViolation } from './least-violation.ts';
import { solveWithModes } from './modes.ts';
import { emptySchedule, inKwhOf, neededKwh, roomKwh, type Schedule, scheduleLoad } from './schedule.ts';
import { waterFill } from './water-filling.ts';

export interface Optimum {
  readonly objective: number;
  readonly lowerBound: number;
  /** (objective − bound) / |objective|; how far the plan can be from the best one. */
  readonly gap: number;
  readonly method: 'valley filling' | 'interior point';
  readonly iterations: number;
  readonly schedule: Schedule;
  /** [step] net power of all cars. */
  readonly carKw: Float64Array;
  readonly chargedKwh: number;
  readonly dischargedKwh: number;
  /** Energy above the limits of the connection in this plan [kWh]; 0 when the limits can be kept. The bound is one for all plans with no more. */
  readonly violationKwh: number;
  /** Least energy above the limits that any plan reaches, whatever its objective [kWh]. */
  readonly leastViolationKwh: number;
  /** Sessions whose energy does not fit their stay. */
  readonly sessionsCut: number;
}

/** Energy beyond the limits that is a rounding error only. */
const NO_VIOLATION_KWH = 1e-9;
const LEAST_TOLERANCE = 1e-4;

/** @param tolerance relative gap to aim for
 *  @throws CancelledError between blocks */
export async function solveOptimum(
  site: Site,
  objective: Objective,
  tolerance = 1e-6,
  signal?: AbortSignal,
): Promise<Optimum> {
  const { sessions } = site;
  const discharges = sessions.maximumDischargeKw.some((power) => power > 0);
  const fillable = objective === 'peak' || (objective === 'squares' && unlimited(site));
  let schedule = emptySchedule(site);
  let lowerBound = Number.NEGATIVE_INFINITY;
  let iterations = 0;
  let filled = false;
  if (!discharges && fillable) {
    const water = waterFill(site, Math.min(tolerance, 1e-9), 400, objective === 'squares');
    schedule = water.schedule;
    iterations = water.passes;
    filled = true;
    if (objective === 'peak') lowerBound = Math.max(0, water.lowerBoundKw);
    else lowerBound = squaresBound(site, schedule);
  }
  let value = measured(site, objective, schedule);
  if (!filled || value - lowerBound > tolerance * Math.max(1e-9, Math.abs(value))) {
    const solved = await solveBlocks(site, objective, tolerance, signal);
    const other = measured(site, objective, solved.schedule);
    if (!filled || other < value) {
      schedule = solved.schedule;
      value = other;
      filled = false;
    }
    // The programme counts what lies beyond a limit at a high price, which the objective does not.
    lowerBound = Math.max(lowerBound, solved.lowerBound - solved.penalty);
    iterations += solved.iterations;
  }
  // All but cost (and CO2 where the grid would take it up) cannot be below zero.
  if (objective !== 'cost' && !(objective === 'co2' && site.co2GPerKwh.some((co2) => co2 < 0)))
    lowerBound = Math.max(0, lowerBound);
  const { carKw, dischargedKwh } = scheduleLoad(site, schedule);
  let chargedKwh = 0;
  for (const power of schedule.chargeKw) chargedKwh += power * site.stepH;
  let violationKwh = 0;
  for (const power of siteFlows(site, carKw, objective === 'cost').violationKw) violationKwh += power * site.stepH;
  if (objective === 'peak' || violationKwh < NO_VIOLATION_KWH) violationKwh = 0;
  const least = violationKwh === 0 ? 0 : (await leastViolation(site, LEAST_TOLERANCE, signal)).energyKwh;
  let sessionsCut = 0;
  for (let s = 0; s < sessions.count; s++)
    if (neededKwh(site, s) < sessions.targetKwh[s]! - sessions.initialKwh[s]! - 1e-9) sessionsCut++;
  return {
    objective: value,
    lowerBound: Math.min(lowerBound, value),
    gap: Math.max(0, value - lowerBound) / Math.max(1e-9, Math.abs(value)),
    method: filled ? 'valley filling' : 'interior point',
    iterations,
    schedule,
    carKw,
    chargedKwh,
    dischargedKwh,
    violationKwh,
    leastViolationKwh: Math.min(least, violationKwh),
    sessionsCut,
  };
}

/** Only discharging can break a feed-in limit: sun makes room. */
const unlimited = (site: Site): boolean => site.limitKw.every((limit) => limit === Number.POSITIVE_INFINITY);

function measured(site: Site, objective: Objective, schedule: Schedule): number {
  const { carKw, dischargedKwh } = scheduleLoad(site, schedule);
  return objectiveValue(site, objective, carKw, dischargedKwh);
}

/** Bound of the sum of squares from a plan's own gradient: f(x) + min f'(x)(y − x) over all plans y, cheapest steps first (Frank-Wolfe gap). */
function squaresBound(site: Site, schedule: Schedule): number {
  const { carKw } = scheduleLoad(site, schedule);
  const net = carKw.map((power, t) => power + site.loadKw[t]! - site.pvKw[t]!);
  let bound = net.reduce((sum, power) => sum + power * power * site.stepH, 0);
  const { sessions, stepH } = site;
  const loses = (site.physics?.fixedLossKw ?? 0) > 0;
  for (let s = 0; s < sessions.count; s++) {
    const from = schedule.first[s]!;
    const stay = net.slice(sessions.arrivalStep[s]!, sessions.departureStep[s]!);
    for (let k = 0; k < stay.length; k++) bound -= 2 * stay[k]! * schedule.chargeKw[from + k]! * stepH;
    let left = neededKwh(site, s) / inKwhOf(site, s);
    let room = roomKwh(site, s) / inKwhOf(site, s);
    // Where sun is to spare, charging slowly draws more for the same energy: that this does not count.
    if (loses && stay.some((power) => power < 0)) return Number.NEGATIVE_INFINITY;
    for (const power of stay.sort()) {
      // Beyond what is needed only where it pays.
      const given = Math.min(power < 0 ? room : left, sessions.maximumKw[s]!);
      if (!(given > 0)) break;
      bound += 2 * power * given * stepH;
      left -= given;
      room -= given;
    }
  }
  return bound;
}

async function solveBlocks(
  site: Site,
  objective: Objective,
  tolerance: number,
  signal: AbortSignal | undefined,
): Promise<{ schedule: Schedule; lowerBound: number; penalty: number; iterations: number }> {
  const schedule = emptySchedule(site);
  let lowerBound = 0;
  let penalty = 0;
  let iterations = 0;
  const add = (bound: number): void => {
    lowerBound = objective === 'peak' ? Math.max(lowerBound, bound) : lowerBound + bound;
  };
  for (const { from, to, members } of blocksOf(site)) {
    throwIfCancelled(signal);
    await breathe();
    const chains = makeChains(site, members, from, to);
    const coupling = couple(site, objective, from, to);
    for (let t = 0; t < to - from; t++) coupling.rightKw[t]! -= chains.fixedKw[t]!;
    writeFixed(site, schedule, chains);
    const write = (solution: InteriorPoint): void => writePlan(site, schedule, chains, solution);
    const valueNow = (): BlockValue => blockValue(site, objective, schedule, members, from, to, coupling.penalty);
    const measureNow = (): number => {
      const now = valueNow();
      return now.objective + now.penalty;
    };
    const wasteful = mayWaste(coupling);
    // Gaps are shares of the objective, without the penalty.
    const gapOf = (bound: number): number => {
      const now = valueNow();
      return (now.objective + now.penalty - bound) / Math.max(1e-9, Math.abs(now.objective));
    };
    let bound = Number.NEGATIVE_INFINITY;
    const solve = (aim: number): void => {
      const solution = interiorPoint(
        chains,
        coupling,
        aim,
        (candidate) => {
          write(candidate);
          return gapOf(lagrangeBound(chains, coupling, candidate.price, candidate.value)) * (aim / tolerance);
        },
        wasteful ? { manners: 1 } : {},
      );
      iterations = Math.max(iterations, solution.iterations);
      write(solution);
      const proven = lagrangeBound(chains, coupling, solution.price, solution.value);
      // Prices that are no numbers prove nothing.
      if (proven > bound) bound = proven;
    };
    solve(tolerance);
    // A large penalty hides the objective from the method: once more, as much finer as it is larger.
    const first = valueNow();
    if (first.penalty > 0 && gapOf(bound) > tolerance)
      solve(tolerance * Math.max(FINEST, Math.abs(first.objective) / (Math.abs(first.objective) + first.penalty)));
    const value = measureNow();
    if (chains.count > 0 && gapOf(bound) > tolerance) {
      const plan = schedule.chargeKw.slice();
      const given = schedule.dischargeKw.slice();
      const mixed = solveWithModes(site, schedule, chains, coupling, tolerance, measureNow);
      iterations = Math.max(iterations, mixed.iterations);
      bound = Math.max(bound, mixed.lowerBound);
      if (mixed.value > value) {
        schedule.chargeKw.set(plan);
        schedule.dischargeKw.set(given);
      }
    }
    // Prices of nothing prove something too, should the method have lost its way.
    const zeros = new Float64Array(Math.max(to - from, chains.storedUpper.length));
    add(bound === Number.NEGATIVE_INFINITY ? lagrangeBound(chains, coupling, zeros, zeros) : bound);
    penalty += valueNow().penalty;
  }
  return { schedule, lowerBound, penalty, iterations };
}

/** Of the tolerance. */
const FINEST = 1e-4;

/** Would somebody pay for energy that is taken from the grid? */
const mayWaste = ({ columns }: Coupling): boolean =>
  columns.some(
    ({ sign, cost, curvature, penalty }) => sign < 0 && curvature === 0 && !penalty && cost.some((value) => value < 0),
  );

interface BlockValue {
  readonly objective: number;
  /** Of what lies beyond the limits. */
  readonly penalty: number;
}

/** Value of one block; sums over blocks (or the highest, for the peak) give the value of the site.
 *  @param penalty of a kW beyond a limit for a step */
function blockValue(
  site: Site,
  objective: Objective,
  schedule: Schedule,
  members: readonly number[],
  from: number,
  to: number,
  penalty: number,
): BlockValue {
  const cut = (values: Float64Array): Float64Array => values.subarray(from, to);
  const block: Site = {
    ...site,
    stepCount: to - from,
    loadKw: cut(site.loadKw),
    pvKw: cut(site.pvKw),
    priceEurPerKwh: cut(site.priceEurPerKwh),
    feedInEurPerKwh: cut(site.feedInEurPerKwh),
    co2GPerKwh: cut(site.co2GPerKwh),
    limitKw: cut(site.limitKw),
    feedInLimitKw: cut(site.feedInLimitKw),
  };
  const { carKw, dischargedKwh } = scheduleLoad(site, schedule, members, from, to);
  const value = objectiveValue(block, objective, carKw, dischargedKwh);
  if (penalty === 0) return { objective: value, penalty: 0 };
  let beyondKw = 0;
  for (const power of siteFlows(block, carKw, objective === 'cost').violationKw) beyondKw += power;
  return { objective: value, penalty: penalty * beyondKw };
}
