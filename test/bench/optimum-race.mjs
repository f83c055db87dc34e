/** Our optimum beside HiGHS in WebAssembly (npm highs) on one site, turn by turn, seconds of processor; writing HiGHS' text is not counted.
 *  Both solve the linear programme of `optimum/highs.ts` (plain). In a process of its own, as it is built: what a test runner does to modules
 *  would slow down ours only. Run by charging.bench.ts: node test/bench/optimum-race.mjs SITE.json OBJECTIVE ROUNDS [own rounds] */
import { readFileSync } from 'node:fs';
import { lpText, solveWithHighs } from '../../dist/engine/charging/optimum/highs.js';
import { solveOptimum } from '../../dist/engine/charging/optimum/index.js';

const TOLERANCE = 1e-3;
const [file, objective, rounds, own = '5'] = process.argv.slice(2);
const TYPES = { Float64Array, Uint32Array, Int32Array };
const site = JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
  value?.typed === undefined
    ? value
    : TYPES[value.typed].from(value.values, (one) => (one === null ? Number.POSITIVE_INFINITY : one)),
);

const processorS = async (work) => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};
const ours = [];
const highs = [];
let answer = await solveOptimum(site, objective, TOLERANCE);
for (let run = 0; run < 5; run++) answer = await solveOptimum(site, objective, TOLERANCE);
const memoryMb = process.resourceUsage().maxRSS / 1024;
let reference = null;
for (let round = 0; round < Math.max(1, Number(rounds)); round++) {
  if (Number(rounds) > 0) {
    const text = await processorS(() => lpText(site, objective));
    highs.push(
      (await processorS(async () => {
        reference = await solveWithHighs(site, objective);
      })) - text,
    );
  }
  for (let run = 0; run < Number(own); run++)
    ours.push(await processorS(() => solveOptimum(site, objective, TOLERANCE)));
}
const least = (times) => Math.min(...times);
const middle = (times) => times.slice().sort((a, b) => a - b)[times.length >> 1];
const told = (times) => `min ${least(times).toFixed(4)} median ${middle(times).toFixed(4)} max ${Math.max(...times).toFixed(4)} s`;
process.stdout.write(
  `optimum ${objective}, ${site.sessions.count} sessions: ${answer.objective.toFixed(5)}, proven gap ${answer.gap.toExponential(1)}, ${answer.iterations}×, ${answer.method}, ` +
    `${told(ours)} of processor, peak memory of the process before HiGHS ${memoryMb.toFixed(0)} MiB${
      reference === null
        ? ''
        : `; HiGHS ${reference.objective.toFixed(5)}, ${told(highs)}: ${(least(highs) / least(ours)).toFixed(1)} × by minima, ` +
          `${(middle(highs) / middle(ours)).toFixed(1)} × by medians, ${(100 * Math.abs(answer.objective / reference.objective - 1)).toExponential(1)} % apart`
    }\n`,
);
