/** What `rijnstroom study` does: plans, tells the plan, runs it here or over a queue, tells what came out. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, extname, join } from 'node:path';
import { RunError } from '../core/errors.ts';
import { isStudyFolder, readStudyFolder } from '../io/study-folder.ts';
import { forecastStudy, sizeOf } from '../study/forecast.ts';
import { type Executor, localExecutor, type OpenExecutor } from '../study/local-executor.ts';
import { readStudy, scenarioResolver } from '../study/read-study.ts';
import { planStudy, runStudy, type StudyPlan, type StudyState } from '../study/run-study.ts';
import type { Study } from '../study/study-file.ts';
import { cancelSignal, note, out, outJson } from './shell.ts';
import type { StudyCommand } from './study.ts';
import { collectForRuns, sweepLoaded } from './thread-memory.ts';
import { measureText, planText, runText, summaryText } from './study-text.ts';

export async function doStudy(file: string, options: StudyCommand): Promise<void> {
  const definition = readStudy(file);
  collectForRuns(options.threads, definition.budget.memoryMb !== undefined);
  // Threads load their code while the inputs are read.
  const local =
    options.executor === 'local' && options.plan !== true ? localExecutor(definition, options.threads) : undefined;
  try {
    await planAndRun(file, definition, options, local);
  } finally {
    await local?.close();
  }
}

async function planAndRun(
  file: string,
  definition: Study,
  options: StudyCommand,
  local: OpenExecutor | undefined,
): Promise<void> {
  const resolve = scenarioResolver(file);
  const plan = await planStudy(definition, file, resolve);
  const folder = options.out ?? join('output', basename(file, extname(file)));
  const { left, known } = options.resume === true ? leftOf(plan, folder) : { left: plan.runs, known: [] };
  const sizes = new Map(plan.inputs.map(({ district, content }) => [district, sizeOf(content)]));
  const threads = options.threads ?? availableParallelism();
  const forecast = forecastStudy(left, {
    threads,
    memoryMb: definition.budget.memoryMb,
    known,
    sizeOf: (district) => sizes.get(district),
  });
  if (options.plan === true) {
    if (options.json === true)
      outJson({
        runs: plan.runs.length,
        left: left.length,
        maxRuns: plan.maxRuns,
        points: plan.points,
        scenarios: definition.scenarios,
        forecast,
      });
    else out(planText(definition, plan, forecast, plan.runs.length - left.length));
    return;
  }
  note(`${planText(definition, plan, forecast, plan.runs.length - left.length)}\n`);
  sweepLoaded();
  const summary = await runStudy(definition, file, resolve, {
    folder,
    plan,
    resume: options.resume === true,
    threads: options.threads,
    signal: cancelSignal,
    nowS: () => Date.now() / 1000,
    executor: local?.execute ?? (await queueOf(options, folder, plan)),
    onRun: (done, total, record, secondsLeft) => note(`${runText(done, total, record, secondsLeft)}\n`),
    onNote: (text) => note(`${text}\n`),
    onMeasure: (measure) => note(`${measureText(measure)}\n`),
    onState: toCatalogue,
  });
  if (options.json === true) outJson(summary);
  else out(summaryText(summary));
  note(`\nwrote ${join(folder, 'summary.json')}, indicators.parquet and runs.parquet\n`);
  if (summary.runs === 0)
    throw new RunError(`none of the ${summary.failed} runs succeeded: ${summary.dead[0]?.message ?? ''}`);
}

async function queueOf(options: StudyCommand, folder: string, plan: StudyPlan): Promise<Executor> {
  const { openStore } = await import('../io/store.ts');
  const { queueExecutor } = await import('../study/queue/queue-executor.ts');
  const place = options.store ?? join(folder, 'store');
  return queueExecutor({ url: options.queue!, place, store: openStore(place), plan });
}

/** Runs that a stopped study still has to do, and those it learns its speed from. */
function leftOf(plan: StudyPlan, folder: string) {
  if (!existsSync(folder) || !isStudyFolder(folder)) return { left: plan.runs, known: [] };
  const { records } = readStudyFolder(folder);
  const done = plan.runs.flatMap((run) => {
    const record = records.get(run.id);
    return record?.status === 'done'
      ? [{ scenario: run.scenario, durationS: record.durationS, memoryMb: record.memoryMb }]
      : [];
  });
  return { left: plan.runs.filter((run) => records.get(run.id)?.status !== 'done'), known: done };
}

/** The catalogue is an index: a study does not fail for it. */
async function toCatalogue(state: StudyState): Promise<void> {
  try {
    // DuckDB takes a third of a second to load: the runs begin before it.
    const { catalogueOf, recordStudy } = await import('../io/catalogue.ts');
    await recordStudy(catalogueOf(state.folder), state, new Date().toISOString());
  } catch (error) {
    note(`the study is not in the catalogue: ${(error as Error).message}\n`);
  }
}
