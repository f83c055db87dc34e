/** From a study file to its list of runs. In: study, a function that resolves a scenario with overrides. Out: runs with stable ids. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import { canonicalJson, jsonHash } from '../results/hash.ts';
import type { Scenario } from '../scenario/schema.ts';
import { latinHypercube } from './statistics/sampling.ts';
import { MAX_SOBOL_LEVERS, type SaltelliDesign, saltelliDesign } from './statistics/sobol-indices.ts';
import { MAX_RUNS, type Study } from './study-file.ts';

/** One run of a study. Its id is a hash of the resolved scenario, its inputs and the engine, so that the same work is never done twice. */
export interface StudyRun {
  readonly id: string;
  readonly index: number;
  /** Number of the scenario in the study. */
  readonly scenarioIndex: number;
  readonly scenarioName: string;
  /** Number of the lever point; 0 when there are no levers. */
  readonly point: number;
  readonly levers: Readonly<Record<string, number | string | boolean>>;
  /** 0, 1, …; the seed is the study's first seed plus this. */
  readonly replication: number;
  readonly scenario: Scenario;
}

export type ResolveScenario = (reference: string, overrides: readonly string[]) => Scenario;

export interface LeverPoints {
  readonly points: ReadonlyArray<Readonly<Record<string, number | string | boolean>>>;
  readonly saltelli: SaltelliDesign | null;
}

/** What contradicts itself in a study file, all at once. @throws InputError */
export function checkStudy(study: Study, file: string): void {
  const problems: Problem[] = [];
  const add = (key: string, rule: string, value: unknown): void => void problems.push({ file, key, rule, value });
  const set = study.set.map((text) => text.split('=')[0]!);
  for (const name of duplicates(set)) add('set', 'must name a lever once', name);
  for (const name of duplicates(study.scenarios)) add('scenarios', 'must name a scenario once', name);
  const { levers, stop } = study;
  const varied =
    levers === undefined
      ? []
      : levers.method === 'list'
        ? [...new Set(levers.of.flatMap((point) => Object.keys(point)))]
        : Object.keys(levers.of);
  for (const name of varied) if (set.includes(name)) add('set', 'must not fix a lever that `levers` varies', name);
  if (varied.includes('seed') && study.replications > 1)
    add('levers', 'must not vary the seed beside replications: each replication has its own', 'seed');
  if (levers?.method === 'list')
    levers.of.forEach((point, i) => {
      const missing = varied.filter((name) => !Object.hasOwn(point, name));
      if (missing.length > 0)
        add(`levers.of[${i}]`, 'must name the same levers as the other points', missing.join(', '));
    });
  if (stop !== undefined && stop.maxReplications < study.replications)
    add('stop.maxReplications', `must be at least the ${study.replications} replications`, stop.maxReplications);
  if (problems.length > 0) throw new InputError(problems);
}

const duplicates = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];

/** Seed that draws the design (not the runs). */
const DESIGN_SEED = 20_250_101;

/** The lever points of a study; one empty point when it has no levers. @throws InputError */
export function leverPoints(study: Study, file: string): LeverPoints {
  const { levers } = study;
  if (levers === undefined) return { points: [{}], saltelli: null };
  if (levers.method === 'list') return { points: levers.of, saltelli: null };
  const names = Object.keys(levers.of);
  if (names.length === 0) throw new InputError(file, 'levers.of', 'must name at least one lever', '{}');
  if (levers.method === 'grid') {
    const count = names.reduce((product, name) => product * levers.of[name]!.length, 1);
    if (count > MAX_RUNS) throw new InputError(file, 'levers.of', `must give at most ${MAX_RUNS} points`, count);
    let points: Record<string, number | string | boolean>[] = [{}];
    for (const name of names)
      points = points.flatMap((point) => levers.of[name]!.map((value) => ({ ...point, [name]: value })));
    return { points, saltelli: null };
  }
  if (levers.method === 'sobol' && names.length > MAX_SOBOL_LEVERS)
    throw new InputError(
      file,
      'levers.of',
      `must have at most ${MAX_SOBOL_LEVERS} levers for Sobol indices`,
      names.length,
    );
  const saltelli = levers.method === 'sobol' ? saltelliDesign(levers.samples, names.length, DESIGN_SEED) : null;
  const unit = saltelli?.points ?? latinHypercube(levers.samples, names.length, DESIGN_SEED);
  const points = unit.map((point) =>
    Object.fromEntries(
      names.map((name, k) => [name, levers.of[name]!.from + point[k]! * (levers.of[name]!.to - levers.of[name]!.from)]),
    ),
  );
  return { points, saltelli };
}

