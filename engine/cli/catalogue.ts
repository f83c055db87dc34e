/** `rijnstroom catalogue [PLACE]`: studies and results that were made beside each other, and where each came from. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly runs?: string | true;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('catalogue')
    .summary('list the studies and results that were made, with their provenance')
    .description(
      'Lists the studies and single results of a catalogue (one lies beside their folders), or the runs of one of them.',
    )
    .argument('[place]', 'catalogue file, or the folder it lies in', 'output')
    .option('--runs [study]', 'runs of one study or result folder, or of all')
    .option('--json', 'rows as a JSON list')
    .addHelpText('after', '\nExample:\n  rijnstroom catalogue output --runs output/solar-uncertainty')
    .action(async (place: string, options: Options) => {
      const { CATALOGUE, listRuns, listStudies } = await import('../io/catalogue.ts');
      const file = existsSync(place) && statSync(place).isDirectory() ? join(place, CATALOGUE) : place;
      const rows: ReadonlyArray<Readonly<Record<string, unknown>>> =
        options.runs === undefined
          ? ((await listStudies(file)) as unknown as ReadonlyArray<Readonly<Record<string, unknown>>>)
          : await listRuns(file, options.runs === true ? undefined : options.runs);
      if (options.json === true) {
        outJson(rows);
        return;
      }
      if (rows.length === 0) return out('nothing was run yet');
      const names = Object.keys(rows[0]!);
      const cells = rows.map((row) => names.map((name) => cell(name, row[name])));
      const aligns = names.map((name) => (typeof rows[0]![name] === 'number' ? ('right' as const) : ('left' as const)));
      out(alignTable([names, ...cells], aligns));
    });
}

const cell = (name: string, value: unknown): string =>
  name === 'resultsHash' ? String(value).slice(0, 12) : typeof value === 'number' ? String(value) : String(value ?? '');
