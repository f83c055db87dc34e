/** The least energy beyond the limits of a connection that no plan avoids, by itself: where a plan's objective pulls the other way, what lies
 *  beyond in its optimum is a little more. In: site. Out: energy of a plan, and the proven bound of all plans. Pure. */
import { throwIfCancelled } from '../../core/errors.ts';
import { breathe } from '../../core/progress.ts';
import { type Site, siteFlows } from '../site.ts';
import { blocksOf, writeFixed, writePlan } from './blocks.ts';
import { lagrangeBound } from './bound.ts';
import { makeChains } from './chains.ts';
import { couple } from './coupling.ts';
import { type InteriorPoint, interiorPoint } from './interior-point.ts';
import { emptySchedule, type Schedule, scheduleLoad } from './schedule.ts';

export interface LeastViolation {
  readonly energyKwh: number;
  readonly lowerBoundKwh: number;
}

/** @param tolerance relative gap to aim for
 *  @throws CancelledError between blocks */
export async function leastViolation(site: Site, tolerance: number, signal?: AbortSignal): Promise<LeastViolation> {
  const { stepH, stepCount } = site;
  const free: Site = {
    ...site,
    priceEurPerKwh: new Float64Array(stepCount),
    feedInEurPerKwh: new Float64Array(stepCount),
    wearEurPerKwh: 0,
  };
  const schedule = emptySchedule(free);
  let lowerBoundKwh = 0;
  for (const { from, to, members } of blocksOf(free)) {
    throwIfCancelled(signal);
    await breathe();
    const chains = makeChains(free, members, from, to);
    const coupling = couple(free, 'cost', from, to);
    for (let t = 0; t < to - from; t++) coupling.rightKw[t]! -= chains.fixedKw[t]!;
    writeFixed(free, schedule, chains);
    if (coupling.penalty === 0 || chains.count === 0) {
      lowerBoundKwh += beyondKwh(free, schedule, from, to);
      continue;
    }
    const bound = ({ price, value }: InteriorPoint): number =>
      Math.max(0, (lagrangeBound(chains, coupling, price, value) / coupling.penalty) * stepH);
    const found = interiorPoint(chains, coupling, tolerance, (candidate) => {
      writePlan(free, schedule, chains, candidate);
      const value = beyondKwh(free, schedule, from, to);
      return value === 0 ? 0 : (value - bound(candidate)) / value;
    });
    writePlan(free, schedule, chains, found);
    lowerBoundKwh += bound(found);
  }
  const energyKwh = beyondKwh(free, schedule, 0, stepCount);
  return { energyKwh, lowerBoundKwh: Math.min(lowerBoundKwh, energyKwh) };
}

function beyondKwh(site: Site, schedule: Schedule, from: number, to: number): number {
  const { violationKw } = siteFlows(site, scheduleLoad(site, schedule).carKw);
  let energyKwh = 0;
  for (let t = from; t < to; t++) energyKwh += violationKw[t]! * site.stepH;
  return energyKwh;
}
