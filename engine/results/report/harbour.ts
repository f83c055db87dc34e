/** Section of the report about the harbour: berths with shore power, stays and needs of ships, and the transformers they share with homes and
 *  cars. In: comparison. Out: HTML in both languages, empty when neither result has berths. Pure. */
import { BERTH_COLUMNS, berthRows, HARBOUR_KEYS } from '../berths.ts';
import { formatFixed, formatPercent } from '../format.ts';
import { SCREEN_ORIGINS } from '../provenance-screens.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import { indicatorTable } from './indicator-table.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { columnOf, withOrigins } from './origin.ts';
import { sideHead } from './sides.ts';

export const CALLS_SQL =
  'SELECT berth, area, "arrivalUtcS", "departureUtcS", "shorePower", "hotelKw", "batteryKwh", "needKwh", "chargedKwh", "dischargedKwh", "unservedKwh" FROM calls';

export function harbourSection(input: ReportInput): string {
  const tables = input.sides.map((side, at) => berthTable(input, side, at === 0 ? 0 : 1));
  if (tables.every((table) => table === '')) return '';
  return `<section id="harbour"><h2>${text('De haven: walstroom', 'The harbour: shore power')}</h2><p>${text(
    'Schepen aan de kade delen hun transformator met huizen en auto’s. Wat een schip voor zichzelf gebruikt, komt eerst; zijn accu laadt met dezelfde strategie en onder dezelfde grens als de auto’s daar. Onder tien schepen blijft een ligplaats leeg.',
    'Ships at the quay share their transformer with homes and cars. What a ship uses for itself comes first; its battery charges with the same strategy and under the same limit as the cars there. With fewer than ten ships a berth stays empty.',
  )}</p>${indicatorTable(input, HARBOUR_KEYS, { withDifference: true })}<h3>${text('Per ligplaats', 'By berth')}</h3>${withOrigins(
    input,
    tables.join(''),
    [
      {
        label: text('walstroom, kW', 'shore power, kW'),
        origin: SCREEN_ORIGINS.berths,
      },
      ...BERTH_COLUMNS.map(({ nl, en, formula }) => ({ label: text(nl, en), origin: { formula, tables: ['calls'] } })),
      {
        label: text('transformator, hoogste belasting', 'transformer, highest loading'),
        origin: columnOf(input, 'transformers', 'peakLoadingShare'),
      },
    ],
  )}</section>`;
}

function berthTable(input: ReportInput, side: ReportSide, at: 0 | 1): string {
  const rows = berthRows(side.scenario.harbour?.berths ?? [], side.calls ?? []);
  if (rows.length === 0 || side.calls === undefined) return '';
  const loading = new Map(side.transformers.map((one) => [one.area, one.peakLoadingShare]));
  return `<div class="scroll">${dataTable(
    sideHead(input, at),
    [
      text('Ligplaats', 'Berth'),
      text('walstroom, kW', 'shore power, kW'),
      ...BERTH_COLUMNS.map(({ nl, en, unit }) =>
        text(unit === '' ? nl : `${nl}, ${unit}`, unit === '' ? en : `${en}, ${unit}`),
      ),
      text('transformator, hoogste belasting', 'transformer, highest loading'),
    ],
    rows.map(({ name, shorePowerKw, area, sums }) => [
      escapeHtml(name),
      both((language) => formatFixed(shorePowerKw, language, 0)),
      ...BERTH_COLUMNS.map(({ key, digits }) =>
        both((language) => {
          const value = sums?.[key];
          return value == null ? '–' : formatFixed(value, language, digits);
        }),
      ),
      both((language) => {
        const share = loading.get(area);
        return share === undefined ? '–' : formatPercent(share, language, 0);
      }),
    ]),
  )}</div>`;
}
