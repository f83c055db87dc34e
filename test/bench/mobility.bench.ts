/** A travel weekday of the built-in district at 10,000, 30,000 and 100,000 residents, and its figures beside published ones.
 *  Prints wall clock and processor time: on a busy machine only the second tells. Threads by RIJNSTROOM_THREADS (needs a build); levers
 *  by RIJNSTROOM_SET, such as travel.traffic=none for a day without queues. */
import { test } from 'vitest';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import { prepareTravel } from '../../engine/mobility/travel-network.ts';
import { openPool } from '../../engine/workers/pool.ts';
import { figuresText, travelFigures } from '../mobility/travel-figures.ts';

const context = { signal: undefined, onProgress: () => {} };

test('a travel weekday', async () => {
  const shares = (process.env['RIJNSTROOM_SHARES'] ?? '0.1,0.3,1').split(',').map(Number);
  const threads = Number(process.env['RIJNSTROOM_THREADS'] ?? 1);
  const levers = (process.env['RIJNSTROOM_SET'] ?? '').split(' ').filter((lever) => lever !== '');
  const parallel = await openPool(threads);
  try {
    for (const share of shares) {
      const { scenario } = loadScenarioFile('baseline-2025', [`travel.sampleShare=${share}`, ...levers]);
      const district = await loadDistrict(scenario.district);
      const population = buildPopulation(scenario, district);
      const routing = await prepareTravel(scenario, district);
      const cpu = process.cpuUsage();
      const start = performance.now();
      const plans = await buildPlans(scenario, district, population, 0, parallel, context);
      const day = await simulateTravelDay({
        scenario,
        district,
        population,
        plans,
        dayType: 0,
        routing,
        parallel,
        context,
      });
      const used = process.cpuUsage(cpu);
      const residents = Math.round(population.persons.count * share);
      process.stdout.write(
        `${residents} residents, ${threads} threads: ${((performance.now() - start) / 1000).toFixed(1)} s, processor ${((used.user + used.system) / 1e6).toFixed(1)} s, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB\n${figuresText(travelFigures(district, population, day))}\n`,
      );
    }
  } finally {
    await parallel.close();
  }
});
