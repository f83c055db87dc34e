/** Charts of the average weekday by season: the district, and the charging of cars. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed, type Language } from '../format.ts';
import { MEAN_OF_SEASON } from '../provenance-screens.ts';
import { type Bilingual, both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput, SeasonRow } from './model.ts';
import { columnOf, originsBelow } from './origin.ts';
import { FLOW_COLOURS } from './palette.ts';
import { drawPlot } from './plot.ts';
import { allLines, allNames, allSides, legend } from './sides.ts';

const SEASONS: readonly Bilingual[] = [
  { nl: 'winter', en: 'winter' },
  { nl: 'lente', en: 'spring' },
  { nl: 'zomer', en: 'summer' },
  { nl: 'herfst', en: 'autumn' },
];

interface Line {
  readonly name: Bilingual;
  readonly colour: string;
  readonly dashed?: boolean;
  /** Place among all results of the report. */
  readonly side: number;
  readonly column: 'loadKw' | 'pvKw' | 'netKw' | 'chargeKw' | 'dischargeKw';
  readonly mw: (row: SeasonRow) => number;
}

function seasonPlot(input: ReportInput, lines: readonly Line[], title: string, language: Language): string {
  const data = lines.flatMap((line, index) =>
    allSides(input)[line.side]!.seasons.map((row) => ({
      line,
      index,
      hour: row.hour + 0.5,
      mw: line.mw(row),
      season: SEASONS[row.season]![language],
    })),
  );
  const seasons = [...new Set(input.sides[0].seasons.map(({ season }) => SEASONS[season]![language]))];
  const channels = {
    x: 'hour',
    y: 'mw',
    z: 'index',
    fx: 'season',
    stroke: (point: { line: Line }) => point.line.colour,
    curve: 'monotone-x',
  } as const;
  return drawPlot(title, {
    height: 250,
    marginLeft: 46,
    marginRight: 4,
    x: { label: null, domain: [0, 24], ticks: [0, 6, 12, 18], tickFormat: (hour: number) => `${hour}:00` },
    y: {
      label: 'MW',
      grid: true,
      labelArrow: 'none',
      nice: true,
      tickFormat: (mw: number) => formatFixed(mw, language, Number.isInteger(mw) ? 0 : 1),
    },
    fx: { label: null, domain: seasons },
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.ruleY([0], { stroke: 'var(--ink-2)' }),
      Plot.lineY(
        data.filter(({ line }) => line.dashed !== true),
        { ...channels, strokeWidth: 2.2 },
      ),
      Plot.lineY(
        data.filter(({ line }) => line.dashed === true),
        { ...channels, strokeWidth: 2.2, strokeDasharray: '5 4' },
      ),
    ],
  });
}

function seasonTable(input: ReportInput, lines: readonly Line[], caption: string, language: Language): string {
  return dataTable(
    caption,
    [language === 'nl' ? 'Seizoen en uur' : 'Season and hour', ...lines.map(({ name }) => escapeHtml(name[language]))],
    input.sides[0].seasons
      .filter(({ hour }) => hour % 3 === 0)
      .map((row) => [
        `${SEASONS[row.season]![language]} ${row.hour}:00`,
        ...lines.map((line) => {
          const same = allSides(input)[line.side]!.seasons.find(
            ({ season, hour }) => season === row.season && hour === row.hour,
          );
          return same === undefined ? '–' : formatFixed(line.mw(same), language, 2);
        }),
      ]),
  );
}

/** A chart of lines by season with its key and its numbers. */
function seasonFigure(input: ReportInput, lines: readonly Line[], title: Bilingual, explanation: Bilingual): string {
  const keys = legend(
    lines.map(({ name, colour, dashed }) => ({
      colour,
      words: text(name.nl, name.en),
      line: true,
      dashed: dashed === true,
    })),
  );
  const caption: Bilingual = {
    nl: 'Gemiddelde werkdag, MW, om de drie uur',
    en: 'Average weekday, MW, every three hours',
  };
  return figure(
    text(title.nl, title.en),
    text(explanation.nl, explanation.en),
    keys + both((language) => seasonPlot(input, lines, title[language], language), 'div'),
    both((language) => seasonTable(input, lines, caption[language], language), 'div'),
    originsBelow(
      input,
      [...new Map(lines.map((line) => [line.column, line])).values()].map(({ column, name }) => {
        const origin = columnOf(input, 'steps', column);
        return {
          label: text(name.nl, name.en),
          origin: {
            ...origin,
            formula: `${MEAN_OF_SEASON}${origin.formula}`,
          },
        };
      }),
    ),
  );
}

export function seasonCharts(input: ReportInput): string {
  const sides = allSides(input);
  const last = sides.length - 1;
  const colours = allLines(input).map(({ colour }) => colour);
  const [nl, en] = [allNames(input, 'nl'), allNames(input, 'en')];
  const named = (side: number, wordsNl: string, wordsEn: string): Bilingual => ({
    nl: `${nl[side]}: ${wordsNl}`,
    en: `${en[side]}: ${wordsEn}`,
  });
  const district: readonly Line[] = [
    {
      side: last,
      name: { nl: 'woningen en bedrijven', en: 'homes and businesses' },
      colour: FLOW_COLOURS.load,
      column: 'loadKw',
      mw: (row) => row.loadKw / 1000,
    },
    {
      side: last,
      name: { nl: 'zonnestroom', en: 'solar power' },
      colour: FLOW_COLOURS.pv,
      column: 'pvKw',
      mw: (row) => row.pvKw / 1000,
    },
    ...sides.map(
      (_, side): Line => ({
        side,
        name: named(side, 'van buiten', 'from outside'),
        colour: colours[side]!,
        dashed: true,
        column: 'netKw',
        mw: (row) => row.netKw / 1000,
      }),
    ),
  ];
  const discharges = sides.map((side) => side.seasons.some(({ dischargeKw }) => dischargeKw > 0));
  const cars: readonly Line[] = sides.flatMap((_, side): Line[] => [
    {
      side,
      name: named(side, 'laden', 'charging'),
      colour: colours[side]!,
      column: 'chargeKw',
      mw: (row) => row.chargeKw / 1000,
    },
    ...(discharges[side] === true
      ? [
          {
            side,
            name: named(side, 'terugleveren', 'discharging'),
            colour: colours[side]!,
            dashed: true,
            column: 'dischargeKw' as const,
            mw: (row: SeasonRow) => -row.dischargeKw / 1000,
          },
        ]
      : []),
  ]);
  return (
    seasonFigure(
      input,
      cars,
      { nl: 'Laden van auto’s op een gemiddelde werkdag', en: 'Charging of cars on an average weekday' },
      {
        nl: 'Alle auto’s in de wijk samen; onder nul leveren zij terug.',
        en: 'All cars in the district together; below zero they give back.',
      },
    ) +
    seasonFigure(
      input,
      district,
      { nl: 'De hele wijk op een gemiddelde werkdag', en: 'The whole district on an average weekday' },
      {
        nl: 'Woningen, bedrijven en zon (laatste scenario), en wat de wijk in elk scenario van buiten haalt; onder nul levert zij terug.',
        en: 'Homes, businesses and sun (last scenario), and what the district draws from outside in each scenario; below zero it feeds in.',
      },
    )
  );
}
