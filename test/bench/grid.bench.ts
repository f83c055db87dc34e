/** Rates of the grid room, printed with minimum and spread. Run with
 *  `npx vitest run --config test/bench/vitest.config.ts test/bench/grid.bench.ts`. */
import { test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { simulateGrid } from '../../engine/grid/simulate-grid.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from '../grid/town.ts';
import { measure, measureAsync } from './measure.ts';

const scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'meting', en: 'benchmark' },
  question: { nl: 'meting', en: 'benchmark' },
});
const context = { signal: undefined, onProgress: () => {} };

test('district: about 300 transformers, a year of quarter-hours', async () => {
  const town = makeTown(75, 8);
  const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
  const areas = makeAreas({ ...town, grid: scenario.grid, seed: 1 });
  const steps = calendar.grid.count;
  const fill = (kw: (homes: number, step: number) => number): Float32Array =>
    Float32Array.from({ length: areas.count * steps }, (_, i) => kw(areas.homes[Math.floor(i / steps)]!, i % steps));
  const evening = (step: number): number => Math.exp(-(((step % 96) - 76) ** 2) / 80);
  const loadKw = fill((homes, step) => homes * (0.25 + 0.8 * evening(step) + 0.1 * Math.cos(step / 5577)));
  const pvKw = fill((homes, step) => homes * 1.2 * Math.exp(-(((step % 96) - 52) ** 2) / 200));
  const evKw = fill((homes, step) => homes * 0.3 * evening(step));
  const netKw = loadKw.map((kw, i) => kw - pvKw[i]! + evKw[i]!);
  measure(
    `makeAreas, ${areas.areaOfHome.length} homes`,
    3,
    () => void makeAreas({ ...town, grid: scenario.grid, seed: 1 }),
    areas.areaOfHome.length,
  );
  await measureAsync(
    `simulateGrid, ${areas.count} areas × ${steps} steps, 1 thread`,
    3,
    async () => {
      const year = await simulateGrid({
        areas,
        netKw,
        loadKw,
        pvKw,
        evKw,
        calendar,
        scenario,
        parallel: serial,
        context,
      });
      if (year.examinedSteps === 0) throw new Error('nothing examined');
    },
    areas.count * steps,
  );
});
