/** Published tables of the grid: transformers, and the district by time step. Pure but for the audit. */
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import { column } from '../../results/tables/column.ts';
import type { Relation } from '../../values/cell-bounds.ts';
import type { HouseholdPattern } from '../../values/household-cells.ts';
import { suppress } from '../../values/suppress.ts';
import type { PublishSource, Row } from '../publish-source.ts';
import { type Described, degrees, type PublishedTable, published, value } from './table.ts';

const CAR_COLUMNS = ['chargedMwh', 'dischargedMwh', 'plugInCars'];
const HOME_COLUMNS = [
  'homes',
  'loadMwh',
  'pvMwh',
  'exportMwh',
  'peakLoadKw',
  'peakFeedInKw',
  'lossKwh',
  // Times the rating it is the peak again.
  'peakLoadingShare',
  'overloadHours',
];
const TRANSFORMER_COLUMNS: ReadonlyArray<readonly [string, string, string]> = [
  ['ratedKva', 'kVA', 'rating'],
  ['homes', 'homes', 'homes behind it'],
  ['peakLoadKw', 'kW', 'highest load'],
  ['peakFeedInKw', 'kW', 'highest feed-in'],
  ['peakLoadingShare', 'share', 'highest loading over rating'],
  ['overloadHours', 'h', 'hours above rating'],
  ['lossKwh', 'kWh', 'lost in transformer and cables'],
  ['loadMwh', 'MWh', 'homes and businesses'],
  ['pvMwh', 'MWh', 'sun produced'],
  ['exportMwh', 'MWh', 'fed back through the transformer'],
  ['chargedMwh', 'MWh', 'into cars'],
  ['dischargedMwh', 'MWh', 'out of cars'],
  ['plugInCars', 'cars', 'cars with a plug that live here'],
];

export interface PublishedTransformers {
  readonly table: PublishedTable;
  /** Highest loading among the transformers of a neighbourhood, and hours of overload: only where no withheld one is told by it. */
  readonly peakTold: (zone: string) => boolean;
  /** What was charged in a neighbourhood: only where enough cars live, and no other neighbourhood is told by it. */
  readonly chargeTold: (zone: string) => boolean;
}

/** Transformers: what is about homes follows the number of homes, what is about cars the number of cars; neighbourhoods are their sums. */
export async function transformersPublished(
  { transformers, carsOfArea }: PublishSource,
  zones: readonly string[],
  pattern: HouseholdPattern,
): Promise<PublishedTransformers> {
  const count = transformers.length;
  const zoneOf = transformers.map((row) => String(row['zone']));
  const relations: Relation[] = [
    ...zones.map((zone, z) => ({ total: count + z, parts: zoneOf.flatMap((own, i) => (own === zone ? [i] : [])) })),
    { total: count + zones.length, parts: zones.map((_, z) => count + z) },
  ].filter(({ parts }) => parts.length > 0);
  /** @param zonesKnown neighbourhoods that may be shown are known by their sums; else those are withheld where few stand behind them */
  const hide = async (own: readonly number[], zonesKnown: boolean): Promise<Uint8Array> => {
    const counts = [...own, ...zones.map(() => 0), 0];
    for (const { total, parts } of relations) counts[total] = parts.reduce((sum, cell) => sum + counts[cell]!, 0);
    // Sums of neighbourhoods stand in another table: they are withheld there or known.
    const forced = counts.map((_, cell) =>
      cell >= count && cell < count + zones.length && !pattern.shown(zones[cell - count]!, 'all', 'all') ? 1 : 0,
    );
    const fixed = counts.map((_, cell) =>
      cell >= (zonesKnown ? count : count + zones.length) && forced[cell] === 0 ? 1 : 0,
    );
    return (await suppress({ counts, relations, fixed, forced })).withheld;
  };
  const homes = await hide(
    transformers.map((row) => Number(row['homes'])),
    true,
  );
  const cars = await hide(
    transformers.map((row) => carsOfArea.get(Number(row['area'])) ?? 0),
    false,
  );
  const hidden = (name: string, i: number): boolean =>
    (CAR_COLUMNS.includes(name) && cars[i] === 1) || (HOME_COLUMNS.includes(name) && homes[i] === 1);
  const peakTold = (zone: string): boolean => {
    const own = transformers.flatMap((row, i) => (zoneOf[i] === zone ? [{ row, i }] : []));
    const peak = (list: typeof own): number =>
      list.reduce((most, { row }) => Math.max(most, Number(row['peakLoadingShare'] ?? 0)), 0);
    const hiddenOnes = own.filter(({ i }) => homes[i] === 1);
    return (
      peak(own.filter(({ i }) => homes[i] === 0)) >= peak(hiddenOnes) &&
      !hiddenOnes.some(({ row }) => Number(row['overloadHours'] ?? 0) > 0)
    );
  };
  const table = published('transformers', { nl: 'Transformatoren', en: 'Transformers' }, count, [
    column(
      'area',
      '',
      'number of the transformer',
      Uint32Array.from(transformers, (row) => Number(row['area'])),
    ),
    column('zone', '', 'code of the neighbourhood', zoneOf),
    degrees(transformers, 'lonDeg'),
    degrees(transformers, 'latDeg'),
    ...TRANSFORMER_COLUMNS.map(([name, unit, description]) =>
      column(
        name,
        unit,
        description,
        transformers.map((row, i) => (hidden(name, i) ? null : value(row, name))),
      ),
    ),
  ]);
  const chargeTold = (zone: string): boolean => cars[count + zones.indexOf(zone)] === 0;
  return { table, peakTold, chargeTold };
}

/** Steps with few cars, and the next one with most like them: what all steps charged together stands among the figures of the district, and
 *  would tell a single step. */
function withCompany(connected: readonly number[]): boolean[] {
  const few = connected.map((cars) => cars < SMALLEST_CELL);
  if (few.includes(true)) {
    let least = -1;
    connected.forEach((cars, i) => {
      if (!few[i] && (least < 0 || cars < connected[least]!)) least = i;
    });
    if (least >= 0) few[least] = true;
  }
  return few;
}

const STEP_COLUMNS: readonly Described[] = [
  ['loadKw', 'kW', 'homes and businesses'],
  ['pvKw', 'kW', 'sun produced (≥ 0)'],
  ['chargeKw', 'kW', 'into cars (≥ 0); empty where fewer than ten cars are plugged in, and at one step more'],
  ['dischargeKw', 'kW', 'out of cars (≥ 0); empty where fewer than ten cars are plugged in, and at one step more'],
  [
    'netKw',
    'kW',
    'at the edge of the district, + in, − out; empty where fewer than ten cars are plugged in, and at one step more',
  ],
  ['wholesaleEurPerKwh', 'EUR/kWh', 'bare price'],
  ['airTemperatureC', '°C', 'air temperature'],
];

export function stepsPublished(rows: readonly Row[]): PublishedTable {
  const few = withCompany(rows.map((row) => Number(row['connectedCars'])));
  return published(
    'district_by_quarter_hour',
    { nl: 'De wijk per tijdstap', en: 'The district by time step' },
    rows.length,
    [
      column(
        'startUtc',
        'ISO 8601',
        'start of the step',
        rows.map((row) => new Date(Number(row['startUtcS']) * 1000).toISOString()),
      ),
      ...STEP_COLUMNS.map(([name, unit, description]) =>
        column(
          name,
          unit,
          description,
          rows.map((row, i) =>
            few[i] === true && ['chargeKw', 'dischargeKw', 'netKw'].includes(name) ? null : value(row, name),
          ),
        ),
      ),
    ],
  );
}
