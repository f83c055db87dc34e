/** Who travels how, what is within reach of whom and who pays whom: tables of both scenarios side by side. Values in, HTML out. Pure. */
import { ACCESS_MINUTES } from '../../mobility/access.ts';
import { formatFixed, formatPercent, type Language } from '../format.ts';
import { DIMENSION_TEXT, GROUP_TEXT } from '../traveller-words.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { AccessRow, AccountRow, ReportInput, TravellerRow } from './model.ts';
import { columnLines, type OriginLine, withOrigins } from './origin.ts';
import { sideNames } from './sides.ts';

const groupName = (name: string, language: Language): string => escapeHtml(GROUP_TEXT[name]?.[language] ?? name);

const share = (value: number | null, language: Language): string =>
  value === null ? '–' : formatPercent(value, language, 0);
const fixed = (value: number | null, language: Language, digits: number): string =>
  value === null ? '–' : formatFixed(value, language, digits);

/** Sum that is unknown when a part is withheld. */
const plus = (...values: ReadonlyArray<number | null>): number | null =>
  values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Nothing for results of older versions, which lack the tables. */
export function travellersSection(input: ReportInput): string {
  const last = input.sides[1];
  if (last.travellers === undefined) return '';
  const parts = [travellerTables(input), accessTables(input), accountTables(input)];
  return `<h3>${text('Wie reist hoe, wat is bereikbaar en wie betaalt', 'Who travels how, what is within reach and who pays')}</h3>${parts.join('')}`;
}

const details = (input: ReportInput, summary: string, inside: string, lines: readonly OriginLine[]): string =>
  `<details><summary>${summary}</summary>${withOrigins(input, `<div class="scroll">${inside}</div>`, lines)}</details>`;

/** Both sides of one figure in one cell when they differ. */
const pair = (a: string, b: string): string => (a === b ? a : `${a} → ${b}`);

function travellerTables(input: ReportInput): string {
  const [base, other] = input.sides.map((side) => side.travellers ?? []) as [
    readonly TravellerRow[],
    readonly TravellerRow[],
  ];
  const lines = columnLines(input, 'travellers', [
    ['shareWalk', 'lopen', 'walking'],
    ['shareBike + shareEBike', 'fiets', 'bicycle'],
    ['shareBusTram + shareTrain + shareParkAndRide', 'ov', 'public transport'],
    ['shareCar + shareCarPassenger', 'auto', 'car'],
    ['shareSharedCar + shareSharedBike', 'deelvervoer', 'shared'],
    ['kmPerPersonPerDay', 'km', 'km'],
    ['travelTimeMinPerPersonPerDay', 'minuten', 'minutes'],
    ['paidEurPerPersonPerDay', 'betaald', 'paid'],
    ['paidShareOfIncome', 'deel van inkomen', 'share of income'],
    ['co2KgPerPersonPerDay', 'CO₂', 'CO₂'],
    ['activeMinPerPersonPerDay', 'actief', 'active'],
    ['turnedAwayPerDay', 'geweigerd', 'turned away'],
  ]);
  return Object.entries(DIMENSION_TEXT)
    .map(([dimension, words]) => {
      const rows = other.filter((row) => row.dimension === dimension);
      if (rows.length === 0) return '';
      const table = both((language) => {
        const names = sideNames(input, language);
        const head =
          language === 'nl'
            ? [
                words.nl,
                'lopen',
                'fiets',
                'ov',
                'auto',
                'deelvervoer',
                'km',
                'minuten',
                'betaald, EUR',
                'deel van inkomen',
                'CO₂, kg',
                'actief, min',
                'geweigerd',
              ]
            : [
                words.en,
                'walking',
                'bicycle',
                'public transport',
                'car',
                'shared',
                'km',
                'minutes',
                'paid, EUR',
                'share of income',
                'CO₂, kg',
                'active, min',
                'turned away',
              ];
        return dataTable(
          language === 'nl'
            ? `${escapeHtml(names.join(' → '))}: aandelen van ritten; km, minuten, kosten, CO₂ en beweging per inwoner per dag`
            : `${escapeHtml(names.join(' → '))}: shares of trips; km, minutes, cost, CO₂ and activity a resident a day`,
          head,
          rows.map((row) => {
            const before = base.find((one) => one.dimension === dimension && one.group === row.group) ?? row;
            const cell = (of: (one: TravellerRow) => string): string => pair(of(before), of(row));
            return [
              groupName(row.group, language),
              cell((r) => share(r.shareWalk, language)),
              cell((r) => share(plus(r.shareBike, r.shareEBike), language)),
              cell((r) => share(plus(r.shareBusTram, r.shareTrain, r.shareParkAndRide), language)),
              cell((r) => share(plus(r.shareCar, r.shareCarPassenger), language)),
              cell((r) => share(plus(r.shareSharedCar, r.shareSharedBike), language)),
              cell((r) => fixed(r.kmPerPersonPerDay, language, 1)),
              cell((r) => fixed(r.travelTimeMinPerPersonPerDay, language, 0)),
              cell((r) => fixed(r.paidEurPerPersonPerDay, language, 2)),
              cell((r) => (r.paidShareOfIncome === null ? '–' : formatPercent(r.paidShareOfIncome, language, 1))),
              cell((r) => fixed(r.co2KgPerPersonPerDay, language, 2)),
              cell((r) => fixed(r.activeMinPerPersonPerDay, language, 0)),
              cell((r) => fixed(r.turnedAwayPerDay, language, 0)),
            ];
          }),
        );
      }, 'div');
      return details(input, text(`Reizen per ${words.nl}`, `Travel by ${words.en}`), table, lines);
    })
    .join('');
}

