/** Chart of what households pay by income. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed, formatNumber, type Language } from '../format.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { drawPlot } from './plot.ts';
import { legend, sideNames } from './sides.ts';

/** What households pay a month, by income. */
export function incomeChart(input: ReportInput): string {
  const INCOME = {
    low: { nl: 'laag inkomen', en: 'low income' },
    middle: { nl: 'middeninkomen', en: 'middle income' },
    high: { nl: 'hoog inkomen', en: 'high income' },
  } as const;
  const groupName = (group: string, language: Language): string =>
    (INCOME as Readonly<Record<string, { nl: string; en: string }>>)[group]?.[language] ?? group;
  const groups = input.sides[0].groups.map(({ group }) => group);
  const picture = both((language) => {
    const names = sideNames(input, language);
    const bars = input.sides.flatMap((side, i) =>
      side.groups.flatMap((row) => [
        {
          side: names[i]!,
          group: groupName(row.group, language),
          kind: 0,
          eur: row.mobilityEurPerMonth ?? 0,
          index: i,
        },
        { side: names[i]!, group: groupName(row.group, language), kind: 1, eur: row.energyEurPerMonth ?? 0, index: i },
      ]),
    );
    return drawPlot(language === 'nl' ? 'Kosten per huishouden per maand' : 'Cost per household per month', {
      height: 240,
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
        Plot.barX(
          bars,
          Plot.stackX({
            x: 'eur',
            y: 'side',
            fy: 'group',
            fill: (bar: { kind: number }) => (bar.kind === 0 ? 'var(--m2)' : 'var(--sun)'),
            order: null,
            insetTop: 2,
          }),
        ),
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
          ...sideNames(input, language).flatMap((name) =>
            [
              language === 'nl' ? 'mobiliteit' : 'mobility',
              language === 'nl' ? 'stroom in huis' : 'electricity at home',
            ].map((kind) => `${escapeHtml(name)}: ${kind}`),
          ),
        ],
        groups.map((group, i) => [
          groupName(group, language),
          ...input.sides.flatMap((side) =>
            [side.groups[i]?.mobilityEurPerMonth, side.groups[i]?.energyEurPerMonth].map((eur) =>
              eur == null ? '–' : formatNumber(eur, language),
            ),
          ),
        ]),
      ),
    'div',
  );
  return figure(
    text('Wie betaalt wat?', 'Who pays what?'),
    text('Mobiliteit (met laden) en stroom in huis.', 'Mobility (charging included) and electricity at home.'),
    legend([
      { colour: 'var(--m2)', words: text('mobiliteit', 'mobility') },
      { colour: 'var(--sun)', words: text('stroom in huis', 'electricity at home') },
    ]) + picture,
    table,
  );
}
