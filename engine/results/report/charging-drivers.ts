/** Section of the report: what charging cost beside what it could have cost, where the cars' energy came from, and what drivers noticed.
 *  In: comparison. Out: HTML in both languages, empty when the results hold none of it. Pure. */
import { formatFixed } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import { indicatorTable } from './indicator-table.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { sideHead } from './sides.ts';

/** In the order of the story: price of the strategy, its flows, its drivers, its batteries. */
export const DRIVER_KEYS = [
  'chargingEurPerKwh',
  'chargingRegretShare',
  'chargingRegretEurPerCarYear',
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
  const table = indicatorTable(input, DRIVER_KEYS);
  if (table === '') return '';
  return `<section><h2>${text('Laden en bestuurders', 'Charging and drivers')}</h2><p>${text(
    'Spijt is wat het laden meer kostte dan het minimum van dezelfde sessies: elke sessie eindigt even vol, met haar energie uit de goedkoopste kwartieren van haar eigen verblijf, en met terugleveren in de duurste waar de strategie dat mag. Dat minimum is een bewezen ondergrens, want het houdt geen rekening met de grenzen van het net; per transformator staan de bedragen hieronder en in de tabel transformers.',
    'Regret is what charging cost above the least of the same sessions: each session ends as full, with its energy from the cheapest quarter hours of its own stay, and giving back in the dearest where the strategy may. That least is a proven lower bound, as it goes without the limits of the grid; the amounts by transformer are below and in table transformers.',
  )}</p>${table}${input.sides.map((side, at) => siteTable(input, side, at === 0 ? 0 : 1)).join('')}</section>`;
}

/** Transformers that are shown. */
const MOST_SITES = 10;

/** Regret by site, the largest first; transformers with few cars are left out. */
function siteTable(input: ReportInput, { transformers, zones }: ReportSide, at: 0 | 1): string {
  const names = new Map(zones.map(({ zone, name }) => [zone, name]));
  const sites = transformers
    .flatMap(({ area, zone, chargingCostEur: cost, chargingLeastEur: least }) =>
      typeof cost === 'number' && typeof least === 'number' ? [{ area, zone, cost, least }] : [],
    )
    .sort((a, b) => b.cost - b.least - (a.cost - a.least) || a.area - b.area)
    .slice(0, MOST_SITES);
  if (sites.length === 0) return '';
  const number = (value: number, digits = 0): string => both((language) => formatFixed(value, language, digits));
  return `<details><summary>${text('Spijt per transformator', 'Regret by transformer')}: ${sideHead(input, at)}</summary><div class="scroll">${dataTable(
    '',
    [
      text('Transformator', 'Transformer'),
      text('buurt', 'neighbourhood'),
      text('laden kostte, EUR', 'charging cost, EUR'),
      text('minimum, EUR', 'least, EUR'),
      text('spijt, EUR', 'regret, EUR'),
      text('spijt, %', 'regret, %'),
    ],
    sites.map(({ area, zone, cost, least }) => [
      String(area + 1),
      escapeHtml(names.get(zone) ?? zone),
      number(cost),
      number(least),
      number(cost - least),
      least > 0 ? number((100 * (cost - least)) / least, 1) : '–',
    ]),
  )}</div></details>`;
}
