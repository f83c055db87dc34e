/** `rijnstroom report RESULT RESULT …`: the comparison as one HTML file. */
import type { Command } from 'commander';
import { InputError } from '../core/errors.ts';
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
    .option('--rides <file>', 'CSV of measured rides of sniffer bikes, set beside the model')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom report output/baseline-2025 output/smart-solar-charging --lang nl --out comparison.html',
    )
    .action(async (folders: string[], options: { out: string; lang: Language; rides?: string }) => {
      assertHtml(options.out);
      const rides = options.rides === undefined ? undefined : await readRidesText(options.rides);
      await writeReport(await readResults(folders), options.out, options.lang, rides);
      note(`wrote ${options.out}\n`);
    });
}

async function readRidesText(file: string): Promise<{ file: string; text: string }> {
  const { readFile } = await import('node:fs/promises');
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
