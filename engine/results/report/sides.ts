/** The two scenarios of a report: their names and colours. Pure. */
import type { Language } from '../format.ts';
import { both, escapeHtml } from './html.ts';
import type { ReportInput } from './model.ts';
import { SIDE_COLOURS } from './palette.ts';

/** Names of the two scenarios in a language. */
export const sideNames = ({ sides }: ReportInput, language: Language): [string, string] => {
  const [a, b] = sides.map((side) => side.scenario.name[language]) as [string, string];
  return a === b ? [`${a} (1)`, `${b} (2)`] : [a, b];
};

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
