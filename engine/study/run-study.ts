/** Runs a study: plans it, skips what the journal has, lets an executor do the rest, adds replications until the stop rule is met, and writes
 *  the summary and the tables. In: study, executor, folder. Out: StudySummary. */
import { existsSync, statfsSync } from 'node:fs';
import { resolve as absolute, dirname } from 'node:path';
import { formatProblem, InputError, RunError, throwIfCancelled } from '../core/errors.ts';
import { loadDistrict } from '../io/district.ts';
import { engineIdentity, engineVersion } from '../io/package.ts';
import { type RunRecord, STUDY_FORMAT, StudyFolder, type StudyHeader } from '../io/study-folder.ts';
import { type InputIdentity, identifyInputs, type ReadInputs } from '../io/study-inputs.ts';
import { jsonHash } from '../results/hash.ts';
import type { TeamMeasure } from '../workers/run-team.ts';
import { type Executor, localExecutor, type Outcome } from './local-executor.ts';
import { checkStudy, leverPoints, planRuns, type ResolveScenario, type StudyRun, studyHash } from './plan.ts';
import type { Study } from './study-file.ts';
import { furtherReplications, summaryOf, unknownIndicators } from './study-summary.ts';
import type { StudySummary } from './summary.ts';

export interface StudyOptions {
  readonly folder: string;
  readonly resume: boolean;
  /** Does the runs; by default threads of this machine that the study starts and ends. Who gives one closes it. */
  readonly executor?: Executor | undefined;
  /** The plan when it was made before; made anew otherwise. */
  readonly plan?: StudyPlan;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly nowS: () => number;
  readonly onRun?: ((done: number, total: number, record: RunRecord, secondsLeft: number | null) => void) | undefined;
  readonly onProgress?: ((run: StudyRun, stage: string, fraction: number) => void) | undefined;
  readonly onNote?: ((text: string) => void) | undefined;
  /** What the runs take in this process, after the first of them. */
  readonly onMeasure?: ((measure: TeamMeasure) => void) | undefined;
  /** Told at the beginning, every half minute and at the end, with the journal as it stands. */
  readonly onState?: ((state: StudyState) => Promise<void> | void) | undefined;
}

/** A study as a catalogue keeps it. */
export interface StudyState {
  readonly folder: string;
  readonly header: StudyHeader;
  readonly inputs: readonly InputIdentity[];
  readonly status: 'running' | 'done' | 'stopped';
  readonly records: ReadonlyMap<string, RunRecord>;
  readonly startedUtc: string;
}

/** What a study would do, before it does it. */
export interface StudyPlan {
  readonly runs: readonly StudyRun[];
  readonly points: number;
  /** Runs when the stop rule is met last of all. */
  readonly maxRuns: number;
  readonly inputs: readonly ReadInputs[];
  readonly header: StudyHeader;
}

/** Reads and checks everything a study needs.
 *  @throws InputError for levers that do not exist or contradict each other, scenarios or inputs that cannot serve, and a plan beyond its own budget */
export async function planStudy(study: Study, file: string, resolve: ResolveScenario): Promise<StudyPlan> {
  checkStudy(study, file);
  const names = new Set(study.scenarios.map((reference) => resolve(reference, study.set).district));
  const inputs = await Promise.all([...names].map(identifyInputs));
  const inputHash = hashes(inputs);
  const runs = planRuns(study, file, engineIdentity(), resolve, 0, study.replications, inputHash);
  const { points } = leverPoints(study, file);
  const most = study.stop === undefined ? study.replications : Math.max(study.replications, study.stop.maxReplications);
  if (study.budget.runs !== undefined && runs.length > study.budget.runs)
    throw new InputError(file, 'budget.runs', `must allow the ${runs.length} runs that are planned`, study.budget.runs);
  const header: StudyHeader = {
    format: STUDY_FORMAT,
    studyHash: studyHash(study),
    planHash: jsonHash(runs.filter(({ replication }) => replication === 0).map(({ id }) => id)).slice(0, 16),
    name: study.name,
    engineVersion: engineVersion(),
    engineBuild: engineIdentity(),
    study,
  };
  return { runs, points: points.length, maxRuns: points.length * study.scenarios.length * most, inputs, header };
}

/** Hash of a district's files; a lever that leads to a district nobody read is read by the run itself. */
const hashes =
  (inputs: readonly InputIdentity[]) =>
  (district: string): string =>
    inputs.find((input) => input.district === district)?.hash ?? '';

const INDICATORS = 'indicators.json';

/** @throws InputError before anything runs, for a folder that cannot take the study; RunError when the disk refuses; CancelledError */
export async function runStudy(
  study: Study,
  file: string,
  resolve: ResolveScenario,
  options: StudyOptions,
): Promise<StudySummary> {
  const plan = options.plan ?? (await planStudy(study, file, resolve));
  const folder = StudyFolder.open(options.folder, plan.header, options.resume);
  const startS = options.nowS();
  const startedUtc = new Date(startS * 1000).toISOString();
  const tell = async (status: StudyState['status']): Promise<void> =>
    options.onState?.({
      folder: absolute(options.folder),
      header: plan.header,
      inputs: plan.inputs,
      status,
      records: folder.records,
      startedUtc,
    });
  let ended = false;
  const own = options.executor === undefined ? localExecutor(study, options.threads) : null;
  // The runs do not wait for a catalogue to be told of them.
  const begun = (async () => tell('running'))();
  begun.catch(() => {});
  try {
    assertSpace(options.folder, plan.runs.length);
    const told = { at: startS, tell: () => tell('running') };
    const executor = options.executor ?? own!.execute;
    const work: Work = { study, file, folder, options, inputs: plan.inputs, executor, startS, told };
    let replications = study.replications;
    let runs = plan.runs;
    for (;;) {
      await doRuns(work, runs);
      const more = furtherReplications(study, file, folder.records.values(), replications);
      if (more === 0 || outOfTime(work)) break;
      const till = replications + more;
      runs = planRuns(study, file, engineIdentity(), resolve, replications, till, hashes(plan.inputs));
      if (study.budget.runs !== undefined && folder.records.size + runs.length > study.budget.runs) break;
      replications = till;
    }
    // Threads end while the tables are written.
    const closed = own?.close();
    const summary = summaryOf(study, file, folder.records.values());
    folder.write('summary.json', `${JSON.stringify(summary, null, 1)}\n`);
    const { writeStudyDataset } = await import('../io/study-dataset.ts');
    await writeStudyDataset(options.folder, folder.records.values(), folder.units());
    await closed;
    ended = true;
    return summary;
  } finally {
    try {
      await own?.close();
      await begun;
      await tell(ended ? 'done' : 'stopped');
    } finally {
      folder.close();
    }
  }
}

