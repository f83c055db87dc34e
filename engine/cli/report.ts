/** `rijnstroom report RESULT RESULT …`: the comparison as one HTML file. */
import type { Command } from 'commander';
import { assertHtml, readResults, writeReport } from './compare.ts';
import { type Language, language, note } from './shell.ts';

export function register(program: Command): void {
  program
    .command('report')
    .summary('write a report for people: map, charts, tables, method')
    .description(
      'Writes a comparison as one HTML file for people: headline, map, charts, tables, method, sources; Dutch and English.',
    )
    .argument('<results...>', 'result folders; the first is the base')
    .option('--out <file>', 'where it goes', 'comparison.html')
    .option('--lang <nl|en>', 'language in which it opens', language, 'en')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom report output/baseline-2025 output/smart-solar-charging --lang nl --out comparison.html',
    )
    .action(async (folders: string[], options: { out: string; lang: Language }) => {
      assertHtml(options.out);
      await writeReport(await readResults(folders), options.out, options.lang);
      note(`wrote ${options.out}\n`);
    });
}
