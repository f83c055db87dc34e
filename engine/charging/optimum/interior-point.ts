/** Primal-dual interior point method that uses the structure of a charging site: sessions meet only in the power of each step.
 *  In: sessions as chains, coupling columns of a block of steps. Out: plan and prices (dual values) from which `bound.ts` proves a lower bound.
 *
 *  min q'x + ½ x'Qx,  A x = b,  0 ≤ x ≤ u.   Newton: dx = D (A'dπ − h),  A D A' dπ = r + A D h,  D = 1 / (Q + zl/x + zu/(u − x)),
 *  h = q + Qx − A'π − tl/x + tu/(u − x), where tl and tu are the products x·zl and (u − x)·zu aimed at.
 *  One factorisation serves two directions, predictor and corrector (Mehrotra, SIAM J. Optimization 2 (1992) 575). More correctors (Gondzio
 *  1996) were tried: a sixth fewer iterations, each dearer by more. */
import { Band } from './band.ts';
import { freshReach, type Reach } from './bounded.ts';
import { type ChainPlan, ChainSystem, type SessionSystem } from './chain-system.ts';
import type { Chains } from './chains.ts';
import type { Coupling } from './coupling.ts';
import { ModeSystem } from './mode-system.ts';
import { StepSystem } from './step-system.ts';

export interface InteriorPoint extends ChainPlan {
  /** [step of the block] price of power. */
  readonly price: Float64Array;
  readonly iterations: number;
}

const MAX_ITERATIONS = 80;
const STEP_SHARE = 0.995;
/** First multipliers of sessions and of the steps' columns; costs are near one. With the peak they add up to one over the steps. */
const START = 0.02;
const START_ROWS = 0.2;
const START_PEAK = 0.3;
/** How a direction is aimed: power of the predicted progress that sets the next target (Mehrotra: 3), and least part of the predictor's
 *  products that counts. All found by trial on sites of 150 to 1,000 sessions. The bold manner needs a quarter fewer iterations, the
 *  cautious one ends where that gets stuck. */
const MANNERS = [
  { greed: 5, trust: 0.6 },
  { greed: 3, trust: 0 },
] as const;
/** A candidate lies this far along the first direction, which aims straight at the optimum: beyond the bounds it is cut to them, and a
 *  bound is a bound for any prices. So it proves what the method itself would reach some iterations later. */
const FORESEEN = 0.9;
/** From this many times the tolerance on candidates are measured; after so many that are no better the search ends. */
const NEARLY = 12;
const COARSE = 1e-4;
const MAX_WORSE = 5;
/** A second attempt is not worth it for a gap this many times the tolerance. */
const ENOUGH = 4;
/** @param tolerance relative gap at which to stop
 *  @param provenGap measures a candidate: relative gap between its plan made feasible and the bound its prices prove */
export function interiorPoint(
  chains: Chains,
  coupling: Coupling,
  tolerance: number,
  provenGap: (candidate: InteriorPoint) => number,
  { allowed, manners = MANNERS.length }: Way = {},
): InteriorPoint {
  let best: Attempt | null = null;
  for (const manner of MANNERS.slice(0, manners)) {
    const found = attempt(chains, coupling, tolerance, provenGap, manner, allowed);
    if (best === null || found.gap < best.gap) best = found;
    if (best.gap <= tolerance * ENOUGH) break;
  }
  return best!.point;
}

export interface Way {
  /** [chain step] what a step may do, for steps as mixtures (`mode-system.ts`); left out, charging and discharging keep their own bounds. */
  readonly allowed?: Uint8Array;
  /** Attempts at most. */
  readonly manners?: number;
}

interface Attempt {
  readonly point: InteriorPoint;
  readonly gap: number;
}

