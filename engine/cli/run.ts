/** `rijnstroom run SCENARIO`: one run, one result folder. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { collect, type Language, language, note, out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly out?: string;
  readonly set?: string[];
  readonly seed?: number;
  readonly threads?: number;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly lang: Language;
}

export function register(program: Command): void {
  program
    .command('run')
    .summary('run a scenario and leave a result folder')
    .description('Runs a scenario (file or built-in name) and leaves a result folder.')
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .option('--out <folder>', 'result folder (default: output/<scenario>)')
    .option('--set <key=value...>', 'change a lever, e.g. charging.strategy=delayed', collect)
    .option('--seed <n>', 'random seed', wholeNumber(0, 4294967295))
    .option('--threads <n>', 'threads; the result is the same for any number', wholeNumber(1, 1024))
    .option('--force', 'replace the folder even if it is not a result')
    .option('--lang <nl|en>', 'language of the table', language, 'en')
    .option('--json', 'answer as JSON: { folder, manifest, indicators }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom run smart-solar-charging --set travel.sampleShare=0.05 --seed 7 --out output/try',
    )
    .action(run);
}

async function run(reference: string, options: Options): Promise<void> {
  const { loadScenarioFile } = await import('../io/scenario-file.ts');
  const { openEngine } = await import('./engine-client.ts');
  const { runToFolder } = await import('./run-to-folder.ts');
  const seed = options.seed === undefined ? [] : [`seed=${options.seed}`];
  const { scenario, id } = loadScenarioFile(reference, [...(options.set?.flat() ?? []), ...seed]);
  await using engine = openEngine();
  const result = await runToFolder(engine, {
    scenario,
    title: id,
    out: options.out ?? join('output', id),
    threads: options.threads,
    force: options.force,
  });
  if (options.json === true) {
    outJson({ folder: result.folder, manifest: result.manifest, indicators: result.summary.indicators });
    return;
  }
  const { indicatorCells } = await import('../results/comparison-text.ts');
  const cells = indicatorCells(result.summary.indicators, options.lang);
  out(alignTable(cells, ['left', 'right', 'left']));
  for (const text of result.summary.notes) note(`note: ${text}\n`);
  note(`wrote ${result.folder}\n`);
}
