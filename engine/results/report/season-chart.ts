/** Chart of the average weekday by season. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed } from '../format.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput, SeasonRow } from './model.ts';
import { FLOW_COLOURS } from './palette.ts';
import { drawPlot } from './plot.ts';
import { legend, sideNames } from './sides.ts';

const SEASONS = [
  { nl: 'winter', en: 'winter' },
  { nl: 'lente', en: 'spring' },
  { nl: 'zomer', en: 'summer' },
  { nl: 'herfst', en: 'autumn' },
] as const;

const FLOWS = [
  { key: 'load', nl: 'woningen en bedrijven', en: 'homes and businesses' },
  { key: 'pv', nl: 'zonnestroom', en: 'solar power' },
  { key: 'charge', nl: 'laden van auto’s', en: 'charging of cars' },
  { key: 'discharge', nl: 'teruglevering uit auto’s', en: 'discharge from cars' },
] as const;

/** Mean weekday by season: load, sun, charging and discharging. */
export function seasonChart(input: ReportInput): string {
  const lines = (rows: readonly SeasonRow[]): Array<{ season: number; hour: number; flow: string; mw: number }> =>
    rows.flatMap((row) =>
      FLOWS.map(({ key }) => ({ season: row.season, hour: row.hour, flow: key, mw: row[`${key}Kw`] / 1000 })),
    );
  const seasons = [...new Set(input.sides[0].seasons.map(({ season }) => season))];
  const picture = both((language) => {
    const names = sideNames(input, language);
    const data = input.sides.flatMap((side, i) =>
      lines(side.seasons).map((row) => ({ ...row, side: names[i]!, name: SEASONS[row.season]![language] })),
    );
    return drawPlot(language === 'nl' ? 'Gemiddelde werkdag per seizoen' : 'Average weekday by season', {
      height: 420,
      marginLeft: 50,
      marginRight: 110,
      x: { label: null, ticks: [0, 6, 12, 18], tickFormat: (hour: number) => `${hour}:00` },
      y: {
        label: 'MW',
        grid: true,
        labelArrow: 'none',
        tickFormat: (mw: number) => formatFixed(mw, language, 0),
        nice: true,
      },
      fx: { label: null, domain: seasons.map((season) => SEASONS[season]![language]) },
      fy: { label: null, domain: names, tickFormat: (name: string) => wrap(name, 15) },
      facet: { marginRight: 110 },
      marks: [
        Plot.frame({ stroke: 'var(--line)' }),
        Plot.lineY(data, {
          x: 'hour',
          y: 'mw',
          z: 'flow',
          stroke: (row: { flow: keyof typeof FLOW_COLOURS }) => FLOW_COLOURS[row.flow],
          strokeWidth: 2.2,
          fx: 'name',
          fy: 'side',
          curve: 'monotone-x',
        }),
      ],
    });
  }, 'div');
  const table = both(
    (language) =>
      dataTable(
        language === 'nl' ? 'Gemiddelde werkdag, MW, om de drie uur' : 'Average weekday, MW, every three hours',
        [
          language === 'nl' ? 'Seizoen en uur' : 'Season and hour',
          ...sideNames(input, language).flatMap((name) =>
            FLOWS.map((flow) => `${escapeHtml(name)}: ${flow[language]}`),
          ),
        ],
        input.sides[0].seasons
          .filter(({ hour }) => hour % 3 === 0)
          .map((row) => [
            `${SEASONS[row.season]![language]} ${row.hour}:00`,
            ...input.sides.flatMap((side) => {
              const same = side.seasons.find(({ season, hour }) => season === row.season && hour === row.hour);
              return FLOWS.map(({ key }) =>
                same === undefined ? '–' : formatFixed(same[`${key}Kw`] / 1000, language, 2),
              );
            }),
          ]),
      ),
    'div',
  );
  return figure(
    text('Stroom op een gemiddelde werkdag', 'Electricity on an average weekday'),
    text(
      'De hele wijk samen, per seizoen; uren van de dag.',
      'The whole district together, by season; hours of the day.',
    ),
    legend(FLOWS.map((flow) => ({ colour: FLOW_COLOURS[flow.key], words: text(flow.nl, flow.en), line: true }))) +
      picture,
    table,
  );
}

/** Breaks a name into lines for the margin of a chart. */
function wrap(name: string, width: number): string {
  const lines = [''];
  for (const word of name.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
