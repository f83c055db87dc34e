/** Rates of the grid room, printed with minimum and spread. Run with
 *  `npx vitest run --config test/bench/vitest.config.ts test/bench/grid.bench.ts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { test } from 'vitest';
import { type Parallel, serial } from '../../engine/core/parallel.ts';
import { sharedF32 } from '../../engine/core/shared.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import { runLoadSeries } from '../../engine/grid/load-series.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { simulateGrid } from '../../engine/grid/simulate-grid.ts';
import { parseIeeeLv } from '../../engine/io/ieee-lv.ts';
import { tarFiles } from '../../engine/io/tar.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { openPool } from '../../engine/workers/pool.ts';
import { loadFactor, makeFeeder } from '../grid/feeder.ts';
import { makeTown } from '../grid/town.ts';
import { measure } from './measure.ts';

const scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'meting', en: 'benchmark' },
  question: { nl: 'meting', en: 'benchmark' },
});
/** Processor time since, which a busy machine does not stretch as it does the clock. */
function cpuS(before: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

const context = { signal: undefined, onProgress: () => {} };

test('district: about 300 transformers, a year of quarter-hours', async () => {
  const town = makeTown(75, 8);
  const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
  const areas = makeAreas({ ...town, grid: scenario.grid, seed: 1 });
  const steps = calendar.grid.count;
  const fill = (kw: (homes: number, step: number) => number): Float32Array => {
    const values = sharedF32(areas.count * steps);
    for (let i = 0; i < values.length; i++) values[i] = kw(areas.homes[Math.floor(i / steps)]!, i % steps);
    return values;
  };
  const evening = (step: number): number => Math.exp(-(((step % 96) - 76) ** 2) / 80);
  const loadKw = fill((homes, step) => homes * (0.25 + 0.8 * evening(step) + 0.1 * Math.cos(step / 5577)));
  const pvKw = fill((homes, step) => homes * 1.2 * Math.exp(-(((step % 96) - 52) ** 2) / 200));
  const evKw = fill((homes, step) => homes * 0.3 * evening(step));
  const netKw = sharedF32(loadKw.length);
  for (let i = 0; i < netKw.length; i++) netKw[i] = loadKw[i]! - pvKw[i]! + evKw[i]!;
  const airTemperatureC = Float32Array.from({ length: steps }, (_, step) => 11 - 8 * Math.cos(step / 5577));
  measure(
    `makeAreas, ${areas.areaOfHome.length} homes`,
    3,
    () => void makeAreas({ ...town, grid: scenario.grid, seed: 1 }),
    areas.areaOfHome.length,
  );
  const year = (parallel: Parallel) =>
    simulateGrid({ areas, netKw, loadKw, pvKw, evKw, airTemperatureC, calendar, scenario, parallel, context });
  const report = (name: string, seconds: number, extra: string): void =>
    void process.stdout.write(
      `${name}: ${areas.count} areas, ${areas.feeders.busCount} joints × ${steps} steps  ${seconds.toFixed(1)} s of processor${extra}\n`,
    );
  const before = process.cpuUsage();
  const { examinedSteps } = await year(serial);
  const one = cpuS(before);
  if (examinedSteps !== steps) throw new Error('not every step was examined');
  report('every step, 1 thread', one, '');
  const pool = await openPool(2);
  try {
    // The first round warms up the threads' compiled code.
    for (let round = 0; round < 2; round++) {
      const from = threadSeconds();
      await year(pool);
      const to = threadSeconds();
      const used = [...to].map(([thread, s]) => s - (from.get(thread) ?? 0)).sort((a, b) => b - a);
      // On two idle cores the slower thread decides how long it takes.
      report(
        'every step, 2 threads',
        used[0]! + used[1]!,
        `, ${used[0]!.toFixed(1)} s the busier thread: ${(one / used[0]!).toFixed(2)} ×`,
      );
    }
  } finally {
    await pool.close();
  }
});

/** Processor time of each thread of this process [s], where the system tells (Linux). */
function threadSeconds(): Map<string, number> {
  const folder = '/proc/self/task';
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((thread) => {
      const fields = readFileSync(`${folder}/${thread}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      // utime and stime in hundredths of a second.
      return [thread, (Number(fields[11]) + Number(fields[12])) / 100];
    }),
  );
}

for (const [buses, steps] of [
  [100, 35_040],
  [1000, 35_040],
] as const)
  test(`three-phase year: ${buses} buses`, () => {
    const model = makeFeeder(buses);
    const busOf = new Map(model.nodes.map((node, bus) => [node.id, bus]));
    const loads = model.loads.map((load) => ({ bus: busOf.get(load.node)!, phase: load.pW.findIndex((p) => p > 0) }));
    // Factors are made before, so that what is measured is power flow.
    const factors = Array.from({ length: steps }, (_, step) => loadFactor(0, step));
    const own = loads.map((_, i) => 0.5 + (i % 7) / 6);
    let lowest = 2;
    let passes = 0;
    const before = process.cpuUsage();
    measure(
      `${buses} buses × ${steps} steps, three-phase, 1 thread`,
      3,
      () => {
        const places: number[] = [];
        const result = runLoadSeries(
          model,
          3,
          steps,
          (step, p, q, place) => {
            if (places.length === 0) for (const load of loads) places.push(place(load.bus, load.phase));
            const factor = factors[step]!;
            for (let i = 0; i < places.length; i++) {
              p[places[i]!] = 0.0027 * factor * own[i]!;
              q[places[i]!] = 0.0009 * factor * own[i]!;
            }
          },
          (step) => {
            lowest = Math.min(lowest, step.voltagePu(model.nodes.length - 1, 0));
          },
        );
        if (result.failed.length > 0) throw new Error('steps failed');
        passes = result.iterations / steps;
      },
      steps,
    );
    process.stdout.write(
      `  lowest voltage at the last bus ${lowest.toFixed(4)} pu, ${passes.toFixed(2)} passes a step, ${(cpuS(before) / 3).toFixed(2)} s of processor a round\n`,
    );
  });

const folder = '../shared/data/energy/lv_grids/ieee_european_lv';
test.skipIf(!existsSync(folder))('IEEE European LV feeder, a day of minutes (needs the shared data)', () => {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder))
    if (name.endsWith('.csv')) files.set(name, readFileSync(`${folder}/${name}`, 'utf8'));
  for (const [name, bytes] of tarFiles(gunzipSync(readFileSync(`${folder}/Load_Profiles.tar.gz`)), 'profiles'))
    files.set(name.split('/').pop()!, new TextDecoder().decode(bytes));
  const grid = parseIeeeLv(files, folder, { stiffSource: true });
  const busOf = new Map(grid.model.nodes.map((node, bus) => [node.id, bus]));
  const loads = grid.model.loads.map((load) => ({
    bus: busOf.get(load.node)!,
    phase: load.pW.findIndex((p) => p > 0),
  }));
  const tan = Math.tan(Math.acos(0.95));
  const kw = Array.from({ length: 1440 }, (_, step) => grid.loadKw(step));
  measure(
    'IEEE European LV, 907 buses × 1,440 minutes',
    5,
    () => {
      const result = runLoadSeries(
        grid.model,
        3,
        1440,
        (step, p, q, place) => {
          loads.forEach(({ bus, phase }, i) => {
            const j = place(bus, phase);
            p[j] = (kw[step]![i]! * 3) / 1000;
            q[j] = p[j]! * tan;
          });
        },
        () => {},
      );
      if (result.failed.length > 0) throw new Error('steps failed');
    },
    1440,
  );
});
