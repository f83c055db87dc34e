/** `rijnstroom study STUDY.yaml`: replications and sweeps on the cores of this machine, with honest differences. */
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { InputError } from '../core/errors.ts';
import { parseChecked } from '../io/checked-yaml.ts';
import { loadScenarioFile } from '../io/scenario-file.ts';
import type { RunRecord } from '../io/study-folder.ts';
import type { Executor } from '../study/executor.ts';
import { studyHash } from '../study/plan.ts';
import { queueExecutor } from '../study/queue/coordinator.ts';
import { planStudy, runStudy } from '../study/run-study.ts';
import { type Study, studySchema } from '../study/study-file.ts';
import type { StudySummary } from '../study/summary.ts';
import { cancelSignal, note, out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly out?: string;
  readonly threads?: number;
  readonly resume?: boolean;
  readonly plan?: boolean;
  readonly json?: boolean;
  readonly executor: 'local' | 'queue';
  readonly queue?: string;
  readonly store?: string;
}

export function register(program: Command): void {
  program
    .command('study')
    .summary('replications and sweeps of scenarios, with intervals and verdicts')
    .description(
      'Runs scenarios × levers × replications of a study file and tells the differences with their uncertainty. A study that was stopped goes on with --resume.',
    )
    .argument('<study>', 'study file (YAML)')
    .option('--out <dir>', 'folder of the study (default: output/<name of the file>)')
    .option('--threads <n>', 'runs at once (default: the cores of this machine)', wholeNumber(1, 1024))
    .option('--resume', 'go on with a study that was stopped; finished runs are kept')
    .option('--plan', 'show what would be run, and stop')
    .addOption(
      new Option('--executor <kind>', 'who does the runs: threads of this machine, or workers of a queue')
        .choices(['local', 'queue'])
        .default('local'),
    )
    .option(
      '--queue <url>',
      'address of the queue (Redis or Valkey), for --executor queue',
      process.env['RIJNSTROOM_QUEUE'],
    )
    .option(
      '--store <address>',
      'folder that all machines see, or s3://bucket/prefix, for inputs and results (default: store in the folder of the study)',
    )
    .option('--json', 'answer with the summary as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom study scenarios/studies/solar-uncertainty.yaml --out output/solar-uncertainty',
    )
    .action(study);
}

async function study(file: string, options: Options): Promise<void> {
  const definition = readStudy(file);
  const resolve = (reference: string, overrides: readonly string[]) => loadScenarioFile(reference, overrides).scenario;
  const plan = planStudy(definition, file, resolve);
  const more = plan.maxRuns > plan.runs.length ? `, up to ${plan.maxRuns} by the stop rule` : '';
  const shape = `${definition.scenarios.length} scenarios × ${plan.points} lever points × ${definition.replications} replications = ${plan.runs.length} runs${more}`;
  if (options.plan === true) {
    if (options.json === true)
      outJson({ runs: plan.runs.length, maxRuns: plan.maxRuns, points: plan.points, scenarios: definition.scenarios });
    else out(shape);
    return;
  }
  note(`${shape}\n`);
  const folder = options.out ?? join('output', basename(file, extname(file)));
  const summary = await runStudy(definition, file, resolve, {
    folder,
    resume: options.resume === true,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    signal: cancelSignal,
    nowS: () => Date.now() / 1000,
    ...(options.executor === 'queue' ? { executor: queueFor(definition, options, folder) } : {}),
    onRun: showRun,
  });
  if (options.json === true) outJson(summary);
  else out(summaryText(summary));
  note(`\nwrote ${join(folder, 'summary.json')} and ${join(folder, 'indicators.parquet')}\n`);
}

function queueFor(definition: Study, options: Options, folder: string): Executor {
  if (options.queue === undefined)
    throw new InputError('study', '--queue', 'must be the address of the queue, such as redis://queue.example:6379');
  return queueExecutor({
    url: options.queue,
    store: options.store ?? join(folder, 'store'),
    study: studyHash(definition),
    name: definition.name,
    onState: ({ waiting, underWay, workers }) =>
      note(`${waiting} runs wait, ${underWay} under way, ${workers === 0 ? 'NO workers' : `${workers} workers`}\n`),
  });
}

function readStudy(file: string): Study {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a study file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseChecked(text, file, studySchema);
}

function showRun(done: number, total: number, record: RunRecord, secondsLeft: number | null): void {
  const left = secondsLeft === null || done === total ? '' : `  about ${durationText(secondsLeft)} left`;
  const levers = Object.entries(record.levers).map(
    ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`,
  );
  const what = [record.scenarioName, ...levers, `replication ${record.replication + 1}`].join('  ');
  note(
    `${String(done).padStart(String(total).length)}/${total}  ${what}  ${record.status === 'done' ? `${record.durationS.toFixed(1)} s` : `FAILED: ${record.message}`}${left}\n`,
  );
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const figure = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString('en', { maximumSignificantDigits: 5 }) : '–';

function summaryText(summary: StudySummary): string {
  const parts: string[] = [`${summary.runs} runs, ${summary.failed} failed`];
  if (summary.differences.length > 0) {
    const rows = summary.differences.map((row) => [
      row.scenario,
      row.point === 0 && Object.keys(row.levers).length === 0 ? '' : String(row.point),
      row.indicator,
      figure(row.baseMean),
      figure(row.mean),
      `${figure(row.lower)} to ${figure(row.upper)}`,
      row.moreReplications !== null && row.moreReplications > 0
        ? `${row.verdict} (about ${row.moreReplications} more replications)`
        : row.verdict,
    ]);
    parts.push(
      alignTable(
        [['against the base', 'point', 'indicator', 'base', 'difference', '95 % interval', 'verdict'], ...rows],
        ['left', 'right', 'left', 'right', 'right', 'right', 'left'],
      ),
    );
  } else if (summary.means.length > 0) {
    const rows = summary.means.map((row) => [
      row.scenario,
      String(row.point),
      row.indicator,
      figure(row.mean),
      `${figure(row.lower)} to ${figure(row.upper)}`,
    ]);
    parts.push(
      alignTable(
        [['scenario', 'point', 'indicator', 'mean', '95 % interval'], ...rows],
        ['left', 'right', 'left', 'right', 'right'],
      ),
    );
  }
  if (summary.effects.length > 0) {
    const rows = [...summary.effects]
      .sort((a, b) =>
        a.indicator === b.indicator
          ? Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0)
          : a.indicator < b.indicator
            ? -1
            : 1,
      )
      .map((row) => [
        row.indicator,
        row.lever,
        row.swing === null ? '' : figure(row.swing),
        row.rankCorrelation === null ? '' : row.rankCorrelation.toFixed(2),
        row.sobol === null
          ? ''
          : `${row.sobol.first.toFixed(2)} (${row.sobol.firstLower.toFixed(2)}–${row.sobol.firstUpper.toFixed(2)})`,
        row.sobol === null
          ? ''
          : `${row.sobol.total.toFixed(2)} (${row.sobol.totalLower.toFixed(2)}–${row.sobol.totalUpper.toFixed(2)})`,
      ]);
    parts.push(
      alignTable(
        [['indicator', 'lever', 'swing', 'rank correlation', 'Sobol first', 'Sobol total'], ...rows],
        ['left', 'left', 'right', 'right', 'right', 'right'],
      ),
    );
  }
  return parts.join('\n\n');
}
