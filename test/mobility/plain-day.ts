/** People and plans of a weekday on one thread, as the travel day takes them. */
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { District } from '../../engine/district/district.ts';
import type { TravelDayInput } from '../../engine/mobility/prepare-day.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';

export async function plainDay(scenario: Scenario, district: District): Promise<TravelDayInput> {
  const context = { signal: undefined, onProgress: () => {} };
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  return { scenario, district, population, plans, dayType: 0, parallel: serial, context };
}
