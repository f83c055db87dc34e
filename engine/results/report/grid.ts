/** Section of the report about the grid: smart charging against a new cable in euros, who bears it, quality of voltage by neighbourhood,
 *  hosting capacity, loading over time. In: comparison. Out: HTML in both languages, empty when the results hold none of it. Pure. */
import * as Plot from '@observablehq/plot';
import { formatNumber, formatPercent, type Language } from '../format.ts';
import { both, dataTable, escapeHtml, figure, text } from './html.ts';
import { indicatorTable } from './indicator-table.ts';
import type { HostingRow, ReportInput, ReportSide, ZoneRow } from './model.ts';
import { columnLines, originsBelow, withOrigins } from './origin.ts';
import { SIDE_COLOURS } from './palette.ts';
import { drawPlot } from './plot.ts';
import { sideHead, sideLegend, sideNames } from './sides.ts';

/** In the order of the sum: what works cost, what steering costs, both. */
export const EURO_KEYS = [
  'transformersToReinforce',
  'cableToReinforceKm',
  'reinforcementEurPerYear',
  'carsHeldBack',
  'withheldMwh',
  'unservedByGridMwh',
  'limitEurPerYear',
  'gridTotalEurPerYear',
] as const;

export const QUALITY_KEYS = [
  'worstTransformerShare',
  'transformersOverloaded',
  'overloadHours',
  'cableOverloadHours',
  'minVoltagePu',
  'maxVoltagePu',
  'voltageBreachHours',
  'jointsOutsideNorm',
  'jointsUnbalanced',
  'reverseFlowHours',
  'hotSpotMaxC',
  'gridLossMwh',
] as const;

export function gridSection(input: ReportInput): string {
  const parts = [
    indicatorPart(
      input,
      EURO_KEYS,
      text('Slim laden tegen een nieuwe kabel', 'Smart charging against a new cable'),
      text(
        'Verzwaren is een zwaardere of extra transformator waar de belasting boven de grens komt, en een tweede kabel naast elk stuk dat te zwaar belast is of waar de spanning buiten 207–253 V komt, omgeslagen over de levensduur. Sturen kost wat bestuurders ontberen en wat meten en regelen kost. De prijzen staan bij de aannames.',
        'Reinforcing is a larger or further transformer where loading passes its limit, and a second cable beside each stretch that carries too much or where the voltage leaves 207–253 V, spread over its life. Steering costs what drivers miss, and metering and control. Prices stand with the assumptions.',
      ),
    ),
    bearersPart(input),
    indicatorPart(
      input,
      QUALITY_KEYS,
      text('Belasting en spanning', 'Loading and voltage'),
      text(
        'EN 50160 en de Netcode: in elke week ligt 95 % van de gemiddelden binnen 207–253 V en alles boven 195,5 V; asymmetrie blijft in 95 % van de tijd onder 2 %. Kwartieren staan voor de tien minuten van de norm.',
        'EN 50160 and the Dutch grid code: in every week 95 % of the means lie within 207–253 V and all above 195.5 V; unbalance stays below 2 % in 95 % of the time. Quarter hours stand for the ten minutes of the norm.',
      ),
    ),
    zonesPart(input),
    durationPart(input),
    hostingPart(input),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  return `<section id="grid"><h2>${text('Het elektriciteitsnet', 'The electricity grid')}</h2>${parts.join('')}</section>`;
}

function indicatorPart(input: ReportInput, keys: readonly string[], title: string, explanation: string): string {
  const table = indicatorTable(input, keys, { withDifference: true });
  return table === '' ? '' : `<h3>${title}</h3><p>${explanation}</p>${table}`;
}

const INCOME_NAMES: Readonly<Record<string, readonly [nl: string, en: string]>> = {
  low: ['laag inkomen', 'low income'],
  middle: ['midden', 'middle'],
  high: ['hoog inkomen', 'high income'],
};

/** Who goes without: energy missing at departure because of limits, by income and by neighbourhood. */
function bearersPart(input: ReportInput): string {
  const limited = input.sides.some((side) => side.groups.some((group) => group.unservedByGridKwhPerYear !== undefined));
  if (!limited) return '';
  const kwh = (value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatNumber(value, language, Math.max(10, Math.abs(value)))));
  const names = [...new Set(input.sides.flatMap((side) => side.groups.map(({ group }) => group)))];
  const byIncome = names.map((name) => [
    text(INCOME_NAMES[name]?.[0] ?? name, INCOME_NAMES[name]?.[1] ?? name),
    ...input.sides.flatMap((side) => {
      const row = side.groups.find(({ group }) => group === name);
      return [kwh(row?.withheldKwhPerYear), kwh(row?.unservedByGridKwhPerYear)];
    }),
  ]);
  const zones = input.sides[1].zones.filter(({ external }) => external === 0);
  const byZone = zones.map((zone) => [
    escapeHtml(zone.name),
    ...input.sides.flatMap((side) => {
      const row = side.zones.find((one) => one.zone === zone.zone);
      return [kwh(row?.withheldKwhPerYear), kwh(row?.unservedByGridKwhPerYear)];
    }),
  ]);
  const head = (first: string): string[] => [
    first,
    ...([0, 1] as const).flatMap((side) => [
      `${sideHead(input, side)} ${text('moest wachten', 'had to wait')}`,
      `${sideHead(input, side)} ${text('ontbrak bij vertrek', 'missing at departure')}`,
    ]),
  ];
  const table = (of: string, first: string, rows: string[][]): string =>
    withOrigins(
      input,
      `<div class="scroll">${dataTable('', head(first), rows)}</div>`,
      columnLines(input, of, [
        ['withheldKwhPerYear', 'moest wachten', 'had to wait'],
        ['unservedByGridKwhPerYear', 'ontbrak bij vertrek', 'missing at departure'],
      ]),
    );
  return `<h3>${text('Wie draagt de grens: kWh per jaar', 'Who bears the limit: kWh a year')}</h3>${table(
    'groups',
    text('Inkomen', 'Income'),
    byIncome,
  )}<details><summary>${text('Toon per buurt', 'Show by neighbourhood')}</summary>${table('zones', text('Buurt', 'Neighbourhood'), byZone)}</details>`;
}

