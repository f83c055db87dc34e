/** A monitoring framework worked out: every path, indicator and year; as CSV for a council's dashboards and as cells for a terminal. Pure. */
import { formatIndicator, type Language, unitText } from '../../results/format.ts';
import type { Origin } from '../../results/provenance.ts';
import type { Manifest } from '../../results/result.ts';
import type { Text } from '../model.ts';
import type { Light, YearPoint } from './path.ts';

export interface MonitoringSeries {
  readonly path: Text;
  readonly indicator: string;
  readonly label: Text;
  readonly unit: string;
  readonly targetSource: string;
  /** Who measured, one after the other; '' without measurements. */
  readonly measuredBy: string;
  /** How the simulated values are computed. */
  readonly origin: Origin;
  readonly points: readonly YearPoint[];
}

/** A result that a path takes a year from. */
export interface MonitoringResult {
  readonly path: Text;
  readonly year: number;
  readonly scenario: Text;
  readonly manifest: Manifest;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const number = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(8))));

/** Long form: one line a path, indicator and year. */
export function monitoringCsv(series: readonly MonitoringSeries[]): string {
  const lines = series.flatMap(({ path, indicator, label, unit, points, targetSource }) =>
    points.map(({ year, value, kind, target, light }) =>
      [
        path.nl,
        path.en,
        indicator,
        label.nl,
        label.en,
        unit,
        String(year),
        number(value),
        kind,
        number(target),
        light,
        targetSource,
      ]
        .map(cell)
        .join(','),
    ),
  );
  return `${['pathNl,pathEn,indicator,labelNl,labelEn,unit,year,value,kind,target,light,targetSource', ...lines].join('\n')}\n`;
}

export const LIGHT_MARK: Readonly<Record<Light, string>> = { green: '●', amber: '◐', red: '○', none: '' };
export const LIGHT_TEXT: Readonly<Record<Light, Text>> = {
  green: { nl: 'op koers', en: 'on course' },
  amber: { nl: 'iets achter', en: 'a little behind' },
  red: { nl: 'achter', en: 'behind' },
  none: { nl: '', en: '' },
};

/** A row an indicator, a column each year that is asked for; a row of one cell names the path. Interpolated values stand in brackets. */
export function monitoringCells(
  series: readonly MonitoringSeries[],
  years: readonly number[],
  language: Language,
): string[][] {
  const paths = [...new Set(series.map(({ path }) => path[language]))];
  return [
    [language === 'nl' ? 'Indicator' : 'Indicator', language === 'nl' ? 'Eenheid' : 'Unit', ...years.map(String)],
    ...paths.flatMap((path) => [
      [path.toUpperCase()],
      ...series
        .filter((one) => one.path[language] === path)
        .map(({ label, unit, points }) => [
          `  ${label[language]}`,
          unitText(unit, language),
          ...years.map((year) => {
            const point = points.find((one) => one.year === year);
            if (point === undefined || point.value === null) return '–';
            const text = formatIndicator(point.value, unit, language);
            return `${point.kind === 'interpolated' ? `(${text})` : text} ${LIGHT_MARK[point.light]}`.trim();
          }),
        ]),
    ]),
  ];
}
