/** Chart of neighbourhoods. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { formatFixed, formatPercent, type Language } from '../format.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { columnLines, type OriginLine, originsBelow } from './origin.ts';
import { SIDE_COLOURS } from './palette.ts';
import { drawPlot } from './plot.ts';
import { allLegend, allLines, allNames, allSides } from './sides.ts';

/** What is compared by neighbourhood. */
export const ZONE_METRICS = [
  {
    key: 'peakLoadingShare',
    nl: 'Zwaarst belaste transformator',
    en: 'Most loaded transformer',
    share: true,
    digits: 0,
  },
  { key: 'carTripShare', nl: 'Ritten als autobestuurder', en: 'Trips as a car driver', share: true, digits: 1 },
  {
    key: 'mobilityEurPerMonth',
    nl: 'Mobiliteit, € per huishouden per maand',
    en: 'Mobility, € per household per month',
    share: false,
    digits: 0,
  },
  {
    key: 'energyEurPerMonth',
    nl: 'Stroom in huis, € per huishouden per maand',
    en: 'Electricity at home, € per household per month',
    share: false,
    digits: 0,
  },
] as const;
export type ZoneMetric = (typeof ZONE_METRICS)[number];

export const metricText = (
  value: number | null | undefined,
  metric: Pick<ZoneMetric, 'share' | 'digits'>,
  language: Language,
): string =>
  value == null
    ? '–'
    : metric.share
      ? formatPercent(value, language, metric.digits)
      : formatFixed(value, language, metric.digits);

/** One line a neighbourhood, a dot a scenario, for three quantities. */
export function zoneChart(input: ReportInput): string {
  const [base] = input.sides;
  const sides = allSides(input);
  const colours = allLines(input).map(({ colour }) => colour);
  const rowOf = sides.map((side) => new Map(side.zones.map((zone) => [zone.zone, zone])));
  const otherOf = rowOf.at(-1)!;
  const zones = base.zones.filter((zone) => zone.external === 0 && zone.persons !== null);
  const names = zones.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'nl'));
  const metrics = ZONE_METRICS.slice(0, 3);
  const panels = (language: Language): string =>
    metrics
      .map((metric, i) => {
        const ends = zones.flatMap((zone) => {
          const from = zone[metric.key];
          const to = otherOf.get(zone.zone)?.[metric.key];
          return from == null || to == null ? [] : [{ name: zone.name, from, to }];
        });
        return drawPlot(metric[language], {
          width: i === 0 ? 500 : 292,
          height: 40 + 21 * names.length,
          marginLeft: i === 0 ? 238 : 12,
          marginRight: 14,
          marginTop: 28,
          marginBottom: 8,
          x: {
            axis: 'top',
            label: null,
            grid: true,
            ticks: 4,
            tickFormat: (value: number) =>
              metric.share ? formatPercent(value, language, 0) : formatFixed(value, language, 0),
          },
          y: { label: null, domain: names, axis: i === 0 ? 'left' : null, tickSize: 0 },
          marks: [
            Plot.ruleY(names, { stroke: 'var(--line)' }),
            ...(metric.key === 'peakLoadingShare'
              ? [Plot.ruleX([1], { stroke: 'var(--bad)', strokeDasharray: '5 4' })]
              : []),
            Plot.link(ends, {
              x1: 'from',
              x2: 'to',
              y1: 'name',
              y2: 'name',
              stroke: 'var(--other)',
              strokeWidth: 3,
              strokeOpacity: 0.45,
            }),
            ...sides.slice(1, -1).map((_, k) =>
              Plot.dot(
                zones.flatMap((zone) => {
                  const value = rowOf[k + 1]!.get(zone.zone)?.[metric.key];
                  return value == null ? [] : [{ name: zone.name, value }];
                }),
                { x: 'value', y: 'name', fill: colours[k + 1]!, r: 4.5, symbol: k === 0 ? 'diamond2' : 'square2' },
              ),
            ),
            Plot.dot(ends, { x: 'from', y: 'name', fill: SIDE_COLOURS[0], r: 4.5 }),
            Plot.dot(ends, { x: 'to', y: 'name', fill: SIDE_COLOURS[1], r: 4.5 }),
          ],
        });
      })
      .map((svg, i) => `<div><h4>${escapeHtml(metrics[i]![language])}</h4>${svg}</div>`)
      .join('');
  const table = both(
    (language) =>
      dataTable(
        language === 'nl' ? 'Per buurt; – is minder dan tien mensen' : 'By neighbourhood; – is fewer than ten people',
        [
          '',
          ...ZONE_METRICS.flatMap((metric) =>
            allNames(input, language).map((name) => `${metric[language]}: ${escapeHtml(name)}`),
          ),
        ],
        names.map((name) => {
          const zone = zones.find((candidate) => candidate.name === name)!;
          return [
            escapeHtml(name),
            ...ZONE_METRICS.flatMap((metric) =>
              rowOf.map((rows) => metricText(rows.get(zone.zone)?.[metric.key], metric, language)),
            ),
          ];
        }),
      ),
    'div',
  );
  return figure(
    text('Per buurt', 'By neighbourhood'),
    text(
      'Een stip per scenario; de lijn gaat van het eerste naar het laatste.',
      'A dot for each scenario; the line goes from the first to the last.',
    ),
    allLegend(input) + both((language) => `<div class="panels">${panels(language)}</div>`, 'div'),
    table,
    originsBelow(input, zoneOrigins(input)),
  );
}

/** Where the quantities by neighbourhood come from. */
export const zoneOrigins = (input: ReportInput): OriginLine[] =>
  columnLines(
    input,
    'zones',
    ZONE_METRICS.map(({ key, nl, en }) => [key, nl, en] as const),
  );
