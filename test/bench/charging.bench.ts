/** Speed of charging: rate, minimum and spread on made-up sites. Run: npx vitest run --config test/bench/vitest.config.ts test/bench/charging.bench.ts */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
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

/** Optimum beside HiGHS: 96 steps; the limit is 2 % above the lowest peak without discharge. HiGHS only up to its most sessions, HIGHS. */
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
] as const)('optimum of %i sessions, discharge share %i, %s', (sessions, v2gShare, objective) => {
  const limit = objective === 'cost' ? { limitFactor: 1.02 } : {};
  const site = randomSite({ seed: 1, sessions, v2gShare, ...limit });
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-race-'));
  try {
    const file = join(folder, 'site.json');
    writeFileSync(
      file,
      JSON.stringify(site, (_, value: unknown) =>
        ArrayBuffer.isView(value)
          ? { typed: value.constructor.name, values: Array.from(value as Float64Array) }
          : value,
      ),
    );
    const race = fileURLToPath(new URL('./optimum-race.mjs', import.meta.url));
    const rounds = sessions <= MOST_FOR_HIGHS ? HIGHS_ROUNDS : 0;
    process.stdout.write(
      `discharge share ${v2gShare}, ${execFileSync(process.execPath, [race, file, objective, String(rounds)], { encoding: 'utf8' })}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
