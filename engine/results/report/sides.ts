/** The scenarios of a report: their names and colours. Pure. */
import type { Language } from '../format.ts';
import { both, escapeHtml } from './html.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { BETWEEN_COLOURS, SIDE_COLOURS } from './palette.ts';

/** All results of the report: the base, those between, the last. */
export const allSides = ({ sides, between = [] }: ReportInput): readonly ReportSide[] => [
  sides[0],
  ...between,
  sides[1],
];

/** Their names in a language; those of one name are numbered. */
export function allNames(input: ReportInput, language: Language): readonly string[] {
  const names = allSides(input).map((side) => side.scenario.name[language]);
  return names.map((name, i) => (names.filter((other) => other === name).length > 1 ? `${name} (${i + 1})` : name));
}

/** A colour and a dash for each, so that they are told apart without colour too. */
export const allLines = (
  input: ReportInput,
): ReadonlyArray<{ readonly colour: string; readonly dash: string | null }> => [
  { colour: SIDE_COLOURS[0], dash: null },
  ...(input.between ?? []).map((_, i) => BETWEEN_COLOURS[i % BETWEEN_COLOURS.length]!),
  { colour: SIDE_COLOURS[1], dash: null },
];

/** Names of the base and the last in a language. */
export function sideNames(input: ReportInput, language: Language): [string, string] {
  const names = allNames(input, language);
  return [names[0]!, names.at(-1)!];
}

export const sideHead = (input: ReportInput, side: 0 | 1): string =>
  both((language) => escapeHtml(sideNames(input, language)[side]));

/** A row of coloured words above a chart. */
export function legend(
  items: ReadonlyArray<{
    readonly colour: string;
    readonly words: string;
    readonly line?: boolean;
    readonly dashed?: boolean;
  }>,
): string {
  const entries = items.map(
    ({ colour, words, line, dashed }) =>
      `<li><i class="${line === true ? 'line' : 'box'}${dashed === true ? ' dashed' : ''}" style="--c:${colour}"></i>${words}</li>`,
  );
  return `<ul class="legend">${entries.join('')}</ul>`;
}

export const sideLegend = (input: ReportInput): string =>
  legend(([0, 1] as const).map((side) => ({ colour: SIDE_COLOURS[side], words: sideHead(input, side), line: true })));

/** As `sideLegend`, with those between. */
export const allLegend = (input: ReportInput): string =>
  legend(
    allLines(input).map(({ colour, dash }, i) => ({
      colour,
      words: both((language) => escapeHtml(allNames(input, language)[i]!)),
      line: true,
      dashed: dash !== null,
    })),
  );
