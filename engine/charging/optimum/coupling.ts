/** How an objective becomes columns of a linear or quadratic programme: for each step one row
 *      cars + Σ sign · column = −(load − PV)
 *  with columns for grid, feed-in, curtailment, slack and violation of the limit. In: site, objective. Out: columns. Pure. */
import { type Objective, roundTripLoss, type Site, usedFeedInEurPerKwh } from '../site.ts';

/** One column per step; each between 0 and its upper bound. */
export interface Columns {
  readonly sign: 1 | -1;
  readonly upper: Float64Array;
  readonly cost: Float64Array;
  /** Second derivative of the cost. */
  readonly curvature: number;
  /** True when it is the violation of a limit, at a price that makes it the last resort. */
  readonly penalty: boolean;
}

export interface Coupling {
  /** [step] right-hand side of the row. */
  readonly rightKw: Float64Array;
  readonly columns: readonly Columns[];
  /** Cost of one variable that enters every row with sign −1 (the peak), or null. */
  readonly peak: { readonly cost: number; readonly upper: number } | null;
  /** Added to the value of the programme to give the objective. */
  readonly constant: number;
  /** Cost of a discharged kW for one step. */
  readonly dischargeCost: number;
  /** Cost of a kW beyond a limit for one step, on top of what the energy costs; 0 where no limit is part of the programme. */
  readonly penalty: number;
}

/** Steps beyond a limit cost this many times the largest price: more than any shift within the limit can save. */
const PENALTY_FACTOR = 20;

export function couple(site: Site, objective: Objective, from: number, to: number): Coupling {
  const steps = to - from;
  const { stepH, sessions } = site;
  let chargeKw = 0;
  let dischargeKw = 0;
  for (let s = 0; s < sessions.count; s++) {
    if (sessions.arrivalStep[s]! >= to || sessions.departureStep[s]! <= from) continue;
    chargeKw += sessions.maximumKw[s]!;
    dischargeKw += sessions.maximumDischargeKw[s]!;
  }
  const series = (value: (t: number) => number): Float64Array =>
    Float64Array.from({ length: steps }, (_, k) => value(from + k));
  const most = series((t) => site.loadKw[t]! + site.pvKw[t]! + chargeKw + 1);
  const lowest = series((t) => site.pvKw[t]! + dischargeKw + 1);
  const rightKw = series((t) => site.pvKw[t]! - site.loadKw[t]!);
  const none = new Float64Array(steps);
  const column = (sign: 1 | -1, upper: Float64Array, cost: Float64Array, curvature = 0, penalty = false): Columns => ({
    sign,
    upper,
    cost,
    curvature,
    penalty,
  });
  const gridUpper = most.map((value, k) => Math.min(value, Math.max(0, site.limitKw[from + k]!)));
  const feedInUpper = lowest.map((value, k) => Math.min(value, Math.max(0, site.feedInLimitKw[from + k]!)));
  const sun = site.pvKw.slice(from, to);
  /** What lies beyond the limits costs the penalty on top of what it costs anyway. */
  const violations = (
    penalty: number,
    grid: Float64Array,
    feedIn: Float64Array,
    outUpper = feedInUpper,
    curvature = 0,
  ): Columns[] => {
    const list: Columns[] = [];
    const above = (cost: Float64Array): Float64Array => cost.map((value) => value + penalty);
    if (gridUpper.some((value, k) => value < most[k]!)) list.push(column(-1, most, above(grid), curvature, true));
    if (outUpper.some((value, k) => value < lowest[k]!)) list.push(column(1, lowest, above(feedIn), curvature, true));
    return list;
  };
  const penaltyOf = (largest: number): number => PENALTY_FACTOR * Math.max(largest, 1e-3);
  const linear = (
    grid: Float64Array,
    feedIn: Float64Array,
    curtailed: Float64Array,
    dischargeCost = 0,
  ): Pick<Coupling, 'columns' | 'penalty'> => {
    const largest = Math.max(
      dischargeCost,
      ...[grid, feedIn, curtailed].map((cost) => cost.reduce((m, c) => Math.max(m, Math.abs(c)), 0)),
    );
    const beyond = violations(penaltyOf(largest), grid, feedIn);
    return {
      columns: [column(-1, gridUpper, grid), column(1, feedInUpper, feedIn), column(1, sun, curtailed), ...beyond],
      penalty: beyond.length > 0 ? penaltyOf(largest) : 0,
    };
  };
  switch (objective) {
    case 'cost':
      return {
        rightKw,
        ...linear(
          series((t) => site.priceEurPerKwh[t]! * stepH),
          series((t) => -usedFeedInEurPerKwh(site, t) * stepH),
          none,
          site.wearEurPerKwh * stepH,
        ),
        peak: null,
        constant: 0,
        dischargeCost: site.wearEurPerKwh * stepH,
      };
    case 'self-consumption':
      return {
        rightKw,
        ...linear(
          none,
          none.map(() => stepH),
          none.map(() => stepH),
        ),
        peak: null,
        constant: 0,
        dischargeCost: roundTripLoss(site.efficiencyShare) * stepH,
      };
    case 'co2':
      return {
        rightKw,
        ...linear(
          series((t) => (site.co2GPerKwh[t]! * stepH) / 1000),
          none,
          none,
        ),
        peak: null,
        constant: 0,
        dischargeCost: 0,
      };
    case 'squares': {
      // Sun beyond the limit is curtailed, but counts as if it were fed in: only what cars discharge can break the limit.
      const lowUpper = lowest.map((value, k) => Math.min(value, feedInUpper[k]! + sun[k]!));
      // Net power y = y' − low with y' ≥ 0: y² = y'² − 2 low y' + low².
      const upper = lowUpper.map((low, k) => low + gridUpper[k]!);
      const constant = lowUpper.reduce((sum, low) => sum + low * low * stepH, 0);
      const penalty = penaltyOf((upper.reduce((m, u) => Math.max(m, u), 0) * 2 * stepH) / 10);
      // Beyond a limit U: (U + v)² = U² + 2 U v + v².
      const slope = (limit: Float64Array): Float64Array => limit.map((power) => 2 * power * stepH);
      const beyond = violations(penalty, slope(gridUpper), slope(lowUpper), lowUpper, 2 * stepH);
      return {
        rightKw: rightKw.map((value, k) => value - lowUpper[k]!),
        columns: [
          column(
            -1,
            upper,
            lowUpper.map((low) => -2 * low * stepH),
            2 * stepH,
          ),
          ...beyond,
        ],
        peak: null,
        constant,
        dischargeCost: 0,
        penalty: beyond.length > 0 ? penalty : 0,
      };
    }
    case 'peak': {
      const upper = most.reduce((m, value) => Math.max(m, value), 0);
      return {
        rightKw,
        columns: [
          column(
            1,
            lowest.map((low) => low + upper),
            none,
          ),
        ],
        peak: { cost: 1, upper },
        constant: 0,
        dischargeCost: 0,
        penalty: 0,
      };
    }
  }
}
