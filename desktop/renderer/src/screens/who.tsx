/** Who gains and who pays: by income and by neighbourhood, one result or two. */
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { besides } from '../map/model.ts';
import { FIGURE_WORDS } from '../map/words.ts';
import { ChooseResults, useResultNames } from '../parts/choose-results.tsx';
import { DotPlot, type DotRow } from '../parts/dot-plot.tsx';
import { Failure } from '../parts/failure.tsx';
import { FigureOriginOf } from '../parts/figure-origin.tsx';
import { unitText } from '../parts/format.ts';
import { numbers, PlainTable, texts } from '../parts/plain-table.tsx';
import { Travellers } from '../parts/travellers.tsx';
import { useCall } from '../parts/use-call.ts';
import { Field, Select } from '../parts/controls.tsx';

const GROUP_FIGURES = [
  'mobilityEurPerMonth',
  'energyEurPerMonth',
  'carTripShare',
  'travelTimeMinPerTrip',
  'activeMinPerPersonPerDay',
  'co2KgPerPersonPerDay',
] as const;
const ZONE_FIGURES = [
  ...GROUP_FIGURES,
  'turnedAwayPerDay',
  'chargedMwh',
  'dischargedMwh',
  'peakLoadingShare',
  'overloadHours',
] as const;
const INSIDE = { column: 'external', equals: 0 } as const;

export function WhoScreen(): ReactNode {
  const { t, chosen } = useShared();
  const { names } = useResultNames();
  return (
    <>
      <div className="row spread">
        <h1>{t('who.title')}</h1>
        <ChooseResults />
      </div>
      <p>{t('who.text')}</p>
      <ul className="legend">
        {chosen.slice(0, 2).map((id, side) => (
          <li key={id}>
            <i
              className={side === 0 ? 'dot' : 'diamond'}
              style={side === 0 ? { background: 'var(--charge)' } : { border: '2px solid var(--pv)' }}
            />
            {names.get(id) ?? id}
          </li>
        ))}
      </ul>
      {chosen[0] !== undefined && <Charts ids={chosen.slice(0, 2)} />}
      {chosen[0] !== undefined && <Travellers ids={chosen.slice(0, 2)} />}
    </>
  );
}

function Charts({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t, language } = useShared();
  const groups = useTwo('groups', ids);
  const zones = useTwo('zones', ids);
  const [zoneFigure, setZoneFigure] = useState<string>('mobilityEurPerMonth');
  const failure = groups.failure ?? zones.failure;
  const zoneRows = useMemo(
    () => rowsOf(zones.tables, 'zone', 'name', zoneFigure).sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0)),
    [zones.tables, zoneFigure],
  );
  if (failure !== null) return <Failure failure={failure} />;
  if (groups.tables.length === 0 || zones.tables.length === 0) return <p role="status">{t('common.loading')}</p>;
  const words = (name: string): string => FIGURE_WORDS[name]?.[language] ?? name;
  const unitOf = (table: BridgeTable, name: string): string => {
    const unit = unitText(table.units[name] ?? '', language);
    return unit === '' ? '' : ` (${unit})`;
  };
  return (
    <>
      <h2>{t('who.income')}</h2>
      <div className="thirds">
        {GROUP_FIGURES.map((name) => (
          <figure key={name}>
            <figcaption>
              <FigureOriginOf table={groups.tables[0]!} column={name} ids={ids}>
                {words(name)}
                {unitOf(groups.tables[0]!, name)}
              </FigureOriginOf>
            </figcaption>
            <DotPlot
              rows={rowsOf(groups.tables, 'group', 'group', name).map((row) => ({
                ...row,
                name: t(`who.groups.${row.name}`, row.name),
              }))}
              unit={groups.tables[0]!.units[name] ?? ''}
              compact
              label={`${t('who.income')}: ${words(name)}`}
            />
          </figure>
        ))}
      </div>
      <Behind tables={groups.tables} ids={ids} columns={['group', 'households', 'persons', ...GROUP_FIGURES]} />
      <div className="row spread">
        <h2>{t('who.zones')}</h2>
        <Field label={t('who.figure')}>
          <Select value={zoneFigure} onChange={(event) => setZoneFigure(event.target.value)}>
            {ZONE_FIGURES.map((name) => (
              <option key={name} value={name}>
                {words(name)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <figure className="wide">
        <figcaption>
          <FigureOriginOf table={zones.tables[0]!} column={zoneFigure} ids={ids}>
            {words(zoneFigure)}
            {unitOf(zones.tables[0]!, zoneFigure)}
          </FigureOriginOf>
        </figcaption>
        <DotPlot
          rows={zoneRows}
          unit={zones.tables[0]!.units[zoneFigure] ?? ''}
          label={`${t('who.zones')}: ${words(zoneFigure)}`}
        />
      </figure>
      <Behind tables={zones.tables} ids={ids} columns={['name', 'persons', ...ZONE_FIGURES]} />
    </>
  );
}

function Behind({
  tables,
  ids,
  columns,
}: {
  readonly tables: readonly BridgeTable[];
  readonly ids: readonly string[];
  readonly columns: readonly string[];
}): ReactNode {
  const { t, language } = useShared();
  const { names } = useResultNames();
  return (
    <details>
      <summary>{t('common.table')}</summary>
      {tables.map((table, i) => (
        <section key={ids[i]}>
          <h3>{names.get(ids[i] ?? '') ?? ids[i]}</h3>
          <PlainTable
            table={table}
            columns={columns}
            names={Object.fromEntries(columns.map((name) => [name, FIGURE_WORDS[name]?.[language] ?? name]))}
            caption={names.get(ids[i] ?? '') ?? ''}
            words={(text) => t(`who.groups.${text}`, text)}
          />
        </section>
      ))}
    </details>
  );
}

function rowsOf(tables: readonly BridgeTable[], key: string, nameColumn: string, column: string): DotRow[] {
  const [first, second] = tables;
  if (first === undefined) return [];
  const values = numbers(first, column);
  const others = second === undefined ? null : besides(first, second, key, column);
  return texts(first, nameColumn)
    .map((name, row) => ({
      name: name ?? '',
      values: others === null ? [values[row]!] : [values[row]!, others[row]!],
    }))
    .filter((row) => row.values.some(Number.isFinite));
}

function useTwo(
  table: 'groups' | 'zones',
  ids: readonly string[],
): { tables: readonly BridgeTable[]; failure: ReturnType<typeof useCall>['failure'] } {
  const where = table === 'zones' ? { where: INSIDE } : {};
  const first = useCall('readTable', ids[0] === undefined ? null : { id: ids[0], table, ...where });
  const second = useCall('readTable', ids[1] === undefined ? null : { id: ids[1], table, ...where });
  const tables = useMemo(() => {
    if (first.value === null || (ids[1] !== undefined && second.value === null && second.failure === null)) return [];
    return [first.value, ...(second.value === null || ids[1] === undefined ? [] : [second.value])];
  }, [first.value, second.value, second.failure, ids[1]]);
  return { tables, failure: first.failure ?? second.failure };
}