/** Every run of replications [fromReplication, toReplication), in the order point → scenario within a replication, so that pairs finish together.
 *  @throws InputError with the problems of all lever points that no scenario allows (up to 20) */
export function planRuns(
  study: Study,
  file: string,
  engineVersion: string,
  resolve: ResolveScenario,
  fromReplication: number,
  toReplication: number,
  inputHash: (district: string) => string = () => '',
): StudyRun[] {
  const { points } = leverPoints(study, file);
  const count = points.length * study.scenarios.length * (toReplication - fromReplication);
  if (count > MAX_RUNS) throw new InputError(file, '', `must give at most ${MAX_RUNS} runs`, count);
  const problems: Problem[] = [];
  const runs: StudyRun[] = [];
  const resolved = new Map<string, Scenario>();
  for (let replication = fromReplication; replication < toReplication; replication++)
    for (let point = 0; point < points.length; point++)
      for (let scenarioIndex = 0; scenarioIndex < study.scenarios.length; scenarioIndex++) {
        const levers = points[point]!;
        const key = `${scenarioIndex}/${point}`;
        let base = resolved.get(key);
        if (base === undefined) {
          try {
            base = resolve(study.scenarios[scenarioIndex]!, [
              ...study.set,
              ...Object.entries(levers).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
            ]);
            resolved.set(key, base);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            for (const problem of error.problems) addOnce(problems, problem, file);
            if (problems.length >= 20) throw new InputError(problems.slice(0, 20));
            continue;
          }
        }
        const scenario: Scenario = { ...base, seed: (base.seed + replication) % 4_294_967_296 };
        runs.push({
          id: jsonHash({ scenario, engineVersion, inputs: inputHash(scenario.district) }).slice(0, 16),
          index: runs.length,
          scenarioIndex,
          scenarioName: study.scenarios[scenarioIndex]!,
          point,
          levers,
          replication,
          scenario,
        });
      }
  if (problems.length > 0) throw new InputError(problems);
  refuseTwins(runs, file);
  return runs;
}

/** A change of a lever is a line of the study file, whatever scenario refuses it: it is told once, and there. */
function addOnce(problems: Problem[], problem: Problem, file: string): void {
  const told = problem.file.startsWith('--set ') ? { ...problem, file } : problem;
  if (
    problems.some(
      ({ file: f, key, rule, value }) =>
        f === told.file && key === told.key && rule === told.rule && value === told.value,
    )
  )
    return;
  problems.push(told);
}

/** The same run twice would count once, and leave a scenario or lever point without results. @throws InputError */
function refuseTwins(runs: readonly StudyRun[], file: string): void {
  const first = new Map<string, StudyRun>();
  for (const run of runs) {
    const twin = first.get(run.id);
    if (twin === undefined) first.set(run.id, run);
    else if (twin.point === run.point)
      throw new InputError(
        file,
        'scenarios',
        'must differ from each other',
        `${twin.scenarioName}, ${run.scenarioName}`,
      );
    else throw new InputError(file, 'levers.of', 'must give different lever points', JSON.stringify(run.levers));
  }
}

/** Hash of what a study runs, whatever its layout: results of another question are not mixed in. Which indicators are told, and how long it goes
 *  on, may change: its runs stay what they are. */
export function studyHash(study: Study): string {
  return jsonHash(
    JSON.parse(
      canonicalJson({ ...study, budget: {}, stop: undefined, replications: 0, indicators: undefined }),
    ) as unknown,
  ).slice(0, 16);
}
