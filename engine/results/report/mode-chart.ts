/** Chart of trips by mode. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatPercent } from '../format.ts';
import { pascal } from '../indicators/travel.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { originOf } from '../provenance.ts';
import { originsBelow } from './origin.ts';
import { MODE_GROUPS } from './palette.ts';
import { drawPlot } from './plot.ts';
import { allNames, allSides, legend } from './sides.ts';

/** Share of trips by group of modes, one bar a scenario. */
export function modeChart(input: ReportInput): string {
  const count = allSides(input).length;
  const shareOf = (side: number, modes: readonly string[]): number =>
    modes.reduce((sum, mode) => {
      const row = input.comparison.indicators.find(({ key }) => key === `modeShare${pascal(mode)}`);
      // A comparison of a result with itself has one column.
      return sum + ((side === count - 1 ? row?.values.at(-1) : row?.values[side]) ?? 0);
    }, 0);
  const groups = MODE_GROUPS.map((group) => ({
    ...group,
    shares: Array.from({ length: count }, (_, side) => shareOf(side, group.modes)),
  }));
  const picture = both((language) => {
    const names = allNames(input, language);
    const bars = names.flatMap((name, side) =>
      groups.map((group) => ({ side: name, share: group.shares[side]!, colour: group.colour })),
    );
    return drawPlot(language === 'nl' ? 'Ritten naar vervoermiddel' : 'Trips by mode', {
      height: 50 * (count + 1),
      marginLeft: 190,
      marginTop: 4,
      x: { label: null, tickFormat: (share: number) => formatPercent(share, language, 0), domain: [0, 1] },
      y: { label: null, domain: names, padding: 0.25 },
      marks: [
        Plot.barX(bars, Plot.stackX({ x: 'share', y: 'side', fill: 'colour', order: null, insetLeft: 1 })),
        Plot.text(
          bars,
          Plot.stackX({
            x: 'share',
            y: 'side',
            order: null,
            text: (bar: { share: number }) => (bar.share >= 0.04 ? formatPercent(bar.share, language, 0) : ''),
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
        language === 'nl' ? 'Aandeel van de ritten' : 'Share of trips',
        ['', ...allNames(input, language).map(escapeHtml)],
        groups.map((group) => [group[language], ...group.shares.map((share) => formatPercent(share, language, 1))]),
      ),
    'div',
  );
  return figure(
    text('Hoe gaan mensen op weg?', 'How do people travel?'),
    text('Aandeel van alle ritten op een gemiddelde dag.', 'Share of all trips on an average day.'),
    legend(groups.map((group) => ({ colour: group.colour, words: text(group.nl, group.en) }))) + picture,
    table,
    originsBelow(input, [
      { label: text('aandeel van de ritten', 'share of trips'), origin: originOf('modeShareCar', 'travel') },
    ]),
  );
}
