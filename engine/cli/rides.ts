/** `rijnstroom rides RESULT RIDES.csv`: rides of sniffer bikes against the model's air. */
import type { Command } from 'commander';
import { formatNumber, formatPercent } from '../results/format.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

export function register(program: Command): void {
  program
    .command('rides')
    .summary('measured rides of sniffer bikes against the model: exposure by ride and street')
    .description(
      'Reads measured rides (CSV: ride, time, lon, lat, pm25), drops what cannot be, and sets exposure by ride and street against the model. Streets with fewer than ten rides are withheld; single rides are for their riders, not for publishing.',
    )
    .argument('<result>', 'result folder')
    .argument('<rides>', 'CSV of measured points')
    .option('--lang <nl|en>', 'language', language, 'en')
    .option('--json', 'answer as JSON: streets and agreement, without single rides')
    .addHelpText('after', '\nExample:\n  rijnstroom rides output/baseline-2025 snuffelfiets.csv')
    .action(async (folder: string, file: string, options: { lang: Language; json?: boolean }) => {
      const { readResult } = await import('../io/result-folder.ts');
      const { readRides } = await import('../io/rides.ts');
      const { reportText } = await import('../io/report-text.ts');
      const { comparison, report, streetNames } = await readRides(file, await readResult(folder));
      const { lang } = options;
      const { rides, streets, streetsWithheld, biasUgM3, rmseUgM3, correlation } = comparison;
      note(`${reportText(report)}\n`);
      if (options.json === true)
        return outJson({
          rides: rides.length,
          streets: streets.map((one) => ({ ...one, name: streetNames.get(one.street) })),
          streetsWithheld,
          biasUgM3,
          rmseUgM3,
          correlation,
          report,
        });
      const dutch = lang === 'nl';
      const n = (value: number): string => formatNumber(value, lang);
      out(
        alignTable(
          [
            [
              dutch ? 'Rit' : 'Ride',
              'km',
              'min',
              dutch ? 'gemeten µg/m³' : 'measured µg/m³',
              'model µg/m³',
              dutch ? 'op een straat' : 'on a street',
            ],
            ...rides.map((ride, i) => [
              String(i + 1),
              n(ride.distanceKm),
              n(ride.durationMin),
              n(ride.measuredUgM3),
              n(ride.modelUgM3),
              formatPercent(ride.matchedShare, lang),
            ]),
          ],
          ['right', 'right', 'right', 'right', 'right', 'right'],
        ),
      );
      out('');
      out(
        alignTable(
          [
            [
              dutch ? 'Straat' : 'Street',
              dutch ? 'ritten' : 'rides',
              dutch ? 'gemeten µg/m³' : 'measured µg/m³',
              'model µg/m³',
            ],
            ...streets.map((one) => [
              streetNames.get(one.street) ?? '',
              String(one.rides),
              n(one.measuredUgM3),
              n(one.modelUgM3),
            ]),
          ],
          ['left', 'right', 'right', 'right'],
        ),
      );
      note(
        dutch
          ? `${streetsWithheld} straten met minder dan tien ritten zijn weggelaten. Model min meting ${n(biasUgM3)} µg/m³, afwijking (rms) ${n(rmseUgM3)}, samenhang ${n(correlation)}.\n`
          : `${streetsWithheld} streets with fewer than ten rides are withheld. Model less measurement ${n(biasUgM3)} µg/m³, rms ${n(rmseUgM3)}, correlation ${n(correlation)}.\n`,
      );
    });
}
