/** `rijnstroom values RESULT [RESULT …]`: the eight public values of a result, or of a difference. */
import type { Command } from 'commander';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

export function register(program: Command): void {
  program
    .command('values')
    .summary('public values of a result or a difference: privacy, autonomy, health, justice, …')
    .description(
      'Figures about eight public values, computed from the tables of one result, or of several with their difference.',
    )
    .argument('<results...>', 'result folders; the first is the base')
    .option('--lang <nl|en>', 'language of the table', language, 'en')
    .option('--explain', 'print definition, formula and source of each figure')
    .option('--json', 'answer as JSON, with definition, formula, tables and source of each figure')
    .addHelpText('after', '\nExample:\n  rijnstroom values output/baseline-2025 output/smart-solar-charging --lang nl')
    .action(async (folders: string[], options: { lang: Language; explain?: boolean; json?: boolean }) => {
      const { readResults } = await import('./compare.ts');
      const { compareValues } = await import('../io/values-compare.ts');
      const { valueDefinition } = await import('../values/figures.ts');
      const { comparison, missing } = await compareValues(await readResults(folders));
      const { lang } = options;
      if (options.json === true) {
        const described = comparison.indicators.map(({ theme, ...row }) => {
          const { definition, formula, tables, source } = valueDefinition(row.key)!;
          return { ...row, publicValue: theme, definition, formula, tables, source };
        });
        outJson({
          scenarios: comparison.scenarios,
          values: described,
          missing: missing.map(({ key, label, tables }) => ({ key, label, tables })),
        });
        return;
      }
      const { valueCells } = await import('../values/text.ts');
      const cells = valueCells(comparison, lang);
      out(
        alignTable(
          cells,
          cells[0]!.map((_, column) => (column === 0 ? 'left' : 'right')),
        ),
      );
      if (options.explain === true)
        for (const { key, label } of comparison.indicators) {
          const { definition, formula, source } = valueDefinition(key)!;
          out(
            `\n${label[lang]}\n  ${definition[lang]}\n  = ${formula}\n  ${lang === 'nl' ? 'bron' : 'source'}: ${source}`,
          );
        }
      if (missing.length === 0) return;
      const names = missing.map(({ label }) => label[lang]).join('; ');
      note(
        lang === 'nl'
          ? `\n${missing.length} cijfers ontbreken, omdat de tabellen er niet zijn of er niets te meten was: ${names}\n`
          : `\n${missing.length} figures are missing, because their tables are not there or there was nothing to measure: ${names}\n`,
      );
    });
}