function zonesPart(input: ReportInput): string {
  const known = ({ zones }: ReportSide): boolean => zones.some((zone) => zone.jointsOutsideNorm !== undefined);
  if (!input.sides.some(known)) return '';
  const zones = input.sides[1].zones.filter(({ external }) => external === 0);
  const number = (value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatNumber(value, language, Math.max(10, Math.abs(value)))));
  const share = (value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatPercent(value, language, 1)));
  const cells = (row: ZoneRow | undefined): string[] => [
    number(row?.homesOutsideNorm),
    share(row?.worstWeekShare),
    number(row?.jointsUnbalanced),
    number(row?.reverseFlowHours),
    number(row?.transformerLifeHours),
  ];
  const heads = [
    text('woningen buiten EN 50160', 'homes outside EN 50160'),
    text('slechtste week binnen 207–253 V', 'worst week within 207–253 V'),
    text('moffen met te veel asymmetrie', 'joints with too much unbalance'),
    text('uren teruglevering, meeste', 'hours of reverse flow, most'),
    text('verbruikte levensduur, uur bij 98 °C', 'life used, hours at 98 °C'),
  ];
  return `<details><summary>${text('Spanning en transformatoren per buurt', 'Voltage and transformers by neighbourhood')}</summary>${withOrigins(
    input,
    `<div class="scroll">${dataTable(
      '',
      [
        text('Buurt', 'Neighbourhood'),
        ...([0, 1] as const).flatMap((side) => heads.map((head) => `${sideHead(input, side)} ${head}`)),
      ],
      zones.map((zone) => [
        escapeHtml(zone.name),
        ...input.sides.flatMap((side) => cells(side.zones.find((one) => one.zone === zone.zone))),
      ]),
    )}</div>`,
    columnLines(input, 'zones', [
      ['homesOutsideNorm', 'woningen buiten EN 50160', 'homes outside EN 50160'],
      ['worstWeekShare', 'slechtste week', 'worst week'],
      ['jointsUnbalanced', 'moffen met te veel asymmetrie', 'joints with too much unbalance'],
      ['reverseFlowHours', 'uren teruglevering', 'hours of reverse flow'],
      ['transformerLifeHours', 'verbruikte levensduur', 'life used'],
    ]),
  )}</details>`;
}

