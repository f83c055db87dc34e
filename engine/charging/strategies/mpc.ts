/** Model predictive control: the cheapest plan over the known horizon for all cars present, from forecasts of load, sun and price; its steps
 *  are carried out until the next forecast an hour later, then it is made anew. Cars that arrive in between choose the cheapest steps the
 *  plan leaves. Without discharge the plan is the cheapest one on the forecast, exactly; with it the interior point method aims at a thousandth.
 *  In a district, where hundreds of sites plan every hour of a year, plans with discharge are made in whole hours where prices are.
 *  Method: Rawlings, Mayne and Diehl, Model Predictive Control (2017). */
import { type ExactPlan, planExactly } from '../optimum/plan-exactly.ts';
import { objectiveValue, type Site } from '../site.ts';
import type { SiteSessions } from '../site-sessions.ts';
import type { ChargingStrategy, SiteSnapshot, StrategyDefinition } from '../snapshot.ts';
import { inGroups, spread, stepsOfHour } from './coarse-horizon.ts';
import { Horizon } from './horizon.ts';
import { horizonSite } from './horizon-site.ts';
import { ranked } from './share-out.ts';
import { guaranteedKw, keepLimit, laxityH, storedShare } from './urgency.ts';

/** With discharge a plan's worth is a difference of buying and selling, so that a coarser one loses much of it. */
const STORE_TOLERANCE = 1e-3;
/** A plan with discharge that is proven no better than this is only taken where it beats the exact one without. */
const UNPROVEN = 1e-2;
/** Steps of slack from which a car no longer waits for its plan. */
const LAST_STEPS = 2;
/** Hours between forecasts, and so between plans. */
const PLAN_H = 1;

/** The coming steps of each car, from the step at which it was made. */
interface Plan {
  readonly step: number;
  readonly powerKw: Map<number, Float64Array>;
  /** [step] all of them. */
  usedKw: Float64Array;
}

interface Settings {
  readonly efficiencyShare: number;
  readonly wearEurPerKwh: number;
  readonly plansByHour?: boolean;
}

