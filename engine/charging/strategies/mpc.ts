/** Model predictive control: the cheapest plan over the known horizon for all cars present, from forecasts of load, sun and price; its steps
 *  are carried out until the next forecast an hour later, then it is made anew. Cars that arrive in between choose the cheapest steps the
 *  plan leaves. A greedy plan is taken where its bound proves it to be within a twentieth of the best plan on the same forecast, which errs
 *  by more than that; where cars compete for sun or room the interior point method aims at the same gap, with discharge always and at a thousandth.
 *  Method: Rawlings, Mayne and Diehl, Model Predictive Control (2017). */
import { planExactly } from '../optimum/plan-exactly.ts';
import type { SiteSessions } from '../site-sessions.ts';
import type { ChargingStrategy, SiteSnapshot, StrategyDefinition } from '../snapshot.ts';
import { Horizon } from './horizon.ts';
import { horizonSite } from './horizon-site.ts';
import { ranked } from './share-out.ts';
import { guaranteedKw, keepLimit, laxityH } from './urgency.ts';

/** A plan within this of the best is good enough: at a thousandth a summer's day of a district costs five times as much. */
const TOLERANCE = 5e-2;
/** With discharge a plan's worth is a difference of buying and selling, so that a coarser one loses much of it. */
const STORE_TOLERANCE = 1e-3;
/** Steps of slack from which a car no longer waits for its plan. */
const LAST_STEPS = 2;
/** Hours between forecasts, and so between plans. */
const PLAN_H = 1;

/** The coming steps of each car, from the step at which it was made. */
interface Plan {
  readonly step: number;
  readonly powerKw: Map<number, Float64Array>;
}

interface Settings {
  readonly efficiencyShare: number;
  readonly wearEurPerKwh: number;
}

const create =
  (discharges: boolean) =>
  ({ efficiencyShare, wearEurPerKwh }: Settings): ChargingStrategy => {
    const horizon = new Horizon();
    const plans = new WeakMap<SiteSessions, Plan>();
    return (now, powerKw) => {
      const { sessions, stepH } = now;
      const { active, id, minimumKw, maximumKw, storedKwh } = sessions;
      let plan = plans.get(sessions);
      if (plan === undefined || (now.step - plan.step) * stepH >= PLAN_H || now.step < plan.step) {
        plan = { step: now.step, powerKw: new Map() };
        plans.set(sessions, plan);
        look(now, horizon, 0, active, efficiencyShare);
        makePlan(now, horizon, plan, discharges, efficiencyShare, wearEurPerKwh);
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

/** The plan has what each car needs; only when hardly any slack is left, or below the floor, it is not waited for. */
function mustKw(now: SiteSnapshot, i: number, efficiencyShare: number): number {
  const { storedKwh, floorKwh, targetKwh } = now.sessions;
  if (storedKwh[i]! >= targetKwh[i]!) return 0;
  const waits = storedKwh[i]! >= floorKwh[i]! && laxityH(now, i, efficiencyShare) > LAST_STEPS * now.stepH;
  return waits ? 0 : guaranteedKw(now, i, efficiencyShare);
}

/** Prices and sun of the horizon as seen now; cars from … to − 1 of the site. Steps beyond the known prices cost the mean of the known ones. */
function look(now: SiteSnapshot, horizon: Horizon, from: number, to: number, efficiencyShare: number): void {
  const { sessions, forecast, stepH } = now;
  const { statedDepartureStep, targetKwh, storedKwh, maximumKw } = sessions;
  let longest = 1;
  for (let i = from; i < to; i++) longest = Math.max(longest, statedDepartureStep[i]! - now.step - 1);
  const steps = Math.min(forecast.horizonSteps, longest);
  horizon.reserve(steps, to - from);
  let known = 0;
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const value = forecast.priceEurPerKwh(k);
    if (Number.isNaN(value)) continue;
    known++;
    sum += value;
  }
  const usual = known > 0 ? sum / known : 0;
  for (let k = 0; k < steps; k++) {
    const netKw = k === 0 ? now.loadKw - now.pvKw : forecast.netKw(k);
    const grid = forecast.priceEurPerKwh(k);
    const feedIn = forecast.feedInEurPerKwh(k);
    horizon.gridEur[k] = Number.isNaN(grid) ? usual : grid;
    horizon.feedInEur[k] = Number.isNaN(feedIn) ? usual / 2 : Math.min(feedIn, horizon.gridEur[k]!);
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
    const needed = Math.max(0, targetKwh[i]! - storedKwh[i]!) / efficiencyShare / stepH;
    horizon.neededKw[i - from] = Math.min(needed, window * maximumKw[i]!);
  }
}

function makePlan(
  now: SiteSnapshot,
  horizon: Horizon,
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
  const gap = gives ? Number.POSITIVE_INFINITY : horizon.choose(ranked(now, (i) => laxityH(now, i, efficiencyShare)));
  if (gap <= TOLERANCE) {
    for (let i = 0; i < active; i++)
      plan.powerKw.set(id[i]!, horizon.powerKw.slice(i * steps, i * steps + horizon.window[i]!));
    return;
  }
  const site = horizonSite(now, horizon, gives, efficiencyShare, wearEurPerKwh);
  const { schedule } = planExactly(site, gives ? STORE_TOLERANCE : TOLERANCE);
  for (let i = 0; i < active; i++) {
    const row = schedule.chargeKw.slice(schedule.first[i]!, schedule.first[i + 1]!);
    for (let k = 0; k < row.length; k++) row[k]! -= schedule.dischargeKw[schedule.first[i]! + k]!;
    plan.powerKw.set(id[i]!, row);
  }
}

/** A car that came after the plan was made: the cheapest steps that are left. The row begins at the plan's first step. */
function joinPlan(now: SiteSnapshot, horizon: Horizon, plan: Plan, i: number, efficiencyShare: number): Float64Array {
  look(now, horizon, i, i + 1, efficiencyShare);
  const ahead = now.step - plan.step;
  for (const row of plan.powerKw.values())
    for (let k = 0; k < horizon.steps; k++) {
      const power = row[k + ahead] ?? 0;
      const sun = Math.min(power, horizon.surplusKw[k]!);
      horizon.surplusKw[k]! -= sun;
      horizon.roomKw[k] = Math.max(0, horizon.roomKw[k]! - (power - sun));
    }
  horizon.choose(FIRST);
  const row = new Float64Array(ahead + horizon.window[0]!);
  row.set(horizon.powerKw.subarray(0, horizon.window[0]!), ahead);
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
