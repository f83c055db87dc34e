/** Published tables of places: streets and hubs. Pure but for the audit. */
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import { column } from '../../results/tables/column.ts';
import { suppress } from '../../values/suppress.ts';
import type { Row } from '../publish-source.ts';
import { type Cell, type Described, degrees, type PublishedTable, published, value, words } from './table.ts';

/** @param scale vehicles or people that one simulated stands for */
export function streetsPublished(rows: readonly Row[], scale: number): PublishedTable {
  const least = SMALLEST_CELL * Math.max(1, scale);
  // What one street has more than the next turned in between them: rounded to ten simulated ones, that tells nobody.
  const unit = roundUp(least);
  const flow = (name: string): Cell[] =>
    rows.map((row) => {
      const own = value(row, name);
      return own === null || own < least ? null : Math.round(own / unit) * unit;
    });
  return published('streets', { nl: 'Straten', en: 'Streets' }, rows.length, [
    column(
      'link',
      '',
      'number of the street',
      Uint32Array.from(rows, (row) => Number(row['link'])),
    ),
    column(
      'name',
      '',
      'name',
      rows.map((row) => String(row['name'] ?? '')),
    ),
    column(
      'roadClass',
      '',
      'class of the road',
      rows.map((row) => String(row['roadClass'])),
    ),
    column(
      'lengthM',
      'm',
      'length',
      rows.map((row) => value(row, 'lengthM')),
    ),
    column('carsPerWeekday', 'vehicles/day', `cars, rounded to ${unit}`, flow('carsPerWeekday')),
    column('bikesPerWeekday', 'bicycles/day', `bicycles, rounded to ${unit}`, flow('bikesPerWeekday')),
    column('walkersPerWeekday', 'people/day', `people on foot, rounded to ${unit}`, flow('walkersPerWeekday')),
    column(
      'geometry',
      'WKT, WGS 84',
      'shape',
      rows.map((row) => String(row['geometry'])),
    ),
  ]);
}

/** The next of 10, 20, 50, 100, 200 … */
function roundUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  return power * ([1, 2, 5].find((digit) => digit * power >= least - 1e-6) ?? 10);
}

const HUB_COLUMNS: readonly Described[] = [
  ['carPlaces', 'places', 'P+R places'],
  ['turnedAwayCar', 'people/day', 'found no shared car'],
  ['turnedAwayBike', 'people/day', 'found no shared bicycle'],
  ['turnedAwayParkAndRide', 'people/day', 'found the P+R full'],
];

/** Hubs; those turned away at a single hub are not what the district less the others leaves. @param scale as of streets */
export async function hubsPublished(rows: readonly Row[], scale: number): Promise<PublishedTable> {
  const columns = [];
  for (const [name, unit, description] of HUB_COLUMNS) {
    const own = rows.map((row) => value(row, name));
    let withheld: ArrayLike<number> = new Uint8Array(rows.length);
    if (unit === 'people/day') {
      // The result withholds fewer than ten itself: for the audit they count as half of that.
      const people = own.map((one) => (one ?? SMALLEST_CELL / 2) / scale);
      const total = people.reduce((a, b) => a + b, 0);
      withheld = (
        await suppress({
          counts: [...people, total],
          relations: [{ total: rows.length, parts: rows.map((_, i) => i) }],
          fixed: [...rows.map(() => 0), 1],
          forced: [...own.map((one) => (one === null ? 1 : 0)), 0],
        })
      ).withheld;
    }
    columns.push(
      column(
        name,
        unit,
        description,
        own.map((one, i) => (withheld[i] === 1 ? null : one)),
      ),
    );
  }
  return published('hubs', { nl: 'Hubs', en: 'Hubs' }, rows.length, [
    words(rows, 'hub', 'id'),
    words(rows, 'name', 'name'),
    words(rows, 'kind', 'kind of hub'),
    degrees(rows, 'lonDeg'),
    degrees(rows, 'latDeg'),
    ...columns,
  ]);
}
