/** Runs a study: plans it, skips what the journal has, lets an executor do the rest, adds replications until the stop rule is met, and writes
 *  the summary and one Parquet dataset. In: study, executor, folder. Out: StudySummary. */
import { join } from 'node:path';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import type { Table } from '../core/table.ts';
import { engineVersion } from '../io/package.ts';
import { openDuckDb, writeParquet } from '../io/parquet.ts';
import { type RunRecord, StudyFolder } from '../io/study-folder.ts';
import type { Executor, Outcome } from './executor.ts';
import { runLocally } from './local-executor.ts';
import { leverPoints, planRuns, type ResolveScenario, type StudyRun, studyHash } from './plan.ts';
import type { Study } from './study-file.ts';
import { type StudySummary, summarise } from './summary.ts';

export interface StudyOptions {
  readonly folder: string;
  readonly resume: boolean;
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly executor?: Executor;
  readonly nowS: () => number;
  readonly onRun?: (done: number, total: number, record: RunRecord, secondsLeft: number | null) => void;
  readonly onProgress?: (run: StudyRun, stage: string, fraction: number) => void;
}

/** What a study would do, before it does it. */
export interface StudyPlan {
  readonly runs: readonly StudyRun[];
  readonly points: number;
  readonly maxRuns: number;
}

/** @throws InputError for a study whose plan exceeds its own budget */
export function planStudy(study: Study, file: string, resolve: ResolveScenario): StudyPlan {
  const runs = planRuns(study, file, engineVersion(), resolve, 0, study.replications);
  const { points } = leverPoints(study, file);
  const most = study.stop === undefined ? study.replications : Math.max(study.replications, study.stop.maxReplications);
  if (study.budget.runs !== undefined && runs.length > study.budget.runs)
    throw new InputError(file, 'budget.runs', `must allow the ${runs.length} runs that are planned`, study.budget.runs);
  return { runs, points: points.length, maxRuns: points.length * study.scenarios.length * most };
}

export async function runStudy(
  study: Study,
  file: string,
  resolve: ResolveScenario,
  options: StudyOptions,
): Promise<StudySummary> {
  const plan = planStudy(study, file, resolve);
  const header = { format: 1, studyHash: studyHash(study), name: study.name, engineVersion: engineVersion() } as const;
  const folder = StudyFolder.open(options.folder, header, options.resume);
  try {
    const startS = options.nowS();
    let replications = study.replications;
    let runs = plan.runs;
    for (;;) {
      await doRuns(study, runs, folder, options, startS);
      const more = furtherReplications(study, file, folder, replications);
      if (more === 0 || outOfTime(study, options, startS)) break;
      runs = planRuns(study, file, engineVersion(), resolve, replications, replications + more);
      if (study.budget.runs !== undefined && folder.records.size + runs.length > study.budget.runs) break;
      replications += more;
    }
    const summary = summaryOf(study, file, folder);
    folder.write('summary.json', `${JSON.stringify(summary, null, 1)}\n`);
    await writeDataset(folder);
    return summary;
  } finally {
    folder.close();
  }
}

