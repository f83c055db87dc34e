/** A year of charging of a made-up district, as built: wall and processor time, memory, and a hash of the results, which may not depend on the
 *  number of threads. Run by charging.bench.ts: node test/bench/year-race.mjs STRATEGY CARS DAYS THREADS [rounds] */
import { createHash } from 'node:crypto';
import { simulateCharging } from '../../dist/engine/charging/year.js';
import { openPool } from '../../dist/engine/workers/pool.js';
import { chargingInput } from '../../dist/test/charging/fixtures.js';

const [strategy, cars, days, threads, rounds = '1'] = process.argv.slice(2);
const pool = await openPool(Number(threads));
const input = {
  ...chargingInput({
    carCount: Number(cars),
    sharedCount: 100,
    areaCount: 300,
    days: Number(days),
    start: '2025-01-01',
    limitKw: 400,
    charging: { strategy },
  }),
  parallel: pool,
};
// Day-ahead prices are those of hours.
for (const series of [input.energy.tariff.consumptionEurPerKwh, input.energy.tariff.feedInEurPerKwh])
  for (let t = 0; t < series.length; t++) series[t] = series[t - (t % 4)];
const walls = [];
const processors = [];
let year;
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  year = await simulateCharging(input);
  const { user, system } = process.cpuUsage(cpu);
  walls.push((performance.now() - start) / 1000);
  processors.push((user + system) / 1e6);
}
await pool.close();
const hash = createHash('sha256');
for (const part of [year.evKw, year.storedKwh, year.cars.drivenKwh, year.costs.costEur, year.costs.leastEur])
  hash.update(part);
const steps = year.connectedCars.reduce((sum, count) => sum + count, 0);
const told = (times) => `${Math.min(...times).toFixed(2)}–${Math.max(...times).toFixed(2)} s`;
process.stdout.write(
  `${strategy}, ${cars} cars × ${days} days, ${threads} threads: ${told(walls)} on the clock, ${told(processors)} of processor, ` +
    `${year.sessions.count} sessions, ${((Math.min(...processors) * 1e9) / steps).toFixed(1)} ns a session-step, ` +
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB, results ${hash.digest('hex').slice(0, 16)}\n`,
);