/** Loading over time of the middle transformer, one in ten and one in a hundred. */
function durationPart(input: ReportInput): string {
  const data = input.sides.flatMap((side, i) =>
    (side.grid?.durations ?? []).flatMap((row) =>
      (['middle', 'tenth', 'hundredth'] as const).map((which) => ({
        at: row.timeShare,
        share: row[which],
        side: i as 0 | 1,
        line: `${i}${which}`,
      })),
    ),
  );
  if (data.length === 0) return '';
  const percent = (language: Language) => (value: number) => formatPercent(value, language, 0);
  const picture = both(
    (language) =>
      drawPlot(language === 'nl' ? 'Belasting van transformatoren over de tijd' : 'Loading of transformers over time', {
        height: 280,
        marginLeft: 56,
        marginBottom: 42,
        x: {
          label: language === 'nl' ? 'deel van de tijd' : 'share of the time',
          labelArrow: 'none',
          labelAnchor: 'center',
          tickFormat: percent(language),
        },
        y: {
          label: null,
          grid: true,
          domain: [0, Math.max(1.1, ...data.map(({ share }) => share))],
          tickFormat: percent(language),
        },
        marks: [
          Plot.ruleY([1], { stroke: 'var(--bad)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
          Plot.lineY(data, {
            x: 'at',
            y: 'share',
            z: 'line',
            stroke: (row: { side: 0 | 1 }) => SIDE_COLOURS[row.side],
            strokeWidth: 2,
          }),
        ],
      }),
    'div',
  );
  const table = both((language) => {
    const words = language === 'nl' ? ['middelste', '1 op 10', '1 op 100'] : ['middle', '1 in 10', '1 in 100'];
    const rows = input.sides.find((side) => side.grid !== undefined)!.grid!.durations.filter((_, k) => k % 4 === 0);
    return dataTable(
      language === 'nl'
        ? 'Belasting die een deel van de tijd wordt overschreden'
        : 'Loading exceeded for a share of the time',
      [
        language === 'nl' ? 'Deel van de tijd' : 'Share of the time',
        ...sideNames(input, language).flatMap((name) => words.map((word) => `${escapeHtml(name)}, ${word}`)),
      ],
      rows.map(({ timeShare }) => [
        formatPercent(timeShare, language, 0),
        ...input.sides.flatMap((side) => {
          const row = side.grid?.durations.find((one) => one.timeShare === timeShare);
          return [row?.middle, row?.tenth, row?.hundredth].map((value) =>
            value === undefined ? '–' : formatPercent(value, language, 0),
          );
        }),
      ]),
    );
  }, 'div');
  return figure(
    text('Hoe lang transformatoren zwaar belast zijn', 'How long transformers are loaded heavily'),
    text(
      'Drie lijnen per scenario: de middelste transformator, de zwaarste van tien en de zwaarste van honderd.',
      'Three lines for each scenario: the middle transformer, the heaviest of ten and the heaviest of a hundred.',
    ),
    sideLegend(input) + picture,
    table,
    originsBelow(
      input,
      columnLines(input, 'durations', [
        [
          'loadingShare',
          'quantielen 0,5, 0,9 en 0,99 over transformatoren',
          'quantiles 0.5, 0.9 and 0.99 over transformers',
        ],
      ]),
    ),
  );
}

const TECHNOLOGIES: Readonly<Record<string, readonly [nl: string, en: string]>> = {
  pv: ['zonnepanelen', 'panels'],
  car: ['ladende auto', 'charging car'],
  'heat-pump': ['warmtepomp', 'heat pump'],
};
const LIMITS: Readonly<Record<string, readonly [nl: string, en: string]>> = {
  none: ['geen', 'none'],
  transformer: ['transformator', 'transformer'],
  cable: ['kabel', 'cable'],
  'low voltage': ['lage spanning', 'low voltage'],
  'high voltage': ['hoge spanning', 'high voltage'],
};

/** By neighbourhood and technology: how many homes can have it, with the band over random orders. */
function hostingPart(input: ReportInput): string {
  const names = new Map(input.sides.flatMap(({ zones }) => zones.map(({ zone, name }) => [zone, name] as const)));
  const keys = [
    ...new Map(
      input.sides.flatMap((side) =>
        (side.grid?.hosting ?? []).map((row) => [`${row.technology} ${row.zone}`, row] as const),
      ),
    ).values(),
  ];
  if (keys.length === 0) return '';
  const cell = (row: HostingRow | undefined): string[] => {
    if (row === undefined || row.homes === 0) return ['–', '–'];
    const band = both((language) => {
      const share = (homes: number): string => formatPercent(homes / row.homes, language, 0);
      return `${share(row.homesMedian)} <small>(${share(row.homesP10)}–${share(row.homesP90)})</small>`;
    });
    return [band, text(LIMITS[row.limit]?.[0] ?? row.limit, LIMITS[row.limit]?.[1] ?? row.limit)];
  };
  const title = text(
    'Hoeveel woningen het nog kunnen hebben, voor de eerste grens',
    'How many homes can have it, before the first limit',
  );
  return `<h3>${title}</h3><p>${text(
    'Woningen krijgen in willekeurige volgorde zon, een laadpunt of een warmtepomp, elk in zijn zwaarste uur, tot een transformator, kabel of spanning zijn grens raakt. Midden van de volgordes, tussen haakjes de slechtste en beste tiende.',
    'Homes get sun, a charge point or a heat pump in random order, each in its hardest hour, until a transformer, cable or voltage reaches its limit. Middle of the orders, in brackets the worst and best tenth.',
  )}</p><details><summary>${text('Toon per buurt', 'Show by neighbourhood')}</summary>${withOrigins(
    input,
    `<div class="scroll">${dataTable(
      title,
      [
        text('Buurt', 'Neighbourhood'),
        text('wat', 'what'),
        ...([0, 1] as const).flatMap((side) => [sideHead(input, side), text('eerste grens', 'first limit')]),
      ],
      keys.map(({ technology, zone }) => [
        escapeHtml(names.get(zone) ?? zone),
        text(TECHNOLOGIES[technology]?.[0] ?? technology, TECHNOLOGIES[technology]?.[1] ?? technology),
        ...input.sides.flatMap((side) =>
          cell(side.grid?.hosting.find((row) => row.technology === technology && row.zone === zone)),
        ),
      ]),
    )}</div>`,
    columnLines(input, 'hosting', [
      ['homesMedian', 'midden van de volgordes', 'middle of the orders'],
      ['homesP10', 'slechtste tiende', 'worst tenth'],
      ['homesP90', 'beste tiende', 'best tenth'],
      ['limit', 'eerste grens', 'first limit'],
    ]),
  )}</details>`;
}
