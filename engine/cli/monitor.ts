/** `rijnstroom monitor FILE.yaml`: indicators per year over scenarios, against targets. */
import type { Command } from 'commander';
import { RunError } from '../core/errors.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly lang: Language;
  readonly csv?: string;
  readonly report?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('monitor')
    .summary('indicators per year over scenarios, with targets and traffic lights')
    .description(
      'Works out a monitoring framework: results and measurements by year become a time path, set against targets. Values between two known years lie on the line between them and are marked; beyond them there are none.',
    )
    .argument('<file>', 'monitoring file (YAML), as scenarios/monitoring/district.yaml')
    .option('--csv <file>', 'write every path, indicator and year as CSV')
    .option('--report <file>', 'write a page (HTML, both languages)')
    .option('--lang <nl|en>', 'language of the table, and in which the page opens', language, 'en')
    .option('--json', 'answer as JSON')
    .addHelpText('after', '\nExample:\n  rijnstroom monitor scenarios/monitoring/district.yaml --csv monitor.csv')
    .action(async (file: string, options: Options) => {
      const { readMonitoring } = await import('../io/monitoring-data.ts');
      const { monitoringCells, monitoringCsv } = await import('../values/monitoring/table.ts');
      const { monitoring, series, results } = await readMonitoring(file);
      const { writeFileSync } = await import('node:fs');
      const write = (path: string, text: string): void => {
        try {
          writeFileSync(path, text);
        } catch (error) {
          throw new RunError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
        }
        note(`wrote ${path}\n`);
      };
      if (options.csv !== undefined) write(options.csv, monitoringCsv(series));
      if (options.report !== undefined) {
        const { monitoringPage } = await import('../values/monitoring/page.ts');
        write(options.report, monitoringPage(monitoring.name, series, results, options.lang));
      }
      if (options.json === true) return outJson({ name: monitoring.name, baseYear: monitoring.baseYear, series });
      const years = series[0]?.points.map(({ year }) => year) ?? [];
      // A terminal is narrow: every other year from the last back, and the base year.
      const shown = years.filter((year) => (monitoring.to - year) % 2 === 0 || year === monitoring.baseYear);
      const cells = monitoringCells(series, shown, options.lang);
      out(
        alignTable(
          cells,
          cells[0]!.map((_, column) => (column < 2 ? 'left' : 'right')),
        ),
      );
    });
}
