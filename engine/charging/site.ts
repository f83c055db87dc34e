/** One charging site over a period: its sessions, load, sun, prices and limits. What strategies are simulated on and the optimum is taken of.
 *  Power + into the device. Plain values; nothing here is changed after it is made. */
import { InputError } from '../core/errors.ts';
import type { ChargePhysics } from './physics.ts';

/** Sessions of a site in order of arrival. All arrays [session]; energy at the battery. */
export interface SiteSessionList {
  readonly count: number;
  readonly id: readonly string[];
  /** First step of the stay, and first step after it. */
  readonly arrivalStep: Uint32Array;
  readonly departureStep: Uint32Array;
  /** What the controller is told: first step after the stay as stated. */
  readonly statedDepartureStep: Uint32Array;
  readonly initialKwh: Float64Array;
  /** Wanted at departure, ≥ initial. Also the most that is stored where there is no ceiling. */
  readonly targetKwh: Float64Array;
  /** Most that strategies (that can judge it) and the optimum may store, ≥ target. */
  readonly ceilingKwh?: Float64Array;
  /** Size of the battery and number of its charge curve in `physics.curves` (−1: none). */
  readonly capacityKwh?: Float64Array;
  readonly curve?: Int16Array;
  /** Never discharged below. */
  readonly floorKwh: Float64Array;
  readonly maximumKw: Float64Array;
  /** 6 A a phase; a strategy gives this or nothing. The optimum may give less: it is a bound. */
  readonly minimumKw: Float64Array;
  readonly maximumDischargeKw: Float64Array;
  /** Phases the car charges on, 1 to 3; 0 or left out: unknown. */
  readonly phases?: Uint8Array;
}

export interface Site {
  readonly stepCount: number;
  readonly stepH: number;
  /** UTC seconds of step 0 and its seconds after local midnight. */
  readonly startUtcS: number;
  readonly localS: Int32Array;
  /** [step] without cars, ≥ 0. */
  readonly loadKw: Float64Array;
  readonly pvKw: Float64Array;
  readonly priceEurPerKwh: Float64Array;
  readonly feedInEurPerKwh: Float64Array;
  readonly co2GPerKwh: Float64Array;
  /** [step] most that may come from and go to the grid; Infinity without limit. */
  readonly limitKw: Float64Array;
  readonly feedInLimitKw: Float64Array;
  readonly efficiencyShare: number;
  /** Wear of the battery for each kWh discharged. */
  readonly wearEurPerKwh: number;
  readonly sessions: SiteSessionList;
  /** Losses that depend on power, standby and charge curves. The optimum takes each loss at its least and goes without the taper within a
   *  stay, so it stays a bound. */
  readonly physics?: ChargePhysics;
  /** Sockets that share a connection: point of each session, and its connection. The optimum goes without. */
  readonly points?: { readonly of: Int32Array; readonly limitKw: Float64Array };
}

export const OBJECTIVES = ['cost', 'peak', 'squares', 'self-consumption', 'co2'] as const;
export type Objective = (typeof OBJECTIVES)[number];
export const OBJECTIVE_UNITS: Readonly<Record<Objective, string>> = {
  cost: 'EUR',
  peak: 'kW',
  squares: 'kW²h',
  'self-consumption': 'kWh',
  co2: 'kg',
};

/** Flows of a site once the net power of all cars is known. All arrays [step], ≥ 0. */
export interface SiteFlows {
  readonly gridKw: Float64Array;
  readonly feedInKw: Float64Array;
  readonly curtailedKw: Float64Array;
  /** Above the limit of the grid connection because load and cars could not be less. */
  readonly violationKw: Float64Array;
}

/** Grid, feed-in and curtailment for a given net power of cars [step]. Sun is curtailed where feeding in passes the limit and, when the
 *  site runs on prices, where that earns money: feeding in at a negative price, or drawing at a negative price instead of using the sun. */
