/** `rijnstroom query RESULT SQL`: the tables of a result or of a study, asked with SQL. */
import type { Command } from 'commander';
import { out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

export function register(program: Command): void {
  program
    .command('query')
    .summary('ask the tables of a result with SQL')
    .description('Asks the tables of a result with SQL (DuckDB). Without SQL it lists the tables and their columns.')
    .argument(
      '<result>',
      'result folder, or the folder of a study: its tables are runs, indicators and those of kept results',
    )
    .argument('[sql]', 'a question such as "select mode, count(*) from trips group by mode"')
    .option('--json', 'rows as a JSON list')
    .option('--csv', 'rows as CSV')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom query output/baseline-2025 "select mode, count(*) as trips from trips group by mode order by trips desc"\n  rijnstroom query output/my-study "select scenario, indicator, avg(value) from indicators group by all"',
    )
    .action(async (folder: string, sql: string | undefined, options: { json?: boolean; csv?: boolean }) => {
      const { askRows, openTables, readResult } = await import('../io/result-folder.ts');
      const { isStudyFolder } = await import('../io/study-folder.ts');
      if (isStudyFolder(folder)) {
        const { openStudyTables } = await import('../io/study-dataset.ts');
        using connection = await openStudyTables(folder);
        const columns = `SELECT table_name AS "table", column_name AS "column", data_type AS "type" FROM information_schema.columns
          ORDER BY table_name NOT IN ('runs', 'indicators'), table_name, ordinal_position`;
        return print(await askRows(connection, sql ?? columns), options);
      }
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
