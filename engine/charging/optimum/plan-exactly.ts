/** The cheapest plan of a site that is small enough to be planned again and again, at once and without letting events in.
 *  In: site whose sessions all fit its steps. Out: feasible plan, with the gap that was proven. Pure. */
import { objectiveValue, type Site, siteFlows } from '../site.ts';
import { writeFixed, writePlan } from './blocks.ts';
import { lagrangeBound } from './bound.ts';
import { makeChains } from './chains.ts';
import { couple } from './coupling.ts';
import { type InteriorPoint, interiorPoint } from './interior-point.ts';
import { emptySchedule, type Schedule, scheduleLoad } from './schedule.ts';

export interface ExactPlan {
  readonly schedule: Schedule;
  readonly objective: number;
  readonly lowerBound: number;
  /** (objective − bound) / |objective|, as proven. */
  readonly gap: number;
}

/** @param tolerance relative gap to stop at */
export function planExactly(site: Site, tolerance: number): ExactPlan {
  const { sessions, stepCount } = site;
  const members = Array.from({ length: sessions.count }, (_, s) => s);
  const chains = makeChains(site, members, 0, stepCount);
  const coupling = couple(site, 'cost', 0, stepCount);
  const schedule = emptySchedule(site);
  for (let t = 0; t < stepCount; t++) coupling.rightKw[t]! -= chains.fixedKw[t]!;
  writeFixed(site, schedule, chains);
  let objective = 0;
  let lowerBound = 0;
  const write = (plan: InteriorPoint): void => {
    writePlan(site, schedule, chains, plan);
    const { carKw, dischargedKwh } = scheduleLoad(site, schedule);
    objective = objectiveValue(site, 'cost', carKw, dischargedKwh);
    let penalty = 0;
    if (coupling.penalty > 0)
      for (const power of siteFlows(site, carKw).violationKw) penalty += coupling.penalty * power;
    // What lies beyond a limit costs nothing in the objective.
    lowerBound = lagrangeBound(chains, coupling, plan.price, plan.value) - penalty;
  };
  if (chains.count > 0)
    write(
      interiorPoint(chains, coupling, tolerance, (candidate) => {
        write(candidate);
        return (objective - lowerBound) / Math.max(1e-9, Math.abs(objective));
      }),
    );
  const gap = Math.max(0, objective - lowerBound) / Math.max(1e-9, Math.abs(objective));
  return { schedule, objective, lowerBound, gap };
}