export function siteFlows(site: Site, carKw: Float64Array, byPrice = true): SiteFlows {
  const { stepCount } = site;
  const gridKw = new Float64Array(stepCount);
  const feedInKw = new Float64Array(stepCount);
  const curtailedKw = new Float64Array(stepCount);
  const violationKw = new Float64Array(stepCount);
  for (let t = 0; t < stepCount; t++) {
    const netKw = site.loadKw[t]! - site.pvKw[t]! + carKw[t]!;
    const limitKw = site.limitKw[t]!;
    if (byPrice && site.priceEurPerKwh[t]! < 0) {
      curtailedKw[t] = Math.max(0, Math.min(site.pvKw[t]!, limitKw - netKw));
      const drawnKw = netKw + curtailedKw[t]!;
      gridKw[t] = Math.max(0, drawnKw);
      feedInKw[t] = Math.max(0, -drawnKw);
      violationKw[t] = Math.max(0, drawnKw - limitKw, -drawnKw - site.feedInLimitKw[t]!);
      continue;
    }
    if (netKw >= 0) {
      gridKw[t] = netKw;
      violationKw[t] = Math.max(0, netKw - limitKw);
      continue;
    }
    const allowedKw = byPrice && site.feedInEurPerKwh[t]! < 0 ? 0 : site.feedInLimitKw[t]!;
    feedInKw[t] = Math.min(-netKw, allowedKw);
    curtailedKw[t] = Math.min(site.pvKw[t]!, -netKw - feedInKw[t]!);
    const rest = -netKw - feedInKw[t]! - curtailedKw[t]!;
    // More is discharged than sun can make room for: it goes into the grid, paid or not, and beyond the limit counts as violation.
    const extra = Math.min(rest, Math.max(0, site.feedInLimitKw[t]! - feedInKw[t]!));
    feedInKw[t]! += rest;
    violationKw[t] = rest - extra;
  }
  return { gridKw, feedInKw, curtailedKw, violationKw };
}

/** Price used when both directions are open in one step: feeding in never earns more than drawing costs. */
export const usedFeedInEurPerKwh = (site: Site, t: number): number =>
  Math.min(site.feedInEurPerKwh[t]!, site.priceEurPerKwh[t]!);

/** Grid energy lost for each kWh that goes through a battery and back: without it, burning sun in losses would look like using it. */
export const roundTripLoss = (efficiencyShare: number): number => 1 / efficiencyShare ** 2 - 1;

/** Value of an objective, lower is better.
 *  cost: energy and wear; peak: highest grid power; co2: of energy drawn;
 *  squares: Σ net² Δt, with sun that must be curtailed counted as if it were fed in: else it would pay to pile it up where it is thrown away;
 *  self-consumption: sun not used on the site, plus what discharging loses.
 *  @param dischargedKwh at the grid side */
export function objectiveValue(site: Site, objective: Objective, carKw: Float64Array, dischargedKwh: number): number {
  const flows = siteFlows(site, carKw, objective === 'cost');
  let total = 0;
  if (objective === 'cost') total = dischargedKwh * site.wearEurPerKwh;
  else if (objective === 'self-consumption') total = dischargedKwh * roundTripLoss(site.efficiencyShare);
  for (let t = 0; t < site.stepCount; t++) {
    const grid = flows.gridKw[t]!;
    const feedIn = flows.feedInKw[t]!;
    switch (objective) {
      case 'cost':
        total += (grid * site.priceEurPerKwh[t]! - feedIn * usedFeedInEurPerKwh(site, t)) * site.stepH;
        break;
      case 'peak':
        total = Math.max(total, grid);
        break;
      case 'squares':
        total += (site.loadKw[t]! - site.pvKw[t]! + carKw[t]!) ** 2 * site.stepH;
        break;
      case 'self-consumption':
        total += (feedIn + flows.curtailedKw[t]!) * site.stepH;
        break;
      case 'co2':
        total += (grid * site.co2GPerKwh[t]! * site.stepH) / 1000;
        break;
    }
  }
  return total;
}

/** @throws InputError naming every array that does not fit or holds something that is not a number */
export function checkSite(site: Site, file = 'site'): void {
  const series = [
    'loadKw',
    'pvKw',
    'priceEurPerKwh',
    'feedInEurPerKwh',
    'co2GPerKwh',
    'limitKw',
    'feedInLimitKw',
  ] as const;
  const problems = series.flatMap((key) => {
    const values = site[key];
    if (values.length !== site.stepCount)
      return [{ file, key, rule: `must have ${site.stepCount} steps`, value: values.length }];
    const at = values.findIndex((value) => Number.isNaN(value));
    return at < 0 ? [] : [{ file, key: `${key}[${at}]`, rule: 'must be a number', value: values[at] }];
  });
  const { sessions } = site;
  for (let s = 0; s < sessions.count; s++)
    if (!(sessions.arrivalStep[s]! < sessions.departureStep[s]! && sessions.departureStep[s]! <= site.stepCount))
      problems.push({
        file,
        key: `sessions[${s}]`,
        rule: 'must lie inside the period and end after its start',
        value: sessions.departureStep[s]!,
      });
  if (problems.length > 0) throw new InputError(problems);
}
