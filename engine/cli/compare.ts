/** `rijnstroom compare RESULT RESULT …` or `compare STUDY`: differences as a table, as JSON or as a report. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { InputError, RunError } from '../core/errors.ts';
import { makeFolder } from '../io/make-folder.ts';
import type { StoredResult } from '../io/result-folder.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly json?: boolean;
  readonly lang: Language;
  readonly report?: string;
}

export function register(program: Command): void {
  program
    .command('compare')
    .summary('compare results: a table, JSON or a report')
    .description(
      'Compares results. Folders of the same scenario with different seeds count as its replications. The folder of a study, finished or not, is compared with itself: its scenarios, with intervals.',
    )
    .argument('<results...>', 'result folders, the first is the base; or the folder of one study')
    .option('--report <file>', 'write a report (HTML, one file that needs nothing else)')
    .option('--lang <nl|en>', 'language of the table, and in which the report opens', language, 'en')
    .option('--json', 'answer as JSON: { indicators: [{ key, unit, values, difference, lower, upper, verdict }] }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom compare output/baseline-2025 output/smart-solar-charging --report comparison.html',
    )
    .action(async (folders: string[], options: Options) => {
      if (options.report !== undefined) assertHtml(options.report);
      const { isStudyFolder } = await import('../io/study-folder.ts');
      if (folders.some(isStudyFolder)) return compareStudy(folders, options);
      const results = await readResults(folders);
      await showComparison(results, options);
      if (options.report === undefined) return;
      await writeReport(results, options.report, options.lang);
      note(`wrote ${options.report}\n`);
    });
}

/** What a study says, as it stands in its folder. */
async function compareStudy(folders: readonly string[], options: Options): Promise<void> {
  const [folder] = folders;
  if (folder === undefined || folders.length > 1)
    throw new InputError(folders.join(' '), '', 'must be the folder of one study, or result folders');
  const { summariseFolder } = await import('../study/study-summary.ts');
  const { study, summary, engineVersion } = summariseFolder(folder);
  if (options.json === true) outJson({ name: study.name, scenarios: study.scenarios, ...summary });
  else {
    const { summaryText } = await import('./study-text.ts');
    out(summaryText(summary));
  }
  if (options.report === undefined) return;
  const { renderStudyReport } = await import('../study/report/page.ts');
  const { readIndicatorTexts } = await import('../io/study-folder.ts');
  writeWhole(
    options.report,
    renderStudyReport({ study, summary, texts: readIndicatorTexts(folder), language: options.lang, engineVersion }),
  );
  note(`wrote ${options.report}\n`);
}

/** Reads folders, all at once. */
export async function readResults(folders: readonly string[]): Promise<StoredResult[]> {
  const { readResult } = await import('../io/result-folder.ts');
  return Promise.all(folders.map(readResult));
}

/** Prints the comparison of results that were read. */
export async function showComparison(
  results: readonly StoredResult[],
  options: { readonly json?: boolean; readonly lang: Language },
): Promise<void> {
  const { compareResults } = await import('../results/compare.ts');
  const { comparable } = await import('../io/report-data.ts');
  const comparison = compareResults(results.map(comparable));
  if (options.json === true) {
    outJson(comparison);
    return;
  }
  const { comparisonCells } = await import('../results/comparison-text.ts');
  const cells = comparisonCells(comparison, options.lang);
  out(
    alignTable(
      cells,
      cells[0]!.map((_, column) => (column < 2 ? 'left' : 'right')),
    ),
  );
  if (comparison.indicators.every((row) => row.lower === null))
    note(
      options.lang === 'nl'
        ? '\nEén run per scenario: de verschillen hebben nog geen betrouwbaarheidsinterval.\n'
        : '\nOne run a scenario: the differences have no confidence interval yet.\n',
    );
}

/** @throws InputError for a name that does not end in .html */
export function assertHtml(file: string): void {
  if (!['.html', '.htm'].includes(extname(file).toLowerCase()))
    throw new InputError('--report', '', 'must end in .html (for PDF, open it in a browser and print)', file);
}

/** Writes the report whole or not at all. */
export async function writeReport(
  results: readonly StoredResult[],
  file: string,
  opensIn: Language,
  rides?: { readonly file: string; readonly text: string },
): Promise<void> {
  assertHtml(file);
  const { renderReport } = await import('../results/report/page.ts');
  const { readReport } = await import('../io/report-data.ts');
  const html = renderReport(await readReport(results, opensIn, rides));
  writeWhole(file, html);
}

/** Writes a file whole or not at all. @throws RunError */
function writeWhole(file: string, html: string): void {
  const beside = `${file}.part`;
  try {
    makeFolder(dirname(resolve(file)));
    writeFileSync(beside, html);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new RunError(`the report cannot be written to ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}
