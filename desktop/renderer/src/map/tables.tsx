/** The figures behind the map: a table for each kind of thing that is drawn, the highest first, and where each figure comes from. */
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Folded } from '../parts/folded.tsx';
import { linesOfTable, OriginsBelow } from '../parts/origins-below.tsx';
import { numbers, PlainTable } from '../parts/plain-table.tsx';
import { STREET_FIGURES } from './figures.ts';
import type { MapFigures } from './layers.ts';
import type { MapTables } from './model.ts';
import { FIGURE_WORDS, MAP_FIGURES } from './words.ts';
import { Field, Select } from '../parts/controls.tsx';

const KINDS = ['zone', 'street', 'transformer', 'hub', 'stop', 'line', 'charger'] as const;
type Kind = (typeof KINDS)[number];
const COLUMNS: Readonly<Record<Kind, readonly string[]>> = {
  zone: ['name', 'persons', ...MAP_FIGURES],
  street: ['name', 'roadClass', ...STREET_FIGURES.map(({ column }) => column)],
  transformer: [
    'area',
    'zone',
    'peakLoadingShare',
    'overloadHours',
    'ratedKva',
    'pvKwp',
    'homes',
    'chargedMwh',
    'chargingCostEur',
    'chargingRegretEur',
  ],
  hub: [
    'name',
    'sharedCarsLeast',
    'sharedCarsMost',
    'sharedBikesLeast',
    'sharedBikesMost',
    'carPlaces',
    'parkAndRideMost',
  ],
  stop: ['name', 'departuresPerWeekday'],
  line: ['name', 'mode', 'tripsPerWeekday'],
  charger: ['chargePoint', 'sockets', 'socketKw'],
};
const MOST_ROWS = 200;

export function MapTablesFolded(props: {
  readonly id: string;
  readonly tables: MapTables;
  readonly figures: MapFigures;
}): ReactNode {
  const { t } = useShared();
  return (
    <Folded title={t('common.table')}>
      <Tables {...props} />
    </Folded>
  );
}

function Tables({
  id,
  tables,
  figures,
}: {
  readonly id: string;
  readonly tables: MapTables;
  readonly figures: MapFigures;
}): ReactNode {
  const { t, language } = useShared();
  const [kind, setKind] = useState<Kind>('zone');
  const all: Readonly<Record<Kind, BridgeTable | null>> = {
    zone: tables.zones,
    street: tables.links,
    transformer: tables.transformers,
    hub: tables.hubs,
    stop: tables.stops,
    line: tables.transitLines,
    charger: tables.chargePoints,
  };
  const table = all[kind];
  const by = kind === 'street' ? figures.street.values : kind === 'transformer' ? figures.transformer.values : null;
  const sorted = useMemo(() => (table === null ? null : rowsBy(table, by)), [table, by]);
  const columns = COLUMNS[kind].filter((name) => table?.columns[name] !== undefined);
  return (
    <>
      <Field label={t('map.tableOf')}>
        <Select value={kind} onChange={({ target }) => setKind(KINDS.find((one) => one === target.value) ?? 'zone')}>
          {KINDS.filter((one) => all[one] !== null).map((one) => (
            <option key={one} value={one}>
              {t(`map.many.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {sorted !== null && (
        <PlainTable
          table={sorted}
          columns={columns}
          names={{
            ...Object.fromEntries(columns.map((name) => [name, FIGURE_WORDS[name]?.[language] ?? name])),
            name: t(`map.one.${kind}`),
          }}
          caption={t(`map.many.${kind}`)}
          limit={MOST_ROWS}
        />
      )}
      {table !== null && (
        <OriginsBelow
          ids={[id]}
          lines={linesOfTable(table.name, columns, (name) => FIGURE_WORDS[name]?.[language] ?? name)}
        />
      )}
    </>
  );
}

/** The rows that a table shows, the highest first; in their own order without a figure. */
function rowsBy(table: BridgeTable, by: ArrayLike<number> | null): BridgeTable {
  if (by === null) return table;
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
    .sort((a, b) => by[b]! - by[a]!)
    .slice(0, MOST_ROWS);
  return {
    ...table,
    rowCount: rows.length,
    columns: Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [
        name,
        column instanceof Float64Array
          ? Float64Array.from(rows, (row) => numbers(table, name)[row]!)
          : rows.map((row) => column[row] ?? null),
      ]),
    ),
  };
}
