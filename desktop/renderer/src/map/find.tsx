/** Everything that can be pointed at, as a list: the way to the map for those who use no pointer. */
import { type ReactNode, useMemo } from 'react';
import { useShared } from '../context.tsx';
import { numbers, texts } from '../parts/plain-table.tsx';
import { lineOf } from '../parts/wkt.ts';
import type { MapTables } from './model.ts';
import { nameOf, tableOf } from './panel.tsx';
import type { Thing } from './pick.ts';
import { Field, Select } from '../parts/controls.tsx';

/** Streets and transformers in the list: the busiest ones; the table of figures has no others either. */
const MOST = 40;
const KINDS: readonly Thing['kind'][] = ['zone', 'hub', 'stop', 'transformer', 'street', 'charger'];
const BY: Partial<Record<Thing['kind'], string>> = {
  transformer: 'peakLoadingShare',
  street: 'carsPerWeekday',
  charger: 'sockets',
};

export function FindThing({
  tables,
  picked,
  pick,
}: {
  readonly tables: MapTables;
  readonly picked: Thing | null;
  readonly pick: (thing: Thing, lonDeg: number, latDeg: number) => void;
}): ReactNode {
  const { t, language } = useShared();
  const groups = useMemo(
    () => KINDS.map((kind) => ({ kind, rows: rowsOf(tables, kind, t(`map.one.${kind}`), language) })),
    [tables, t, language],
  );
  return (
    <Field label={t('map.find')}>
      <Select
        value={picked === null ? '' : `${picked.kind}:${picked.row}`}
        onChange={(event) => {
          const [kind, row] = event.target.value.split(':');
          const thing = { kind: KINDS.find((one) => one === kind) ?? 'zone', row: Number(row) };
          if (event.target.value !== '') pick(thing, ...placeOf(tables, thing));
        }}
      >
        <option value="">{t('map.choose')}</option>
        {picked !== null && !groups.some((g) => g.kind === picked.kind && g.rows.some((r) => r.row === picked.row)) && (
          <option value={`${picked.kind}:${picked.row}`}>{nameOf(tables, picked, t(`map.one.${picked.kind}`))}</option>
        )}
        {groups.map(
          ({ kind, rows }) =>
            rows.length > 0 && (
              <optgroup key={kind} label={t(`map.many.${kind}`)}>
                {rows.map(({ row, name }) => (
                  <option key={row} value={`${kind}:${row}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ),
        )}
      </Select>
    </Field>
  );
}

function rowsOf(
  tables: MapTables,
  kind: Thing['kind'],
  unnamed: string,
  language: string,
): { row: number; name: string }[] {
  const table = tableOf(tables, kind);
  const by = BY[kind];
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  const seen = new Set<string>();
  const named = (row: number): { row: number; name: string } => ({
    row,
    name: nameOf(tables, { kind, row }, unnamed),
  });
  if (by === undefined) return rows.map(named).sort((a, b) => a.name.localeCompare(b.name, language));
  const values = numbers(table, by);
  return rows
    .sort((a, b) => values[b]! - values[a]!)
    .map(named)
    .filter(({ name }) => name !== unnamed && !seen.has(name) && seen.add(name))
    .slice(0, MOST);
}

function placeOf(tables: MapTables, thing: Thing): [number, number] {
  const table = tableOf(tables, thing.kind);
  if (thing.kind === 'street') {
    const path = lineOf(texts(table, 'geometry')[thing.row] ?? '');
    return path[path.length >> 1] ?? [5.05, 52.09];
  }
  return [numbers(table, 'lonDeg')[thing.row]!, numbers(table, 'latDeg')[thing.row]!];
}
