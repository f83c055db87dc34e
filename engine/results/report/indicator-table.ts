/** A table of chosen indicators of both sides, for a section of the report. Pure. */
import type { IndicatorComparison } from '../compare.ts';
import { differenceText, rowSize } from '../comparison-text.ts';
import { formatIndicator, unitText } from '../format.ts';
import { originOf } from '../provenance.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { originDetails } from './origin.ts';
import { sideHead } from './sides.ts';

/** @param keys indicators in the order of the story; those that the results do not have are left out
 *  @returns HTML in both languages; '' when the results have none of them */
export function indicatorTable(
  input: ReportInput,
  keys: readonly string[],
  options: { readonly withDifference?: boolean } = {},
): string {
  const rows = keys.flatMap((key) => input.comparison.indicators.find((row) => row.key === key) ?? []);
  if (rows.length === 0) return '';
  const difference = options.withDifference === true;
  const cell = (row: IndicatorComparison, value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row))));
  const table = dataTable(
    // The heading above says it.
    '',
    [
      text('Uitkomst', 'Result'),
      text('eenheid', 'unit'),
      sideHead(input, 0),
      sideHead(input, 1),
      ...(difference ? [text('verschil', 'difference')] : []),
    ],
    rows.map((row) => [
      originDetails(
        input,
        both((language) => escapeHtml(row.label[language])),
        originOf(row.key, row.theme),
      ),
      both((language) => escapeHtml(unitText(row.unit, language))),
      cell(row, row.values[0]),
      cell(row, row.values.at(-1)),
      ...(difference ? [both((language) => escapeHtml(differenceText(row, language)))] : []),
    ]),
  );
  return `<div class="scroll">${table}</div>`;
}
