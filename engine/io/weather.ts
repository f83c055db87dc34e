/** Weather of any format this project reads, told apart by its first words: EPW, KNMI hourly, PVGIS (CSV or JSON).
 *  In: a file, gzipped or not. Out: a year of weather in UTC and an import report. Touches the file. */
import { InputError } from '../core/errors.ts';
import { parseEpw } from './epw.ts';
import { type KnmiOptions, parseKnmi } from './knmi.ts';
import { parsePvgis } from './pvgis.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { readText } from './text-file.ts';
import type { StationWeather } from './weather-hours.ts';

export interface WeatherImport extends StationWeather {
  readonly report: ImportReport;
}

/** @throws InputError */
export async function readWeather(file: string, options: KnmiOptions = {}): Promise<WeatherImport> {
  return parseWeather(await readText(file), file, options);
}

/** @throws InputError */
export function parseWeather(text: string, file: string, options: KnmiOptions = {}): WeatherImport {
  const start = text.slice(0, 20_000);
  const [format, parse] = /^LOCATION,/i.test(start)
    ? (['epw', parseEpw] as const)
    : /^\s*\{/.test(start) || /^time(\(UTC\))?,/m.test(start)
      ? (['pvgis', parsePvgis] as const)
      : /^#?\s*STN\s*,/m.test(start) || /KNMI|KONINKLIJK NEDERLANDS METEO/i.test(start)
        ? (['knmi', parseKnmi] as const)
        : ([undefined, undefined] as const);
  if (parse === undefined)
    throw new InputError(
      file,
      '',
      'must be EPW, KNMI hourly text or PVGIS (CSV or JSON)',
      start.split('\n')[0]?.slice(0, 60),
    );
  const report = new ReportBuilder(file, format);
  const station = parse(text, options, report);
  return { ...station, report: report.done() };
}
