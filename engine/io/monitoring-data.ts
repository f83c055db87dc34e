/** Reads a monitoring file and the results it names. In: path of the file. Out: series by path, indicator and year. Touches files. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError, type Problem } from '../core/errors.ts';
import { originOf } from '../results/provenance.ts';
import type { Indicator } from '../results/result.ts';
import { valueDefinition } from '../values/figures.ts';
import { type Monitoring, monitoringSchema } from '../values/monitoring/file.ts';
import { checkMonitoring, type KnownValue, yearPath } from '../values/monitoring/path.ts';
import type { MonitoringResult, MonitoringSeries } from '../values/monitoring/table.ts';
import { parseChecked } from './checked-yaml.ts';
import { readResult } from './result-folder.ts';
import { readValueFigures } from './values-compare.ts';

/** @throws InputError for every mistake of the file at once, then for results that cannot be read or lack an indicator */
export async function readMonitoring(file: string): Promise<{
  readonly monitoring: Monitoring;
  readonly series: readonly MonitoringSeries[];
  readonly results: readonly MonitoringResult[];
}> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const monitoring = parseChecked(text, file, monitoringSchema);
  checkMonitoring(monitoring, file);
  const paths = [];
  const used: MonitoringResult[] = [];
  for (const { name, points } of monitoring.paths) {
    const results = [];
    for (const { year, result } of points) {
      const stored = await readResult(resolve(dirname(file), result));
      const figures = { ...stored.summary.indicators, ...(await readValueFigures(stored)).figures };
      results.push({ year, figures });
      used.push({ path: name, year, scenario: stored.scenario.name, manifest: stored.manifest });
    }
    paths.push({ name, results });
  }
  const keys = [...new Set([...monitoring.targets.map(({ indicator }) => indicator), ...monitoring.indicators])];
  const problems: Problem[] = [];
  const series = paths.flatMap(({ name, results }) =>
    keys.flatMap((key): MonitoringSeries[] => {
      const words = results.map(({ figures }) => figures[key]).find((one): one is Indicator => one !== undefined);
      if (words === undefined) {
        problems.push({ file, key, rule: `must be an indicator of the results of path ${name.en}` });
        return [];
      }
      const known: KnownValue[] = [
        ...monitoring.observations
          .filter(({ indicator }) => indicator === key)
          .map(({ year, value }) => ({ year, value, kind: 'measured' as const })),
        ...results.flatMap(({ year, figures }) => {
          const value = figures[key]?.value;
          return value === undefined ? [] : [{ year, value, kind: 'simulated' as const }];
        }),
      ];
      const targets = monitoring.targets.filter(({ indicator }) => indicator === key).sort((a, b) => a.year - b.year);
      return [
        {
          path: name,
          indicator: key,
          label: words.label,
          unit: words.unit,
          measuredBy: [
            ...new Set(
              monitoring.observations.filter(({ indicator }) => indicator === key).map(({ source }) => source),
            ),
          ].join('; '),
          origin: valueDefinition(key) ?? originOf(key, words.theme),
          targetSource: [...new Set(targets.map(({ source }) => source))].join('; '),
          points: yearPath(monitoring, known, targets),
        },
      ];
    }),
  );
  if (problems.length > 0) throw new InputError(problems);
  return { monitoring, series, results: used };
}
