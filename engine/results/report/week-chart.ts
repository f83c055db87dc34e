/** Chart of the week of the highest demand. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed, type Language } from '../format.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput, ReportSide, WeekRow } from './model.ts';
import { columnLines, originsBelow } from './origin.ts';
import { drawPlot } from './plot.ts';
import { allLegend, allLines, allNames, allSides } from './sides.ts';

/** The week of the highest demand: power at the edge of the district. */
export function weekChart(input: ReportInput): string {
  const dates = [...new Set(input.sides[0].week.map(({ localDate }) => localDate))];
  const sides = allSides(input);
  const lines = allLines(input);
  const starts = input.sides[0].week.filter(({ localS }) => localS === 0);
  const dateAt = new Map(starts.map(({ startUtcS, localDate }) => [startUtcS, localDate]));
  const picture = both(
    (language) =>
      drawPlot(language === 'nl' ? 'De week met de hoogste vraag' : 'The week of the highest demand', {
        height: 260,
        marginLeft: 50,
        x: {
          label: null,
          ticks: starts.map(({ startUtcS }) => startUtcS + HALF_DAY_S),
          tickFormat: (at: number) => dayName(dateAt.get(at - HALF_DAY_S) ?? '', language),
          tickSize: 0,
          tickPadding: 8,
        },
        y: { label: 'MW', grid: true, labelArrow: 'none', tickFormat: (mw: number) => formatFixed(mw, language, 0) },
        marks: [
          Plot.ruleX(starts, { x: 'startUtcS', stroke: 'var(--line)' }),
          Plot.ruleY([0], { stroke: 'var(--ink-2)' }),
          ...sides.map((side, i) =>
            Plot.lineY(side.week, {
              x: 'startUtcS',
              y: ({ netKw }: WeekRow) => netKw / 1000,
              stroke: lines[i]!.colour,
              strokeWidth: 1.8,
              ...(lines[i]!.dash === null ? {} : { strokeDasharray: lines[i]!.dash }),
            }),
          ),
        ],
      }),
    'div',
  );
  const extremes = (side: ReportSide, date: string): readonly [number, number] => {
    const powers = side.week.filter(({ localDate }) => localDate === date).map(({ netKw }) => netKw / 1000);
    return [Math.max(...powers), Math.min(...powers)];
  };
  const table = both(
    (language) =>
      dataTable(
        language === 'nl'
          ? 'Hoogste en laagste vermogen per dag, MW (min: teruglevering)'
          : 'Highest and lowest power by day, MW (minus: feed-in)',
        [
          language === 'nl' ? 'Dag' : 'Day',
          ...allNames(input, language).flatMap((name) =>
            (language === 'nl' ? ['hoogste', 'laagste'] : ['highest', 'lowest']).map(
              (word) => `${escapeHtml(name)}: ${word}`,
            ),
          ),
        ],
        dates.map((date) => [
          date,
          ...sides.flatMap((side) => extremes(side, date).map((mw) => formatFixed(mw, language, 1))),
        ]),
      ),
    'div',
  );
  return figure(
    text('De week met de hoogste vraag', 'The week of the highest demand'),
    text(
      'Vermogen op de grens van de wijk: boven nul haalt de wijk stroom van buiten, onder nul levert zij terug.',
      'Power at the edge of the district: above zero it draws electricity from outside, below zero it feeds in.',
    ),
    allLegend(input) + picture,
    table,
    originsBelow(
      input,
      columnLines(input, 'steps', [['netKw', 'vermogen op de grens van de wijk', 'power at the edge of the district']]),
    ),
  );
}

/** Names of days stand in the middle of the day. */
const HALF_DAY_S = 43_200;

const dayName = (isoDate: string, language: Language): string =>
  isoDate === ''
    ? ''
    : new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(new Date(`${isoDate}T12:00:00Z`));
