import { expect, test } from 'vitest';
import { resolveScenario } from '../../engine/scenario/load.ts';
import { forecastStudy, runMemoryMb } from '../../engine/study/forecast.ts';
import { planRuns } from '../../engine/study/plan.ts';
import { studySchema } from '../../engine/study/study-file.ts';

const TEXT = 'version: 1\nname: { nl: a, en: a }\nquestion: { nl: b, en: b }\nperiod: { days: 7 }\n';
const study = studySchema.parse({ version: 1, name: 's', scenarios: ['a'], replications: 8 });
const runs = planRuns(
  study,
  'study.yaml',
  '1',
  (file, overrides) =>
    resolveScenario(
      file,
      () => TEXT,
      (_, to) => to,
      overrides,
    ),
  0,
  8,
);

test('a run that ended counts instead of the coefficients: 3 s and 400 MB make 8 runs on 2 threads 12 s and two times 400 MB', () => {
  const known = [{ scenario: runs[0]!.scenario, durationS: 3, memoryMb: 400 }];
  const forecast = forecastStudy(runs, { threads: 2, known });
  expect(forecast.seconds).toBeCloseTo(12, 9);
  expect(forecast.memoryPerRunMb).toBeCloseTo(400, 9);
  expect([forecast.atOnce, forecast.basedOnRuns]).toEqual([2, 1]);
});

test('a cap on memory lets fewer go at once: 1,000 MB hold two runs of 400 MB beside the program, not three; 100 MB still one', () => {
  const known = [{ scenario: runs[0]!.scenario, durationS: 3, memoryMb: 400 }];
  expect(forecastStudy(runs, { threads: 4, memoryMb: 1000, known }).atOnce).toBe(2);
  expect(forecastStudy(runs, { threads: 4, memoryMb: 100, known }).atOnce).toBe(1);
});

test('a larger district, a longer period and a larger sample take more', () => {
  const { scenario } = runs[0]!;
  const small = runMemoryMb(scenario, { households: 2000 });
  expect(runMemoryMb(scenario, { households: 40_000 })).toBeGreaterThan(small);
  const longer = { ...scenario, period: { ...scenario.period, days: 28 } };
  expect(runMemoryMb(longer, { households: 2000 })).toBeGreaterThan(small);
});
