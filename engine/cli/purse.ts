/** `rijnstroom purse RESULT …`: what mobility and electricity cost a month, by kind of household and income. */
import type { Command } from 'commander';
import { sourceInDutch } from '../results/source-nl.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly lang: Language;
  readonly reference?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('purse')
    .summary('household purse: mobility and electricity a month, by kind of household and income')
    .description(
      'What mobility and electricity cost a month by kind of household and income, beside what such Dutch households spend (CBS), and who is above the threshold of the lever values.burdenShare.',
    )
    .argument('<results...>', 'result folders')
    .option('--lang <nl|en>', 'language', language, 'en')
    .option(
      '--reference <file>',
      'CSV with a reference budget of your own: household,transportEurPerMonth,electricityEurPerMonth,heatEurPerMonth,source',
    )
    .option('--json', 'answer as JSON')
    .addHelpText('after', '\nExample:\n  rijnstroom purse output/baseline-2025 output/maas-bundle --lang nl')
    .action(async (folders: string[], options: Options) => {
      const { readResults } = await import('./compare.ts');
      const { completeScenario, readPurse } = await import('../io/values-data.ts');
      const { readPurseRows } = await import('../io/purse-rows.ts');
      const { purse } = await import('../values/purse.ts');
      const { referenceOf } = await import('../values/reference.ts');
      const { readReferenceBudget } = await import('../io/reference-file.ts');
      const { purseCells } = await import('../values/purse-text.ts');
      const { lang } = options;
      const own = options.reference === undefined ? undefined : readReferenceBudget(options.reference);
      const sides = [];
      for (const result of await readResults(folders)) {
        const scenario = completeScenario(result);
        const reference = referenceOf(scenario.values, own);
        const kept = own === undefined ? await readPurseRows(result) : null;
        const rows = kept ?? (await purse(await readPurse(result), scenario, reference));
        sides.push({ folder: result.folder, scenario, reference, rows });
      }
      if (options.json === true) {
        outJson({
          results: sides.map(({ folder, scenario, reference, rows }) => ({
            result: folder,
            referenceSource: reference.source,
            burdenShare: scenario.values.burdenShare,
            rows,
          })),
        });
        return;
      }
      for (const { scenario, rows } of sides) {
        const cells = purseCells(rows, lang);
        out(
          `${scenario.name[lang]}\n${alignTable(
            cells,
            cells[0]!.map((_, column) => (column < 2 ? 'left' : 'right')),
          )}\n`,
        );
      }
      for (const { why, source } of new Map(sides.map(({ reference }) => [reference.source, reference])).values())
        note(
          `${lang === 'nl' ? 'referentie' : 'reference'}: ${why[lang]} ${lang === 'nl' ? sourceInDutch(source) : source}\n`,
        );
    });
}