interface Work {
  readonly study: Study;
  readonly file: string;
  readonly folder: StudyFolder;
  readonly options: StudyOptions;
  readonly inputs: readonly ReadInputs[];
  readonly executor: Executor;
  readonly startS: number;
  readonly told: { at: number; readonly tell: () => Promise<void> };
}

const TELL_S = 30;

async function doRuns(work: Work, runs: readonly StudyRun[]): Promise<void> {
  const { study, folder, options, inputs, executor } = work;
  const left = runs.filter((run) => folder.records.get(run.id)?.status !== 'done');
  let done = 0;
  let checked = false;
  const outcomes = executor(left, {
    signal: options.signal,
    inputs: async (name) => inputs.find(({ district }) => district === name)?.content ?? loadDistrict(name),
    resultFolder: (run) =>
      study.keepResults === 'all' || (study.keepResults === 'first' && run.replication === 0)
        ? folder.resultFolder(run)
        : null,
    onProgress: options.onProgress,
    onNote: options.onNote,
    onMeasure: options.onMeasure,
  });
  const beganS = options.nowS();
  for await (const outcome of outcomes) {
    const nowS = options.nowS();
    const record = recordOf(outcome, nowS);
    if (outcome.status === 'done') describeIndicators(folder, outcome.indicators);
    folder.append(record);
    done++;
    if (!checked && checkIndicators(work)) checked = true;
    const secondsLeft = ((nowS - beganS) / done) * (left.length - done);
    options.onRun?.(runs.length - left.length + done, runs.length, record, secondsLeft);
    throwIfCancelled(options.signal);
    if (outOfTime(work)) break;
    if (nowS - work.told.at > TELL_S) {
      work.told.at = nowS;
      await work.told.tell();
    }
  }
}

/** Told after the first runs, not after all of them. @returns whether every scenario has shown what it gives
 *  @throws InputError for indicators that none of them gives; where levers vary, other points may give more, and it is a note */
function checkIndicators({ study, file, folder, options }: Work): boolean {
  const problems = unknownIndicators(study, file, folder.records.values());
  if (problems === null) return false;
  if (problems.length > 0 && study.levers === undefined) throw new InputError(problems);
  for (const problem of problems) options.onNote?.(formatProblem(problem));
  return true;
}

/** Unit, label and theme of the indicators, once a study: each record carries the values alone. */
function describeIndicators(folder: StudyFolder, indicators: Outcome['indicators']): void {
  if (folder.has(INDICATORS)) return;
  const described = Object.fromEntries(
    Object.entries(indicators).map(([key, { unit, label, theme, lowerIs }]) => [key, { unit, label, theme, lowerIs }]),
  );
  folder.write(INDICATORS, `${JSON.stringify(described, null, 1)}\n`);
}

function recordOf(outcome: Outcome, nowS: number): RunRecord {
  const { run, status, message, indicators, resultsHash, durationS, memoryMb, worker, attempts } = outcome;
  return {
    id: run.id,
    scenarioIndex: run.scenarioIndex,
    scenarioName: run.scenarioName,
    point: run.point,
    levers: run.levers,
    replication: run.replication,
    seed: run.scenario.seed,
    status,
    ...(message === undefined ? {} : { message }),
    indicators: Object.fromEntries(Object.entries(indicators).map(([key, { value }]) => [key, value])),
    resultsHash,
    durationS,
    finishedUtc: new Date(nowS * 1000).toISOString(),
    ...(memoryMb === undefined ? {} : { memoryMb }),
    ...(worker === undefined ? {} : { worker }),
    ...(attempts === undefined ? {} : { attempts }),
  };
}

const outOfTime = ({ study, options, startS }: Work): boolean =>
  study.budget.hours !== undefined && options.nowS() - startS > study.budget.hours * 3600;

/** A journal line of a run takes a few kilobytes; less room than that is a disk that will be full. */
const BYTES_PER_RUN = 6000;
const BYTES_SPARE = 20e6;

/** @throws RunError when the disk cannot hold the journal and tables of the study */
function assertSpace(folder: string, runs: number): void {
  const place = existsSync(folder) ? folder : dirname(absolute(folder));
  const { bavail, bsize } = statfsSync(place);
  const needed = BYTES_SPARE + runs * BYTES_PER_RUN;
  if (bavail * bsize < needed)
    throw new RunError(
      `${folder}: the disk has ${Math.floor((bavail * bsize) / 1e6)} MB left, the study needs about ${Math.ceil(needed / 1e6)} MB`,
    );
}