const create =
  (discharges: boolean) =>
  ({ efficiencyShare, wearEurPerKwh, plansByHour }: Settings): ChargingStrategy => {
    const horizon = new Horizon();
    const coarse = discharges && plansByHour === true ? new Horizon() : null;
    const plans = new WeakMap<SiteSessions, Plan>();
    return (now, powerKw) => {
      const { sessions, stepH } = now;
      const { active, id, minimumKw, maximumKw, storedKwh } = sessions;
      let plan = plans.get(sessions);
      if (plan === undefined || now.step < plan.step || due(now, plan.step, coarse !== null)) {
        plan = { step: now.step, powerKw: new Map(), usedKw: new Float64Array(0) };
        plans.set(sessions, plan);
        look(now, horizon, 0, active, efficiencyShare);
        makePlan(now, horizon, coarse, plan, discharges, efficiencyShare, wearEurPerKwh);
      }
      const ahead = now.step - plan.step;
      let owedKw = 0;
      let dueKw = 0;
      for (let i = 0; i < active; i++) {
        let row = plan.powerKw.get(id[i]!);
        if (row === undefined) {
          row = joinPlan(now, horizon, plan, i, efficiencyShare);
          plan.powerKw.set(id[i]!, row);
        }
        const planned = row[ahead] ?? 0;
        // Exact plans spread power over cars in parts below the least current: what one car cannot take goes to the next.
        if (planned < 0) {
          const given = Math.min(owedKw - planned, sessions.maximumDischargeKw[i]!);
          powerKw[i] = given < minimumKw[i]! || storedKwh[i]! <= sessions.floorKwh[i]! ? 0 : -given;
          owedKw -= planned - powerKw[i]!;
          if (powerKw[i]! < 0) continue;
        }
        const wanted = Math.min(maximumKw[i]!, dueKw + Math.max(0, planned));
        const room = (sessions.ceilingKwh[i]! - storedKwh[i]!) / efficiencyShare / stepH;
        const must = mustKw(now, i, efficiencyShare);
        const taken = planned > 0 && wanted >= minimumKw[i]! && room > 0 ? wanted : 0;
        if (planned > 0) dueKw += planned - taken;
        powerKw[i] = Math.min(maximumKw[i]!, Math.max(must, taken));
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  };

/** Plans that are made in hours are made on the hour. */
function due({ step, stepH, localS }: SiteSnapshot, madeAt: number, byHour: boolean): boolean {
  const agedH = (step - madeAt) * stepH;
  return agedH >= PLAN_H || (byHour && agedH > 0 && localS % 3600 === 0);
}

/** The plan has what each car needs; only when hardly any slack is left, or below the floor, it is not waited for. */
function mustKw(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const { storedKwh, floorKwh, targetKwh } = now.sessions;
  if (storedKwh[i]! >= targetKwh[i]!) return 0;
  const waits = storedKwh[i]! >= floorKwh[i]! && laxityH(now, i, efficiencyShare) > LAST_STEPS * now.stepH;
  return waits ? 0 : guaranteedKw(now, i, efficiencyShare);
}

/** Prices of the horizon. Steps beyond the known ones cost the mean of those. */
function lookAtPrices({ forecast }: SiteSnapshot, horizon: Horizon): void {
  const { horizonSteps } = forecast;
  horizon.reservePrices(horizonSteps);
  const { gridEur, feedInEur } = horizon;
  let known = 0;
  let sum = 0;
  for (let k = 0; k < horizonSteps; k++) {
    gridEur[k] = forecast.priceEurPerKwh(k);
    if (Number.isNaN(gridEur[k]!)) continue;
    known++;
    sum += gridEur[k]!;
  }
  const usual = known > 0 ? sum / known : 0;
  for (let k = 0; k < horizonSteps; k++) {
    const feedIn = forecast.feedInEurPerKwh(k);
    if (Number.isNaN(gridEur[k]!)) gridEur[k] = usual;
    feedInEur[k] = Number.isNaN(feedIn) ? usual / 2 : Math.min(feedIn, gridEur[k]!);
  }
}

/** Prices and sun of the horizon as seen now; cars from … to − 1 of the site. */
function look(now: SiteSnapshot, horizon: Horizon, from: number, to: number, efficiencyShare: number): void {
  const { sessions, forecast, stepH } = now;
  const { statedDepartureStep, targetKwh, storedKwh, maximumKw } = sessions;
  let longest = 1;
  for (let i = from; i < to; i++) longest = Math.max(longest, statedDepartureStep[i]! - now.step - 1);
  const steps = Math.min(forecast.horizonSteps, longest);
  horizon.reserve(steps, to - from);
  lookAtPrices(now, horizon);
  for (let k = 0; k < steps; k++) {
    const netKw = k === 0 ? now.loadKw - now.pvKw : forecast.netKw(k);
    horizon.surplusKw[k] = Math.max(0, -netKw);
    horizon.drawKw[k] = Math.max(0, netKw);
    // What was promised counts sun as well, which comes first.
    const promisedKw = k === 0 ? Number.POSITIVE_INFINITY : (forecast.promisedKw?.(k) ?? Number.POSITIVE_INFINITY);
    const sunKw = horizon.surplusKw[k]!;
    horizon.surplusKw[k] = Math.max(0, Math.min(sunKw, promisedKw));
    horizon.roomKw[k] = Math.max(0, Math.min(now.limitKw - horizon.drawKw[k]!, promisedKw - sunKw));
  }
  for (let i = from; i < to; i++) {
    const window = Math.max(1, Math.min(steps, statedDepartureStep[i]! - now.step - 1));
    horizon.window[i - from] = window;
    horizon.maximumKw[i - from] = maximumKw[i]!;
    const needed = Math.max(0, targetKwh[i]! - storedKwh[i]!) / storedShare(now, i, efficiencyShare) / stepH;
    horizon.neededKw[i - from] = Math.min(needed, window * maximumKw[i]!);
  }
}

function makePlan(
  now: SiteSnapshot,
  horizon: Horizon,
  coarse: Horizon | null,
  plan: Plan,
  discharges: boolean,
  efficiencyShare: number,
  wearEurPerKwh: number,
): void {
  const { sessions } = now;
  const { active, id, maximumDischargeKw } = sessions;
  const { steps } = horizon;
  let gives = false;
  if (discharges) for (let i = 0; i < active; i++) gives ||= maximumDischargeKw[i]! > 0;
  const cheapestWithout = (): void => {
    horizon.choose(ranked(now, (i) => laxityH(now, i, efficiencyShare)));
    for (let i = 0; i < active; i++)
      keep(plan, id[i]!, horizon.powerKw.slice(i * steps, i * steps + horizon.window[i]!));
  };
  if (!gives) {
    cheapestWithout();
    return;
  }
  const group = coarse === null ? 1 : stepsOfHour(now, horizon);
  const seen = group === 1 ? horizon : coarse!;
  if (group > 1) inGroups(horizon, seen, group);
  const site = horizonSite(now, seen, now.stepH * group, efficiencyShare, wearEurPerKwh);
  const found = planExactly(site, STORE_TOLERANCE);
  if (!worthDischarging(found, () => costWithout(now, seen, site, efficiencyShare))) {
    cheapestWithout();
    return;
  }
  const { schedule } = found;
  for (let i = 0; i < active; i++) {
    const row = schedule.chargeKw.slice(schedule.first[i]!, schedule.first[i + 1]!);
    for (let k = 0; k < row.length; k++) row[k]! -= schedule.dischargeKw[schedule.first[i]! + k]!;
    keep(plan, id[i]!, group === 1 ? row : spread(row, group, horizon.window[i]!, horizon.maximumKw[i]!));
  }
}

/** Is a plan with discharge the one to carry out? One that is not proven to be nearly the best has to cost less than the exact one without.
 *  @param withoutEur cost of the exact plan without discharge, infinite when it cannot serve every car; asked only where it matters */
export const worthDischarging = (
  { gap, objective }: Pick<ExactPlan, 'gap' | 'objective'>,
  withoutEur: () => number,
): boolean => gap <= UNPROVEN || objective < withoutEur();

/** What the cheapest plan without discharge costs: infinite when it cannot serve every car. */
function costWithout(now: SiteSnapshot, horizon: Horizon, site: Site, efficiencyShare: number): number {
  const { steps, cars } = horizon;
  if (horizon.choose(ranked(now, (i) => laxityH(now, i, efficiencyShare))) > 0) return Number.POSITIVE_INFINITY;
  const carKw = new Float64Array(steps);
  for (let i = 0; i < cars; i++) for (let k = 0; k < steps; k++) carKw[k]! += horizon.powerKw[i * steps + k]!;
  return objectiveValue(site, 'cost', carKw, 0);
}

function keep(plan: Plan, car: number, row: Float64Array): void {
  plan.powerKw.set(car, row);
  use(plan, row, 0);
}

/** Adds a row, which begins at the plan's first step, to the total from a step on. */
function use(plan: Plan, row: Float64Array, from: number): void {
  if (plan.usedKw.length < row.length) {
    const longer = new Float64Array(row.length + 32);
    longer.set(plan.usedKw);
    plan.usedKw = longer;
  }
  for (let k = from; k < row.length; k++) plan.usedKw[k]! += row[k]!;
}

/** A car that came after the plan was made: the cheapest steps that are left. The row begins at the plan's first step. */
function joinPlan(now: SiteSnapshot, horizon: Horizon, plan: Plan, i: number, efficiencyShare: number): Float64Array {
  look(now, horizon, i, i + 1, efficiencyShare);
  const ahead = now.step - plan.step;
  for (let k = 0; k < horizon.steps; k++) {
    const power = plan.usedKw[k + ahead] ?? 0;
    const sun = Math.min(power, horizon.surplusKw[k]!);
    horizon.surplusKw[k]! -= sun;
    horizon.roomKw[k] = Math.max(0, horizon.roomKw[k]! - (power - sun));
  }
  horizon.choose(FIRST);
  const row = new Float64Array(ahead + horizon.window[0]!);
  row.set(horizon.powerKw.subarray(0, horizon.window[0]!), ahead);
  use(plan, row, ahead);
  return row;
}

const FIRST = [0];

export const mpc: StrategyDefinition = { name: 'mpc', discharges: false, create: create(false) };

export const v2gMpc: StrategyDefinition = {
  name: 'v2g-mpc',
  discharges: true,
  fillsToCeiling: true,
  create: create(true),
};
