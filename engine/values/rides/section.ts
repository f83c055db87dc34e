/** Section of the report about measured rides of sniffer bikes: what was thrown out, exposure by route, model against measurement by street.
 *  In: the rides against either result. Out: HTML in both languages. Single rides are not in it. Pure. */
import { importPhraseInDutch } from '../../district/import-words.ts';
import { formatFixed, formatNumber } from '../../results/format.ts';
import { SCREEN_ORIGINS } from '../../results/provenance-screens.ts';
import { both, dataTable, escapeHtml, text } from '../../results/report/html.ts';
import type { ReportInput } from '../../results/report/model.ts';
import { columnOf, withOrigins } from '../../results/report/origin.ts';
import { sideHead } from '../../results/report/sides.ts';
import type { RideComparison } from './compare.ts';

/** Rides of a file against one result. */
export interface RidesFacts {
  readonly file: string;
  readonly sha256: string;
  readonly comparison: RideComparison;
  readonly streetNames: ReadonlyMap<number, string>;
  readonly report: {
    readonly read: Readonly<Record<string, number>>;
    readonly kept: Readonly<Record<string, number>>;
    readonly repaired: ReadonlyArray<{ readonly what: string; readonly count: number }>;
    readonly dropped: ReadonlyArray<{ readonly what: string; readonly count: number }>;
  };
}

/** Streets shown. */
const MOST_STREETS = 40;

const micro = (value: number | undefined): string =>
  both((language) => (value === undefined || !Number.isFinite(value) ? '–' : formatFixed(value, language, 1)));
const count = (value: number): string => both((language) => formatNumber(value, language, Math.max(10, value)));

export function ridesSection(input: ReportInput, [base, other]: readonly [RidesFacts, RidesFacts]): string {
  const origins = [
    {
      label: text('gemeten', 'measured'),
      origin: {
        ...SCREEN_ORIGINS.ridesMeasured,
        source: `Snuffelfiets, sensor Sensirion SPS30; ${base.file}, SHA-256 ${base.sha256.slice(0, 16)}`,
      },
    },
    { label: text('model', 'model'), origin: columnOf(input, 'links', 'pm25ExposureUgM3') },
  ];
  const tables = [routeTable(input, base, other), streetTable(input, base, other)].join('');
  return `<section id="rides"><h2>${text('Gemeten ritten naast het model', 'Measured rides beside the model')}</h2><p>${text(
    'Fijnstof (PM2,5) zoals snuffelfietsen het maten, naast wat fietsers volgens het model op dezelfde straten tegenkomen. Een meting is van één moment, het model een jaargemiddelde: vergelijk straten met elkaar, niet dagen. Goedkope sensoren meten bij vochtig weer te veel; dat is niet gecorrigeerd. Straten met minder dan tien ritten, of van minder dan tien fietsen, worden niet getoond; losse ritten nooit.',
    'Particulate matter (PM2.5) as sniffer bikes measured it, beside what cyclists meet on the same streets by the model. A measurement is of one moment, the model is a yearly mean: compare streets with each other, not days. Low-cost sensors read too high in humid weather; that is not corrected. Streets with fewer than ten rides, or of fewer than ten bicycles, are not shown; single rides never.',
  )}</p>${thrownOut(base)}${withOrigins(input, tables, origins)}${agreement(input, base, other)}</section>`;
}

function thrownOut({ report, comparison }: RidesFacts): string {
  const phrase = (what: string): string => text(importPhraseInDutch(what), what);
  const list = (words: string, notes: ReadonlyArray<{ readonly what: string; readonly count: number }>): string[] =>
    notes.map(({ what, count: n }) => `<li>${words}: ${count(n)} × ${phrase(what)}</li>`);
  const items = [
    ...list(text('weggelaten', 'thrown out'), report.dropped),
    ...list(text('omgerekend', 'converted'), report.repaired),
  ];
  const bikes = comparison.bikes === null ? '' : `, ${count(comparison.bikes)} ${text('fietsen', 'bicycles')}`;
  const kept = `<p>${count(report.read['points'] ?? 0)} ${text('punten gelezen', 'points read')}; ${count(report.kept['points'] ?? 0)} ${text('bruikbaar', 'usable')}, ${count(comparison.rides.length)} ${text('ritten', 'rides')}${bikes}.</p>`;
  return `${kept}${items.length === 0 ? '' : `<ul>${items.join('')}</ul>`}`;
}

/** Exposure by route, over the rides. */
function routeTable(input: ReportInput, base: RidesFacts, other: RidesFacts): string {
  const spreads = [
    [text('gemeten', 'measured'), base.comparison.byRoute?.measured],
    [`${text('model', 'model')}: ${sideHead(input, 0)}`, base.comparison.byRoute?.model],
    [`${text('model', 'model')}: ${sideHead(input, 1)}`, other.comparison.byRoute?.model],
  ] as const;
  if (base.comparison.byRoute === null) return '';
  return `<div class="scroll">${dataTable(
    text('Blootstelling per route, µg/m³', 'Exposure by route, µg/m³'),
    [
      '',
      text('schoonste tiende', 'cleanest tenth'),
      text('middelste rit', 'middle ride'),
      text('vuilste tiende', 'dirtiest tenth'),
    ],
    spreads.map(([words, spread]) => [words, micro(spread?.low), micro(spread?.middle), micro(spread?.high)]),
  )}</div>`;
}

function streetTable(input: ReportInput, base: RidesFacts, other: RidesFacts): string {
  const { streets, streetsWithheld } = base.comparison;
  const withheld = `<p class="missing">${count(streetsWithheld)} ${text('straten weggelaten: te weinig ritten of fietsen.', 'streets withheld: too few rides or bicycles.')}</p>`;
  if (streets.length === 0) return withheld;
  const otherOf = new Map(
    other.comparison.streets.flatMap(({ street, modelUgM3 }) =>
      // Results of another district have other streets under the same number.
      other.streetNames.get(street) === base.streetNames.get(street) ? [[street, modelUgM3] as const] : [],
    ),
  );
  const shown = [...streets].sort((a, b) => b.rides - a.rides || a.street - b.street).slice(0, MOST_STREETS);
  return `<div class="scroll">${dataTable(
    text('Per straat, PM2,5 in µg/m³', 'By street, PM2.5 in µg/m³'),
    [
      text('Straat', 'Street'),
      text('ritten', 'rides'),
      text('gemeten', 'measured'),
      `${text('model', 'model')}: ${sideHead(input, 0)}`,
      `${text('model', 'model')}: ${sideHead(input, 1)}`,
    ],
    shown.map((one) => [
      escapeHtml(base.streetNames.get(one.street) ?? ''),
      count(one.rides),
      micro(one.measuredUgM3),
      micro(one.modelUgM3),
      micro(otherOf.get(one.street)),
    ]),
  )}</div>${withheld}`;
}

function agreement(input: ReportInput, base: RidesFacts, other: RidesFacts): string {
  const line = ({ comparison }: RidesFacts, side: 0 | 1): string => {
    const { biasUgM3, rmseUgM3, correlation } = comparison;
    return `<li>${sideHead(input, side)}: ${text('model min meting', 'model less measurement')} ${micro(biasUgM3)} µg/m³, ${text('afwijking (rms)', 'rms')} ${micro(rmseUgM3)}, ${text('samenhang', 'correlation')} ${both((language) => (Number.isFinite(correlation) ? formatFixed(correlation, language, 2) : '–'))}</li>`;
  };
  return base.comparison.streets.length === 0 ? '' : `<ul>${line(base, 0)}${line(other, 1)}</ul>`;
}
