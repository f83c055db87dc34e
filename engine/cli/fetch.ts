/** `rijnstroom fetch DISTRICT`: downloads the public files that a district's sources.yaml names and makes a district of them. */
import type { Command } from 'commander';
import { cancelSignal, note, out, outJson } from './shell.ts';

interface Options {
  readonly to?: string;
  readonly only?: string[];
  readonly cache?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('fetch')
    .summary('make a district of public files: streets, timetable, weather, figures, prices')
    .description(
      'Downloads what the sources.yaml of a district names (each with licence and attribution), goes on where a download broke off,\n' +
        'checks and keeps the files, cuts them to the district and writes a folder that a scenario can name in place of the built-in one.',
    )
    .argument('<district>', 'a built-in district, or a folder with a sources.yaml')
    .option('--to <folder>', 'the new district folder (default: <district>-actual)')
    .option('--only <source...>', 'only these sources; the other parts stay those of the built-in district')
    .option('--cache <folder>', 'where downloads are kept (default: ~/.cache/rijnstroom)')
    .option('--offline', 'use what is in the cache and no network')
    .option('--json', 'answer as JSON: { folder, sources: [{ id, files, reports }] }')
    .addHelpText('after', '\nExample:\n  rijnstroom fetch leidsche-rijn --only weather prices --to my-district')
    .action(async (district: string, { to, only, cache, offline, json }: Options) => {
      const { fetchDistrict } = await import('../io/fetch-district.ts');
      const { reportText } = await import('../io/report-text.ts');
      let told = '';
      const result = await fetchDistrict(district, {
        to: to ?? `${district.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, '')}-actual`,
        ...(only === undefined ? {} : { only }),
        ...(cache === undefined ? {} : { cacheFolder: cache }),
        ...(offline === undefined ? {} : { offline }),
        signal: cancelSignal,
        onProgress(source, doneBytes, totalBytes) {
          // One line a tenth, so that a log stays readable.
          const tenth =
            totalBytes === undefined ? Math.floor(doneBytes / 2e7) : Math.floor((10 * doneBytes) / totalBytes);
          const line = `${source} ${tenth}`;
          if (line === told) return;
          told = line;
          const of = totalBytes === undefined ? '' : ` of ${(totalBytes / 1e6).toFixed(1)}`;
          note(`${source.padEnd(12)} ${(doneBytes / 1e6).toFixed(1).padStart(8)}${of} MB\n`);
        },
        onSource(source, files, reports) {
          for (const file of files) {
            if (file.from === 'stale') note(`${source.id}: the network failed; an older copy from the cache serves\n`);
            if (file.replacedSha256 !== undefined) note(`${source.id}: the file has changed since the last time\n`);
          }
          if (json !== true) for (const report of reports) out(`${source.title}\n${reportText(report)}`);
        },
      });
      if (json === true) outJson(result);
      else out(`wrote ${result.folder}`);
      note(`name it in a scenario: "district: ${result.folder}"\n`);
    });
}