async function doRuns(
  study: Study,
  runs: readonly StudyRun[],
  folder: StudyFolder,
  options: StudyOptions,
  startS: number,
): Promise<void> {
  const left = runs.filter((run) => folder.records.get(run.id)?.status !== 'done');
  const executor = options.executor ?? runLocally;
  let done = 0;
  const outcomes = executor(left, {
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    memoryMb: study.budget.memoryMb,
    signal: options.signal,
    resultFolder: (run) =>
      study.keepResults === 'all' || (study.keepResults === 'first' && run.replication === 0)
        ? join(folder.folder, 'results', run.id)
        : null,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const beganS = options.nowS();
  for await (const outcome of outcomes) {
    const record = recordOf(outcome, options.nowS());
    folder.append(record);
    done++;
    options.onRun?.(
      runs.length - left.length + done,
      runs.length,
      record,
      ((options.nowS() - beganS) / done) * (left.length - done),
    );
    throwIfCancelled(options.signal);
    if (outOfTime(study, options, startS)) break;
  }
}

function recordOf({ run, status, message, indicators, resultsHash, durationS }: Outcome, nowS: number): RunRecord {
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
    indicators,
    resultsHash,
    durationS,
    finishedUtc: new Date(nowS * 1000).toISOString(),
  };
}

const outOfTime = (study: Study, options: StudyOptions, startS: number): boolean =>
  study.budget.hours !== undefined && options.nowS() - startS > study.budget.hours * 3600;

function summaryOf(study: Study, file: string, folder: StudyFolder): StudySummary {
  return summarise({
    scenarios: study.scenarios,
    records: folder.records.values(),
    saltelli: leverPoints(study, file).saltelli,
    indicators: study.indicators,
    ...(study.stop === undefined ? {} : { confidence: study.stop.confidence }),
  });
}

/** Replications to add so that the stop rule's interval gets narrow enough; 0 when it is, or when no more are allowed.
 *  The half width shrinks with the square root of the number of replications. */
function furtherReplications(study: Study, file: string, folder: StudyFolder, have: number): number {
  const { stop } = study;
  if (stop === undefined || have >= stop.maxReplications) return 0;
  if (have < 2) return 2 - have;
  const summary = summaryOf(study, file, folder);
  const mine: Array<{ lower: number; upper: number; scale: number }> =
    study.scenarios.length > 1
      ? summary.differences
          .filter((row) => row.indicator === stop.indicator)
          .map((row) => ({ ...row, scale: Math.abs(row.baseMean) }))
      : summary.means
          .filter((row) => row.indicator === stop.indicator)
          .map((row) => ({ ...row, scale: Math.abs(row.mean) }));
  if (mine.length === 0)
    throw new InputError(file, 'stop.indicator', 'must be an indicator of the results', stop.indicator);
  let worst = 0;
  for (const row of mine) {
    const half = (row.upper - row.lower) / 2;
    if (half > 0) worst = Math.max(worst, half / (row.scale * stop.halfWidthShare));
  }
  if (worst <= 1) return 0;
  const wanted = Number.isFinite(worst) ? Math.ceil(have * worst * worst) : stop.maxReplications;
  return Math.max(1, Math.min(wanted, stop.maxReplications) - have);
}

interface DatasetRow {
  readonly record: RunRecord;
  readonly indicator: string;
  readonly value: number;
}

/** One row a run and indicator, with scenario, levers, replication and seed beside it: what a notebook reads. */
async function writeDataset(folder: StudyFolder): Promise<void> {
  const records = [...folder.records.values()]
    .filter((record) => record.status === 'done')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const leverNames = [...new Set(records.flatMap((record) => Object.keys(record.levers)))].sort();
  const rows: DatasetRow[] = records.flatMap((record) =>
    Object.entries(record.indicators).map(([indicator, value]) => ({ record, indicator, value })),
  );
  const text = (name: string, description: string, pick: (row: DatasetRow) => string) => ({
    name,
    unit: '',
    description,
    values: rows.map(pick),
  });
  const table: Table = {
    name: 'indicators',
    rowCount: rows.length,
    columns: [
      text('run', 'Run id', ({ record }) => record.id),
      text('scenario', 'Scenario', ({ record }) => record.scenarioName),
      {
        name: 'point',
        unit: '',
        description: 'Number of the lever point',
        values: Uint32Array.from(rows, ({ record }) => record.point),
      },
      {
        name: 'replication',
        unit: '',
        description: 'Replication, from 0',
        values: Uint32Array.from(rows, ({ record }) => record.replication),
      },
      ...leverNames.map((name) => text(name, 'Lever', ({ record }) => String(record.levers[name] ?? ''))),
      text('indicator', 'Indicator', ({ indicator }) => indicator),
      {
        name: 'value',
        unit: '',
        description: 'Value in the unit of the indicator',
        values: Float64Array.from(rows, ({ value }) => value),
      },
    ],
  };
  using connection = await openDuckDb();
  await writeParquet(connection, table, join(folder.folder, 'indicators.parquet'));
}
