/** `rijnstroom powerflow`: power flow on the user's own grid, answered in the output JSON of power-grid-model. */
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import { formatProblem, RunError } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { cancelSignal, note } from './shell.ts';

interface PowerflowOptions {
  readonly batch?: string;
  readonly asymmetric?: boolean;
  readonly radial?: boolean;
  readonly out?: string;
  readonly parquet?: string;
}

export function register(program: Command): void {
  program
    .command('powerflow')
    .summary('power flow on a grid of your own')
    .description(
      'Solves a grid in power-grid-model JSON and prints its output dataset (sym_output or asym_output, SI units). Every scenario of a batch starts from the input; one that has no solution is listed under "failed" and the rest goes on.',
    )
    .argument('<grid>', 'power-grid-model input JSON, pandapower JSON, or a folder with the IEEE European LV CSV set')
    .option('--batch <update>', 'update dataset: one scenario after another')
    .option('--asymmetric', 'by phase instead of balanced')
    .option('--radial', 'treat loops as errors')
    .option('--out <file>', 'write the answer to a file instead of printing it')
    .option(
      '--parquet <folder>',
      'write Parquet instead: a folder a component, in parts written as they fill, so that memory does not grow with the batch',
    )
    .option('--json', 'the answer is JSON in any case')
    .addHelpText('after', '\nExample:\n  rijnstroom powerflow grid.json --batch update.json --asymmetric > output.json')
    .action(powerflow);
}

async function powerflow(gridFile: string, options: PowerflowOptions): Promise<void> {
  const { powerFlowBatch } = await import('../grid/power-flow.ts');
  const { parsePgmUpdate, pgmOutputParts } = await import('../io/pgm-json.ts');
  const { readGrid } = await import('../io/grid-file.ts');
  const { readText } = await import('../io/text-file.ts');
  const byPhase = options.asymmetric === true;
  const { model, report, warnings } = await readGrid(gridFile, { byPhase, radial: options.radial === true });
  for (const text of report.notes) note(`${text}\n`);
  for (const fix of report.repaired) note(`${fix.what}: ${fix.count} (${fix.examples.join(', ')})\n`);
  for (const dropped of report.dropped)
    note(`${dropped.what}: ${dropped.count} left out (${dropped.examples.join(', ')})\n`);
  for (const warning of [...report.warnings, ...warnings]) note(`warning: ${formatProblem(warning)}\n`);
  const isBatch = options.batch !== undefined;
  const scenarios = isBatch ? parsePgmUpdate(await readText(options.batch!), options.batch!, model) : [() => model];

  if (options.parquet !== undefined) {
    await toParquet(options.parquet, scenarios, byPhase, isBatch, gridFile);
    return;
  }
  const stream: Writable = options.out === undefined ? process.stdout : createWriteStream(options.out);
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    if (options.out !== undefined) stream.once('finish', resolve);
  });
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), ended]);
  };
  const parts = pgmOutputParts(byPhase, isBatch);
  let failed = 0;
  let reason = '';
  await write(parts.head);
  for await (const step of powerFlowBatch(scenarios, byPhase ? 3 : 1, cancelSignal, gridFile)) {
    await write(parts.step(step.model, step.solution));
    if (step.solution.ok) continue;
    failed++;
    reason = step.solution.reason;
    if (failed <= 10) note(`${isBatch ? `scenario ${step.index}: ` : ''}${reason}\n`);
  }
  await write(parts.tail());
  if (options.out !== undefined) {
    stream.end();
    await ended;
    note(`wrote ${options.out}\n`);
  }
  if (failed > 10) note(`… and ${failed - 10} more scenarios without solution\n`);
  if (failed === scenarios.length) throw new RunError(isBatch ? 'no scenario has a solution' : reason);
}

/** Results in parts, none of which is kept; scenarios without solution are told and left out. */
async function toParquet(
  folder: string,
  scenarios: ReadonlyArray<() => GridModel>,
  byPhase: boolean,
  isBatch: boolean,
  gridFile: string,
): Promise<void> {
  const { powerFlowBatch } = await import('../grid/power-flow.ts');
  const { BatchParquet } = await import('../io/batch-parquet.ts');
  const { pgmOutputRows } = await import('../io/pgm-json.ts');
  const writer = new BatchParquet(folder);
  await writer.open();
  let failed = 0;
  let reason = '';
  try {
    for await (const { index, model, solution } of powerFlowBatch(scenarios, byPhase ? 3 : 1, cancelSignal, gridFile)) {
      if (solution.ok) {
        await writer.step(index, pgmOutputRows(model, solution.result, byPhase));
        continue;
      }
      failed++;
      reason = solution.reason;
      if (failed <= 10) note(`${isBatch ? `scenario ${index}: ` : ''}${reason}\n`);
    }
  } finally {
    const rows = await writer.close();
    note(`wrote ${rows} rows to ${folder}\n`);
  }
  if (failed > 10) note(`… and ${failed - 10} more scenarios without solution\n`);
  if (failed === scenarios.length) throw new RunError(isBatch ? 'no scenario has a solution' : reason);
}
