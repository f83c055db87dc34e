/** Section of the report: what charging cost beside what it could have cost, where the cars' energy came from, and what drivers noticed.
 *  In: comparison. Out: HTML in both languages, empty when the results hold none of it. Pure. */
import type { IndicatorComparison } from '../compare.ts';
import { rowSize } from '../comparison-text.ts';
import { formatIndicator, unitText } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { sideHead } from './sides.ts';

/** In the order of the story: price of the strategy, its flows, its drivers, its batteries. */
export const DRIVER_KEYS = [
  'chargingEurPerKwh',
  'chargingRegretShare',
  'solarChargingShare',
  'chargedMwh',
  'dischargedMwh',
  'chargingLossMwh',
  'unservedSessionShare',
  'unservedMwh',
  'belowMinimumHoursPerCarYear',
  'missedKmPerCarYear',
  'compensationEurPerCarYear',
  'turnedAwayPerWeek',
  'socketWaitMinutes',
  'batteryAgeingEurPerCarYear',
] as const;

export function chargingDrivers(input: ReportInput): string {
  const rows = DRIVER_KEYS.flatMap((key) => input.comparison.indicators.find((row) => row.key === key) ?? []);
  if (rows.length === 0) return '';
  const cell = (row: IndicatorComparison, value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row))));
  return `<section><h2>${text('Laden en bestuurders', 'Charging and drivers')}</h2><p>${text(
    'Spijt is wat het laden meer kostte dan het minimum van dezelfde sessies: elke sessie dezelfde energie in de goedkoopste kwartieren van haar eigen verblijf, zonder terugleveren. Dat minimum is een bewezen ondergrens; per transformator staan beide bedragen in de tabel transformers. Bij terugleveren ontbreekt het.',
    'Regret is what charging cost above the least of the same sessions: each the same energy in the cheapest quarter hours of its own stay, without discharge. That least is a proven lower bound; both amounts by transformer are in table transformers. With discharge it is not given.',
  )}</p><div class="scroll">${dataTable(
    text('Laden en bestuurders', 'Charging and drivers'),
    [text('Uitkomst', 'Result'), text('eenheid', 'unit'), sideHead(input, 0), sideHead(input, 1)],
    rows.map((row) => [
      both((language) => escapeHtml(row.label[language])),
      both((language) => escapeHtml(unitText(row.unit, language))),
      cell(row, row.values[0]),
      cell(row, row.values.at(-1)),
    ]),
  )}</div></section>`;
}
