/** `rijnstroom compare RESULT RESULT …`: differences as a table, as JSON or as a report. */
import type { Command } from 'commander';
import { readResult, type StoredResult } from '../io/result-folder.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly json?: boolean;
  readonly lang: Language;
}

export function register(program: Command): void {
  program
    .command('compare')
    .summary('compare results: a table, JSON or a report')
    .description('Compares results. Folders of the same scenario with different seeds count as its replications.')
    .argument('<results...>', 'result folders; the first is the base')
    .option('--lang <nl|en>', 'language of the table', language, 'en')
    .option('--json', 'answer as JSON: { indicators: [{ key, unit, values, difference, lower, upper, verdict }] }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom compare output/baseline-2025 output/smart-solar-charging --report comparison.html',
    )
    .action(async (folders: string[], options: Options) => {
      const results = await Promise.all(folders.map(readResult));
      await showComparison(results, options);
    });
}

/** Prints the comparison of results that were read. */
export async function showComparison(results: readonly StoredResult[], options: Options): Promise<void> {
  const { compareResults } = await import('../results/compare.ts');
  const comparison = compareResults(
    results.map((result) => ({
      name: result.folder,
      scenario: result.scenario,
      scenarioHash: result.manifest.scenarioHash,
      seed: result.manifest.seed,
      indicators: result.summary.indicators,
    })),
  );
  if (options.json === true) return outJson(comparison);
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
