/** Section of the report: what charging cost beside what it could have cost, where the cars' energy came from, and what drivers noticed.
 *  In: comparison. Out: HTML in both languages, empty when the results hold none of it. Pure. */
import { text } from './html.ts';
import { indicatorTable } from './indicator-table.ts';
import type { ReportInput } from './model.ts';

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
    'Spijt is wat het laden meer kostte dan het minimum van dezelfde sessies: elke sessie eindigt even vol, met haar energie uit de goedkoopste kwartieren van haar eigen verblijf, en met terugleveren in de duurste waar de strategie dat mag. Dat minimum is een bewezen ondergrens, want het houdt geen rekening met de grenzen van het net; per transformator staan beide bedragen in de tabel transformers.',
    'Regret is what charging cost above the least of the same sessions: each session ends as full, with its energy from the cheapest quarter hours of its own stay, and giving back in the dearest where the strategy may. That least is a proven lower bound, as it goes without the limits of the grid; both amounts by transformer are in table transformers.',
  )}</p>${table}</section>`;
}
