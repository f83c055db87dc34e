import { expect, test } from 'vitest';
import type { InputError } from '../../engine/core/errors.ts';
import { parseChecked } from '../../engine/io/checked-yaml.ts';
import type { RunRecord } from '../../engine/io/study-folder.ts';
import { resolveScenario } from '../../engine/scenario/load.ts';
import { type Scenario, scenarioSchema } from '../../engine/scenario/schema.ts';
import { planRuns, studyHash } from '../../engine/study/plan.ts';
import { type Study, studySchema } from '../../engine/study/study-file.ts';
import { summarise } from '../../engine/study/summary.ts';

const TEXT = 'version: 1\nname: { nl: a, en: a }\nquestion: { nl: b, en: b }\n';
const resolve = (file: string, overrides: readonly string[]): Scenario =>
  resolveScenario(
    file,
    () => TEXT,
    (_, to) => to,
    overrides,
  );
const study = (text: string): Study => parseChecked(`version: 1\nname: s\n${text}`, 'study.yaml', studySchema);

test('a grid of 2 × 3 levers, 2 scenarios and 2 replications gives 24 runs with distinct ids and paired seeds', () => {
  const runs = planRuns(
    study(
      'scenarios: [a, b]\nset: [seed=7]\nlevers: { method: grid, of: { charging.v2gShare: [0, 0.5], charging.strategy: [uncontrolled, delayed, solar-following] } }\n',
    ),
    'study.yaml',
    '1',
    (file, overrides) => ({ ...resolve(file, overrides), district: file }),
    0,
    2,
  );
  expect(runs).toHaveLength(24);
  expect(new Set(runs.map((run) => run.id)).size).toBe(24);
  for (const run of runs) expect(run.scenario.seed).toBe(7 + run.replication);
  expect(runs.filter((run) => run.scenario.charging.strategy === 'delayed')).toHaveLength(8);
});

test('the id of a run depends on what is run and on the engine, not on the study around it', () => {
  const small = planRuns(study('scenarios: [a]\n'), 'f', '1', resolve, 0, 1)[0]!;
  const large = planRuns(study('scenarios: [a]\nreplications: 5\n'), 'f', '1', resolve, 0, 5)[0]!;
  expect(large.id).toBe(small.id);
  expect(planRuns(study('scenarios: [a]\n'), 'f', '2', resolve, 0, 1)[0]!.id).not.toBe(small.id);
  expect(studyHash(study('scenarios: [a]\n'))).toBe(
    studyHash(study('scenarios: [a]\nreplications: 5\nbudget: { runs: 9 }\n')),
  );
  expect(studyHash(study('scenarios: [a]\n'))).not.toBe(studyHash(study('scenarios: [b]\n')));
});

test('a lever that does not exist and a value out of range are told together before anything runs', () => {
  const bad = study(
    'scenarios: [a]\nlevers: { method: list, of: [{ charging.v2gshare: 1 }, { charging.chargerKw: -3 }] }\n',
  );
  try {
    planRuns(bad, 'study.yaml', '1', resolve, 0, 1);
    expect.unreachable();
  } catch (error) {
    expect((error as InputError).problems.map((problem) => problem.key)).toEqual([
      'charging.v2gshare',
      'charging.chargerKw',
    ]);
  }
});

test('a study file with mistakes tells each with its line', () => {
  try {
    study('scenarios: []\nreplications: 0\nlever: 3\n');
    expect.unreachable();
  } catch (error) {
    const problems = (error as InputError).problems;
    expect(problems.map((problem) => [problem.line, problem.key])).toEqual(
      expect.arrayContaining([
        [3, 'scenarios'],
        [4, 'replications'],
        [5, 'lever'],
      ]),
    );
  }
});

test('a scenario of the schema’s defaults is a whole scenario', () => {
  expect(scenarioSchema.safeParse(resolve('a', [])).success).toBe(true);
});

test('summary: paired differences by replication, a failed run leaves its pair out, effects rank the levers', () => {
  const record = (
    scenarioIndex: number,
    point: number,
    replication: number,
    value: number,
    status: 'done' | 'failed' = 'done',
  ): RunRecord => ({
    id: `${scenarioIndex}/${point}/${replication}`,
    scenarioIndex,
    scenarioName: 'ab'[scenarioIndex]!,
    point,
    levers: { 'charging.v2gShare': point / 2, 'grid.capacityFactor': 1 },
    replication,
    seed: replication,
    status,
    indicators: status === 'done' ? { peakKw: value } : {},
    resultsHash: '',
    durationS: 1,
    finishedUtc: '',
  });
  const records = [0, 1, 2].flatMap((point) =>
    [0, 1, 2, 3].flatMap((r) => [
      record(0, point, r, 100 + 10 * r + point),
      record(1, point, r, 90 + 10 * r + point + (r % 2), point === 2 && r === 3 ? 'failed' : 'done'),
    ]),
  );
  const summary = summarise({ scenarios: ['a', 'b'], records, saltelli: null });
  expect([summary.runs, summary.failed]).toEqual([23, 1]);
  const first = summary.differences.find((row) => row.point === 0)!;
  expect(first.mean).toBeCloseTo(-9.5, 12);
  expect(first.verdict).toBe('lower');
  expect(summary.differences.find((row) => row.point === 2)!.replications).toBe(3);
  const effect = summary.effects.find((row) => row.scenario === 'a' && row.lever === 'charging.v2gShare')!;
  expect(effect.rankCorrelation).toBeCloseTo(1, 12);
  expect(effect.swing).toBeCloseTo(2, 12);
});
