/** A comparison as text for a terminal: grouped by theme, with unit, values and difference. In Dutch or English. Pure. */
import type { Comparison, IndicatorComparison } from './compare.ts';
import {
  formatIndicator,
  formatIndicatorDifference,
  formatPercent,
  type Language,
  SHARE_UNIT,
  unitText,
} from './format.ts';
import type { Indicator } from './result.ts';

export const THEMES = {
  travel: { nl: 'Reizen', en: 'Travel' },
  climate: { nl: 'Klimaat', en: 'Climate' },
  energy: { nl: 'Energie', en: 'Energy' },
  charging: { nl: 'Laden', en: 'Charging' },
  grid: { nl: 'Elektriciteitsnet', en: 'Electricity grid' },
  money: { nl: 'Geld', en: 'Money' },
  harbour: { nl: 'Haven', en: 'Harbour' },
} as const;

const WORDS = {
  indicator: { nl: 'Uitkomst', en: 'Result' },
  unit: { nl: 'Eenheid', en: 'Unit' },
  value: { nl: 'Waarde', en: 'Value' },
  difference: { nl: 'Verschil', en: 'Difference' },
  interval: { nl: '95%-interval', en: '95 % interval' },
} as const;

/** One section of a comparison, in the order of THEMES; themes nobody listed come last. */
export function sections(comparison: Comparison): ReadonlyArray<readonly [theme: string, rows: IndicatorComparison[]]> {
  const groups = new Map<string, IndicatorComparison[]>(Object.keys(THEMES).map((theme) => [theme, []]));
  for (const row of comparison.indicators) {
    const group = groups.get(row.theme);
    if (group === undefined) groups.set(row.theme, [row]);
    else group.push(row);
  }
  return [...groups].filter(([, rows]) => rows.length > 0);
}

export const themeName = (theme: string, language: Language): string =>
  (THEMES as Readonly<Record<string, { nl: string; en: string }>>)[theme]?.[language] ?? theme;

/** Size that fixes the decimals of a row, so that all its numbers show the same. */
export const rowSize = (row: IndicatorComparison): number =>
  Math.max(0, ...row.values.map((value) => Math.abs(value ?? 0)).filter(Number.isFinite));

/** Difference with sign; shares in percentage points. */
export function differenceText(row: IndicatorComparison, language: Language): string {
  if (row.difference === null) return '–';
  const text = formatIndicatorDifference(row.difference, row.unit, language, rowSize(row));
  return row.unit === SHARE_UNIT ? `${text} ${language === 'nl' ? '%-punt' : 'pp'}` : text;
}

/** Relative difference, or '' where it says nothing (shares, from zero). */
export function relativeText(row: IndicatorComparison, language: Language): string {
  const from = row.values[0];
  if (row.difference === null || from === null || from === undefined || from === 0 || row.unit === SHARE_UNIT)
    return '';
  const relative = row.difference / Math.abs(from);
  const text = formatPercent(relative, language);
  return relative > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Rows of cells under a head, a title row (one cell) before each theme. */
export function comparisonCells(comparison: Comparison, language: Language): string[][] {
  const withInterval = comparison.indicators.some((row) => row.lower !== null);
  const head = [
    WORDS.indicator[language],
    WORDS.unit[language],
    ...comparison.scenarios.map(({ label }) => label[language]),
    WORDS.difference[language],
    '%',
    ...(withInterval ? [WORDS.interval[language]] : []),
  ];
  const rows = sections(comparison).flatMap(([theme, members]) => [
    [themeName(theme, language).toUpperCase()],
    ...members.map((row) => [
      `  ${row.label[language]}`,
      unitText(row.unit, language),
      ...row.values.map((value) => (value === null ? '–' : formatIndicator(value, row.unit, language, rowSize(row)))),
      differenceText(row, language),
      relativeText(row, language),
      ...(withInterval ? [intervalText(row, language)] : []),
    ]),
  ]);
  return [head, ...rows];
}

export function intervalText(row: IndicatorComparison, language: Language): string {
  if (row.lower === null || row.upper === null) return '';
  const [lower, upper] = [row.lower, row.upper].map((value) =>
    formatIndicatorDifference(value, row.unit, language, rowSize(row)),
  );
  return `${lower} … ${upper}`;
}

/** Rows of one result: label, value, unit, a title row (one cell) before each theme. */
export function indicatorCells(indicators: Readonly<Record<string, Indicator>>, language: Language): string[][] {
  const rows = Object.values(indicators);
  const themes = [...new Set([...Object.keys(THEMES), ...rows.map(({ theme }) => theme)])];
  const head = [WORDS.indicator[language], WORDS.value[language], WORDS.unit[language]];
  return [
    head,
    ...themes.flatMap((theme) => {
      const members = rows.filter((row) => row.theme === theme);
      if (members.length === 0) return [];
      return [
        [themeName(theme, language).toUpperCase()],
        ...members.map(({ label, value, unit }) => [
          `  ${label[language]}`,
          formatIndicator(value, unit, language),
          unitText(unit, language),
        ]),
      ];
    }),
  ];
}
