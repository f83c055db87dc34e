/** `rijnstroom reliability RESULT RESULT …`: how much travel times differ between runs of one scenario. */
import type { Command } from 'commander';
import { formatNumber, formatPercent } from '../results/format.ts';
import { type Language, language, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

const PERIODS = {
  day: { nl: 'hele dag', en: 'whole day' },
  morning: { nl: 'ochtendspits 7–9 uur', en: 'morning peak 7–9 h' },
  evening: { nl: 'avondspits 16–18 uur', en: 'evening peak 16–18 h' },
} as const;

export function register(program: Command): void {
  program
    .command('reliability')
    .summary('how much travel times differ between runs of one scenario')
    .description(
      'Sets the times by street of several runs of one scenario (different seeds) beside each other: time over empty roads, spread over the runs, and the time to plan for. Times are of a weekday, by quarter-hour (table linkTimes).',
    )
    .argument('<results...>', 'result folders of one scenario with different seeds')
    .option('--lang <nl|en>', 'language', language, 'en')
    .option('--json', 'answer as JSON: { runs, periods, streets }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom run baseline-2025 --seed 1 --out a\n  rijnstroom run baseline-2025 --seed 2 --out b\n  rijnstroom reliability a b',
    )
    .action(async (folders: string[], { lang, json }: { lang: Language; json?: boolean }) => {
      const { readResult } = await import('../io/result-folder.ts');
      const { reliability } = await import('../io/reliability.ts');
      const results = [];
      for (const folder of folders) results.push(await readResult(folder));
      const answer = await reliability(results);
      if (json === true) return outJson(answer);
      const dutch = lang === 'nl';
      const { sampleShare } = results[0]!.scenario.travel;
      if (sampleShare < 1)
        note(
          dutch
            ? `Bij een steekproef van ${formatPercent(sampleShare, lang)} komt een deel van de spreiding van de steekproef zelf.\n`
            : `In a sample of ${formatPercent(sampleShare, lang)} part of the spread is the sample’s own.\n`,
        );
      const n = (value: number): string => formatNumber(value, lang);
      out(
        alignTable(
          [
            dutch
              ? ['Werkdag', 'auto-uren', 'tijd / lege weg', 'spreiding', 'tijd om op te rekenen / lege weg']
              : ['Weekday', 'car hours', 'time / empty road', 'spread', 'time to plan for / empty road'],
            ...answer.periods.map((row) => [
              PERIODS[row.period][lang],
              n(row.carHours),
              n(row.timeIndex),
              formatPercent(row.spread, lang),
              n(row.planningIndex),
            ]),
          ],
          ['left', 'right', 'right', 'right', 'right'],
        ),
      );
      if (answer.streets.length === 0) return;
      out('');
      out(
        alignTable(
          [
            dutch
              ? ['Straat', 'richting', 'vanaf', 'auto’s', 'gemiddeld s', 'spreiding s']
              : ['Street', 'heading', 'from', 'cars', 'mean s', 'spread s'],
            ...answer.streets.map((row) => [
              row.name,
              row.heading,
              clock(row.startS),
              n(row.cars),
              n(row.meanTimeS),
              n(row.deviationS),
            ]),
          ],
          ['left', 'left', 'left', 'right', 'right', 'right'],
        ),
      );
    });
}

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 3600)).padStart(2, '0')}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}`;
