/** `rijnstroom query RESULT SQL`: the tables of a result, asked with SQL. */
import type { Command } from 'commander';
import { out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

export function register(program: Command): void {
  program
    .command('query')
    .summary('ask the tables of a result with SQL')
    .description('Asks the tables of a result with SQL (DuckDB). Without SQL it lists the tables and their columns.')
    .argument('<result>', 'result folder')
    .argument('[sql]', 'a question such as "select mode, count(*) from trips group by mode"')
    .option('--json', 'rows as a JSON list')
    .option('--csv', 'rows as CSV')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom query output/baseline-2025 "select mode, count(*) as trips from trips group by mode order by trips desc"',
    )
    .action(async (folder: string, sql: string | undefined, options: { json?: boolean; csv?: boolean }) => {
      const { askRows, openTables, readResult } = await import('../io/result-folder.ts');
      const result = await readResult(folder);
      if (sql === undefined) {
        const rows = Object.entries(result.schema.tables).flatMap(([table, { columns }]) =>
          columns.map(({ name, unit, description }) => ({ table, column: name, unit, description })),
        );
        return print(rows, options);
      }
      using connection = await openTables(result);
      print(await askRows(connection, sql), options);
    });
}

function print(
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  options: { json?: boolean; csv?: boolean },
): void {
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => names.map((name) => row[name]));
  if (options.json === true) outJson(rows);
  else if (options.csv === true) out([names, ...cells].map((line) => line.map(csvCell).join(',')).join('\n'));
  else {
    const aligns = names.map((name) => (typeof rows[0]?.[name] === 'number' ? 'right' : 'left'));
    out(alignTable([names, ...cells.map((line) => line.map(cellText))], aligns));
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
