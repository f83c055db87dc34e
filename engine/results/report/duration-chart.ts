/** Chart of the loading of the most loaded transformer over time. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatPercent } from '../format.ts';
import { SCREEN_ORIGINS } from '../provenance-screens.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { originsBelow } from './origin.ts';
import { drawPlot } from './plot.ts';
import { allLegend, allLines, allNames, allSides } from './sides.ts';

/** Loading of the most loaded transformer over the period, highest first. */
export function durationChart(input: ReportInput): string {
  const sides = allSides(input);
  const lines = allLines(input);
  const curves = sides.map((side) =>
    side.durationShare.map((share, k) => ({ at: k / (side.durationShare.length - 1), share })),
  );
  const picture = both(
    (language) =>
      drawPlot(
        language === 'nl' ? 'Belasting van de zwaarst belaste transformator' : 'Loading of the most loaded transformer',
        {
          height: 260,
          marginLeft: 56,
          marginBottom: 42,
          x: {
            label: language === 'nl' ? 'deel van de tijd' : 'share of the time',
            labelArrow: 'none',
            labelAnchor: 'center',
            tickFormat: (share: number) => formatPercent(share, language, 0),
          },
          y: {
            label: null,
            grid: true,
            domain: [0, Math.max(1.1, ...curves.flat().map(({ share }) => share))],
            tickFormat: (share: number) => formatPercent(share, language, 0),
          },
          marks: [
            Plot.ruleY([1], { stroke: 'var(--bad)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
            Plot.text([language === 'nl' ? 'waarvoor hij is gemaakt' : 'what it is rated for'], {
              x: 1,
              y: 1,
              dy: -8,
              textAnchor: 'end',
              fill: 'var(--bad)',
              frameAnchor: 'right',
            }),
            ...curves.map((curve, i) =>
              Plot.lineY(curve, {
                x: 'at',
                y: 'share',
                stroke: lines[i]!.colour,
                strokeWidth: 2.2,
                ...(lines[i]!.dash === null ? {} : { strokeDasharray: lines[i]!.dash }),
              }),
            ),
          ],
        },
      ),
    'div',
  );
  const at = (side: ReportSide, share: number): number | undefined =>
    side.durationShare[Math.round(share * (side.durationShare.length - 1))];
  const table = both(
    (language) =>
      dataTable(
        language === 'nl'
          ? 'Belasting die een deel van de tijd wordt overschreden'
          : 'Loading exceeded for a share of the time',
        [language === 'nl' ? 'Deel van de tijd' : 'Share of the time', ...allNames(input, language).map(escapeHtml)],
        [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1].map((share) => [
          formatPercent(share, language, 0),
          ...sides.map((side) => formatPercent(at(side, share) ?? Number.NaN, language, 0)),
        ]),
      ),
    'div',
  );
  return figure(
    text('De zwaarst belaste transformator', 'The most loaded transformer'),
    text(
      'Elk scenario zijn eigen zwaarst belaste; afname en teruglevering tellen allebei.',
      'Each scenario’s own most loaded; demand and feed-in both count.',
    ),
    allLegend(input) + picture,
    table,
    originsBelow(input, [
      {
        label: text('belasting', 'loading'),
        origin: SCREEN_ORIGINS.worstTransformer,
      },
    ]),
  );
}
