/** Chart of what households pay by income. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed, formatNumber, type Language } from '../format.ts';
import { type Bilingual, both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { columnLines, originsBelow } from './origin.ts';
import { drawPlot } from './plot.ts';
import { allNames, allSides, legend } from './sides.ts';

const INCOME: Readonly<Record<string, Bilingual>> = {
  low: { nl: 'laag inkomen', en: 'low income' },
  middle: { nl: 'middeninkomen', en: 'middle income' },
  high: { nl: 'hoog inkomen', en: 'high income' },
};

const PARTS = [
  { column: 'mobilityEurPerMonth', nl: 'mobiliteit', en: 'mobility', colour: 'var(--m2)' },
  { column: 'energyEurPerMonth', nl: 'stroom in huis', en: 'electricity at home', colour: 'var(--sun)' },
  { column: 'heatEurPerMonth', nl: 'gas of warmte', en: 'gas or heat', colour: 'var(--m4)' },
] as const;

/** What households pay a month, by income. Heat is missing in results of older versions. */
export function incomeChart(input: ReportInput): string {
  const sides = allSides(input);
  const groupName = (group: string, language: Language): string => INCOME[group]?.[language] ?? group;
  const groups = input.sides[0].groups.map(({ group }) => group);
  const parts = PARTS.filter(({ column }) => sides.some((side) => side.groups.some((row) => row[column] != null)));
  const picture = both((language) => {
    const names = allNames(input, language);
    const bars = sides.flatMap((side, i) =>
      side.groups.flatMap((row) =>
        parts.map(({ column, colour }) => ({
          side: names[i]!,
          group: groupName(row.group, language),
          colour,
          eur: row[column] ?? 0,
        })),
      ),
    );
    return drawPlot(language === 'nl' ? 'Kosten per huishouden per maand' : 'Cost per household per month', {
      height: 60 + 90 * sides.length,
      marginBottom: 46,
      marginLeft: 190,
      marginRight: 120,
      x: {
        label: language === 'nl' ? '€ per huishouden per maand' : '€ per household per month',
        grid: true,
        labelArrow: 'none',
        labelAnchor: 'center',
        tickFormat: (eur: number) => formatFixed(eur, language, 0),
      },
      y: { label: null, domain: names },
      fy: { label: null, domain: groups.map((group) => groupName(group, language)) },
      marks: [
        Plot.barX(bars, Plot.stackX({ x: 'eur', y: 'side', fy: 'group', fill: 'colour', order: null, insetTop: 2 })),
        Plot.text(
          bars.filter(({ eur }) => eur > 0),
          Plot.stackX({
            x: 'eur',
            y: 'side',
            fy: 'group',
            text: (bar: { eur: number }) => formatFixed(bar.eur, language, 0),
            order: null,
            fill: 'var(--on-mode)',
            fontWeight: 600,
          }),
        ),
      ],
    });
  }, 'div');
  const table = both(
    (language) =>
      dataTable(
        language === 'nl' ? '€ per huishouden per maand' : '€ per household per month',
        [
          '',
          ...allNames(input, language).flatMap((name) => parts.map((part) => `${escapeHtml(name)}: ${part[language]}`)),
        ],
        groups.map((group, i) => [
          groupName(group, language),
          ...sides.flatMap((side) =>
            parts.map(({ column }) => {
              const eur = side.groups[i]?.[column];
              return eur == null ? '–' : formatNumber(eur, language);
            }),
          ),
        ]),
      ),
    'div',
  );
  return figure(
    text('Wie betaalt wat?', 'Who pays what?'),
    parts.length === PARTS.length
      ? text(
          'Mobiliteit (met laden), stroom in huis, en gas of stadswarmte.',
          'Mobility (charging included), electricity at home, and gas or district heat.',
        )
      : text(
          'Mobiliteit (met laden) en stroom in huis; gas en warmte ontbreken in deze uitkomsten.',
          'Mobility (charging included) and electricity at home; gas and heat are not in these results.',
        ),
    legend(parts.map(({ colour, nl, en }) => ({ colour, words: text(nl, en) }))) + picture,
    table,
    originsBelow(
      input,
      columnLines(
        input,
        'groups',
        parts.map(({ column, nl, en }) => [column, nl, en] as const),
      ),
    ),
  );
}
