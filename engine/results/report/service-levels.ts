/** How freely cars drive, by kind of road: kilometres by level of service, hours and delay. Pure. */
import { formatNumber, formatPercent } from '../format.ts';
import { both, dataTable, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { columnLines, withOrigins } from './origin.ts';
import { sideHead } from './sides.ts';

/** A row of table `serviceLevels`. */
export interface ServiceLevelRow {
  readonly roadClass: string;
  readonly level: string;
  readonly carKm: number;
  readonly carHours: number;
  readonly delayHours: number;
}

export const SERVICE_LEVELS_SQL =
  'SELECT "roadClass", level, "carKm", "carHours", "delayHours" FROM "serviceLevels" ORDER BY ALL';

const KINDS = [
  { words: text('snelwegen', 'motorways'), classes: ['motorway', 'trunk'] },
  { words: text('hoofdwegen', 'main roads'), classes: ['primary', 'secondary', 'tertiary'] },
  { words: text('straten', 'streets'), classes: null },
] as const;
/** Levels side by side: good, middling, bad. */
const COLUMNS = ['AB', 'CD', 'EF'] as const;

/** Empty where the results hold no levels of service. */
export function serviceLevels(input: ReportInput): string {
  const named: readonly string[] = KINDS.flatMap(({ classes }) => classes ?? []);
  const tables = input.sides.map((side, at) => {
    const all = side.serviceLevels ?? [];
    const rows = KINDS.flatMap(({ words, classes }) => {
      const own = all.filter(({ roadClass }) =>
        classes === null ? !named.includes(roadClass) : (classes as readonly string[]).includes(roadClass),
      );
      const sum = (of: (row: ServiceLevelRow) => number): number => own.reduce((total, row) => total + of(row), 0);
      const km = sum((row) => row.carKm);
      if (!(km > 0)) return [];
      const count = (value: number): string => both((language) => formatNumber(value, language));
      const shares = COLUMNS.map((levels) =>
        both((language) => formatPercent(sum((row) => (levels.includes(row.level) ? row.carKm : 0)) / km, language)),
      );
      return [[words, count(km), ...shares, count(sum((row) => row.carHours)), count(sum((row) => row.delayHours))]];
    });
    if (rows.length === 0) return '';
    return `<div class="scroll">${dataTable(
      sideHead(input, at === 0 ? 0 : 1),
      [
        text('Weg', 'Road'),
        text('auto-km per werkdag', 'car km a weekday'),
        text('vrij (A, B)', 'free (A, B)'),
        text('druk (C, D)', 'busy (C, D)'),
        text('vast (E, F)', 'jammed (E, F)'),
        text('uren', 'hours'),
        text('waarvan vertraging', 'of which delay'),
      ],
      rows,
    )}</div>`;
  });
  if (tables.every((table) => table === '')) return '';
  return `<h3>${text('Hoe vrij het rijdt', 'How freely it drives')}</h3><p>${text(
    'Kilometers naar kwaliteit van doorstroming, per straat en kwartier: A en B boven 67 % van de snelheid op een lege weg, C en D boven 40 %, E en F daaronder.',
    'Kilometres by level of service, by street and quarter-hour: A and B above 67 % of the speed on an empty road, C and D above 40 %, E and F below.',
  )}</p>${withOrigins(
    input,
    tables.join(''),
    columnLines(input, 'serviceLevels', [
      ['carKm', 'auto-km', 'car km'],
      ['level', 'vrij, druk, vast', 'free, busy, jammed'],
      ['carHours', 'uren', 'hours'],
      ['delayHours', 'vertraging', 'delay'],
    ]),
  )}`;
}
