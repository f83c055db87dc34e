/** Speed of charging: rate, minimum and spread on made-up sites. Run: npx vitest run --config test/bench/vitest.config.ts test/bench/charging.bench.ts */
import { test } from 'vitest';
import { lpText, solveWithHighs } from '../../engine/charging/optimum/highs.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput } from '../charging/fixtures.ts';
import { randomSite } from '../charging/random-site.ts';

const CARS = Number(process.env['CARS'] ?? 11_900);
const DAYS = Number(process.env['DAYS'] ?? 365);
const RUNS = Number(process.env['RUNS'] ?? 1);

test.each(strategyNames)('year of the district under %s', async (strategy) => {
  const input = chargingInput({
    carCount: CARS,
    sharedCount: 100,
    areaCount: 300,
    days: DAYS,
    start: '2025-01-01',
    limitKw: 400,
    charging: { strategy },
  });
  const seconds: number[] = [];
  let connected = 0;
  let cpuS = 0;
  let sessions = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    const year = await simulateCharging(input);
    seconds.push((performance.now() - start) / 1000);
    cpuS = process.cpuUsage(cpu).user / 1e6;
    connected = year.connectedCars.reduce((total, count) => total + count, 0);
    sessions = year.sessions.count;
  }
  seconds.sort((a, b) => a - b);
  const best = seconds[0]!;
  console.log(
    `${strategy}: ${CARS} cars × ${DAYS} days, ${sessions} sessions, ${connected} session-steps: min ${best.toFixed(2)} s, ` +
      `max ${seconds.at(-1)!.toFixed(2)} s, last ${cpuS.toFixed(2)} s of processor, ${((best * 1e9) / connected).toFixed(1)} ns a session-step, rss ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
  );
});

/** Optimum beside HiGHS: 96 steps; the limit is 2 % above the lowest peak without discharge. HiGHS only up to its MOST sessions. */
const HIGHS_ROUNDS = Number(process.env['HIGHS_ROUNDS'] ?? 5);
const MOST_FOR_HIGHS = Number(process.env['HIGHS'] ?? 1000);

test.each([
  [100, 1, 'cost'],
  [1000, 1, 'cost'],
  [10_000, 1, 'cost'],
  [100, 1, 'peak'],
  [1000, 1, 'peak'],
  [10_000, 1, 'peak'],
  [1000, 0, 'peak'],
  [10_000, 0, 'peak'],
] as const)('optimum of %i sessions, discharge share %i, %s', async (sessions, v2gShare, objective) => {
  const limit = objective === 'cost' ? { limitFactor: 1.02 } : {};
  const site = randomSite({ seed: 1, sessions, v2gShare, ...limit });
  const times: number[] = [];
  let answer = await solveOptimum(site, objective, 1e-3);
  let cpuS = 0;
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    answer = await solveOptimum(site, objective, 1e-3);
    times.push((performance.now() - start) / 1000);
    cpuS = process.cpuUsage(cpu).user / 1e6;
  }
  times.sort((a, b) => a - b);
  const memory = (process.memoryUsage().rss / 2 ** 20).toFixed(0);
  // Side by side in one process, turn by turn, so that both see the same load of the machine; minima are compared.
  const highs: number[] = [];
  const reference = sessions <= MOST_FOR_HIGHS ? await solveWithHighs(site, objective) : null;
  if (reference !== null) {
    times.length = 0;
    // Seconds of processor: both run in one thread, and what else the machine does counts for neither. Writing HiGHS' text is taken off.
    const processorS = async (work: () => unknown): Promise<number> => {
      const cpu = process.cpuUsage();
      await work();
      const used = process.cpuUsage(cpu);
      return (used.user + used.system) / 1e6;
    };
    for (let round = 0; round < HIGHS_ROUNDS; round++) {
      const textS = await processorS(() => lpText(site, objective));
      highs.push((await processorS(() => solveWithHighs(site, objective))) - textS);
      for (let run = 0; run < 5; run++) times.push(await processorS(() => solveOptimum(site, objective, 1e-3)));
    }
    highs.sort((a, b) => a - b);
    times.sort((a, b) => a - b);
  }
  console.log(
    `optimum ${objective}, ${sessions} sessions, v2g ${v2gShare}: ${answer.objective.toFixed(4)}, gap ${answer.gap.toExponential(1)}, ` +
      `${answer.iterations}×, min ${times[0]!.toFixed(3)} s, max ${times.at(-1)!.toFixed(3)} s, last ${cpuS.toFixed(3)} s of processor, rss ${memory} MiB` +
      (reference === null
        ? ''
        : `; HiGHS ${reference.objective.toFixed(4)} in min ${highs[0]!.toFixed(2)} s, max ${highs.at(-1)!.toFixed(2)} s ` +
          `(${(highs[0]! / times[0]!).toFixed(1)}×, median ${(highs[highs.length >> 1]! / times[times.length >> 1]!).toFixed(1)}×), ` +
          `${(100 * Math.abs(answer.objective / reference.objective - 1)).toFixed(4)} % apart`),
  );
});
