/** `rijnstroom explain RESULT [--session N]`: why a car charged, waited or discharged, in plain words. */
import { type Command, InvalidArgumentError } from 'commander';
import { formatNumber } from '../results/format.ts';
import { type Language, language, note, out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly session?: number;
  readonly at?: number;
  readonly lang: Language;
  readonly json?: boolean;
}

function moment(text: string): number {
  const value = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(value)) throw new InvalidArgumentError('It must be a moment such as 2025-06-01T18:15Z (UTC).');
  return value / 1000;
}

const stamp = (utcS: number): string => new Date(utcS * 1000).toISOString().slice(0, 16);

export function register(program: Command): void {
  program
    .command('explain')
    .summary('why a car charged, waited or discharged at a moment')
    .description(
      'Explains charging sessions in plain words: the constraint that bound at each moment, checked against the schedule. Without --session it lists the sessions whose course was kept (lever values.explainedSessions).',
    )
    .argument('<result>', 'result folder')
    .option('--session <n>', 'row of the session in table sessions', wholeNumber(0))
    .option('--at <moment>', 'only this moment (UTC)', moment)
    .option('--lang <nl|en>', 'language', language, 'en')
    .option('--json', 'answer as JSON')
    .addHelpText('after', '\nExample:\n  rijnstroom explain output/smart-solar-charging --session 1204 --lang nl')
    .action(async (folder: string, options: Options) => {
      const { readResult } = await import('../io/result-folder.ts');
      const { explainedSessions, readCourses } = await import('../io/courses-data.ts');
      const { completeScenario } = await import('../io/values-data.ts');
      const result = await readResult(folder);
      if (options.session === undefined) {
        const heads = await explainedSessions(result);
        if (options.json === true) return outJson(heads);
        out(
          alignTable(
            [
              ['session', 'place', 'from (UTC)', 'until (UTC)', 'charged kWh', 'discharged kWh'],
              ...heads.map((head) => [
                String(head.session),
                head.place,
                stamp(head.arrivalUtcS),
                stamp(head.departureUtcS),
                formatNumber(head.chargedKwh, options.lang),
                formatNumber(head.dischargedKwh, options.lang),
              ]),
            ],
            ['right', 'left', 'left', 'left', 'right', 'right'],
          ),
        );
        return;
      }
      const { episodes, explain, explainContext, holds, rowOf } = await import('../values/explain.ts');
      const { explanationText } = await import('../values/explain-text.ts');
      const context = explainContext(completeScenario(result));
      const [course] = await readCourses(result, options.session);
      const stepS = context.stepH * 3600;
      const told = episodes(course!.rows, context)
        .map(({ reason, first, end, meanKw }) => {
          const at =
            options.at === undefined
              ? first
              : course!.startUtcS.findIndex((start) => options.at! >= start && options.at! < start + stepS);
          const row =
            options.at === undefined
              ? rowOf(course!.rows, { first, end })
              : course!.rows[Math.max(first, Math.min(end - 1, at))]!;
          return {
            fromUtc: stamp(course!.startUtcS[first]!),
            untilUtc: stamp(course!.startUtcS[end - 1]! + stepS),
            meanKw,
            reason,
            holds: course!.rows.slice(first, end).every((one) => holds(explain(one, context), one, context)),
            nl: explanationText(reason, row, context, 'nl'),
            en: explanationText(reason, row, context, 'en'),
            inside: options.at === undefined || (at >= first && at < end),
          };
        })
        .filter(({ inside }) => inside)
        .map(({ inside: _, ...episode }) => episode);
      if (options.json === true)
        return outJson({ session: course!.session, strategy: context.strategy, episodes: told });
      out(
        alignTable(
          [
            ['from (UTC)', 'until', 'kW', ''],
            ...told.map((one) => [
              one.fromUtc,
              one.untilUtc.slice(11),
              formatNumber(one.meanKw, options.lang),
              one[options.lang],
            ]),
          ],
          ['left', 'left', 'right', 'left'],
        ),
      );
      note(
        `strategy ${context.strategy}; every claim ${told.every((one) => one.holds) ? 'holds' : 'does NOT hold'} against the schedule\n`,
      );
    });
}
