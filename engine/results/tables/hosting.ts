/** Hosting capacity by neighbourhood and technology, with its band over random orders. Pure. */
import type { Table } from '../../core/table.ts';
import { hostingBand, hostingByZone, LIMITS } from '../../grid/hosting.ts';
import { TECHNOLOGIES, type Technology } from '../../grid/hosting-hours.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table, zoneColumn } from './column.ts';

export function hostingTable({ hosting, areas, district }: RunParts): Table | null {
  if (hosting === undefined || hosting.length === 0) return null;
  const rows = hosting.flatMap((one) =>
    hostingByZone(areas, one, district.zones.count).flatMap((found, zone) =>
      found.homes === 0 ? [] : [{ technology: TECHNOLOGIES.indexOf(one.technology), zone, ...found }],
    ),
  );
  const number = (pick: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, pick);
  return table('hosting', rows.length, [
    coded(
      'technology',
      'what dwellings get',
      Uint8Array.from(rows, (row) => row.technology),
      TECHNOLOGIES,
    ),
    zoneColumn(
      'zone',
      'zone',
      Uint32Array.from(rows, (row) => row.zone),
      district.zones.code,
    ),
    column(
      'homes',
      'homes',
      'homes behind its transformers',
      number((row) => row.homes),
    ),
    column(
      'homesP10',
      'homes',
      'homes that can have it before the first limit, worst tenth of the random orders',
      number((row) => row.p10),
    ),
    column(
      'homesMedian',
      'homes',
      'the same, middle of the orders',
      number((row) => row.median),
    ),
    column(
      'homesP90',
      'homes',
      'the same, best tenth',
      number((row) => row.p90),
    ),
    coded(
      'limit',
      'what stops most of those that are stopped',
      Uint8Array.from(rows, (row) => LIMITS.indexOf(row.limit)),
      LIMITS,
    ),
  ]);
}

const LABELS: Readonly<Record<Technology, readonly [key: string, nl: string, en: string]>> = {
  pv: [
    'hostingPvShare',
    'Woningen die zonnepanelen kunnen hebben voor de eerste grens',
    'Homes that can have panels before the first limit',
  ],
  car: [
    'hostingCarShare',
    'Woningen waar een auto kan laden voor de eerste grens',
    'Homes where a car can charge before the first limit',
  ],
  'heat-pump': [
    'hostingHeatPumpShare',
    'Woningen die een warmtepomp kunnen hebben voor de eerste grens',
    'Homes that can have a heat pump before the first limit',
  ],
};

export function hostingIndicators({ hosting, areas }: RunParts): Indicators {
  const homes = areas.homes.reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(
    (hosting ?? []).map((one) => {
      const { median } = hostingBand(one, areas.count, () => true);
      const [key, nl, en] = LABELS[one.technology];
      return [key, indicator(homes > 0 ? median / homes : Number.NaN, 'share', 'grid', 'worse', nl, en)];
    }),
  );
}
