/** Values of one result, or of several and their difference, as cells of a table for a terminal. Pure. */
import type { Comparison } from '../results/compare.ts';
import { differenceText, intervalText, rowSize } from '../results/comparison-text.ts';
import { formatIndicator, type Language, unitText } from '../results/format.ts';
import { type Judgement, judge } from '../results/report/headline.ts';
import { PUBLIC_VALUES, type Text, VALUE_TEXT } from './model.ts';

export const JUDGEMENT_TEXT: Readonly<Record<Judgement, Text>> = {
  better: { nl: 'beter', en: 'better' },
  worse: { nl: 'slechter', en: 'worse' },
  same: { nl: 'ongeveer gelijk', en: 'about the same' },
  neutral: { nl: '', en: '' },
};

/** Rows under a head; a row of one cell is the name of a value. */
export function valueCells(comparison: Comparison, language: Language): string[][] {
  const several = comparison.scenarios.length > 1;
  const dutch = language === 'nl';
  const head = [
    dutch ? 'Waarde' : 'Value',
    ...comparison.scenarios.map(({ label }) => label[language]),
    dutch ? 'Eenheid' : 'Unit',
    ...(several ? [dutch ? 'Verschil' : 'Difference', '', dutch ? '95%-interval' : '95 % interval'] : []),
  ];
  const rows = PUBLIC_VALUES.flatMap((value) => {
    const own = comparison.indicators.filter(({ theme }) => theme === value);
    if (own.length === 0) return [];
    return [
      [VALUE_TEXT[value][language].toUpperCase()],
      ...own.map((row) => [
        `  ${row.label[language]}`,
        ...row.values.map((one) => (one === null ? '–' : formatIndicator(one, row.unit, language, rowSize(row)))),
        unitText(row.unit, language),
        ...(several
          ? [differenceText(row, language), JUDGEMENT_TEXT[judge(row)][language], intervalText(row, language)]
          : []),
      ]),
    ];
  });
  return [head, ...rows];
}
