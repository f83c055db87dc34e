/** Speed of charging: rate, minimum and spread on made-up sites. Run: npx vitest run --config test/bench/vitest.config.ts test/bench/charging.bench.ts */
import { test } from 'vitest';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput } from '../charging/fixtures.ts';

const CARS = Number(process.env['CARS'] ?? 3500);
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
  let sessions = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const year = await simulateCharging(input);
    seconds.push((performance.now() - start) / 1000);
    connected = year.connectedCars.reduce((total, count) => total + count, 0);
    sessions = year.sessions.count;
  }
  seconds.sort((a, b) => a - b);
  const best = seconds[0]!;
  console.log(
    `${strategy}: ${CARS} cars × ${DAYS} days, ${sessions} sessions, ${connected} session-steps: min ${best.toFixed(2)} s, ` +
      `max ${seconds.at(-1)!.toFixed(2)} s, ${((best * 1e9) / connected).toFixed(1)} ns a session-step, rss ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
  );
});
