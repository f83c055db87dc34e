/** `rijnstroom purse RESULT …`: what mobility and electricity cost a month, by kind of household and income. */
import type { Command } from 'commander';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

export function register(program: Command): void {
  program
    .command('purse')
    .summary('household purse: mobility and electricity a month, by kind of household and income')
    .description(
      'What mobility and electricity cost a month by kind of household and income, beside what such Dutch households spend (CBS), and who is above the threshold of the lever values.burdenShare.',
    )
    .argument('<results...>', 'result folders')
    .option('--lang <nl|en>', 'language', language, 'en')
    .option('--json', 'answer as JSON')
    .addHelpText('after', '\nExample:\n  rijnstroom purse output/baseline-2025 output/maas-bundle --lang nl')
    .action(async (folders: string[], options: { lang: Language; json?: boolean }) => {
      const { readResults } = await import('./compare.ts');
      const { completeScenario, readPurse } = await import('../io/values-data.ts');
      const { purse, REFERENCE_SOURCE } = await import('../values/purse.ts');
      const { purseCells } = await import('../values/purse-text.ts');
      const { lang } = options;
      const sides = [];
      for (const result of await readResults(folders)) {
        const scenario = completeScenario(result);
        sides.push({ folder: result.folder, scenario, rows: await purse(await readPurse(result), scenario) });
      }
      if (options.json === true) {
        outJson({
          referenceSource: REFERENCE_SOURCE,
          results: sides.map(({ folder, scenario, rows }) => ({
            result: folder,
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
      note(`${lang === 'nl' ? 'referentie' : 'reference'}: ${REFERENCE_SOURCE}\n`);
    });
}
