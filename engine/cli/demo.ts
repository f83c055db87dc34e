/** `rijnstroom demo` (what `npm start` runs): two built-in scenarios, compared, with a report. */
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { StoredResult } from '../io/result-folder.ts';
import { showComparison, writeReport } from './compare.ts';
import { collect, type Language, language, note, wholeNumber } from './shell.ts';

const SCENARIOS = ['baseline-2025', 'smart-solar-charging'] as const;

interface Options {
  readonly out: string;
  readonly set?: string[];
  readonly threads?: number;
  readonly lang: Language;
}

export function register(program: Command): void {
  program
    .command('demo')
    .summary('run the built-in comparison: today against smart solar charging')
    .description(`Runs the built-in scenarios ${SCENARIOS.join(' and ')}, prints their comparison and writes a report.`)
    .option('--out <folder>', 'where results and report go', 'output')
    .option('--set <key=value...>', 'change a lever in both scenarios, e.g. travel.sampleShare=0.02', collect)
    .option('--threads <n>', 'threads; the result is the same for any number', wholeNumber(1, 1024))
    .option('--lang <nl|en>', 'language of the table', language, 'en')
    .addHelpText('after', '\nExample:\n  rijnstroom demo --lang nl')
    .action(demo);
}

/** Free memory that two runs of a whole district at once ask for [bytes]. */
const ROOM_FOR_TWO = 4e9;

async function demo(options: Options): Promise<void> {
  const start = performance.now();
  const results = await runAll(options);
  note('\n');
  await showComparison(results, { lang: options.lang });
  const report = join(options.out, 'comparison.html');
  await writeReport(results, report, options.lang);
  for (const text of results[0]!.summary.notes) note(`note: ${text}\n`);
  note(`\nDone in ${((performance.now() - start) / 1000).toFixed(0)} s. Written:\n`);
  for (const result of results) note(`  ${relative('.', result.folder)}   result folder\n`);
  note(`  ${report}   the report: open it in a browser (${resolve(report)})\n`);
}

/** Both scenarios at once, each with half of the threads: much of a run is one thread's work. One after the other where memory is short. */
async function runAll({ set, out, threads = availableParallelism() }: Options): Promise<StoredResult[]> {
  const { loadScenarioFile } = await import('../io/scenario-file.ts');
  const { openEngine } = await import('./engine-client.ts');
  const { runToFolder } = await import('./run-to-folder.ts');
  const requests = SCENARIOS.map((id) => ({
    scenario: loadScenarioFile(id, set?.flat()).scenario,
    title: id,
    out: join(out, id),
  }));
  if (threads < 2 || process.availableMemory() < ROOM_FOR_TWO) {
    await using engine = openEngine();
    const results: StoredResult[] = [];
    for (const request of requests) results.push(await runToFolder(engine, { ...request, threads }));
    return results;
  }
  const ends = await Promise.allSettled(
    requests.map(async (request, i) => {
      await using engine = openEngine();
      return await runToFolder(engine, { ...request, threads: Math.floor((threads + i) / 2) });
    }),
  );
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