function attempt(
  chains: Chains,
  coupling: Coupling,
  tolerance: number,
  provenGap: (candidate: InteriorPoint) => number,
  { greed, trust }: (typeof MANNERS)[number],
  allowed: Uint8Array | undefined,
): Attempt {
  const steps = coupling.rightKw.length;
  const scale = costScale(coupling);
  const dischargeCost = coupling.dischargeCost / scale;
  const sessions: SessionSystem =
    allowed === undefined ? new ChainSystem(chains, dischargeCost) : new ModeSystem(chains, dischargeCost, allowed);
  const rows = new StepSystem(coupling, scale);
  const all = [sessions.variables, ...rows.all];
  const bounds = all.reduce((sum, set) => sum + set.bounds, 0);
  const curved = rows.columns.some(({ curvature }) => curvature > 0);
  const band = new Band(steps, chains.longest);
  const right = new Float64Array(steps);
  const rest = new Float64Array(steps);
  const net = coupling.rightKw.map((value) => -value);
  const size = rows.peak === null ? START : START_PEAK / steps;
  sessions.begin(net, size);
  rows.begin(net, rows.peak === null ? START_ROWS : size);

  let iterations = 0;
  /** @param ahead part of the direction that is gone in thought */
  const candidate = (ahead: number): InteriorPoint => ({
    ...sessions.candidate(ahead, scale),
    price: rows.price.map((p, t) => (p + ahead * right[t]!) * scale),
    iterations,
  });
  /** The step of the prices, and of everything from it. */
  const direct = (reach: Reach, first: boolean): void => {
    rows.solve(band, right);
    rest.set(coupling.rightKw);
    sessions.direct(right, rest, reach, first);
    rows.direct(right, rest, reach, first);
  };
  let best: InteriorPoint | null = null;
  let bestGap = Number.POSITIVE_INFINITY;
  let worse = 0;
  let primalStep = 0;
  let dualStep = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    band.clear();
    rows.advance(primalStep, dualStep, right, band);
    rows.rightSide(right);
    const ofSessions = sessions.advance(primalStep, dualStep, band, rows.price, right);
    rows.factor(band);
    const ofRows = rows.measure();
    const primal = ofSessions.primal + ofRows.primal;
    const dual = ofSessions.dual + ofRows.dual;
    const size = Math.max(1e-9, Math.abs(primal + coupling.constant / scale));
    const first = freshReach(1);
    direct(first, true);
    const [p, d] = [1 / first.primal, 1 / first.dual];
    if (Math.abs(primal - dual) <= NEARLY * tolerance * size) {
      worse++;
      // With a fine tolerance rounding spoils the look ahead: then the point itself is measured too.
      for (const ahead of tolerance < COARSE ? [FORESEEN, 0] : [FORESEEN]) {
        const found = candidate(ahead);
        const gap = provenGap(found);
        // Neither worse nor what is no number.
        if (!(gap < bestGap)) continue;
        best = found;
        bestGap = gap;
        worse = 0;
      }
      if (bestGap <= tolerance || worse >= MAX_WORSE) break;
    }
    const predicted = first.still + p * first.byPrimal + d * first.byDual + p * d * first.byBoth;
    const mu = first.still / bounds;
    // Never far below what the tolerance needs: there rounding would take over.
    const target = Math.max(mu * Math.min(1, (predicted / first.still) ** greed), (0.02 * tolerance * size) / bounds);
    // A predictor that is blocked early says less: its second-order products count for less (Colombo and Gondzio 2008).
    const weight = trust + (1 - trust) * Math.min(p, d);
    for (const set of rows.all) set.aimAt(0, set.x.length, target, weight);
    rows.rightSide(right);
    sessions.aimAt(target, weight, right);
    const reach = freshReach(STEP_SHARE);
    direct(reach, false);
    primalStep = STEP_SHARE / reach.primal;
    dualStep = STEP_SHARE / reach.dual;
    // With curvature both sides of the dual equation move: one common step keeps it.
    if (curved) primalStep = dualStep = Math.min(primalStep, dualStep);
    if (!(primalStep > 1e-12) || !Number.isFinite(target)) break;
  }
  return { point: best ?? candidate(0), gap: bestGap };
}

/** Costs are divided by their largest; the penalty of violations must not set the scale. */
function costScale({ columns, peak, dischargeCost, rightKw }: Coupling): number {
  if (peak !== null) return peak.cost > 0 ? peak.cost : 1;
  let scale = dischargeCost;
  for (const { cost, curvature, upper, penalty } of columns)
    if (!penalty)
      for (let t = 0; t < rightKw.length; t++)
        scale = Math.max(scale, Math.min(Math.abs(cost[t]!), 1e9), curvature * upper[t]!);
  return scale > 0 ? scale : 1;
}
