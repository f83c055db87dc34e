/** Hosting capacity: how many dwellings can have panels, a charging car or a heat pump before the first limit is reached, over many random
 *  orders in which they get them. In: areas, levers. Out: number and limit by area and order; quantiles by area and by neighbourhood.
 *  Limits: transformer rating, what fuse or cable carries, voltage 0.9–1.1 pu at every joint and phase. More of a technology never mends a
 *  breach within an order, so the number is found by halving. Work is one chunk an area; results do not depend on threads.
 *  Method: random-order hosting capacity, Torquato et al. (2018), doi 10.1109/TPWRD.2018.2798707. */
import type { Job, Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedU8, sharedU16 } from '../core/shared.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { TransformerAreas } from './areas.ts';
import { AreaStudy } from './hosting-area.ts';
import { type HardHour, hardHours, TECHNOLOGIES, type Technology } from './hosting-hours.ts';

export const LIMITS = ['none', 'transformer', 'cable', 'low voltage', 'high voltage'] as const;

export interface Hosting {
  readonly technology: Technology;
  readonly orders: number;
  /** [area × order] dwellings that can have it; all where nothing limits. */
  readonly counts: Uint16Array;
  /** [area × order] index into LIMITS of what the next one would break. */
  readonly limits: Uint8Array;
}

/** Worst tenth of the orders, middle, best tenth. */
export interface Band {
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
}

interface HostingPayload {
  readonly areas: TransformerAreas;
  readonly hours: readonly HardHour[];
  readonly orders: number;
  readonly seed: number;
  readonly busbarVoltagePu: number;
  readonly loadPowerFactor: number;
  /** [technology][area × order] */
  readonly counts: readonly Uint16Array[];
  readonly limits: readonly Uint8Array[];
}

export const hostingJob: Job<HostingPayload> = (payload) => (area) => {
  const { areas, hours, orders, counts, limits } = payload;
  hours.forEach((hour, technology) => {
    const study = new AreaStudy(areas, area, hour, payload);
    for (let order = 0; order < orders; order++) {
      const { count, limit } = study.largest(order);
      counts[technology]![area * orders + order] = count;
      limits[technology]![area * orders + order] = limit;
    }
  });
};

/** @param orders random orders for each area, at least 1 */
export async function hostingCapacity(
  areas: TransformerAreas,
  scenario: Pick<Scenario, 'grid' | 'seed'>,
  orders: number,
  parallel: Parallel,
  context: StageContext,
  technologies: readonly Technology[] = TECHNOLOGIES,
): Promise<Hosting[]> {
  const hours = hardHours(scenario.grid);
  const payload: HostingPayload = {
    areas,
    hours: technologies.map((technology) => hours[technology]),
    orders,
    seed: scenario.seed,
    busbarVoltagePu: scenario.grid.busbarVoltagePu,
    loadPowerFactor: scenario.grid.loadPowerFactor,
    counts: technologies.map(() => sharedU16(areas.count * orders)),
    limits: technologies.map(() => sharedU8(areas.count * orders)),
  };
  await parallel.run('grid hosting', hostingJob, payload, areas.count, context, 'hosting');
  return technologies.map((technology, i) => ({
    technology,
    orders,
    counts: payload.counts[i]!,
    limits: payload.limits[i]!,
  }));
}

/** Quantiles of a sum over areas: order k of one area goes with order k of the others, as independent of them as any.
 *  @param member areas that are summed */
export function hostingBand(hosting: Hosting, areaCount: number, member: (area: number) => boolean): Band {
  const { orders, counts } = hosting;
  const sums = new Float64Array(orders);
  for (let area = 0; area < areaCount; area++)
    if (member(area)) for (let order = 0; order < orders; order++) sums[order]! += counts[area * orders + order]!;
  sums.sort();
  const at = (share: number): number => sums[Math.round(share * (orders - 1))] ?? 0;
  return { p10: at(0.1), median: at(0.5), p90: at(0.9) };
}

export interface ZoneHosting extends Band {
  readonly homes: number;
  /** What stops most of the dwellings that are stopped; `none` where all can have it. */
  readonly limit: (typeof LIMITS)[number];
}

/** @returns [zone] dwellings, and how many of them can have the technology */
export function hostingByZone(areas: TransformerAreas, hosting: Hosting, zoneCount: number): readonly ZoneHosting[] {
  const { orders, counts, limits } = hosting;
  return Array.from({ length: zoneCount }, (_, zone) => {
    const stopped = new Float64Array(LIMITS.length);
    let homes = 0;
    for (let area = 0; area < areas.count; area++) {
      if (areas.zone[area] !== zone) continue;
      homes += areas.homes[area]!;
      for (let at = area * orders; at < (area + 1) * orders; at++)
        stopped[limits[at]!]! += areas.homes[area]! - counts[at]!;
    }
    const most = Math.max(...stopped);
    return {
      homes,
      ...hostingBand(hosting, areas.count, (area) => areas.zone[area] === zone),
      limit: most > 0 ? LIMITS[stopped.indexOf(most)]! : 'none',
    };
  });
}
