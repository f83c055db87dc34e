/** Published table of who pays whom for travel. A service that few use and a bundle that few have show neither users nor money, because the one tells
 *  the other; nor does the next smallest when only one would be missing. Pure but for the audit. */

import { column } from '../../results/tables/column.ts';
import { suppress } from '../../values/suppress.ts';
import type { PublishSource, Row } from '../publish-source.ts';
import { type Described, type PublishedTable, published, value, words } from './table.ts';

const MODE_OF_SERVICE: Readonly<Record<string, string>> = {
  'bus and tram': 'bus-tram',
  train: 'train',
  'park and ride': 'park-and-ride',
  'shared car': 'shared-car',
  'shared bicycle': 'shared-bike',
};
const MEASURES: readonly Described[] = [
  ['tripsPerYear', 'trips/year', 'trips'],
  ['subscribers', 'residents', 'subscribers'],
  ['paidEurPerYear', 'EUR/year', 'paid by travellers (services, bundles) or employers'],
  ['employerEurPerYear', 'EUR/year', 'paid by employers for travellers'],
  ['discountEurPerYear', 'EUR/year', 'discounts given by bundles and caps'],
  ['subsidyEurPerYear', 'EUR/year', 'what somebody adds so that the operator gets the full price; negative: left over'],
];
const DAYS_A_YEAR = 365;

/** @param fewUsers modes of which no figure is shown: their trips stand here too */
export async function accountsPublished(
  { accounts, travelCells, travelScale }: PublishSource,
  fewUsers: ReadonlySet<string>,
): Promise<PublishedTable> {
  const people = (row: Row): number => {
    if (row['kind'] === 'bundle') return Number(row['subscribers'] ?? 0);
    const mode = MODE_OF_SERVICE[String(row['name'])];
    if (row['kind'] !== 'service' || mode === undefined) return Number.POSITIVE_INFINITY;
    return Math.min(
      travelCells
        .filter((cell) => cell['dimension'] === 'income' && cell['mode'] === mode)
        .reduce((sum, cell) => sum + Number(cell['people']), 0),
      Number(row['tripsPerYear'] ?? 0) / DAYS_A_YEAR / travelScale,
    );
  };
  const hidden = new Set<number>();
  for (const kind of ['service', 'bundle']) {
    const own = accounts.flatMap((row, i) => (row['kind'] === kind ? [i] : []));
    if (own.length === 0) continue;
    const counts = own.map((i) => people(accounts[i]!));
    const total = counts.reduce((a, b) => a + b, 0);
    const { withheld } = await suppress({
      counts: [...counts, total],
      relations: [{ total: own.length, parts: own.map((_, at) => at) }],
      fixed: [...own.map(() => 0), 1],
      forced: [...own.map((i) => (fewUsers.has(MODE_OF_SERVICE[String(accounts[i]!['name'])] ?? '') ? 1 : 0)), 0],
    });
    own.forEach((i, at) => {
      if (withheld[at] === 1) hidden.add(i);
    });
  }
  return published('accounts', { nl: 'Wie betaalt wie', en: 'Who pays whom' }, accounts.length, [
    words(accounts, 'kind', 'service, bundle, employer or municipality'),
    words(accounts, 'name', 'name'),
    ...MEASURES.map(([name, unit, description]) =>
      column(
        name,
        unit,
        description,
        accounts.map((row, i) => (hidden.has(i) ? null : value(row, name))),
      ),
    ),
  ]);
}