function accessTables(input: ReportInput): string {
  const rows = input.sides[1].access;
  if (rows === undefined) return '';
  const before = input.sides[0].access ?? rows;
  const groups = [...new Set(rows.filter((row) => row.dimension !== 'neighbourhood').map((row) => row.group))];
  const ways = ['walk', 'bike', 'transit', 'car', 'best'] as const;
  const find = (of: readonly AccessRow[], group: string, mode: string, minutes: number): AccessRow | undefined =>
    of.find(
      (row) => row.group === group && row.mode === mode && row.minutes === minutes && row.dimension !== 'neighbourhood',
    );
  const table = (what: 'jobsShare' | 'facilitiesShare', minutes: number): string =>
    both(
      (language) =>
        dataTable(
          language === 'nl'
            ? `Deel van de ${what === 'jobsShare' ? 'banen' : 'winkels en vrije tijd'} in de regio binnen ${minutes} minuten, gemiddeld over inwoners`
            : `Share of the region’s ${what === 'jobsShare' ? 'jobs' : 'shops and leisure'} within ${minutes} minutes, mean over residents`,
          language === 'nl'
            ? ['', 'lopend', 'fiets', 'openbaar vervoer', 'auto', 'beste eigen manier']
            : ['', 'on foot', 'bicycle', 'public transport', 'car', 'best of one’s own'],
          groups.map((group) => [
            groupName(group, language),
            ...ways.map((way) =>
              pair(
                share(find(before, group, way, minutes)?.[what] ?? null, language),
                share(find(rows, group, way, minutes)?.[what] ?? null, language),
              ),
            ),
          ]),
        ),
      'div',
    );
  const tables = (['jobsShare', 'facilitiesShare'] as const).flatMap((what) =>
    ACCESS_MINUTES.map((minutes) => table(what, minutes)),
  );
  return details(
    input,
    text('Bereikbaarheid per groep', 'Access by group'),
    tables.join(''),
    columnLines(input, 'access', [
      ['jobsShare', 'banen', 'jobs'],
      ['facilitiesShare', 'winkels en vrije tijd', 'shops and leisure'],
      ['mode', 'manier van reizen', 'way of travel'],
      ['minutes', 'minuten', 'minutes'],
    ]),
  );
}

function accountTables(input: ReportInput): string {
  const tables = input.sides.map((side, i) => {
    if (side.accounts === undefined || (i === 1 && input.sides[0] === input.sides[1])) return '';
    return both((language) => accounts(side.accounts!, sideNames(input, language)[i]!, language), 'div');
  });
  return details(
    input,
    text('Wie betaalt wie', 'Who pays whom'),
    tables.join(''),
    columnLines(input, 'accounts', [
      ['tripsPerYear', 'ritten', 'trips'],
      ['subscribers', 'abonnees', 'subscribers'],
      ['paidEurPerYear', 'betaald', 'paid'],
      ['employerEurPerYear', 'door werkgevers', 'by employers'],
      ['discountEurPerYear', 'kortingen', 'discounts'],
      ['subsidyEurPerYear', 'bijdrage', 'subsidy'],
    ]),
  );
}

function accounts(rows: readonly AccountRow[], name: string, language: Language): string {
  return dataTable(
    `${escapeHtml(name)}${language === 'nl' ? ', EUR per jaar' : ', EUR a year'}`,
    language === 'nl'
      ? ['', 'ritten', 'abonnees', 'betaald', 'door werkgevers', 'kortingen', 'bijdrage']
      : ['', 'trips', 'subscribers', 'paid', 'by employers', 'discounts', 'subsidy'],
    rows.map((row) => [
      groupName(row.name, language),
      ...[
        row.tripsPerYear,
        row.subscribers,
        row.paidEurPerYear,
        row.employerEurPerYear ?? null,
        row.discountEurPerYear,
        row.subsidyEurPerYear,
      ].map((value) => fixed(value, language, 0)),
    ]),
  );
}
