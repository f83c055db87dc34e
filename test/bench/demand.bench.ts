/** Residents and plans of the built-in district: how long, and how it grows. */
import { test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { measure, measureAsync } from './measure.ts';

const context = { signal: undefined, onProgress: () => {} };

test('population and plans', async () => {
  const load = (share: number) => loadScenarioFile('baseline-2025', [`travel.sampleShare=${share}`]).scenario;
  const district = await loadDistrict(load(0.1).district);
  const whole = buildPopulation(load(0.1), district);
  measure(
    'population of the whole district [residents]',
    3,
    () => buildPopulation(load(0.1), district),
    whole.persons.count,
  );
  for (const share of [0.1, 0.3, 1]) {
    const scenario = load(share);
    const population = buildPopulation(scenario, district);
    await measureAsync(
      `weekday plans, sample ${share} [residents]`,
      3,
      async () => void (await buildPlans(scenario, district, population, 0, serial, context)),
      population.persons.count * share,
    );
  }
});
